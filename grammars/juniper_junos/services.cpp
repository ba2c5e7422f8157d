#include <algorithm>
#include <array>

#include "grammars/juniper_junos/config.hpp"

/// `system services`: what the device itself answers to. Nothing answers that is not configured.
namespace muster::grammars::juniper_junos {
namespace {

struct Known {
  std::string_view name;
  std::int64_t port;
};
constexpr auto services = std::to_array<Known>({{"ssh", 22},
                                                {"telnet", 23},
                                                {"ftp", 21},
                                                {"finger", 79},
                                                {"http", 80},
                                                {"https", 443},
                                                {"netconf", 830},
                                                {"tftp", 69},
                                                {"xnm-clear-text", 3221},
                                                {"xnm-ssl", 3220},
                                                {"rest-http", 3000},
                                                {"rest-https", 3443}});

model::ManagementService& add_service(Walk& walk, std::string_view name, model::LinesId lines) {
  model::ManagementService& to = walk.device().services.emplace_back();
  to.context = walk.options().context;
  to.lines = lines;
  to.name.set(std::string(name), lines);
  to.version.set_absent();
  return to;
}

Outcome answers(Place place, std::string_view name) {
  model::ManagementService& to = add_service(place.walk, name, place.walk.lines_below(place.node));
  to.enabled.set(true, place.walk.lines(place.node));
  const auto known = std::ranges::find(services, name, &Known::name);
  if (known != services.end()) to.port.set_default(known->port);
  const NodeId port = value_of_child(place, "port");
  if (port != no_node) {
    const auto value = number(text(place, port));
    if (!value || *value > 65535) return place.walk.fail(port, "a port");
    to.port.set(*value, place.walk.lines(port));
  }
  return Outcome::understood;
}

/// What it may say beside its port, algorithms and versions.
bool is_setting_of_ssh(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"port",
                                                                 "root-login",
                                                                 "protocol-version",
                                                                 "ciphers",
                                                                 "macs",
                                                                 "key-exchange",
                                                                 "connection-limit",
                                                                 "rate-limit",
                                                                 "max-sessions-per-connection",
                                                                 "max-pre-authentication-packets",
                                                                 "hostkey-algorithm",
                                                                 "hostkey-algorithm-list",
                                                                 "client-alive-interval",
                                                                 "client-alive-count-max",
                                                                 "fingerprint-hash",
                                                                 "no-tcp-forwarding",
                                                                 "tcp-forwarding",
                                                                 "no-passwords",
                                                                 "no-password-authentication",
                                                                 "no-public-keys",
                                                                 "no-challenge-response",
                                                                 "sftp-server",
                                                                 "log-key-changes",
                                                                 "rekey",
                                                                 "allow-tcp-forwarding",
                                                                 "access-disable-external",
                                                                 "allow-sources",
                                                                 "deny-sources",
                                                                 "connection-attempts"});
  return std::ranges::find(words, word) != words.end();
}

/// `ciphers [ a b ]`: those that are named are offered, and no others.
void put_words(Place place, std::string_view word, model::Texts& to) {
  const NodeId list = child(place, word);
  if (list == no_node) return;
  std::vector<std::string> words;
  for (const NodeId each : children(place, list)) words.emplace_back(text(place, each));
  to.set(std::move(words), place.walk.lines_below(list));
}

/// `root-login allow|deny|deny-password`. Without it root may log in, if only with a key: that differs between releases.
bool put_root_login(Place place, model::Boolean& to) {
  to.set_default(true);
  const NodeId value = value_of_child(place, "root-login");
  if (value == no_node) return true;
  const std::string_view word = text(place, value);
  if (word != "allow" && word != "deny" && word != "deny-password") return false;
  to.set(word != "deny", place.walk.lines(value));
  return true;
}

Outcome ssh(Place place) {
  const Outcome outcome = answers(place, "ssh");
  if (outcome != Outcome::understood) return outcome;
  for (const NodeId each : children(place))
    if (!is_setting_of_ssh(text(place, each)))
      place.walk.unknown(each, Domain::management | Domain::users, "a setting of ssh");
  model::ManagementService& to = place.walk.device().services.back();
  if (!put_root_login(place, to.root_login))
    return place.walk.fail(value_of_child(place, "root-login"), "allow, deny or deny-password");
  put_words(place, "ciphers", to.ciphers);
  put_words(place, "macs", to.macs);
  put_words(place, "key-exchange", to.key_exchanges);
  to.version.set_default("2");
  const NodeId versions = child(place, "protocol-version");
  if (versions == no_node) return outcome;
  std::string all;
  for (const NodeId each : children(place, versions)) all += (all.empty() ? "" : ",") + std::string(text(place, each));
  to.version.set(all == "v2" ? "2" : all == "v1" ? "1" : "1.99", place.walk.lines(versions));
  return outcome;
}

Outcome telnet(Place place) { return answers(place, "telnet"); }
Outcome ftp(Place place) { return answers(place, "ftp"); }
Outcome finger(Place place) { return answers(place, "finger"); }
Outcome tftp(Place place) { return answers(place, "tftp"); }
Outcome http(Place place) { return answers(place, "http"); }
Outcome https(Place place) { return answers(place, "https"); }
Outcome netconf(Place place) { return answers(place, "netconf"); }
Outcome clear_text(Place place) { return answers(place, "xnm-clear-text"); }
Outcome xnm_ssl(Place place) { return answers(place, "xnm-ssl"); }
/// `control { allowed-sources [ A B ]; }` is said once for both.
Outcome rest(Place place, std::string_view name) {
  const Outcome outcome = answers(place, name);
  const Configuration& config = place.walk.configuration();
  const NodeId control = child(config, config[place.node].parent, "control");
  if (outcome != Outcome::understood || control == no_node) return outcome;
  put_words({place.walk, place.state, control}, "allowed-sources", place.walk.device().services.back().allowed_sources);
  return outcome;
}
Outcome rest_http(Place place) { return rest(place, "rest-http"); }
Outcome rest_https(Place place) { return rest(place, "rest-https"); }

