#include <algorithm>

#include "grammars/cisco_asa/config.hpp"

/// ssh, telnet and http: where the device itself may be managed from.
namespace muster::grammars::cisco_asa {
namespace {

constexpr std::size_t most_sources = 1024;

Service& service_of(Config& config, std::string_view name, const Cursor& cursor) {
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  return service;
}

/// `ssh NETWORK MASK INTERFACE`, `ssh PREFIX6 INTERFACE`
Outcome source(Config& config, Cursor& cursor, std::string_view name) {
  Service& service = service_of(config, name, cursor);
  const auto network = take_network(config, cursor);
  if (!network) return cursor.fail("a network that may log in, or an option");
  if (cursor.at_end()) return cursor.fail("an interface");
  const std::string interface(cursor.word());
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    std::erase(service.sources, *network);
    return Outcome::known;  // other interfaces may keep it
  }
  if (service.sources.size() >= most_sources) return Outcome::known;
  if (std::ranges::find(service.sources, *network) == service.sources.end()) service.sources.push_back(*network);
  if (std::ranges::find(service.interfaces, interface) == service.interfaces.end())
    service.interfaces.push_back(interface);
  service.source_lines.add(cursor.line());
  return Outcome::understood;
}
Outcome ssh(Config& config, Cursor& cursor) { return source(config, cursor, "ssh"); }
Outcome telnet(Config& config, Cursor& cursor) { return source(config, cursor, "telnet"); }
Outcome http(Config& config, Cursor& cursor) { return source(config, cursor, "https"); }

Outcome minutes(Maybe<std::int64_t>& to, Cursor& cursor) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  const auto number = cursor.number(0, 1440);
  if (!number) return cursor.fail("a number of minutes");
  to = {std::int64_t{*number} * 60, cursor.lines()};
  return cursor.end();
}
Outcome ssh_timeout(Config& config, Cursor& cursor) {
  return minutes(service_of(config, "ssh", cursor).idle_timeout, cursor);
}
Outcome telnet_timeout(Config& config, Cursor& cursor) {
  return minutes(service_of(config, "telnet", cursor).idle_timeout, cursor);
}
Outcome http_timeout(Config& config, Cursor& cursor) {
  return minutes(service_of(config, "https", cursor).idle_timeout, cursor);
}
Outcome console_timeout(Config& config, Cursor& cursor) { return minutes(config.console_timeout, cursor); }

/// `ssh version 2`, `ssh version 1 2`
Outcome ssh_version(Config& config, Cursor& cursor) {
  Service& service = service_of(config, "ssh", cursor);
  service.version.reset();
  if (cursor.negated) return Outcome::understood;
  const auto version = cursor.number(1, 2);
  if (!version) return cursor.fail("1 or 2");
  const bool both = cursor.number(1, 2).has_value();
  service.version = {both ? "1.99" : std::to_string(*version), cursor.lines()};
  return cursor.end();
}

/// A list with colons, in quotes or not; or the name of a set of algorithms.
std::vector<std::string> algorithms(std::string_view text) {
  std::vector<std::string> all;
  if (text.starts_with('"')) text.remove_prefix(1);
  if (text.ends_with('"')) text.remove_suffix(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    if (end > 0) all.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

Outcome take_algorithms(Maybe<std::vector<std::string>>& to, Cursor& cursor) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  cursor.accept("custom");
  if (cursor.at_end()) return cursor.fail("algorithms");
  to = {algorithms(cursor.word()), cursor.lines()};
  return cursor.end();
}
Outcome ssh_encryption(Config& config, Cursor& cursor) {
  return take_algorithms(service_of(config, "ssh", cursor).ciphers, cursor);
}
Outcome ssh_integrity(Config& config, Cursor& cursor) {
  return take_algorithms(service_of(config, "ssh", cursor).macs, cursor);
}
Outcome ssh_key_exchange(Config& config, Cursor& cursor) {
  return take_algorithms(service_of(config, "ssh", cursor).key_exchanges, cursor);
}

/// `http server enable [PORT]`
Outcome http_enable(Config& config, Cursor& cursor) {
  Service& service = service_of(config, "https", cursor);
  service.enabled = {!cursor.negated, cursor.lines()};
  service.port.reset();
  if (const auto port = cursor.number(1, 65535)) service.port = {*port, cursor.lines()};
  return cursor.end();
}

/// `ssl server-version tlsv1.2 [dtlsv1.2]`: the lowest version; older releases also say `any`, `sslv3-only`.
Outcome ssl_server_version(Config& config, Cursor& cursor) {
  static constexpr auto names = std::to_array<std::string_view>({"1.0", "1.1", "1.2", "1.3"});
  Service& service = config.services.get("https");
  service.tls_versions.reset();
  if (cursor.negated) return Outcome::understood;
  const std::string_view word = cursor.peek();
  std::string_view lowest = "1.0";
  if (word == "tlsv1.1" || word == "tlsv1.2" || word == "tlsv1.3")
    lowest = word.substr(4);
  else if (word != "tlsv1" && word != "tlsv1-only")
    return Outcome::known;
  cursor.take_rest();
  std::vector<std::string> versions;
  for (const std::string_view name : names)
    if (name >= lowest && (name != "1.3" || lowest == "1.3")) versions.emplace_back(name);
  if (word == "tlsv1-only") versions = {"1.0"};
  // Whether the release speaks 1.3 too is not said.
  service.lines.add(cursor.line());
  service.tls_versions = {std::move(versions), cursor.lines()};
  return Outcome::understood;
}

Outcome dhcpd(Config& config, Cursor& cursor) {
  if (!cursor.accept("enable")) return Outcome::ignored;  // what clients are told
  if (!cursor.negated) config.dhcp_server = {true, cursor.lines()};
  cursor.word();
  return cursor.end();
}

model::ManagementService& add(const Target& target, const std::string& name, const LineSet& lines) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, lines);
  to.name.set(name, to.lines);
  return to;
}

