#include <array>

#include "grammars/vyos/config.hpp"

/// `service`: what the router offers. A service that does not stand there is off.
namespace muster::grammars::vyos {
namespace {

model::ManagementService& service(Place place, std::string_view name) {
  model::ManagementService& to = place.state.services[name];
  to.lines = place.walk.device().lines.join(to.lines, place.walk.lines_below(place.node));
  to.enabled.set(true, place.walk.lines(place.node));
  return to;
}

/// A service may listen on several ports: then none is the port.
void put_port(Place place, NodeId statement, model::Integer& to) {
  std::size_t count = 0;
  for ([[maybe_unused]] const NodeId each : children(place, statement)) ++count;
  if (count == 1)
    put_number(place, statement, to);
  else
    to.set_unknown(place.walk.lines_below(statement));
}

Outcome ssh(Place place) {
  model::ManagementService& to = service(place, "ssh");
  to.port.set_default(22);
  to.version.set_default("2");
  to.filter.set_absent();
  to.allowed_sources.set_absent();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "port") {
      put_port(place, each, to.port);
    } else if (one_of(word, {"ciphers", "cipher"})) {
      put_values(place, each, to.ciphers);
    } else if (one_of(word, {"mac", "macs"})) {
      put_values(place, each, to.macs);
    } else if (word == "key-exchange") {
      put_values(place, each, to.key_exchanges);
    } else if (word == "protocol-version") {
      const NodeId value = value_of(place, each);
      const bool second = value != no_node && one_of(text(place, value), {"v2", "2"});
      to.version.set(second ? "2" : "1", place.walk.lines(each));
    } else if (one_of(word, {"listen-address", "vrf", "access-control", "allow-root", "client-keepalive-interval",
                             "disable-host-validation", "disable-password-authentication", "loglevel", "fido",
                             "dynamic-protection", "hostkey-algorithm", "pubkey-accepted-algorithm", "rekey",
                             "trusted-user-ca-key", "trusted-user-ca"})) {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::management, "a setting of SSH");
    }
  }
  return Outcome::understood;
}

Outcome telnet(Place place) {
  model::ManagementService& to = service(place, "telnet");
  to.port.set_default(23);
  to.filter.set_absent();
  to.allowed_sources.set_absent();
  for (const NodeId each : children(place)) {
    if (text(place, each) == "port")
      put_port(place, each, to.port);
    else if (one_of(text(place, each), {"listen-address", "allow-root"}))
      place.walk.ignore(each);
    else
      place.walk.unknown(each, Domain::management, "a setting of telnet");
  }
  return Outcome::understood;
}

/// `api keys id NAME key SECRET`, later `api rest`, `api graphql`.
void read_api(Place place, NodeId api) {
  const NodeId keys = at(place, api, {"keys", "id"});
  if (keys != no_node)
    for (const NodeId each : children(place, keys))
      if (const NodeId key = child_of(place.walk.configuration(), each, "key"); key != no_node)
        keep_secret(place, key, "api", std::string(text(place, each)));
}

void put_tls(Place place, NodeId statement, model::Texts& to) {
  std::vector<std::string> versions;
  for (const NodeId each : children(place, statement)) versions.emplace_back(text(place, each));
  to.set(std::move(versions), place.walk.lines_below(statement));
}

Outcome https(Place place) {
  model::ManagementService& to = service(place, "https");
  to.port.set_default(443);
  to.filter.set_absent();
  to.allowed_sources.set_absent();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "port" || word == "listen-port") {
      put_port(place, each, to.port);
    } else if (word == "api") {
      read_api(place, each);
    } else if (word == "allow-client") {
      if (const NodeId addresses = child_of(place.walk.configuration(), each, "address"); addresses != no_node)
        put_values(place, addresses, to.allowed_sources);
    } else if (word == "tls-version") {
      put_tls(place, each, to.tls_versions);
    } else if (word == "virtual-host") {
      to.port.set_unknown(place.walk.lines_below(each));
      to.allowed_sources.set_unknown(place.walk.lines_below(each));
    } else if (one_of(word, {"listen-address", "vrf", "certificates", "api-restrict", "request-body-size-limit",
                             "enable-http-redirect", "http-redirect"})) {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::management, "a setting of HTTPS");
    }
  }
  return Outcome::understood;
}

