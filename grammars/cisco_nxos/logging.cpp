#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

Outcome read_host_options(LogHost& host, Cursor& cursor) {
  if (const auto level = severity(cursor.peek())) {
    host.severity = *level;
    cursor.word();
  }
  while (!cursor.at_end()) {
    if (cursor.accept("port")) {
      const auto port = cursor.number(1, 65535);
      if (!port) return cursor.fail("a port");
      host.port = *port;
    } else if (cursor.accept("secure")) {
      host.transport = "tls";
      if (host.port == 514) host.port = 6514;
    } else if (cursor.accept("trustpoint")) {
      if (cursor.accept("client-identity")) cursor.word();
    } else if (cursor.accept("use-vrf") || cursor.accept("facility")) {
      if (cursor.word().empty()) return cursor.fail("a name");
    } else {
      return cursor.fail("an option of logging server");
    }
  }
  return Outcome::understood;
}

/// `logging server A [SEVERITY] [port N] [secure [trustpoint client-identity T]] [use-vrf V] [facility F]`
Outcome server(Config& config, Cursor& cursor) {
  LogHost host;
  host.address = cursor.word();
  if (host.address.empty()) return cursor.fail("an address");
  if (cursor.negated) {
    config.log_hosts.erase(host.address);
    return done(cursor);
  }
  const Outcome outcome = read_host_options(host, cursor);
  if (outcome != Outcome::understood) return outcome;
  host.lines.add(cursor.line());
  config.log_hosts.get(host.address) = std::move(host);
  return Outcome::understood;
}

Outcome level_of(Maybe<std::string>& setting, model::LinesId& off, Cursor& cursor) {
  setting.reset();
  off = 0;
  if (cursor.negated) {
    off = cursor.lines();
    return done(cursor);
  }
  if (cursor.at_end()) return Outcome::understood;
  const auto level = severity(cursor.peek());
  if (!level) return cursor.fail("a severity");
  setting = {*level, cursor.lines()};
  return done(cursor);
}

/// `logging logfile NAME SEVERITY [size N]`
Outcome logfile(Config& config, Cursor& cursor) {
  if (!cursor.negated && cursor.word().empty()) return cursor.fail("the name of a file");
  return level_of(config.logging.logfile, config.logging.no_logfile, cursor);
}
Outcome console(Config& config, Cursor& cursor) {
  return level_of(config.logging.console, config.logging.no_console, cursor);
}

Outcome source_interface(Config& config, Cursor& cursor) {
  config.logging.source_interface.reset();
  if (cursor.negated) return done(cursor);
  const model::LinesId lines = cursor.lines();
  const std::string name = read_interface_name(cursor);
  if (name.empty()) return cursor.fail("the name of an interface");
  config.logging.source_interface = {name, lines};
  return cursor.end();
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view which =
      "which messages a part of the device writes: where they go is said elsewhere";
  static constexpr std::string_view look = "how messages look";
  static constexpr auto rows = std::to_array<Row>({
      {"logging server", Domain::logging, &server},
      {"logging logfile", Domain::logging, &logfile},
      {"logging console", Domain::logging, &console},
      {"logging source-interface", Domain::logging, &source_interface},
      {"logging", Domain::logging},
      {"logging rate-limit", Domain::logging},
      ignored<Config>("logging level", which),
      ignored<Config>("logging event", which),
      ignored<Config>("logging module", which),
      ignored<Config>("logging ip", which),
      ignored<Config>("logging drop", which),
      ignored<Config>("logging monitor", "what a session shows"),
      ignored<Config>("logging history", "what the agent of SNMP remembers"),
      ignored<Config>("logging message", look),
      ignored<Config>("logging timestamp", "in which unit the time of a message is shown: it always has one"),
      ignored<Config>("logging origin-id", look),
      ignored<Config>("logging rfc-strict", look),
      ignored<Config>("logging distribute", "whether peers share these settings"),
      ignored<Config>("logging abort", "whether peers share these settings"),
      ignored<Config>("logging commit", "whether peers share these settings"),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  model::Logging& to = target.device.logging;
  const LoggingSettings& from = config.logging;
  if (config.vdc.empty()) {
    to.enabled.set_default(true);
    to.timestamps.set_default(true);
    if (from.no_logfile != 0)
      to.buffered.set_absent(from.no_logfile);
    else
      put_or_default<std::string>(to.buffered, from.logfile, "notifications");
    if (from.no_console != 0)
      to.console.set_absent(from.no_console);
    else
      put_or_default<std::string>(to.console, from.console, "critical");
    put_or_absent(to.source_interface, from.source_interface);
  }
  config.log_hosts.each([&](const std::string& name, const LogHost& host) {
    model::LogTarget& log = to.targets.emplace_back();
    target.head(log, host.lines);
    log.name.set(name + " " + host.transport + " " + std::to_string(host.port), log.lines);
    log.address.set(host.address, log.lines);
    log.port.set(host.port, log.lines);
    log.transport.set(host.transport, log.lines);
    if (host.severity) log.severity.set(*host.severity, log.lines);
  });
}

}  // namespace muster::grammars::cisco_nxos
