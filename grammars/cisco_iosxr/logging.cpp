#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// XR writes some severities shorter than IOS.
std::optional<std::string> xr_severity(std::string_view word) {
  if (word == "info") return "informational";
  if (word == "error") return "errors";
  if (word == "warning") return "warnings";
  if (word == "notice" || word == "notification") return "notifications";
  if (word == "emergency") return "emergencies";
  if (word == "alert") return "alerts";
  if (word == "all") return "debugging";
  return severity(word);
}

std::string key_of(const LogHost& host) {
  return host.address + " " + host.transport + " " + std::to_string(host.port);
}

Outcome host_options(LogHost& host, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("vrf") || cursor.accept("facility") || cursor.accept("source-address") || cursor.accept("operator")) {
      if (cursor.word().empty()) return cursor.fail("a name");
    } else if (cursor.accept("severity")) {
      const auto level = xr_severity(cursor.peek());
      if (!level) return cursor.fail("a severity");
      cursor.word();
      host.severity = {*level, cursor.lines()};
    } else if (cursor.accept("port")) {
      if (cursor.accept("default")) continue;
      const auto port = cursor.number(1, 65535);
      if (!port) return cursor.fail("a port");
      host.port = *port;
    } else if (!cursor.accept("equals") && !cursor.accept("greater-than-or-equals") && !cursor.accept("equals-or-higher")) {
      return cursor.fail("an option of a log server");
    }
  }
  return Outcome::understood;
}

/// `logging ADDRESS [vrf V] [severity S] [port default|N]`; other words are options that were not declared.
Outcome host(Config& config, Cursor& cursor) {
  LogHost host;
  host.address = cursor.wildcard(0);
  const bool name = host.address.find('.') != std::string::npos;  // a host name has dots, an option has none
  if (!parse_ip(host.address) && !name)
    return cursor.fail_at(cursor.wildcard(0).data(), "an address or an option of logging");
  if (host_options(host, cursor) != Outcome::understood) return Outcome::failed;
  if (cursor.negated) {
    config.log_hosts.erase(key_of(host));
    return Outcome::understood;
  }
  host.lines.add(cursor.line());
  config.log_hosts.get(key_of(host)) = std::move(host);
  return Outcome::understood;
}

Outcome severity_of(Maybe<std::string>& to, Cursor& cursor) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return Outcome::known;
  const auto level = xr_severity(cursor.peek());
  if (!level) return cursor.fail("a severity");
  cursor.word();
  to = {*level, cursor.lines()};
  return cursor.end();
}

Outcome trap(Config& config, Cursor& cursor) {
  config.logging.no_trap = 0;
  if (cursor.negated || cursor.accept("disable")) {
    config.logging.trap.reset();
    config.logging.no_trap = cursor.lines();
    return cursor.end();
  }
  return severity_of(config.logging.trap, cursor);
}

Outcome console(Config& config, Cursor& cursor) {
  config.logging.no_console.reset();
  if (cursor.negated || cursor.accept("disable")) {
    config.logging.console.reset();
    config.logging.no_console = {true, cursor.lines()};
    return cursor.end();
  }
  return severity_of(config.logging.console, cursor);
}

/// `logging buffered SIZE`, `logging buffered SEVERITY`, `logging buffered entries-count N`
Outcome buffered(Config& config, Cursor& cursor) {
  if (cursor.accept("entries-count")) return cursor.number() ? Outcome::ignored : cursor.fail("a number");
  if (cursor.accept("discriminator")) return Outcome::known;
  if (cursor.peek().size() > 1 && cursor.number()) return cursor.at_end() ? Outcome::ignored : cursor.end();
  return severity_of(config.logging.buffered, cursor);
}

Outcome source_interface(Config& config, Cursor& cursor) {
  config.logging.source_interface.reset();
  if (cursor.negated) return Outcome::understood;
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface");
  if (cursor.accept("vrf")) cursor.word();
  config.logging.source_interface = {name, cursor.lines()};
  return cursor.end();
}

Outcome disable(Config& config, Cursor& cursor) {
  config.logging.enabled = {cursor.negated, cursor.lines()};
  return cursor.end();
}

