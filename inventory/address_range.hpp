#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace muster::inventory {

inline constexpr std::size_t largest_range = 4096;

/// The addresses that a cell of a table means, in order:
/// - "192.0.2.10-20", "192.0.2.10-192.0.2.20": each of them;
/// - "192.0.2.0/29": each host of the network, without its own and the broadcast address (RFC 3021 for /31);
/// - "192.0.2.1/24": 192.0.2.1, for a network has no host bits;
/// - an address or a host name: itself.
/// The error says what was expected. At most `largest_range`.
[[nodiscard]] std::expected<std::vector<std::string>, std::string> expand_addresses(std::string_view text);

}  // namespace muster::inventory
