#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/paths/walk.hpp"
#include "grammars/paths/words.hpp"
#include "model/device.hpp"

/// What the features of a VyOS configuration share.
namespace muster::grammars::vyos {

using paths::child;
using paths::Children;
using paths::Configuration;
using paths::no_node;
using paths::NodeId;
using paths::number;

struct State;
using Walk = paths::Walk<State>;
using Place = paths::Place<State>;
using Row = paths::Row<State>;
using Rows = paths::Rows<State>;
using Schema = paths::Schema<State>;

constexpr Row block(std::string_view path, Domains domains) {
  return {.path = path, .domains = domains, .block = true};
}
constexpr Row known(std::string_view path, Domains domains) { return {.path = path, .domains = domains}; }
constexpr Row ignored(std::string_view path, std::string_view because) {
  return {.path = path, .domains = {}, .ignored_because = because};
}

/// All that a configuration can affect.
inline constexpr Domains configured = Domains(Domain::users) | Domain::authentication | Domain::snmp |
                                      Domain::management | Domain::logging | Domain::time | Domain::interfaces |
                                      Domain::filters | Domain::routing | Domain::proxy | Domain::health |
                                      Domain::redundancy;

/// Whose settings are read.
struct Scope {
  std::string_view vrf;  ///< `vrf name X`; empty: the main one
};

/// A place in the configuration, and the VRF that it belongs to.
struct Scoped {
  NodeId node = no_node;
  std::string_view vrf;
};

/// One interface, while its parts are gathered.
struct InterfaceEntry {
  model::Interface to;
  NodeId node = no_node;
};

/// A named rule set, or a chain that the router applies itself.
struct RuleSet {
  NodeId node = no_node;
  std::string_view family;  ///< "ip" or "ip6"
  std::string_view name;    ///< of a rule set; of a chain its hook
  bool chain = false;
  bool with_state_policy = false;
};

/// Where rule sets of a family are bound.
struct Binding {
  bool forward = false;  ///< to packets in transit
  bool local = false;    ///< to packets for the router
};

/// What is gathered while walking, and put into the device at the end.
struct State {
  Scope now;
  [[nodiscard]] Scope scope() const { return now; }
  void restore(Scope scope) { now = scope; }

  // Logins.
  bool saw_users = false;
  Maybe<std::vector<std::string>> remote_logins;  ///< "radius", "tacacs"
  Maybe<std::int64_t> idle_timeout;               ///< seconds
  std::vector<NodeId> consoles;

  // Services.
  std::map<std::string_view, model::ManagementService> services;  ///< by name
  NodeId lldp = no_node;
  std::size_t communities = 0;

  // Interfaces and filters.
  std::vector<InterfaceEntry> interfaces;
  Maybe<bool> source_validation;  ///< of all interfaces
  Maybe<bool> send_redirects;
  Maybe<bool> directed_broadcast;
  std::vector<RuleSet> rule_sets;
  std::map<std::pair<std::string_view, std::string_view>, Binding> bindings;  ///< by family and name
  std::vector<NodeId> zones;
  NodeId state_policy = no_node;
  std::map<std::string_view, std::set<std::string_view>> groups;  ///< names by kind

  std::vector<NodeId> sync_checks;  ///< sync groups with a health check

  // Routing.
  /// `interfaces ... ip ospf` and the like of 1.3 and before: by protocol and interface.
  std::map<std::pair<std::string_view, std::string>, NodeId> routing_of;
  std::vector<Scoped> bgp, ospf, ospf3, rip, ripng, isis;
};

// The declarations of each feature.
Rows user_rows();
Rows system_rows();
Rows logging_rows();
Rows time_rows();
Rows service_rows();
Rows snmp_rows();
Rows interface_rows();
Rows group_rows();
Rows firewall_rows();
Rows nat_rows();
Rows static_route_rows();
Rows bgp_rows();
Rows gateway_rows();
Rows redundancy_rows();
Rows vpn_rows();
Rows balancing_rows();
Rows other_rows();
const Schema& schema();

/// The names of all groups: what a name in a rule stands for depends on them.
void find_groups(const Configuration& config, State& state);

// What follows from the whole.
void finish_users(Walk& walk, State& state);
void finish_services(Walk& walk, State& state);
void finish_logging(Walk& walk);
void finish_bgp(Walk& walk, State& state);
void finish_gateways(Walk& walk, State& state);
void finish_redundancy(Walk& walk, State& state);
void finish_zones(Walk& walk, State& state);
void finish_filters(Walk& walk, State& state);
void finish_interfaces(Walk& walk, State& state);

/// The source or the destination of a rule.
struct Side {
  std::string address = "any";
  std::string port = "any";
  bool narrowed = false;  ///< by further conditions
  bool opaque = false;    ///< not understood
};
/// Reads `source { address 10.0.0.0/8; port 22; group {...} }`.
[[nodiscard]] Side read_side(Place place, NodeId node);
/// The name of a group as rules have it, without the kind. An address group and a network group may share a name.
[[nodiscard]] std::string group_name(const State& state, std::string_view kind, std::string_view name);
/// Reads a rule set of that family with its default action.
void read_rule_set(Place place, const RuleSet& from, model::Filter& to);
/// Reads `vrrp-group N` of an interface, the form of releases before 1.2.
void read_vrrp_groups(Place place, NodeId vrrp, const std::string& interface);

// Words.
[[nodiscard]] NodeId child_of(const Configuration& config, NodeId node, std::string_view word);
/// What stands below the words, along them; or nothing.
[[nodiscard]] NodeId at(Place place, NodeId node, std::initializer_list<std::string_view> words);
/// The value of the statement at those words, or nothing.
[[nodiscard]] NodeId value_at(Place place, NodeId node, std::initializer_list<std::string_view> words);
/// All values of the child of that word.
[[nodiscard]] std::vector<std::string_view> values_of(Place place, NodeId node, std::string_view word);
/// `log`, `log enable`: whether the statement is there and does not say that it is off.
[[nodiscard]] bool is_on(Place place, NodeId node, std::string_view word);
[[nodiscard]] bool one_of(std::string_view word, std::initializer_list<std::string_view> words);
[[nodiscard]] std::string joined_words(const std::vector<std::string_view>& words);
/// A new object of the device's own context, with the lines of all that stands in `node`.
void head(Place place, NodeId node, model::Object& object);
/// "10.0.0.1", in a VRF "10.0.0.1 vrf RED".
[[nodiscard]] std::string in_vrf(std::string_view name, std::string_view vrf);

/// Reads the secret that is the value of a statement; a missing or masked one is unknown. Marks it for redaction.
void read_secret(Place place, NodeId statement, model::SecretAttribute& to);
/// Adds a secret that is no user's.
void keep_secret(Place place, NodeId statement, std::string kind, std::string name);
/// Sets a text to the value of a statement.
void put_text(Place place, NodeId statement, model::Text& to);
/// Sets a number to the value of a statement; tells whether it is one.
bool put_number(Place place, NodeId statement, model::Integer& to);
/// Sets a list to all values of a statement.
void put_values(Place place, NodeId statement, model::Texts& to);

}  // namespace muster::grammars::vyos