/// Of EdgeOS: `gui { http-port 80; https-port 443; older-ciphers enable }`. HTTP only leads to HTTPS.
Outcome gui(Place place) {
  model::ManagementService& to = service(place, "https");
  to.port.set_default(443);
  to.filter.set_absent();
  to.allowed_sources.set_absent();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "https-port")
      put_port(place, each, to.port);
    else
      place.walk.ignore(each);
  }
  return Outcome::understood;
}

Outcome lldp(Place place) {
  service(place, "lldp");
  place.state.lldp = place.node;
  const NodeId legacy = child(place, "legacy-protocols");
  if (legacy != no_node && child_of(place.walk.configuration(), legacy, "cdp") != no_node) service(place, "cdp");
  return Outcome::understood;
}

Outcome tftp(Place place) {
  service(place, "tftp").port.set_default(69);
  return Outcome::understood;
}

/// `dns forwarding { allow-from 10.0.0.0/8; ... }`. Releases before 1.2 answer everybody.
Outcome dns(Place place) {
  model::ManagementService& to = service(place, "dns");
  to.port.set_default(53);
  to.filter.set_absent();
  to.allowed_sources.set_absent();
  if (const NodeId from = child(place, "allow-from"); from != no_node) put_values(place, from, to.allowed_sources);
  if (const NodeId port = child(place, "port"); port != no_node) put_port(place, port, to.port);
  return Outcome::understood;
}

Outcome dhcp(Place place) {
  service(place, "dhcp").port.set_default(67);
  return Outcome::understood;
}

}  // namespace

Rows service_rows() {
  static constexpr std::string_view hosts = "what hosts of the networks are told";
  static constexpr std::string_view watching = "what is measured, and where it is sent";
  static constexpr std::string_view discovery = "which requests of hosts are passed on";
  static constexpr Domains management = Domain::management;
  static constexpr auto rows = std::to_array<Row>({
      block("service", Domains::all()),
      {"service ssh", management, &ssh},
      {"service telnet", management, &telnet},
      {"service https", management | Domain::users, &https},
      {"service gui", management, &gui},
      {"service lldp", management | Domain::interfaces, &lldp},
      {"service tftp-server", management, &tftp},
      block("service dns", management),
      {"service dns forwarding", management, &dns},
      ignored("service dns dynamic", "under which name others find the router"),
      {"service dhcp-server", management, &dhcp},
      ignored("service dhcp-relay", discovery),
      ignored("service dhcpv6-server", hosts),
      ignored("service dhcpv6-relay", discovery),
      ignored("service router-advert", hosts),
      ignored("service ndp-proxy", discovery),
      ignored("service mdns", discovery),
      ignored("service broadcast-relay", discovery),
      ignored("service igmp-proxy", discovery),
      known("service monitoring", management),
      ignored("service sla", watching),
      ignored("service ids", watching),
      ignored("service event-handler", "programs that messages start"),
      ignored("service ubnt-discover", discovery),
      ignored("service ubnt-discover-server", discovery),
      ignored("service unms", watching),
      ignored("service ping", watching),
      ignored("service eventwatchd", "programs that messages start"),
      known("service pppoe-server", Domain::authentication | Domain::users),
      known("service ipoe-server", Domain::authentication | Domain::users),
      ignored("service aws", "balancers of a cloud"),
      ignored("service config-sync", "where the configuration is copied to"),
      known("service console-server", management),
      known("service salt-minion", management),
      known("service suricata", Domain::filters),
      known("service stunnel", management),
      known("service upnp", management | Domain::filters),
      known("service upnp2", management | Domain::filters),
      known("service webproxy", Domain::proxy | Domain::filters),
      known("service sshguard", management),
      known("service bcast-relay", management),
  });
  return rows;
}

void finish_services(Walk& walk, State& state) {
  static constexpr auto always =
      std::to_array<std::string_view>({"ssh", "telnet", "http", "https", "tftp", "lldp", "cdp"});
  for (const std::string_view name : always) {
    const auto [found, added] = state.services.try_emplace(name);
    if (added) found->second.enabled.set_default(false);
  }
  for (auto& [name, to] : state.services) {
    to.context = walk.options().context;
    if (to.lines == 0 && to.enabled.state == model::State::configured) to.lines = to.enabled.lines;
    to.name.set(std::string(name), to.lines);
    if (one_of(name, {"ssh", "telnet"}) && to.lines != 0)
      put_or_default(to.idle_timeout, state.idle_timeout, std::int64_t{0});
    walk.device().services.push_back(std::move(to));
  }
}

}  // namespace muster::grammars::vyos
