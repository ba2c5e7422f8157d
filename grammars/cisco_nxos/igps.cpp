#include <algorithm>

#include "grammars/cisco_nxos/config.hpp"

/// OSPF, EIGRP, IS-IS and RIP as far as rules ask: on which interfaces a neighbour may appear, and whether it must
/// authenticate itself.
namespace muster::grammars::cisco_nxos {
namespace {

// ---- processes

Outcome process(Config& config, Cursor& cursor, const std::string& protocol) {
  const std::string tag(cursor.word());
  if (tag.empty()) return cursor.fail("the name of a process");
  if (cursor.negated) return Outcome::known;
  config.process_name = protocol + " " + tag;
  config.process = &config.processes.get(config.process_name);
  config.process->lines.add(cursor.line());
  return cursor.end();
}
Outcome ospf(Config& config, Cursor& cursor) { return process(config, cursor, "ospf"); }
Outcome eigrp(Config& config, Cursor& cursor) { return process(config, cursor, "eigrp"); }
Outcome isis(Config& config, Cursor& cursor) { return process(config, cursor, "isis"); }
Outcome rip(Config& config, Cursor& cursor) { return process(config, cursor, "rip"); }

/// What follows in the block belongs to that VRF.
Outcome vrf(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a VRF");
  config.process = &config.processes.get(config.process_name + " vrf " + name);
  config.process->lines.add(cursor.line());
  return cursor.end();
}

/// A line of the process itself may stand behind the block of a VRF.
Process& process_of(Config& config, const Cursor& cursor) {
  return cursor.node().depth == 1 ? config.processes.get(config.process_name) : *config.process;
}

/// `area X authentication [message-digest]`; most other options of an area choose which routes it gets.
Outcome area(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (cursor.accept("authentication")) {
    const bool digest = cursor.accept("message-digest");
    if (!cursor.at_end()) return cursor.end();
    auto& areas = process_of(config, cursor).areas;
    if (cursor.negated)
      areas.erase(name);
    else
      areas[name] = digest ? "digest" : "text";
    return Outcome::understood;
  }
  for (const std::string_view harmless : {"nssa", "stub", "range", "default-cost", "filter-list"})
    if (cursor.accept(harmless)) return Outcome::ignored;
  return Outcome::known;  // virtual and sham links are neighbours, too
}

Outcome passive_default(Config& config, Cursor& cursor) {
  if (!cursor.accept("default")) return cursor.fail("default");
  cursor.take_rest();  // IS-IS: of which levels
  return on_or_off(process_of(config, cursor).passive_default, cursor);
}
Outcome shutdown(Config& config, Cursor& cursor) { return on_or_off(process_of(config, cursor).shutdown, cursor); }

/// EIGRP: `authentication mode md5`, `authentication key-chain NAME`, for all interfaces
Outcome eigrp_authentication(Config& config, Cursor& cursor) {
  Process& to = process_of(config, cursor);
  const bool mode = cursor.accept("mode");
  if (!mode && !cursor.accept("key-chain")) return cursor.fail("mode or key-chain");
  std::string& value = mode ? to.mode : to.key_chain;
  value = cursor.negated ? std::string_view() : cursor.word();
  return done(cursor);
}

constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the protocol";

Rows common_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"passive-interface", Domain::routing, &passive_default},
      {"shutdown", Domain::routing, &shutdown},
      {"network", Domain::routing},
      {"neighbor", Domain::routing},
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("autonomous-system", "a number of the router"),
      ignored<Config>("log-adjacency-changes", "logs more, never less"),
      ignored<Config>("log-neighbor-warnings", "logs more, never less"),
      ignored<Config>("log-adjacency", "logs more, never less"),
      ignored<Config>("redistribute", routes),
      ignored<Config>("distribute", routes),
      ignored<Config>("distribute-list", routes),
      ignored<Config>("table-map", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("summary-address", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("max-metric", routes),
      ignored<Config>("metric", routes),
      ignored<Config>("metric-style", routes),
      ignored<Config>("reference-bandwidth", routes),
      ignored<Config>("auto-cost", routes),
      ignored<Config>("rfc1583compatibility", routes),
      ignored<Config>("discard-route", routes),
      ignored<Config>("stub", routes),
      ignored<Config>("eigrp", routes),
      ignored<Config>("flush-routes", session),
      ignored<Config>("isolate", routes),
      ignored<Config>("net", "the number of the router"),
      ignored<Config>("is-type", session),
      ignored<Config>("set-overload-bit", routes),
      ignored<Config>("hostname", "how routers are shown"),
      ignored<Config>("name-lookup", "how routers are shown"),
      ignored<Config>("lsp-mtu", session),
      ignored<Config>("lsp-gen-interval", session),
      ignored<Config>("max-lsp-lifetime", session),
      ignored<Config>("spf-interval", session),
      ignored<Config>("advertise", routes),
      ignored<Config>("authentication-check",
                      "of what is learnt from further away: neighbours prove themselves by interface"),
      ignored<Config>("authentication-type",
                      "of what is learnt from further away: neighbours prove themselves by interface"),
      ignored<Config>("timers", session),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("nsf", session),
      ignored<Config>("bfd", session),
      ignored<Config>("mpls", session),
      ignored<Config>("segment-routing", session),
      ignored<Config>("down-bit-ignore", routes),
      ignored<Config>("capability", routes),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("address-family", routes),
  });
  return rows;
}

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"area", Domain::routing, &area},
      {"authentication", Domain::routing, &eigrp_authentication},
  });
  static const Table table({rows, common_rows()});
  return table;
}
const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"vrf", Domain::routing, &vrf, &vrf_table},
      {"area", Domain::routing, &area},
      {"authentication", Domain::routing, &eigrp_authentication},
  });
  static const Table table({rows, common_rows()});
  return table;
}

