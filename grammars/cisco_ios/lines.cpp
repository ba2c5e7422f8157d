#include <algorithm>
#include <array>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// `line con 0`, `line vty 0 4`, `line 1/0/1`, `line 2`
Outcome line(Config& config, Cursor& cursor) {
  std::string kind(cursor.word());
  if (kind.empty()) return cursor.fail("a kind of line");
  std::string numbers(cursor.take_rest());
  if (kind == "con" || kind == "console") kind = "console";
  if (kind.front() >= '0' && kind.front() <= '9') {
    numbers = numbers.empty() ? kind : kind + " " + numbers;
    kind = "tty";
  } else if (kind != "console" && kind != "vty" && kind != "aux" && kind != "tty") {
    return cursor.fail_at(cursor.whole().data() + cursor.whole().find(' ') + 1, "con, aux, vty, tty or a number");
  }
  if (numbers.empty() || numbers.find_first_not_of("0123456789/ ") != std::string::npos)
    return cursor.fail_at(cursor.whole().data() + cursor.whole().size(), "the numbers of lines");
  config.line_name = kind + " " + numbers;
  if (cursor.negated) {
    config.terminal_lines.erase(config.line_name);
    return Outcome::understood;
  }
  config.line = &config.terminal_lines.get(config.line_name);
  config.line->kind = kind;
  config.line->lines.add(cursor.line());
  return Outcome::understood;
}

Outcome transport_input(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.line->transport_input = {{"none"}, cursor.lines()};
    return Outcome::understood;
  }
  std::vector<std::string> protocols;
  static constexpr auto known = std::to_array<std::string_view>(
      {"all", "none", "ssh", "telnet", "lat", "mop", "nasi", "pad", "rlogin", "udptn", "v120", "acercon", "lapb-ta"});
  while (!cursor.at_end()) {
    if (std::ranges::find(known, cursor.peek()) == known.end()) return cursor.fail("a transport protocol");
    protocols.emplace_back(cursor.word());
  }
  if (protocols.empty()) return cursor.fail("a transport protocol");
  config.line->transport_input = {std::move(protocols), cursor.lines()};
  return Outcome::understood;
}

/// `access-class LIST in [vrf-also | vrfname V]`; `out` limits what the device calls, not who calls it.
Outcome access_class(Config& config, Cursor& cursor) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  if (cursor.accept("out")) return Outcome::ignored;
  if (cursor.negated) {
    config.line->access_class.reset();
    return Outcome::understood;
  }
  if (!cursor.accept("in")) return cursor.fail("in or out");
  const model::LinesId lines = cursor.lines();
  if (!cursor.accept("vrf-also") && cursor.accept("vrfname")) return Outcome::known;
  config.line->access_class = {list_key("ip", list), lines};
  return cursor.end();
}

Outcome access_class6(Config& config, Cursor& cursor) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  if (cursor.accept("out")) return Outcome::ignored;
  config.line->access_class6.reset();
  if (cursor.negated) return skip_rest(cursor);
  if (!cursor.accept("in")) return cursor.fail("in or out");
  const model::LinesId lines = cursor.lines();
  if (!cursor.accept("vrf-also") && cursor.accept("vrfname")) return Outcome::known;
  config.line->access_class6 = {list_key("ip6", list), lines};
  return cursor.end();
}

Outcome exec_timeout(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.line->exec_timeout = {0, cursor.lines()};
    return Outcome::understood;
  }
  const auto minutes = cursor.number(0, 35791);
  if (!minutes) return cursor.fail("minutes from 0 to 35791");
  std::uint32_t seconds = 0;
  if (!cursor.at_end()) {
    const auto given = cursor.number(0, 2147483);
    if (!given) return cursor.fail("seconds");
    seconds = *given;
  }
  config.line->exec_timeout = {std::int64_t{*minutes} * 60 + seconds, cursor.lines()};
  return cursor.end();
}

Outcome login(Config& config, Cursor& cursor) {
  std::string method = "line";
  config.line->login_list.clear();
  if (cursor.negated) {
    cursor.take_rest();
    method = "none";
  } else if (cursor.accept("local")) {
    method = "local";
  } else if (cursor.accept("authentication")) {
    if (cursor.at_end()) return cursor.fail("the name of an authentication list");
    config.line->login_list = cursor.word();
    method = "aaa";
  } else if (cursor.accept("tacacs")) {
    method = "aaa";
  }
  config.line->login = {std::move(method), cursor.lines()};
  return cursor.end();
}

Outcome password(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.secrets.erase("line/" + config.line_name);
    return Outcome::understood;
  }
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "line", config.line_name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome privilege(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.line->privilege.reset();
    return Outcome::understood;
  }
  const auto level = cursor.number(0, 15);
  if (!level) return cursor.fail("a privilege level from 0 to 15");
  config.line->privilege = {*level, cursor.lines()};
  return cursor.end();
}

/// `no exec`: a session that nobody can open. How it would be checked does not change with that.
Outcome exec(Config&, Cursor& cursor) { return cursor.end(); }

/// `accounting commands LEVEL NAME`, other kinds of accounting
Outcome accounting(Config& config, Cursor& cursor) {
  if (!cursor.accept("commands")) return Outcome::ignored;
  const auto level = cursor.number(0, 15);
  if (!level) return cursor.fail("a privilege level from 0 to 15");
  if (*level != 15) return Outcome::ignored;
  if (cursor.negated) return Outcome::known;
  config.accounting_of_lines.insert(cursor.at_end() ? std::string("default") : std::string(cursor.word()));
  return cursor.end();
}