/// `service timestamps [log|debug] [datetime ...|uptime|disable]`
Outcome timestamps(Config& config, Cursor& cursor) {
  if (cursor.accept("debug")) return Outcome::ignored;
  cursor.accept("log");
  const bool none = cursor.accept("uptime") || cursor.accept("disable");
  if (!none) cursor.accept("datetime");
  while (!cursor.at_end())
    if (!cursor.accept("msec") && !cursor.accept("localtime") && !cursor.accept("show-timezone") && !cursor.accept("year"))
      return cursor.fail("an option of datetime");
  config.logging.timestamps = {!none && !cursor.negated, cursor.lines()};
  return Outcome::understood;
}

// ---- servers over TLS

Outcome tls_server(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a server");
  if (cursor.negated) {
    config.log_hosts.erase("tls-server " + name);
    return Outcome::understood;
  }
  config.log_host = &config.log_hosts.get("tls-server " + name);
  config.log_host->lines.add(cursor.line());
  config.log_host->transport = "tls";
  config.log_host->port = 6514;
  if (config.log_host->address.empty()) config.log_host->address = name;
  return cursor.end();
}

Outcome tls_address(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (!cursor.accept("ipv4")) cursor.accept("ipv6");
  if (cursor.at_end()) return cursor.fail("an address");
  config.log_host->address = cursor.word();
  config.log_host->lines.add(cursor.line());
  return cursor.end();
}
Outcome tls_severity(Config& config, Cursor& cursor) { return severity_of(config.log_host->severity, cursor); }

Domains server_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.log_host->opened.add(cursor, domains);
  return domains;
}

const Table& tls_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address", Domain::logging, &tls_address},
      {"tls-hostname", Domain::logging, &tls_address},
      {"severity", Domain::logging, &tls_severity},
      ignored<Config>("vrf", "where the server is"),
      ignored<Config>("trustpoint", "which certificates are trusted: no rule looks at it"),
  });
  static const Table table({rows}, &server_not_understood);
  return table;
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view where = "how messages look on a terminal or in files of the device";
  static constexpr auto rows = std::to_array<Row>({
      {"logging", Domain::logging},
      {"logging *", Domain::logging, &host},
      {"logging trap", Domain::logging, &trap},
      {"logging console", Domain::logging, &console},
      {"logging buffered", Domain::logging, &buffered},
      {"logging source-interface", Domain::logging, &source_interface},
      {"logging disable", Domain::logging, &disable},
      {"logging tls-server", Domain::logging, &tls_server, &tls_table},
      {"service timestamps", Domain::logging, &timestamps},
      {"logging suppress", Domain::logging},
      {"logging correlator", Domain::logging},
      {"logging filter", Domain::logging},
      {"logging discriminator", Domain::logging},
      ignored<Config>("logging monitor", where),
      ignored<Config>("logging archive", where),
      ignored<Config>("logging history", where),
      ignored<Config>("logging localfilesize", where),
      ignored<Config>("logging file", where),
      ignored<Config>("logging format", where),
      ignored<Config>("logging facility", "which label messages carry"),
      ignored<Config>("logging hostnameprefix", "which name messages carry"),
      ignored<Config>("logging ipv4", "marks of packets"),
      ignored<Config>("logging ipv6", "marks of packets"),
      ignored<Config>("logging events", "logs more, never less"),
      ignored<Config>("logging yang", "logs more, never less"),
      ignored<Config>("logging container", "logs more, never less"),
      ignored<Config>("service sequence-numbers", "messages carry a number"),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  model::Logging& to = target.device.logging;
  const LoggingSettings& from = config.logging;
  put_or_default(to.enabled, from.enabled, true);
  put_or_default(to.timestamps, from.timestamps, true);
  put(to.buffered, from.buffered);
  if (!put(to.console, from.console) && from.no_console) to.console.set_absent(from.no_console->lines);
  put_or_absent(to.source_interface, from.source_interface);
  const bool off = from.enabled && !from.enabled->value;
  const model::LinesId silent = off ? from.enabled->lines : from.no_trap;
  config.log_hosts.each([&](const std::string&, const LogHost& host) {
    model::LogTarget& log = to.targets.emplace_back();
    target.head(log, host.lines);
    host.opened.put(log, target);
    log.name.set(key_of(host), log.lines);
    log.address.set(host.address, log.lines);
    log.port.set(host.port, log.lines);
    if (silent == 0)
      log.transport.set(host.transport, log.lines);
    else
      log.transport.set_absent(silent);  // the server is named, and nothing goes there
    if (!put(log.severity, host.severity)) put_or_default<std::string>(log.severity, from.trap, "informational");
  });
}

}  // namespace muster::grammars::cisco_iosxr
