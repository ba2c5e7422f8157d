#include <array>

#include "grammars/vyos/config.hpp"

/// `system syslog`, and the clocks: `system ntp`, `service ntp`, `system time-zone`.
namespace muster::grammars::vyos {
namespace {

/// 0 (emergencies) to 7 (debugging).
std::optional<std::size_t> severity_number(std::string_view word) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"});
  if (word == "all") return 7;
  const auto found = std::ranges::find(names, word);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::string severity_name(std::size_t number) {
  static constexpr auto names =
      std::to_array<std::string_view>({"emergencies", "alerts", "critical", "errors", "warnings", "notifications",
                                       "informational", "debugging"});
  return std::string(names[number]);
}

/// `facility all level info`: the lowest that any of them sends. Without a level it is `err`.
void put_severity(Place place, NodeId target, model::Text& to) {
  const NodeId facilities = child_of(place.walk.configuration(), target, "facility");
  if (facilities == no_node) return to.set_unknown(place.walk.lines(target));
  std::size_t lowest = 0;
  for (const NodeId each : children(place, facilities)) {
    const NodeId level = value_at(place, each, {"level"});
    const auto number = level == no_node ? std::optional<std::size_t>(3) : severity_number(text(place, level));
    if (!number) return to.set_unknown(place.walk.lines(each));
    lowest = std::max(lowest, *number);
  }
  to.set(severity_name(lowest), place.walk.lines_below(facilities));
}

/// In 1.3 each facility has its protocol; later the server has one.
std::string transport_of(Place place, NodeId target, NodeId& lines) {
  const Configuration& config = place.walk.configuration();
  lines = value_at(place, target, {"protocol"});
  if (lines == no_node)
    if (const NodeId facilities = child_of(config, target, "facility"); facilities != no_node)
      for (const NodeId each : children(place, facilities))
        if (const NodeId value = value_at(place, each, {"protocol"}); value != no_node) lines = value;
  const NodeId tls = child_of(config, target, "tls");
  if (tls != no_node && is_on(place, target, "tls") && !is_on(place, tls, "disable")) return lines = tls, "tls";
  return lines == no_node ? "udp" : std::string(text(place, lines));
}

/// `host 192.0.2.1 { facility all { level info; protocol tcp }; port 514; format {...} }`.
Outcome remote(Place place) {
  model::LogTarget to;
  head(place, place.node, to);
  // An address may stand with its port: 192.0.2.1:1514.
  std::string_view address = text(place);
  std::int64_t port = 514;
  const std::size_t colon = address.rfind(':');
  if (colon != std::string_view::npos && colon == address.find(':'))
    if (const auto given = number(address.substr(colon + 1))) port = *given, address = address.substr(0, colon);
  NodeId transport = no_node;
  const std::string kind = transport_of(place, place.node, transport);
  if (!one_of(kind, {"udp", "tcp", "tls"})) return place.walk.fail(transport, "udp or tcp");
  to.port.set_default(port);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "port") {
      if (!put_number(place, each, to.port)) return place.walk.fail(each, "a port");
      port = to.port.value;
    } else if (one_of(word, {"format", "source-address", "vrf", "source-interface"})) {
      place.walk.ignore(each);
    } else if (!one_of(word, {"facility", "protocol", "tls"})) {
      place.walk.unknown(each, Domain::logging, "a setting of a log server");
    }
  }
  to.name.set(std::string(address) + " " + kind + " " + std::to_string(port), to.lines);
  to.address.set(std::string(address), to.lines);
  if (transport == no_node)
    to.transport.set_default(kind);
  else
    to.transport.set(kind, place.walk.lines(transport));
  put_severity(place, place.node, to.severity);
  place.walk.device().logging.targets.push_back(std::move(to));
  return Outcome::understood;
}

Outcome file(Place place) {
  model::LogTarget& to = place.walk.device().logging.targets.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place)), to.lines);
  to.transport.set("file", to.lines);
  to.address.set_absent();
  put_severity(place, place.node, to.severity);
  return Outcome::understood;
}

