#include "grammars/durations.hpp"

#include <array>
#include <limits>

#include "grammars/text_lines.hpp"

namespace muster::grammars {
namespace {

constexpr std::uint64_t too_much = std::uint64_t{1} << 40;

struct Unit {
  std::string_view name;  ///< its first letter is its short form
  std::uint64_t seconds;
};
constexpr auto units = std::to_array<Unit>({{"years", 31'536'000},
                                            {"weeks", 604'800},
                                            {"days", 86'400},
                                            {"hours", 3'600},
                                            {"minutes", 60},
                                            {"seconds", 1}});

std::optional<std::uint64_t> take_digits(std::string_view& text) {
  std::uint64_t value = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits)
    if ((value = value * 10 + static_cast<std::uint64_t>(text[digits] - '0')) > too_much) return std::nullopt;
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

/// "02:03:04", or "03:04": minutes and seconds.
std::optional<std::uint64_t> clock(std::string_view text) {
  std::uint64_t seconds = 0;
  for (int part = 0; part < 3; ++part) {
    const auto value = take_digits(text);
    if (!value) return std::nullopt;
    seconds = seconds * 60 + *value;
    if (text.empty()) return part == 0 ? std::nullopt : std::optional(seconds);
    if (text.front() != ':') break;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

/// "1d18h", "2w0d", "5m"
std::optional<std::uint64_t> letters(std::string_view text) {
  std::uint64_t seconds = 0;
  while (!text.empty()) {
    const auto value = take_digits(text);
    if (!value || text.empty()) return std::nullopt;
    const Unit* unit = nullptr;
    for (const Unit& each : units)
      if (each.name.front() == text.front()) unit = &each;
    if (unit == nullptr) return std::nullopt;
    seconds += *value * unit->seconds;
    text.remove_prefix(1);
  }
  return seconds;
}

/// "days", "day", "hrs", "min", "mins"
const Unit* unit_named(std::string_view word) {
  if (word == "hr" || word == "hrs") return &units[3];
  if (word == "min" || word == "mins") return &units[4];
  if (word == "sec" || word == "secs") return &units[5];
  for (const Unit& each : units)
    if (word == each.name || word == each.name.substr(0, each.name.size() - 1)) return &each;
  return nullptr;
}

std::string_view without_comma(std::string_view word) {
  while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.remove_suffix(1);
  return word;
}

}  // namespace

std::optional<std::uint32_t> parse_age(std::string_view text) {
  Words words(text);
  std::uint64_t seconds = 0;
  std::string_view word = words.next();
  if (word.empty()) return std::nullopt;
  for (; !word.empty(); word = words.next()) {
    const auto part = word.find(':') == std::string_view::npos ? letters(word) : clock(word);
    if (!part) return std::nullopt;
    seconds += *part;
  }
  if (seconds >= std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(seconds);
}

std::optional<std::int64_t> parse_uptime(std::string_view text) {
  Words words(text);
  std::uint64_t seconds = 0;
  bool any = false;
  for (std::string_view word = without_comma(words.next()); !word.empty(); word = without_comma(words.next())) {
    if (word == "and") continue;
    if (word.find(':') != std::string_view::npos) {
      const auto part = clock(word);
      if (!part) return std::nullopt;
      seconds += *part;
    } else {
      const auto value = take_digits(word);
      const Unit* const unit = unit_named(word.empty() ? without_comma(words.next()) : word);
      if (!value || unit == nullptr) return std::nullopt;
      seconds += *value * unit->seconds;
    }
    any = true;
    if (seconds > too_much) return std::nullopt;
  }
  return any ? std::optional(static_cast<std::int64_t>(seconds)) : std::nullopt;
}

}  // namespace muster::grammars
