#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"

/// The values of settings, and handlers for settings of the usual kinds.
namespace muster::grammars::fortinet_fortios {

using Names = std::vector<std::string>;

/// The next value, consumed, without its quotes and escapes; nothing at the end.
[[nodiscard]] std::optional<std::string> take_value(Cursor& cursor);

/// `A.B.C.D M.M.M.M`, `A.B.C.D/L` or `A:B::C/L` as a prefix, host bits kept; nothing, with nothing consumed, if it is
/// none.
[[nodiscard]] std::optional<std::string> take_prefix(Cursor& cursor);
/// The same with the host bits cleared.
[[nodiscard]] std::optional<std::string> take_network(Cursor& cursor);

/// A password or key: `ENC VALUE` or plain text. Marks it; nothing at the end.
[[nodiscard]] std::optional<StoredText> take_secret(Cursor& cursor);

// `unset KEY` takes a setting back. An empty text is no setting.
Outcome read_text(Maybe<std::string>& setting, Cursor& cursor);
Outcome read_names(Maybe<Names>& setting, Cursor& cursor);
Outcome read_flag(Maybe<bool>& setting, Cursor& cursor);
Outcome read_number(Maybe<std::int64_t>& setting, Cursor& cursor);
Outcome read_secret(Maybe<StoredText>& setting, Cursor& cursor);
/// 0.0.0.0/0, which `show full-configuration` prints for no address, is no setting where `zero_is_none`.
Outcome read_prefix(Maybe<std::string>& setting, Cursor& cursor, bool zero_is_none = false);

/// What `Object` names in the state: a value, or what a pointer points to.
template <auto Object, class State>
auto& object_of(State& state) {
  auto& object = state.*Object;
  if constexpr (std::is_pointer_v<std::remove_reference_t<decltype(object)>>)
    return *object;
  else
    return object;
}

// Handlers for rows: `&text<&Config::policy, &Policy::action>`.
template <auto Object, auto Member, class State>
Outcome text(State& state, Cursor& cursor) {
  return read_text(object_of<Object>(state).*Member, cursor);
}
template <auto Object, auto Member, class State>
Outcome names(State& state, Cursor& cursor) {
  return read_names(object_of<Object>(state).*Member, cursor);
}
template <auto Object, auto Member, class State>
Outcome flag(State& state, Cursor& cursor) {
  return read_flag(object_of<Object>(state).*Member, cursor);
}
template <auto Object, auto Member, class State>
Outcome number(State& state, Cursor& cursor) {
  return read_number(object_of<Object>(state).*Member, cursor);
}
template <auto Object, auto Member, class State>
Outcome secret(State& state, Cursor& cursor) {
  return read_secret(object_of<Object>(state).*Member, cursor);
}
template <auto Object, auto Member, class State>
Outcome prefix(State& state, Cursor& cursor) {
  return read_prefix(object_of<Object>(state).*Member, cursor);
}

}  // namespace muster::grammars::fortinet_fortios
