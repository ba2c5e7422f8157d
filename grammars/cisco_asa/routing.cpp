#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

/// `[DISTANCE] [track N]`; a `tunneled` route is for traffic out of tunnels only.
Outcome take_options(Cursor& cursor, model::StaticRoute& route) {
  if (const auto distance = cursor.number(1, 255))
    route.preference.set(*distance, cursor.lines());
  else
    route.preference.set_default(1);
  if (cursor.accept("track") && !cursor.number()) return cursor.fail("the number of a track");
  if (cursor.accept("tunneled")) return Outcome::known;
  return cursor.end();
}

/// `route IF ADDRESS MASK GATEWAY [...]`, `ipv6 route IF PREFIX GATEWAY [...]`
Outcome route(Config& config, Cursor& cursor) {
  const std::string interface(cursor.word());
  if (interface.empty()) return cursor.fail("an interface");
  const auto prefix = take_network(config, cursor);
  if (!prefix) return cursor.fail("a prefix");
  const bool discard = interface == "Null0" || interface == "null0" || interface == "Null 0";
  std::string next_hop = "discard";
  if (!discard) {
    const auto gateway = take_address(config, cursor);
    if (!gateway) return cursor.fail("a gateway");
    next_hop = *gateway;
  }
  model::StaticRoute to;
  const Outcome outcome = take_options(cursor, to);
  if (outcome != Outcome::understood) return outcome;
  const std::string key = *prefix + " " + next_hop;
  if (cursor.negated) {
    config.routes.erase(key);
    return Outcome::understood;
  }
  to.lines = cursor.lines();
  to.name.set(key, to.lines);
  to.prefix.set(*prefix, to.lines);
  to.next_hop.set(next_hop, to.lines);
  to.vrf.set_absent();
  config.routes.get(key) = std::move(to);
  return Outcome::understood;
}

}  // namespace

Rows routing_rows() {
  static constexpr std::string_view policy = "a policy for routes: who uses it names it";
  static constexpr std::string_view multicast = "multicast: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      {"route", Domain::routing, &route},
      {"ipv6 route", Domain::routing, &route},
      {"key chain", Domain::routing | Domain::users},
      {"router isis", Domain::routing | Domain::users},
      {"ipv6 router", Domain::routing},
      ignored<Config>("route-map", policy),
      ignored<Config>("prefix-list", policy),
      ignored<Config>("ipv6 prefix-list", policy),
      ignored<Config>("as-path", policy),
      ignored<Config>("community-list", policy),
      ignored<Config>("extcommunity-list", policy),
      ignored<Config>("policy-list", policy),
      ignored<Config>("track", "an object that others follow: they name it"),
      ignored<Config>("sla", "a probe that others follow: they name it"),
      ignored<Config>("bfd-template", "faster detection of failures"),
      ignored<Config>("multicast-routing", multicast),
      ignored<Config>("mroute", multicast),
      ignored<Config>("pim", multicast),
      ignored<Config>("igmp", multicast),
  });
  return rows;
}

void convert_routing(Config& config, const Target& target) {
  config.routes.each([&](const std::string&, model::StaticRoute& route) {
    route.context = target.context;
    target.device.static_routes.push_back(std::move(route));
  });
}

}  // namespace muster::grammars::cisco_asa
