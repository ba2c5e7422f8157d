#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/interface_rows.hpp"

/// EIGRP (classic and named), RIP and IS-IS as far as rules ask: on which interfaces a neighbour may appear, and whether
/// it must authenticate itself.
namespace muster::grammars::cisco_ios {
namespace {

/// More networks in one process are no configuration but an attack on our time.
constexpr std::size_t most_networks = 256;

// ---- processes

IgpProcess& open_process(Config& config, const Cursor& cursor, const std::string& protocol, const std::string& key) {
  IgpProcess& process = config.igps.get(key);
  process.protocol = protocol;
  process.lines.add(cursor.line());
  config.igp = &process;
  config.igp_key = key;
  return process;
}

/// `router eigrp N|NAME`
Outcome eigrp(Config& config, Cursor& cursor) {
  const std::string tag(cursor.word());
  if (tag.empty()) return cursor.fail("a number or name of a process");
  if (cursor.negated) return Outcome::known;
  IgpProcess& process = open_process(config, cursor, "eigrp", "eigrp " + tag);
  process.named = tag.find_first_not_of("0123456789") != std::string::npos;
  process.tag = tag;
  config.igp_head = config.igp_key;
  return cursor.end();
}
Outcome rip(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  open_process(config, cursor, "rip", "rip");
  config.igp_head = "rip";
  return cursor.end();
}
/// `router isis [TAG]`
Outcome isis(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string tag(cursor.word());
  open_process(config, cursor, "isis", "isis " + tag).tag = tag;
  config.igp_head = config.igp_key;
  return cursor.end();
}

/// A line of the process itself may stand behind the block of a family.
IgpProcess& process_of(Config& config, const Cursor& cursor) {
  return cursor.node().depth == 1 ? config.igps.get(config.igp_head) : *config.igp;
}

/// `address-family ipv4|ipv6 [unicast] [vrf V] [autonomous-system N]`
Outcome family(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6 && !cursor.accept("ipv4")) return cursor.fail("ipv4 or ipv6");
  if (cursor.accept("multicast")) return Outcome::known;
  cursor.accept("unicast");
  const IgpProcess& head = config.igps.get(config.igp_head);
  const std::string protocol = head.protocol;
  const bool named = head.named;
  std::string vrf;
  std::string number = named ? std::string() : head.tag;
  while (!cursor.at_end()) {
    if (cursor.accept("vrf"))
      vrf = cursor.word();
    else if (cursor.accept("autonomous-system"))
      number = cursor.word();
    else
      return cursor.fail("vrf or autonomous-system");
  }
  IgpProcess& process = open_process(config, cursor, protocol, config.igp_head + (ipv6 ? " ipv6 " : " ipv4 ") + vrf);
  process.vrf = vrf;
  process.tag = number;
  process.named = named;
  process.ipv6 = ipv6;
  return Outcome::understood;
}
Outcome family_number(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 65535);
  if (!number) return cursor.fail("a number");
  process_of(config, cursor).tag = std::to_string(*number);
  return cursor.end();
}
Outcome leave(Config& config, Cursor& cursor) {
  if (IgpProcess* const head = config.igps.find(config.igp_head)) config.igp = head;
  return cursor.end();
}

/// Without a wildcard mask the network is that of the address's class.
std::uint32_t class_wildcard(std::uint32_t address) {
  if (address == 0) return 0xffffffffU;
  if (address >> 31 == 0) return 0x00ffffffU;
  return address >> 30 == 2 ? 0x0000ffffU : 0x000000ffU;
}

