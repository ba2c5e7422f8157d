#include <algorithm>
#include <array>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::size_t most_filters = 64;

Service& service_of(Config& config, std::string_view name, const Cursor& cursor) {
  Service& service = config.services.get(name);
  service.lines.add(cursor.line(), cursor.node().last_line);
  config.service = &service;
  return service;
}

void switch_service(Service& service, const Cursor& cursor) { service.enabled = {!cursor.negated, cursor.lines()}; }

Outcome on_or_off(Config& config, Cursor& cursor, std::string_view name) {
  switch_service(service_of(config, name, cursor), cursor);
  return cursor.end();
}

/// A list that limits who may call in one VRF: without one, anybody may there.
void add_filter(Service& service, const Cursor& cursor, std::string filter) {
  if (filter.empty()) {
    service.unfiltered = true;
    return;
  }
  if (service.filters.size() < most_filters && std::ranges::find(service.filters, filter) == service.filters.end())
    service.filters.push_back(std::move(filter));
  service.filter_lines.add(cursor.line());
}

/// `[ipv4 access-list A] [ipv6 access-list B] [access-list C]` as "ip A,ip6 B".
std::optional<std::string> read_filters(Cursor& cursor) {
  std::string filters;
  while (!cursor.at_end()) {
    std::string_view family = "ip";
    if (cursor.accept("ipv6"))
      family = "ip6";
    else
      cursor.accept("ipv4");
    if (!cursor.accept("access-list") && !cursor.accept("access-group")) return std::nullopt;
    const std::string_view list = cursor.word();
    if (list.empty()) return std::nullopt;
    filters.append(filters.empty() ? "" : ",").append(list_key(family, list));
  }
  return filters;
}

/// `ssh server [vrf V] [lists]`: SSH answers in that VRF.
Outcome ssh_server(Config& config, Cursor& cursor) {
  if (cursor.accept("vrf") && cursor.word().empty()) return cursor.fail("the name of a VRF");
  auto filters = read_filters(cursor);
  if (!filters) return cursor.fail("an access list");
  if (cursor.negated) return Outcome::known;
  Service& ssh = service_of(config, "ssh", cursor);
  switch_service(ssh, cursor);
  add_filter(ssh, cursor, std::move(*filters));
  return Outcome::understood;
}

Outcome ssh_v2(Config& config, Cursor& cursor) {
  Service& ssh = service_of(config, "ssh", cursor);
  ssh.version.reset();
  if (!cursor.negated) ssh.version = {"2", cursor.lines()};
  return cursor.end();
}

Outcome ssh_port(Config& config, Cursor& cursor) {
  const auto port = cursor.number(1, 65535);
  if (!port) return cursor.fail("a port");
  service_of(config, "ssh", cursor).port = {*port, cursor.lines()};
  return cursor.end();
}

/// `ssh server netconf [vrf V] [lists]`, `ssh server netconf port N`
Outcome ssh_netconf(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  Service& netconf = service_of(config, "netconf", cursor);
  if (cursor.accept("port")) {
    const auto port = cursor.number(1, 65535);
    if (!port) return cursor.fail("a port");
    netconf.port = {*port, cursor.lines()};
    return cursor.end();
  }
  if (cursor.accept("vrf") && cursor.word().empty()) return cursor.fail("the name of a VRF");
  auto filters = read_filters(cursor);
  if (!filters) return cursor.fail("an access list");
  add_filter(netconf, cursor, std::move(*filters));
  return Outcome::understood;
}

Outcome algorithms(Config& config, Cursor& cursor, Maybe<std::vector<std::string>> Service::*member) {
  Service& ssh = service_of(config, "ssh", cursor);
  if (cursor.negated) return Outcome::known;
  std::vector<std::string> names;
  while (!cursor.at_end() && names.size() < most_filters) names.emplace_back(cursor.word());
  if (names.empty()) return cursor.fail("an algorithm");
  ssh.*member = {std::move(names), cursor.lines()};
  return cursor.end();
}
Outcome ciphers(Config& config, Cursor& cursor) { return algorithms(config, cursor, &Service::ciphers); }
Outcome macs(Config& config, Cursor& cursor) { return algorithms(config, cursor, &Service::macs); }
Outcome key_exchanges(Config& config, Cursor& cursor) { return algorithms(config, cursor, &Service::key_exchanges); }

