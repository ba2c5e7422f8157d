#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

std::string method_name(std::string_view word) {
  if (word == "tacacs+") return "tacacs";
  return std::string(word);
}

/// `group G1 [G2 ...] [local] [none]`, `local`, `none`
Outcome read_methods(Maybe<std::vector<std::string>>& setting, Cursor& cursor) {
  setting.reset();
  if (cursor.negated) return done(cursor);
  const model::LinesId lines = cursor.lines();
  std::vector<std::string> methods;
  while (!cursor.at_end())
    if (!cursor.accept("group")) methods.push_back(method_name(cursor.word()));
  if (methods.empty()) return cursor.fail("group, local or none");
  setting = {std::move(methods), lines};
  return Outcome::understood;
}

Outcome login_default(Config& config, Cursor& cursor) {
  if (cursor.accept("fallback")) return done(cursor);  // whether an unreachable server lets the local accounts in
  return read_methods(config.aaa.login, cursor);
}
Outcome login_console(Config& config, Cursor& cursor) {
  if (cursor.accept("fallback")) return done(cursor);
  return read_methods(config.aaa.console, cursor);
}

Outcome accounting(Config& config, Cursor& cursor) {
  config.aaa.accounting.reset();
  if (cursor.negated) return done(cursor);
  config.aaa.accounting = {cursor.accept("group"), cursor.lines()};
  return cursor.at_end() ? cursor.fail("group or local") : done(cursor);
}

/// `aaa authentication rejected N in S ban S`
Outcome rejected(Config& config, Cursor& cursor) {
  AaaSettings& aaa = config.aaa;
  aaa.lockout_attempts.reset();
  if (cursor.negated) return done(cursor);
  const auto attempts = cursor.number(1);
  if (!attempts || !cursor.accept("in")) return cursor.fail("a number of attempts and in");
  const auto window = cursor.number(1);
  if (!window || !cursor.accept("ban")) return cursor.fail("seconds and ban");
  const auto ban = cursor.number(1);
  if (!ban) return cursor.fail("seconds");
  aaa.lockout_attempts = {*attempts, cursor.lines()};
  aaa.lockout_window = {*window, cursor.lines()};
  aaa.lockout_time = {*ban, cursor.lines()};
  return cursor.end();
}

/// `login block-for S attempts N within S`
Outcome block_for(Config& config, Cursor& cursor) {
  AaaSettings& aaa = config.aaa;
  aaa.lockout_attempts.reset();
  if (cursor.negated) return done(cursor);
  const auto ban = cursor.number(1);
  if (!ban || !cursor.accept("attempts")) return cursor.fail("seconds and attempts");
  const auto attempts = cursor.number(1);
  if (!attempts || !cursor.accept("within")) return cursor.fail("a number of attempts and within");
  const auto window = cursor.number(1);
  if (!window) return cursor.fail("seconds");
  aaa.lockout_attempts = {*attempts, cursor.lines()};
  aaa.lockout_window = {*window, cursor.lines()};
  aaa.lockout_time = {*ban, cursor.lines()};
  return cursor.end();
}

Outcome strength_check(Config& config, Cursor& cursor) { return on_or_off(config.aaa.strength_check, cursor); }

/// `userpassphrase min-length N [max-length M]`
Outcome minimum_length(Config& config, Cursor& cursor) {
  config.aaa.minimum_length.reset();
  if (cursor.negated) return done(cursor);
  const auto length = cursor.number(1, 127);
  if (!length) return cursor.fail("a length");
  config.aaa.minimum_length = {*length, cursor.lines()};
  return done(cursor);
}

// ---- servers

/// The port that logins go to; the word before it differs between the protocols.
Outcome read_server_options(Config& config, AaaServer& server, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("key")) {
      auto secret = read_key(cursor);
      if (!secret) return cursor.fail("a key");
      keep_secret(config.secrets, server.protocol, server.address, std::move(*secret), cursor.lines());
    } else if (cursor.accept("port") || cursor.accept("auth-port")) {
      const auto port = cursor.number(1, 65535);
      if (!port) return cursor.fail("a port");
      server.port = *port;
    } else {
      cursor.word();  // timeouts, retransmissions, tests, what the server is for
    }
  }
  return Outcome::understood;
}

Outcome server(Config& config, Cursor& cursor, const std::string& protocol, std::int64_t port) {
  const std::string address(cursor.word());
  if (address.empty()) return cursor.fail("an address or a host name");
  const std::string name = protocol + " " + address;
  if (cursor.negated) {
    if (!cursor.at_end()) return done(cursor);
    config.aaa_servers.erase(name);
    config.secrets.erase(protocol + "/" + address);
    return Outcome::understood;
  }
  AaaServer& to = config.aaa_servers.get(name);
  if (to.lines.empty()) to.port = port;
  to.protocol = protocol;
  to.address = address;
  to.lines.add(cursor.line());
  return read_server_options(config, to, cursor);
}
Outcome tacacs_host(Config& config, Cursor& cursor) { return server(config, cursor, "tacacs", 49); }
Outcome radius_host(Config& config, Cursor& cursor) { return server(config, cursor, "radius", 1812); }
Outcome ldap_host(Config& config, Cursor& cursor) { return server(config, cursor, "ldap", 389); }

