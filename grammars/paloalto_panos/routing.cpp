#include <algorithm>
#include <array>

#include "grammars/addresses.hpp"
#include "grammars/paloalto_panos/config.hpp"

/// Virtual routers: their interfaces, static routes, and neighbours of BGP, OSPF and RIP.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr auto keyed = Domains(Domain::routing) | Domain::users;

Outcome router(Place place) {
  place.state.now.router = text(place);
  return Outcome::understood;
}

Outcome member_interfaces(Place place) {
  for (const NodeId each : children(place)) place.state.router_of[text(place, each)] = place.state.now.router;
  return Outcome::understood;
}

/// The router as it stands in names: "default" is the one that every device has.
std::string in_router(Place place) {
  const std::string_view router = place.state.now.router;
  return router.empty() || router == "default" ? std::string() : std::string(router) + " ";
}

void put_router(Place place, model::Text& to) {
  const std::string_view router = place.state.now.router;
  router.empty() || router == "default" ? to.set_absent() : to.set(std::string(router), place.walk.lines(place.node));
}

/// `nexthop { ip-address A; }`, `nexthop discard`, `nexthop { next-vr V; }`.
std::string next_hop(Place place, NodeId& lines) {
  const NodeId kind = value_at(place, place.node, {"nexthop"});
  const NodeId interface = value_at(place, place.node, {"interface"});
  lines = kind == no_node ? interface : kind;
  if (kind == no_node) return interface == no_node ? std::string() : std::string(text(place, interface));
  const NodeId value = value_of(place, kind);
  if (text(place, kind) == "next-vr" || text(place, kind) == "next-lr")
    return "table " + std::string(value == no_node ? std::string_view() : text(place, value));
  return std::string(text(place, value == no_node ? kind : value));
}

Outcome static_route(Place place) {
  const NodeId destination = value_at(place, place.node, {"destination"});
  if (destination == no_node) return place.walk.fail(place.node, "a destination");
  NodeId from = no_node;
  const std::string hop = next_hop(place, from);
  model::StaticRoute& to = place.walk.device().static_routes.emplace_back();
  head(place, place.node, to);
  const std::string word(text(place, destination));
  const std::string prefix = canonical_prefix(word).value_or(word);
  to.name.set(in_router(place) + prefix + " " + hop, to.lines);
  to.prefix.set(prefix, place.walk.lines(destination));
  if (from != no_node) to.next_hop.set(hop, place.walk.lines(from));
  put_router(place, to.vrf);
  const NodeId distance = value_at(place, place.node, {"admin-dist"});
  const auto value = distance == no_node ? std::nullopt : number(text(place, distance));
  if (value)
    to.preference.set(*value, place.walk.lines(distance));
  else if (distance == no_node)
    to.preference.set_default(10);
  for (const NodeId each : children(place)) {
    static constexpr auto words =
        std::to_array<std::string_view>({"destination", "nexthop", "interface", "metric", "admin-dist", "bfd",
                                         "path-monitor", "route-table", "option"});
    if (std::ranges::find(words, text(place, each)) == words.end())
      place.walk.unknown(each, Domain::routing, "a setting of a static route");
  }
  return Outcome::understood;
}

bool is_on(Place place, NodeId protocol) { return says_yes(place, protocol, "enable").value_or(false); }

/// The protocol that encloses a place: `protocol bgp ...`.
NodeId above(Place place, std::string_view word) {
  const Configuration& config = place.walk.configuration();
  NodeId at = place.node;
  while (at != no_node && config[at].text != word) at = config[at].parent;
  return at;
}

constexpr std::size_t most_named = 64;

/// The rules that each group of neighbours uses; found out once.
const std::map<std::string_view, std::vector<NodeId>>& policies_of(Place place, NodeId rules) {
  const auto [found, added] = place.state.bgp_policies.try_emplace(rules);
  if (added)
    for (const NodeId rule : children(place, rules))
      for (const std::string_view group : values_of(place.walk.configuration(), rule, "used-by"))
        found->second[group].push_back(rule);
  return found->second;
}

/// The rules of `policy import rules R used-by GROUP`.
void put_policies(Place place, NodeId bgp, std::string_view direction, std::string_view group, model::Text& to) {
  const Configuration& config = place.walk.configuration();
  const NodeId rules = child_of(config, child_of(config, child_of(config, bgp, "policy"), direction), "rules");
  if (rules == no_node) return to.set_absent();
  const auto& by_group = policies_of(place, rules);
  const auto found = by_group.find(group);
  if (found == by_group.end()) return to.set_absent();
  if (found->second.size() > most_named) return;  // more than a text should name
  std::vector<std::string_view> names;
  LineSet lines;
  for (const NodeId rule : found->second) {
    names.push_back(text(place, rule));
    lines.add(config[rule].line, config[rule].last_line);
  }
  to.set(joined_words(names), lines.id(place.walk.device().lines, place.walk.options().capture));
}