/// `telnet [vrf V] ipv4|ipv6 server max-servers N|no-limit [access-list LIST]`; the rest is about calls from the device.
Outcome telnet(Config& config, Cursor& cursor) {
  if (cursor.accept("vrf") && cursor.word().empty()) return cursor.fail("the name of a VRF");
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6 && !cursor.accept("ipv4")) return cursor.fail("ipv4 or ipv6");
  if (cursor.accept("client") || cursor.accept("dscp")) return Outcome::ignored;
  if (!cursor.accept("server")) return cursor.fail("server or client");
  if (cursor.accept("dscp")) return Outcome::ignored;
  if (cursor.negated) return Outcome::known;
  if (!cursor.at_end()) {
    if (!cursor.accept("max-servers")) return cursor.fail("max-servers");
    if (!cursor.accept("no-limit") && !cursor.number()) return cursor.fail("a number");
  }
  std::string filter;
  if (cursor.accept("access-list")) {
    if (cursor.at_end()) return cursor.fail("an access list");
    filter = list_key(ipv6 ? "ip6" : "ip", cursor.word());
  }
  if (!cursor.at_end()) return cursor.end();
  Service& service = service_of(config, "telnet", cursor);
  switch_service(service, cursor);
  add_filter(service, cursor, std::move(filter));
  return Outcome::understood;
}

/// `tftp [vrf V] ipv4|ipv6 server homedir DIR [max-servers N] [access-list LIST]`
Outcome tftp(Config& config, Cursor& cursor) {
  if (cursor.accept("client")) return Outcome::ignored;
  if (cursor.accept("vrf") && cursor.word().empty()) return cursor.fail("the name of a VRF");
  if (cursor.accept("client")) return Outcome::ignored;
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6 && !cursor.accept("ipv4")) return cursor.fail("ipv4 or ipv6");
  if (cursor.accept("client")) return Outcome::ignored;
  if (!cursor.accept("server")) return cursor.fail("server or client");
  if (cursor.accept("dscp")) return Outcome::ignored;
  if (cursor.negated) return Outcome::known;
  std::string filter;
  while (!cursor.at_end())
    if (cursor.word() == "access-list") filter = list_key(ipv6 ? "ip6" : "ip", cursor.word());
  Service& service = service_of(config, "tftp", cursor);
  switch_service(service, cursor);
  add_filter(service, cursor, std::move(filter));
  return Outcome::understood;
}

/// `http server [ssl] [access-group ...]`
Outcome http(Config& config, Cursor& cursor) {
  const bool tls = cursor.accept("ssl");
  auto filters = read_filters(cursor);
  if (!filters) return cursor.fail("an access list");
  Service& service = service_of(config, tls ? "https" : "http", cursor);
  switch_service(service, cursor);
  add_filter(service, cursor, std::move(*filters));
  return Outcome::understood;
}

/// `service ipv4|ipv6 tcp-small-servers|udp-small-servers max-servers N|no-limit [LIST]`
Outcome small_servers(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name != "tcp-small-servers" && name != "udp-small-servers") return cursor.fail("tcp-small-servers or udp-small-servers");
  Service& service = service_of(config, name, cursor);
  switch_service(service, cursor);
  cursor.take_rest();
  return Outcome::understood;
}

Outcome cdp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "cdp"); }
Outcome lldp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "lldp"); }
Outcome netconf(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "netconf"); }
Outcome grpc(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "grpc"); }
Outcome xml(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "xml"); }
Outcome xml_ssl(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "xml-ssl"); }

Outcome grpc_port(Config& config, Cursor& cursor) {
  config.service->port.reset();
  if (cursor.negated) return Outcome::understood;
  const auto port = cursor.number(1, 65535);
  if (!port) return cursor.fail("a port");
  config.service->port = {*port, cursor.lines()};
  return cursor.end();
}

/// In a block of a service: what is not understood concerns that service.
Domains service_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.service->opened.add(cursor, domains);
  return beside(domains, Domain::management);
}

constexpr std::string_view sizes = "timers and sizes";

