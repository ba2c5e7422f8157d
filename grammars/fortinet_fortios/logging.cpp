#include "grammars/fortinet_fortios/config.hpp"

/// Log servers, and what of the device's own events is logged.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::logging;
constexpr auto at = &Config::log_server;
constexpr std::string_view selection = "which sessions and events a target gets; its severity stands elsewhere";
constexpr std::string_view transfer = "how messages are shaped and buffered";

/// `config log syslogd setting`, `config log syslogd filter`: `Name` says which of them.
struct Source {
  std::string_view name;
};
constexpr Source syslog1{"syslogd"}, syslog2{"syslogd2"}, syslog3{"syslogd3"}, syslog4{"syslogd4"},
    analyzer1{"fortianalyzer"}, analyzer2{"fortianalyzer2"}, analyzer3{"fortianalyzer3"}, cloud{"fortianalyzer-cloud"},
    fortiguard{"fortiguard"};

template <const Source& From>
Outcome target_block(Config& config, Cursor& cursor) {
  const Outcome outcome = block(config, cursor);
  config.log_server = &config.vdom->log_servers.get(From.name);
  begin_entry(*config.log_server, cursor);
  return outcome;
}

const Table& setting_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"status", domains, &flag<at, &LogServer::enabled>},
      {"server", domains, &text<at, &LogServer::server>},
      {"mode", domains, &text<at, &LogServer::mode>},
      {"reliable", domains, &flag<at, &LogServer::reliable_flag>},
      {"port", domains, &number<at, &LogServer::port>},
      {"enc-algorithm", domains, &text<at, &LogServer::encryption>},
  });
  static constexpr auto others = ignored_each(
      words("facility", "source-ip", "source-ip6", "format", "priority", "max-log-rate", "ssl-min-proto-version",
            "certificate", "certificate-verification", "custom-field-name", "config custom-field-name",
            "interface-select-method", "interface", "vrf-select", "syslog-type", "csv", "use-management-vdom",
            "ips-archive", "hmac-algorithm", "conn-timeout", "monitor-keepalive-period", "monitor-failure-retry-period",
            "upload-option", "upload-interval", "upload-day", "upload-time", "serial", "access-config", "preshared-key",
            "alt-server", "fallback-to-primary", "server-cert-ca", "faz-type", "__change_ip", "local-override",
            "encrypt", "address-mode", "fdp-device", "fdp-interface", "gui-display", "mgmt-name", "localid",
            "buffer-max-send", "status-check", "upload-ssl-conn"),
      transfer);
  static const Table table({rows, others}, &opens<at>);
  return table;
}

constexpr std::string_view enabled = "enable", include = "include";
constexpr auto session_rows = ignored_each(
    words("forward-traffic", "local-traffic", "multicast-traffic", "sniffer-traffic", "ztna-traffic",
          "http-transaction", "anomaly", "netscan-discovery", "netscan-vulnerability", "voip", "dlp-archive", "gtp",
          "forti-switch", "dns", "ssh", "ssl", "cifs", "debug", "attack", "virus", "web", "web-filter", "email", "ips",
          "app-ctrl", "dlp", "cpu-memory-usage", "wan-opt", "vpn", "ppp", "dhcp", "l2tp-pptp-ppp", "ipsec",
          "sslvpn-log-adm", "sslvpn-log-auth", "sslvpn-log-session", "vip-ssl", "ldb-monitor", "wireless-activity"),
    selection);
/// What could keep the events of the device itself from a target. Only their usual values let all of them through.
constexpr auto event_rows = std::to_array<Row>({
    {"filter", domains, &usually<nothing>},
    {"filter-type", domains, &usually<include>},
    {"config free-style", domains},
    {"event", domains, &usually<enabled>},
    {"system", domains, &usually<enabled>},
    {"admin", domains, &usually<enabled>},
    {"auth", domains, &usually<enabled>},
    {"config", domains, &usually<enabled>},
    {"ha", domains, &usually<enabled>},
    {"radius", domains, &usually<enabled>},
    {"pattern", domains, &usually<enabled>},
});

