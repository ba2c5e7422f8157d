#include "grammars/cisco_iosxr/config.hpp"

/// OSPF as far as rules ask: on which interfaces a neighbour may appear, and whether it must authenticate itself.
namespace muster::grammars::cisco_iosxr {
namespace {

using Level = OspfLevel* Config::*;
using LevelKey = std::string Config::*;

OspfLevel& open_level(Config& config, const Cursor& cursor, std::string key, std::string parent, Level level, LevelKey level_key) {
  OspfLevel& to = config.ospf.get(key);
  to.lines.add(cursor.line());
  to.parent = std::move(parent);
  to.protocol = config.ospf_protocol;
  config.*level = &to;
  config.*level_key = std::move(key);
  return to;
}

Outcome process(Config& config, Cursor& cursor, std::string_view protocol) {
  if (cursor.negated) return Outcome::known;
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("the name of a process");
  config.ospf_protocol = protocol;
  open_level(config, cursor, std::string(protocol).append(" ").append(name), "", &Config::ospf_process, &Config::ospf_process_key);
  return cursor.end();
}
Outcome ospf(Config& config, Cursor& cursor) { return process(config, cursor, "ospf"); }
Outcome ospf6(Config& config, Cursor& cursor) { return process(config, cursor, "ospf6"); }

/// A VRF has settings of its own: it takes none from the process.
Outcome vrf(Config& config, Cursor& cursor) {
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("the name of a VRF");
  if (cursor.negated) return Outcome::known;
  open_level(config, cursor, config.ospf_process_key + " vrf " + std::string(name), "", &Config::ospf_vrf, &Config::ospf_vrf_key);
  return cursor.end();
}

template <LevelKey Parent>
Outcome area(Config& config, Cursor& cursor) {
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("an area");
  if (cursor.negated) return Outcome::known;
  const std::string parent = config.*Parent;
  open_level(config, cursor, parent + " area " + std::string(name), parent, &Config::ospf_area, &Config::ospf_area_key);
  return cursor.end();
}

Outcome interface(Config& config, Cursor& cursor) {
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface");
  const std::string key = config.ospf_area_key + " interface " + name;
  if (cursor.negated) {
    config.ospf.erase(key);
    return cursor.end();
  }
  const std::string parent = config.ospf_area_key;
  open_level(config, cursor, key, parent, &Config::ospf_interface, &Config::ospf_interface_key).interface = name;
  return cursor.end();
}

// ---- authentication, on any level

/// `authentication [message-digest [keychain NAME]|keychain NAME|null]`
template <Level At>
Outcome authentication(Config& config, Cursor& cursor) {
  OspfLevel& to = *(config.*At);
  to.lines.add(cursor.line());
  to.authentication.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.accept("disable") || cursor.accept("null")) {
    to.authentication = OspfAuthentication::none;
    return cursor.end();
  }
  if (cursor.accept("ipsec")) {  // `ipsec spi N md5|sha1 [clear|password] KEY`
    if (!cursor.accept("spi") || !cursor.number(256)) return cursor.fail("spi and a number");
    if (!cursor.accept("md5") && !cursor.accept("sha1")) return cursor.fail("md5 or sha1");
    cursor.secret(cursor.rest());
    cursor.take_rest();
    to.authentication = OspfAuthentication::digest;
    to.digest_key = true;
    return Outcome::understood;
  }
  const bool digest = cursor.accept("message-digest");
  to.authentication = digest ? OspfAuthentication::digest : OspfAuthentication::text;
  if (cursor.accept("keychain")) {
    if (cursor.at_end()) return cursor.fail("a key chain");
    to.key_chain = cursor.word();
    to.authentication = OspfAuthentication::chain;
  }
  return cursor.end();
}

Outcome keep_key(Config& config, Cursor& cursor, const std::string& name) {
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ospf", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

template <Level At, LevelKey Key>
Outcome text_key(Config& config, Cursor& cursor) {
  if (cursor.accept("disable")) return Outcome::known;
  (config.*At)->lines.add(cursor.line());
  (config.*At)->text_key = !cursor.negated;
  if (!cursor.negated) return keep_key(config, cursor, config.*Key);
  config.secrets.erase("ospf/" + config.*Key);
  return Outcome::understood;
}

/// `message-digest-key N md5 [encrypted|clear] KEY`
template <Level At, LevelKey Key>
Outcome digest_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 255);
  if (!number) return cursor.fail("the number of a key");
  if (cursor.negated) return Outcome::known;
  if (!cursor.accept("md5")) return cursor.fail("md5");
  (config.*At)->lines.add(cursor.line());
  (config.*At)->digest_key = true;
  return keep_key(config, cursor, config.*Key + " key " + std::to_string(*number));
}

