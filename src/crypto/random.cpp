#include "crypto/random.hpp"

#include <openssl/rand.h>

#include "crypto/digest.hpp"

namespace muster::crypto {

Result<std::string> random_hex(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
    return fail(ErrorKind::key, "no random numbers to be had");
  return to_hex(bytes);
}

}  // namespace muster::crypto
