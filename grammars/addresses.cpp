#include "grammars/addresses.hpp"

namespace muster::grammars {

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  std::uint32_t value = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (text.empty() || text.front() != '.') return std::nullopt;
      text.remove_prefix(1);
    }
    std::uint32_t octet = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
      octet = octet * 10 + static_cast<std::uint32_t>(text[digits] - '0');
    if (digits == 0 || octet > 255 || (digits > 1 && text.front() == '0')) return std::nullopt;
    value = value << 8 | octet;
    text.remove_prefix(digits);
  }
  if (!text.empty()) return std::nullopt;
  return value;
}

std::string dotted(std::uint32_t host_order) { return to_string(IpAddress::v4(host_order)); }

std::optional<std::string> with_netmask(std::uint32_t address, std::uint32_t netmask) {
  const auto length = mask_length(netmask);
  if (!length) return std::nullopt;
  return to_string(IpPrefix{IpAddress::v4(address), *length});
}

std::string with_wildcard(std::uint32_t address, std::uint32_t wildcard) {
  const auto length = mask_length(~wildcard);
  if (!length) return dotted(address & ~wildcard) + " " + dotted(wildcard);
  if (*length == 0) return "any";
  return to_string(IpPrefix{IpAddress::v4(address & ~wildcard), *length});
}

std::optional<std::string> canonical_prefix(std::string_view text) {
  const auto prefix = parse_prefix(text);
  if (!prefix || text.find('/') == std::string_view::npos) return std::nullopt;
  return to_string(*prefix);
}

}  // namespace muster::grammars
