#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// A point in time, UTC, to the second.
using Timestamp = std::chrono::sys_seconds;

/// RFC 3339 in UTC: `2026-03-01T02:00:00Z`.
[[nodiscard]] std::string to_string(Timestamp time);

/// Reads RFC 3339 with `Z` or a numeric offset (fractions are dropped), or a plain date (midnight UTC).
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);

}  // namespace muster
