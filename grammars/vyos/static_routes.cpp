#include <array>

#include "grammars/vyos/config.hpp"

/// `protocols static`: routes of the main table, of VRFs and of further tables; and what no rule looks at of `policy`.
namespace muster::grammars::vyos {
namespace {

/// One way of a route: `next-hop 192.0.2.1 { distance 10 }`, `blackhole`, `interface eth0`.
void add_route(Place place, NodeId way, std::string_view hop, std::string_view vrf) {
  if (way != no_node && is_on(place, way, "disable")) return;
  model::StaticRoute& to = place.walk.device().static_routes.emplace_back();
  head(place, way, to);
  to.lines = place.walk.device().lines.join(place.walk.lines(place.node), to.lines);
  const std::string prefix(text(place));
  to.name.set(in_vrf(prefix + " " + std::string(hop), vrf), to.lines);
  to.prefix.set(prefix, place.walk.lines(place.node));
  to.next_hop.set(std::string(hop), place.walk.lines(way));
  if (vrf.empty())
    to.vrf.set_absent();
  else
    to.vrf.set(std::string(vrf), to.lines);
  to.preference.set_default(1);
  for (const NodeId each : children(place, way)) {
    const std::string_view word = text(place, each);
    if (word == "distance")
      put_number(place, each, to.preference);
    else if (word == "vrf")
      place.walk.known(each, Domain::routing);
    else if (one_of(word, {"interface", "next-hop-interface", "bfd", "segments", "tag", "description", "disable"}))
      place.walk.ignore(each);
    else
      place.walk.unknown(each, Domain::routing, "a setting of a route");
  }
}

void read_ways(Place place, std::string_view vrf) {
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"next-hop", "interface", "next-hop-interface", "dhcp-interface"})) {
      for (const NodeId way : children(place, each)) add_route(place, way, text(place, way), vrf);
    } else if (one_of(word, {"blackhole", "reject"})) {
      add_route(place, each, "discard", vrf);
    } else if (word == "description") {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::routing, "a next hop");
    }
  }
}

Outcome route(Place place) {
  read_ways(place, place.state.now.vrf);
  return Outcome::understood;
}

/// `table 10 route P`: a table that only policy routing looks into.
Outcome table(Place place) {
  const std::string name = "table " + std::string(text(place));
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"route", "route6", "interface-route", "interface-route6"})) {
      for (const NodeId prefix : children(place, each)) read_ways({place.walk, place.state, prefix}, name);
    } else if (word == "description") {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::routing, "route or route6");
    }
  }
  return Outcome::understood;
}

Outcome vrf(Place place) {
  place.state.now.vrf = text(place);
  return Outcome::understood;
}

}  // namespace

Rows static_route_rows() {
  static constexpr Domains routing = Domain::routing;
  static constexpr std::string_view announced = "which routes are taken and given: the routing table shows them";
  static constexpr auto rows = std::to_array<Row>({
      block("protocols", routing),
      block("protocols static", routing),
      block("protocols static route", routing),
      {"protocols static route *", routing, &route},
      block("protocols static route6", routing),
      {"protocols static route6 *", routing, &route},
      block("protocols static interface-route", routing),
      {"protocols static interface-route *", routing, &route},
      block("protocols static interface-route6", routing),
      {"protocols static interface-route6 *", routing, &route},
      block("protocols static table", routing),
      {"protocols static table *", routing, &table},
      ignored("protocols static arp", "addresses of stations"),
      ignored("protocols static neighbor-proxy", "addresses of stations"),
      ignored("protocols static multicast", "ways of multicast"),
      ignored("protocols static mroute", "ways of multicast"),
      ignored("protocols static route-map", announced),
      block("vrf", routing | Domain::interfaces),
      ignored("vrf bind-to-all", "whether services of the router answer in every VRF; the filters decide who may"),
      block("vrf name", routing | Domain::interfaces),
      {.path = "vrf name *", .domains = routing | Domain::interfaces, .handler = &vrf, .instance = true},
      ignored("vrf name * table", "an identifier"),
      ignored("vrf name * vni", "an identifier"),
      ignored("vrf name * description", "free text"),
      ignored("vrf name * ip", announced),
      ignored("vrf name * ipv6", announced),
      ignored("vrf name * disable", "it may be started again at any time"),
      block("policy", routing | Domain::filters),
      ignored("policy prefix-list", announced),
      ignored("policy prefix-list6", announced),
      ignored("policy access-list", announced),
      ignored("policy access-list6", announced),
      ignored("policy route-map", announced),
      ignored("policy as-path-list", announced),
      ignored("policy community-list", announced),
      ignored("policy extcommunity-list", announced),
      ignored("policy large-community-list", announced),
      known("policy route", routing | Domain::filters),
      known("policy route6", routing | Domain::filters),
      known("policy ipv6-route", routing | Domain::filters),
      known("policy local-route", routing),
      known("policy local-route6", routing),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
