#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
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

  using Scope = std::pair<std::string_view, std::size_t>;
  [[nodiscard]] Scope scope() const { return {instance, interface}; }
  void restore(Scope scope) { std::tie(instance, interface) = scope; }
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
/// Reads a stored secret; a missing or masked one is unknown. Marks it for redaction.
void read_secret(Place place, NodeId statement, model::SecretAttribute& to);
/// Adds a secret that is no user's.
void keep_secret(Place place, NodeId statement, std::string kind, std::string name);

}  // namespace muster::grammars::juniper_junos
