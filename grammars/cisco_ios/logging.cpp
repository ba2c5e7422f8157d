#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// `[ipv6] ADDRESS [vrf V] [transport udp|tcp|tls [profile P] [port N]] [...]`
Outcome host(Config& config, Cursor& cursor) {
  cursor.accept("ipv6");
  LogHost host;
  host.address = cursor.word();
  if (host.address.empty()) return cursor.fail("an address");
  while (!cursor.at_end()) {
    if (cursor.accept("vrf") || cursor.accept("session-id") || cursor.accept("discriminator")) {
      cursor.word();
    } else if (cursor.accept("transport")) {
      host.transport = cursor.word();
      if (host.transport == "tls") host.port = 6514;
      if (host.transport == "tcp") host.port = 601;
      if (host.transport != "udp" && host.transport != "tcp" && host.transport != "tls")
        return cursor.fail("udp, tcp or tls");
    } else if (cursor.accept("profile")) {
      cursor.word();
    } else if (cursor.accept("port")) {
      const auto port = cursor.number(1, 65535);
      if (!port) return cursor.fail("a port");
      host.port = *port;
    } else if (!cursor.accept("sequence-num-session") && !cursor.accept("xml")) {
      return cursor.fail("an option of logging host");
    }
  }
  const std::string key = host.address + " " + host.transport + " " + std::to_string(host.port);
  if (cursor.negated) {
    config.log_hosts.erase(key);
    return Outcome::understood;
  }
  host.lines.add(cursor.line());
  config.log_hosts.get(key) = std::move(host);
  return Outcome::understood;
}

/// `logging A.B.C.D`, the older form; other words are options that were not declared.
Outcome bare_host(Config& config, Cursor& cursor) {
  const std::string_view address = cursor.wildcard(0);
  if (!parse_ip(address)) return cursor.fail_at(address.data(), "an address or an option of logging");
  if (!cursor.at_end()) return cursor.end();
  const std::string key = std::string(address) + " udp 514";
  if (cursor.negated) {
    config.log_hosts.erase(key);
    return Outcome::understood;
  }
  LogHost& host = config.log_hosts.get(key);
  host.address = address;
  host.lines.add(cursor.line());
  return Outcome::understood;
}

Outcome trap(Config& config, Cursor& cursor) {
  config.logging.trap.reset();
  config.logging.no_trap = cursor.negated ? cursor.lines() : 0;
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return Outcome::understood;
  const auto level = severity(cursor.peek());
  if (!level) return cursor.fail("a severity");
  config.logging.trap = {*level, cursor.lines()};
  cursor.word();
  return cursor.end();
}

/// `logging buffered [discriminator D] [SIZE] [SEVERITY] [xml]`
Outcome buffered(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.logging.buffered.reset();
    config.logging.not_buffered = {true, cursor.lines()};
    return Outcome::understood;
  }
  std::string level = "debugging";
  if (cursor.accept("discriminator")) cursor.word();
  if (cursor.peek().size() > 1) cursor.number();  // a single digit is a severity
  if (const auto given = severity(cursor.peek())) {
    level = *given;
    cursor.word();
  }
  config.logging.not_buffered = {};
  config.logging.buffered = {std::move(level), cursor.lines()};
  return cursor.end();
}

/// `logging console [discriminator D] [SEVERITY|guaranteed|xml|filtered]`
Outcome console(Config& config, Cursor& cursor) {
  LoggingSettings& to = config.logging;
  to.console.reset();
  to.not_console = {cursor.negated, cursor.lines()};
  if (cursor.negated) return skip_rest(cursor);
  if (cursor.accept("discriminator")) cursor.word();
  const auto level = severity(cursor.peek());
  to.console = {level.value_or("debugging"), cursor.lines()};
  return skip_rest(cursor);
}

/// `logging source-interface NAME [vrf V]`
Outcome source_interface(Config& config, Cursor& cursor) {
  Maybe<std::string>& to = config.logging.source_interface;
  const std::string_view type = cursor.word();
  if (type.empty() && !cursor.negated) return cursor.fail("the name of an interface");
  std::string_view number;
  if (!cursor.peek().empty() && cursor.peek().front() >= '0' && cursor.peek().front() <= '9') number = cursor.word();
  if (cursor.accept("vrf")) return skip_rest(cursor);  // of one VRF's servers only
  to.reset();
  if (!cursor.negated) to = {long_interface_name(type, number), cursor.lines()};
  return cursor.end();
}

// ---- what was typed

/// `archive`: copies of the configuration, and a log of commands with who typed them.
Outcome archive(Config&, Cursor& cursor) { return cursor.negated ? Outcome::known : cursor.end(); }
Outcome log_config(Config&, Cursor& cursor) { return cursor.negated ? Outcome::known : cursor.end(); }
Outcome log_enable(Config& config, Cursor& cursor) { return set_switch(config.logging.config_changes, cursor); }

const Table& log_config_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"logging enable", Domain::logging, &log_enable},
      ignored<Config>("logging size", "how many commands are kept"),
      ignored<Config>("logging persistent", "whether the log outlives a restart"),
      ignored<Config>("notify", "logs more, never less"),
      ignored<Config>("hidekeys", "whether passwords are left out of that log"),
      ignored<Config>("record", "logs more, never less"),
  });
  static const Table table({rows});
  return table;
}