/// `network A.B.C.D [WILDCARD]`; a mask in its place is taken as IOS takes it.
Outcome network(Config& config, Cursor& cursor) {
  IgpProcess& process = process_of(config, cursor);
  if (cursor.negated || process.networks.size() >= most_networks) return Outcome::known;
  const auto address = parse_ipv4(cursor.peek());
  if (!address) return cursor.fail("an IPv4 address");
  cursor.word();
  std::uint32_t wildcard = class_wildcard(*address);
  if (!cursor.at_end()) {
    auto given = parse_ipv4(cursor.peek());
    if (!given) return cursor.fail("a wildcard mask");
    cursor.word();
    if (*given != 0 && (*given >> 31) != 0 && *given != 0xffffffffU) given = ~*given;
    wildcard = *given;
  }
  process.networks.push_back({*address, wildcard});
  return cursor.end();
}

Outcome passive_interface(Config& config, Cursor& cursor) {
  IgpProcess& process = process_of(config, cursor);
  if (cursor.accept("default")) {
    process.passive_by_default = !cursor.negated;
    process.exceptions.clear();
    return cursor.end();
  }
  const std::string_view type = cursor.word();
  if (type.empty()) return cursor.fail("an interface");
  const std::string name = long_interface_name(type, cursor.word());
  if (cursor.negated == process.passive_by_default)
    process.exceptions.insert(name);
  else
    process.exceptions.erase(name);
  return cursor.end();
}

/// `distribute-list LIST|prefix P|route-map R in|out [INTERFACE]`
Outcome distribute_list(Config& config, Cursor& cursor) {
  IgpProcess& process = process_of(config, cursor);
  if (cursor.negated) return Outcome::known;
  std::string name(cursor.word());
  if (name == "prefix" || name == "route-map" || name == "gateway") name = cursor.word();
  if (cursor.accept("gateway")) cursor.word();
  const bool inbound = cursor.accept("in");
  if (name.empty() || (!inbound && !cursor.accept("out"))) return cursor.fail("a list and in or out");
  RouteFilter& filter = inbound ? process.filter_in : process.filter_out;
  if (cursor.at_end())
    filter.all = {name, cursor.lines()};
  else
    filter.some = true;
  return skip_rest(cursor);
}

/// Of EIGRP and IS-IS `neighbor A INTERFACE`, of RIP `neighbor A`: who is spoken to in unicast, on an interface that runs
/// the protocol anyway, passive or not.
Outcome neighbor(Config& config, Cursor& cursor) {
  process_of(config, cursor).unicast = true;
  return skip_rest(cursor);
}

// ---- interfaces of the named EIGRP

/// `af-interface default|NAME`
Outcome af_interface(Config& config, Cursor& cursor) {
  const std::string_view type = cursor.word();
  if (type.empty()) return cursor.fail("default or an interface");
  if (cursor.negated) return Outcome::known;
  const std::string name = type == "default" ? std::string(type) : long_interface_name(type, cursor.word());
  config.af_interface = &config.igp->interfaces[name];
  return cursor.end();
}
Outcome af_passive(Config& config, Cursor& cursor) { return set_switch(config.af_interface->passive, cursor); }
Outcome af_shutdown(Config& config, Cursor& cursor) { return set_switch(config.af_interface->shutdown, cursor); }
/// `authentication mode md5`, `authentication mode hmac-sha-256 [7] KEY`, `authentication key-chain NAME`
Outcome af_authentication(Config& config, Cursor& cursor) {
  AfInterface& to = *config.af_interface;
  if (cursor.accept("key-chain")) return set_word(to.key_chain, cursor, "a key chain");
  if (!cursor.accept("mode")) return cursor.fail("mode or key-chain");
  to.mode.reset();
  if (cursor.negated) {
    to.mode = {"none", cursor.lines()};
    return skip_rest(cursor);
  }
  if (cursor.accept("md5")) {
    to.mode = {"chain", cursor.lines()};
    return cursor.end();
  }
  if (!cursor.accept("hmac-sha-256")) return cursor.fail("md5 or hmac-sha-256");
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "eigrp", config.igp_key + " line " + std::to_string(cursor.line()), std::move(*secret),
              cursor.lines());
  to.mode = {"key", cursor.lines()};
  return cursor.end();
}

constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the protocol";

const Table& af_interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"passive-interface", Domain::routing, &af_passive},
      {"shutdown", Domain::routing, &af_shutdown},
      {"authentication", Domain::routing | Domain::users, &af_authentication},
      ignored<Config>("exit-af-interface", "structure of the printed configuration"),
      ignored<Config>("summary-address", routes),
      ignored<Config>("split-horizon", routes),
      ignored<Config>("next-hop-self", routes),
      ignored<Config>("add-paths", routes),
      ignored<Config>("hello-interval", session),
      ignored<Config>("hold-time", session),
      ignored<Config>("bandwidth-percent", session),
      ignored<Config>("dampening-change", session),
      ignored<Config>("dampening-interval", session),
      ignored<Config>("bfd", session),
      ignored<Config>("stub-site", routes),
  });
  static const Table table({rows});
  return table;
}

Outcome topology(Config&, Cursor& cursor) { return skip_rest(cursor); }

Rows common_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"network", Domain::routing, &network},
      {"passive-interface", Domain::routing, &passive_interface},
      {"distribute-list", Domain::routing, &distribute_list},
      {"neighbor", Domain::routing, &neighbor},
      {"autonomous-system", Domain::routing, &family_number},
      {"exit-address-family", Domain::routing, &leave},
      {"shutdown", Domain::routing},
      ignored<Config>("eigrp", routes),
      ignored<Config>("redistribute", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("maximum-prefix", "how many routes all neighbours together may announce"),
      ignored<Config>("metric", routes),
      ignored<Config>("offset-list", routes),
      ignored<Config>("traffic-share", routes),
      ignored<Config>("variance", routes),
      ignored<Config>("auto-summary", routes),
      ignored<Config>("summary-metric", routes),
      ignored<Config>("summary-prefix", routes),
      ignored<Config>("soft-sia", session),
      ignored<Config>("flash-update-threshold", session),
      ignored<Config>("input-queue", session),
      ignored<Config>("output-delay", session),
      ignored<Config>("timers", session),
      ignored<Config>("bfd", session),
      ignored<Config>("nsf", session),
      ignored<Config>("version", "the protocol's version: the interfaces say what a neighbour must prove"),
      ignored<Config>("validate-update-source", "where updates may come from: it only narrows"),
      ignored<Config>("triggered", session),
      ignored<Config>("fast-reroute", session),
      ignored<Config>("snmp", session),
  });
  return rows;
}

const Table& topology_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("exit-af-topology", "structure of the printed configuration"),
  });
  static const Table table({rows, common_rows()});
  return table;
}

const Table& family_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"af-interface", Domain::routing | Domain::users, &af_interface, &af_interface_table},
      {"topology", Domain::routing, &topology, &topology_table},
      ignored<Config>("exit-af-interface", "structure of the printed configuration"),
      ignored<Config>("exit-af-topology", "structure of the printed configuration"),
      ignored<Config>("remote-neighbors", routes),
      ignored<Config>("nsr", session),
  });
  static const Table table({rows, common_rows()});
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::routing | Domain::users, &family, &family_table},
      ignored<Config>("service-family", "announcements of services, not of routes"),
      ignored<Config>("exit-service-family", "announcements of services, not of routes"),
  });
  static const Table table({rows, common_rows()});
  return table;
}

