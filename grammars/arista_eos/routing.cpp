#include "grammars/addresses.hpp"
#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

namespace muster::grammars::arista_eos {
namespace {

/// `A.B.C.D/L` or `A.B.C.D M.M.M.M`, host bits cleared.
std::optional<std::string> read_prefix(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  if (text.find('/') != std::string_view::npos) {
    const auto prefix = parse_prefix(text);
    if (prefix) cursor.word();
    return prefix ? std::optional(to_string(prefix->network())) : std::nullopt;
  }
  const auto address = parse_ipv4(text);
  if (!address) return std::nullopt;
  Cursor ahead = cursor;
  ahead.word();
  const auto mask = parse_ipv4(ahead.peek());
  auto prefix = mask ? with_netmask(*address & *mask, *mask) : std::nullopt;
  if (!prefix) return std::nullopt;
  ahead.word();
  cursor.take_position(ahead);
  return prefix;
}

/// Next hop: an address, an interface with or without an address, `null0`, `nexthop-group G`.
std::string read_next_hop(Cursor& cursor) {
  if (cursor.accept("null0") || cursor.accept("Null0") || cursor.accept("Null 0")) return "discard";
  if (cursor.accept("nexthop-group")) return "group " + std::string(cursor.word());
  if (parse_ip(cursor.peek())) return std::string(cursor.word());
  std::string hop = read_interface(cursor);
  if (parse_ip(cursor.peek())) hop.append(" ").append(cursor.word());
  return hop;
}

/// `[distance] [tag N] [name TEXT] [metric N] [track bfd] [label N] [weight N]`; the distance, if one stands there.
Outcome read_route_options(Cursor& cursor, Maybe<std::int64_t>& distance) {
  while (!cursor.at_end()) {
    if (cursor.accept("tag") || cursor.accept("metric") || cursor.accept("label") || cursor.accept("weight")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("name") || cursor.accept("track")) {
      if (cursor.word().empty()) return cursor.fail("a name");
    } else if (const auto number = cursor.number(1, 255)) {
      distance = {*number, cursor.lines()};
    } else {
      return cursor.fail("an option of ip route");
    }
  }
  return Outcome::understood;
}

Outcome route(Config& config, Cursor& cursor) {
  std::string vrf;
  if (cursor.accept("vrf")) vrf = cursor.word();
  if (vrf == "default") vrf.clear();
  const auto prefix = read_prefix(cursor);
  if (!prefix) return cursor.fail("a prefix");
  if (cursor.accept("egress-vrf")) cursor.word();
  if (cursor.at_end()) return cursor.negated ? Outcome::known : cursor.fail("a next hop");
  const std::string hop = read_next_hop(cursor);
  Maybe<std::int64_t> distance;
  const Outcome outcome = read_route_options(cursor, distance);
  if (outcome != Outcome::understood) return outcome;
  std::string key = *prefix + " " + hop;
  if (!vrf.empty()) key += " vrf " + vrf;
  if (cursor.negated) {
    config.routes.erase(key);
    return Outcome::understood;
  }
  model::StaticRoute& to = config.routes.get(key);
  to.lines = cursor.lines();
  to.name.set(key, to.lines);
  to.prefix.set(*prefix, to.lines);
  to.next_hop.set(hop, to.lines);
  if (vrf.empty())
    to.vrf.set_absent();
  else
    to.vrf.set(vrf, to.lines);
  put_or_default<std::int64_t>(to.preference, distance, 1);
  return Outcome::understood;
}

}  // namespace

Rows routing_rows() {
  static constexpr std::string_view policy = "a policy for routes: it adds neither neighbours nor static routes";
  static constexpr std::string_view forward =
      "whether packets are forwarded: neighbours and routes say themselves what they are";
  static constexpr std::string_view multicast = "multicast: no rule looks at it";
  static constexpr std::string_view paths =
      "paths through the provider's network: they add neither neighbours nor static routes";
  static constexpr auto rows = std::to_array<Row>({
      {"ip route", Domain::routing, &route},
      {"ipv6 route", Domain::routing, &route},
      {"ip default-gateway", Domain::routing},
      {"router", Domain::routing | Domain::users},
      {"router rip", Domain::routing | Domain::users},
      {"key", Domain::routing | Domain::users},
      {"router msdp", Domain::users | Domain::routing},
      {"router general", Domain::routing},
      {"policy-map type pbr", Domain::filters | Domain::routing},
      ignored<Config>("class-map type pbr", "only sorts traffic: policy-map says what happens to it"),
      ignored<Config>("router multicast", multicast),
      ignored<Config>("router pim", multicast),
      ignored<Config>("router igmp", multicast),
      ignored<Config>("router mld", multicast),
      ignored<Config>("router bfd", "faster detection of failures"),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("router l2-vpn", "layer 2: no rule looks at it"),
      ignored<Config>("router traffic-engineering", paths),
      ignored<Config>("router segment-security", "traffic between segments of one overlay"),
      ignored<Config>("router path-selection", paths),
      ignored<Config>("router adaptive-virtual-topology", paths),
      ignored<Config>("router internet-exit", paths),
      ignored<Config>("router service-insertion", paths),
      ignored<Config>("ip routing", forward),
      ignored<Config>("ipv6 unicast-routing", forward),
      ignored<Config>("ip route static", "timers"),
      ignored<Config>("ip hardware", "how packets are forwarded inside the box"),
      ignored<Config>("ipv6 hardware", "how packets are forwarded inside the box"),
      ignored<Config>("route-map", policy),
      ignored<Config>("ip prefix-list", policy),
      ignored<Config>("ipv6 prefix-list", policy),
      ignored<Config>("dynamic prefix-list", policy),
      ignored<Config>("peer-filter", policy),
      ignored<Config>("ip as-path", policy),
      ignored<Config>("ip community-list", policy),
      ignored<Config>("ip extcommunity-list", policy),
      ignored<Config>("ip large-community-list", policy),
      ignored<Config>("service routing", "which implementation of the protocols runs"),
      ignored<Config>("service configuration", "what is checked while a configuration is typed"),
      ignored<Config>("nexthop-group", "next hops that routes name"),
      ignored<Config>("vrf instance", "names a VRF: interfaces and routes say themselves which one they are in"),
      ignored<Config>("vrf definition", "names a VRF: interfaces and routes say themselves which one they are in"),
      ignored<Config>("vrf selection", "which VRF traffic of a port is in"),
      ignored<Config>("rd", "a number of the overlay"),
  });
  return rows;
}

void convert_routing(Config& config, const Target& target) {
  config.routes.each([&](const std::string&, model::StaticRoute& route) {
    route.context = target.context;
    target.device.static_routes.push_back(std::move(route));
  });
}

}  // namespace muster::grammars::arista_eos
