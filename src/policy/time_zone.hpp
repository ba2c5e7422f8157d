#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster::policy {

/// Seconds east of UTC that a time zone keeps at a time (in seconds since 1970). Zones are "UTC", offsets ("+02:00",
/// "-09:30", "02:00") and names of the system's time zone database ("Europe/Berlin"); nothing for any other text. Names
/// depend on the database of the machine, so a verdict that rests on one is repeatable only with the same database.
[[nodiscard]] std::optional<std::int64_t> zone_offset(std::string_view zone, std::int64_t at);

}  // namespace muster::policy
