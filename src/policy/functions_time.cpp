#include <chrono>
#include <optional>

#include "policy/conversions.hpp"
#include "policy/evaluation.hpp"
#include "policy/functions.hpp"
#include "policy/time_zone.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;
using namespace std::chrono;

Value same(Evaluation&, Arguments arguments) { return arguments[0]; }
Value timestamp_of_text(Evaluation&, Arguments arguments) { return read_timestamp(arguments[0].string()); }
Value duration_of_text(Evaluation&, Arguments arguments) { return read_duration(arguments[0].string()); }

Value timestamp_of_int(Evaluation&, Arguments arguments) {
  constexpr std::int64_t first = -62'135'596'800;
  constexpr std::int64_t last = 253'402'300'799;
  if (arguments[0].integer < first || arguments[0].integer > last) return make_error("range: timestamp overflow");
  return make_timestamp(arguments[0].integer, 0);
}

enum class Part { year, day_of_year, month, date, day_of_month, day_of_week, hours, minutes, seconds, milliseconds };

std::int64_t part_of(Part part, std::int64_t at, std::uint32_t nanoseconds) {
  const sys_seconds time{std::chrono::seconds(at)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  switch (part) {
    case Part::year:
      return static_cast<int>(date.year());
    case Part::day_of_year:
      return (day - sys_days(date.year() / January / 1)).count();
    case Part::month:
      return static_cast<unsigned>(date.month()) - 1U;
    case Part::date:
      return static_cast<unsigned>(date.day());
    case Part::day_of_month:
      return static_cast<unsigned>(date.day()) - 1U;
    case Part::day_of_week:
      return weekday(day).c_encoding();
    case Part::hours:
      return clock.hours().count();
    case Part::minutes:
      return clock.minutes().count();
    case Part::seconds:
      return clock.seconds().count();
    case Part::milliseconds:
      return nanoseconds / 1'000'000;
  }
  return 0;
}

template <Part What>
Value time_part(Evaluation& evaluation, Arguments arguments) {
  constexpr std::uint64_t zone_steps = 100;
  if (arguments.size() > 1 && !evaluation.spend(zone_steps)) return make_error("over budget");
  const std::int64_t at = arguments[0].integer;
  const auto offset = arguments.size() > 1 ? zone_offset(arguments[1].string(), at) : std::optional<std::int64_t>(0);
  if (!offset) return make_error("expected UTC, an offset such as +02:00 or a time zone such as Europe/Berlin");
  return make_int(part_of(What, at + *offset, arguments[0].size));
}

template <std::int64_t Unit>
Value duration_part(Evaluation&, Arguments arguments) {
  return make_int(arguments[0].integer / Unit);
}
Value duration_milliseconds(Evaluation&, Arguments arguments) {
  return make_int(arguments[0].integer / 1'000'000 % 1000);
}

constexpr FunctionRow rows[] = {
    {"timestamp(timestamp) -> timestamp", "The same.", same},
    {"timestamp(string) -> timestamp", "Reads RFC 3339.", timestamp_of_text},
    {"timestamp(int) -> timestamp", "Seconds since 1970.", timestamp_of_int},
    {"duration(duration) -> duration", "The same.", same},
    {"duration(string) -> duration", "Reads 90s, 1h30m, 250ms.", duration_of_text},
    {"timestamp.getFullYear() -> int", "The year.", time_part<Part::year>},
    {"timestamp.getFullYear(string) -> int",
     "The year, in a time zone: UTC, an offset such as +02:00, a name such as Europe/Berlin.", time_part<Part::year>},
    {"timestamp.getDayOfYear() -> int", "The day of the year, from 0.", time_part<Part::day_of_year>},
    {"timestamp.getDayOfYear(string) -> int", "The day of the year, from 0, in a time zone.",
     time_part<Part::day_of_year>},
    {"timestamp.getMonth() -> int", "The month, from 0.", time_part<Part::month>},
    {"timestamp.getMonth(string) -> int", "The month, from 0, in a time zone.", time_part<Part::month>},
    {"timestamp.getDate() -> int", "The day of the month, from 1.", time_part<Part::date>},
    {"timestamp.getDate(string) -> int", "The day of the month, from 1, in a time zone.", time_part<Part::date>},
    {"timestamp.getDayOfMonth() -> int", "The day of the month, from 0.", time_part<Part::day_of_month>},
    {"timestamp.getDayOfMonth(string) -> int", "The day of the month, from 0, in a time zone.",
     time_part<Part::day_of_month>},
    {"timestamp.getDayOfWeek() -> int", "The day of the week, 0 for Sunday.", time_part<Part::day_of_week>},
    {"timestamp.getDayOfWeek(string) -> int", "The day of the week, 0 for Sunday, in a time zone.",
     time_part<Part::day_of_week>},
    {"timestamp.getHours() -> int", "The hour.", time_part<Part::hours>},
    {"timestamp.getHours(string) -> int", "The hour, in a time zone.", time_part<Part::hours>},
    {"timestamp.getMinutes() -> int", "The minute.", time_part<Part::minutes>},
    {"timestamp.getMinutes(string) -> int", "The minute, in a time zone.", time_part<Part::minutes>},
    {"timestamp.getSeconds() -> int", "The second.", time_part<Part::seconds>},
    {"timestamp.getSeconds(string) -> int", "The second, in a time zone.", time_part<Part::seconds>},
    {"timestamp.getMilliseconds() -> int", "The thousandths of the second.", time_part<Part::milliseconds>},
    {"timestamp.getMilliseconds(string) -> int", "The thousandths of the second, in a time zone.",
     time_part<Part::milliseconds>},
    {"duration.getHours() -> int", "The whole of it in hours.", duration_part<3'600'000'000'000>},
    {"duration.getMinutes() -> int", "The whole of it in minutes.", duration_part<60'000'000'000>},
    {"duration.getSeconds() -> int", "The whole of it in seconds.", duration_part<1'000'000'000>},
    {"duration.getMilliseconds() -> int", "The thousandths of its last second.", duration_milliseconds},
};

}  // namespace

std::span<const FunctionRow> time_functions() { return rows; }

}  // namespace muster::policy
