#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Times as Cisco's show outputs write them.
namespace muster::grammars::cisco {

/// Seconds of "2 years, 51 weeks, 5 days, 11 hours, 1 minute", with or without commas; nothing if it is none.
[[nodiscard]] std::optional<std::int64_t> parse_uptime(std::string_view text);

/// Seconds of the age of a route: "01:51:13", "1d22h", "3w4d", "3y15w"; nothing if it is none.
[[nodiscard]] std::optional<std::uint32_t> parse_age(std::string_view text);

}  // namespace muster::grammars::cisco
