#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// An IPv4 or IPv6 address; IPv4 uses the first four bytes, in network order.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  std::uint8_t family = 4;  ///< 4 or 6

  [[nodiscard]] int bit_count() const { return family == 4 ? 32 : 128; }
  [[nodiscard]] static IpAddress v4(std::uint32_t host_order);
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// An address with a prefix length; host bits may be set (an interface address) or clear (a network).
struct IpPrefix {
  IpAddress address;
  std::uint8_t length = 0;

  [[nodiscard]] bool contains(const IpAddress& other) const;
  [[nodiscard]] bool contains(const IpPrefix& other) const;
  /// The same prefix with its host bits cleared.
  [[nodiscard]] IpPrefix network() const;
  friend auto operator<=>(const IpPrefix&, const IpPrefix&) = default;
};

/// Strict dotted quad (no leading zeros, as RFC 6943 asks) or RFC 4291 text; no zone, no brackets.
[[nodiscard]] std::optional<IpAddress> parse_ip(std::string_view text);
/// `address/length`; a bare address is a host prefix.
[[nodiscard]] std::optional<IpPrefix> parse_prefix(std::string_view text);
/// Prefix length of a contiguous netmask in host order, such as 0xffffff00; nothing if not contiguous.
[[nodiscard]] std::optional<std::uint8_t> mask_length(std::uint32_t netmask);

/// RFC 5952 text.
[[nodiscard]] std::string to_string(const IpAddress& address);
[[nodiscard]] std::string to_string(const IpPrefix& prefix);

}  // namespace muster
