#include "grammars/fortinet_fortios/values.hpp"

#include <algorithm>
#include <utility>

#include "core/ip.hpp"
#include "grammars/addresses.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Copies what stands in double quotes from `at`, behind the opening one; returns the place behind the closing one.
std::size_t unquote(std::string_view rest, std::size_t at, std::string& value) {
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    value.push_back(rest[at]);
  }
  return std::min(at + 1, rest.size());
}

/// Behind the closing quote of a text in single quotes that begins at `at`; `at` if there is none on its line.
std::size_t single_quoted_end(std::string_view rest, std::size_t at) {
  const std::size_t close = rest.find_first_of("'\n", at + 1);
  return close == std::string_view::npos || rest[close] == '\n' ? at : close + 1;
}

std::string_view secret_format(std::string_view hash) {
  if (hash.starts_with("AK1")) return "fortios-ak1";
  if (hash.starts_with("SH2")) return "fortios-sh2";
  if (hash.starts_with("PB2")) return "fortios-pb2";
  return "other";
}

}  // namespace

std::optional<std::string> take_value(Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  if (rest.empty()) return std::nullopt;
  std::string value;
  std::size_t at = 0;
  while (at < rest.size() && !is_blank(rest[at])) {
    const std::size_t single = rest[at] == '\'' && at == 0 ? single_quoted_end(rest, at) : at;
    if (rest[at] == '"') {
      at = unquote(rest, at + 1, value);
    } else if (single > at) {
      value.append(rest.substr(at + 1, single - at - 2));
      at = single;
    } else {
      if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
      value.push_back(rest[at++]);
    }
  }
  cursor.move_to(rest.data() + at);
  return value;
}

std::optional<std::string> take_prefix(Cursor& cursor) {
  Cursor ahead = cursor;
  const auto first = take_value(ahead);
  if (!first) return std::nullopt;
  std::optional<std::string> prefix = canonical_prefix(*first);
  if (const auto address = parse_ipv4(*first); !prefix && address) {
    const auto mask = parse_ipv4(take_value(ahead).value_or(""));
    if (mask) prefix = with_netmask(*address, *mask);
  }
  if (prefix) cursor.take_position(ahead);
  return prefix;
}

std::optional<std::string> take_network(Cursor& cursor) {
  const auto prefix = take_prefix(cursor);
  if (!prefix) return std::nullopt;
  return to_string(parse_prefix(*prefix)->network());
}

std::optional<StoredText> take_secret(Cursor& cursor) {
  const bool encoded = cursor.accept("ENC");
  const std::string_view raw = cursor.rest();
  auto value = take_value(cursor);
  if (!value) return std::nullopt;
  const auto size = static_cast<std::size_t>(cursor.rest().data() - raw.data());
  StoredText stored{Secret(*value), std::string(encoded ? secret_format(*value) : "plain"), is_masked_secret(*value)};
  std::string_view part = raw.substr(0, size);
  while (!part.empty() && is_blank(part.back())) part.remove_suffix(1);
  if (!stored.masked) cursor.secret(part);
  wipe(*value);
  return stored;
}

Outcome read_text(Maybe<std::string>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return cursor.end();
  auto value = take_value(cursor);
  if (!value) return cursor.fail("a value");
  if (!value->empty()) setting = {std::move(*value), cursor.lines()};
  return cursor.end();
}

Outcome read_names(Maybe<Names>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return cursor.end();
  if (cursor.at_end()) return cursor.fail("a value");
  Names all;
  while (auto value = take_value(cursor))
    if (!value->empty()) all.push_back(std::move(*value));
  if (!all.empty()) setting = {std::move(all), cursor.lines()};
  return Outcome::understood;
}

Outcome read_flag(Maybe<bool>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return cursor.end();
  const bool on = cursor.accept("enable");
  if (!on && !cursor.accept("disable")) return cursor.fail("enable or disable");
  setting = {on, cursor.lines()};
  return cursor.end();
}

Outcome read_number(Maybe<std::int64_t>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return cursor.end();
  const auto value = cursor.number();
  if (!value) return cursor.fail("a number");
  setting = {*value, cursor.lines()};
  return cursor.end();
}

Outcome read_secret(Maybe<StoredText>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a password or key");
  if (!cursor.at_end()) return cursor.end();
  if (!value->value.empty()) setting = {std::move(*value), cursor.lines()};
  return Outcome::understood;
}

Outcome read_prefix(Maybe<std::string>& setting, Cursor& cursor, bool zero_is_none) {
  setting.reset();
  if (cursor.negated) return cursor.end();
  auto value = take_prefix(cursor);
  if (!value) return cursor.fail("an address and a contiguous mask");
  if (!zero_is_none || (*value != "0.0.0.0/0" && *value != "::/0")) setting = {std::move(*value), cursor.lines()};
  return cursor.end();
}

}  // namespace muster::grammars::fortinet_fortios
