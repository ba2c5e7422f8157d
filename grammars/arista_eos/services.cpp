#include <algorithm>

#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

/// The management plane: SSH, Telnet, the API over HTTP, gRPC, NETCONF, LLDP, the console.
namespace muster::grammars::arista_eos {
namespace {

Outcome head(Config& config, Cursor& cursor, std::string_view name) {
  if (cursor.negated) return Outcome::known;
  config.service = &config.services.get(name);
  config.service->lines.add(cursor.line(), last_line_of_block(cursor));
  config.service_vrf.clear();
  return cursor.end();
}
Outcome ssh(Config& config, Cursor& cursor) { return head(config, cursor, "ssh"); }
Outcome telnet(Config& config, Cursor& cursor) { return head(config, cursor, "telnet"); }
Outcome http(Config& config, Cursor& cursor) { return head(config, cursor, "http"); }
Outcome gnmi(Config& config, Cursor& cursor) { return head(config, cursor, "gnmi"); }
Outcome netconf(Config& config, Cursor& cursor) { return head(config, cursor, "netconf"); }
Outcome restconf(Config& config, Cursor& cursor) { return head(config, cursor, "restconf"); }

Outcome vrf(Config& config, Cursor& cursor) {
  const std::string_view name = cursor.word();
  if (name.empty()) return cursor.fail("the name of a VRF");
  if (cursor.negated) return Outcome::known;
  config.service_vrf = name == "default" ? "" : name;
  config.service->vrfs.get(config.service_vrf);
  return cursor.end();
}

Access& access(Config& config, const Cursor& cursor) {
  return config.service->vrfs.get(cursor.node().depth > 1 ? config.service_vrf : std::string());
}

Outcome shutdown(Config& config, Cursor& cursor) {
  access(config, cursor).shutdown = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

/// `ip access-group LIST [vrf V] in`
Outcome bind_list(Config& config, Cursor& cursor, std::string_view family, Maybe<std::string> Access::*member) {
  const std::string_view list = cursor.word();
  if (list.empty() && !cursor.negated) return cursor.fail("an access list");
  Access* to = &access(config, cursor);
  if (cursor.accept("vrf")) {
    const std::string_view name = cursor.word();
    to = &config.service->vrfs.get(name == "default" ? std::string_view() : name);
  }
  cursor.accept("in");
  (to->*member).reset();
  config.service->filter_lines = cursor.lines();
  if (!cursor.negated) to->*member = {list_key(family, list), cursor.lines()};
  return cursor.end();
}
Outcome access_group(Config& config, Cursor& cursor) { return bind_list(config, cursor, "ip", &Access::filter); }
Outcome access_group6(Config& config, Cursor& cursor) { return bind_list(config, cursor, "ip6", &Access::filter6); }

/// Minutes; 0: never.
Outcome idle_timeout(Config& config, Cursor& cursor) {
  config.service->idle_timeout.reset();
  if (cursor.negated) return Outcome::understood;
  const auto minutes = cursor.number(0, 86400);
  if (!minutes) return cursor.fail("a number of minutes");
  config.service->idle_timeout = {std::int64_t{*minutes} * 60, cursor.lines()};
  return cursor.end();
}

Outcome algorithms(Cursor& cursor, Maybe<std::vector<std::string>>& to) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  const model::LinesId lines = cursor.lines();
  std::vector<std::string> names;
  while (!cursor.at_end()) names.emplace_back(cursor.word());
  if (names.empty()) return cursor.fail("an algorithm");
  to = {std::move(names), lines};
  return Outcome::understood;
}
Outcome ciphers(Config& config, Cursor& cursor) { return algorithms(cursor, config.service->ciphers); }
Outcome macs(Config& config, Cursor& cursor) { return algorithms(cursor, config.service->macs); }
Outcome key_exchanges(Config& config, Cursor& cursor) { return algorithms(cursor, config.service->key_exchanges); }

Outcome server_port(Config& config, Cursor& cursor) {
  config.service->port.reset();
  if (cursor.negated) return Outcome::understood;
  const auto port = cursor.number(1, 65535);
  if (!port) return cursor.fail("a port");
  config.service->port = {*port, cursor.lines()};
  return cursor.end();
}

/// `protocol http [localhost] [port N]`: the one of the loopback address is not open to others.
Outcome protocol_http(Config& config, Cursor& cursor) {
  if (cursor.accept("localhost")) return Outcome::understood;
  config.service->clear = {!cursor.negated, cursor.lines()};
  if (cursor.accept("port")) return server_port(config, cursor);
  return cursor.end();
}

/// `protocol https [port N] [certificate|ssl profile P]`
Outcome protocol_https(Config& config, Cursor& cursor) {
  if (cursor.accept("ssl") || cursor.accept("certificate") || cursor.accept("cipher") ||
      cursor.accept("key-exchange") || cursor.accept("mac"))
    return Outcome::ignored;
  config.service->tls = {!cursor.negated, cursor.lines()};
  if (!cursor.accept("port")) return cursor.end();
  const auto port = cursor.number(1, 65535);
  if (!port && !cursor.negated) return cursor.fail("a port");
  if (port) config.service->tls_port = {*port, cursor.lines()};
  return cursor.end();
}

/// `transport grpc|ssh|https NAME`: what stands below switches it.
Outcome transport(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a transport");
  if (cursor.accept("grpc-tunnel")) return Outcome::known;
  config.service_vrf = cursor.take_rest();
  Access& to = config.service->vrfs.get(config.service_vrf);
  if (!to.shutdown) to.shutdown = {cursor.negated, cursor.lines()};  // on, unless a line below says otherwise
  return Outcome::understood;
}

/// A line that is not understood may open a further way in.
Domains service_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.service->opened_by.add(cursor.line(), cursor.node().last_line);
  return domains;
}

/// Which VRF a transport is in: where it answers, not whether.
const Table& transport_table() {
  static constexpr std::string_view how = "how the transport answers, not whether";
  static constexpr auto rows = std::to_array<Row>({
      {"shutdown", Domain::management, &shutdown},
      {"ip access-group", Domain::management, &access_group},
      ignored<Config>("vrf", how),
      ignored<Config>("port", how),
      ignored<Config>("ssl", how),
      ignored<Config>("notification", how),
      ignored<Config>("authentication", how),
      ignored<Config>("authorization", how),
      ignored<Config>("accounting", how),
      ignored<Config>("certificate", how),
      ignored<Config>("local", how),
      ignored<Config>("qos", how),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

const Table& api_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"transport", Domain::management, &transport, &transport_table},
      ignored<Config>("provider", "which data it shows"),
      ignored<Config>("operation", "which operations it has"),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"shutdown", Domain::management, &shutdown},
      {"ip access-group", Domain::management, &access_group},
      {"ipv6 access-group", Domain::management, &access_group6},
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

const Table& login_table() {
  static constexpr std::string_view limits = "numbers of connections and how dead ones are found";
  static constexpr auto rows = std::to_array<Row>({
      {"shutdown", Domain::management, &shutdown},
      {"vrf", Domain::management, &vrf, &vrf_table},
      {"ip access-group", Domain::management, &access_group},
      {"ipv6 access-group", Domain::management, &access_group6},
      {"idle-timeout", Domain::management, &idle_timeout},
      {"cipher", Domain::management, &ciphers},
      {"mac", Domain::management, &macs},
      {"key-exchange", Domain::management, &key_exchanges},
      {"server-port", Domain::management, &server_port},
      ignored<Config>("session-limit", limits),
      ignored<Config>("connection", limits),
      ignored<Config>("client-alive", limits),
      ignored<Config>("login", limits),
      ignored<Config>("authentication mode", "how a password is asked for"),
      ignored<Config>("authentication protocol", "which proofs of identity it takes"),
      ignored<Config>("authentication empty-passwords",
                      "accounts without a password are held to be reachable in any case"),
      ignored<Config>("fips", "stricter algorithms, never laxer ones"),
      ignored<Config>("hostkey", "which keys it shows"),
      ignored<Config>("known-hosts", "the device as a client"),
      ignored<Config>("tunnel", "the device as a client"),
      ignored<Config>("log-level", "how much the server logs"),
      ignored<Config>("rekey", "how often keys are changed"),
      ignored<Config>("qos", "which class packets are in"),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

const Table& http_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"shutdown", Domain::management, &shutdown},
      {"vrf", Domain::management, &vrf, &vrf_table},
      {"protocol http", Domain::management, &protocol_http},
      {"protocol https", Domain::management, &protocol_https},
      {"protocol", Domain::management},
      ignored<Config>("protocol unix-socket", "a socket of the device itself"),
      ignored<Config>("default-services", "what the server offers beside the API, to the same accounts"),
      ignored<Config>("cors", "which pages of others may call it"),
      ignored<Config>("log-level", "how much the server logs"),
      ignored<Config>("qos", "which class packets are in"),
      ignored<Config>("session", "how long cookies live"),
      ignored<Config>("header", "what answers carry"),
      ignored<Config>("content", "what answers carry"),
  });
  static const Table table({rows}, &service_not_understood);
  return table;
}

Outcome console(Config& config, Cursor& cursor) {
  config.console_lines.add(cursor.line(), last_line_of_block(cursor));
  return cursor.end();
}
Outcome console_idle(Config& config, Cursor& cursor) {
  config.console_idle.reset();
  if (cursor.negated) return Outcome::understood;
  const auto minutes = cursor.number(0, 86400);
  if (!minutes) return cursor.fail("a number of minutes");
  config.console_idle = {std::int64_t{*minutes} * 60, cursor.lines()};
  return cursor.end();
}
const Table& console_table() {
  static constexpr auto rows = std::to_array<Row>({{"idle-timeout", Domain::management, &console_idle}});
  static const Table table({rows});
  return table;
}

Outcome lldp(Config& config, Cursor& cursor) {
  config.lldp = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

// ---- conversion

model::ManagementService& add_service(const Target& target, const std::string& name, const Service* from) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, from == nullptr ? LineSet() : from->lines);
  to.name.set(name, to.lines);
  to.allowed_sources.set_absent();
  return to;
}

