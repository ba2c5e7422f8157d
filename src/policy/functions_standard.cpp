#include <charconv>
#include <cmath>
#include <limits>

#include "policy/conversions.hpp"
#include "policy/evaluation.hpp"
#include "policy/functions.hpp"
#include "policy/utf8.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;

Value size_of_text(Evaluation& evaluation, Arguments arguments) {
  evaluation.spend(arguments[0].size / 16);
  return make_int(static_cast<std::int64_t>(count_characters(arguments[0].string())));
}
Value size_of_bytes(Evaluation&, Arguments arguments) { return make_int(arguments[0].size); }
Value size_of_list(Evaluation&, Arguments arguments) {
  const List& list = *arguments[0].list;
  return list.open ? make_at_least(list.size, list.why) : make_int(list.size);
}
Value size_of_map(Evaluation&, Arguments arguments) { return make_int(arguments[0].map->size); }

Value same(Evaluation&, Arguments arguments) { return arguments[0]; }
Value type_of(Evaluation&, Arguments arguments) { return make_text(type_name(arguments[0]), Kind::type); }

template <class T>
std::optional<T> read_number(std::string_view text) {
  T value{};
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

Value int_of_uint(Evaluation&, Arguments arguments) {
  if (arguments[0].uint > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return make_error("range");
  return make_int(static_cast<std::int64_t>(arguments[0].uint));
}
Value int_of_double(Evaluation&, Arguments arguments) {
  constexpr double bound = 9223372036854775808.0;
  if (!(arguments[0].floating > -bound && arguments[0].floating < bound)) return make_error("range");
  return make_int(static_cast<std::int64_t>(arguments[0].floating));
}
Value int_of_text(Evaluation&, Arguments arguments) {
  const auto value = read_number<std::int64_t>(arguments[0].string());
  return value ? make_int(*value) : make_error("Type conversion error: expected an int");
}
Value int_of_time(Evaluation&, Arguments arguments) { return make_int(arguments[0].integer); }

Value uint_of_int(Evaluation&, Arguments arguments) {
  return arguments[0].integer < 0 ? make_error("range") : make_uint(static_cast<std::uint64_t>(arguments[0].integer));
}
Value uint_of_double(Evaluation&, Arguments arguments) {
  constexpr double bound = 18446744073709551616.0;
  if (!(arguments[0].floating >= 0 && arguments[0].floating < bound)) return make_error("range");
  return make_uint(static_cast<std::uint64_t>(arguments[0].floating));
}
Value uint_of_text(Evaluation&, Arguments arguments) {
  const auto value = read_number<std::uint64_t>(arguments[0].string());
  return value ? make_uint(*value) : make_error("Type conversion error: expected a uint");
}

Value double_of_int(Evaluation&, Arguments arguments) { return make_double(static_cast<double>(arguments[0].integer)); }
Value double_of_uint(Evaluation&, Arguments arguments) { return make_double(static_cast<double>(arguments[0].uint)); }
Value double_of_text(Evaluation&, Arguments arguments) {
  std::string_view text = arguments[0].string();
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  const auto value = read_double(text);
  return value ? make_double(*value) : make_error("Type conversion error: expected a double");
}

Value text_of(Evaluation& evaluation, Arguments arguments) {
  TextBuffer text;
  return write_text(text, arguments[0]) ? evaluation.text({text.data(), text.size()}) : make_error("no such overload");
}
Value text_of_bytes(Evaluation& evaluation, Arguments arguments) {
  evaluation.spend(arguments[0].size / 16);
  return is_utf8(arguments[0].string()) ? make_text(arguments[0].string()) : make_error("invalid UTF-8");
}
Value bytes_of_text(Evaluation&, Arguments arguments) { return make_text(arguments[0].string(), Kind::bytes); }

Value bool_of_text(Evaluation&, Arguments arguments) {
  for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (arguments[0].string() == yes) return make_bool(true);
  for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"})
    if (arguments[0].string() == no) return make_bool(false);
  return make_error("Type conversion error: expected a bool");
}

constexpr FunctionRow rows[] = {
    {"size(string) -> int", "Number of characters.", size_of_text},
    {"size(bytes) -> int", "Number of bytes.", size_of_bytes},
    {"size(list(A)) -> int", "Number of elements; of an open list only the lower bound is known.", size_of_list, true,
     true},
    {"size(map(A, B)) -> int", "Number of entries.", size_of_map, false, true},
    {"string.size() -> int", "Number of characters.", size_of_text},
    {"bytes.size() -> int", "Number of bytes.", size_of_bytes},
    {"list(A).size() -> int", "Number of elements; of an open list only the lower bound is known.", size_of_list, true,
     true},
    {"map(A, B).size() -> int", "Number of entries.", size_of_map, false, true},
    {"dyn(A) -> dyn", "The same value; its type is only looked at when it is used.", same, false, true},
    {"type(A) -> type", "The type of a value.", type_of},
    {"bool(bool) -> bool", "The same.", same},
    {"bool(string) -> bool", "Reads true or false.", bool_of_text},
    {"int(int) -> int", "The same.", same},
    {"int(uint) -> int", "Converts; out of range is an error.", int_of_uint},
    {"int(double) -> int", "Drops the fraction; out of range is an error.", int_of_double},
    {"int(string) -> int", "Reads a decimal number.", int_of_text},
    {"int(timestamp) -> int", "Seconds since 1970.", int_of_time},
    {"uint(uint) -> uint", "The same.", same},
    {"uint(int) -> uint", "Converts; out of range is an error.", uint_of_int},
    {"uint(double) -> uint", "Drops the fraction; out of range is an error.", uint_of_double},
    {"uint(string) -> uint", "Reads a decimal number.", uint_of_text},
    {"double(double) -> double", "The same.", same},
    {"double(int) -> double", "Converts.", double_of_int},
    {"double(uint) -> double", "Converts.", double_of_uint},
    {"double(string) -> double", "Reads a number.", double_of_text},
    {"string(string) -> string", "The same.", same},
    {"string(bool) -> string", "true or false.", text_of},
    {"string(int) -> string", "Decimal digits.", text_of},
    {"string(uint) -> string", "Decimal digits.", text_of},
    {"string(double) -> string", "The shortest text that reads back the same.", text_of},
    {"string(bytes) -> string", "Reads UTF-8.", text_of_bytes},
    {"string(timestamp) -> string", "RFC 3339 in UTC.", text_of},
    {"string(duration) -> string", "Seconds, such as 90s.", text_of},
    {"string(ip) -> string", "The address in its canonical form.", text_of},
    {"string(cidr) -> string", "Address and prefix length.", text_of},
    {"bytes(bytes) -> bytes", "The same.", same},
    {"bytes(string) -> bytes", "The bytes in UTF-8.", bytes_of_text},
};

}  // namespace

std::span<const FunctionRow> standard_functions() { return rows; }

}  // namespace muster::policy
