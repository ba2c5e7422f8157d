#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

Outcome on_or_off(Config& config, Cursor& cursor, std::string_view name) {
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  service.enabled = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome http(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "http"); }
Outcome https(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "https"); }
Outcome tcp_small(Config& config, Cursor& cursor) {
  if (cursor.accept("max-servers") && cursor.word().empty()) return cursor.fail("a number");
  return on_or_off(config, cursor, "tcp-small-servers");
}
Outcome udp_small(Config& config, Cursor& cursor) {
  if (cursor.accept("max-servers") && cursor.word().empty()) return cursor.fail("a number");
  return on_or_off(config, cursor, "udp-small-servers");
}
Outcome finger(Config& config, Cursor& cursor) {
  cursor.accept("rfc-compliant");
  return on_or_off(config, cursor, "finger");
}
Outcome bootp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "bootp"); }
/// `ip dhcp bootp ignore`: the newer way to switch it off.
Outcome bootp_ignore(Config& config, Cursor& cursor) {
  Service& service = config.services.get("bootp");
  service.lines.add(cursor.line());
  if (cursor.negated)
    service.enabled.reset();
  else
    service.enabled = {false, cursor.lines()};
  return cursor.end();
}
/// `ip sla responder [udp-echo|tcp-connect ...]`: answers measurements of others.
Outcome sla_responder(Config& config, Cursor& cursor) {
  cursor.take_rest();
  return on_or_off(config, cursor, "sla-responder");
}
Outcome call_home(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "call-home"); }
Outcome pad(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "pad"); }
Outcome config_service(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "config"); }
Outcome cdp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "cdp"); }
Outcome lldp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "lldp"); }
/// `netconf-yang`, `netconf ssh [acl LIST]`
Outcome netconf(Config& config, Cursor& cursor) {
  if (cursor.accept("acl")) config.services.get("netconf").filter = {list_key("ip", cursor.word()), cursor.lines()};
  return on_or_off(config, cursor, "netconf");
}
Outcome scp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "scp"); }
Outcome dns(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "dns"); }
Outcome identd(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "identd"); }
Outcome rcp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "rcp"); }
Outcome rsh(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "rsh"); }
Outcome dhcp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "dhcp"); }
// Not services in the word's sense, but switched like them, and asked for like them.
Outcome source_route(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "source-route"); }
Outcome gratuitous_arps(Config& config, Cursor& cursor) {
  if (cursor.accept("non-local")) return Outcome::known;
  return on_or_off(config, cursor, "gratuitous-arps");
}
Outcome domain_lookup(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "domain-lookup"); }
Outcome keepalives_in(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "tcp-keepalives-in"); }
Outcome keepalives_out(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "tcp-keepalives-out"); }
Outcome vstack(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "vstack"); }
Outcome gnxi(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "gnmi"); }
Outcome gnxi_secure(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "gnmi-secure"); }

/// `netconf-yang ssh ipv4|ipv6 access-list name LIST`, `restconf ipv4|ipv6 access-list name LIST`
Outcome yang_filter(Config& config, Cursor& cursor, std::string_view name) {
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  if (cursor.accept("port")) return set_number(service.port, cursor, "a port", 1, 65535);
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6 && !cursor.accept("ipv4")) return cursor.fail("port, ipv4 or ipv6");
  Maybe<std::string>& filter = ipv6 ? service.filter6 : service.filter;
  filter.reset();
  if (cursor.negated) return skip_rest(cursor);
  if (!cursor.accept("access-list")) return cursor.fail("access-list");
  cursor.accept("name");
  if (cursor.at_end()) return cursor.fail("an access list");
  filter = {list_key(ipv6 ? "ip6" : "ip", cursor.word()), cursor.lines()};
  return cursor.end();
}
Outcome netconf_filter(Config& config, Cursor& cursor) { return yang_filter(config, cursor, "netconf"); }
Outcome restconf(Config& config, Cursor& cursor) {
  return cursor.at_end() ? on_or_off(config, cursor, "restconf") : yang_filter(config, cursor, "restconf");
}
Outcome ftp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "ftp"); }