const Table& filter_table() {
  static constexpr auto rows = std::to_array<Row>({{"severity", domains, &text<at, &LogServer::severity>}});
  static const Table table({rows, event_rows, session_rows}, &opens<at>);
  return table;
}

constexpr std::string_view unused = "counts only while it is on";
constexpr auto override_rows = std::to_array<Row>({
    {"status", domains, &usually<disabled>},
    {"override", domains, &usually<disabled>},
    {"config", domains},
    ignored<Config>("*", unused),
});

Outcome memory_status(Config& config, Cursor& cursor) { return read_flag(config.vdom->memory_log, cursor); }
Outcome memory_severity(Config& config, Cursor& cursor) { return read_text(config.vdom->memory_severity, cursor); }
Outcome config_events(Config& config, Cursor& cursor) { return read_flag(config.vdom->config_events, cursor); }
Outcome system_events(Config& config, Cursor& cursor) { return read_flag(config.vdom->system_events, cursor); }
/// `log tacacs+accounting2 setting`: a server that is told of commands.
template <const Source& From>
Outcome accounting_block(Config& config, Cursor& cursor) {
  const Outcome outcome = block(config, cursor);
  config.aaa = &config.vdom->aaa.get(From.name);
  config.aaa->protocol = "tacacs";
  config.aaa->accounting = {false, 0};
  begin_entry(*config.aaa, cursor);
  return outcome;
}
constexpr Source accounting1{"tacacs accounting"}, accounting2{"tacacs accounting2"}, accounting3{"tacacs accounting3"};

Outcome accounting(Config& config, Cursor& cursor) {
  Maybe<bool> on;
  const Outcome outcome = read_flag(on, cursor);
  if (on) config.aaa->accounting = on;
  if (on && on->value) config.vdom->accounting = on;
  return outcome;
}

const Table& memory_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"status", domains, &memory_status}, ignored<Config>("diskfull", transfer)});
  static const Table table({rows});
  return table;
}
const Table& memory_filter_table() {
  static constexpr auto rows = std::to_array<Row>({{"severity", domains, &memory_severity}});
  static const Table table({rows, event_rows, session_rows});
  return table;
}
const Table& event_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"event", domains, &config_events}, {"system", domains, &system_events}});
  static constexpr auto others =
      ignored_each(words("vpn", "user", "router", "wireless-activity", "wan-opt", "endpoint", "ha", "compliance-check",
                         "security-rating", "security-audit", "fortiextender", "connector", "sdwan", "cifs",
                         "switch-controller", "rest-api", "web-svc", "webproxy"),
                   "events of other parts than the configuration");
  static const Table table({rows, others});
  return table;
}
const Table& accounting_table() {
  static constexpr Domains told = Domain::authentication;
  static constexpr auto rows = std::to_array<Row>({
      {"status", told, &accounting},
      {"server", told, &text<&Config::aaa, &AaaServers::server>},
      {"server-key", told | Domain::users, &secret<&Config::aaa, &AaaServers::secret>},
  });
  static constexpr auto others =
      ignored_each(words("source-ip", "interface-select-method", "interface", "vrf-select"), transfer);
  static const Table table({rows, others}, &opens<&Config::aaa>);
  return table;
}
const Table& vdom_setting_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"syslog-override", domains, &usually<disabled>},
      {"faz-override", domains, &usually<disabled>},
  });
  static constexpr auto others = ignored_each(
      words("resolve-ip", "resolve-port", "log-user-in-upper", "fwpolicy-implicit-log", "fwpolicy6-implicit-log",
            "extended-log", "log-invalid-packet", "local-in-allow", "local-in-deny", "local-in-deny-unicast",
            "local-in-deny-broadcast", "local-in-policy-log", "local-out", "local-out-ioc-detection", "daemon-log",
            "neighbor-event", "brief-traffic-format", "user-anonymize", "expolicy-implicit-log", "log-policy-comment",
            "log-policy-name", "rest-api-set", "rest-api-get", "rest-api-performance", "long-live-session-stat",
            "extended-utm-log", "zone-name", "custom-log-fields", "config custom-log-fields", "anonymization-hash",
            "gui-location"),
      "which sessions are logged, and how they are shown");
  static const Table table({rows, others});
  return table;
}

