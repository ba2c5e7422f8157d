#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ip.hpp"

/// Addresses and masks as configurations write them, on top of core/ip.
namespace muster::grammars {

/// A dotted quad as a number in host order; strict, as `parse_ip`.
[[nodiscard]] std::optional<std::uint32_t> parse_ipv4(std::string_view text);
[[nodiscard]] std::string dotted(std::uint32_t host_order);

/// "192.0.2.0/24" for a network mask (255.255.255.0), host bits kept; nothing if the mask is not contiguous.
[[nodiscard]] std::optional<std::string> with_netmask(std::uint32_t address, std::uint32_t netmask);

/// "192.0.2.0/24" for a contiguous wildcard (0.0.0.255), host bits cleared; "any" if it covers everything; otherwise
/// "192.0.2.0 0.255.0.255", the form that the model gives to other wildcards.
[[nodiscard]] std::string with_wildcard(std::uint32_t address, std::uint32_t wildcard);

/// RFC 5952 form of `address/length`; nothing if `text` is no prefix or has no length. Host bits kept.
[[nodiscard]] std::optional<std::string> canonical_prefix(std::string_view text);

}  // namespace muster::grammars
