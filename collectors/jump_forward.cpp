#include "collectors/jump_forward.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

ForwardRefusal read_forward_refusal(const std::string& error) {
  unsigned channel = 0;
  unsigned code = 0;
  int read = 0;
  if (std::sscanf(error.c_str(), "Channel opening failure: channel %u error (%u) %n", &channel, &code, &read) < 2)
    return {0, collectors::quoted(error)};
  const std::string said = read > 0 ? error.substr(static_cast<std::size_t>(read)) : std::string();
  const std::string own = said.empty() ? "" : " (" + collectors::quoted(said) + ")";
  switch (code) {
    case 1: return {code, "forwarding is administratively prohibited" + own};
    case 2: return {code, "no connection" + own};
    case 3: return {code, "it does not know forwarding" + own};
    case shortage: return {code, "it has no room for another connection" + own};
    default: return {code, fmt::format("refused with code {}{}", code, own)};
  }
}

}  // namespace muster::collectors