/// `path ftp://user:password@host/name`
Outcome archive_path(Config&, Cursor& cursor) {
  const std::string_view path = cursor.take_rest();
  const std::size_t at = path.find('@');
  const std::size_t user = path.find("//");
  if (at == std::string_view::npos || user == std::string_view::npos || user > at) return Outcome::ignored;
  const std::size_t colon = path.find(':', user);
  if (colon == std::string_view::npos || colon > at) return Outcome::ignored;
  cursor.secret(path.substr(colon + 1, at - colon - 1));
  return Outcome::known;
}

const Table& archive_table() {
  static constexpr std::string_view copies = "when and where the configuration is copied";
  static constexpr auto rows = std::to_array<Row>({
      {"log config", Domain::logging, &log_config, &log_config_table},
      {"path", Domain::users, &archive_path},
      ignored<Config>("maximum", copies),
      ignored<Config>("write-memory", copies),
      ignored<Config>("time-period", copies),
      ignored<Config>("rollback", copies),
  });
  static const Table table({rows});
  return table;
}

Outcome on(Config& config, Cursor& cursor) {
  config.logging.enabled = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

/// `service timestamps [log [datetime ...|uptime]]`
Outcome timestamps(Config& config, Cursor& cursor) {
  if (cursor.accept("debug")) return Outcome::ignored;
  if (!cursor.at_end() && !cursor.accept("log")) return cursor.fail("log or debug");
  bool date = cursor.accept("datetime");
  if (!date && !cursor.accept("uptime") && !cursor.at_end()) return cursor.fail("datetime or uptime");
  while (!cursor.at_end()) {
    if (!cursor.accept("msec") && !cursor.accept("localtime") && !cursor.accept("show-timezone") &&
        !cursor.accept("year"))
      return cursor.fail("an option of datetime");
  }
  config.logging.timestamps = {date && !cursor.negated, cursor.lines()};
  return Outcome::understood;
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view where = "how messages look on a terminal or in files of the device";
  static constexpr auto rows = std::to_array<Row>({
      {"logging host", Domain::logging, &host},
      {"logging *", Domain::logging, &bare_host},
      {"logging trap", Domain::logging, &trap},
      {"logging buffered", Domain::logging, &buffered},
      {"logging on", Domain::logging, &on},
      {"service timestamps", Domain::logging, &timestamps},
      {"logging console", Domain::logging, &console},
      {"logging source-interface", Domain::logging, &source_interface},
      {"logging", Domain::logging},
      {"archive", Domain::logging | Domain::users, &archive, &archive_table},
      {"logging discriminator", Domain::logging},
      ignored<Config>("logging rate-limit", "how many messages in a second"),
      {"logging enable", Domain::logging},
      {"logging persistent", Domain::logging},
      ignored<Config>("logging monitor", where),
      ignored<Config>("logging synchronous", where),
      ignored<Config>("logging history", where),
      ignored<Config>("logging esm", where),
      ignored<Config>("logging count", where),
      ignored<Config>("logging exception", where),
      ignored<Config>("logging queue-limit", where),
      ignored<Config>("logging trap-source", "which address messages come from"),
      ignored<Config>("logging message-counter", "which numbers messages carry"),
      ignored<Config>("logging delimiter", "how messages look"),
      ignored<Config>("logging reload", "which messages a restart writes"),
      ignored<Config>("logging server-arp", "how servers are found"),
      ignored<Config>("logging cns-events", "a copy of the messages"),
      ignored<Config>("logging tls-profile", "which algorithms a server is offered: no rule looks at it"),
      ignored<Config>("logging userinfo", "logs more, never less"),
      ignored<Config>("logging facility", "which label messages carry"),
      ignored<Config>("logging origin-id", "which name messages carry"),
      ignored<Config>("logging event", "logs more, never less"),
      ignored<Config>("logging alarm", "logs more, never less"),
      ignored<Config>("logging snmp-authfail", "logs more, never less"),
      ignored<Config>("logging dmvpn", "logs more, never less"),
      ignored<Config>("logging file", "a copy on the device"),
      ignored<Config>("service sequence-numbers", "messages carry a number"),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  model::Logging& to = target.device.logging;
  const LoggingSettings& from = config.logging;
  put_or_default(to.enabled, from.enabled, true);
  put_or_default(to.timestamps, from.timestamps, false);
  if (!put(to.buffered, from.buffered) && from.not_buffered.value) to.buffered.set_absent(from.not_buffered.lines);
  if (from.not_console.value)
    to.console.set_absent(from.not_console.lines);
  else
    put_or_default<std::string>(to.console, from.console, "debugging");
  put_or_absent(to.source_interface, from.source_interface);
  put_or_default(to.config_changes, from.config_changes, false);
  const bool off = from.enabled && !from.enabled->value;
  const model::LinesId silent = off ? from.enabled->lines : from.no_trap;
  config.log_hosts.each([&](const std::string& name, LogHost& host) {
    model::LogTarget& log = to.targets.emplace_back();
    target.head(log, host.lines);
    log.name.set(name, log.lines);
    log.address.set(host.address, log.lines);
    log.port.set(host.port, log.lines);
    if (silent == 0)
      log.transport.set(host.transport, log.lines);
    else
      log.transport.set_absent(silent);  // the server is named, and nothing goes there
    put_or_default<std::string>(log.severity, from.trap, "informational");
  });
}

}  // namespace muster::grammars::cisco_ios
