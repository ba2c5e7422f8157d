#include <algorithm>
#include <array>

#include "grammars/cisco_nxos/config.hpp"

/// Services of the management plane: features, SSH, NX-API, discovery.
namespace muster::grammars::cisco_nxos {
namespace {

/// Features that only allow a protocol whose own lines say the rest.
// clang-format off
constexpr auto plain_features = std::to_array<std::string_view>({
    "acl-logging", "adapter-fex", "app-hosting", "bash-shell", "bfd", "bgp", "bulkstat", "catena", "cfs", "clis",
    "cluster", "container-tracker", "cts", "dhcp", "dot1x", "ecn", "eigrp", "epbr", "eth-port-sec", "ethernet",
    "ethernet-link-oam", "evb", "evmed", "extended_credit", "fabric", "fabric-binding", "fcip", "fcoe",
    "fcoe-npv", "fcrxbbcredit", "fcsp", "fex", "ficon", "flexlink", "fport-channel-trunk",
    "frequency-synchronization", "glbp", "gnmi", "grpc", "hardware-telemetry", "hmm", "hsrp", "http-server",
    "hw-telemetry", "icam", "ike", "imp", "ingress-replication", "interface-vlan", "ioam", "ipp", "ipsec",
    "isapi", "iscsi", "isis", "isns", "itd", "ivr", "l2nac", "lacp", "ldap", "license", "lisp", "lldp", "macsec",
    "mfwd", "mlsp", "mpls", "mpls_static", "msdp", "msrp", "mvpn", "mvrp", "nat", "nbm", "netconf", "netflow",
    "ngmvpn", "ngoam", "npiv", "npv", "ntp", "nv", "nve", "nxapi", "nxdb", "nxsdk", "ofm", "onep", "openflow",
    "ospf", "ospfv3", "otv", "password", "pbr", "perf", "pfc", "pim", "pim6", "plb", "pnp", "poe", "pong",
    "port-security", "port-track", "port_track", "private-vlan", "privilege", "ptp", "restconf", "rip", "rise",
    "san-port-channel", "scheduler", "scp-server", "sdaa", "segment-routing", "sflow", "sftp-server",
    "signature-verification", "sla", "smart-channel", "sme", "srte", "srv6", "ssh", "sso", "syncE", "tacacs+",
    "telemetry", "telnet", "tpm", "tunnel", "tunnel-encryption", "udld", "virtualization", "vm-fex", "vmfex",
    "vmtracker", "vn-segment-vlan-based", "vni", "vnseg_vlan", "vpc", "vpn", "vrrp", "vrrpv3", "vtp", "vxlan",
    "wccp", "wcmd",
});
// clang-format on

/// `feature NAME [more]`, also with `no`.
Outcome feature_line(Config& config, Cursor& cursor) {
  const std::string_view name = cursor.peek();
  if (name.empty()) return cursor.fail("a feature");
  if (std::ranges::find(plain_features, name) == plain_features.end()) return Outcome::known;
  const model::LinesId lines = cursor.lines();
  config.features[std::string(cursor.take_rest())] = {!cursor.negated, lines};
  return Outcome::understood;
}

Outcome cdp(Config& config, Cursor& cursor) { return on_or_off(config.cdp, cursor); }

// ---- SSH

Outcome algorithms(Config& config, Cursor& cursor, const std::string& kind) {
  if (cursor.negated) {
    config.ssh_algorithms.erase(kind);
    return done(cursor);
  }
  std::vector<std::string>& list = config.ssh_algorithms[kind].value;
  while (!cursor.at_end()) list.emplace_back(cursor.word());
  if (list.empty()) return cursor.fail("an algorithm");
  config.ssh_algorithms[kind].lines =
      cursor.context().device.lines.join(config.ssh_algorithms[kind].lines, cursor.lines());
  return Outcome::understood;
}
Outcome ciphers(Config& config, Cursor& cursor) { return algorithms(config, cursor, "ciphers"); }
Outcome macs(Config& config, Cursor& cursor) { return algorithms(config, cursor, "macs"); }
Outcome key_exchanges(Config& config, Cursor& cursor) { return algorithms(config, cursor, "kexalgos"); }
Outcome ssh_port(Config& config, Cursor& cursor) { return one_number(config.ssh_port, cursor, "a port", 1, 65535); }
Outcome ssh_idle(Config& config, Cursor& cursor) {
  const Outcome outcome = one_number(config.ssh_idle, cursor, "minutes", 0, 10000);
  if (outcome == Outcome::understood && config.ssh_idle) config.ssh_idle->value *= 60;
  return outcome;
}

// ---- NX-API

Outcome nxapi_port(Config& config, Cursor& cursor, const std::string& name) {
  if (cursor.negated) {
    config.nxapi_ports[name] = {0, cursor.lines()};
    return done(cursor);
  }
  if (!cursor.accept("port")) return cursor.fail("port");
  const auto port = cursor.number(1, 65535);
  if (!port) return cursor.fail("a port");
  config.nxapi_ports[name] = {*port, cursor.lines()};
  return cursor.end();
}
Outcome nxapi_http(Config& config, Cursor& cursor) { return nxapi_port(config, cursor, "http"); }
Outcome nxapi_https(Config& config, Cursor& cursor) { return nxapi_port(config, cursor, "https"); }

/// `nxapi ssl protocols TLSv1.1 TLSv1.2`
Outcome nxapi_protocols(Config& config, Cursor& cursor) {
  config.nxapi_tls.reset();
  if (cursor.negated) return done(cursor);
  std::vector<std::string> versions;
  while (!cursor.at_end()) {
    std::string_view version = cursor.peek();
    if (!version.starts_with("TLSv1")) return cursor.fail("a version of TLS");
    cursor.word();
    version.remove_prefix(4);
    versions.push_back(version == "1" ? "1.0" : std::string(version));
  }
  if (versions.empty()) return cursor.fail("a version of TLS");
  config.nxapi_tls = {std::move(versions), cursor.lines()};
  return Outcome::understood;
}

// ---- conversion

model::ManagementService& add(const Target& target, const std::string& name, model::LinesId lines) {
  model::ManagementService& to = target.device.services.emplace_back();
  to.context = target.context;
  to.lines = lines;
  to.name.set(name, lines);
  return to;
}

/// A service that a feature switches; `fallback` holds where no line speaks of it, if the platform is sure of that.
model::ManagementService& add_feature(Config& config, const Target& target, const std::string& name,
                                      std::string_view by, std::optional<bool> fallback) {
  const Lined<bool>* const line = feature(config, by);
  model::ManagementService& to = add(target, name, line == nullptr ? 0 : line->lines);
  if (line != nullptr)
    to.enabled.set(line->value, line->lines);
  else if (fallback)
    to.enabled.set_default(*fallback);
  to.version.set_absent();
  return to;
}

/// What limits logins over the network: the lists of the vty line.
void put_vty_filter(model::Text& to, Config& config) {
  const Line* const vty = config.terminal_lines.find("vty");
  if (vty == nullptr || (!vty->access_class && !vty->access_class6)) {
    to.set_absent();
  } else if (vty->access_class && !vty->access_class6 && config.uses_ipv6) {
    to.set_unknown(vty->access_class->lines);  // over IPv6 nothing limits who may call
  } else if (vty->access_class) {
    to.set(vty->access_class->value, vty->access_class->lines);
  } else {
    to.set_unknown(vty->access_class6->lines);  // and over IPv4 nothing
  }
}

void put_algorithms(model::Texts& to, const Config& config, const std::string& kind) {
  const auto found = config.ssh_algorithms.find(kind);
  if (found != config.ssh_algorithms.end()) to.set(found->second.value, found->second.lines);
}

void convert_ssh(Config& config, const Target& target) {
  model::ManagementService& to = add_feature(config, target, "ssh", "ssh", true);
  put_or_default<std::int64_t>(to.port, config.ssh_port, 22);
  to.version.set_default("2");
  put_vty_filter(to.filter, config);
  put_algorithms(to.ciphers, config, "ciphers");
  put_algorithms(to.macs, config, "macs");
  put_algorithms(to.key_exchanges, config, "kexalgos");
  if (config.ssh_idle) put(to.idle_timeout, config.ssh_idle);
}

/// A web service is there with NX-API; which of its ports answer by default changed with release 9.
void convert_web(Config& config, const Target& target, const std::string& name) {
  const Lined<bool>* const nxapi = feature(config, "nxapi");
  const Lined<bool>* const server = name == "http" ? feature(config, "http-server") : nullptr;
  const auto port = config.nxapi_ports.find(name);
  const bool has_port = port != config.nxapi_ports.end();
  const Train train = train_of(config);
  model::ManagementService& to = add(target, name, has_port ? port->second.lines : nxapi != nullptr ? nxapi->lines : 0);
  to.port.set_default(name == "http" ? 80 : 443);
  to.version.set_absent();
  const bool on = nxapi != nullptr && nxapi->value;
  if (server != nullptr && server->value) {
    to.enabled.set(true, server->lines);
  } else if (on && has_port) {
    to.enabled.set(port->second.value != 0, port->second.lines);
    if (port->second.value != 0) to.port.set(port->second.value, port->second.lines);
  } else if (on && train == Train::since_9) {
    to.enabled.set_default(name == "https");
  } else if (!on && (server != nullptr || name == "https" || (train != Train::n5000 && train != Train::unknown))) {
    to.enabled.set_default(false);
  }
  if (name == "https") put(to.tls_versions, config.nxapi_tls);
}

void convert_discovery(Config& config, const Target& target) {
  model::ManagementService& cdp = add(target, "cdp", config.cdp ? config.cdp->lines : 0);
  put_or_default(cdp.enabled, config.cdp, true);
  cdp.version.set_absent();
  const Train train = train_of(config);
  const bool sure = train == Train::since_9 || train == Train::older;
  add_feature(config, target, "lldp", "lldp", sure ? std::optional(false) : std::nullopt);
}

}  // namespace

const Lined<bool>* feature(const Config& config, std::string_view name) {
  const auto found = config.features.find(std::string(name));
  return found == config.features.end() ? nullptr : &found->second;
}

/// "7.3(13)N1(1)" is a Nexus 5000, "9.3(5)" and "10.4(5)" are of the common train.
Train train_of(const Config& config) {
  if (!config.version) return Train::unknown;
  const std::string& version = config.version->value;
  const std::size_t close = version.find(')');
  if (close == std::string::npos) return Train::unknown;
  if (close + 1 < version.size() && version[close + 1] == 'N') return Train::n5000;
  if (version.starts_with("9.") || (version.size() > 2 && version[0] == '1' && version[2] == '.'))
    return Train::since_9;
  const char major = version.front();
  return major == '6' || major == '7' || major == '8' ? Train::older : Train::unknown;
}

Rows service_rows() {
  static constexpr std::string_view details = "details of a service that is modelled";
  static constexpr auto rows = std::to_array<Row>({
      {"feature", Domain::management | Domain::users | Domain::interfaces, &feature_line},
      ignored<Config>("feature-set", "allows a protocol: its own lines say the rest"),
      ignored<Config>("install feature-set", "allows a protocol: its own lines say the rest"),
      {"cdp enable", Domain::management | Domain::interfaces, &cdp},
      {"ssh ciphers", Domain::management, &ciphers},
      {"ssh cipher-mode", Domain::management, &ciphers},
      {"ssh macs", Domain::management, &macs},
      {"ssh kexalgos", Domain::management, &key_exchanges},
      {"ssh port", Domain::management, &ssh_port},
      {"ssh idle-timeout", Domain::management, &ssh_idle},
      {"ssh", Domain::management},
      ignored<Config>("ssh key", "the length of the host key: keys are not in the configuration"),
      ignored<Config>("ssh keytypes", details),
      ignored<Config>("ssh login-attempts", "how often one may try in one connection"),
      ignored<Config>("ssh login-gracetime", "only shortens logins"),
      ignored<Config>("ssh rekey", details),
      ignored<Config>("ssh name", details),
      ignored<Config>("telnet login-attempts", "how often one may try in one connection"),
      {"nxapi http", Domain::management, &nxapi_http},
      {"nxapi https", Domain::management, &nxapi_https},
      {"nxapi ssl protocols", Domain::management, &nxapi_protocols},
      {"nxapi", Domain::management},
      ignored<Config>("nxapi sandbox", "a page about the interface"),
      ignored<Config>("nxapi ssl ciphers", details),
      ignored<Config>("nxapi use-vrf", details),
      ignored<Config>("nxapi certificate", "certificates are public"),
      ignored<Config>("nxapi idle-timeout", "only shortens sessions"),
      ignored<Config>("cdp", details),
      ignored<Config>("lldp", details),
      ignored<Config>("xml server", "limits of sessions over SSH"),
      ignored<Config>("netconf", details),
      ignored<Config>("grpc", details),
      ignored<Config>("restconf", details),
  });
  return rows;
}

void convert_services(Config& config, const Target& target) {
  const Train train = train_of(config);
  const bool common = train == Train::since_9 || train == Train::older;
  convert_ssh(config, target);
  model::ManagementService& telnet =
      add_feature(config, target, "telnet", "telnet", common ? std::optional(false) : std::nullopt);
  telnet.port.set_default(23);
  put_vty_filter(telnet.filter, config);
  convert_web(config, target, "http");
  convert_web(config, target, "https");
  convert_discovery(config, target);
  for (const auto& [name, by] :
       {std::pair{"scp", "scp-server"}, std::pair{"sftp", "sftp-server"}, std::pair{"netconf", "netconf"},
        std::pair{"restconf", "restconf"}, std::pair{"grpc", "grpc"}, std::pair{"dhcp", "dhcp"}})
    add_feature(config, target, name, by, false);
  config.banners.each([&](const std::string& name, const Lined<std::string>& from) {
    model::Banner& to = target.device.banners.emplace_back();
    to.context = target.context;
    to.lines = from.lines;
    to.name.set(name, from.lines);
    to.text.set(from.value, from.lines);
  });
}

}  // namespace muster::grammars::cisco_nxos
