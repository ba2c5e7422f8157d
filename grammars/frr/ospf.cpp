#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/frr/config.hpp"

/// OSPF and OSPFv3: on which interfaces neighbours may appear, and whether they have to prove a key.
namespace muster::grammars::frr {
namespace {

// In the block of an interface.

OspfInterface& touch(OspfInterface& ospf, const Cursor& cursor) {
  ospf.mentioned = true;
  ospf.lines.add(cursor.line());
  return ospf;
}
OspfInterface& ospf(Config& config, const Cursor& cursor) { return touch(config.interface->ospf, cursor); }
OspfInterface& ospf6(Config& config, const Cursor& cursor) { return touch(config.interface->ospf6, cursor); }

/// A setting may be limited to one address of the interface: that is not modelled.
Outcome end_or_address(Cursor& cursor) {
  if (cursor.at_end()) return Outcome::understood;
  return parse_ip(cursor.peek()) ? Outcome::known : cursor.fail("end of line");
}

Outcome authentication(Config& config, Cursor& cursor) {
  OspfInterface& found = ospf(config, cursor);
  if (cursor.negated) {
    found.authentication.reset();
    cursor.take_rest();
    return Outcome::understood;
  }
  if (cursor.peek() == "key-chain") {  // of release 9: what the chain holds is not modelled
    found.authentication = Said<std::string>{"key-chain", cursor.lines()};
    return Outcome::known;
  }
  std::string kind = "simple";
  if (cursor.peek() == "message-digest" || cursor.peek() == "null") kind = cursor.word();
  found.authentication = Said<std::string>{std::move(kind), cursor.lines()};
  return end_or_address(cursor);
}

Outcome authentication_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("a key");
  ospf(config, cursor).key = true;
  keep_secret(config, cursor, cursor.word(), "ospf", config.interface_name, "plain");
  return end_or_address(cursor);
}

Outcome message_digest_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const auto id = cursor.number(1, 255);
  if (!id) return cursor.fail("a key number from 1 to 255");
  if (!cursor.accept("md5")) return cursor.fail("md5");
  if (cursor.at_end()) return cursor.fail("a key");
  ospf(config, cursor).digest_key = true;
  keep_secret(config, cursor, cursor.word(), "ospf", config.interface_name + " key " + std::to_string(*id), "plain");
  return end_or_address(cursor);
}

Outcome interface_area(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("an area");
  ospf(config, cursor).area = Said<std::string>{std::string(cursor.word()), cursor.lines()};
  return end_or_address(cursor);
}

Outcome interface_passive(Config& config, Cursor& cursor) {
  ospf(config, cursor).passive = Said<bool>{!cursor.negated, cursor.lines()};
  return end_or_address(cursor);
}

/// Cost, timers and the like say that the interface takes part.
Outcome interface_detail(Config& config, Cursor& cursor) {
  ospf(config, cursor);
  cursor.take_rest();
  return Outcome::understood;
}

Outcome area6(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("an area");
  return say(ospf6(config, cursor).area, std::string(cursor.word()), cursor);
}

Outcome passive6(Config& config, Cursor& cursor) { return say(ospf6(config, cursor).passive, !cursor.negated, cursor); }

Outcome detail6(Config& config, Cursor& cursor) {
  ospf6(config, cursor);
  cursor.take_rest();
  return Outcome::understood;
}

/// `key-id N hash-algo ALGORITHM key TEXT` or `keychain NAME`.
Outcome authentication6(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  OspfInterface& found = ospf6(config, cursor);
  found.authentication = Said<std::string>{"trailer", cursor.lines()};
  found.key = true;
  if (cursor.accept("keychain")) {
    found.authentication->value = "key-chain";
    return cursor.word().empty() ? cursor.fail("the name of a key chain") : cursor.end();
  }
  if (!cursor.accept("key-id") || !cursor.number()) return cursor.fail("key-id NUMBER or keychain NAME");
  if (!cursor.accept("hash-algo") || cursor.word().empty()) return cursor.fail("hash-algo ALGORITHM");
  if (!cursor.accept("key") || cursor.at_end()) return cursor.fail("key TEXT");
  keep_secret(config, cursor, cursor.take_rest(), "ospf6", config.interface_name, "plain");
  return Outcome::understood;
}

// In the block of the router.

Outcome router_ospf(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string name(cursor.rest());
  if (const auto instance = cursor.number(1, 65535); !instance && !cursor.at_end() && cursor.peek() != "vrf")
    return cursor.fail("an instance or vrf NAME");
  if (cursor.accept("vrf") && cursor.word().empty()) return cursor.fail("the name of a VRF");
  config.router_ospf = &config.ospf.get(name);
  return cursor.end();
}

