#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"

/// What handlers of Cisco's command lines do again and again.
namespace muster::grammars::cisco {

/// Lines of a block that were not understood, and what they can affect of the block's object.
struct OpenedBy {
  LineSet lines;
  Domains domains;
  void add(const Cursor& cursor, Domains affected) {
    lines.add(cursor.line(), cursor.node().last_line);
    domains |= affected;
  }
  [[nodiscard]] bool any() const { return !lines.empty(); }
  void put(model::Object& object, const Target& target) const {
    object.open = any();
    object.opened_by = target.id(lines);
    if (object.open) object.open_domains = domains;
  }
};

/// The rest of the line is of no interest to any rule, whatever it says.
inline Outcome skip_rest(Cursor& cursor) {
  cursor.take_rest();
  return Outcome::understood;
}

/// Sets or, with `no`, forgets one word.
inline Outcome set_word(Maybe<std::string>& setting, Cursor& cursor, std::string_view expected) {
  setting.reset();
  if (cursor.negated) return skip_rest(cursor);
  if (cursor.at_end()) return cursor.fail(expected);
  const model::LinesId lines = cursor.lines();
  setting = {std::string(cursor.word()), lines};
  return cursor.end();
}

/// Sets or, with `no`, forgets a number.
inline Outcome set_number(Maybe<std::int64_t>& setting, Cursor& cursor, std::string_view expected,
                          std::uint32_t low = 0, std::uint32_t high = 0xffffffffU) {
  setting.reset();
  if (cursor.negated) return skip_rest(cursor);
  const auto number = cursor.number(low, high);
  if (!number) return cursor.fail(expected);
  setting = {std::int64_t{*number}, cursor.lines()};
  return cursor.end();
}

/// On, or off with `no`.
inline Outcome set_switch(Maybe<bool>& setting, Cursor& cursor) {
  setting = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

/// The lines of a block, its head included.
inline void add_block(LineSet& lines, const Cursor& cursor) {
  const auto nodes = cursor.context().tree.nodes();
  lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
}

}  // namespace muster::grammars::cisco
