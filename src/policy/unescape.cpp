#include <optional>

#include "policy/token.hpp"

namespace muster::policy {
namespace {

/// What stands between the quotes, and how it is to be read.
struct Quoted {
  std::string_view body;
  std::uint32_t offset = 0;  ///< of the body in the text
  bool raw = false;
  bool bytes = false;
};

Quoted split(std::string_view text, const Token& token) {
  Quoted quoted{text.substr(token.offset, token.size), token.offset, false, false};
  while (quoted.body.front() != '"' && quoted.body.front() != '\'') {
    const char prefix = quoted.body.front();
    quoted.raw = quoted.raw || prefix == 'r' || prefix == 'R';
    quoted.bytes = quoted.bytes || prefix == 'b' || prefix == 'B';
    quoted.body.remove_prefix(1);
    ++quoted.offset;
  }
  const std::size_t quotes = quoted.body.starts_with("\"\"\"") || quoted.body.starts_with("'''") ? 3 : 1;
  quoted.body = quoted.body.substr(quotes, quoted.body.size() - 2 * quotes);
  quoted.offset += static_cast<std::uint32_t>(quotes);
  return quoted;
}

std::optional<char> simple_escape(char letter) {
  constexpr std::string_view letters = "abfnrtv\\?\"'`";
  constexpr std::string_view values = "\a\b\f\n\r\t\v\\?\"'`";
  const std::size_t found = letters.find(letter);
  return found == std::string_view::npos ? std::nullopt : std::optional(values[found]);
}

/// Reads exactly `count` digits of the base.
std::optional<std::uint32_t> read_digits(std::string_view text, std::size_t count, std::uint32_t base) {
  if (text.size() < count) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, count)) {
    std::uint32_t digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A') + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80U) return byte(point);
  if (point < 0x800U) {
    byte(0xc0U | (point >> 6U));
  } else if (point < 0x10000U) {
    byte(0xe0U | (point >> 12U));
    byte(0x80U | ((point >> 6U) & 0x3fU));
  } else {
    byte(0xf0U | (point >> 18U));
    byte(0x80U | ((point >> 12U) & 0x3fU));
    byte(0x80U | ((point >> 6U) & 0x3fU));
  }
  byte(0x80U | (point & 0x3fU));
}

/// One escape with a number: how many digits of which base, and whether a byte may be written so.
struct NumericEscape {
  std::size_t skip = 1;
  std::size_t digits = 0;
  std::uint32_t base = 16;
  bool in_bytes = true;
};

NumericEscape numeric_escape(char letter) {
  switch (letter) {
    case 'x':
    case 'X':
      return {1, 2, 16, true};
    case 'u':
      return {1, 4, 16, false};
    case 'U':
      return {1, 8, 16, false};
    default:
      return {0, 3, 8, true};
  }
}

/// Appends what the escape at the start of `rest` (after the backslash) means; returns its length, 0 for an error.
std::size_t append_escape(std::string& out, std::string_view rest, bool bytes) {
  if (const auto simple = simple_escape(rest.front())) {
    out += *simple;
    return 1;
  }
  const NumericEscape form = numeric_escape(rest.front());
  const auto value = read_digits(rest.substr(form.skip), form.digits, form.base);
  if (!value || (bytes && (!form.in_bytes || *value > 0xffU))) return 0;
  const bool valid_point = *value <= 0x10ffffU && (*value < 0xd800U || *value > 0xdfffU);
  if (!valid_point || (form.base == 8 && *value > 0xffU)) return 0;
  if (bytes)
    out += static_cast<char>(static_cast<unsigned char>(*value));
  else
    append_utf8(out, *value);
  return form.skip + form.digits;
}

}  // namespace

std::expected<std::string, SyntaxError> unescape(std::string_view text, const Token& token) {
  const Quoted quoted = split(text, token);
  if (quoted.raw) return std::string(quoted.body);
  std::string out;
  out.reserve(quoted.body.size());
  for (std::size_t i = 0; i < quoted.body.size(); ++i) {
    if (quoted.body[i] != '\\') {
      out += quoted.body[i];
      continue;
    }
    const std::size_t length = append_escape(out, quoted.body.substr(i + 1), quoted.bytes);
    if (length == 0)
      return std::unexpected(
          SyntaxError{quoted.offset + static_cast<std::uint32_t>(i),
                      "expected an escape sequence, got '" + excerpt(quoted.body.substr(i, 4)) + "'"});
    i += length;
  }
  return out;
}

}  // namespace muster::policy
