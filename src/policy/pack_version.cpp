#include "policy/pack_version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/timestamp.hpp"

namespace muster::policy {
namespace {

constexpr std::size_t most_numbers = 8;
constexpr std::size_t most_digits = 9;

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= most_digits &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Takes the text in front of the first dot away.
std::string_view take_number(std::string_view& text) {
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::string_view number = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return number;
}

std::uint32_t value_of(std::string_view number) {
  std::uint32_t value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  return value;
}

}  // namespace

bool is_version(std::string_view text) {
  if (text.empty() || text.back() == '.') return false;
  std::size_t numbers = 0;
  while (!text.empty())
    if (!is_number(take_number(text)) || ++numbers > most_numbers) return false;
  return true;
}

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty())
    if (const auto order = value_of(take_number(a)) <=> value_of(take_number(b)); order != 0) return order;
  return std::strong_ordering::equal;
}

std::string day_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

std::optional<std::chrono::sys_days> end_of_grace(const RuleInfo& rule, const PackInfo& pack) {
  if (rule.since.empty() || pack.released.empty() || pack.grace_days == 0) return {};
  if (!is_version(rule.since) || !is_version(pack.version) || compare_versions(rule.since, pack.version) != 0) return {};
  const auto released = parse_timestamp(pack.released);
  if (!released) return {};
  return std::chrono::floor<std::chrono::days>(*released) + std::chrono::days(pack.grace_days);
}

}  // namespace muster::policy
