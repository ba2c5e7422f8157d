#include "grammars/cisco_iosxr/config.hpp"

/// IS-IS, EIGRP and RIP: the interfaces on which a neighbour may appear, and whether it must authenticate itself.
namespace muster::grammars::cisco_iosxr {
namespace {

Outcome process(Config& config, Cursor& cursor, std::string_view protocol) {
  if (cursor.negated) return Outcome::known;
  config.igp_instance = protocol;
  if (!cursor.at_end()) config.igp_instance.append(" ").append(cursor.word());
  return cursor.end();
}
Outcome isis(Config& config, Cursor& cursor) { return process(config, cursor, "isis"); }
Outcome eigrp(Config& config, Cursor& cursor) { return process(config, cursor, "eigrp"); }
Outcome rip(Config& config, Cursor& cursor) { return process(config, cursor, "rip"); }

Outcome into(Config&, Cursor& cursor) {
  cursor.take_rest();
  return cursor.negated ? Outcome::known : Outcome::understood;
}

Outcome interface(Config& config, Cursor& cursor) {
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface");
  const std::string key = config.igp_instance + " " + name;
  if (cursor.negated) {
    config.igp_interfaces.erase(key);
    return cursor.end();
  }
  config.igp = &config.igp_interfaces.get(key);
  config.igp->lines.add(cursor.line());
  config.igp->protocol = config.igp_instance.substr(0, config.igp_instance.find(' '));
  config.igp->interface = name;
  return cursor.end();
}

Outcome passive(Config& config, Cursor& cursor) {
  config.igp->passive = !cursor.negated;
  return cursor.end();
}

Outcome key_chain(Config& config, Cursor& cursor) {
  config.igp->key_chain = cursor.word();
  if (config.igp->key_chain.empty()) return cursor.fail("a key chain");
  config.igp->lines.add(cursor.line());
  if (cursor.accept("level")) return Outcome::known;  // the other level may be open
  config.igp->authenticated = true;
  cursor.take_rest();
  return Outcome::understood;
}

/// `hello-password [hmac-md5|text] [encrypted|clear] KEY [level N]`, `hello-password keychain NAME [level N]`
Outcome hello_password(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.accept("keychain")) return key_chain(config, cursor);
  if (cursor.accept("accept")) return Outcome::known;
  if (!cursor.accept("hmac-md5")) cursor.accept("text");
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "isis", config.igp->interface, std::move(*secret), cursor.lines());
  config.igp->lines.add(cursor.line());
  if (cursor.accept("level")) return Outcome::known;  // the other level may be open
  if (cursor.accept("send-only")) return cursor.end();
  config.igp->authenticated = true;
  return cursor.end();
}

/// `lsp-password`: what the routers of an area tell each other about, not who may become a neighbour.
Outcome lsp_password(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.accept("keychain")) return cursor.word().empty() ? cursor.fail("a key chain") : Outcome::understood;
  if (cursor.accept("accept")) return Outcome::known;
  if (!cursor.accept("hmac-md5")) cursor.accept("text");
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "isis", config.igp_instance + " lsp", std::move(*secret), cursor.lines());
  cursor.take_rest();
  return Outcome::understood;
}

/// `authentication keychain NAME [mode md5|text]`
Outcome authentication(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  return cursor.accept("keychain") ? key_chain(config, cursor) : cursor.fail("keychain");
}

Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.igp->opened.add(cursor, domains);
  return beside(domains, Domain::routing);
}

constexpr std::string_view routes = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the protocol";

const Table& isis_interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"passive", Domain::routing, &passive},
      {"suppressed", Domain::routing, &passive},
      {"shutdown", Domain::routing, &passive},
      {"hello-password", Domain::routing | Domain::users, &hello_password},
      ignored<Config>("address-family", routes),
      ignored<Config>("circuit-type", session),
      ignored<Config>("point-to-point", session),
      ignored<Config>("csnp-interval", session),
      ignored<Config>("hello-interval", session),
      ignored<Config>("hello-multiplier", session),
      ignored<Config>("hello-padding", session),
      ignored<Config>("retransmit-interval", session),
      ignored<Config>("retransmit-throttle-interval", session),
      ignored<Config>("lsp-interval", session),
      ignored<Config>("lsp", session),
      ignored<Config>("mesh-group", session),
      ignored<Config>("priority", session),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("link-down", session),
      ignored<Config>("mpls", routes),
      ignored<Config>("affinity", routes),
      ignored<Config>("tag", routes),
      ignored<Config>("override", routes),
  });
  static const Table table({rows}, &not_understood);
  return table;
}

