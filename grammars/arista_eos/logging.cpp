#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

namespace muster::grammars::arista_eos {
namespace {

std::string key_of(const std::string& vrf, const LogHost& host) {
  std::string key = host.address + " " + host.transport + " " + std::to_string(host.port);
  return vrf.empty() ? key : key + " vrf " + vrf;
}

/// `[vrf V] host A [add|remove] [PORT...] [protocol udp|tcp|tls [ssl-profile P]]`: a target for each port.
Outcome add_hosts(Config& config, Cursor& cursor, const std::string& vrf) {
  LogHost host;
  host.address = cursor.word();
  if (host.address.empty()) return cursor.fail("an address");
  std::vector<std::uint32_t> ports;
  while (!cursor.at_end()) {
    if (cursor.accept("protocol")) {
      host.transport = cursor.word();
      if (host.transport != "udp" && host.transport != "tcp" && host.transport != "tls")
        return cursor.fail("udp, tcp or tls");
    } else if (cursor.accept("ssl-profile")) {
      cursor.word();
    } else {
      const auto port = cursor.number(1, 65535);
      if (!port) return cursor.fail("a port or an option of logging host");
      ports.push_back(*port);
    }
  }
  if (ports.empty()) ports.push_back(host.transport == "tls" ? 6514 : 514);
  host.lines.add(cursor.line());
  for (const std::uint32_t port : ports) {
    host.port = port;
    if (cursor.negated)
      config.log_hosts.erase(key_of(vrf, host));
    else
      config.log_hosts.get(key_of(vrf, host)) = host;
  }
  return Outcome::understood;
}

Outcome host(Config& config, Cursor& cursor) { return add_hosts(config, cursor, {}); }
Outcome vrf_host(Config& config, Cursor& cursor) {
  const std::string vrf(cursor.wildcard(0));
  return add_hosts(config, cursor, vrf == "default" ? std::string() : vrf);
}

/// The severity that stands next, if one does.
std::optional<std::string> read_severity(Cursor& cursor) {
  auto level = cisco::severity(cursor.peek());
  if (level) cursor.word();
  return level;
}

/// `trap [system] [SEVERITY]`; with further words it names single facilities.
Outcome trap(Config& config, Cursor& cursor) {
  if (cursor.accept("system")) return Outcome::known;
  config.logging.trap.reset();
  config.logging.no_trap = cursor.negated ? cursor.lines() : 0;
  if (cursor.negated || cursor.at_end()) return cursor.end();
  const auto level = read_severity(cursor);
  if (!level) return cursor.fail("a severity");
  config.logging.trap = {*level, cursor.lines()};
  return cursor.end();
}

/// `buffered [SIZE] [SEVERITY]`
Outcome buffered(Config& config, Cursor& cursor) {
  config.logging.buffered.reset();
  config.logging.not_buffered = {cursor.negated, cursor.lines()};
  if (cursor.negated) return cursor.end();
  if (cursor.peek().size() > 1) cursor.number();
  config.logging.buffered = {read_severity(cursor).value_or("debugging"), cursor.lines()};
  return cursor.end();
}

Outcome console(Config& config, Cursor& cursor) {
  config.logging.console.reset();
  config.logging.not_console = {cursor.negated, cursor.lines()};
  if (cursor.negated) return cursor.end();
  config.logging.console = {read_severity(cursor).value_or("errors"), cursor.lines()};
  return cursor.end();
}

Outcome on(Config& config, Cursor& cursor) {
  config.logging.enabled = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome source(Config& config, Cursor& cursor) {
  config.logging.source.reset();
  if (cursor.negated) return Outcome::understood;
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("an interface");
  config.logging.source = {name, cursor.lines()};
  return cursor.end();
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view look = "how messages look: date and time are always in them";
  static constexpr std::string_view more = "logs more, never less";
  static constexpr auto rows = std::to_array<Row>({
      {"logging", Domain::logging},
      {"logging host", Domain::logging, &host},
      {"logging vrf * host", Domain::logging, &vrf_host},
      {"logging trap", Domain::logging, &trap},
      {"logging buffered", Domain::logging, &buffered},
      {"logging console", Domain::logging, &console},
      {"logging on", Domain::logging, &on},
      {"logging source-interface", Domain::logging, &source},
      {"logging level", Domain::logging},
      {"logging policy", Domain::logging},
      {"match-list", Domain::logging},
      ignored<Config>("logging vrf * source-interface", "which address messages come from"),
      ignored<Config>("logging vrf * local-interface", "which address messages come from"),
      ignored<Config>("logging monitor", "what terminals of the device show"),
      ignored<Config>("logging synchronous", "what terminals of the device show"),
      ignored<Config>("logging format", look),
      ignored<Config>("logging facility", "which label messages carry"),
      ignored<Config>("logging event", "whether links that change state are reported"),
      ignored<Config>("logging repeat-messages", "whether equal messages are joined"),
      ignored<Config>("logging relogging-interval", more),
      ignored<Config>("logging persistent", "a copy on the device"),
      ignored<Config>("logging qos", "which class packets are in"),
      ignored<Config>("logging transceiver", more),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  model::Logging& to = target.device.logging;
  const LoggingSettings& from = config.logging;
  put_or_default(to.enabled, from.enabled, true);
  to.timestamps.set_default(true);
  if (!put(to.buffered, from.buffered)) {
    if (from.not_buffered.value)
      to.buffered.set_absent(from.not_buffered.lines);
    else
      to.buffered.set_default("debugging");
  }
  if (!put(to.console, from.console)) {
    if (from.not_console.value)
      to.console.set_absent(from.not_console.lines);
    else
      to.console.set_default("errors");
  }
  put_or_absent(to.source_interface, from.source);
  put_or_default(to.config_changes, config.login.log_commands, false);
  const bool off = from.enabled && !from.enabled->value;
  const model::LinesId silent = off ? from.enabled->lines : from.no_trap;
  config.log_hosts.each([&](const std::string& name, const LogHost& host) {
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

}  // namespace muster::grammars::arista_eos
