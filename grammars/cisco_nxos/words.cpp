#include "grammars/cisco/words.hpp"

#include "grammars/cisco_nxos/config.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco_nxos {

std::string read_interface_name(Cursor& cursor) {
  const std::string_view type = cursor.word();
  std::string_view number;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!cursor.peek().empty() && is_digit(cursor.peek().front()) &&
      type.find_first_of("0123456789") == std::string_view::npos)
    number = cursor.word();
  std::string name = long_interface_name(type, number);
  const std::size_t digits = name.find_first_of("0123456789");
  if (digits != std::string::npos && name.find_first_of("-,", digits) != std::string::npos) return {};
  return name;
}

std::optional<StoredText> read_key(Cursor& cursor) {
  const bool triple_des = cursor.peek() == "3" && cursor.rest().size() > 1;
  if (triple_des) cursor.word();
  if (cursor.peek().starts_with('"')) {
    // A key in quotes may hold blanks.
    const std::string_view rest = cursor.rest();
    const std::size_t close = rest.find('"', 1);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view value = rest.substr(1, close - 1);
    cursor.secret(value);
    cursor.move_to(rest.data() + close + 1);
    return StoredText{Secret(value), triple_des ? "other" : "plain", is_masked_secret(value)};
  }
  const bool encoded =
      cursor.peek() == "7" && cursor.rest().size() > 2 && cursor.rest().substr(1).find('"') != std::string_view::npos;
  if (encoded) {
    cursor.word();
    auto secret = read_key(cursor);
    if (secret) secret->format = "cisco-7";
    return secret;
  }
  auto secret = read_secret(cursor, false);
  if (secret && triple_des) secret->format = "other";
  return secret;
}

Outcome one_word(Maybe<std::string>& setting, Cursor& cursor, std::string_view expected) {
  setting.reset();
  if (cursor.negated) return done(cursor);
  if (cursor.at_end()) return cursor.fail(expected);
  const model::LinesId lines = cursor.lines();
  setting = {std::string(cursor.word()), lines};
  return cursor.end();
}

Outcome one_number(Maybe<std::int64_t>& setting, Cursor& cursor, std::string_view expected, std::uint32_t low,
                   std::uint32_t high) {
  setting.reset();
  if (cursor.negated) return done(cursor);
  const auto number = cursor.number(low, high);
  if (!number) return cursor.fail(expected);
  setting = {*number, cursor.lines()};
  return cursor.end();
}

Outcome on_or_off(Maybe<bool>& setting, Cursor& cursor) {
  setting = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

}  // namespace muster::grammars::cisco_nxos
