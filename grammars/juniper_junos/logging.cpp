#include <algorithm>
#include <array>

#include "grammars/juniper_junos/config.hpp"

/// `system syslog` and `system ntp`.
namespace muster::grammars::juniper_junos {
namespace {

struct Severity {
  std::string_view word;
  std::string_view neutral;
};
/// From the most severe on.
constexpr auto severities = std::to_array<Severity>({{"none", ""},
                                                     {"emergency", "emergencies"},
                                                     {"alert", "alerts"},
                                                     {"critical", "critical"},
                                                     {"error", "errors"},
                                                     {"warning", "warnings"},
                                                     {"notice", "notifications"},
                                                     {"info", "informational"},
                                                     {"debug", "debugging"},
                                                     {"any", "debugging"}});

bool is_facility(std::string_view word) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"any", "authorization", "change-log", "conflict-log", "daemon", "dfc", "external", "firewall", "ftp",
       "interactive-commands", "kernel", "ntp", "pfe", "security", "user"});
  return std::ranges::find(names, word) != names.end();
}

bool is_harmless(std::string_view word) {
  static constexpr auto words =
      std::to_array<std::string_view>({"source-address", "facility-override", "log-prefix", "explicit-priority",
                                       "structured-data", "allow-duplicates", "exclude-hostname", "routing-instance"});
  return std::ranges::find(words, word) != words.end();
}

struct Host {
  std::uint32_t port = 514;
  std::string_view transport = "udp";
  std::size_t severity = 0;
  NodeId severity_node = no_node;
};

Outcome read_setting(Place place, NodeId each, Host& host) {
  const std::string_view word = text(place, each);
  const NodeId value = value_of(place, each);
  if (is_harmless(word)) {
    place.walk.ignore(each);
  } else if (word == "port") {
    const auto port = value == no_node ? std::nullopt : number(text(place, value));
    if (!port || *port > 65535) return place.walk.fail(value == no_node ? each : value, "a port");
    host.port = *port;
  } else if (word == "transport") {
    const std::string_view kind = value == no_node ? std::string_view() : text(place, value);
    if (kind != "udp" && kind != "tcp" && kind != "tls")
      return place.walk.fail(value == no_node ? each : value, "udp, tcp or tls");
    host.transport = kind;
  } else if (is_facility(word)) {
    const auto found =
        value == no_node ? severities.end() : std::ranges::find(severities, text(place, value), &Severity::word);
    if (found == severities.end()) return place.walk.fail(value == no_node ? each : value, "a severity");
    const auto level = static_cast<std::size_t>(found - severities.begin());
    if (level > host.severity) host.severity = level, host.severity_node = value;
  } else {
    return place.walk.fail(each, "a facility or a setting of a log host");
  }
  return Outcome::understood;
}

/// The severity that a statement like `any notice` gives; 0 if none, or if it is not understood.
std::size_t level_of(Place place, NodeId facility) {
  const NodeId value = value_of(place, facility);
  const auto found =
      value == no_node ? severities.end() : std::ranges::find(severities, text(place, value), &Severity::word);
  return found == severities.end() ? 0 : static_cast<std::size_t>(found - severities.begin());
}

/// Changes are recorded with their user, as notices of the facilities change-log and interactive-commands.
void note_changes(Place place) {
  constexpr std::size_t notice = 6;
  static_assert(severities[notice].word == "notice");
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    const bool records = word == "any" || word == "change-log" || word == "interactive-commands";
    model::Boolean& to = place.walk.device().logging.config_changes;
    if (records && level_of(place, each) >= notice && !to.known()) to.set(true, place.walk.lines_below(each));
  }
}

/// The most verbose of its facilities.
std::pair<std::size_t, NodeId> most_verbose(Place place) {
  std::pair<std::size_t, NodeId> most{0, no_node};
  for (const NodeId each : children(place))
    if (is_facility(text(place, each)) && level_of(place, each) > most.first) most = {level_of(place, each), each};
  return most;
}

bool is_filtered(Place place) { return child(place, "match") != no_node || child(place, "match-strings") != no_node; }