void convert_service(Config& config, const Target& target, const std::string& name) {
  Service& from = config.services.get(name);
  model::ManagementService& to = add(target, name, from.lines);
  const bool has_source = !from.sources.empty();
  const bool threat_defense =
      config.product && config.product->value == "FTD";  // its management port is set up elsewhere
  if (name == "https") {
    if (!put(to.enabled, from.enabled) && !threat_defense) to.enabled.set_default(false);
    if (!put(to.port, from.port)) to.port.set_default(443);
  } else {
    if (has_source)
      to.enabled.set(true, target.id(from.source_lines));
    else if (!threat_defense)
      to.enabled.set_default(false);
    to.port.set_default(name == "ssh" ? 22 : 23);
    put_or_default<std::int64_t>(to.idle_timeout, from.idle_timeout, 300);
  }
  if (name == "https") put(to.idle_timeout, from.idle_timeout);
  if (!put(to.version, from.version) && name != "ssh") to.version.set_absent();
  to.filter.set_absent();
  if (has_source) to.allowed_sources.set(from.sources, target.id(from.source_lines));
  put(to.ciphers, from.ciphers);
  put(to.macs, from.macs);
  put(to.key_exchanges, from.key_exchanges);
  put(to.tls_versions, from.tls_versions);
}

/// Who may sit at the console: ASA asks for no name unless AAA says so.
void convert_console(Config& config, const Target& target) {
  LineSet none;
  model::TerminalLine& to = target.device.terminal_lines.emplace_back();
  target.head(to, none);
  to.name.set("console 0", 0);
  to.kind.set("console", 0);
  to.access_class.set_absent();
  put_or_default<std::int64_t>(to.exec_timeout, config.console_timeout, 0);
  to.privilege.set_default(1);
  const auto serial = config.console_logins.find("serial");
  if (serial == config.console_logins.end())
    to.login.set_default("none");
  else
    to.login.set(serial->second.groups.front() == "LOCAL" ? "local" : "aaa", serial->second.lines);
}

}  // namespace

Rows service_rows() {
  static constexpr std::string_view clients = "what clients are told";
  static constexpr auto rows = std::to_array<Row>({
      {"ssh", Domain::management | Domain::interfaces, &ssh},
      {"ssh timeout", Domain::management, &ssh_timeout},
      {"ssh version", Domain::management, &ssh_version},
      {"ssh cipher encryption", Domain::management, &ssh_encryption},
      {"ssh cipher integrity", Domain::management, &ssh_integrity},
      {"ssh key-exchange group", Domain::management, &ssh_key_exchange},
      {"ssh key-exchange", Domain::management},
      {"ssh pubkey-chain", Domain::management},
      ignored<Config>("ssh key-exchange hostkey", "which kind of host key is shown"),
      ignored<Config>("ssh stricthostkeycheck", "the device as a client"),
      ignored<Config>("ssh scopy", "files over a session that was logged in"),
      ignored<Config>("ssh stack", "which implementation answers"),
      {"telnet", Domain::management | Domain::interfaces, &telnet},
      {"telnet timeout", Domain::management, &telnet_timeout},
      {"http", Domain::management | Domain::interfaces, &http},
      {"http server enable", Domain::management, &http_enable},
      {"http server idle-timeout", Domain::management, &http_timeout},
      {"http server", Domain::management},
      {"http redirect", Domain::management},
      {"http authentication-certificate", Domain::management | Domain::authentication},
      ignored<Config>("http server session-timeout", "how long a session lasts at most"),
      ignored<Config>("http server basic-auth-client", "which programs are asked for a name at once"),
      ignored<Config>("http username-from-certificate", "a name out of a certificate"),
      {"console timeout", Domain::management, &console_timeout},
      {"ssl server-version", Domain::management, &ssl_server_version},
      {"ssl", Domain::management},
      {"ssl encryption", Domain::management},
      {"ssl cipher", Domain::management},
      ignored<Config>("ssl client-version", "the device as a client"),
      ignored<Config>("ssl trust-point", "which certificate is shown"),
      ignored<Config>("ssl dh-group", "the size of a key exchange: no rule asks for it"),
      ignored<Config>("ssl ecdh-group", "the size of a key exchange: no rule asks for it"),
      ignored<Config>("ssl certificate-authentication", "certificates of users of what passes the device"),
      {"dhcpd", Domain::management, &dhcpd},
      ignored<Config>("dhcpd address", clients),
      ignored<Config>("dhcpd dns", clients),
      ignored<Config>("dhcpd domain", clients),
      ignored<Config>("dhcpd lease", clients),
      ignored<Config>("dhcpd option", clients),
      ignored<Config>("dhcpd auto_config", clients),
      ignored<Config>("dhcpd ping_timeout", clients),
      ignored<Config>("dhcpd wins", clients),
      ignored<Config>("dhcpd update", clients),
      ignored<Config>("dhcpd reserve-address", clients),
      {"dhcprelay", Domain::management},
      ignored<Config>("dhcprelay timeout", "timers"),
  });
  return rows;
}

void convert_services(Config& config, const Target& target) {
  for (const std::string name : {"ssh", "telnet", "https"}) convert_service(config, target, name);
  if (config.dhcp_server) {
    LineSet none;
    put(add(target, "dhcp", none).enabled, config.dhcp_server);
  }
  convert_console(config, target);
}

}  // namespace muster::grammars::cisco_asa