Outcome lldp(Place place) {
  if (child(place, "disable") != no_node || child(place, "interface") == no_node) return Outcome::known;
  place.state.lldp = place.node;
  return answers(place, "lldp");
}

/// `ports console`, `ports auxiliary`: a line whose limits are told elsewhere in part.
Outcome port(Place place) {
  model::TerminalLine& to = place.walk.device().terminal_lines.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set(std::string(text(place)), to.lines);
  to.kind.set(text(place) == "console" ? "console" : "aux", to.lines);
  return Outcome::understood;
}

/// The filter that packets to the device pass: the inbound one of lo0 in the main instance.
const model::Text* loopback_filter(const model::Device& device, std::string_view context) {
  for (const model::Interface& each : device.interfaces)
    if (each.context == context && each.name.value.starts_with("lo0.") && each.vrf.state == model::State::absent &&
        each.filter_in.known())
      return &each.filter_in;
  return nullptr;
}

}  // namespace

Rows service_rows() {
  static constexpr std::string_view limits = "how many, and how fast, sessions are accepted";
  static constexpr auto management = Domains(Domain::management);
  static constexpr auto rows = std::to_array<Row>({
      block("system services", management),
      {"system services ssh", management, &ssh},
      {"system services telnet", management, &telnet},
      {"system services ftp", management, &ftp},
      {"system services finger", management, &finger},
      {"system services tftp-server", management, &tftp},
      block("system services web-management", management),
      {"system services web-management http", management, &http},
      {"system services web-management https", management, &https},
      ignored("system services web-management management-url", "the path of the pages"),
      ignored("system services web-management session", limits),
      ignored("system services web-management control", limits),
      ignored("system services web-management traceoptions", "notes for debugging"),
      block("system services netconf", management),
      {"system services netconf ssh", management, &netconf},
      known("system services netconf tls", management),
      ignored("system services netconf rfc-compliant", "how answers look"),
      ignored("system services netconf yang-compliant", "how answers look"),
      ignored("system services netconf yang-modules", "how answers look"),
      ignored("system services netconf notification", "how answers look"),
      ignored("system services netconf hello-message", "how answers look"),
      ignored("system services netconf flatten-commit-results", "how answers look"),
      ignored("system services netconf traceoptions", "notes for debugging"),
      ignored("system services netconf netconf-monitoring", "how answers look"),
      {"system services xnm-clear-text", management, &clear_text},
      {"system services xnm-ssl", management, &xnm_ssl},
      block("system services rest", management),
      {"system services rest http", management, &rest_http},
      {"system services rest https", management, &rest_https},
      block("system services rest control", management),
      block("system services rest control allowed-sources", management),
      ignored("system services rest control connection-limit", limits),
      ignored("system services rest traceoptions", "notes for debugging"),
      known("system services extension-service", management),
      known("system services outbound-ssh", Domain::management | Domain::users),
      known("system services outbound-https", Domain::management | Domain::users),
      known("system services reverse", management),
      known("system services rlogin", management),
      known("system services rsh", management),
      ignored("system services dns", "names for clients"),
      ignored("system services dhcp", "addresses for clients"),
      ignored("system services dhcp-local-server", "addresses for clients"),
      ignored("system services dhcpv6", "addresses for clients"),
      ignored("system services dhcp-proxy-client", "addresses for clients"),
      ignored("system services subscriber-management", "how subscribers are served"),
      ignored("system services subscriber-management-helper", "how subscribers are served"),
      ignored("system services static-subscribers", "how subscribers are served"),
      ignored("system services resource-monitor", "watches memory"),
      ignored("system services database-replication", "replication within the chassis"),
      known("system services web-api", management),
      known("system services webapi", management),
      {"system ports console", management, &port},
      {"system ports auxiliary", management, &port},
      {"protocols lldp", management, &lldp},
  });
  return rows;
}

void finish_services(Walk& walk, State&) {
  model::Device& device = walk.device();
  const auto named = [&device, &walk](std::string_view name) {
    return std::ranges::find_if(device.services, [&](const auto& each) {
      return each.name.value == name && each.context == walk.options().context;
    });
  };
  for (const Known& each : services)
    if (named(each.name) == device.services.end()) add_service(walk, each.name, 0).enabled.set_default(false);
  const model::Text* const filter = loopback_filter(device, walk.options().context);
  for (model::ManagementService& each : device.services)
    filter != nullptr ? each.filter.set(filter->value, filter->lines) : each.filter.set_absent();
  std::vector<std::string> transports;
  model::LinesId lines = 0;
  for (const std::string name : {"ssh", "telnet"}) {
    if (!named(name)->enabled.value) continue;
    transports.push_back(name);
    lines = device.lines.join(lines, named(name)->lines);
  }
  if (transports.empty()) transports.emplace_back("none");
  for (model::TerminalLine& each : device.terminal_lines) {
    if (each.kind.value != "vty") continue;
    each.transport_input.set(transports, lines);
    filter != nullptr ? each.access_class.set(filter->value, filter->lines) : each.access_class.set_absent();
  }
}

}  // namespace muster::grammars::juniper_junos
