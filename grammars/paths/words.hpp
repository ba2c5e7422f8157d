#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grammars/paths/walk.hpp"

/// How handlers look at the words of a place.
namespace muster::grammars::paths {

/// The active child of that word, or nothing.
[[nodiscard]] NodeId child(const Configuration& configuration, NodeId node, std::string_view word);
/// The value that counts of a statement with one value: the last that stands there, else the first that is inherited.
[[nodiscard]] NodeId value_of(const Configuration& configuration, NodeId node);
/// All active words below, in order: the options of a statement on one line, or of its block.
[[nodiscard]] std::vector<NodeId> words_below(const Configuration& configuration, NodeId node);
[[nodiscard]] std::optional<std::uint32_t> number(std::string_view text);

template <class State>
[[nodiscard]] Children children(Place<State> place, NodeId node) {
  return {place.walk.configuration(), node};
}
template <class State>
[[nodiscard]] Children children(Place<State> place) {
  return children(place, place.node);
}
template <class State>
[[nodiscard]] std::string_view text(Place<State> place, NodeId node) {
  return place.walk.configuration()[node].text;
}
template <class State>
[[nodiscard]] std::string_view text(Place<State> place) {
  return text(place, place.node);
}
template <class State>
[[nodiscard]] NodeId child(Place<State> place, std::string_view word) {
  return child(place.walk.configuration(), place.node, word);
}
template <class State>
[[nodiscard]] NodeId value_of(Place<State> place, NodeId node) {
  return value_of(place.walk.configuration(), node);
}
/// The value of the child of that word, or nothing.
template <class State>
[[nodiscard]] NodeId value_of_child(Place<State> place, std::string_view word) {
  const NodeId found = child(place, word);
  return found == no_node ? no_node : value_of(place, found);
}
template <class State>
[[nodiscard]] std::vector<NodeId> words_below(Place<State> place, NodeId node) {
  return words_below(place.walk.configuration(), node);
}
/// An option of a statement, wherever it stands on its line or in its block; or nothing.
template <class State>
[[nodiscard]] NodeId option(Place<State> place, NodeId node, std::string_view word) {
  for (const NodeId each : words_below(place, node))
    if (text(place, each) == word) return each;
  return no_node;
}

}  // namespace muster::grammars::paths