/// `tftp-server FILE [alias NAME] [LIST]`: each such line serves a file.
Outcome tftp(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("a file");
  cursor.take_rest();
  return on_or_off(config, cursor, "tftp");
}

Outcome port_of(Config& config, Cursor& cursor, std::string_view name) {
  const auto port = cursor.number(0, 65535);
  if (!port && !cursor.negated) return cursor.fail("a port");
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  service.port.reset();
  if (!cursor.negated) service.port = {*port, cursor.lines()};
  return cursor.end();
}
Outcome http_port(Config& config, Cursor& cursor) { return port_of(config, cursor, "http"); }
Outcome https_port(Config& config, Cursor& cursor) { return port_of(config, cursor, "https"); }

/// `ip http access-class LIST`, since IOS-XE 16 also `ipv4 LIST` and `ipv6 LIST`.
Outcome http_access_class(Config& config, Cursor& cursor) {
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6) cursor.accept("ipv4");
  const std::string_view list = cursor.word();
  if (list.empty() && !cursor.negated) return cursor.fail("an access list");
  for (const std::string_view name : {"http", "https"}) {
    Service& service = config.services.get(name);
    service.lines.add(cursor.line());
    Maybe<std::string>& filter = ipv6 ? service.filter6 : service.filter;
    filter.reset();
    if (!cursor.negated) filter = {list_key(ipv6 ? "ip6" : "ip", list), cursor.lines()};
  }
  return cursor.end();
}

Outcome ssh_version(Config& config, Cursor& cursor) {
  Service& ssh = config.services.get("ssh");
  ssh.lines.add(cursor.line());
  ssh.version.reset();
  const auto version = cursor.number(1, 2);
  if (!version && !cursor.negated) return cursor.fail("1 or 2");
  if (!cursor.negated) ssh.version = {std::to_string(*version), cursor.lines()};
  return cursor.end();
}

// ---- algorithms and idle time

constexpr std::size_t most_algorithms = 64;

Outcome algorithms(Maybe<std::vector<std::string>>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return skip_rest(cursor);
  std::vector<std::string> names;
  while (!cursor.at_end() && names.size() < most_algorithms) names.emplace_back(cursor.word());
  if (names.empty()) return cursor.fail("an algorithm");
  setting = {std::move(names), cursor.lines()};
  return cursor.end();
}
Service& touched(Config& config, const Cursor& cursor, std::string_view name) {
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  return service;
}
Outcome ssh_ciphers(Config& config, Cursor& cursor) {
  return algorithms(touched(config, cursor, "ssh").ciphers, cursor);
}
Outcome ssh_macs(Config& config, Cursor& cursor) { return algorithms(touched(config, cursor, "ssh").macs, cursor); }
Outcome ssh_key_exchanges(Config& config, Cursor& cursor) {
  return algorithms(touched(config, cursor, "ssh").key_exchanges, cursor);
}
Outcome https_ciphers(Config& config, Cursor& cursor) {
  return algorithms(touched(config, cursor, "https").ciphers, cursor);
}

/// `ip http tls-version TLSv1.2`: that version alone.
Outcome https_tls(Config& config, Cursor& cursor) {
  Service& https = touched(config, cursor, "https");
  https.tls_versions.reset();
  if (cursor.negated) return skip_rest(cursor);
  const std::string_view version = cursor.peek();
  if (!version.starts_with("TLSv1.") || version.size() != 7) return cursor.fail("a version of TLS");
  https.tls_versions = {{std::string(version.substr(4))}, cursor.lines()};
  cursor.word();
  return cursor.end();
}

/// `ip http timeout-policy idle S life S requests N`
Outcome http_timeout(Config& config, Cursor& cursor) {
  std::optional<std::uint32_t> seconds;
  if (!cursor.negated) {
    if (!cursor.accept("idle")) return cursor.fail("idle");
    seconds = cursor.number(1, 86400);
    if (!seconds) return cursor.fail("seconds");
  }
  for (const std::string_view name : {"http", "https"}) {
    Service& service = touched(config, cursor, name);
    service.idle_timeout.reset();
    if (seconds) service.idle_timeout = {*seconds, cursor.lines()};
  }
  return skip_rest(cursor);
}