/// Whether messages are signed: a profile is named for it.
void put_authenticated(Place place, NodeId profile, model::Boolean& to) {
  if (profile == no_node) return to.set_default(false);
  const bool named = text(place, profile) != "None" && text(place, profile) != "none";
  to.set(named, place.walk.lines(profile));
}

/// `peer P` of a peer group. What does not run has no neighbours.
Outcome bgp_peer(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId group = config[config[place.node].parent].parent;
  const NodeId bgp = above(place, "bgp");
  const bool runs = is_on(place, bgp) && says_yes(place, place.node, "enable").value_or(true) &&
                    says_yes(place, group, "enable").value_or(true);
  if (!runs) return Outcome::ignored;
  NodeId address = value_at(place, place.node, {"peer-address", "ip"});
  if (address == no_node) address = value_at(place, place.node, {"peer-address", "fqdn"});
  model::RoutingNeighbor& to = place.walk.device().neighbors.emplace_back();
  head(place, place.node, to);
  const std::string name(text(place, address == no_node ? place.node : address));
  to.name.set("bgp " + in_router(place) + name, to.lines);
  to.protocol.set("bgp", to.lines);
  const NodeId as = value_at(place, place.node, {"peer-as"});
  const auto as_number = as == no_node ? std::nullopt : number(text(place, as));
  if (as_number) to.remote_as.set(*as_number, place.walk.lines(as));
  put_authenticated(place, value_at(place, place.node, {"connection-options", "authentication"}), to.authenticated);
  put_policies(place, bgp, "import", text(place, group), to.filter_in);
  put_policies(place, bgp, "export", text(place, group), to.filter_out);
  const NodeId most = value_at(place, place.node, {"max-prefixes"});
  const auto limit = most == no_node ? std::nullopt : number(text(place, most));
  constexpr std::int64_t usual_limit = 5000;
  if (limit)
    to.maximum_prefixes.set(*limit, place.walk.lines(most));
  else if (most == no_node)
    to.maximum_prefixes.set_default(usual_limit);
  else
    to.maximum_prefixes.set_absent(place.walk.lines(most));  // unlimited
  return Outcome::understood;
}

/// An interface of OSPF or RIP that is not passive.
Outcome neighbor(Place place, std::string_view protocol, std::string_view kind) {
  const bool passive =
      says_yes(place, place.node, "passive").value_or(false) || value_at(place, place.node, {"mode"}) != no_node;
  const bool runs = is_on(place, above(place, protocol)) && says_yes(place, place.node, "enable").value_or(true);
  const NodeId mode = value_at(place, place.node, {"mode"});
  if (!runs || (passive && (mode == no_node || text(place, mode) == "passive"))) return Outcome::ignored;
  model::RoutingNeighbor& to = place.walk.device().neighbors.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(kind) + " " + in_router(place) + std::string(text(place)), to.lines);
  to.protocol.set(std::string(kind), to.lines);
  to.remote_as.set_absent();
  to.filter_in.set_absent();
  to.filter_out.set_absent();
  to.maximum_prefixes.set_absent();
  NodeId profile = value_at(place, place.node, {"authentication"});
  if (profile == no_node && kind == "ospf6") {  // IPsec of the whole area
    const Configuration& config = place.walk.configuration();
    profile = value_at(place, config[config[place.node].parent].parent, {"authentication"});
  }
  put_authenticated(place, profile, to.authenticated);
  return Outcome::understood;
}
Outcome ospf_interface(Place place) { return neighbor(place, "ospf", "ospf"); }
Outcome ospf3_interface(Place place) { return neighbor(place, "ospfv3", "ospf6"); }
Outcome rip_interface(Place place) { return neighbor(place, "rip", "rip"); }

/// `auth-profile P { secret S; }`, `{ password S; }`, `{ md5 1 { key S; } }`.
Outcome auth_profile(Place place, const char* kind) {
  const Configuration& config = place.walk.configuration();
  for (const NodeId each : words_below(place, place.node)) {
    const std::string_view word = text(place, each);
    const bool holds = word == "secret" || word == "password" || word == "key";
    if (!holds || config[each].first_child == no_node) continue;
    std::string name = in_router(place) + std::string(text(place));
    if (word == "key") name += " " + std::string(text(place, config[each].parent));
    keep_secret(place, each, kind, std::move(name));
  }
  return Outcome::understood;
}
Outcome bgp_profile(Place place) { return auth_profile(place, "bgp"); }
Outcome ospf_profile(Place place) { return auth_profile(place, "ospf"); }
Outcome rip_profile(Place place) { return auth_profile(place, "rip"); }