Outcome console(Place place) {
  put_severity(place, place.node, place.walk.device().logging.console);
  return Outcome::understood;
}

/// `global`, later `local`: what the router keeps itself.
Outcome local(Place place) {
  if (child(place, "facility") != no_node) put_severity(place, place.node, place.walk.device().logging.buffered);
  return Outcome::understood;
}

Outcome source_interface(Place place) {
  put_text(place, place.node, place.walk.device().logging.source_interface);
  return Outcome::understood;
}

/// `server 192.0.2.1 { nts; prefer }`: without NTS nothing proves who answers.
Outcome ntp_server(Place place) {
  model::NtpServer& to = place.walk.device().ntp_servers.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place)), place.walk.lines(place.node));
  to.authenticated.set_default(false);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "nts")
      to.authenticated.set(true, place.walk.lines(each));
    else if (one_of(word, {"prefer", "pool", "noselect", "dynamic", "preempt", "interleave", "ptp"}))
      place.walk.ignore(each);
    else
      place.walk.unknown(each, Domain::time, "a setting of a time server");
  }
  return Outcome::understood;
}

/// `allow-client address 10.0.0.0/8`: the router answers them.
Outcome allow_client(Place place) {
  model::ManagementService& to = place.state.services["ntp"];
  to.enabled.set(true, place.walk.lines_below(place.node));
  const NodeId addresses = child(place, "address");
  if (addresses == no_node) return place.walk.fail(place.node, "address");
  put_values(place, addresses, to.allowed_sources);
  return Outcome::understood;
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view form = "how messages are written";
  static constexpr auto rows = std::to_array<Row>({
      block("system syslog", Domain::logging),
      block("system syslog host", Domain::logging),
      {"system syslog host *", Domain::logging, &remote},
      block("system syslog remote", Domain::logging),
      {"system syslog remote *", Domain::logging, &remote},
      block("system syslog file", Domain::logging),
      {"system syslog file *", Domain::logging, &file},
      {"system syslog console", Domain::logging, &console},
      {"system syslog global", Domain::logging, &local},
      {"system syslog local", Domain::logging, &local},
      ignored("system syslog user", "who sees messages on a terminal"),
      ignored("system syslog vrf", "by which way servers are reached"),
      {"system syslog source-interface", Domain::logging, &source_interface},
      ignored("system syslog source-address", "from where messages are sent"),
      ignored("system syslog marker", form),
      ignored("system syslog preserve-fqdn", form),
  });
  return rows;
}

Rows time_rows() {
  static constexpr std::string_view way = "by which way servers are reached";
  static constexpr auto rows = std::to_array<Row>({
      block("system ntp", Domain::time),
      block("system ntp server", Domain::time),
      {"system ntp server *", Domain::time, &ntp_server},
      {"system ntp allow-clients", Domain::time | Domain::management, &allow_client},
      {"system ntp allow-client", Domain::time | Domain::management, &allow_client},
      ignored("system ntp listen-address", way),
      ignored("system ntp vrf", way),
      block("service ntp", Domain::time),
      block("service ntp server", Domain::time),
      {"service ntp server *", Domain::time, &ntp_server},
      {"service ntp allow-client", Domain::time | Domain::management, &allow_client},
      ignored("service ntp listen-address", way),
      ignored("service ntp interface", way),
      ignored("service ntp vrf", way),
      ignored("service ntp leap-second", "how leap seconds are taken"),
      ignored("service ntp ptp", "clocks of the link"),
      ignored("service ntp timestamp", "how packets are stamped"),
      ignored("system time-zone", "how times are shown"),
  });
  return rows;
}

/// Messages are kept with date and time, whatever is sent elsewhere.
void finish_logging(Walk& walk) {
  model::Logging& to = walk.device().logging;
  to.enabled.set_default(true);
  to.timestamps.set_default(true);
  if (to.console.state == model::State::unknown && to.console.lines == 0) to.console.set_absent();
  if (to.source_interface.state == model::State::unknown && to.source_interface.lines == 0)
    to.source_interface.set_absent();
}

}  // namespace muster::grammars::vyos