/// Hellos prove themselves by interface; what stands in the process is for what is learnt from further away.
const Table& isis_table() {
  static constexpr std::string_view further =
      "of what is learnt from further away: neighbours prove themselves by interface";
  static constexpr auto rows = std::to_array<Row>({
      {"passive-interface", Domain::routing, &passive_interface},
      {"shutdown", Domain::routing},
      {"protocol", Domain::routing},
      {"area-password", Domain::users},
      {"domain-password", Domain::users},
      ignored<Config>("authentication", further),
      ignored<Config>("net", "the number of the router"),
      ignored<Config>("is-type", session),
      ignored<Config>("metric-style", routes),
      ignored<Config>("metric", routes),
      ignored<Config>("advertise", routes),
      ignored<Config>("redistribute", routes),
      ignored<Config>("distribute-list", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("summary-address", routes),
      ignored<Config>("summary-prefix", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("set-overload-bit", routes),
      ignored<Config>("set-attached-bit", routes),
      ignored<Config>("log-adjacency-changes", "logs more, never less"),
      ignored<Config>("hostname", "how routers are shown"),
      ignored<Config>("hello", session),
      ignored<Config>("ispf", session),
      ignored<Config>("spf-interval", session),
      ignored<Config>("prc-interval", session),
      ignored<Config>("lsp-gen-interval", session),
      ignored<Config>("lsp-refresh-interval", session),
      ignored<Config>("lsp-full", session),
      ignored<Config>("lsp-mtu", session),
      ignored<Config>("max-lsp-lifetime", session),
      ignored<Config>("ignore-lsp-errors", session),
      ignored<Config>("fast-flood", session),
      ignored<Config>("fast-reroute", session),
      ignored<Config>("microloop", session),
      ignored<Config>("nsf", session),
      ignored<Config>("bfd", session),
      ignored<Config>("mpls", session),
      ignored<Config>("segment-routing", session),
      ignored<Config>("skeptical", session),
      ignored<Config>("use", session),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("address-family", routes),
      ignored<Config>("exit-address-family", "structure of the printed configuration"),
      ignored<Config>("multi-topology", routes),
  });
  static const Table table({rows});
  return table;
}

// ---- interfaces

IgpPort& on_interface(Config& config, const Cursor& cursor, const std::string& key) {
  IgpPort& port = config.interface->igps[key];
  port.lines.add(cursor.line());
  return port;
}

/// `ip authentication mode eigrp N md5`, `ip authentication key-chain eigrp N NAME`
Outcome eigrp_authentication(Config& config, Cursor& cursor) {
  const bool mode = cursor.accept("mode");
  if (!mode && !cursor.accept("key-chain")) return cursor.fail("mode or key-chain");
  if (!cursor.accept("eigrp")) return cursor.fail("eigrp");
  const std::string number(cursor.word());
  IgpPort& port = on_interface(config, cursor, "eigrp " + number);
  if (!mode) return set_word(port.key_chain, cursor, "a key chain");
  port.mode.reset();
  if (cursor.negated) return skip_rest(cursor);
  if (!cursor.accept("md5")) return cursor.fail("md5");
  port.mode = {"chain", cursor.lines()};
  return cursor.end();
}

/// `ip rip authentication mode md5|text`, `key-chain NAME`, `string KEY`
Outcome rip_authentication(Config& config, Cursor& cursor) {
  IgpPort& port = on_interface(config, cursor, "rip");
  if (cursor.accept("key-chain")) return set_word(port.key_chain, cursor, "a key chain");
  if (cursor.accept("mode")) return skip_rest(cursor);  // which of two forms a key takes
  if (!cursor.accept("string")) return cursor.fail("mode, key-chain or string");
  port.mode.reset();
  if (cursor.negated) {
    config.secrets.erase("rip/" + config.interface_name);
    return skip_rest(cursor);
  }
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  port.mode = {"key", cursor.lines()};
  keep_secret(config.secrets, "rip", config.interface_name, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `ip|ipv6 router isis [TAG]`
Outcome router_isis(Config& config, Cursor& cursor) {
  const std::string tag(cursor.word());
  IgpPort& port = on_interface(config, cursor, "isis");
  port.process.reset();
  if (!cursor.negated) port.process = "isis " + tag;
  return cursor.end();
}
/// `isis authentication mode md5|text [level-N]`, `isis authentication key-chain NAME [level-N]`; one level alone leaves
/// the other without.
Outcome isis_authentication(Config& config, Cursor& cursor) {
  IgpPort& port = on_interface(config, cursor, "isis");
  if (cursor.whole().find(" level-") != std::string_view::npos) port.partly = true;
  if (cursor.accept("key-chain")) {
    port.key_chain.reset();
    if (!cursor.negated) port.key_chain = {std::string(cursor.word()), cursor.lines()};
    return skip_rest(cursor);
  }
  if (cursor.accept("send-only")) return Outcome::known;  // what comes is not looked at
  if (!cursor.accept("mode")) return cursor.fail("mode, key-chain or send-only");
  port.mode.reset();
  if (!cursor.negated) port.mode = {"chain", cursor.lines()};
  return skip_rest(cursor);
}
/// `isis password KEY [level-N]`
Outcome isis_password(Config& config, Cursor& cursor) {
  IgpPort& port = on_interface(config, cursor, "isis");
  port.mode.reset();
  if (cursor.negated) {
    config.secrets.erase("isis/" + config.interface_name);
    return skip_rest(cursor);
  }
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "isis", config.interface_name, std::move(*secret), cursor.lines());
  port.partly = port.partly || cursor.peek().starts_with("level-");
  port.mode = {"key", cursor.lines()};
  return skip_rest(cursor);
}

}  // namespace

Rows igp_rows() {
  static constexpr Domains both = Domain::routing | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      {"router eigrp", both, &eigrp, &process_table},
      {"router rip", Domain::routing, &rip, &process_table},
      {"router isis", both, &isis, &isis_table},
  });
  return rows;
}

