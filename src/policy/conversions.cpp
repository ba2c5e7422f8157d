#include "policy/conversions.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

namespace muster::policy {
namespace {

constexpr std::int64_t billion = 1'000'000'000;

/// Up to nine digits of a fraction, without the zeros at its end; nothing for none.
void write_fraction(TextBuffer& out, std::uint64_t nanoseconds) {
  if (nanoseconds == 0) return;
  fmt::format_to(std::back_inserter(out), ".{:09}", nanoseconds);
  while (out[out.size() - 1] == '0') out.resize(out.size() - 1);
}

/// Takes exactly `count` digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count) return std::nullopt;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view allowed) {
  if (text.empty() || allowed.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// ".5" as nanoseconds; digits beyond the ninth are dropped.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return 0;
  std::int64_t value = 0;
  std::int64_t scale = billion;
  bool any = false;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (scale > 1) value += (text.front() - '0') * (scale /= 10);
    text.remove_prefix(1);
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

/// "Z" or "+02:00", in seconds east.
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return (west ? -60 : 60) * (*hours * 60 + *minutes);
}

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr Unit units[] = {{"ns", 1},         {"us", 1000},   {"\xc2\xb5s", 1000}, {"\xce\xbcs", 1000},
                          {"ms", 1'000'000}, {"s", billion}, {"m", 60 * billion}, {"h", 3600 * billion}};

/// One "1.5h" of a duration, in nanoseconds; counted downwards if it is negative, for that goes one further.
std::optional<std::int64_t> take_part(std::string_view& text, bool negative) {
  std::uint64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  const bool has_whole = end != text.data();
  if (error == std::errc::result_out_of_range) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  const bool has_fraction = !text.empty() && text.front() == '.';
  const auto part = has_fraction && has_whole && text.size() > 1 && (text[1] < '0' || text[1] > '9')
                        ? (text.remove_prefix(1), std::optional<std::int64_t>(0))
                        : take_fraction(text);
  if (!part || (!has_whole && !has_fraction)) return std::nullopt;
  const std::size_t length = std::min(text.find_first_of("0123456789.-+"), text.size());
  for (const Unit& unit : units) {
    if (text.substr(0, length) != unit.name) continue;
    text.remove_prefix(length);
    std::int64_t total = 0;
    const auto small = static_cast<std::int64_t>(static_cast<long double>(*part) *
                                                 static_cast<long double>(unit.nanoseconds) / billion);
    constexpr auto most = std::uint64_t{1} << 63U;
    if (whole > most || (whole == most && !negative)) return std::nullopt;
    const auto count =
        negative ? static_cast<std::int64_t>(std::uint64_t{0} - whole) : static_cast<std::int64_t>(whole);
    if (__builtin_mul_overflow(count, unit.nanoseconds, &total) ||
        __builtin_add_overflow(total, negative ? -small : small, &total))
      return std::nullopt;
    return total;
  }
  return std::nullopt;
}

}  // namespace

namespace {

void write_double(TextBuffer& out, double value) {
  const auto at = std::back_inserter(out);
  if (std::isnan(value))
    fmt::format_to(at, "NaN");
  else if (std::isinf(value))
    fmt::format_to(at, "{}", value > 0 ? "+Inf" : "-Inf");
  else if (value == std::trunc(value) && std::abs(value) < 1e15)
    fmt::format_to(at, "{:.0f}", value);
  else
    fmt::format_to(at, "{}", value);
}

void write_timestamp(TextBuffer& out, const Value& value) {
  using namespace std::chrono;
  const sys_seconds time{seconds(value.integer)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                 clock.minutes().count(), clock.seconds().count());
  write_fraction(out, value.size);
  out.push_back('Z');
}

void write_duration(TextBuffer& out, const Value& value) {
  const bool negative = value.integer < 0;
  const std::uint64_t size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(value.integer)
                                      : static_cast<std::uint64_t>(value.integer);
  fmt::format_to(std::back_inserter(out), "{}{}", negative ? "-" : "", size / billion);
  write_fraction(out, size % billion);
  out.push_back('s');
}

void add_text(TextBuffer& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }

}  // namespace

bool write_text(TextBuffer& out, const Value& value) {
  const auto at = std::back_inserter(out);
  switch (value.kind) {
    case Kind::boolean:
      return add_text(out, value.boolean ? "true" : "false"), true;
    case Kind::integer:
      return fmt::format_to(at, "{}", value.integer), true;
    case Kind::uint:
      return fmt::format_to(at, "{}", value.uint), true;
    case Kind::floating:
      return write_double(out, value.floating), true;
    case Kind::string:
    case Kind::type:
      return add_text(out, value.string()), true;
    case Kind::timestamp:
      return write_timestamp(out, value), true;
    case Kind::duration:
      return write_duration(out, value), true;
    case Kind::ip:
      return add_text(out, to_string(value.prefix->address)), true;
    case Kind::cidr:
      return add_text(out, to_string(*value.prefix)), true;
    default:
      return false;
  }
}

std::optional<std::string> to_text(const Value& value) {
  TextBuffer out;
  if (!write_text(out, value)) return std::nullopt;
  return fmt::to_string(out);
}

std::optional<double> read_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size() || text.ends_with(')')) return std::nullopt;
  if (error == std::errc()) return value;
  // Out of range: too large is an error, too small is zero.
  const std::size_t exponent = text.find_first_of("eE");
  const bool small = exponent != std::string_view::npos && text.substr(exponent + 1).starts_with('-');
  if (error != std::errc::result_out_of_range || !small) return std::nullopt;
  return text.starts_with('-') ? -0.0 : 0.0;
}

Value read_timestamp(std::string_view text) {
  using namespace std::chrono;
  constexpr std::int64_t first = -62'135'596'800;
  constexpr std::int64_t last = 253'402'300'799;
  const Value wrong = make_error("range: expected a timestamp in RFC 3339");
  const auto y = take_digits(text, 4);
  if (!y || !take(text, "-")) return wrong;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, "-")) return wrong;
  const auto d = take_digits(text, 2);
  if (!d || !take(text, "Tt ")) return wrong;
  const auto hour = take_digits(text, 2);
  if (!hour || !take(text, ":")) return wrong;
  const auto minute = take_digits(text, 2);
  if (!minute || !take(text, ":")) return wrong;
  const auto second = take_digits(text, 2);
  const auto part = second ? take_fraction(text) : std::nullopt;
  const auto offset = part ? take_offset(text) : std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
  if (!offset || !text.empty() || !date.ok() || *hour > 23 || *minute > 59 || *second > 59) return wrong;
  const std::int64_t at =
      sys_seconds(sys_days(date)).time_since_epoch().count() + *hour * 3600 + *minute * 60 + *second - *offset;
  if (at < first || at > last) return wrong;
  return make_timestamp(at, static_cast<std::uint32_t>(*part));
}

Value read_duration(std::string_view text) {
  const Value wrong = make_error("range: expected a duration such as 90s or 1h30m");
  const bool negative = !text.empty() && text.front() == '-';
  take(text, "+-");
  if (text == "0") return make_duration(0);
  if (text.empty()) return wrong;
  std::int64_t total = 0;
  while (!text.empty()) {
    const auto part = take_part(text, negative);
    if (!part || __builtin_add_overflow(total, *part, &total)) return wrong;
  }
  return make_duration(total);
}

}  // namespace muster::policy
