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
    if (!cursor.accept("msec") && !cursor.accept("localtime") && !cursor.accept("show-timezone") && !cursor.accept("year"))
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
      {"logging discriminator", Domain::logging},
      {"logging rate-limit", Domain::logging},
      {"logging tls-profile", Domain::logging},
      {"logging enable", Domain::logging},
      {"logging persistent", Domain::logging},
      ignored<Config>("logging console", where),
      ignored<Config>("logging monitor", where),
      ignored<Config>("logging synchronous", where),
      ignored<Config>("logging history", where),
      ignored<Config>("logging esm", where),
      ignored<Config>("logging count", where),
      ignored<Config>("logging exception", where),
      ignored<Config>("logging queue-limit", where),
      ignored<Config>("logging userinfo", "logs more, never less"),
      ignored<Config>("logging facility", "which label messages carry"),
      ignored<Config>("logging origin-id", "which name messages carry"),
      ignored<Config>("logging source-interface", "which address messages come from"),
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