/// `ip http session-idle-timeout S`
Outcome http_session_idle(Config& config, Cursor& cursor) {
  Maybe<std::int64_t> seconds;
  const Outcome outcome = set_number(seconds, cursor, "seconds", 1, 86400);
  if (outcome != Outcome::understood) return outcome;
  for (const std::string_view name : {"http", "https"}) touched(config, cursor, name).session_idle_timeout = seconds;
  return outcome;
}

// ---- containers

/// `virtual-service NAME`: an application inside the box. Without `activate` nothing of it runs.
Outcome virtual_service(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a service");
  const std::string key = "virtual-service " + name;
  if (cursor.negated) {
    config.services.erase(key);
    return cursor.end();
  }
  config.service = &config.services.get(key);
  add_block(config.service->lines, cursor);
  return cursor.end();
}
Outcome activate(Config& config, Cursor& cursor) {
  config.service->enabled = {!cursor.negated, cursor.lines()};
  return cursor.end();
}
Domains service_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.service->opened.add(cursor, domains);
  return domains.without(Domain::management);
}

const Table& virtual_service_table() {
  static constexpr std::string_view resources = "what the application gets of the box";
  static constexpr auto rows = std::to_array<Row>({
      {"activate", Domain::management, &activate},
      {"signing", Domain::management},
      ignored<Config>("ip shared", resources),
      ignored<Config>("profile", resources),
      ignored<Config>("vnic", resources),
      ignored<Config>("guest", resources),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

/// In which releases a service is on or off without a line.
enum class Since : std::uint8_t {
  always,
  any_release,   ///< of IOS or IOS-XE, if a line says that it is one
  only_classic,  ///< newer releases have another default, or none that documents tell
};
struct Default {
  std::string_view name;
  bool enabled;
  Since since;
};
constexpr Default defaults[] = {{"finger", false, Since::always},
                                {"tcp-small-servers", false, Since::always},
                                {"udp-small-servers", false, Since::always},
                                {"bootp", true, Since::any_release},
                                {"pad", true, Since::any_release},
                                {"cdp", true, Since::only_classic},
                                {"lldp", false, Since::always},
                                {"config", false, Since::always},
                                {"netconf", false, Since::always},
                                {"ftp", false, Since::always},
                                {"tftp", false, Since::always},
                                {"scp", false, Since::always},
                                {"restconf", false, Since::always},
                                {"dns", false, Since::always},
                                {"rcp", false, Since::always},
                                {"rsh", false, Since::always},
                                {"source-route", true, Since::only_classic},
                                {"domain-lookup", true, Since::always},
                                {"tcp-keepalives-in", false, Since::always},
                                {"tcp-keepalives-out", false, Since::always}};

/// What the vty lines together say of a protocol that logs in over the network.
struct VtyOffer {
  bool offered = false;
  bool by_default = false;   ///< a line takes whatever comes
  bool sure = false;         ///< every vty line says which protocols it takes
  model::LinesId lines = 0;  ///< that say so
};

VtyOffer vty_offer(Config& config, const Target& target, std::string_view protocol) {
  VtyOffer offer;
  bool first = true;
  config.terminal_lines.each([&](const std::string&, const Line& line) {
    if (line.kind != "vty") return;
    const bool says = (line.transport_input || is_classic(config)) && line.opened_by.empty();
    offer.sure = says && (first || offer.sure);
    first = false;
    if (!line.transport_input) {
      offer.by_default = offer.by_default || is_classic(config);
      return;
    }
    offer.lines = target.device.lines.join(offer.lines, line.transport_input->lines);
    const auto& inputs = line.transport_input->value;
    const auto has = [&inputs](std::string_view name) { return std::ranges::find(inputs, name) != inputs.end(); };
    offer.offered = offer.offered || has(protocol) || has("all");
  });
  return offer;
}

/// The one access list that limits all vty lines; absent if a line has none; unknown if they differ.
void put_vty_filter(model::Text& to, Config& config) {
  Maybe<std::string> filter;
  bool any = false;
  bool differ = false;
  bool missing = false;
  bool half = false;  ///< over IPv6 nothing limits who may call
  config.terminal_lines.each([&](const std::string&, const Line& line) {
    if (line.kind != "vty") return;
    any = true;
    missing = missing || !line.access_class;
    half = half || (config.uses_ipv6 && !line.access_class6);
    differ = differ || (filter && line.access_class && filter->value != line.access_class->value);
    if (!filter) filter = line.access_class;
  });
  if (!any || differ) return;
  if (missing)
    to.set_absent();
  else if (half)
    to.set_unknown(filter->lines);
  else
    put(to, filter);
}

model::ManagementService& add_service(const Target& target, const std::string& name, const LineSet& lines) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, lines);
  to.name.set(name, to.lines);
  return to;
}

/// SSH and Telnet have no switch of their own: the vty lines offer them.
void convert_login_service(Config& config, const Target& target, const std::string& name, std::int64_t port) {
  const Service* const own = config.services.find(name);
  model::ManagementService& to = add_service(target, name, own == nullptr ? LineSet() : own->lines);
  const VtyOffer offer = vty_offer(config, target, name);
  if (offer.offered && name == "telnet")
    to.enabled.set(true, offer.lines);
  else if (offer.by_default && offer.sure && name == "telnet")
    to.enabled.set_default(true);
  else if (offer.sure && !offer.offered && !offer.by_default)
    to.enabled.set(false, offer.lines);  // SSH also needs a host key, which no configuration shows: otherwise unknown
  to.port.set_default(port);
  if (own == nullptr || !put(to.version, own->version)) {
    if (name == "ssh" && is_classic(config)) to.version.set_default("1.99");
    if (name == "telnet") to.version.set_absent();
  }
  put_vty_filter(to.filter, config);
  if (own == nullptr) return;
  put(to.ciphers, own->ciphers);
  put(to.macs, own->macs);
  put(to.key_exchanges, own->key_exchanges);
}

/// The lists of both families together; one alone leaves the other open where the device speaks it.
void put_filter(model::Text& to, const Config& config, const Service& from, model::LineTable& lines) {
  if (from.filter && from.filter6)
    to.set(from.filter->value + "," + from.filter6->value, lines.join(from.filter->lines, from.filter6->lines));
  else if (from.filter6)
    to.set_unknown(from.filter6->lines);
  else if (from.filter && config.uses_ipv6)
    to.set_unknown(from.filter->lines);
  else
    put_or_absent(to, from.filter);
}

/// Connections and the sessions of pages end apart from each other: the later counts. That of connections alone is only as
/// sure as it is that no line speaks about the other.
void put_idle_timeout(model::Integer& to, const Service& from) {
  constexpr std::int64_t fallback = 180;
  const std::int64_t connections = from.idle_timeout ? from.idle_timeout->value : fallback;
  if (from.session_idle_timeout && from.session_idle_timeout->value > connections) {
    put(to, from.session_idle_timeout);
    return;
  }
  to.set_default(connections);
  if (from.idle_timeout) to.lines = from.idle_timeout->lines;
}

void convert_switched_service(Config& config, const Target& target, const std::string& name, Service& from) {
  model::ManagementService& to = add_service(target, name, from.lines);
  from.opened.put(to, target);
  put(to.enabled, from.enabled);
  const bool web = name == "http" || name == "https";
  if (!put(to.port, from.port) && web) to.port.set_default(name == "http" ? 80 : 443);
  if (web || name == "netconf" || name == "restconf") put_filter(to.filter, config, from, target.device.lines);
  to.version.set_absent();
  if (web) put_idle_timeout(to.idle_timeout, from);
  put(to.ciphers, from.ciphers);
  put(to.tls_versions, from.tls_versions);
  if (name.starts_with("virtual-service ") && !from.enabled) to.enabled.set_default(false);
  for (const Default& rule : defaults) {
    if (rule.name != name || from.enabled || (rule.since == Since::only_classic && !is_classic(config))) continue;
    if (rule.since == Since::any_release && !is_known_release(config)) continue;
    to.enabled.set_default(rule.enabled);
  }
}

}  // namespace

