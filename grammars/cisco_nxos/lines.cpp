#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

Outcome head(Config& config, Cursor& cursor, std::string_view name) {
  if (cursor.negated) return Outcome::known;
  config.line = &config.terminal_lines.get(name);
  config.line->lines.add(cursor.line());
  return done(cursor);
}
Outcome console(Config& config, Cursor& cursor) { return head(config, cursor, "console"); }
Outcome vty(Config& config, Cursor& cursor) { return head(config, cursor, "vty"); }
Outcome aux(Config& config, Cursor& cursor) { return head(config, cursor, "aux"); }

/// `access-class LIST in`; `out` limits what is called from the device.
Outcome bind_list(Maybe<std::string>& bound, Cursor& cursor, std::string_view family) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  if (cursor.accept("out")) return Outcome::ignored;
  if (!cursor.accept("in") && !cursor.negated) return cursor.fail("in or out");
  bound.reset();
  if (!cursor.negated) bound = {list_key(family, list), cursor.lines()};
  return cursor.end();
}
Outcome access_class(Config& config, Cursor& cursor) { return bind_list(config.line->access_class, cursor, "ip"); }
Outcome access_class6(Config& config, Cursor& cursor) { return bind_list(config.line->access_class6, cursor, "ip6"); }

Outcome exec_timeout(Config& config, Cursor& cursor) {
  const Outcome outcome = one_number(config.line->exec_timeout, cursor, "minutes from 0 to 525600", 0, 525600);
  if (outcome == Outcome::understood && config.line->exec_timeout) config.line->exec_timeout->value *= 60;
  return outcome;
}

/// What is not understood inside a line's block concerns that line only.
Domains line_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.line->opened.add(cursor, domains);
  return domains.without(Domain::management);
}

const Table& line_table() {
  static constexpr std::string_view serial = "serial parameters";
  static constexpr std::string_view screen = "how the session looks";
  static constexpr auto rows = std::to_array<Row>({
      {"exec-timeout", Domain::management, &exec_timeout},
      {"access-class", Domain::management, &access_class},
      {"ip access-class", Domain::management, &access_class},
      {"ipv6 access-class", Domain::management, &access_class6},
      ignored<Config>("session-limit", "how many may be logged in at a time"),
      ignored<Config>("absolute-timeout", "only shortens sessions"),
      ignored<Config>("logout-warning", screen),
      ignored<Config>("terminal", screen),
      ignored<Config>("length", screen),
      ignored<Config>("width", screen),
      ignored<Config>("speed", serial),
      ignored<Config>("databits", serial),
      ignored<Config>("stopbits", serial),
      ignored<Config>("parity", serial),
      ignored<Config>("flowcontrol", serial),
      {"modem", Domain::management},
      {"user-input-string", Domain::management},
  });
  static const Table table({rows}, &line_not_understood);
  return table;
}

/// Which protocols the vty line takes is said by features.
void put_inputs(model::Texts& to, const Config& config, model::LineTable& lines) {
  const Lined<bool>* const ssh = feature(config, "ssh");
  const Lined<bool>* const telnet = feature(config, "telnet");
  const Train train = train_of(config);
  if (telnet == nullptr && train != Train::since_9 && train != Train::older) return;
  std::vector<std::string> inputs;
  if (ssh == nullptr || ssh->value) inputs.emplace_back("ssh");
  if (telnet != nullptr && telnet->value) inputs.emplace_back("telnet");
  if (inputs.empty()) inputs.emplace_back("none");
  if (ssh == nullptr && telnet == nullptr)
    to.set_default(std::move(inputs));
  else
    to.set(std::move(inputs), lines.join(ssh == nullptr ? 0 : ssh->lines, telnet == nullptr ? 0 : telnet->lines));
}

void put_access_class(model::Text& to, const Config& config, const Line& from) {
  if (from.access_class && from.access_class6)
    to.set(from.access_class->value, from.access_class->lines);
  else if (from.access_class && config.uses_ipv6)
    to.set_unknown(from.access_class->lines);  // over IPv6 nothing limits who may call
  else
    put_or_absent(to, from.access_class);
}

}  // namespace

Rows line_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"line console", Domain::management, &console, &line_table},
      {"line vty", Domain::management, &vty, &line_table},
      {"line com1", Domain::management, &aux, &line_table},
      {"line", Domain::management},
      ignored<Config>("terminal", "how sessions look"),
      ignored<Config>("cli", "names for commands"),
  });
  return rows;
}

void convert_lines(Config& config, const Target& target) {
  // Both are there whether or not the configuration names them.
  for (const std::string_view name : {"console", "vty"}) config.terminal_lines.get(name);
  config.terminal_lines.each([&](const std::string& name, const Line& from) {
    model::TerminalLine& to = target.device.terminal_lines.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(name, to.lines);
    to.kind.set(name, to.lines);
    if (name == "vty") put_inputs(to.transport_input, config, target.device.lines);
    put_access_class(to.access_class, config, from);
    put_or_default<std::int64_t>(to.exec_timeout, from.exec_timeout, 0);
    const auto& methods = name == "console" && config.aaa.console ? config.aaa.console : config.aaa.login;
    if (methods)
      to.login.set(methods->value.front() == "local"  ? "local"
                   : methods->value.front() == "none" ? "none"
                                                      : "aaa",
                   methods->lines);
    else
      to.login.set_default("local");
  });
}

}  // namespace muster::grammars::cisco_nxos
