#pragma once

#include <bitset>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "inventory/time_zone.hpp"

namespace muster::inventory {

inline constexpr std::size_t minutes_a_day = 24 * 60;
inline constexpr std::size_t minutes_a_week = 7 * minutes_a_day;

/// A stretch of the week in which devices may be collected, by the clock of their site. The days are those on which it
/// begins: "fri 22:00-05:00" lasts until Saturday morning. By the wall clock: what a change to summer time leaves out
/// does not happen, what it shows twice counts twice.
struct Window {
  std::string text;          ///< as written
  std::uint8_t days = 0x7f;  ///< bit 0: Monday
  std::uint16_t begin = 0;   ///< minute of the day; belongs to the window
  std::uint16_t end = 0;     ///< does not; at or before `begin`: on the next day

  [[nodiscard]] bool contains(const WallTime& time) const;
};

/// "22:00-05:00", "mon-fri 22:00-05:00", "sat,sun 00:00-24:00". The error says what was expected.
[[nodiscard]] std::expected<Window, std::string> parse_window(std::string_view text);

/// The minutes of the week, from Monday 00:00 on, that lie in one of the windows.
[[nodiscard]] std::bitset<minutes_a_week> open_minutes(std::span<const Window> windows);

/// "sun 14:03".
[[nodiscard]] std::string to_string(const WallTime& time);

}  // namespace muster::inventory
