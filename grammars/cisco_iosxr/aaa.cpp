#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

// ---- who is asked

/// `group tacacs+ group X local none`: groups by their names.
std::vector<std::string> read_methods(Cursor& cursor) {
  std::vector<std::string> methods;
  while (!cursor.at_end() && methods.size() < 16) {
    const bool group = cursor.accept("group");
    const std::string_view word = cursor.word();
    if (group && word == "tacacs+")
      methods.emplace_back("tacacs");
    else
      methods.emplace_back(word);
  }
  return methods;
}

/// `aaa authentication login default METHODS`; lists with other names are for the lines that name them.
Outcome authentication(Config& config, Cursor& cursor) {
  if (!cursor.accept("login")) return Outcome::known;  // ppp, subscribers, 802.1X
  if (!cursor.accept("default")) return cursor.at_end() ? cursor.fail("the name of a list") : Outcome::ignored;
  config.aaa.methods.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a method");
  const model::LinesId lines = cursor.lines();
  config.aaa.methods = {read_methods(cursor), lines};
  return cursor.end();
}

/// `aaa accounting commands LIST [start-stop|stop-only] METHODS`
Outcome accounting(Config& config, Cursor& cursor) {
  if (cursor.accept("exec") || cursor.accept("system") || cursor.accept("network") || cursor.accept("update") ||
      cursor.accept("identity") || cursor.accept("subscriber") || cursor.accept("service"))
    return Outcome::ignored;
  if (!cursor.accept("commands")) return cursor.fail("a kind of accounting");
  if (cursor.at_end()) return cursor.fail("the name of a list");
  if (!cursor.accept("default")) {  // for the lines that name it
    config.aaa.named_accounting = config.aaa.named_accounting || !cursor.negated;
    cursor.take_rest();
    return Outcome::understood;
  }
  config.aaa.command_accounting.reset();
  if (cursor.negated) return Outcome::understood;
  if (!cursor.accept("start-stop")) cursor.accept("stop-only");
  const bool told = cursor.peek() == "group";
  config.aaa.command_accounting = {told, cursor.lines()};
  cursor.take_rest();
  return Outcome::understood;
}

// ---- servers

AaaServer& server_of(Config& config, std::string_view protocol, std::string_view address) {
  AaaServer& server = config.aaa_servers.get(std::string(protocol).append(" ").append(address));
  server.protocol = protocol;
  server.address = address;
  return server;
}

Outcome read_server(Config& config, Cursor& cursor, std::string_view protocol) {
  const std::string address(cursor.word());
  if (address.empty()) return cursor.fail("an address");
  config.server_address = address;
  config.server_protocol = protocol;
  if (cursor.negated) {
    config.aaa_servers.erase(std::string(protocol).append(" ").append(address));
    config.secrets.erase(std::string(protocol).append("/").append(address));
    return Outcome::understood;
  }
  AaaServer& server = server_of(config, protocol, address);
  server.lines.add(cursor.line());
  while (!cursor.at_end()) {
    const bool login = cursor.accept("port") || cursor.accept("auth-port");
    if (!login && !cursor.accept("acct-port")) return cursor.fail("a port");
    const auto port = cursor.number(0, 65535);
    if (!port) return cursor.fail("a port");
    if (login) server.port = {*port, cursor.lines()};
  }
  return Outcome::understood;
}

Outcome tacacs_host(Config& config, Cursor& cursor) { return read_server(config, cursor, "tacacs"); }
Outcome radius_host(Config& config, Cursor& cursor) { return read_server(config, cursor, "radius"); }
/// In a group: the servers of its protocol.
Outcome private_server(Config& config, Cursor& cursor) {
  const std::string protocol = config.server_protocol;
  return read_server(config, cursor, protocol);
}

Outcome keep_key(Config& config, Cursor& cursor, std::string_view protocol, std::string_view name) {
  if (cursor.negated) {
    config.secrets.erase(std::string(protocol).append("/").append(name));
    return Outcome::understood;
  }
  auto secret = read_xr_secret(cursor, true);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, std::string(protocol), std::string(name), std::move(*secret), cursor.lines());
  return cursor.end();
}
Outcome server_key(Config& config, Cursor& cursor) {
  return keep_key(config, cursor, config.server_protocol, config.server_address);
}
Outcome tacacs_key(Config& config, Cursor& cursor) { return keep_key(config, cursor, "tacacs", "all servers"); }
Outcome radius_key(Config& config, Cursor& cursor) { return keep_key(config, cursor, "radius", "all servers"); }