Outcome log_host(Place place) {
  const std::string_view address = text(place);
  if (address == "other-routing-engine" || address == "scc-master" || address == "sfc0-master") return Outcome::ignored;
  Host host;
  if (child(place, "match") != no_node || child(place, "match-strings") != no_node)
    return Outcome::known;  // sends a part
  for (const NodeId each : children(place))
    if (const Outcome outcome = read_setting(place, each, host); outcome != Outcome::understood) return outcome;
  note_changes(place);
  model::LogTarget& to = place.walk.device().logging.targets.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set(std::string(address) + " " + std::string(host.transport) + " " + std::to_string(host.port), to.lines);
  to.address.set(std::string(address), to.lines);
  to.port.set(host.port, to.lines);
  if (host.severity == 0) {
    to.transport.set_absent(to.lines);  // it is named, and nothing goes there
    to.severity.set_absent(to.lines);
  } else {
    to.transport.set(std::string(host.transport), to.lines);
    to.severity.set(std::string(severities[host.severity].neutral), place.walk.lines(host.severity_node));
  }
  return Outcome::understood;
}

/// `file messages { any notice; authorization info; }`
Outcome log_file(Place place) {
  if (!is_filtered(place)) note_changes(place);
  model::LogTarget& to = place.walk.device().logging.targets.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set(std::string(text(place)), place.walk.lines(place.node));
  to.address.set_absent();
  to.port.set_absent();
  to.transport.set("file", to.lines);
  const auto [level, node] = most_verbose(place);
  if (level == 0)
    to.severity.set_absent(to.lines);
  else
    to.severity.set(std::string(severities[level].neutral), place.walk.lines(node));
  return Outcome::understood;
}

Outcome log_console(Place place) {
  const auto [level, node] = most_verbose(place);
  if (level > 0)
    place.walk.device().logging.console.set(std::string(severities[level].neutral), place.walk.lines(node));
  return Outcome::understood;
}

/// What a time source is authenticated by: `key N` of a server, if it is defined and trusted.
Outcome ntp(Place place) {
  std::set<std::string_view> defined, trusted;
  if (const NodeId keys = child(place, "authentication-key"); keys != no_node)
    for (const NodeId key : children(place, keys)) {
      defined.insert(text(place, key));
      const NodeId value = option(place, key, "value");
      if (value != no_node) keep_secret(place, value, "ntp", std::string(text(place, key)));
    }
  if (const NodeId keys = child(place, "trusted-key"); keys != no_node)
    for (const NodeId key : children(place, keys)) trusted.insert(text(place, key));
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "authentication-key" || word == "trusted-key") continue;
    if (word == "boot-server" || word == "source-address" || word == "interval-range" || word == "threshold" ||
        word == "broadcast" || word == "restrict") {
      place.walk.ignore(each);
      continue;
    }
    if (word != "server" && word != "peer") {
      place.walk.known(each, Domain::time);
      continue;
    }
    for (const NodeId server : children(place, each)) {
      model::NtpServer& to = place.walk.device().ntp_servers.emplace_back();
      to.context = place.state.context;
      to.lines = place.walk.lines_below(server);
      to.name.set(std::string(text(place, server)), to.lines);
      const NodeId key = option(place, server, "key");
      const NodeId value = key == no_node ? no_node : value_of(place, key);
      const bool nts = option(place, server, "nts") != no_node;
      to.authenticated.set(
          nts || (value != no_node && defined.contains(text(place, value)) && trusted.contains(text(place, value))),
          to.lines);
    }
  }
  return Outcome::understood;
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view local = "copies on the device and on terminals";
  static constexpr auto rows = std::to_array<Row>({
      block("system syslog", Domain::logging),
      {"system syslog host *", Domain::logging, &log_host},
      {"system syslog file *", Domain::logging, &log_file},
      ignored("system syslog user", local),
      {"system syslog console", Domain::logging, &log_console},
      ignored("system syslog archive", local),
      ignored("system syslog allow-duplicates", "logs more, never less"),
      ignored("system syslog time-format", "adds the year and milliseconds to the time"),
      ignored("system syslog source-address", "which address messages come from"),
      ignored("system syslog log-rotate-frequency", local),
      ignored("system syslog routing-instance", "which way messages go"),
      known("system syslog server", Domain::management),
      {"system ntp", Domain::time | Domain::users, &ntp},
      ignored("system time-zone", "how times are shown"),
      ignored("system use-imported-time-zones", "how times are shown"),
  });
  return rows;
}

void finish_logging(Walk& walk) {
  model::Logging& logging = walk.device().logging;
  logging.enabled.set_default(true);
  if (!logging.config_changes.known()) logging.config_changes.set_default(false);
  if (!logging.console.known()) logging.console.set_absent();
  logging.timestamps.set_default(true);  // every message carries its time
}

}  // namespace muster::grammars::juniper_junos
