#include <array>

#include "grammars/f5_bigip/settings.hpp"
#include "grammars/f5_bigip/syslog_include.hpp"

/// sys syslog, sys log-config, sys ntp.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains logging = Domain::logging;

const Table& server_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"host", logging, set_text<&Config::log_server, &LogServer::host>},
      {"remote-port", logging, set_number<&Config::log_server, &LogServer::port>},
      ignored<Config>("local-ip", "the address that messages come from"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::log_server>);
  return table;
}

const Table& servers_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"*", logging, item<&Config::log_servers, &Config::log_server>, server_table}});
  static const Table table({Rows(rows)});
  return table;
}

/// Text that is put into syslog-ng's configuration as it is.
Outcome syslog_include(Config& config, Cursor& cursor) {
  const auto text = take_value(cursor);
  if (!text) return cursor.fail("a text");
  if (*text == "none") return cursor.end();
  const auto destinations = read_syslog_include(*text);
  if (!destinations) return Outcome::known;
  for (const SyslogDestination& each : *destinations) {
    LogServer& to =
        config.log_servers.get("include " + each.host + ' ' + each.transport + ' ' + std::to_string(each.port));
    to.about.lines.add(cursor.node().line, cursor.node().last_line);
    to.host = Lined<std::string>{each.host, cursor.lines()};
    to.port = Lined<std::int64_t>{each.port, cursor.lines()};
    to.transport = each.transport;
  }
  return cursor.end();
}

/// Text that is put into ntp.conf as it is.
Outcome ntp_include(Config&, Cursor& cursor) {
  const auto text = take_value(cursor);
  if (!text) return cursor.fail("a text");
  return *text == "none" || text->empty() ? cursor.end() : Outcome::known;
}

const Table& syslog_table() {
  static constexpr std::string_view level = "from which severity on the device's own files keep messages";
  static constexpr auto rows = std::to_array<Row>({
      {"remote-servers", logging, block, servers_table},
      {"include", logging, syslog_include},
      ignored<Config>("auth-priv-from", level),
      ignored<Config>("auth-priv-to", level),
      ignored<Config>("clustered-host-slot", level),
      ignored<Config>("clustered-message-slot", level),
      ignored<Config>("console-log", level),
      ignored<Config>("cron-from", level),
      ignored<Config>("cron-to", level),
      ignored<Config>("daemon-from", level),
      ignored<Config>("daemon-to", level),
      ignored<Config>("iso-date", "how the date is written"),
      ignored<Config>("kern-from", level),
      ignored<Config>("kern-to", level),
      ignored<Config>("local6-from", level),
      ignored<Config>("local6-to", level),
      ignored<Config>("mail-from", level),
      ignored<Config>("mail-to", level),
      ignored<Config>("messages-from", level),
      ignored<Config>("messages-to", level),
      ignored<Config>("user-log-from", level),
      ignored<Config>("user-log-to", level),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& ntp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"servers", Domain::time, begin_own_list<&Config::ntp_servers>,
       own_list_table<&Config::ntp_servers, Domain::time>},
      {"include", Domain::time, ntp_include},
      ignored<Config>("timezone", "how the time is shown"),
      ignored<Config>("restrict", "who may ask the device for the time"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

void convert_server(LogServer& from, const Target& target) {
  if (!from.host) return open_for(from.about, Domain::logging, "a log server not understood", target);
  model::LogTarget& to = target.device.logging.targets.emplace_back();
  target.head(to, from.about.lines);
  if (!from.about.opened_by.empty()) to.open = true, to.opened_by = target.id(from.about.opened_by);
  const std::int64_t port = from.port ? from.port->value : 514;
  to.name.set(from.host->value + ' ' + from.transport + ' ' + std::to_string(port), to.lines);
  to.address.set(from.host->value, from.host->lines);
  put_or_default<std::int64_t>(to.port, from.port, 514);
  to.transport.set(from.transport, to.lines);
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view by_name =
      "writes only what a filter or a profile sends there, which are read themselves";
  static constexpr auto rows = std::to_array<Row>({
      {"sys syslog", logging, block, syslog_table},
      {"sys ntp", Domain::time, block, ntp_table},
      {"sys log-config filter", logging},
      ignored<Config>("sys log-config destination", by_name),
      ignored<Config>("sys log-config publisher", by_name),
      ignored<Config>("sys log-rotate", "how the device's own files are kept"),
      ignored<Config>("sys daemon-log-settings", "how much single daemons log"),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  target.device.logging.enabled.set_default(true);
  target.device.logging.timestamps.set_default(true);
  config.log_servers.each([&](const std::string&, LogServer& from) { convert_server(from, target); });
  for (const auto& server : config.ntp_servers.values) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    to.context = target.context;
    to.lines = server.lines;
    to.name.set(server.value, server.lines);
    to.authenticated.set_default(false);
  }
}

}  // namespace muster::grammars::f5_bigip
