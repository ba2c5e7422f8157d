#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/juniper_junos/schema.hpp"
#include "model/device.hpp"

/// What the features of a Junos configuration share.
namespace muster::grammars::juniper_junos {

class PrefixLists;

inline constexpr std::size_t no_interface = static_cast<std::size_t>(-1);

/// Where the walk is.
struct Scope {
  std::string_view context;              ///< logical system or tenant; of the device itself: as the reader was told
  NodeId root = Configuration::root();   ///< of its configuration
  std::string_view instance;             ///< routing instance whose part is read; empty: the main one
  std::size_t interface = no_interface;  ///< the one being read, in the device's list
};

/// The zone of an interface, and where the zone names it.
struct ZoneOf {
  NodeId zone;
  NodeId interface;
};

/// What is gathered while walking, and put into the device at the end.
struct State : Scope {
  [[nodiscard]] const Scope& scope() const { return *this; }
  void restore(const Scope& scope) { static_cast<Scope&>(*this) = scope; }

  std::map<std::string_view, model::LinesId> classes_in_use;
  std::map<std::string_view, NodeId> classes;  ///< by name: `system login class`
  NodeId idle_timeout = no_node;               ///< `system login idle-timeout`
  NodeId deny_sources = no_node;               ///< `system login deny-sources`
  NodeId management_instance = no_node;        ///< `system management-instance`
  NodeId no_redirects = no_node;               ///< `system no-redirects`
  NodeId lldp = no_node;                       ///< `protocols lldp`, if it is on
  bool has_root = false;
  std::map<std::string_view, std::string_view> instance_of;                 ///< interface to routing instance
  std::map<std::pair<std::string_view, std::string_view>, ZoneOf> zone_of;  ///< by context and interface
  std::set<std::string> chained_filters;  ///< in a list with others: what they do not decide goes on to the next
  std::map<std::string_view, NodeId> snmp_group_of;  ///< by user
  PrefixLists* prefix_lists = nullptr;
  std::size_t prefixes_left = 0;  ///< that terms may still take from lists
  std::set<NodeId> secrets_read;
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
Rows policy_rows();
Rows zone_rows();
Rows nat_rows();
Rows key_rows();
Rows aaa_rows();
Rows cluster_rows();
Rows snmp_v3_rows();
const Schema& schema();

// What follows from the whole.
void finish_users(Walk& walk, State& state);
void finish_services(Walk& walk, State& state);
void finish_logging(Walk& walk);
void finish_interfaces(Walk& walk, const State& state);
void finish_snmp(Walk& walk, const State& state);
void finish_aaa(Walk& walk);
void finish_keys(Walk& walk, State& state);
void finish_zones(Walk& walk, const State& state);
void finish_filters(Walk& walk, const State& state);

// Words.
/// Reads a stored secret; a missing or masked one is unknown. Marks it for redaction.
void read_secret(Place place, NodeId statement, model::SecretAttribute& to);
/// Adds a secret that is no user's.
void keep_secret(Place place, NodeId statement, std::string kind, std::string name);

}  // namespace muster::grammars::juniper_junos
