#include "grammars/cisco/time_stamp.hpp"

#include <algorithm>
#include <array>

#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco {

bool is_time_stamp(std::string_view line) {
  static constexpr auto days = std::to_array<std::string_view>({"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"});
  static constexpr auto months = std::to_array<std::string_view>(
      {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});
  Words words(line);
  if (std::ranges::find(days, words.next()) == days.end()) return false;
  if (std::ranges::find(months, words.next()) == months.end()) return false;
  std::uint32_t day = 0;
  if (!parse_number(words.next(), day) || day > 31) return false;
  const std::string_view time = words.next();
  if (time.size() < 8 || time[2] != ':' || time[5] != ':') return false;
  if (time.find_first_not_of("0123456789:.") != std::string_view::npos) return false;
  words.next();  // the time zone
  return words.next().empty();
}

}  // namespace muster::grammars::cisco