constexpr std::string_view waiting = "how long and in which order servers are tried";
constexpr std::string_view source = "which address requests come from";

const Table& server_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key", Domain::users, &server_key},
      ignored<Config>("timeout", waiting),
      ignored<Config>("retransmit", waiting),
      ignored<Config>("single-connection", waiting),
      ignored<Config>("single-connection-idle-timeout", waiting),
      ignored<Config>("holddown-time", waiting),
      ignored<Config>("idle-time", waiting),
      ignored<Config>("username", "a probe of the server"),
      ignored<Config>("ignore-auth-port", "a probe of the server"),
      ignored<Config>("ignore-acct-port", "a probe of the server"),
      ignored<Config>("test", "a probe of the server"),
  });
  static const Table table({rows});
  return table;
}

Outcome group_tacacs(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.server_protocol = "tacacs";
  return cursor.word().empty() ? cursor.fail("the name of a group") : cursor.end();
}
Outcome group_radius(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.server_protocol = "radius";
  return cursor.word().empty() ? cursor.fail("the name of a group") : cursor.end();
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"server-private", Domain::authentication | Domain::users, &private_server, &server_table},
      ignored<Config>("server", "picks one of the servers that are defined on their own"),
      ignored<Config>("vrf", source),
      ignored<Config>("source-interface", source),
      ignored<Config>("deadtime", waiting),
      ignored<Config>("holddown-time", waiting),
      ignored<Config>("load-balance", waiting),
      ignored<Config>("throttle", waiting),
      ignored<Config>("description", "descriptive text"),
      {"authorization", Domain::authentication},
      {"accounting", Domain::authentication},
      {"attribute", Domain::authentication},
  });
  static const Table table({rows});
  return table;
}

// ---- passwords

Outcome password_policy(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a policy");
  if (cursor.negated) {
    config.password_policies.erase(name);
    return cursor.end();
  }
  config.password_policy = &config.password_policies.get(name);
  return cursor.end();
}

Outcome minimum_length(Config& config, Cursor& cursor) {
  config.password_policy->minimum_length.reset();
  if (cursor.negated) return Outcome::understood;
  const auto length = cursor.number(0, 1000);
  if (!length) return cursor.fail("a length");
  config.password_policy->minimum_length = {*length, cursor.lines()};
  return cursor.end();
}

Outcome attempts(Config& config, Cursor& cursor) {
  config.password_policy->attempts.reset();
  if (cursor.negated) return Outcome::understood;
  const auto count = cursor.number(0, 1000);
  if (!count) return cursor.fail("a number of attempts");
  config.password_policy->attempts = {*count, cursor.lines()};
  return cursor.end();
}

/// `lockout-time [days N] [hours N] [minutes N] [seconds N]`
Outcome lockout_time(Config& config, Cursor& cursor) {
  config.password_policy->lockout.reset();
  if (cursor.negated) return Outcome::understood;
  std::int64_t seconds = 0;
  while (!cursor.at_end()) {
    std::int64_t unit = 0;
    if (cursor.accept("days"))
      unit = 86400;
    else if (cursor.accept("hours"))
      unit = 3600;
    else if (cursor.accept("minutes"))
      unit = 60;
    else if (cursor.accept("seconds"))
      unit = 1;
    const auto count = cursor.number(0, 1'000'000);
    if (unit == 0 || !count) return cursor.fail("days, hours, minutes or seconds, and a number");
    seconds += unit * std::int64_t{*count};
  }
  config.password_policy->lockout = {seconds, cursor.lines()};
  return Outcome::understood;
}

const Table& password_policy_table() {
  static constexpr std::string_view shape = "further demands on new passwords: they only narrow";
  static constexpr auto rows = std::to_array<Row>({
      {"min-length", Domain::authentication, &minimum_length},
      {"authen-max-attempts", Domain::authentication, &attempts},
      {"lockout-time", Domain::authentication, &lockout_time},
      ignored<Config>("max-length", "an upper limit"),
      ignored<Config>("lower-case", shape),
      ignored<Config>("upper-case", shape),
      ignored<Config>("numeric", shape),
      ignored<Config>("special-char", shape),
      ignored<Config>("min-char-change", shape),
      ignored<Config>("restrict-consecutive-characters", shape),
      ignored<Config>("lifetime", "how long a password may be used"),
      ignored<Config>("warn-interval", "when a user is warned"),
      ignored<Config>("maximum", "a limit of memory"),
      {"restrict-old-time", Domain::authentication},
      {"restrict-old-count", Domain::authentication},
  });
  static const Table table({rows});
  return table;
}