/// `passive [enable|disable]`
template <Level At>
Outcome passive(Config& config, Cursor& cursor) {
  const bool off = cursor.accept("disable") || cursor.negated;
  cursor.accept("enable");
  (config.*At)->passive = !off;
  return cursor.end();
}

template <Level At>
Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  (config.*At)->opened.add(cursor, domains);
  return beside(domains, Domain::routing);
}

constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the protocol";

/// What may stand on any level.
template <Level At, LevelKey Key>
Rows level_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"authentication", Domain::routing | Domain::users, &authentication<At>},
      {"authentication-key", Domain::routing | Domain::users, &text_key<At, Key>},
      {"message-digest-key", Domain::routing | Domain::users, &digest_key<At, Key>},
      {"passive", Domain::routing, &passive<At>},
      {"encryption", Domain::routing | Domain::users},
      ignored<Config>("network", "the kind of network"),
      ignored<Config>("neighbor", "an address that is spoken to: it must authenticate itself like the others"),
      ignored<Config>("security", session),
      ignored<Config>("cost", routes),
      ignored<Config>("cost-fallback", routes),
      ignored<Config>("priority", session),
      ignored<Config>("hello-interval", session),
      ignored<Config>("dead-interval", session),
      ignored<Config>("retransmit-interval", session),
      ignored<Config>("transmit-delay", session),
      ignored<Config>("mtu-ignore", session),
      ignored<Config>("packet-size", session),
      ignored<Config>("demand-circuit", session),
      ignored<Config>("flood-reduction", session),
      ignored<Config>("database-filter", routes),
      ignored<Config>("distribute-list", routes),
      ignored<Config>("prefix-suppression", routes),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("fast-reroute", routes),
      ignored<Config>("mpls", routes),
      ignored<Config>("ldp", routes),
      ignored<Config>("segment-routing", routes),
      ignored<Config>("prefix-sid", routes),
      ignored<Config>("adjacency-sid", routes),
      ignored<Config>("advertise", routes),
      ignored<Config>("weight", routes),
      ignored<Config>("link-down", session),
      ignored<Config>("log", "logs more, never less"),
      ignored<Config>("monitor-convergence", session),
      ignored<Config>("snmp", "which traps are sent"),
      ignored<Config>("trace", session),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("auto-cost", routes),
      ignored<Config>("summary-in", routes),
      ignored<Config>("loopback", routes),
      ignored<Config>("address-family", "which addresses are routed"),
      ignored<Config>("instance", "a number of the process"),
  });
  return rows;
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"shutdown", Domain::routing},
  });
  static const Table table({rows, level_rows<&Config::ospf_interface, &Config::ospf_interface_key>()},
                           &not_understood<&Config::ospf_interface>);
  return table;
}

const Table& area_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::routing | Domain::users, &interface, &interface_table},
      {"multi-area-interface", Domain::routing},
      {"virtual-link", Domain::routing | Domain::users},
      {"sham-link", Domain::routing | Domain::users},
      ignored<Config>("stub", routes),
      ignored<Config>("nssa", routes),
      ignored<Config>("range", routes),
      ignored<Config>("default-cost", routes),
      ignored<Config>("route-policy", routes),
      ignored<Config>("external-out", routes),
  });
  static const Table table({rows, level_rows<&Config::ospf_area, &Config::ospf_area_key>()}, &not_understood<&Config::ospf_area>);
  return table;
}

