#include <array>

#include "grammars/frr/config.hpp"

/// What FRRouting says of itself: release, host name, logging, the virtual terminals.
namespace muster::grammars::frr {
namespace {

constexpr std::array<std::string_view, 8> severities{"emergencies", "alerts",        "critical",      "errors",
                                                     "warnings",    "notifications", "informational", "debugging"};

Outcome version(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("a version");
  return say(config.version, std::string(cursor.take_rest()), cursor);
}

Outcome hostname(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("a host name");
  return say(config.hostname, std::string(cursor.word()), cursor);
}

/// `[SEVERITY]` of a target that has a name already.
Outcome target(Config& config, Cursor& cursor, const std::string& name, std::string transport) {
  if (cursor.negated) {
    config.log_targets.erase(name);
    cursor.take_rest();
    return Outcome::understood;
  }
  LogTarget& found = config.log_targets.get(name);
  found = {std::move(transport), std::nullopt, cursor.lines()};
  if (cursor.at_end()) return Outcome::understood;
  const std::string_view word = cursor.peek();
  if (std::find(severities.begin(), severities.end(), word) == severities.end()) return cursor.fail("a severity");
  return say(found.severity, std::string(cursor.word()), cursor);
}

Outcome log_syslog(Config& config, Cursor& cursor) { return target(config, cursor, "syslog", "local"); }

Outcome log_file(Config& config, Cursor& cursor) {
  if (cursor.at_end() && !cursor.negated) return cursor.fail("a file name");
  const std::string name(cursor.word());
  return target(config, cursor, name, "file");
}

Outcome log_timestamp(Config& config, Cursor& cursor) {
  if (!cursor.number(0, 6)) return cursor.fail("a precision from 0 to 6");
  config.timestamps = cursor.lines();
  return cursor.end();
}

Outcome line_vty(Config& config, Cursor& cursor) {
  config.vty.lines.add(cursor.line());
  return cursor.end();
}

Outcome access_class(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.vty.access_class.reset();
    cursor.take_rest();
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail("an access list");
  return say(config.vty.access_class, "ip " + std::string(cursor.word()), cursor);
}

Outcome exec_timeout(Config& config, Cursor& cursor) {
  if (cursor.negated) return say(config.vty.exec_timeout, std::int64_t{0}, cursor);
  const auto minutes = cursor.number(0, 35791);
  if (!minutes) return cursor.fail("minutes");
  std::int64_t seconds = std::int64_t{*minutes} * 60;
  if (!cursor.at_end()) {
    const auto more = cursor.number(0, 2147483);
    if (!more) return cursor.fail("seconds");
    seconds += *more;
  }
  return say(config.vty.exec_timeout, seconds, cursor);
}

Outcome login(Config& config, Cursor& cursor) { return say(config.vty.login, !cursor.negated, cursor); }

Domains vty_not_understood(Config& config, const Cursor& cursor, Domains) {
  config.vty.opened_by.add(cursor.line());
  return {};
}

const Table& vty_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"access-class", Domain::management, access_class},
      {"ipv6 access-class", Domain::management},
      {"exec-timeout", Domain::management, exec_timeout},
      {"login", Domain::management, login},
  });
  static const Table table({Rows(rows), block_end_rows()}, vty_not_understood);
  return table;
}

Outcome begins(Config& config, Cursor& cursor) {
  config.printed = true;
  return cursor.end();
}

/// `end` closes the output: what stands behind it is no configuration.
Outcome ends(Config& config, Cursor& cursor) {
  config.ended = true;
  return cursor.end();
}

Outcome structure(Config&, Cursor& cursor) { return cursor.end(); }

}  // namespace

Rows system_rows() {
  static constexpr std::string_view display = "changes how messages look, not where they go";
  static constexpr auto rows = std::to_array<Row>({
      {"frr version", Domain::software, version},
      ignored<Config>("frr defaults", "a set of timers and protocol defaults"),
      {"hostname", Domains::all(), hostname},
      ignored<Config>("domainname", "the name after the host name"),
      {"log syslog", Domain::logging, log_syslog},
      {"log file", Domain::logging, log_file},
      {"log filtered-file", Domain::logging, log_file},
      {"log timestamp precision", Domain::logging, log_timestamp},
      ignored<Config>("log stdout", "the daemon's own console"),
      ignored<Config>("log monitor", "sessions that ask for it"),
      ignored<Config>("log facility", display),
      ignored<Config>("log record-priority", display),
      ignored<Config>("log unique-id", display),
      ignored<Config>("log error-category", display),
      ignored<Config>("log immediate-mode", display),
      ignored<Config>("log commands", "adds the commands that are entered"),
      {"log filter-text", Domain::logging},
      {"line vty", Domain::management, line_vty, vty_table},
      {"Building configuration...", Domains::all(), begins},
      {"Current configuration:", Domains::all(), begins},
  });
  return rows;
}

Rows block_end_rows() {
  // What may stand, indented by mistake or malice, below the end of a block.
  static constexpr Domains below = Domain::routing | Domain::interfaces | Domain::management | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      {"exit", below, structure},
      {"exit-vrf", below, structure},
      {"exit-address-family", below, structure},
      {"exit-vnc", below, structure},
      {"quit", below, structure},
      {"end", below, ends},
  });
  return rows;
}

Rows top_end_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"exit", Domains::all(), structure},
      {"exit-vrf", Domains::all(), structure},
      {"exit-address-family", Domains::all(), structure},
      {"quit", Domains::all(), structure},
      {"end", Domains::all(), ends},
  });
  return rows;
}

void convert_system(Config& config, const Target& target) {
  model::Device& device = target.device;
  if (config.hostname) device.hostname.set(config.hostname->value, config.hostname->lines);
  if (config.version) {
    device.software = {};  // a router's software stands above the operating system's
    device.software.product.set("FRRouting", config.version->lines);
    device.software.version.set(config.version->value, config.version->lines);
  }
  model::LinesId all = 0;
  config.log_targets.each([&](const std::string& name, LogTarget& from) {
    model::LogTarget& to = device.logging.targets.emplace_back();
    to.context = target.context;
    to.lines = from.lines;
    to.name.set(name, from.lines);
    to.transport.set(from.transport, from.lines);
    to.address.set_absent();
    to.port.set_absent();
    put_or_default(to.severity, from.severity, std::string("debugging"));
    all = device.lines.join(all, from.lines);
  });
  if (all != 0) device.logging.enabled.set(true, all);
  if (config.timestamps != 0)
    device.logging.timestamps.set(true, config.timestamps);
  else
    device.logging.timestamps.set_default(true);
  device.logging.buffered.set_absent();
  model::TerminalLine& vty = device.terminal_lines.emplace_back();
  target.head(vty, config.vty.lines);
  vty.open = !config.vty.opened_by.empty();
  if (vty.open) vty.opened_by = target.id(config.vty.opened_by);
  vty.name.set("vty", vty.lines);
  vty.kind.set("vty", vty.lines);
  put_or_absent(vty.access_class, config.vty.access_class);
  constexpr std::int64_t ten_minutes = 600;
  put_or_default(vty.exec_timeout, config.vty.exec_timeout, ten_minutes);
  if (config.vty.login)
    vty.login.set(config.vty.login->value ? "line" : "none", config.vty.login->lines);
  else
    vty.login.set_default("line");
}

}  // namespace muster::grammars::frr
