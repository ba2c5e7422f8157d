#include "inventory/window.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <ranges>

#include <fmt/format.h>

namespace muster::inventory {
namespace {

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> day_number(std::string_view name) {
  const auto found = std::ranges::find(day_names, name);
  if (found == day_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - day_names.begin());
}

/// "mon", "mon-fri", "sat-mon".
std::optional<unsigned> day_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = day_number(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : day_number(text.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  unsigned days = 1U << *last;
  for (std::size_t day = *first; day != *last; day = (day + 1) % 7) days |= 1U << day;
  return days;
}

std::optional<unsigned> day_list(std::string_view text) {
  unsigned days = 0;
  for (const auto part : std::views::split(text, ',')) {
    const auto range = day_range({part.begin(), part.end()});
    if (!range) return std::nullopt;
    days |= *range;
  }
  return days;
}

/// "22:00"; up to 24:00.
std::optional<std::uint16_t> clock_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U})
    if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) return std::nullopt;
  const int minutes = ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
  if (text[3] > '5' || minutes > static_cast<int>(minutes_a_day)) return std::nullopt;
  return static_cast<std::uint16_t>(minutes);
}

}  // namespace

bool Window::contains(const WallTime& time) const {
  const unsigned yesterday = (time.weekday + 6U) % 7U;
  const bool begins_today = (days >> time.weekday & 1U) != 0;
  const bool began_yesterday = (days >> yesterday & 1U) != 0;
  if (end > begin) return begins_today && time.minute >= begin && time.minute < end;
  return (begins_today && time.minute >= begin) || (began_yesterday && time.minute < end);
}

std::expected<Window, std::string> parse_window(std::string_view text) {
  const auto expected = [&](std::string_view what) {
    return std::unexpected(fmt::format("expected {}, got '{}'", what, text));
  };
  Window window;
  window.text = text;
  const std::size_t space = text.find(' ');
  if (space != std::string_view::npos) {
    const auto days = day_list(text.substr(0, space));
    if (!days) return expected("days such as 'mon-fri' or 'sat,sun'");
    window.days = static_cast<std::uint8_t>(*days);
  }
  const std::string_view times = space == std::string_view::npos ? text : text.substr(space + 1);
  const auto begin = clock_time(times.substr(0, times.find('-')));
  const auto end =
      times.find('-') == std::string_view::npos ? std::nullopt : clock_time(times.substr(times.find('-') + 1));
  if (!begin || !end || *begin == minutes_a_day)
    return expected("a window such as '22:00-05:00' or 'mon-fri 22:00-05:00'");
  if (*begin == *end) return expected("a window with a length; the whole day is '00:00-24:00'");
  window.begin = *begin;
  window.end = *end;
  return window;
}

std::bitset<minutes_a_week> open_minutes(std::span<const Window> windows) {
  std::bitset<minutes_a_week> open;
  for (std::size_t minute = 0; minute < minutes_a_week; ++minute) {
    const WallTime time{static_cast<std::uint8_t>(minute / minutes_a_day),
                        static_cast<std::uint16_t>(minute % minutes_a_day)};
    open[minute] = std::ranges::any_of(windows, [&](const Window& window) { return window.contains(time); });
  }
  return open;
}

std::string to_string(const WallTime& time) {
  return fmt::format("{} {:02}:{:02}", day_names[time.weekday % 7], time.minute / 60, time.minute % 60);
}

}  // namespace muster::inventory
