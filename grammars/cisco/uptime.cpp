#include "grammars/cisco/uptime.hpp"

#include <algorithm>
#include <array>

#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco {
namespace {

constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour, week = 7 * day, year = 365 * day;

std::int64_t unit_of(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  if (word == "year") return year;
  if (word == "week") return week;
  if (word == "day") return day;
  if (word == "hour") return hour;
  if (word == "minute") return minute;
  return word == "second" ? 1 : 0;
}

std::int64_t letter_of(char unit) {
  switch (unit) {
    case 'y': return year;
    case 'w': return week;
    case 'd': return day;
    case 'h': return hour;
    case 'm': return minute;
    case 's': return 1;
    default: return 0;
  }
}

std::optional<std::uint32_t> parse_clock(std::string_view text) {
  std::array<std::uint32_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t colon = i + 1 == parts.size() ? text.size() : text.find(':');
    if (colon == std::string_view::npos || !parse_number(text.substr(0, colon), parts[i]) || parts[i] > 999) return std::nullopt;
    text.remove_prefix(std::min(colon + 1, text.size()));
  }
  return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

}  // namespace

std::optional<std::int64_t> parse_uptime(std::string_view text) {
  constexpr std::uint32_t most = 100000;
  std::int64_t seconds = 0;
  bool any = false;
  Words words(text);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    std::uint32_t count = 0;
    if (!parse_number(word, count) || count > most) return std::nullopt;
    std::string_view unit = words.next();
    if (unit.ends_with(',')) unit.remove_suffix(1);
    const std::int64_t each = unit_of(unit);
    if (each == 0) return std::nullopt;
    seconds += each * std::int64_t{count};
    any = true;
  }
  return any ? std::optional(seconds) : std::nullopt;
}

std::optional<std::uint32_t> parse_age(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_clock(text);
  std::int64_t seconds = 0;
  bool any = false;
  while (!text.empty()) {
    const std::size_t end = text.find_first_not_of("0123456789");
    std::uint32_t count = 0;
    if (end == std::string_view::npos || end > 4 || !parse_number(text.substr(0, end), count)) return std::nullopt;
    const std::int64_t each = letter_of(text[end]);
    if (each == 0) return std::nullopt;
    seconds += each * std::int64_t{count};
    text.remove_prefix(end + 1);
    any = true;
  }
  if (!any || seconds >= 0xffffffffLL) return std::nullopt;
  return static_cast<std::uint32_t>(seconds);
}

}  // namespace muster::grammars::cisco