OspfArea& area(Config& config, std::string_view name, const Cursor& cursor) {
  OspfArea& found = config.router_ospf->areas.get(name);
  found.lines.add(cursor.line());
  return found;
}

Outcome area_authentication(Config& config, Cursor& cursor) {
  OspfArea& found = area(config, cursor.wildcard(0), cursor);
  cursor.accept("message-digest");
  return say(found.authentication, !cursor.negated, cursor);
}

Outcome network(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (!parse_prefix(cursor.peek())) return cursor.fail("a prefix");
  cursor.word();
  if (!cursor.accept("area") || cursor.at_end()) return cursor.fail("area NUMBER");
  area(config, cursor.word(), cursor).has_network = true;
  return cursor.end();
}

Outcome passive_interface(Config& config, Cursor& cursor) {
  if (cursor.accept("default")) return say(config.router_ospf->passive_default, !cursor.negated, cursor);
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("an interface");
  config.router_ospf->passive.emplace_back(cursor.word());
  return end_or_address(cursor);
}

constexpr std::string_view tuning = "tunes the protocol; no neighbour and no key";
constexpr std::string_view announcements = "which routes are given on: the routing table shows them";

const Table& router_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"area * authentication", Domain::routing, area_authentication},
      {"network", Domain::routing, network},
      {"passive-interface", Domain::routing, passive_interface},
      {"area * virtual-link", Domain::routing | Domain::users},
      ignored<Config>("area * default-cost", announcements),
      ignored<Config>("area * export-list", announcements),
      ignored<Config>("area * filter-list", announcements),
      ignored<Config>("area * import-list", announcements),
      ignored<Config>("area * nssa", announcements),
      ignored<Config>("area * range", announcements),
      ignored<Config>("area * shortcut", announcements),
      ignored<Config>("area * stub", announcements),
      ignored<Config>("aggregation", announcements),
      ignored<Config>("auto-cost", tuning),
      ignored<Config>("capability", tuning),
      ignored<Config>("compatible", tuning),
      ignored<Config>("default-information", announcements),
      ignored<Config>("default-metric", announcements),
      ignored<Config>("distance", announcements),
      ignored<Config>("distribute-list", announcements),
      ignored<Config>("fast-reroute", tuning),
      ignored<Config>("graceful-restart", tuning),
      ignored<Config>("log-adjacency-changes", "adds messages"),
      ignored<Config>("max-metric", announcements),
      ignored<Config>("maximum-paths", tuning),
      ignored<Config>("mpls", tuning),
      ignored<Config>("mpls-te", tuning),
      ignored<Config>("neighbor", "where hellos are sent on links without multicast"),
      ignored<Config>("ospf", tuning),
      ignored<Config>("proactive-arp", tuning),
      ignored<Config>("redistribute", announcements),
      ignored<Config>("refresh", tuning),
      ignored<Config>("router-info", tuning),
      ignored<Config>("router-id", "an identifier"),
      ignored<Config>("segment-routing", tuning),
      ignored<Config>("summary-address", announcements),
      ignored<Config>("timers", tuning),
      ignored<Config>("write-multiplier", tuning),
  });
  static const Table table({Rows(rows), block_end_rows()});
  return table;
}

Outcome router_ospf6(Config&, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.accept("vrf") && cursor.word().empty()) return cursor.fail("the name of a VRF");
  return cursor.end();
}

const Table& router6_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::routing},
      ignored<Config>("area", announcements),
      ignored<Config>("aggregation", announcements),
      ignored<Config>("auto-cost", tuning),
      ignored<Config>("default-information", announcements),
      ignored<Config>("distance", announcements),
      ignored<Config>("graceful-restart", tuning),
      ignored<Config>("log-adjacency-changes", "adds messages"),
      ignored<Config>("maximum-paths", tuning),
      ignored<Config>("ospf6", tuning),
      ignored<Config>("redistribute", announcements),
      ignored<Config>("stub-router", announcements),
      ignored<Config>("summary-address", announcements),
      ignored<Config>("timers", tuning),
      ignored<Config>("write-multiplier", tuning),
  });
  static const Table table({Rows(rows), block_end_rows()});
  return table;
}

// Conversion.

/// Whether the areas that the interface may be in ask for a key; nothing if they differ or are not known.
std::optional<Said<bool>> area_asks(Config& config, const OspfInterface& from) {
  std::optional<Said<bool>> answer;
  bool differ = false;
  config.ospf.each([&](const std::string&, Ospf& router) {
    router.areas.each([&](const std::string& name, OspfArea& each) {
      if (from.area && from.area->value != name) return;
      const Said<bool> asks = each.authentication.value_or(Said<bool>{});
      differ = differ || (answer && answer->value != asks.value);
      answer = asks;
    });
  });
  if (from.area && !answer) answer = Said<bool>{};
  return differ ? std::nullopt : answer;
}