/// FortiOS' words for severities in the model's.
std::string severity_word(std::string_view word) {
  static const std::map<std::string_view, std::string_view> others{{"emergency", "emergencies"},
                                                                   {"alert", "alerts"},
                                                                   {"error", "errors"},
                                                                   {"warning", "warnings"},
                                                                   {"notification", "notifications"},
                                                                   {"information", "informational"},
                                                                   {"debug", "debugging"}};
  const auto found = others.find(word);
  return std::string(found == others.end() ? word : found->second);
}

std::string transport_of(const LogServer& from, bool syslog) {
  const bool reliable = (from.mode && from.mode->value != "udp") || (from.reliable_flag && from.reliable_flag->value);
  if (!reliable) return "udp";
  const bool encrypted =
      from.encryption ? from.encryption->value != "disable" && from.encryption->value != "default" : !syslog;
  return encrypted ? "tls" : "tcp";
}

/// It is switched on, and nobody is named that messages are sent to: some releases find a FortiAnalyzer by themselves.
void nobody(const LogServer& from, const Target& target) {
  if (!from.opened_by.empty())
    target.device.open(target.context, domains, "a log server that was not understood", target.id(from.opened_by));
}

void put_target(const std::string& name, const LogServer& from, const Target& target) {
  if (!from.enabled || !from.enabled->value) return;
  const bool syslog = name.starts_with("syslogd");
  const bool needs_server = syslog || (name.starts_with("fortianalyzer") && name != cloud.name);
  if (needs_server && !from.server) return nobody(from, target);
  const std::string transport = transport_of(from, syslog);
  const std::string port = std::to_string(from.port ? from.port->value : 514);
  model::LogTarget& to = target.device.logging.targets.emplace_back();
  from.put(to, target);
  to.name.set((from.server ? from.server->value : name) + " " + transport + " " + port, to.lines);
  put(to.address, from.server);
  put_or_default<std::int64_t>(to.port, from.port, 514);
  to.transport.set(transport, from.mode ? from.mode->lines : to.lines);
  if (from.severity)
    to.severity.set(severity_word(from.severity->value), from.severity->lines);
  else
    to.severity.set_default("informational");
}

/// Changes of the configuration are events of the system; both switches are on unless they are off.
void put_events(const Vdom& vdom, model::Logging& to) {
  const bool events = !vdom.config_events || vdom.config_events->value;
  const bool system = !vdom.system_events || vdom.system_events->value;
  if (!events || !system)
    to.config_changes.set(false, events ? vdom.system_events->lines : vdom.config_events->lines);
  else if (to.config_changes.state == model::State::unknown)
    to.config_changes.set_default(true);
}

}  // namespace