/// What is not understood inside a line's block concerns that line only.
Domains line_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.line->opened_by.add(cursor.line(), cursor.node().last_line);
  return Domains::from_bits(domains.bits() & ~Domains(Domain::management).bits());
}

const Table& line_table() {
  static constexpr std::string_view screen = "how the session looks";
  static constexpr std::string_view serial = "serial parameters";
  static constexpr std::string_view outward = "what users may call from the device";
  static constexpr auto rows = std::to_array<Row>({
      {"transport input", Domain::management, &transport_input},
      {"access-class", Domain::management, &access_class},
      {"ipv6 access-class", Domain::management, &access_class6},
      {"exec-timeout", Domain::management, &exec_timeout},
      {"login", Domain::management, &login},
      {"password", Domain::management | Domain::users, &password},
      {"privilege level", Domain::management, &privilege},
      {"accounting", Domain::authentication, &accounting},
      {"exec", Domain::management, &exec},
      {"rotary", Domain::management},
      {"autocommand", Domain::management},
      {"modem", Domain::management},
      {"callback", Domain::management},
      {"script", Domain::management},
      ignored<Config>("authorization", "what an account that is logged in may do: it only narrows"),
      ignored<Config>("autocommand-options", "how a session looks"),
      ignored<Config>("transport output", outward),
      ignored<Config>("transport preferred", outward),
      ignored<Config>("logging synchronous", screen),
      ignored<Config>("length", screen),
      ignored<Config>("width", screen),
      ignored<Config>("history", screen),
      ignored<Config>("terminal-type", screen),
      ignored<Config>("location", "descriptive text"),
      ignored<Config>("vacant-message", "text shown to users"),
      ignored<Config>("refuse-message", "text shown to users"),
      ignored<Config>("exec-banner", screen),
      ignored<Config>("motd-banner", screen),
      ignored<Config>("escape-character", screen),
      ignored<Config>("activation-character", screen),
      ignored<Config>("disconnect-character", screen),
      ignored<Config>("notify", screen),
      ignored<Config>("monitor", screen),
      ignored<Config>("stopbits", serial),
      ignored<Config>("databits", serial),
      ignored<Config>("parity", serial),
      ignored<Config>("speed", serial),
      ignored<Config>("rxspeed", serial),
      ignored<Config>("txspeed", serial),
      ignored<Config>("flowcontrol", serial),
      ignored<Config>("session-timeout", outward),
      ignored<Config>("session-limit", outward),
      ignored<Config>("session-disconnect-warning", screen),
      ignored<Config>("logout-warning", screen),
      ignored<Config>("absolute-timeout", "only shortens sessions"),
      ignored<Config>("timeout login", "only shortens logins"),
  });
  static const Table table({rows}, &line_not_understood);
  return table;
}

// ---- conversion

/// Classic IOS takes every protocol on lines for the network until a line limits them; on asynchronous ones none. What
/// newer releases do differs.
void put_default_inputs(model::Texts& to, const Config& config, const Line& from) {
  if (is_classic(config)) to.set_default({from.kind == "vty" ? "all" : "none"});
}

void put_access_class(model::Text& to, const Config& config, const Line& from) {
  if (from.access_class && config.uses_ipv6 && !from.access_class6)
    to.set_unknown(from.access_class->lines);  // over IPv6 nothing limits who may call
  else if (!from.access_class && from.access_class6)
    to.set_unknown(from.access_class6->lines);  // and over IPv4 nothing
  else
    put_or_absent(to, from.access_class);
}

/// The first method of a list: a line without one of its own uses that of the name `default`.
void put_login(model::Text& to, Config& config, const Line& from) {
  if (!config.new_model || !config.new_model->value) {
    put_or_default<std::string>(to, from.login, from.kind == "vty" ? "line" : "none");
    return;
  }
  const model::LinesId lines = from.login && !from.login_list.empty() ? from.login->lines : config.new_model->lines;
  const auto* const list = login_methods(config, from.login_list.empty() ? "default" : from.login_list);
  const std::string_view first = list == nullptr || list->value.empty() ? std::string_view() : list->value.front();
  const bool plain = first == "local" || first == "line" || first == "none";
  to.set(plain ? std::string(first) : "aaa", plain ? list->lines : lines);
}

}  // namespace

Rows line_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"line", Domain::management | Domain::users | Domain::authentication, &line, &line_table},
  });
  return rows;
}

void convert_lines(Config& config, const Target& target) {
  config.terminal_lines.each([&](const std::string& name, Line& from) {
    model::TerminalLine& to = target.device.terminal_lines.emplace_back();
    target.head(to, from.lines);
    to.open = !from.opened_by.empty();
    to.opened_by = target.id(from.opened_by);
    to.name.set(name, to.lines);
    to.kind.set(from.kind, to.lines);
    if (!put(to.transport_input, from.transport_input)) put_default_inputs(to.transport_input, config, from);
    put_access_class(to.access_class, config, from);
    put_or_default<std::int64_t>(to.exec_timeout, from.exec_timeout, 600);
    put_or_default<std::int64_t>(to.privilege, from.privilege, 1);
    put_login(to.login, config, from);
  });
}

}  // namespace muster::grammars::cisco_ios