Outcome global_key(Config& config, Cursor& cursor, const std::string& protocol) {
  config.secrets.erase(protocol + "/all");
  if (cursor.negated) return done(cursor);
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, protocol, "all", std::move(*secret), cursor.lines());
  return cursor.end();
}
Outcome tacacs_key(Config& config, Cursor& cursor) { return global_key(config, cursor, "tacacs"); }
Outcome radius_key(Config& config, Cursor& cursor) { return global_key(config, cursor, "radius"); }

const Table& group_table() {
  static constexpr std::string_view choice = "which of the servers a group tries, and from where";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("server", choice),
      ignored<Config>("deadtime", choice),
      ignored<Config>("use-vrf", choice),
      ignored<Config>("source-interface", choice),
      ignored<Config>("description", choice),
      ignored<Config>("enable", choice),
      ignored<Config>("ldap-search-map", choice),
      ignored<Config>("authentication", choice),
  });
  static const Table table({rows});
  return table;
}

Outcome group(Config&, Cursor& cursor) {
  const std::string_view protocol = cursor.word();
  if (protocol != "tacacs+" && protocol != "radius" && protocol != "ldap")
    return cursor.fail("tacacs+, radius or ldap");
  if (cursor.word().empty()) return cursor.fail("the name of a group");
  return cursor.end();
}

}  // namespace

Rows aaa_rows() {
  static constexpr std::string_view narrows = "what an account that is logged in may do: it only narrows";
  static constexpr std::string_view details = "how servers are asked";
  static constexpr std::string_view network = "logins of hosts to the network, not to the device";
  static constexpr auto rows = std::to_array<Row>({
      {"aaa authentication login default", Domain::authentication | Domain::management, &login_default},
      {"aaa authentication login console", Domain::authentication | Domain::management, &login_console},
      {"aaa authentication rejected", Domain::authentication, &rejected},
      ignored<Config>("aaa authentication login error-enable", "a message to the user"),
      ignored<Config>("aaa authentication login ascii-authentication", details),
      ignored<Config>("aaa authentication login chap", details),
      ignored<Config>("aaa authentication login mschap", details),
      ignored<Config>("aaa authentication login mschapv2", details),
      ignored<Config>("aaa authentication login invalid-username-log", "logs more, never less"),
      ignored<Config>("aaa authentication dot1x", network),
      ignored<Config>("aaa authentication cts", network),
      ignored<Config>("aaa authorization", narrows),
      {"aaa accounting default", Domain::authentication, &accounting},
      ignored<Config>("aaa accounting dot1x", network),
      {"aaa group server", Domain::authentication, &group, &group_table},
      {"aaa", Domain::authentication},
      {"aaa user default-role", Domain::authentication},
      {"login block-for", Domain::authentication, &block_for},
      {"system login block-for", Domain::authentication, &block_for},
      {"system login", Domain::authentication},
      {"login", Domain::authentication},
      ignored<Config>("login on-failure", "logs more, never less"),
      ignored<Config>("login on-success", "logs more, never less"),
      {"password strength-check", Domain::authentication, &strength_check},
      {"password", Domain::authentication},
      ignored<Config>("password secure-mode", "how users change their own passwords"),
      {"userpassphrase min-length", Domain::authentication, &minimum_length},
      {"userpassphrase", Domain::authentication},
      ignored<Config>("userpassphrase max-length", "an upper limit"),
      ignored<Config>("userpassphrase default-lifetime", "the age of passwords"),
      ignored<Config>("userpassphrase default-warntime", "the age of passwords"),
      ignored<Config>("userpassphrase default-gracetime", "the age of passwords"),
      {"tacacs-server host", Domain::authentication | Domain::users, &tacacs_host},
      {"tacacs-server key", Domain::users, &tacacs_key},
      {"tacacs-server", Domain::authentication | Domain::users},
      ignored<Config>("tacacs-server timeout", details),
      ignored<Config>("tacacs-server deadtime", details),
      ignored<Config>("tacacs-server directed-request", details),
      {"radius-server host", Domain::authentication | Domain::users, &radius_host},
      {"radius-server key", Domain::users, &radius_key},
      {"radius-server", Domain::authentication | Domain::users},
      ignored<Config>("radius-server timeout", details),
      ignored<Config>("radius-server deadtime", details),
      ignored<Config>("radius-server retransmit", details),
      ignored<Config>("radius-server directed-request", details),
      {"ldap-server host", Domain::authentication | Domain::users, &ldap_host},
      {"ldap-server", Domain::authentication | Domain::users},
      ignored<Config>("ldap-server timeout", details),
      ignored<Config>("ldap-server deadtime", details),
      ignored<Config>("ldap search-map", details),
      ignored<Config>("ip tacacs source-interface", details),
      ignored<Config>("ip radius source-interface", details),
      ignored<Config>("dot1x", network),
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
    to.port.set(from.port, to.lines);
  });
  if (!config.vdc.empty()) return;  // there is one login policy: that of the device itself
  const AaaSettings& from = config.aaa;
  model::LoginPolicy& to = target.device.login;
  put_or_default<std::vector<std::string>>(to.methods, from.login, {"local"});
  put_or_default(to.command_accounting, from.accounting, false);
  put_or_default<std::int64_t>(to.lockout_attempts, from.lockout_attempts, 0);
  if (from.lockout_attempts) {
    put(to.lockout_window, from.lockout_window);
    put(to.lockout_time, from.lockout_time);
  }
  const bool checked = !from.strength_check || from.strength_check->value;
  if (!put(to.minimum_length, from.minimum_length) && checked) to.minimum_length.set_default(8);
}

}  // namespace muster::grammars::cisco_nxos