Outcome ike_gateway(Place place) {
  const NodeId shared = option(place, place.node, "pre-shared-key");
  const NodeId key = child_of(place.walk.configuration(), shared, "key");
  if (key != no_node) keep_secret(place, key, "ipsec", std::string(text(place)));
  return Outcome::understood;
}

constexpr std::string_view metrics = "which of several ways is the best";
constexpr std::string_view policy = "which routes are passed on; neighbours and static routes are in the model";
constexpr std::string_view multicast = "multicast";
constexpr std::string_view tunnels = "which traffic goes through tunnels, and by which algorithms";

}  // namespace

Rows routing_rows() {
  static constexpr auto routing = Domains(Domain::routing);
  static constexpr auto rows = std::to_array<Row>({
      block("network virtual-router", keyed | Domain::interfaces),
      {"network virtual-router *", keyed | Domain::interfaces, &router},
      {"network virtual-router * interface", Domain::interfaces, &member_interfaces},
      block("network virtual-router * routing-table", routing),
      {"network virtual-router * routing-table ip static-route *", routing, &static_route},
      block("network virtual-router * routing-table ip", routing),
      block("network virtual-router * routing-table ip static-route", routing),
      block("network virtual-router * routing-table ipv6", routing),
      block("network virtual-router * routing-table ipv6 static-route", routing),
      {"network virtual-router * routing-table ipv6 static-route *", routing, &static_route},
      ignored("network virtual-router * admin-dists", metrics),
      ignored("network virtual-router * ecmp", metrics),
      ignored("network virtual-router * multicast", multicast),
      ignored("network virtual-router * sdwan-type", metrics),
      block("network virtual-router * protocol", keyed),
      ignored("network virtual-router * protocol redist-profile", policy),
      block("network virtual-router * protocol bgp", keyed),
      block("network virtual-router * protocol bgp enable", routing),
      block("network virtual-router * protocol bgp enable *", routing),
      ignored("network virtual-router * protocol bgp router-id", metrics),
      ignored("network virtual-router * protocol bgp local-as", metrics),
      ignored("network virtual-router * protocol bgp install-route", policy),
      ignored("network virtual-router * protocol bgp reject-default-route", policy),
      ignored("network virtual-router * protocol bgp allow-redist-default-route", policy),
      ignored("network virtual-router * protocol bgp redist-rules", policy),
      ignored("network virtual-router * protocol bgp policy", policy),
      ignored("network virtual-router * protocol bgp dampening-profile", policy),
      ignored("network virtual-router * protocol bgp routing-options", metrics),
      ignored("network virtual-router * protocol bgp enforce-first-as", policy),
      ignored("network virtual-router * protocol bgp ecmp-multi-as", metrics),
      ignored("network virtual-router * protocol bgp global-bfd", "checks of links"),
      block("network virtual-router * protocol bgp auth-profile", keyed),
      {"network virtual-router * protocol bgp auth-profile *", keyed, &bgp_profile},
      block("network virtual-router * protocol bgp peer-group", routing),
      block("network virtual-router * protocol bgp peer-group *", routing),
      block("network virtual-router * protocol bgp peer-group * enable", routing),
      block("network virtual-router * protocol bgp peer-group * enable *", routing),
      ignored("network virtual-router * protocol bgp peer-group * type", policy),
      ignored("network virtual-router * protocol bgp peer-group * aggregated-confed-as-path", policy),
      ignored("network virtual-router * protocol bgp peer-group * soft-reset-with-stored-info", policy),
      block("network virtual-router * protocol bgp peer-group * peer", routing),
      {"network virtual-router * protocol bgp peer-group * peer *", routing, &bgp_peer},
      block("network virtual-router * protocol ospf", keyed),
      block("network virtual-router * protocol ospf enable", routing),
      block("network virtual-router * protocol ospf enable *", routing),
      ignored("network virtual-router * protocol ospf router-id", metrics),
      ignored("network virtual-router * protocol ospf reject-default-route", policy),
      ignored("network virtual-router * protocol ospf allow-redist-default-route", policy),
      ignored("network virtual-router * protocol ospf rfc1583", metrics),
      ignored("network virtual-router * protocol ospf export-rules", policy),
      ignored("network virtual-router * protocol ospf graceful-restart", metrics),
      ignored("network virtual-router * protocol ospf timers", metrics),
      ignored("network virtual-router * protocol ospf global-bfd", "checks of links"),
      block("network virtual-router * protocol ospf auth-profile", keyed),
      {"network virtual-router * protocol ospf auth-profile *", keyed, &ospf_profile},
      block("network virtual-router * protocol ospf area", routing),
      block("network virtual-router * protocol ospf area *", routing),
      ignored("network virtual-router * protocol ospf area * type", policy),
      ignored("network virtual-router * protocol ospf area * range", policy),
      known("network virtual-router * protocol ospf area * virtual-link", routing),
      block("network virtual-router * protocol ospf area * interface", routing),
      {"network virtual-router * protocol ospf area * interface *", routing, &ospf_interface},
      block("network virtual-router * protocol ospfv3", keyed),
      block("network virtual-router * protocol ospfv3 enable", routing),
      block("network virtual-router * protocol ospfv3 enable *", routing),
      ignored("network virtual-router * protocol ospfv3 router-id", metrics),
      ignored("network virtual-router * protocol ospfv3 reject-default-route", policy),
      ignored("network virtual-router * protocol ospfv3 allow-redist-default-route", policy),
      ignored("network virtual-router * protocol ospfv3 disable-transit-traffic", policy),
      ignored("network virtual-router * protocol ospfv3 export-rules", policy),
      ignored("network virtual-router * protocol ospfv3 graceful-restart", metrics),
      ignored("network virtual-router * protocol ospfv3 timers", metrics),
      ignored("network virtual-router * protocol ospfv3 global-bfd", "checks of links"),
      block("network virtual-router * protocol ospfv3 auth-profile", keyed),
      {"network virtual-router * protocol ospfv3 auth-profile *", keyed, &ospf_profile},
      block("network virtual-router * protocol ospfv3 area", routing),
      block("network virtual-router * protocol ospfv3 area *", routing),
      block("network virtual-router * protocol ospfv3 area * authentication", routing),
      block("network virtual-router * protocol ospfv3 area * authentication *", routing),
      ignored("network virtual-router * protocol ospfv3 area * type", policy),
      ignored("network virtual-router * protocol ospfv3 area * range", policy),
      known("network virtual-router * protocol ospfv3 area * virtual-link", routing),
      block("network virtual-router * protocol ospfv3 area * interface", routing),
      {"network virtual-router * protocol ospfv3 area * interface *", routing, &ospf3_interface},
      block("network virtual-router * protocol rip", keyed),
      block("network virtual-router * protocol rip enable", routing),
      block("network virtual-router * protocol rip enable *", routing),
      ignored("network virtual-router * protocol rip reject-default-route", policy),
      ignored("network virtual-router * protocol rip allow-redist-default-route", policy),
      ignored("network virtual-router * protocol rip export-rules", policy),
      ignored("network virtual-router * protocol rip timers", metrics),
      ignored("network virtual-router * protocol rip global-bfd", "checks of links"),
      block("network virtual-router * protocol rip auth-profile", keyed),
      {"network virtual-router * protocol rip auth-profile *", keyed, &rip_profile},
      block("network virtual-router * protocol rip interface", routing),
      {"network virtual-router * protocol rip interface *", routing, &rip_interface},
      block("network logical-router", keyed | Domain::interfaces),
      {"network logical-router *", keyed | Domain::interfaces, &router},
      block("network logical-router * vrf", keyed | Domain::interfaces),
      block("network logical-router * vrf *", keyed | Domain::interfaces),
      {"network logical-router * vrf * interface", Domain::interfaces, &member_interfaces},
      block("network logical-router * vrf * routing-table", routing),
      block("network logical-router * vrf * routing-table ip", routing),
      block("network logical-router * vrf * routing-table ip static-route", routing),
      {"network logical-router * vrf * routing-table ip static-route *", routing, &static_route},
      block("network logical-router * vrf * routing-table ipv6", routing),
      block("network logical-router * vrf * routing-table ipv6 static-route", routing),
      {"network logical-router * vrf * routing-table ipv6 static-route *", routing, &static_route},
      ignored("network logical-router * vrf * admin-dists", metrics),
      ignored("network logical-router * vrf * ecmp", metrics),
      ignored("network logical-router * vrf * multicast", multicast),
      ignored("network logical-router * vrf * rib-filter", policy),
      known("network logical-router * vrf * bgp", keyed),
      known("network logical-router * vrf * ospf", keyed),
      known("network logical-router * vrf * ospfv3", keyed),
      known("network logical-router * vrf * rip", keyed),
      known("network routing-profile", keyed),
      block("network ike", Domain::users),
      block("network ike gateway", Domain::users),
      {"network ike gateway *", Domain::users, &ike_gateway},
      ignored("network ike crypto-profiles", tunnels),
      block("network tunnel", Domain::users),
      ignored("network tunnel ipsec", tunnels),
      ignored("network tunnel gre", tunnels),
      ignored("network tunnel global-protect-gateway", tunnels),
      ignored("network tunnel global-protect-site-to-site", tunnels),
      ignored("network tunnel global-protect-satellite", tunnels),
  });
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