const Table& grpc_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"port", Domain::management, &grpc_port},
      {"no-tls", Domain::management},
      {"tls", Domain::management},
      {"tls-mutual", Domain::management},
      {"tls-trustpoint", Domain::management},
      {"certificate-authentication", Domain::management},
      {"aaa", Domain::authentication},
      {"vrf", Domain::management},
      {"p4rt", Domain::management},
      {"service-layer", Domain::management | Domain::routing},
      {"local-connection", Domain::management},
      {"remote-connection", Domain::management},
      ignored<Config>("address-family", "IPv4, IPv6 or both"),
      ignored<Config>("dscp", "marks of packets"),
      ignored<Config>("ttl", "marks of packets"),
      ignored<Config>("name", "a name"),
      ignored<Config>("max-request-total", sizes),
      ignored<Config>("max-request-per-user", sizes),
      ignored<Config>("max-streams", sizes),
      ignored<Config>("max-streams-per-user", sizes),
      ignored<Config>("max-concurrent-streams", sizes),
      ignored<Config>("min-keepalive-interval", sizes),
      ignored<Config>("keepalive", sizes),
      ignored<Config>("memory", sizes),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

Outcome netconf_ssh(Config&, Cursor& cursor) { return cursor.end(); }

const Table& netconf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"ssh", Domain::management, &netconf_ssh},
      ignored<Config>("rate-limit", sizes),
      ignored<Config>("session", sizes),
      ignored<Config>("with-defaults-support", "what answers look like"),
      ignored<Config>("netconf1.0", "the protocol's version"),
      ignored<Config>("throttle", sizes),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

/// `vrf V` below `xml agent`: `access-list LIST`, `shutdown`. Which VRFs remain is not modelled.
const Table& xml_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"vrf", Domain::management},
      {"ipv4", Domain::management},
      {"ipv6", Domain::management},
      ignored<Config>("iteration", sizes),
      ignored<Config>("session", sizes),
      ignored<Config>("streaming", sizes),
      ignored<Config>("throttle", sizes),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

// ---- conversion

/// All of these are off until a line switches them on.
constexpr auto switched = std::to_array<std::string_view>({"ssh", "telnet", "http", "https", "tcp-small-servers",
                                                           "udp-small-servers", "cdp", "lldp", "netconf", "grpc", "xml",
                                                           "xml-ssl", "tftp"});

std::optional<std::int64_t> port_of(std::string_view name) {
  if (name == "ssh") return 22;
  if (name == "telnet") return 23;
  if (name == "http") return 80;
  if (name == "https") return 443;
  if (name == "netconf") return 830;
  if (name == "tftp") return 69;
  if (name == "xml") return 38751;
  if (name == "xml-ssl") return 38752;
  return std::nullopt;
}

/// Lists of SSH and the like are of both families; one of IPv4 alone leaves open who may call over IPv6.
bool leaves_ipv6_open(const std::string& name, const Service& from) {
  if (name == "telnet" || name == "tftp") return false;  // each family is switched on by a line of its own
  return std::ranges::any_of(from.filters, [](const std::string& filter) { return filter.find("ip6 ") == std::string::npos; });
}

void put_filter(model::Text& to, const Service& from, const Target& target) {
  if (from.unfiltered || from.filters.empty()) {
    to.set_absent();
    return;
  }
  std::string all;
  for (const std::string& filter : from.filters) all.append(all.empty() ? "" : ",").append(filter);
  to.set(all, target.id(from.filter_lines));
}

void convert_service(const std::string& name, const Service& from, bool uses_ipv6, const Target& target) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, from.lines);
  from.opened.put(to, target);
  to.name.set(name, to.lines);
  // `ssh server v2` alone: whether SSH answers then differs between releases.
  if (!put(to.enabled, from.enabled) && !from.version) to.enabled.set_default(false);
  if (!put(to.port, from.port) && port_of(name)) to.port.set_default(*port_of(name));
  if (!put(to.version, from.version) && name != "ssh") to.version.set_absent();
  put_filter(to.filter, from, target);
  if (uses_ipv6 && to.filter.known() && leaves_ipv6_open(name, from)) to.filter.set_unknown(to.filter.lines);
  to.allowed_sources.set_absent();
  put(to.ciphers, from.ciphers);
  put(to.macs, from.macs);
  put(to.key_exchanges, from.key_exchanges);
}

}  // namespace

