#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "grammars/mikrotik_routeros/config.hpp"
#include "grammars/mikrotik_routeros/statement.hpp"

/// The settings of a statement: tables of keys, and readers for values of the usual kinds.
namespace muster::grammars::mikrotik_routeros {

/// One setting. Without a reader it is left out on purpose: it cannot matter to any rule.
template <class T>
struct Key {
  std::string_view name;
  /// Reads the value; returns what was expected instead, null if it is right.
  const char* (*read)(T&, const Parameter&, const Cursor&) = nullptr;
};

// Values.
[[nodiscard]] const char* put_text(Maybe<std::string>& to, const Parameter& from, const Cursor& cursor);
[[nodiscard]] const char* put_names(Maybe<Names>& to, const Parameter& from, const Cursor& cursor);
[[nodiscard]] const char* put_flag(Maybe<bool>& to, const Parameter& from, const Cursor& cursor);
[[nodiscard]] const char* put_number(Maybe<std::int64_t>& to, const Parameter& from, const Cursor& cursor);
[[nodiscard]] const char* put_secret_text(Maybe<StoredText>& to, const Parameter& from, const Cursor& cursor);

template <auto Member, class T>
const char* text(T& object, const Parameter& from, const Cursor& cursor) {
  return put_text(object.*Member, from, cursor);
}
template <auto Member, class T>
const char* names(T& object, const Parameter& from, const Cursor& cursor) {
  return put_names(object.*Member, from, cursor);
}
template <auto Member, class T>
const char* flag(T& object, const Parameter& from, const Cursor& cursor) {
  return put_flag(object.*Member, from, cursor);
}
template <auto Member, class T>
const char* number(T& object, const Parameter& from, const Cursor& cursor) {
  return put_number(object.*Member, from, cursor);
}
template <auto Member, class T>
const char* secret(T& object, const Parameter& from, const Cursor& cursor) {
  return put_secret_text(object.*Member, from, cursor);
}

/// The first unknown key or wrong value of the settings, for the diagnostic.
template <class T>
Outcome apply(T& object, const Statement& statement, std::span<const Key<T>> keys, Cursor& cursor) {
  Outcome outcome = Outcome::understood;
  for (const Parameter& each : statement.settings) {
    const auto key = std::ranges::find(keys, each.key, &Key<T>::name);
    if (key != keys.end() && (key->read == nullptr || each.unset)) continue;
    const char* const expected = key == keys.end() ? "a known setting" : key->read(object, each, cursor);
    if (expected == nullptr || outcome == Outcome::failed) continue;
    outcome = cursor.fail_at(key == keys.end() ? each.key.data() : each.raw.data(), expected);
  }
  return outcome;
}

/// The lines of the statement, added to the object; it is the one to mark if the statement is not understood.
void begin_entry(Config& config, Entry& entry, const Cursor& cursor);

/// The domains of a statement that is not understood: none, if the object could be marked.
[[nodiscard]] Domains entry_is_open(Config& config, const Cursor& cursor, Domains domains);

/// The head of a menu: nothing stands behind its words.
Outcome menu(Config& config, Cursor& cursor);

/// `/menu set key=value` of a menu that is one object.
template <auto Object, const auto& Keys>
Outcome set_object(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  auto& object = config.*Object;
  using T = std::remove_reference_t<decltype(object)>;
  begin_entry(config, object, cursor);
  if (!statement.selectors.empty() || statement.has_find) return cursor.fail("a setting");
  return apply<T>(object, statement, Keys, cursor);
}

/// `add key=value` of a menu whose entries need no name to be found again.
template <auto List, const auto& Keys>
Outcome add_object(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  auto& object = (config.*List).emplace_back();
  using T = std::remove_reference_t<decltype(object)>;
  begin_entry(config, object, cursor);
  if (!statement.selectors.empty()) return cursor.fail("a setting");
  return apply<T>(object, statement, Keys, cursor);
}

/// The lines below a menu. What changes entries in other ways than by their settings is known, not modelled: an export
/// has none of it.
template <const Domains& D, auto Add, auto Set>
const Table& menu_table() {
  static constexpr auto rows = std::to_array<Row>({{"add", D, Add},
                                                   {"set", D, Set},
                                                   {"remove", D},
                                                   {"disable", D},
                                                   {"enable", D},
                                                   {"unset", D},
                                                   {"move", D},
                                                   {"reset", D}});
  static const Table table({rows}, &entry_is_open);
  return table;
}

/// A converted object's head; open if a line about it was not understood.
void entry_head(model::Object& object, const Entry& entry, const Target& target);

}  // namespace muster::grammars::mikrotik_routeros