bool is_passive(Config& config, const std::string& name, const OspfInterface& from) {
  if (from.passive) return from.passive->value;
  bool passive = false;
  std::size_t routers = 0;
  config.ospf.each([&](const std::string&, Ospf& router) {
    ++routers;
    passive = passive || (router.passive_default && router.passive_default->value) ||
              std::ranges::find(router.passive, name) != router.passive.end();
  });
  return passive && routers == 1;
}

/// True only with a key: without one, anybody's message is taken.
void set_authenticated(model::Boolean& to, Config& config, const OspfInterface& from) {
  if (from.authentication) {
    const std::string& kind = from.authentication->value;
    if (kind == "key-chain") return;
    const bool proves = kind == "message-digest" ? from.digest_key : kind != "null" && from.key;
    return to.set(proves, from.authentication->lines);
  }
  const auto asks = area_asks(config, from);
  if (!asks) return;
  if (asks->value)
    to.set(from.key || from.digest_key, asks->lines);
  else
    to.set_default(false);
}

void convert_interface(Config& config, const std::string& name, const OspfInterface& from, std::string protocol,
                       const Target& target) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, from.lines);
  to.name.set(protocol + ' ' + name, to.lines);
  to.remote_as.set_absent();
  if (protocol == "ospf")
    set_authenticated(to.authenticated, config, from);
  else if (from.authentication && from.authentication->value == "key-chain")
    to.authenticated.set_unknown(from.authentication->lines);  // which keys the chain holds is not looked at
  else if (from.authentication)
    to.authenticated.set(true, from.authentication->lines);
  else
    to.authenticated.set_default(false);
  to.protocol.set(std::move(protocol), to.lines);
}

/// `network` takes in interfaces that the configuration need not name. Where the area does not ask for a key, each of
/// them may or may not: not known.
void convert_area(const std::string& router, const std::string& name, const OspfArea& from, const Target& target) {
  if (!from.has_network) return;
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, from.lines);
  to.name.set("ospf area " + name + (router.empty() ? "" : " of " + router), to.lines);
  to.protocol.set("ospf", to.lines);
  to.remote_as.set_absent();
}

}  // namespace

Rows interface_ospf_rows() {
  static constexpr Domains routing = Domain::routing;
  static constexpr Domains keys = Domain::routing | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      {"ip ospf area", routing, interface_area},
      {"ip ospf authentication", routing, authentication},
      {"ip ospf authentication-key", keys, authentication_key},
      {"ip ospf message-digest-key", keys, message_digest_key},
      {"ip ospf passive", routing, interface_passive},
      {"ip ospf bfd", routing, interface_detail},
      {"ip ospf cost", routing, interface_detail},
      {"ip ospf dead-interval", routing, interface_detail},
      {"ip ospf hello-interval", routing, interface_detail},
      {"ip ospf mpls", routing, interface_detail},
      {"ip ospf mtu-ignore", routing, interface_detail},
      {"ip ospf network", routing, interface_detail},
      {"ip ospf priority", routing, interface_detail},
      {"ip ospf retransmit-interval", routing, interface_detail},
      {"ip ospf transmit-delay", routing, interface_detail},
      {"ipv6 ospf6 area", routing, area6},
      {"ipv6 ospf6 authentication", keys, authentication6},
      {"ipv6 ospf6 passive", routing, passive6},
      {"ipv6 ospf6 advertise", routing, detail6},
      {"ipv6 ospf6 bfd", routing, detail6},
      {"ipv6 ospf6 cost", routing, detail6},
      {"ipv6 ospf6 dead-interval", routing, detail6},
      {"ipv6 ospf6 hello-interval", routing, detail6},
      {"ipv6 ospf6 mtu-ignore", routing, detail6},
      {"ipv6 ospf6 network", routing, detail6},
      {"ipv6 ospf6 priority", routing, detail6},
      {"ipv6 ospf6 retransmit-interval", routing, detail6},
  });
  return rows;
}

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospf", Domain::routing | Domain::users, router_ospf, router_table},
      {"router ospf6", Domain::routing, router_ospf6, router6_table},
  });
  return rows;
}

void convert_ospf(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, Interface& from) {
    if (from.ospf.mentioned && !is_passive(config, name, from.ospf))
      convert_interface(config, name, from.ospf, "ospf", target);
    const bool passive6 = from.ospf6.passive && from.ospf6.passive->value;
    if (from.ospf6.mentioned && !passive6) convert_interface(config, name, from.ospf6, "ospf6", target);
  });
  config.ospf.each([&](const std::string& router, Ospf& each) {
    each.areas.each([&](const std::string& name, OspfArea& from) { convert_area(router, name, from, target); });
  });
}

}  // namespace muster::grammars::frr