Rows service_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip http server", Domain::management, &http},
      {"ip http secure-server", Domain::management, &https},
      {"ip http port", Domain::management, &http_port},
      {"ip http secure-port", Domain::management, &https_port},
      {"ip http access-class", Domain::management, &http_access_class},
      {"ip http secure-ciphersuite", Domain::management, &https_ciphers},
      {"ip http tls-version", Domain::management, &https_tls},
      {"ip http timeout-policy", Domain::management, &http_timeout},
      {"ip http session-idle-timeout", Domain::management, &http_session_idle},
      ignored<Config>("ip http authentication",
                      "which of the device's own proofs the web server asks for: it cannot ask none"),
      {"ip ssh version", Domain::management, &ssh_version},
      {"ip ssh server algorithm encryption", Domain::management, &ssh_ciphers},
      {"ip ssh server algorithm mac", Domain::management, &ssh_macs},
      {"ip ssh server algorithm kex", Domain::management, &ssh_key_exchanges},
      {"ip scp server enable", Domain::management, &scp},
      {"ip dns server", Domain::management, &dns},
      {"ip identd", Domain::management, &identd},
      {"ip rcmd rcp-enable", Domain::management, &rcp},
      {"ip rcmd rsh-enable", Domain::management, &rsh},
      {"service dhcp", Domain::management, &dhcp},
      {"vstack", Domain::management, &vstack},
      {"ip source-route", Domain::management, &source_route},
      {"ip gratuitous-arps", Domain::management, &gratuitous_arps},
      {"ip domain lookup", Domain::management, &domain_lookup},
      {"ip domain-lookup", Domain::management, &domain_lookup},
      {"service tcp-keepalives-in", Domain::management, &keepalives_in},
      {"service tcp-keepalives-out", Domain::management, &keepalives_out},
      {"gnxi server", Domain::management, &gnxi},
      {"gnxi secure-server", Domain::management, &gnxi_secure},
      {"restconf", Domain::management, &restconf},
      {"netconf-yang ssh", Domain::management, &netconf_filter},
      {"virtual-service", Domain::management, &virtual_service, &virtual_service_table},
      {"service tcp-small-servers", Domain::management, &tcp_small},
      {"service udp-small-servers", Domain::management, &udp_small},
      {"ip finger", Domain::management, &finger},
      {"service finger", Domain::management, &finger},
      {"ip bootp server", Domain::management, &bootp},
      {"ip dhcp bootp ignore", Domain::management, &bootp_ignore},
      {"service call-home", Domain::management, &call_home},
      {"ip sla responder", Domain::management, &sla_responder},
      {"service pad", Domain::management, &pad},
      {"service config", Domain::management, &config_service},
      {"cdp run", Domain::management, &cdp},
      {"lldp run", Domain::management, &lldp},
      {"netconf-yang", Domain::management, &netconf},
      {"netconf ssh", Domain::management, &netconf},
      {"ftp-server enable", Domain::management, &ftp},
      {"tftp-server", Domain::management, &tftp},
  });
  return rows;
}

void convert_services(Config& config, const Target& target) {
  convert_login_service(config, target, "ssh", 22);
  convert_login_service(config, target, "telnet", 23);
  for (const std::string_view name : {"http", "https"}) config.services.get(name);
  for (const Default& rule : defaults) config.services.get(rule.name);
  config.services.each([&](const std::string& name, Service& from) {
    if (name != "ssh") convert_switched_service(config, target, name, from);
  });
}

}  // namespace muster::grammars::cisco_ios
