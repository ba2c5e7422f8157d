#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

/// Static routes, of the default VRF and of others, and key chains.
namespace muster::grammars::cisco_nxos {
namespace {

/// `A.B.C.D/L`, `P::/L` or `A.B.C.D M.M.M.M`
std::optional<std::string> read_prefix(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  if (text.find('/') != std::string_view::npos) {
    const auto prefix = parse_prefix(text);
    if (prefix) cursor.word();
    return prefix ? std::optional(to_string(prefix->network())) : std::nullopt;
  }
  const auto address = parse_ipv4(text);
  Cursor ahead = cursor;
  ahead.word();
  const auto mask = parse_ipv4(ahead.peek());
  auto prefix = address && mask ? with_netmask(*address & *mask, *mask) : std::nullopt;
  if (prefix) {
    cursor.word();
    cursor.word();
  }
  return prefix;
}

/// An address may carry its length: `10.0.0.1/32`.
std::optional<std::string> read_address(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  if (!parse_ip(text.substr(0, text.find('/')))) return std::nullopt;
  return std::string(cursor.word().substr(0, text.find('/')));
}

/// An address, an interface, or an interface and an address.
std::string read_next_hop(Cursor& cursor) {
  if (const auto address = read_address(cursor)) return *address;
  std::string hop = read_interface_name(cursor);
  if (hop.empty()) return {};
  if (hop == "Null0" || hop == "null0") return "discard";
  if (const auto address = read_address(cursor)) hop += " " + *address;
  return hop;
}

/// `[vrf V] [track N] [name TEXT] [tag N] [PREFERENCE]`
Outcome read_options(model::Integer& preference, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("tag") || cursor.accept("track")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("name") || cursor.accept("vrf")) {
      if (cursor.word().empty()) return cursor.fail("a name");
    } else if (const auto number = cursor.number(1, 255)) {
      preference.set(*number, cursor.lines());
    } else {
      return cursor.fail("an option of ip route");
    }
  }
  return Outcome::understood;
}

Outcome route_of(Config& config, Cursor& cursor, std::string vrf) {
  if (cursor.accept("vrf")) vrf = cursor.word();
  const auto prefix = read_prefix(cursor);
  if (!prefix) return cursor.fail("a prefix");
  const std::string hop = read_next_hop(cursor);
  if (hop.empty()) return cursor.negated ? Outcome::known : cursor.fail("a next hop");
  model::Integer preference;
  preference.set_default(1);
  const Outcome outcome = read_options(preference, cursor);
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
  to.preference = preference;
  to.vrf.set_absent();
  if (!vrf.empty()) to.vrf.set(vrf, to.lines);
  return Outcome::understood;
}

Outcome route(Config& config, Cursor& cursor) { return route_of(config, cursor, {}); }
Outcome vrf_route(Config& config, Cursor& cursor) { return route_of(config, cursor, config.vrf_context); }

Outcome vrf_context(Config& config, Cursor& cursor) {
  config.vrf_context = cursor.word();
  if (config.vrf_context.empty()) return cursor.fail("the name of a VRF");
  return cursor.negated ? Outcome::known : cursor.end();
}

const Table& vrf_table() {
  static constexpr std::string_view exchange = "which routes are exchanged between VRFs";
  static constexpr std::string_view lookup = "how the device looks names up";
  static constexpr std::string_view multicast = "multicast: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      {"ip route", Domain::routing, &vrf_route},
      {"ipv6 route", Domain::routing, &vrf_route},
      {"ip nat", Domain::filters},
      {"ip", Domain::routing | Domain::filters | Domain::management},
      {"ipv6", Domain::routing | Domain::filters | Domain::management},
      ignored<Config>("address-family", exchange),
      ignored<Config>("rd", exchange),
      ignored<Config>("route-target", exchange),
      ignored<Config>("vni", exchange),
      ignored<Config>("evpn", exchange),
      ignored<Config>("shutdown", "takes routes of a VRF away"),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("ip name-server", lookup),
      ignored<Config>("ip domain-name", lookup),
      ignored<Config>("ip domain-list", lookup),
      ignored<Config>("ip domain-lookup", lookup),
      ignored<Config>("ip host", lookup),
      ignored<Config>("ip pim", multicast),
      ignored<Config>("ip mroute", multicast),
      ignored<Config>("ip igmp", multicast),
      ignored<Config>("ip multicast", multicast),
      ignored<Config>("ip msdp", multicast),
      ignored<Config>("ipv6 pim", multicast),
      ignored<Config>("ipv6 mld", multicast),
      ignored<Config>("mdt", multicast),
      ignored<Config>("ip auto-discard", exchange),
      ignored<Config>("ip amt", multicast),
      ignored<Config>("maximum", "a limit of memory"),
  });
  static const Table table({rows});
  return table;
}

// ---- key chains

/// `key chain NAME [tcp|macsec]`
Outcome key_chain(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a key chain");
  if (cursor.negated) return Outcome::known;
  config.key_chain = name;
  config.key_chains.insert(name);
  return done(cursor);
}
Outcome key(Config& config, Cursor& cursor) {
  config.key_number = cursor.word();
  if (config.key_number.empty()) return cursor.fail("the number of a key");
  return done(cursor);
}
Outcome key_string(Config& config, Cursor& cursor) {
  const std::string name = config.key_chain + " key " + config.key_number;
  if (cursor.negated) {
    config.secrets.erase("key-chain/" + name);
    return done(cursor);
  }
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "key-chain", name, std::move(*secret), cursor.lines());
  return done(cursor);
}

const Table& key_table() {
  static constexpr std::string_view when = "when a key holds, and how it is used";
  static constexpr auto rows = std::to_array<Row>({
      {"key-string", Domain::users, &key_string},
      {"key-octet-string", Domain::users, &key_string},
      ignored<Config>("accept-lifetime", when),
      ignored<Config>("send-lifetime", when),
      ignored<Config>("cryptographic-algorithm", when),
      ignored<Config>("send-id", when),
      ignored<Config>("recv-id", when),
      ignored<Config>("include-tcp-options", when),
  });
  static const Table table({rows});
  return table;
}
const Table& chain_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key", Domain::users, &key, &key_table},
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows routing_rows() {
  static constexpr std::string_view policy = "a policy for routes: it adds neither neighbours nor static routes";
  static constexpr auto rows = std::to_array<Row>({
      {"ip route", Domain::routing, &route},
      {"ipv6 route", Domain::routing, &route},
      {"vrf context", Domain::routing, &vrf_context, &vrf_table},
      {"key chain", Domain::users | Domain::routing, &key_chain, &chain_table},
      {"router", Domain::routing | Domain::users},
      {"ip default-gateway", Domain::routing},
      ignored<Config>("route-map", policy),
      ignored<Config>("ip prefix-list", policy),
      ignored<Config>("ipv6 prefix-list", policy),
      ignored<Config>("ip as-path", policy),
      ignored<Config>("ip community-list", policy),
      ignored<Config>("ip extcommunity-list", policy),
      ignored<Config>("ip large-community-list", policy),
      ignored<Config>("mac-list", policy),
      ignored<Config>("vrf", "sizes of tables"),
  });
  return rows;
}

void convert_routing(Config& config, const Target& target) {
  config.routes.each([&](const std::string&, model::StaticRoute& route) {
    route.context = target.context;
    target.device.static_routes.push_back(std::move(route));
  });
}

}  // namespace muster::grammars::cisco_nxos
