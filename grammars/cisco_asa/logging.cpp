#include "grammars/cisco_asa/config.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_asa {
namespace {

Outcome on_off(Maybe<bool>& to, Cursor& cursor) {
  to = {!cursor.negated, cursor.lines()};
  return cursor.end();
}
Outcome enable(Config& config, Cursor& cursor) { return on_off(config.logging.enabled, cursor); }

/// `logging timestamp [rfc5424]`
Outcome timestamp(Config& config, Cursor& cursor) {
  cursor.accept("rfc5424");
  return on_off(config.logging.timestamps, cursor);
}

/// A severity, or the name of a list of messages: then the lowest severity is not known.
Outcome level(Maybe<std::string>& to, Cursor& cursor) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a severity or a list");
  const std::string_view word = cursor.word();
  to = {severity(word).value_or(word == "notification" ? "notifications" : std::string()), cursor.lines()};
  return cursor.end();
}
Outcome buffered(Config& config, Cursor& cursor) { return level(config.logging.buffered, cursor); }
Outcome console(Config& config, Cursor& cursor) { return level(config.logging.console, cursor); }
Outcome trap(Config& config, Cursor& cursor) { return level(config.logging.trap, cursor); }

/// `logging class CLASS trap LEVEL ...`: messages of one class only.
Outcome by_class(Config& config, Cursor& cursor) {
  while (!cursor.at_end())
    if (cursor.word() == "trap") config.logging.by_class = true;
  return Outcome::understood;
}

/// `tcp/1470`, `udp`, `17/514`: as it was typed, or with the number of the protocol.
bool read_transport(std::string_view word, LogHost& host) {
  const std::size_t slash = std::min(word.find('/'), word.size());
  const std::string_view protocol = word.substr(0, slash);
  if (protocol != "tcp" && protocol != "6" && protocol != "udp" && protocol != "17") return false;
  const bool tcp = protocol == "tcp" || protocol == "6";
  host.transport = tcp ? "tcp" : "udp";
  host.port = tcp ? 1470 : 514;
  if (slash == word.size()) return true;
  std::uint32_t port = 0;
  if (!parse_number(word.substr(slash + 1), port) || port == 0 || port > 65535) return false;
  host.port = port;
  return true;
}

/// `logging host IF ADDRESS [tcp[/PORT]|udp[/PORT]] [format emblem] [secure [...]]`
Outcome host(Config& config, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("an interface");
  LogHost host;
  if (const auto address = take_address(config, cursor))
    host.address = *address;
  else if (cursor.at_end())
    return cursor.fail("an address");
  else
    host.address = cursor.word();
  bool secure = false;
  while (!cursor.at_end()) {
    if (read_transport(cursor.peek(), host)) {
      cursor.word();
    } else if (cursor.accept("format")) {
      cursor.word();
    } else if (cursor.accept("secure")) {
      secure = true;
      if (cursor.accept("reference-identity")) cursor.word();
    } else if (!cursor.accept("permit-hostdown")) {
      return cursor.fail("an option of logging host");
    }
  }
  if (secure) host.transport = "tls";
  const std::string name = host.address + " " + host.transport + " " + std::to_string(host.port);
  if (cursor.negated) {
    config.log_hosts.erase(name);
    return Outcome::understood;
  }
  host.lines.add(cursor.line());
  config.log_hosts.get(name) = std::move(host);
  return Outcome::understood;
}

/// `logging ftp-server ADDRESS PATH USER PASSWORD`: where a full buffer is copied to.
Outcome ftp_server(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.secrets.erase("ftp/logging");
    return Outcome::understood;
  }
  for (int i = 0; i < 3; ++i)
    if (cursor.word().empty()) return cursor.fail("a server, a path, a user and a password");
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "ftp", "logging", std::move(*secret), cursor.lines());
  return cursor.end();
}

/// A list that stands for a severity says nothing of it.
void put_level(model::Text& to, const Maybe<std::string>& from) {
  if (!from)
    to.set_absent();
  else if (from->value.empty())
    to.set_unknown(from->lines);
  else
    to.set(from->value, from->lines);
}

}  // namespace

Rows logging_rows() {
  static constexpr std::string_view buffer = "how much the device keeps itself";
  static constexpr std::string_view looks = "how messages look";
  static constexpr std::string_view elsewhere = "messages for a session, a screen or a mailbox";
  static constexpr auto rows = std::to_array<Row>({
      {"logging enable", Domain::logging, &enable},
      {"logging timestamp", Domain::logging, &timestamp},
      {"logging host", Domain::logging, &host},
      {"logging trap", Domain::logging, &trap},
      {"logging buffered", Domain::logging, &buffered},
      {"logging console", Domain::logging, &console},
      {"logging class", Domain::logging, &by_class},
      {"logging ftp-server", Domain::logging | Domain::users, &ftp_server},
      {"logging", Domain::logging},
      {"logging flow-export-syslogs", Domain::logging},
      ignored<Config>("logging message", "single messages: no rule asks for them"),
      ignored<Config>("logging list", "a list of messages: who uses it says so"),
      ignored<Config>("logging rate-limit", "how many messages of a kind are sent"),
      ignored<Config>("logging buffer-size", buffer),
      ignored<Config>("logging flash-bufferwrap", buffer),
      ignored<Config>("logging flash-maximum-allocation", buffer),
      ignored<Config>("logging flash-minimum-free", buffer),
      ignored<Config>("logging ftp-bufferwrap", buffer),
      ignored<Config>("logging savelog", buffer),
      ignored<Config>("logging queue", buffer),
      ignored<Config>("logging facility", looks),
      ignored<Config>("logging device-id", looks),
      ignored<Config>("logging emblem", looks),
      ignored<Config>("logging hide", looks),
      ignored<Config>("logging debug-trace", elsewhere),
      ignored<Config>("logging asdm", elsewhere),
      ignored<Config>("logging asdm-buffer-size", elsewhere),
      ignored<Config>("logging monitor", elsewhere),
      ignored<Config>("logging mail", elsewhere),
      ignored<Config>("logging from-address", elsewhere),
      ignored<Config>("logging recipient-address", elsewhere),
      ignored<Config>("logging history", "messages as SNMP traps"),
      ignored<Config>("logging standby", "the other unit sends its messages too"),
      ignored<Config>("logging permit-hostdown", "whether traffic stops while no server takes messages"),
      ignored<Config>("smtp-server", "where mail is sent"),
  });
  return rows;
}

void convert_logging(Config& config, const Target& target) {
  model::Logging& to = target.device.logging;
  const LoggingSettings& from = config.logging;
  put_or_default(to.enabled, from.enabled, false);
  put_or_default(to.timestamps, from.timestamps, false);
  put_level(to.buffered, from.buffered);
  put_level(to.console, from.console);
  const bool sends = (from.trap || from.by_class) && from.enabled && from.enabled->value;
  config.log_hosts.each([&](const std::string& name, LogHost& host) {
    model::LogTarget& log = to.targets.emplace_back();
    target.head(log, host.lines);
    log.name.set(name, log.lines);
    log.address.set(host.address, log.lines);
    log.port.set(host.port, log.lines);
    if (sends)
      log.transport.set(host.transport, log.lines);
    else
      log.transport.set_absent();  // the server is named, and nothing goes there
    if (from.trap || !from.by_class) put_level(log.severity, from.trap);
  });
}

}  // namespace muster::grammars::cisco_asa