std::optional<std::string> lists_of(const Access& access) {
  if (access.filter && access.filter6) return access.filter->value + "," + access.filter6->value;
  if (access.filter) return access.filter->value;
  return access.filter6 ? std::optional(access.filter6->value) : std::nullopt;
}

/// Off is never more than a default: a line that is not understood may switch the service on in some VRF.
void put_enabled(model::ManagementService& to, const Service* from, bool on) {
  if (on && from != nullptr)
    to.enabled.set(true, to.lines);
  else
    to.enabled.set_default(on);
}

/// The list that limits the service wherever it answers: absent if one way in has none, unknown if they differ or if
/// there may be further ways in.
void put_filter(model::Text& to, const Service* from, const std::vector<std::optional<std::string>>& filters) {
  const bool without = std::ranges::any_of(filters, [](const auto& filter) { return !filter.has_value(); });
  if (filters.empty() || without) return to.set_absent();
  const bool same = std::ranges::all_of(filters, [&](const auto& filter) { return filter == filters.front(); });
  if (!same || from == nullptr || !from->opened_by.empty()) return;
  to.set(*filters.front(), from->filter_lines);
}

void add_line(const Target& target, const Service* from, const std::string& name, const std::string& vrf,
              const Access& access, bool uses_ipv6) {
  model::TerminalLine& line = target.device.terminal_lines.emplace_back();
  target.head(line, from == nullptr ? LineSet() : from->lines);
  line.name.set(vrf.empty() ? "vty " + name : "vty " + name + " vrf " + vrf, line.lines);
  line.kind.set("vty", line.lines);
  line.transport_input.set({name}, line.lines);
  if (!access.filter)
    line.access_class.set_absent();
  else if (access.filter6 || !uses_ipv6)  // otherwise what IPv6 may do is not limited
    line.access_class.set(access.filter->value, access.filter->lines);
  if (from == nullptr || !put(line.exec_timeout, from->idle_timeout)) line.exec_timeout.set_default(0);
  line.login.set_default("aaa");
}