Rows logging_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config log syslogd setting", domains, &target_block<syslog1>, &setting_table},
      {"config log syslogd2 setting", domains, &target_block<syslog2>, &setting_table},
      {"config log syslogd3 setting", domains, &target_block<syslog3>, &setting_table},
      {"config log syslogd4 setting", domains, &target_block<syslog4>, &setting_table},
      {"config log fortianalyzer setting", domains, &target_block<analyzer1>, &setting_table},
      {"config log fortianalyzer2 setting", domains, &target_block<analyzer2>, &setting_table},
      {"config log fortianalyzer3 setting", domains, &target_block<analyzer3>, &setting_table},
      {"config log fortianalyzer-cloud setting", domains, &target_block<cloud>, &setting_table},
      {"config log fortiguard setting", domains, &target_block<fortiguard>, &setting_table},
      {"config log syslogd filter", domains, &target_block<syslog1>, &filter_table},
      {"config log syslogd2 filter", domains, &target_block<syslog2>, &filter_table},
      {"config log syslogd3 filter", domains, &target_block<syslog3>, &filter_table},
      {"config log syslogd4 filter", domains, &target_block<syslog4>, &filter_table},
      {"config log fortianalyzer filter", domains, &target_block<analyzer1>, &filter_table},
      {"config log fortianalyzer2 filter", domains, &target_block<analyzer2>, &filter_table},
      {"config log fortianalyzer3 filter", domains, &target_block<analyzer3>, &filter_table},
      {"config log fortianalyzer-cloud filter", domains, &target_block<cloud>, &filter_table},
      {"config log fortiguard filter", domains, &target_block<fortiguard>, &filter_table},
      {"config log memory setting", domains, &block, &memory_table},
      {"config log memory filter", domains, &block, &memory_filter_table},
      {"config log eventfilter", domains, &block, &event_table},
      {"config log setting", domains, &block, &vdom_setting_table},
      {"config log tacacs+accounting setting", Domain::authentication, &accounting_block<accounting1>,
       &accounting_table},
      {"config log tacacs+accounting2 setting", Domain::authentication, &accounting_block<accounting2>,
       &accounting_table},
      {"config log tacacs+accounting3 setting", Domain::authentication, &accounting_block<accounting3>,
       &accounting_table},
      ignored<Config>("config log tacacs+accounting filter", "which commands are reported"),
      ignored<Config>("config log tacacs+accounting2 filter", "which commands are reported"),
      ignored<Config>("config log tacacs+accounting3 filter", "which commands are reported"),
      {"config log syslogd override-setting", domains, &block, &idle_table<override_rows>},
      {"config log syslogd2 override-setting", domains, &block, &idle_table<override_rows>},
      {"config log syslogd3 override-setting", domains, &block, &idle_table<override_rows>},
      {"config log syslogd4 override-setting", domains, &block, &idle_table<override_rows>},
      {"config log fortianalyzer override-setting", domains, &block, &idle_table<override_rows>},
      {"config log fortianalyzer2 override-setting", domains, &block, &idle_table<override_rows>},
      {"config log fortianalyzer3 override-setting", domains, &block, &idle_table<override_rows>},
      {"config log fortianalyzer-cloud override-setting", domains, &block, &idle_table<override_rows>},
      {"config log webtrends setting", domains, &block, &idle_table<override_rows>},
      ignored<Config>("config log webtrends filter", selection),
      {"config log", domains},
      ignored<Config>("config log syslogd override-filter", selection),
      ignored<Config>("config log syslogd2 override-filter", selection),
      ignored<Config>("config log syslogd3 override-filter", selection),
      ignored<Config>("config log syslogd4 override-filter", selection),
      ignored<Config>("config log fortianalyzer override-filter", selection),
      ignored<Config>("config log fortianalyzer2 override-filter", selection),
      ignored<Config>("config log fortianalyzer3 override-filter", selection),
      ignored<Config>("config log fortianalyzer-cloud override-filter", selection),
      ignored<Config>("config log disk", "the log on the device's own disk"),
      ignored<Config>("config log null-device", "messages that are dropped on purpose"),
      ignored<Config>("config log memory global-setting", "sizes of the buffer"),
      ignored<Config>("config log custom-field", transfer),
      ignored<Config>("config log gui-display", "how the log is shown"),
      ignored<Config>("config log threat-weight", "how threats are scored"),
      ignored<Config>("config log fortiguard override-setting", transfer),
      ignored<Config>("config log fortiguard override-filter", selection),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  model::Logging& to = target.device.logging;
  to.enabled.set_default(true);     // there is no switch for all of it
  to.timestamps.set_default(true);  // nor for these
  bool accounts = false;
  each_vdom(config, target, [&](Vdom& vdom, const Target& inside) {
    vdom.log_servers.each([&](const std::string& name, LogServer& from) { put_target(name, from, inside); });
    put_events(vdom, to);
    if (vdom.memory_log && vdom.memory_log->value)
      to.buffered.set(vdom.memory_severity ? severity_word(vdom.memory_severity->value) : "informational",
                      vdom.memory_log->lines);
    if (vdom.accounting && vdom.accounting->value)
      target.device.login.command_accounting.set(true, vdom.accounting->lines);
    accounts = accounts || (vdom.accounting && vdom.accounting->value);
  });
  if (!accounts) target.device.login.command_accounting.set_default(false);
}

}  // namespace muster::grammars::fortinet_fortios
