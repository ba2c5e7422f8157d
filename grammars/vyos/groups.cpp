#include <array>

#include "grammars/vyos/config.hpp"

/// `firewall group`: named sets of addresses, networks and ports.
namespace muster::grammars::vyos {
namespace {

/// `include OTHER` names groups of the same kind.
Outcome group(Place place) {
  const Configuration& config = place.walk.configuration();
  const std::string_view kind = config[config[place.node].parent].text;
  const bool ports = kind == "port-group";
  model::ObjectGroup to;
  head(place, place.node, to);
  to.name.set((ports ? "service " : "address ") + group_name(place.state, kind, text(place)), to.lines);
  std::vector<std::string> members;
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"address", "network", "port"})) {
      for (const NodeId member : children(place, each))
        members.push_back((ports ? "any " : "") + std::string(text(place, member)));
    } else if (word == "include") {
      for (const NodeId member : children(place, each))
        members.push_back("group " + group_name(place.state, kind, text(place, member)));
    } else if (word == "description") {
      place.walk.ignore(each);
    } else {
      to.open = true, to.open_domains = Domain::filters;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a member of a group");
    }
  }
  to.members.set(std::move(members), to.lines);
  place.walk.device().groups.push_back(std::move(to));
  return Outcome::understood;
}

/// Its members are found out while the router runs.
Outcome moving_group(Place place) {
  const Configuration& config = place.walk.configuration();
  model::ObjectGroup& to = place.walk.device().groups.emplace_back();
  head(place, place.node, to);
  to.name.set("address " + group_name(place.state, config[config[place.node].parent].text, text(place)), to.lines);
  to.members.set_unknown(to.lines);
  return Outcome::understood;
}

}  // namespace

std::string group_name(const State& state, std::string_view kind, std::string_view name) {
  if (!one_of(kind, {"network-group", "ipv6-address-group", "ipv6-network-group", "domain-group", "remote-group"}))
    return std::string(name);
  // They come after the address groups.
  for (const std::string_view earlier :
       {"address-group", "network-group", "ipv6-address-group", "ipv6-network-group", "domain-group"}) {
    if (earlier == kind) break;
    const auto found = state.groups.find(earlier);
    if (found != state.groups.end() && found->second.contains(name)) return std::string(kind) + ":" + std::string(name);
  }
  return std::string(name);
}

void find_groups(const Configuration& config, State& state) {
  const NodeId firewall = child(config, Configuration::root(), "firewall");
  const NodeId groups = child_of(config, firewall, "group");
  if (groups == no_node) return;
  for (const NodeId kind : Children(config, groups))
    for (const NodeId each : Children(config, kind)) state.groups[config[kind].text].insert(config[each].text);
}

Rows group_rows() {
  static constexpr std::string_view links = "interfaces and stations: rules that name them are narrowed by them";
  static constexpr Domains filters = Domain::filters;
  static constexpr auto rows = std::to_array<Row>({
      block("firewall group", filters),
      block("firewall group address-group", filters),
      {"firewall group address-group *", filters, &group},
      block("firewall group network-group", filters),
      {"firewall group network-group *", filters, &group},
      block("firewall group ipv6-address-group", filters),
      {"firewall group ipv6-address-group *", filters, &group},
      block("firewall group ipv6-network-group", filters),
      {"firewall group ipv6-network-group *", filters, &group},
      block("firewall group port-group", filters),
      {"firewall group port-group *", filters, &group},
      block("firewall group domain-group", filters),
      {"firewall group domain-group *", filters, &moving_group},
      block("firewall group remote-group", filters),
      {"firewall group remote-group *", filters, &moving_group},
      block("firewall group dynamic-group", filters),
      block("firewall group dynamic-group address-group", filters),
      {"firewall group dynamic-group address-group *", filters, &moving_group},
      block("firewall group dynamic-group ipv6-address-group", filters),
      {"firewall group dynamic-group ipv6-address-group *", filters, &moving_group},
      ignored("firewall group interface-group", links),
      ignored("firewall group mac-group", links),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
