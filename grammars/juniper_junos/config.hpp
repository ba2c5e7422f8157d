#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/juniper_junos/schema.hpp"
#include "model/device.hpp"

/// What the features of a Junos configuration share.
namespace muster::grammars::juniper_junos {

inline constexpr std::size_t no_interface = static_cast<std::size_t>(-1);

/// What is gathered while walking, and put into the device at the end.
struct State {
  std::string_view instance;             ///< routing instance whose part is read; empty: the main one
  std::size_t interface = no_interface;  ///< the one being read, in the device's list

  std::map<std::string_view, model::LinesId> classes_in_use;
  std::map<std::string_view, NodeId> classes;  ///< by name: `system login class`
  NodeId idle_timeout = no_node;               ///< `system login idle-timeout`
  bool has_root = false;
  std::map<std::string_view, std::string_view> instance_of;  ///< interface to routing instance
  std::set<std::string> chained_filters;  ///< in a list with others: what they do not decide goes on to the next
  std::size_t communities = 0;
  std::size_t trap_groups = 0;
};

// The declarations of each feature.
Rows system_rows();
Rows user_rows();
Rows service_rows();
Rows logging_rows();
Rows snmp_rows();
Rows interface_rows();
Rows firewall_rows();
Rows routing_rows();
Rows protocol_rows();
Rows other_rows();
const Schema& schema();

// What follows from the whole.
void finish_users(Walk& walk, State& state);
void finish_services(Walk& walk, State& state);
void finish_logging(Walk& walk);
void finish_filters(Walk& walk, const State& state);

// Words.
[[nodiscard]] inline Children children(Place place) { return {place.walk.configuration(), place.node}; }
[[nodiscard]] inline Children children(Place place, NodeId node) { return {place.walk.configuration(), node}; }
[[nodiscard]] inline std::string_view text(Place place, NodeId node) { return place.walk.configuration()[node].text; }
[[nodiscard]] inline std::string_view text(Place place) { return text(place, place.node); }
/// The active child of that word, or nothing.
[[nodiscard]] NodeId child(const Configuration& configuration, NodeId node, std::string_view word);
[[nodiscard]] inline NodeId child(Place place, std::string_view word) {
  return child(place.walk.configuration(), place.node, word);
}
/// The value that counts of a statement with one value: the last that stands there, else the first that is inherited.
[[nodiscard]] NodeId value_of(const Configuration& configuration, NodeId node);
[[nodiscard]] inline NodeId value_of(Place place, NodeId node) { return value_of(place.walk.configuration(), node); }
/// The value of the child of that word, or nothing.
[[nodiscard]] NodeId value_of_child(Place place, std::string_view word);
[[nodiscard]] std::optional<std::uint32_t> number(std::string_view text);
/// All words below, in order: the options of a statement on one line, or of its block.
[[nodiscard]] std::vector<NodeId> words_below(Place place, NodeId node);

/// An option of a statement, wherever it stands on its line or in its block; or nothing.
[[nodiscard]] NodeId option(Place place, NodeId node, std::string_view word);

/// Reads a stored secret; a missing or masked one is unknown. Marks it for redaction.
void read_secret(Place place, NodeId statement, model::SecretAttribute& to);
/// Adds a secret that is no user's.
void keep_secret(Place place, NodeId statement, std::string kind, std::string name);

}  // namespace muster::grammars::juniper_junos