/// SSH and Telnet: on or off in each VRF; `by_default` holds for the default VRF alone.
void convert_login(Config& config, const Target& target, const std::string& name, bool by_default, std::int64_t port) {
  Service* const from = config.services.find(name);
  model::ManagementService& to = add_service(target, name, from);
  std::vector<std::optional<std::string>> filters;
  const auto one = [&](const std::string& vrf, const Access& access) {
    const bool on = access.shutdown ? !access.shutdown->value : by_default && vrf.empty();
    if (!on) return;
    filters.push_back(lists_of(access));
    add_line(target, from, name, vrf, access, config.uses_ipv6);
  };
  if (from == nullptr || from->vrfs.find("") == nullptr) one("", {});
  if (from != nullptr) from->vrfs.each(one);
  put_enabled(to, from, !filters.empty());
  put_filter(to.filter, from, filters);
  if (from == nullptr || !put(to.port, from->port)) to.port.set_default(port);
  if (from == nullptr || !put(to.idle_timeout, from->idle_timeout)) to.idle_timeout.set_default(0);
  if (name == "ssh") to.version.set_default("2");
  if (from == nullptr) return;
  put(to.ciphers, from->ciphers);
  put(to.macs, from->macs);
  put(to.key_exchanges, from->key_exchanges);
}

