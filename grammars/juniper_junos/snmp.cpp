#include <array>

#include "grammars/juniper_junos/config.hpp"

namespace muster::grammars::juniper_junos {
namespace {

/// `clients { 192.0.2.0/24; 0.0.0.0/0 restrict; }`: who may ask; the whole network is no limit.
void put_clients(Place place, NodeId clients, model::Text& to) {
  std::string all;
  for (const NodeId client : children(place, clients)) {
    const bool barred = child(place.walk.configuration(), client, "restrict") != no_node;
    if (!barred && text(place, client).ends_with("/0")) return to.set_absent(place.walk.lines(client));
    all += (all.empty() ? "" : ",") + std::string(text(place, client));
  }
  to.set("clients " + all, place.walk.lines_below(clients));
}

/// `client-list-name L`: a list that holds the whole network is no limit either.
void put_list(Place place, NodeId name, model::Text& to) {
  const Configuration& config = place.walk.configuration();
  const NodeId snmp = child(config, place.state.root, "snmp");
  const NodeId lists = snmp == no_node ? no_node : child(config, snmp, "client-list");
  const NodeId list = lists == no_node ? no_node : child(config, lists, text(place, name));
  if (list == no_node) {  // it may be a prefix list
    to.set(std::string(text(place, name)), place.walk.lines(name));
    return;
  }
  put_clients(place, list, to);
  if (to.known()) to.set(std::string(text(place, name)), place.walk.lines(name));
}

/// A community is a secret by its name.
Outcome community(Place place) {
  model::SnmpCommunity& to = place.walk.device().snmp_communities.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set("community " + std::to_string(++place.state.communities), to.lines);
  place.walk.secret(place.node);
  if (text(place).starts_with("<") || text(place) == "SECRET-DATA")
    to.value.set_unknown(to.lines);
  else
    to.value.set({Secret(text(place)), "plain"}, place.walk.lines(place.node));
  to.access.set_default("ro");
  to.filter.set_absent();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    const NodeId value = value_of(place, each);
    if (word == "authorization" && value != no_node) {
      to.access.set(text(place, value) == "read-write" ? "rw" : "ro", place.walk.lines(value));
    } else if (word == "client-list-name" && value != no_node) {
      put_list(place, value, to.filter);
    } else if (word == "clients") {
      put_clients(place, each, to.filter);
    } else if (word == "view" || word == "logical-system" || word == "routing-instance") {
      place.walk.ignore(each);
    } else {
      return place.walk.fail(each, "a setting of a community");
    }
  }
  return Outcome::understood;
}

/// The name of a trap group is the community that its traps carry.
Outcome trap_group(Place place) {
  place.walk.secret(place.node);
  model::Credential& to = place.walk.device().credentials.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.kind.set("snmp", to.lines);
  to.name.set("trap group " + std::to_string(++place.state.trap_groups), to.lines);
  if (text(place).starts_with("<") || text(place) == "SECRET-DATA")
    to.value.set_unknown(to.lines);
  else
    to.value.set({Secret(text(place)), "plain"}, place.walk.lines(place.node));
  return Outcome::understood;
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view label = "a text that the agent shows";
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr std::string_view shown = "what the agent shows to those who may ask";
  static constexpr auto rows = std::to_array<Row>({
      block("snmp", Domain::snmp | Domain::users),
      {"snmp community *", Domain::snmp, &community},
      ignored("snmp client-list", "a list of addresses: read where a community names it"),
      {"snmp trap-group *", Domain::snmp | Domain::users, &trap_group},
      ignored("snmp location", label),
      ignored("snmp contact", label),
      ignored("snmp description", label),
      ignored("snmp name", label),
      ignored("snmp trap-options", traps),
      ignored("snmp view", shown),
      ignored("snmp filter-interfaces", shown),
      ignored("snmp filter-duplicates", shown),
      ignored("snmp filter-internal-interfaces", shown),
      ignored("snmp interface", "the interfaces on which requests are answered"),
      ignored("snmp engine-id", "a number of the agent"),
      ignored("snmp rmon", "thresholds for alarms"),
      ignored("snmp health-monitor", "thresholds for alarms"),
      ignored("snmp traceoptions", "notes for debugging"),
      ignored("snmp stats-cache-lifetime", "how fresh counters are"),
      ignored("snmp nonvolatile", "when settings are saved"),
      ignored("snmp if-count-with-filter-interfaces", shown),
      ignored("snmp subagent", "parts of the agent"),
      ignored("snmp agent-address", "which address answers come from"),
      ignored("snmp routing-instance-access", "which tables requests may name"),
      known("snmp logical-system-trap-filter", Domain::snmp),
      known("snmp proxy", Domain::snmp),
  });
  return rows;
}

}  // namespace muster::grammars::juniper_junos
