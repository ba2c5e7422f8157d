#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Times that devices print, in seconds.
namespace muster::grammars {

/// Short forms, as routing tables have them: "00:12:01", "1d18h", "2w0d", "1y2w", "01w2d03h", "3d 02:03:04", "12:01" (minutes
/// and seconds), "5m", "30s". Nothing for "never" and other words, and beyond 32 bits.
[[nodiscard]] std::optional<std::uint32_t> parse_age(std::string_view text);

/// Long forms, as `show version` has them: "2 years, 3 weeks, 1 day, 4 hours, 5 minutes", "134 weeks, 5 days, 23 hours and 44
/// minutes", "5 days, 03:21:07", "1 day 2 hours". Nothing if a part is no such number with its unit.
[[nodiscard]] std::optional<std::int64_t> parse_uptime(std::string_view text);

}  // namespace muster::grammars