// ---- interfaces

ProtocolPort& on_interface(Config& config, const Cursor& cursor, const std::string& protocol) {
  ProtocolPort& to = config.interface->protocols[protocol];
  to.lines.add(cursor.line());
  return to;
}

/// `ip router ospf TAG area A [secondaries none]`, `ip router eigrp|isis|rip TAG`
Outcome ip_router(Config& config, Cursor& cursor, const std::string& protocol) {
  const std::string tag(cursor.word());
  if (tag.empty()) return cursor.fail("the name of a process");
  ProtocolPort& to = on_interface(config, cursor, protocol);
  to.process = cursor.negated ? std::string() : tag;
  if (protocol == "ospf" && !cursor.negated) {
    if (cursor.accept("multi-area")) return Outcome::known;
    if (!cursor.accept("area") || cursor.at_end()) return cursor.fail("area and its number");
    to.area = cursor.word();
  }
  return done(cursor);
}
Outcome router_ospf(Config& config, Cursor& cursor) { return ip_router(config, cursor, "ospf"); }
Outcome router_eigrp(Config& config, Cursor& cursor) { return ip_router(config, cursor, "eigrp"); }
Outcome router_isis(Config& config, Cursor& cursor) { return ip_router(config, cursor, "isis"); }
Outcome router_rip(Config& config, Cursor& cursor) { return ip_router(config, cursor, "rip"); }

Outcome passive(Config& config, Cursor& cursor, const std::string& protocol) {
  on_interface(config, cursor, protocol).passive = {!cursor.negated, cursor.lines()};
  return done(cursor);
}
Outcome ospf_passive(Config& config, Cursor& cursor) { return passive(config, cursor, "ospf"); }
Outcome eigrp_passive(Config& config, Cursor& cursor) { return passive(config, cursor, "eigrp"); }
Outcome isis_passive(Config& config, Cursor& cursor) { return passive(config, cursor, "isis"); }
Outcome rip_passive(Config& config, Cursor& cursor) { return passive(config, cursor, "rip"); }

/// `ip ospf authentication [message-digest|null|key-chain NAME]`
Outcome ospf_authentication(Config& config, Cursor& cursor) {
  ProtocolPort& to = on_interface(config, cursor, "ospf");
  if (cursor.accept("key-chain")) {
    to.key_chain = cursor.negated ? std::string_view() : cursor.word();
    if (!cursor.negated && to.key_chain.empty()) return cursor.fail("a key chain");
    return done(cursor);
  }
  to.mode = cursor.accept("message-digest") ? "digest" : cursor.accept("null") ? "none" : "text";
  if (cursor.negated) to.mode.reset();
  return cursor.end();
}

Outcome keep_ospf_key(Config& config, Cursor& cursor, const std::string& name) {
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ospf", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome ospf_text_key(Config& config, Cursor& cursor) {
  on_interface(config, cursor, "ospf").text_key = !cursor.negated;
  if (!cursor.negated) return keep_ospf_key(config, cursor, config.interface_name);
  config.secrets.erase("ospf/" + config.interface_name);
  return done(cursor);
}

