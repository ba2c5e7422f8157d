#pragma once

#include <cstdint>
#include <deque>
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

/// What the features of a PAN-OS configuration share.
namespace muster::grammars::paloalto_panos {

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
                                      Domain::filters | Domain::routing | Domain::redundancy;

/// Whose settings are read.
struct Scope {
  std::string_view context;  ///< virtual system, "shared", "device-group X", "template X"; empty: the device itself
  bool foreign = false;      ///< settings that a Panorama keeps for other devices
  std::string_view router;   ///< virtual router
};

/// An address, a group of addresses, a service and so on: what a name in a rule stands for.
struct NamedObject {
  std::string_view context;
  NodeId node = no_node;
  std::string_view kind;  ///< "address", "address-group", "service", "service-group", "application-group"
};

/// One security rule, as a place in the configuration.
struct SecurityRule {
  NodeId node;
  bool opaque;  ///< not understood
};

/// The rules of one context.
struct Rulebase {
  std::vector<SecurityRule> pre, local, post;
  NodeId intrazone = no_node;  ///< what overrides the default rule, if anything does
  NodeId interzone = no_node;
};

/// A profile that says which services of the device answer on an interface.
struct ManagementProfile {
  std::vector<std::string> services;
  std::vector<std::string> permitted;
  model::LinesId lines = 0;
  bool open = false;
};

/// The settings of the management interface and of all logins.
struct Management {
  std::map<std::string_view, Lined<bool>> disabled;  ///< by service
  std::vector<std::string> permitted;
  LineSet permitted_lines;
  Maybe<std::int64_t> idle_timeout;  ///< seconds
  Maybe<std::string> tls_profile;
  Maybe<std::string> authentication_profile;
  Maybe<std::string> ssh_profile;
  std::map<std::string_view, std::vector<NodeId>> ssh_algorithms;  ///< "ciphers", "kex", "mac"
  NodeId ip_address = no_node, netmask = no_node, ipv6_address = no_node;
  bool dynamic = false;  ///< its address comes from DHCP
  bool seen = false;     ///< `deviceconfig system` is there
};

/// What is gathered while walking, and put into the device at the end.
struct State {
  Scope now;
  [[nodiscard]] Scope scope() const { return now; }
  void restore(Scope scope) { now = scope; }

  std::deque<std::string> labels;  ///< the texts of contexts
  Management management;
  std::map<std::string_view, NodeId> tls_profiles;  ///< `ssl-tls-service-profile`
  std::map<std::string_view, NodeId> ssh_profiles;  ///< `ssh profiles mgmt-profiles server-profiles`
  std::map<std::string_view, NodeId> authentication_profiles;
  std::map<std::string_view, ManagementProfile> management_profiles;
  std::set<std::string> management_profiles_in_use;
  bool saw_users = false;
  std::size_t communities = 0;

  std::map<std::string_view, std::string_view> zone_of;    ///< by interface
  std::map<std::string_view, std::string_view> router_of;  ///< by interface
  std::set<std::string_view> zone_contexts;
  std::map<std::string_view, std::string_view> protection_of;  ///< by zone: its zone protection profile
  std::map<std::string_view, model::LinesId> anti_spoofing;    ///< by profile: it drops spoofed sources
  std::vector<model::Interface> interfaces;
  std::vector<std::string_view> profile_of;  ///< of each interface; empty: none

  std::map<std::string_view, std::vector<NamedObject>> objects;  ///< by name
  /// Whether a name stands for every address, by context and name; found out once.
  mutable std::map<std::pair<std::string_view, std::string_view>, bool> everything;
  std::map<std::string_view, Rulebase> rulebases;  ///< by context
  std::vector<std::pair<Scope, NodeId>> nat_rules;
  std::set<std::string_view> regions;    ///< that the configuration defines itself
  std::set<std::string_view> filters;    ///< application filters: what they hold follows from properties
  std::set<std::string_view> overridden;  ///< applications that a rule makes of any packets

  std::map<NodeId, std::map<std::string_view, std::vector<NodeId>>> bgp_policies;  ///< by list of rules, then group

  std::set<std::string_view> syslog_in_use;  ///< profiles that something is sent to
  struct Syslog {
    model::LogTarget target;
    std::string_view profile;
  };
  std::vector<Syslog> syslog;
  std::string_view pushed;  ///< "policy" or "template": what a Panorama gave this device
};

// The declarations of each feature.
Rows scope_rows();
Rows system_rows();
Rows setting_rows();
Rows user_rows();
Rows server_rows();
Rows logging_rows();
Rows snmp_rows();
Rows interface_rows();
Rows network_rows();
Rows routing_rows();
Rows object_rows();
Rows policy_rows();
Rows redundancy_rows();
Rows other_rows();
const Schema& schema();

/// Reads a rule that rewrites addresses.
Outcome nat_rule(Place place);

// What follows from the whole.
void finish_users(Walk& walk, State& state);
void finish_management(Walk& walk, State& state);
void finish_logging(Walk& walk, State& state);
void finish_interfaces(Walk& walk, State& state);
void finish_objects(Walk& walk, State& state);
void finish_nat(Walk& walk, State& state);
void finish_policies(Walk& walk, State& state);

// Words.
[[nodiscard]] NodeId child_of(const Configuration& config, NodeId node, std::string_view word);
/// The value of the child of that word, or of the child of the child, along the words; or nothing.
[[nodiscard]] NodeId value_at(Place place, NodeId node, std::initializer_list<std::string_view> words);
/// Whether that child is there and says yes; nothing if it is not there.
[[nodiscard]] std::optional<bool> says_yes(Place place, NodeId node, std::string_view word);
/// All values of the child of that word.
[[nodiscard]] std::vector<std::string_view> values_of(const Configuration& config, NodeId node, std::string_view word);
[[nodiscard]] std::string joined_words(const std::vector<std::string_view>& words);
/// The context of what is read, as objects name it.
[[nodiscard]] std::string context_of(Place place);
/// Gives a new object its context and lines.
void head(Place place, NodeId node, model::Object& object);

/// Reads a stored secret; a missing or masked one is unknown. Marks it for redaction.
void read_secret(Place place, NodeId statement, model::SecretAttribute& to);
/// Adds a secret that is no user's.
void keep_secret(Place place, NodeId statement, std::string kind, std::string name);

}  // namespace muster::grammars::paloalto_panos