Rows process_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"shutdown", Domain::routing},
      {"distribute", Domain::routing},
      {"capability", Domain::routing},
      ignored<Config>("nsr", session),
      ignored<Config>("nsf", session),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("timers", session),
      ignored<Config>("queue", session),
      ignored<Config>("protocol", session),
      ignored<Config>("max-lsa", routes),
      ignored<Config>("max-external-lsa", routes),
      ignored<Config>("max-metric", routes),
      ignored<Config>("maximum", routes),
      ignored<Config>("redistribute", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("summary-prefix", routes),
      ignored<Config>("spf", routes),
      ignored<Config>("table-policy", routes),
      ignored<Config>("microloop", routes),
      ignored<Config>("ucmp", routes),
      ignored<Config>("ignore", session),
      ignored<Config>("domain-id", routes),
      ignored<Config>("domain-tag", routes),
      ignored<Config>("disable-dn-bit-check", routes),
      ignored<Config>("affinity-map", routes),
      ignored<Config>("flex-algo", routes),
      ignored<Config>("distribute link-state", "tells a controller about the network"),
      ignored<Config>("capability type7", routes),
      ignored<Config>("capability vrf-lite", routes),
      ignored<Config>("capability opaque", routes),
  });
  return rows;
}

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"area", Domain::routing | Domain::users, &area<&Config::ospf_vrf_key>, &area_table},
  });
  static const Table table({rows, process_rows(), level_rows<&Config::ospf_vrf, &Config::ospf_vrf_key>()},
                           &not_understood<&Config::ospf_vrf>);
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"area", Domain::routing | Domain::users, &area<&Config::ospf_process_key>, &area_table},
      {"vrf", Domain::routing | Domain::users, &vrf, &vrf_table},
  });
  static const Table table({rows, process_rows(), level_rows<&Config::ospf_process, &Config::ospf_process_key>()},
                           &not_understood<&Config::ospf_process>);
  return table;
}

// ---- conversion

/// What an interface says together with its area and its process: three levels at most.
struct Whole {
  std::optional<OspfAuthentication> authentication;
  std::string key_chain;
  bool text_key = false;
  bool digest_key = false;
  std::optional<bool> passive;
  bool opened = false;  ///< a line below what was inherited was not understood: it may have stood against it
  bool unsure_authentication = false, unsure_passive = false;
};

Whole whole_of(Config& config, const OspfLevel& from, model::RoutingNeighbor& to, const Target& target) {
  Whole whole;
  for (const OspfLevel* level = &from; level != nullptr; level = level->parent.empty() ? nullptr : config.ospf.find(level->parent)) {
    if (!whole.authentication && level->authentication) {
      whole.authentication = level->authentication;
      whole.key_chain = level->key_chain;
      whole.unsure_authentication = whole.opened;
    }
    whole.text_key = whole.text_key || level->text_key;
    whole.digest_key = whole.digest_key || level->digest_key;
    if (!whole.passive && level->passive) {
      whole.passive = level->passive;
      whole.unsure_passive = whole.opened;
    }
    whole.opened = whole.opened || !level->opened.lines.empty();
    if (!level->opened.lines.empty() && !to.open) level->opened.put(to, target);
  }
  return whole;
}

void put_authentication(model::Boolean& to, const Whole& whole, const Config& config, model::LinesId lines) {
  if (whole.unsure_authentication) return to.set_unknown(lines);
  switch (whole.authentication.value_or(OspfAuthentication::none)) {
    case OspfAuthentication::none: return to.set_default(false);
    case OspfAuthentication::text: return to.set(whole.text_key, lines);
    case OspfAuthentication::digest: return to.set(whole.digest_key, lines);
    case OspfAuthentication::chain: break;
  }
  if (config.key_chains.contains(whole.key_chain))
    to.set(true, lines);
  else
    to.set_unknown(lines);  // what a chain that does not exist proves is not known
}

}  // namespace

Rows ospf_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router ospf", Domain::routing | Domain::users, &ospf, &process_table},
      {"router ospfv3", Domain::routing | Domain::users, &ospf6, &process_table},
  });
  return rows;
}

void convert_ospf(Config& config, const Target& target) {
  config.ospf.each([&](const std::string&, const OspfLevel& from) {
    if (from.interface.empty() || from.interface.starts_with("Loopback")) return;  // nobody is at its other end
    model::RoutingNeighbor to;
    target.head(to, from.lines);
    const Whole whole = whole_of(config, from, to, target);
    if (whole.passive.value_or(false) && !whole.unsure_passive) return;
    to.name.set(from.protocol + " " + from.interface, to.lines);
    to.protocol.set(from.protocol, to.lines);
    to.remote_as.set_absent();
    put_authentication(to.authenticated, whole, config, to.lines);
    target.device.neighbors.push_back(std::move(to));
  });
}

}  // namespace muster::grammars::cisco_iosxr
