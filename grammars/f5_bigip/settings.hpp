#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "grammars/f5_bigip/config.hpp"
#include "grammars/f5_bigip/values.hpp"

/// Handlers that many objects share: `keyword value` and lists in braces. `Object` names the place in Config (an
/// object, or a pointer to the one whose lines are read), `Field` the member that keeps the value.
namespace muster::grammars::f5_bigip {

template <class T>
T& at(Config& config, T* Config::*object) {
  return *(config.*object);
}
template <class T>
T& at(Config& config, T Config::*object) {
  return config.*object;
}

/// The statement as one name: what the `*` of a row stands for, or a quoted text; nothing if there is more.
[[nodiscard]] std::optional<std::string> item_name(const Cursor& cursor);

/// `keyword VALUE`; `none` takes the setting away.
template <auto Object, auto Field>
Outcome set_text(Config& config, Cursor& cursor) {
  auto value = take_value(cursor);
  if (!value) return cursor.fail("a value");
  auto& field = at(config, Object).*Field;
  if (*value == "none")
    field.reset();
  else
    field = Lined<std::string>{*std::move(value), cursor.lines()};
  return cursor.end();
}

/// The same, as a name in folders.
template <auto Object, auto Field>
Outcome set_name(Config& config, Cursor& cursor) {
  const auto value = take_value(cursor);
  if (!value || value->empty()) return cursor.fail("a name");
  auto& field = at(config, Object).*Field;
  if (*value == "none")
    field.reset();
  else
    field = Lined<std::string>{full_name(*value), cursor.lines()};
  return cursor.end();
}

template <auto Object, auto Field>
Outcome set_number(Config& config, Cursor& cursor) {
  const auto value = cursor.number();
  if (!value) return cursor.fail("a number");
  at(config, Object).*Field = Lined<std::int64_t>{*value, cursor.lines()};
  return cursor.end();
}

/// `keyword enabled`, `keyword yes`, `keyword true`, and their opposites.
template <auto Object, auto Field>
Outcome set_switch(Config& config, Cursor& cursor) {
  const auto value = switch_value(cursor.peek());
  if (!value) return cursor.fail("enabled or disabled");
  cursor.word();
  at(config, Object).*Field = Lined<bool>{*value, cursor.lines()};
  return cursor.end();
}

/// A keyword that stands alone, such as `disabled`.
template <auto Object, auto Field, bool Value>
Outcome set_flag(Config& config, Cursor& cursor) {
  at(config, Object).*Field = Lined<bool>{Value, cursor.lines()};
  return cursor.end();
}

template <auto Object, auto Field>
Outcome set_secret(Config& config, Cursor& cursor) {
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a secret");
  at(config, Object).*Field = Lined<StoredText>{*std::move(value), cursor.lines()};
  return cursor.end();
}

/// `keyword { A B }`, `keyword A` and `keyword none`: begins the list anew.
Outcome begin_list_of(ListOf& list, Cursor& cursor);
/// A line in the braces of a list.
Outcome add_to_list_of(ListOf& list, Cursor& cursor);

template <auto Object, auto Field>
Outcome begin_list(Config& config, Cursor& cursor) {
  return begin_list_of(at(config, Object).*Field, cursor);
}
template <auto Object, auto Field>
Outcome add_to_list(Config& config, Cursor& cursor) {
  return add_to_list_of(at(config, Object).*Field, cursor);
}
/// For lists that Config itself holds.
template <auto List>
Outcome begin_own_list(Config& config, Cursor& cursor) {
  return begin_list_of(config.*List, cursor);
}
template <auto List>
Outcome add_to_own_list(Config& config, Cursor& cursor) {
  return add_to_list_of(config.*List, cursor);
}

/// Marks the object whose line was not understood. What the line can affect is this object alone.
template <auto Object>
Domains open_object(Config& config, const Cursor& cursor, Domains domains) {
  at(config, Object).about.open(cursor.line(), domains);
  return {};
}

/// The lines of a list in braces, which is what stands in the block of a row with `begin_list`.
template <auto Object, auto Field, Domain Affected>
const Table& list_table() {
  static constexpr std::array<Row, 1> rows{Row{"*", Affected, add_to_list<Object, Field>}};
  static const Table table({Rows(rows)});
  return table;
}

template <auto List, Domain Affected>
const Table& own_list_table() {
  static constexpr std::array<Row, 1> rows{Row{"*", Affected, add_to_own_list<List>}};
  static const Table table({Rows(rows)});
  return table;
}

/// The head of an object, `ltm pool /Common/x`: makes it, by its full name, the one whose lines are read.
template <auto List, auto Object>
Outcome object(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.*Object = &(config.*List).get(*name);
  (config.*Object)->about.lines.add(cursor.line());
  return cursor.end();
}

/// The head of an item in a list of named blocks, whose name is the statement itself; without a folder.
template <auto List, auto Object>
Outcome item(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a name");
  config.*Object = &(config.*List).get(*name);
  (config.*Object)->about.lines.add(cursor.line());
  return Outcome::understood;
}

/// Begins a block whose head says nothing more.
Outcome block(Config& config, Cursor& cursor);

/// What every object may have and no rule asks for.
Rows common_rows();

}  // namespace muster::grammars::f5_bigip