Rows service_rows() {
  static constexpr Domains management = Domain::management;
  static constexpr std::string_view client = "calls from the device";
  static constexpr std::string_view discovery = "timers and contents of discovery";
  static constexpr auto rows = std::to_array<Row>({
      {"ssh", management | Domain::users},
      {"ssh server", management, &ssh_server},
      {"ssh server v2", management, &ssh_v2},
      {"ssh server port", management, &ssh_port},
      {"ssh server netconf", management, &ssh_netconf},
      {"ssh server algorithms", management},
      {"ssh server algorithms cipher", management, &ciphers},
      {"ssh server algorithms hmac", management, &macs},
      {"ssh server algorithms key-exchange", management, &key_exchanges},
      ignored<Config>("ssh server algorithms host-key", "which kinds of host keys are offered: no rule looks at them"),
      {"ssh server enable", management},
      {"ssh server disable", management},
      {"ssh server cipher", management},
      {"ssh server username", Domain::users},
      {"ssh server usernames", Domain::users},
      {"ssh server trustpoint", Domain::users},
      ignored<Config>("ssh server rate-limit", sizes),
      ignored<Config>("ssh server session-limit", sizes),
      ignored<Config>("ssh server max-auth-limit", "how often one may try in one connection"),
      ignored<Config>("ssh server logging", "logs more, never less"),
      ignored<Config>("ssh server dscp", "marks of packets"),
      ignored<Config>("ssh server capability", "NETCONF inside SSH"),
      ignored<Config>("ssh server rekey-time", "only shortens sessions"),
      ignored<Config>("ssh server rekey-volume", "only shortens sessions"),
      ignored<Config>("ssh server tcp-window-scale", sizes),
      ignored<Config>("ssh timeout", "only shortens logins"),
      ignored<Config>("ssh client", client),
      {"telnet", management, &telnet},
      {"tftp", management, &tftp},
      {"http server", management, &http},
      ignored<Config>("http client", client),
      ignored<Config>("rcp client", client),
      {"rcp", Domain::users},
      {"ftp", Domain::users},
      {"ftp server", management},
      ignored<Config>("ftp client passive", client),
      ignored<Config>("ftp client source-interface", client),
      ignored<Config>("ftp client vrf", client),
      {"scp", management},
      {"service ipv4", management, &small_servers},
      {"service ipv6", management, &small_servers},
      {"cdp", management, &cdp},
      ignored<Config>("cdp advertise", discovery),
      ignored<Config>("cdp holdtime", discovery),
      ignored<Config>("cdp timer", discovery),
      ignored<Config>("cdp log", discovery),
      {"lldp", management, &lldp, +[]() -> const Table& {
         static constexpr auto below = std::to_array<Row>({
             ignored<Config>("timer", discovery),
             ignored<Config>("holdtime", discovery),
             ignored<Config>("reinit", discovery),
             ignored<Config>("tlv-select", discovery),
             ignored<Config>("system-name", discovery),
             ignored<Config>("system-description", discovery),
             ignored<Config>("chassis-id", discovery),
             ignored<Config>("management", discovery),
             ignored<Config>("subinterfaces", discovery),
             ignored<Config>("extended-show-width", discovery),
             ignored<Config>("priorityaddr", discovery),
         });
         static const Table table({below}, &service_not_understood);
         return table;
       }},
      {"netconf", management},
      {"netconf agent", management, &netconf, &netconf_table},
      {"netconf agent tty", management, &netconf, &netconf_table},
      {"netconf-yang", management},
      {"netconf-yang agent", management, &netconf, &netconf_table},
      {"grpc", management | Domain::authentication | Domain::routing, &grpc, &grpc_table},
      {"xml agent", management, &xml, &xml_table},
      {"xml agent ssl", management, &xml_ssl, &xml_table},
      ignored<Config>("xml agent tty", "XML inside a session of SSH or Telnet"),
      {"http", management},
      {"xml", management},
  });
  return rows;
}

void convert_services(Config& config, const Target& target) {
  for (const std::string_view name : switched) config.services.get(name);
  config.services.each([&](const std::string& name, const Service& from) {
    convert_service(name, from, config.uses_ipv6, target);
  });
}

}  // namespace muster::grammars::cisco_iosxr