const Table& isis_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::routing | Domain::users, &interface, &isis_interface_table},
      {"lsp-password", Domain::users, &lsp_password},
      ignored<Config>("net", "a number of the router"),
      ignored<Config>("is-type", session),
      ignored<Config>("address-family", routes),
      ignored<Config>("set-overload-bit", routes),
      ignored<Config>("set-attached-bit", routes),
      ignored<Config>("ignore-lsp-errors", session),
      ignored<Config>("log", "logs more, never less"),
      ignored<Config>("lsp-gen-interval", session),
      ignored<Config>("lsp-refresh-interval", session),
      ignored<Config>("lsp-check-interval", session),
      ignored<Config>("lsp-mtu", session),
      ignored<Config>("lsp", session),
      ignored<Config>("max-lsp-lifetime", session),
      ignored<Config>("min-lsp-arrivaltime", session),
      ignored<Config>("minimum-lsp-arrivaltime", session),
      ignored<Config>("nsf", session),
      ignored<Config>("nsr", session),
      ignored<Config>("hostname", "how routers are shown"),
      ignored<Config>("distribute", "tells a controller about the network"),
      ignored<Config>("segment-routing", routes),
      ignored<Config>("flex-algo", routes),
      ignored<Config>("affinity-map", routes),
      ignored<Config>("srlg", routes),
      ignored<Config>("iid", "a number of the process"),
      ignored<Config>("instance-id", "a number of the process"),
      ignored<Config>("instance", "a number of the process"),
      ignored<Config>("trace", session),
      ignored<Config>("purge-originator", session),
      ignored<Config>("protocol", session),
      ignored<Config>("queue", session),
      ignored<Config>("microloop", routes),
      ignored<Config>("mpls", routes),
      ignored<Config>("vrf", routes),
  });
  static const Table table({rows});
  return table;
}

const Table& keyed_interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"passive-interface", Domain::routing, &passive},
      {"authentication", Domain::routing, &authentication},
      {"shutdown", Domain::routing},
      {"neighbor", Domain::routing},
      ignored<Config>("hello-interval", session),
      ignored<Config>("hold-time", session),
      ignored<Config>("bandwidth-percent", session),
      ignored<Config>("metric", routes),
      ignored<Config>("metric-zero-accept", routes),
      ignored<Config>("next-hop-self", routes),
      ignored<Config>("split-horizon", routes),
      ignored<Config>("poison-reverse", routes),
      ignored<Config>("summary-address", routes),
      ignored<Config>("route-policy", routes),
      ignored<Config>("site-of-origin", routes),
      ignored<Config>("broadcast-for-v2", session),
      ignored<Config>("receive", session),
      ignored<Config>("send", session),
      ignored<Config>("bfd", "faster detection of failures"),
  });
  static const Table table({rows}, &not_understood);
  return table;
}

Rows keyed_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::routing, &interface, &keyed_interface_table},
      {"neighbor", Domain::routing},
      ignored<Config>("autonomous-system", "a number of the process"),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("redistribute", routes),
      ignored<Config>("default-information", routes),
      ignored<Config>("default-metric", routes),
      ignored<Config>("distance", routes),
      ignored<Config>("metric", routes),
      ignored<Config>("auto-summary", routes),
      ignored<Config>("maximum-paths", routes),
      ignored<Config>("maximum-prefix", routes),
      ignored<Config>("output-delay", session),
      ignored<Config>("route-policy", routes),
      ignored<Config>("stub", routes),
      ignored<Config>("timers", session),
      ignored<Config>("variance", routes),
      ignored<Config>("log-neighbor-changes", "logs more, never less"),
      ignored<Config>("log-neighbor-warnings", "logs more, never less"),
      ignored<Config>("nsf", session),
      ignored<Config>("validate-update-source", session),
      ignored<Config>("broadcast-for-v2", session),
      ignored<Config>("receive", session),
  });
  return rows;
}

const Table& family_table() {
  static const Table table({keyed_rows()});
  return table;
}
const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({{"address-family", Domain::routing, &into, &family_table}});
  static const Table table({rows, keyed_rows()});
  return table;
}
const Table& keyed_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::routing, &into, &family_table},
      {"vrf", Domain::routing, &into, &vrf_table},
  });
  static const Table table({rows, keyed_rows()});
  return table;
}

}  // namespace

Rows igp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router isis", Domain::routing | Domain::users, &isis, &isis_table},
      {"router eigrp", Domain::routing | Domain::users, &eigrp, &keyed_table},
      {"router rip", Domain::routing | Domain::users, &rip, &keyed_table},
  });
  return rows;
}

void convert_igp(Config& config, const Target& target) {
  config.igp_interfaces.each([&](const std::string&, const IgpInterface& from) {
    if (from.passive || from.interface.starts_with("Loopback")) return;
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(from.protocol + " " + from.interface, to.lines);
    to.protocol.set(from.protocol, to.lines);
    to.remote_as.set_absent();
    if (!from.key_chain.empty() && !config.key_chains.contains(from.key_chain))
      to.authenticated.set_unknown(to.lines);  // what a chain that does not exist proves is not known
    else if (from.authenticated)
      to.authenticated.set(true, to.lines);
    else
      to.authenticated.set_default(false);
  });
}

}  // namespace muster::grammars::cisco_iosxr
