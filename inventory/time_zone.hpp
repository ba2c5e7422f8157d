#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/timestamp.hpp"

namespace muster::inventory {

/// What a clock on a wall shows, to the minute.
struct WallTime {
  std::uint8_t weekday = 0;  ///< 0: Monday
  std::uint16_t minute = 0;  ///< since midnight
  friend bool operator==(const WallTime&, const WallTime&) = default;
};

/// Where a clock hangs: a zone of the IANA database of this system (package tzdata), or a fixed distance from UTC.
class TimeZone {
 public:
  TimeZone() = default;  ///< UTC

  /// Nothing if the database has no zone of that name.
  [[nodiscard]] static std::optional<TimeZone> named(const std::string& name);
  /// "+05:30", "-08:00", at most 15 hours; nothing for another text.
  [[nodiscard]] static std::optional<TimeZone> offset(const std::string& text);

  [[nodiscard]] WallTime at(Timestamp time) const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_ = "UTC";
  bool in_database_ = false;
  std::chrono::minutes offset_{0};
};

}  // namespace muster::inventory
