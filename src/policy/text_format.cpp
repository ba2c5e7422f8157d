#include "policy/text_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "policy/conversions.hpp"

namespace muster::policy {
namespace {

using Text = std::expected<std::string, std::string>;

std::unexpected<std::string> wrong(std::string_view what, const Value& value) {
  return std::unexpected(fmt::format("error during formatting: {}, was given {}", what, type_name(value)));
}

bool is_special(const Value& value) { return value.kind == Kind::floating && !std::isfinite(value.floating); }

std::string special(double value) { return std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"; }

/// The shortest digits that read back the same, without an exponent.
std::string plain_digits(double value) {
  constexpr std::size_t longest = 400;
  std::array<char, longest> digits{};
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  return error == std::errc() ? std::string(digits.data(), end) : fmt::format("{}", value);
}

/// Lists that share their parts print far longer than they are.
constexpr std::size_t longest_text = 1U << 20U;
std::unexpected<std::string> too_long() {
  return std::unexpected(std::string("error during formatting: longer than 1 MiB"));
}

Text as_text(const Value& value);

Text list_text(const List& list) {
  std::string text = "[";
  for (std::uint32_t i = 0; i < list.size; ++i) {
    const auto item = as_text(list.at(i));
    if (!item) return item;
    text += (i == 0 ? "" : ", ") + *item;
    if (text.size() > longest_text) return too_long();
  }
  return text + "]";
}

Text map_text(const Map& map) {
  std::vector<std::pair<std::string, std::string>> entries;  // in the order of their keys
  std::size_t size = 0;
  for (std::uint32_t i = 0; i < map.size; ++i) {
    const auto key = as_text(map.keys[i]);
    const auto value = as_text(map.values[i]);
    if (!key) return key;
    if (!value) return value;
    size += key->size() + value->size();
    entries.emplace_back(*key, *value);
    if (size > longest_text) return too_long();
  }
  std::ranges::stable_sort(entries, {}, &std::pair<std::string, std::string>::first);
  std::string text;
  for (const auto& [key, value] : entries) text += (text.empty() ? "" : ", ") + key + ": " + value;
  return "{" + text + "}";
}

Text as_text(const Value& value) {
  switch (value.kind) {
    case Kind::list:
      return list_text(*value.list);
    case Kind::map:
      return map_text(*value.map);
    case Kind::null:
      return "null";
    case Kind::bytes:
      return std::string(value.string());
    case Kind::floating:
      return is_special(value) ? special(value.floating) : plain_digits(value.floating);
    default:
      break;
  }
  const auto text = to_text(value);
  if (!text)
    return wrong(
        "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and "
        "timestamps",
        value);
  return *text;
}

Text decimal(const Value& value) {
  if (is_special(value)) return special(value.floating);
  if (value.kind != Kind::integer && value.kind != Kind::uint && value.kind != Kind::floating)
    return wrong("decimal clause can only be used on numbers", value);
  return value.kind == Kind::floating ? plain_digits(value.floating) : *to_text(value);
}

Text in_base(const Value& value, char base) {
  if (base == 'b' && value.kind == Kind::boolean) return value.boolean ? "1" : "0";
  const bool hex = base == 'x' || base == 'X';
  if (hex && (value.kind == Kind::string || value.kind == Kind::bytes)) {
    std::string text;
    for (const char c : value.string())
      text += base == 'x' ? fmt::format("{:02x}", static_cast<unsigned char>(c))
                          : fmt::format("{:02X}", static_cast<unsigned char>(c));
    return text;
  }
  if (value.kind != Kind::integer && value.kind != Kind::uint)
    return wrong(hex           ? "only integers, byte buffers, and strings can be formatted as hex"
                 : base == 'b' ? "only integers and bools can be formatted as binary"
                               : "octal clause can only be used on integers",
                 value);
  const bool negative = value.kind == Kind::integer && value.integer < 0;
  const std::uint64_t size = negative ? std::uint64_t{0} - value.uint : value.uint;
  const std::string sign = negative ? "-" : "";
  switch (base) {
    case 'b':
      return sign + fmt::format("{:b}", size);
    case 'o':
      return sign + fmt::format("{:o}", size);
    case 'x':
      return sign + fmt::format("{:x}", size);
    default:
      return sign + fmt::format("{:X}", size);
  }
}

Text floating(const Value& value, char clause, int precision) {
  if (is_special(value)) return special(value.floating);
  double number = 0;
  if (value.kind == Kind::floating)
    number = value.floating;
  else if (value.kind == Kind::integer)
    number = static_cast<double>(value.integer);
  else if (value.kind == Kind::uint)
    number = static_cast<double>(value.uint);
  else
    return wrong(clause == 'e' ? "scientific clause can only be used on doubles"
                               : "fixed-point clause can only be used on doubles",
                 value);
  return clause == 'e' ? fmt::format("{:.{}e}", number, precision) : fmt::format("{:.{}f}", number, precision);
}

Text clause_text(char clause, int precision, const Value& value) {
  if (value.kind == Kind::secret || value.kind == Kind::object) return wrong("this cannot be formatted", value);
  switch (clause) {
    case 's':
      return as_text(value);
    case 'd':
      return decimal(value);
    case 'f':
    case 'e':
      return floating(value, clause, precision);
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      return in_base(value, clause);
    default:
      return std::unexpected(
          fmt::format("could not parse formatting clause: unrecognized formatting clause \"{}\"", clause));
  }
}

/// ".3" at the start of `rest`, which it removes; 6 if there is none, nothing if it is wrong or too large.
std::expected<int, std::string> take_precision(std::string_view& rest) {
  constexpr int usual = 6;
  constexpr int most = 100;
  if (!rest.starts_with('.')) return usual;
  rest.remove_prefix(1);
  int precision = 0;
  bool any = false;
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9' && precision <= most) {
    precision = precision * 10 + (rest.front() - '0');
    rest.remove_prefix(1);
    any = true;
  }
  if (!any || precision > most)
    return std::unexpected(std::string("could not parse formatting clause: expected a precision of at most 100"));
  return precision;
}

}  // namespace

Text format_text(std::string_view pattern, const List& arguments) {
  std::string text;
  std::uint32_t next = 0;
  while (!pattern.empty()) {
    const std::size_t percent = std::min(pattern.find('%'), pattern.size());
    text += pattern.substr(0, percent);
    pattern.remove_prefix(percent);
    if (pattern.empty()) break;
    pattern.remove_prefix(1);
    if (pattern.starts_with('%')) {
      text += '%';
      pattern.remove_prefix(1);
      continue;
    }
    const auto precision = take_precision(pattern);
    if (!precision) return std::unexpected(precision.error());
    if (pattern.empty())
      return std::unexpected(std::string("could not parse formatting clause: unexpected end of string"));
    if (next >= arguments.size) return std::unexpected(fmt::format("index {} out of range", next));
    const auto filled = clause_text(pattern.front(), *precision, arguments.at(next++));
    if (!filled) return filled;
    text += *filled;
    if (text.size() > longest_text) return too_long();
    pattern.remove_prefix(1);
  }
  return text;
}

}  // namespace muster::policy