/// `ip ospf message-digest-key N md5 [0|3|7] KEY`
Outcome ospf_digest_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(0, 255);
  if (!number) return cursor.fail("the number of a key");
  const std::string name = config.interface_name + " key " + std::to_string(*number);
  ProtocolPort& to = on_interface(config, cursor, "ospf");
  if (cursor.negated) {
    to.digest_keys.erase(*number);
    config.secrets.erase("ospf/" + name);
    return done(cursor);
  }
  if (!cursor.accept("md5")) return cursor.fail("md5");
  to.digest_keys.insert(*number);
  return keep_ospf_key(config, cursor, name);
}

Outcome set_mode(Config& config, Cursor& cursor, const std::string& protocol) {
  ProtocolPort& to = on_interface(config, cursor, protocol);
  to.mode.reset();
  if (!cursor.negated) to.mode = "chain";
  return done(cursor);
}
Outcome set_chain(Config& config, Cursor& cursor, const std::string& protocol) {
  ProtocolPort& to = on_interface(config, cursor, protocol);
  to.key_chain = cursor.negated ? std::string_view() : cursor.word();
  if (!cursor.negated && to.key_chain.empty()) return cursor.fail("a key chain");
  return done(cursor);
}
/// `ip authentication mode eigrp TAG md5`, `ip authentication key-chain eigrp TAG NAME`
Outcome eigrp_mode(Config& config, Cursor& cursor) { return set_mode(config, cursor, "eigrp"); }
Outcome eigrp_chain(Config& config, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("the name of a process");
  return set_chain(config, cursor, "eigrp");
}
/// Of one level: the other may be open.
bool names_level(const Cursor& cursor) { return cursor.rest().find("level-") != std::string_view::npos; }
Outcome isis_mode(Config& config, Cursor& cursor) {
  return names_level(cursor) ? Outcome::known : set_mode(config, cursor, "isis");
}
Outcome isis_chain(Config& config, Cursor& cursor) {
  return names_level(cursor) ? Outcome::known : set_chain(config, cursor, "isis");
}
Outcome rip_mode(Config& config, Cursor& cursor) { return set_mode(config, cursor, "rip"); }
Outcome rip_chain(Config& config, Cursor& cursor) { return set_chain(config, cursor, "rip"); }

// ---- conversion

enum class Proof : std::uint8_t { no, yes, unknown };

/// What a chain that does not exist proves is not known.
Proof by_chain(const Config& config, const std::string& chain) {
  if (chain.empty()) return Proof::no;
  return config.key_chains.contains(chain) ? Proof::yes : Proof::unknown;
}

Proof ospf_proof(const Config& config, const ProtocolPort& port, const Process* process) {
  std::string mode = "none";
  if (process != nullptr)
    if (const auto found = process->areas.find(port.area); found != process->areas.end()) mode = found->second;
  if (port.mode) mode = *port.mode;
  if (mode != "none" && !port.key_chain.empty()) return by_chain(config, port.key_chain);
  if (!port.mode && !port.key_chain.empty()) return by_chain(config, port.key_chain);
  if (mode == "text") return port.text_key ? Proof::yes : Proof::no;
  if (mode == "digest") return port.digest_keys.empty() ? Proof::no : Proof::yes;
  return Proof::no;
}

Proof proof(const Config& config, const std::string& protocol, const ProtocolPort& port, const Process* process) {
  if (protocol == "ospf") return ospf_proof(config, port, process);
  const bool whole = protocol == "eigrp" && process != nullptr;
  const bool mode = port.mode.has_value() || (whole && !process->mode.empty());
  if (!mode) return Proof::no;
  return by_chain(config, port.key_chain.empty() && whole ? process->key_chain : port.key_chain);
}

bool is_passive(const ProtocolPort& port, const Process* process) {
  if (port.passive) return port.passive->value;
  return process != nullptr && process->passive_default && process->passive_default->value;
}

