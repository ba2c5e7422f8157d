#include <algorithm>
#include <array>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

/// Terminal lines: XR configures templates, and pools of virtual terminals that name one.
namespace muster::grammars::cisco_iosxr {
namespace {

/// `line default`, `line console`, `line template NAME`
Outcome line(Config& config, Cursor& cursor) {
  std::string name(cursor.word());
  if (name == "template") name = cursor.word();
  if (name.empty()) return cursor.fail("default, console or template, and a name");
  if (cursor.negated) {
    config.templates.erase(name);
    return cursor.end();
  }
  config.line = &config.templates.get(name);
  config.line->lines.add(cursor.line());
  config.line_name = name;
  return cursor.end();
}

Outcome transport_input(Config& config, Cursor& cursor) {
  config.line->transport_input.reset();
  if (cursor.negated) return Outcome::understood;
  static constexpr auto known = std::to_array<std::string_view>({"ssh", "telnet", "none", "all"});
  std::vector<std::string> inputs;
  const model::LinesId lines = cursor.lines();
  while (!cursor.at_end()) {
    if (std::ranges::find(known, cursor.peek()) == known.end() || inputs.size() >= known.size())
      return cursor.fail("ssh, telnet, none or all");
    inputs.emplace_back(cursor.word());
  }
  if (inputs.empty()) return cursor.fail("ssh, telnet, none or all");
  config.line->transport_input = {std::move(inputs), lines};
  return Outcome::understood;
}

/// `access-class ingress LIST` or, as some releases print it, `access-class LIST ingress`
Outcome access_class(Config& config, Cursor& cursor) {
  if (cursor.accept("egress")) return Outcome::ignored;  // calls from the device
  const bool ingress = cursor.accept("ingress");
  const std::string_view list = cursor.word();
  if (cursor.accept("egress")) return Outcome::ignored;
  if (!ingress && !cursor.accept("ingress") && !cursor.negated) return cursor.fail("ingress or egress");
  config.line->access_class.reset();
  if (cursor.negated) return Outcome::understood;
  if (list.empty()) return cursor.fail("an access list");
  config.line->access_class = {list_key("ip", list), cursor.lines()};
  return cursor.end();
}

/// `exec-timeout MINUTES SECONDS`
Outcome exec_timeout(Config& config, Cursor& cursor) {
  config.line->exec_timeout.reset();
  if (cursor.negated) return Outcome::understood;
  const auto minutes = cursor.number(0, 35791);
  if (!minutes) return cursor.fail("minutes");
  const auto seconds = cursor.at_end() ? std::optional<std::uint32_t>(0) : cursor.number(0, 2147483);
  if (!seconds) return cursor.fail("seconds");
  config.line->exec_timeout = {std::int64_t{*minutes} * 60 + *seconds, cursor.lines()};
  return cursor.end();
}

/// `login authentication LIST`
Outcome login(Config& config, Cursor& cursor) {
  config.line->login.reset();
  if (cursor.negated) return Outcome::understood;
  if (!cursor.accept("authentication") || cursor.at_end()) return cursor.fail("authentication and a list");
  cursor.word();
  config.line->login = {"aaa", cursor.lines()};
  return cursor.end();
}

Outcome password(Config& config, Cursor& cursor) {
  const std::string& name = config.line_name;
  if (cursor.negated) {
    config.secrets.erase("line/" + name);
    return Outcome::understood;
  }
  auto secret = read_xr_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "line", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `vty-pool NAME FIRST LAST [line-template TEMPLATE]`
Outcome vty_pool(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a pool");
  if (cursor.negated) {
    config.pools.erase(name);
    return Outcome::understood;
  }
  const auto first = cursor.number(0, 199);
  const auto last = first ? cursor.number(*first, 199) : std::nullopt;
  if (!last) return cursor.fail("the numbers of two lines");
  VtyPool pool{{}, *first, *last, "default"};
  if (cursor.accept("line-template")) {
    pool.line_template = cursor.word();
    if (pool.line_template.empty()) return cursor.fail("the name of a template");
  }
  if (!cursor.at_end()) return cursor.end();
  pool.lines.add(cursor.line());
  config.pools.get(name) = std::move(pool);
  return Outcome::understood;
}

Domains line_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.line->opened.add(cursor, domains);
  return beside(domains, Domain::management);
}

const Table& line_table() {
  static constexpr std::string_view screen = "how the terminal looks";
  static constexpr std::string_view serial = "the serial line";
  static constexpr std::string_view outward = "calls from the device";
  static constexpr auto rows = std::to_array<Row>({
      {"transport input", Domain::management, &transport_input},
      {"access-class", Domain::management, &access_class},
      {"exec-timeout", Domain::management, &exec_timeout},
      {"login", Domain::management, &login},
      {"password", Domain::management | Domain::users, &password},
      {"secret", Domain::management | Domain::users, &password},
      {"users", Domain::users},
      {"authorization", Domain::authentication},
      {"accounting", Domain::authentication},
      {"autocommand", Domain::management},
      ignored<Config>("transport output", outward),
      ignored<Config>("transport preferred", outward),
      ignored<Config>("session-limit", outward),
      ignored<Config>("session-timeout", outward),
      ignored<Config>("telnet", outward),
      ignored<Config>("absolute-timeout", "only shortens sessions"),
      ignored<Config>("timeout", "only shortens logins"),
      ignored<Config>("timestamp", screen),
      ignored<Config>("length", screen),
      ignored<Config>("width", screen),
      ignored<Config>("pager", screen),
      ignored<Config>("history", screen),
      ignored<Config>("cli", screen),
      ignored<Config>("exec", screen),
      ignored<Config>("escape-character", screen),
      ignored<Config>("disconnect-character", screen),
      ignored<Config>("terminal-type", screen),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("databits", serial),
      ignored<Config>("stopbits", serial),
      ignored<Config>("parity", serial),
      ignored<Config>("flowcontrol", serial),
      ignored<Config>("speed", serial),
  });
  static const Table table({rows}, &line_not_understood);
  return table;
}

/// A template's own setting, or that of the default template; tells whether there is one. A line of the template that
/// was not understood may have stood against the latter.
template <class T>
bool put_setting(model::Attribute<T>& to, const LineTemplate& own, const LineTemplate& by_default,
                 Maybe<T> LineTemplate::*member) {
  if (put(to, own.*member)) return true;
  if (!(by_default.*member)) return false;
  if (own.opened.lines.empty()) return put(to, by_default.*member);
  to.set_unknown((by_default.*member)->lines);
  return true;
}

/// The list is one of IPv4: over IPv6 nothing limits who may call unless there is one of the same name for it.
void limit_to_family(model::Text& to, Config& config) {
  if (to.state != model::State::configured || !config.uses_ipv6) return;
  if (config.access_lists.find("ip6" + to.value.substr(2)) == nullptr) to.set_unknown(to.lines);
}

void add_line(Config& config, const Target& target, const std::string& name, const std::string& kind,
              const std::string& template_name, const LineSet& pool_lines) {
  static const LineTemplate nothing;
  const LineTemplate* const found = config.templates.find(template_name);
  const LineTemplate* const general = config.templates.find("default");
  const LineTemplate& own = found == nullptr ? nothing : *found;
  const LineTemplate& by_default = general == nullptr ? nothing : *general;
  model::TerminalLine& to = target.device.terminal_lines.emplace_back();
  target.head(to, own.lines.empty() ? (pool_lines.empty() ? by_default.lines : pool_lines) : own.lines);
  own.opened.put(to, target);
  if (own.opened.lines.empty()) by_default.opened.put(to, target);
  to.name.set(name, to.lines);
  to.kind.set(kind, to.lines);
  const bool missing = found == nullptr && template_name != "default" && template_name != "console";
  if (missing) return;  // the pool names a template that is not there
  if (!put_setting(to.transport_input, own, by_default, &LineTemplate::transport_input))
    to.transport_input.set_default({"all"});
  if (!put_setting(to.access_class, own, by_default, &LineTemplate::access_class)) to.access_class.set_absent();
  limit_to_family(to.access_class, config);
  if (!put_setting(to.exec_timeout, own, by_default, &LineTemplate::exec_timeout)) to.exec_timeout.set_default(600);
  if (!put_setting(to.login, own, by_default, &LineTemplate::login)) {
    if (config.aaa.methods && !config.aaa.methods->value.empty()) {
      const std::string& first = config.aaa.methods->value.front();
      to.login.set(first == "none" || first == "line" ? first : "aaa", config.aaa.methods->lines);
    } else
      to.login.set_default("local");
  }
  to.privilege.set_absent();
}

}  // namespace

Rows line_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"line", Domain::management | Domain::users | Domain::authentication, &line, &line_table},
      {"vty-pool", Domain::management, &vty_pool},
  });
  return rows;
}

void convert_lines(Config& config, const Target& target) {
  config.pools.get("default");  // there is always one, of five lines
  config.pools.each([&](const std::string&, const VtyPool& pool) {
    const std::string name = "vty " + std::to_string(pool.first) + " " + std::to_string(pool.last);
    add_line(config, target, name, "vty", pool.line_template, pool.lines);
  });
  add_line(config, target, "console 0", "console", "console", {});
}

}  // namespace muster::grammars::cisco_iosxr
