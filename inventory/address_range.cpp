#include "inventory/address_range.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "core/ip.hpp"
#include "inventory/entry.hpp"

namespace muster::inventory {
namespace {

using Addresses = std::expected<std::vector<std::string>, std::string>;

std::uint32_t last_bits(const IpAddress& address) {
  const std::size_t from = address.family == 4 ? 0 : 12;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | address.bytes[from + i];
  return value;
}

IpAddress with_last_bits(IpAddress address, std::uint32_t value) {
  const std::size_t from = address.family == 4 ? 0 : 12;
  for (std::size_t i = 0; i < 4; ++i) address.bytes[from + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  return address;
}

/// From `first`, as many as there are up to the last 32 bits `last`.
Addresses sequence(std::string_view text, const IpAddress& first, std::uint32_t last) {
  const std::uint32_t begin = last_bits(first);
  if (last < begin) return std::unexpected(fmt::format("expected the lower address first, got '{}'", text));
  if (last - begin >= largest_range)
    return std::unexpected(fmt::format("more than {} addresses: '{}'", largest_range, text));
  std::vector<std::string> addresses;
  for (std::uint32_t value = begin; value <= last && value >= begin; ++value) {
    addresses.push_back(to_string(with_last_bits(first, value)));
    if (value == UINT32_MAX) break;
  }
  return addresses;
}

Addresses network(std::string_view text, const IpPrefix& prefix) {
  if (prefix.network() != prefix || prefix.length == prefix.address.bit_count())
    return std::vector{to_string(prefix.address)};
  const int host_bits = prefix.address.bit_count() - prefix.length;
  if (host_bits > 12) return std::unexpected(fmt::format("more than {} addresses: '{}'", largest_range, text));
  const std::uint32_t first = last_bits(prefix.address);
  const std::uint32_t last = first + (1U << static_cast<unsigned>(host_bits)) - 1;
  const bool has_broadcast = prefix.address.family == 4 && host_bits > 1;
  return sequence(text, with_last_bits(prefix.address, has_broadcast ? first + 1 : first),
                  has_broadcast ? last - 1 : last);
}

/// The end of a range: "20" replaces the last octet of an IPv4 address.
std::optional<IpAddress> range_end(const IpAddress& first, std::string_view text) {
  if (const auto whole = parse_ip(text)) return whole->family == first.family ? whole : std::nullopt;
  unsigned octet = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), octet);
  if (first.family != 4 || error != std::errc{} || stop != text.data() + text.size() || octet > 255)
    return std::nullopt;
  return with_last_bits(first, (last_bits(first) & 0xffffff00U) | octet);
}

/// "300.1.2.3" and "192.0.2" are addresses with a mistake, not host names.
bool looks_numeric(std::string_view text) {
  return std::ranges::all_of(text,
                             [](unsigned char c) { return std::isdigit(c) != 0 || c == '.' || c == '/' || c == '-'; });
}

}  // namespace

Addresses expand_addresses(std::string_view text) {
  if (parse_ip(text)) return std::vector{std::string(text)};
  if (text.find('/') != std::string_view::npos)
    if (const auto prefix = parse_prefix(text)) return network(text, *prefix);
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos)
    if (const auto first = parse_ip(text.substr(0, dash))) {
      const auto last = range_end(*first, text.substr(dash + 1));
      const bool same_block = last && with_last_bits(*last, 0) == with_last_bits(*first, 0);
      if (!same_block) return std::unexpected(fmt::format("expected a range such as '192.0.2.10-20', got '{}'", text));
      return sequence(text, *first, last_bits(*last));
    }
  if (!is_address(text) || looks_numeric(text))
    return std::unexpected(fmt::format("expected an address, a range, a network or a host name, got '{}'", text));
  return std::vector{std::string(text)};
}

}  // namespace muster::inventory