Rows igp_interface_rows() {
  static constexpr std::string_view timing = "timers, metrics and elections";
  static constexpr auto rows = std::to_array<Row>({
      {"ip authentication", Domain::routing, &eigrp_authentication},
      {"ip rip authentication", Domain::routing | Domain::users, &rip_authentication},
      {"ip router isis", Domain::routing, &router_isis},
      {"ipv6 router isis", Domain::routing, &router_isis},
      {"clns router isis", Domain::routing, &router_isis},
      {"isis authentication", Domain::routing, &isis_authentication},
      {"isis password", Domain::routing | Domain::users, &isis_password},
      {"isis", Domain::routing | Domain::users},
      {"ip rip", Domain::routing},
      {"ip router", Domain::routing},
      ignored<Config>("ip hello-interval", timing),
      ignored<Config>("ip hold-time", timing),
      ignored<Config>("ip bandwidth-percent", timing),
      ignored<Config>("ip summary-address", timing),
      ignored<Config>("ip split-horizon", timing),
      ignored<Config>("ip next-hop-self", timing),
      ignored<Config>("ip dampening-change", timing),
      ignored<Config>("ip rip send", timing),
      ignored<Config>("ip rip receive", timing),
      ignored<Config>("ip rip v2-broadcast", timing),
      ignored<Config>("ip rip triggered", timing),
      ignored<Config>("ip rip initial-delay", timing),
      ignored<Config>("isis circuit-type", timing),
      ignored<Config>("isis network", timing),
      ignored<Config>("isis metric", timing),
      ignored<Config>("isis ipv6", timing),
      ignored<Config>("isis priority", timing),
      ignored<Config>("isis hello-interval", timing),
      ignored<Config>("isis hello-multiplier", timing),
      ignored<Config>("isis hello", timing),
      ignored<Config>("isis bfd", timing),
      ignored<Config>("isis mesh-group", timing),
      ignored<Config>("isis csnp-interval", timing),
      ignored<Config>("isis lsp-interval", timing),
      ignored<Config>("isis retransmit-interval", timing),
      ignored<Config>("isis retransmit-throttle-interval", timing),
      ignored<Config>("isis three-way-handshake", timing),
      ignored<Config>("isis protocol", timing),
      ignored<Config>("isis tag", timing),
      ignored<Config>("isis advertise", timing),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_ios
