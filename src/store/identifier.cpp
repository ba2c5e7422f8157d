#include "store/identifier.hpp"

#include "crypto/random.hpp"

namespace muster::store {

Result<std::string> make_identifier(std::string_view prefix, Timestamp time) {
  const auto random = crypto::random_hex(4);
  if (!random) return std::unexpected(random.error());
  std::string compact;
  for (const char c : to_string(time))
    if (c != '-' && c != ':') compact += c;
  return std::string(prefix) + "-" + compact + "-" + *random;
}

}  // namespace muster::store