/// What the policies of all users have in common; a user without the setting has no such demand.
struct Common {
  Maybe<std::int64_t> length, attempts, lockout;
};

void keep_least(Maybe<std::int64_t>& to, const Maybe<std::int64_t>& from, bool first) {
  if (!from)
    to.reset();
  else if (first || (to && from->value < to->value))
    to = from;
}

Common common_policy(Config& config) {
  Common common;
  bool first = true;
  config.users.each([&](const std::string&, const User& user) {
    static const PasswordPolicy nothing;
    const PasswordPolicy* policy = user.policy ? config.password_policies.find(user.policy->value) : nullptr;
    if (policy == nullptr) policy = &nothing;
    keep_least(common.length, policy->minimum_length, first);
    keep_least(common.attempts, policy->attempts, first);
    keep_least(common.lockout, policy->lockout, first);
    first = false;
  });
  return common;
}

}  // namespace

Rows aaa_rows() {
  static constexpr Domains login = Domain::authentication;
  static constexpr auto rows = std::to_array<Row>({
      {"aaa", login | Domain::users | Domain::management},
      {"aaa authentication", login | Domain::management, &authentication},
      {"aaa accounting", login, &accounting},
      ignored<Config>("aaa authorization", "what users may do once they are in: no rule looks at it"),
      ignored<Config>("aaa default-taskgroup", "what users of other systems may do: no rule looks at it"),
      {"aaa group server tacacs+", login | Domain::users, &group_tacacs, &group_table},
      {"aaa group server radius", login | Domain::users, &group_radius, &group_table},
      {"aaa password-policy", login, &password_policy, &password_policy_table},
      ignored<Config>("aaa attribute", "what is told to servers"),
      ignored<Config>("aaa radius attribute", "what is told to servers"),
      {"aaa server radius dynamic-author", login | Domain::users | Domain::management},
      {"aaa authentication users", Domain::users},
      {"aaa intercept", login},
      {"tacacs-server", login | Domain::users},
      {"tacacs-server host", login | Domain::users, &tacacs_host, &server_table},
      {"tacacs-server key", Domain::users, &tacacs_key},
      ignored<Config>("tacacs-server timeout", waiting),
      ignored<Config>("tacacs-server holddown-time", waiting),
      ignored<Config>("tacacs-server ipv4", "marks of packets"),
      ignored<Config>("tacacs-server ipv6", "marks of packets"),
      ignored<Config>("tacacs source-interface", source),
      {"radius-server", login | Domain::users},
      {"radius-server host", login | Domain::users, &radius_host, &server_table},
      {"radius-server key", Domain::users, &radius_key},
      ignored<Config>("radius-server timeout", waiting),
      ignored<Config>("radius-server retransmit", waiting),
      ignored<Config>("radius-server deadtime", waiting),
      ignored<Config>("radius-server dead-criteria", waiting),
      ignored<Config>("radius-server load-balance", waiting),
      ignored<Config>("radius-server throttle", waiting),
      ignored<Config>("radius-server source-port", source),
      ignored<Config>("radius-server attribute", "what is told to servers"),
      ignored<Config>("radius-server vsa", "what is told to servers"),
      ignored<Config>("radius-server ipv4", "marks of packets"),
      ignored<Config>("radius-server ipv6", "marks of packets"),
      ignored<Config>("radius-server disallow", waiting),
      ignored<Config>("radius source-interface", source),
  });
  return rows;
}

void convert_aaa(Config& config, const Target& target) {
  config.aaa_servers.each([&](const std::string& name, const AaaServer& from) {
    model::AaaServer& to = target.device.aaa_servers.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.protocol.set(from.protocol, to.lines);
    to.address.set(from.address, to.lines);
    put_or_default<std::int64_t>(to.port, from.port, from.protocol == "tacacs" ? 49 : 1645);
  });
  model::LoginPolicy& login = target.device.login;
  put_or_default<std::vector<std::string>>(login.methods, config.aaa.methods, {"local"});
  if (!put(login.command_accounting, config.aaa.command_accounting) && !config.aaa.named_accounting)
    login.command_accounting.set_default(false);
  const Common common = common_policy(config);
  put_or_absent(login.minimum_length, common.length);
  put_or_default<std::int64_t>(login.lockout_attempts, common.attempts, 0);
  put_or_absent(login.lockout_time, common.lockout);
}

}  // namespace muster::grammars::cisco_iosxr