/// Whether a service that is off by default was switched on, as a whole or in a VRF.
bool is_on(Service& service, std::vector<std::optional<std::string>>& filters) {
  service.vrfs.each([&](const std::string&, const Access& access) {
    if (access.shutdown && !access.shutdown->value) filters.push_back(lists_of(access));
  });
  return !filters.empty();
}

void convert_http(Config& config, const Target& target) {
  Service* const from = config.services.find("http");
  std::vector<std::optional<std::string>> filters;
  const bool on = from != nullptr && is_on(*from, filters);
  for (const bool tls : {false, true}) {
    model::ManagementService& to = add_service(target, tls ? "https" : "http", from);
    to.version.set_absent();
    to.port.set_default(tls ? 443 : 80);
    put_filter(to.filter, from, filters);
    if (from == nullptr) {
      to.enabled.set_default(false);
      continue;
    }
    const Maybe<bool>& protocol = tls ? from->tls : from->clear;
    put_enabled(to, from, on && (protocol ? protocol->value : tls));
    put(to.port, tls ? from->tls_port : from->port);
  }
}

void convert_api(Config& config, const Target& target, const std::string& name) {
  Service* const from = config.services.find(name);
  model::ManagementService& to = add_service(target, name, from);
  std::vector<std::optional<std::string>> filters;
  put_enabled(to, from, from != nullptr && is_on(*from, filters));
  put_filter(to.filter, from, filters);
}

void convert_console(Config& config, const Target& target) {
  model::TerminalLine& console = target.device.terminal_lines.emplace_back();
  target.head(console, config.console_lines);
  console.name.set("console 0", console.lines);
  console.kind.set("console", console.lines);
  console.transport_input.set_absent();
  console.access_class.set_absent();
  put_or_default<std::int64_t>(console.exec_timeout, config.console_idle, 0);
  console.login.set_default("aaa");
}

}  // namespace

Rows service_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"management ssh", Domain::management, &ssh, &login_table},
      {"management telnet", Domain::management, &telnet, &login_table},
      {"management console", Domain::management, &console, &console_table},
      {"management api http-commands", Domain::management, &http, &http_table},
      {"management api gnmi", Domain::management, &gnmi, &api_table},
      {"management api netconf", Domain::management, &netconf, &api_table},
      {"management api restconf", Domain::management, &restconf, &api_table},
      {"management api", Domain::management},
      {"management http-server", Domain::management},
      {"management", Domain::management | Domain::authentication | Domain::users},
      {"lldp run", Domain::management, &lldp},
      ignored<Config>("management api models", "which data the interfaces show"),
      ignored<Config>("management tech-support", "what a report to the maker holds"),
      ignored<Config>("management cvx", "a client of a controller: it answers nobody"),
      ignored<Config>("management defaults", "how passwords that will be typed are stored: each says itself how it is"),
      ignored<Config>("lldp", "what is announced to neighbours, and when"),
  });
  return rows;
}

void convert_services(Config& config, const Target& target) {
  convert_login(config, target, "ssh", true, 22);
  convert_login(config, target, "telnet", false, 23);
  convert_http(config, target);
  for (const char* const name : {"gnmi", "netconf", "restconf"}) convert_api(config, target, name);
  convert_console(config, target);
  model::ManagementService& lldp = add_service(target, "lldp", nullptr);
  put_or_default(lldp.enabled, config.lldp, true);
}

}  // namespace muster::grammars::arista_eos