void put_neighbor(Config& config, const std::string& name, const Port& port, const std::string& protocol,
                  const ProtocolPort& from, const Target& target) {
  std::string key = protocol + " " + from.process;
  if (port.vrf) key += " vrf " + port.vrf->value;
  const Process* const process = config.processes.find(key);
  if (is_passive(from, process)) return;
  if (process != nullptr && process->shutdown && process->shutdown->value) return;
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, from.lines);
  port.opened.put(to, target);
  to.name.set(protocol + " " + name, to.lines);
  to.protocol.set(protocol, to.lines);
  to.remote_as.set_absent();
  to.filter_in.set_absent();
  to.filter_out.set_absent();
  to.maximum_prefixes.set_absent();
  to.ttl_security.set_absent();
  Proof how = proof(config, protocol, from, process);
  // A line that was not understood may take back what the process or another line asks for.
  if (how == Proof::yes && port.opened.domains.contains(Domain::routing)) how = Proof::unknown;
  switch (how) {
    case Proof::yes:
      to.authenticated.set(true, to.lines);
      break;
    case Proof::no:
      to.authenticated.set_default(false);
      break;
    case Proof::unknown:
      to.authenticated.set_unknown(to.lines);
      break;
  }
}

}  // namespace

Rows igp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospf", Domain::routing, &ospf, &process_table},
      {"router eigrp", Domain::routing, &eigrp, &process_table},
      {"router isis", Domain::routing, &isis, &process_table},
      {"router rip", Domain::routing, &rip, &process_table},
  });
  return rows;
}

Rows igp_interface_rows() {
  static constexpr std::string_view timing = "timers, metrics and elections";
  static constexpr auto rows = std::to_array<Row>({
      {"ip router ospf", Domain::routing, &router_ospf},
      {"ip router eigrp", Domain::routing, &router_eigrp},
      {"ip router isis", Domain::routing, &router_isis},
      {"ip router rip", Domain::routing, &router_rip},
      {"ip ospf passive-interface", Domain::routing, &ospf_passive},
      {"ip ospf authentication", Domain::routing, &ospf_authentication},
      {"ip ospf authentication-key", Domain::routing | Domain::users, &ospf_text_key},
      {"ip ospf message-digest-key", Domain::routing | Domain::users, &ospf_digest_key},
      {"ip ospf", Domain::routing},
      {"ip passive-interface eigrp", Domain::routing, &eigrp_passive},
      {"ip authentication mode eigrp", Domain::routing, &eigrp_mode},
      {"ip authentication key-chain eigrp", Domain::routing, &eigrp_chain},
      {"isis passive-interface", Domain::routing, &isis_passive},
      {"isis authentication-type", Domain::routing, &isis_mode},
      {"isis authentication key-chain", Domain::routing, &isis_chain},
      {"isis", Domain::routing},
      {"ip rip passive-interface", Domain::routing, &rip_passive},
      {"ip rip authentication mode", Domain::routing, &rip_mode},
      {"ip rip authentication key-chain", Domain::routing, &rip_chain},
      {"ip rip", Domain::routing},
      ignored<Config>("ip ospf cost", timing),
      ignored<Config>("ip ospf network", timing),
      ignored<Config>("ip ospf priority", timing),
      ignored<Config>("ip ospf mtu-ignore", timing),
      ignored<Config>("ip ospf hello-interval", timing),
      ignored<Config>("ip ospf dead-interval", timing),
      ignored<Config>("ip ospf retransmit-interval", timing),
      ignored<Config>("ip ospf transmit-delay", timing),
      ignored<Config>("ip ospf bfd", timing),
      ignored<Config>("ip ospf advertise-subnet", timing),
      ignored<Config>("ip ospf prefix-attributes", timing),
      ignored<Config>("ip eigrp", timing),
      ignored<Config>("ip rip metric-offset", timing),
      ignored<Config>("ip rip offset-list", timing),
      ignored<Config>("ip rip route-filter", timing),
      ignored<Config>("ip rip summary-address", timing),
      ignored<Config>("ip rip poison-reverse", timing),
      ignored<Config>("isis circuit-type", timing),
      ignored<Config>("isis network", timing),
      ignored<Config>("isis metric", timing),
      ignored<Config>("isis priority", timing),
      ignored<Config>("isis hello-interval", timing),
      ignored<Config>("isis hello-multiplier", timing),
      ignored<Config>("isis hello-padding", timing),
      ignored<Config>("isis bfd", timing),
      ignored<Config>("isis mtu-check", timing),
      ignored<Config>("isis mesh-group", timing),
      ignored<Config>("isis csnp-interval", timing),
      ignored<Config>("isis retransmit-interval", timing),
  });
  return rows;
}

void convert_igps(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, const Port& port) {
    if (name.starts_with("Loopback")) return;  // nobody is at its other end
    for (const auto& [protocol, from] : port.protocols)
      if (!from.process.empty()) put_neighbor(config, name, port, protocol, from, target);
  });
}

}  // namespace muster::grammars::cisco_nxos
