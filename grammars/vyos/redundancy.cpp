#include <array>

#include "grammars/redundancy_groups.hpp"
#include "grammars/vyos/config.hpp"

/// `high-availability`: VRRP groups. Before 1.2 they stand at the interfaces.
namespace muster::grammars::vyos {
namespace {

bool is_harmless(std::string_view word) {
  return one_of(word, {"description", "advertise-interval", "preempt", "preempt-delay", "no-preempt", "garp",
                       "interface", "hello-source-address", "rfc3768-compatibility", "rfc-compatibility", "version",
                       "transition-script", "run-transition-scripts", "sync-group", "snmp", "disable"});
}

/// `virtual-address 10.0.0.1/24`, from 1.3 on `address`; those in `excluded-address` are not in the messages.
void add_addresses(Place place, NodeId list, std::vector<std::string>& to) {
  for (const NodeId each : children(place, list)) to.emplace_back(text(place, each));
}

void read_group(Place place, NodeId node, const std::string& name) {
  model::RedundancyGroup& to = redundancy_group(place.walk.device(), place.walk.options().context, "vrrp " + name,
                                                "vrrp", place.walk.lines_below(node));
  to.priority.set_default(100);
  to.tracked.set_default(false);
  to.authenticated.set_default(false);
  to.peer.set_absent();
  std::vector<std::string> addresses;
  for (const NodeId each : children(place, node)) {
    const std::string_view word = text(place, each);
    if (word == "vrid") {
      put_number(place, each, to.group);
    } else if (word == "priority") {
      put_number(place, each, to.priority);
    } else if (one_of(word, {"virtual-address", "address", "virtual-address-excluded", "excluded-address"})) {
      add_addresses(place, each, addresses);
    } else if (one_of(word, {"track", "health-check"})) {
      to.tracked.set(true, place.walk.lines_below(each));
    } else if (word == "authentication") {
      if (const NodeId key = child_of(place.walk.configuration(), each, "password"); key != no_node) {
        keep_secret(place, key, "vrrp", name);
        to.authenticated.set(true, place.walk.lines_below(each));
      }
    } else if (word == "peer-address") {
      put_text(place, each, to.peer);
    } else if (is_harmless(word)) {
      place.walk.ignore(each);
    } else {
      to.open = true, to.open_domains = Domain::redundancy;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, Domain::users, "a setting of VRRP");
    }
  }
  if (!addresses.empty()) to.virtual_addresses.set(std::move(addresses), to.lines);
}

Outcome group(Place place) {
  read_group(place, place.node, std::string(text(place)));
  return Outcome::understood;
}

/// A check of a sync group moves all its members.
Outcome sync_group(Place place) {
  const NodeId check = child(place, "health-check");
  for (const NodeId each : children(place)) {
    if (one_of(text(place, each), {"transition-script", "description", "conntrack-sync"}))
      place.walk.ignore(each);
    else if (!one_of(text(place, each), {"member", "health-check"}))
      place.walk.unknown(each, Domain::redundancy, "a setting of a sync group");
  }
  const NodeId members = child(place, "member");
  if (check == no_node || members == no_node) return Outcome::understood;
  place.state.sync_checks.push_back(place.node);
  return Outcome::understood;
}

}  // namespace

Rows redundancy_rows() {
  static constexpr Domains redundancy = Domain::redundancy | Domain::users;  // keys are credentials
  static constexpr auto rows = std::to_array<Row>({
      block("high-availability", redundancy),
      block("high-availability vrrp", redundancy),
      block("high-availability vrrp group", redundancy),
      {"high-availability vrrp group *", redundancy, &group},
      block("high-availability vrrp sync-group", redundancy),
      {"high-availability vrrp sync-group *", Domain::redundancy, &sync_group},
      ignored("high-availability vrrp global-parameters", "timers of the protocol"),
      ignored("high-availability vrrp snmp", "what the agent shows"),
      ignored("high-availability disable", "it may be started again at any time"),
      known("high-availability virtual-server", redundancy | Domain::health | Domain::proxy),
      known("cluster", redundancy),
      ignored("service conntrack-sync", "connections that the other router is told; the groups are in the model"),
  });
  return rows;
}

void read_vrrp_groups(Place place, NodeId vrrp, const std::string& interface) {
  for (const NodeId list : children(place, vrrp)) {
    if (text(place, list) != "vrrp-group") {
      place.walk.unknown(list, Domain::redundancy, "vrrp-group");
      continue;
    }
    for (const NodeId each : children(place, list)) {
      const std::string number(text(place, each));
      read_group(place, each, interface + " " + number);
      model::RedundancyGroup& to = redundancy_group(place.walk.device(), place.walk.options().context,
                                                    "vrrp " + interface + " " + number, "vrrp", 0);
      if (const auto id = paths::number(number)) to.group.set(*id, place.walk.lines(each));
    }
  }
}

void finish_redundancy(Walk& walk, State& state) {
  for (const NodeId node : state.sync_checks) {
    const Configuration& config = walk.configuration();
    const NodeId check = child(config, node, "health-check");
    const NodeId members = child(config, node, "member");
    for (const NodeId each : Children(config, members)) {
      model::RedundancyGroup& to =
          redundancy_group(walk.device(), walk.options().context, "vrrp " + std::string(config[each].text), "vrrp", 0);
      to.tracked.set(true, walk.lines_below(check));
    }
  }
}

}  // namespace muster::grammars::vyos
