#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

/// How logins are checked: methods, servers, lockout, rules for passwords.
namespace muster::grammars::arista_eos {
namespace {

/// `group tacacs+ group ADMINS local` in the model's words.
std::vector<std::string> read_methods(Cursor& cursor) {
  std::vector<std::string> methods;
  while (!cursor.at_end()) {
    const std::string_view word = cursor.word();
    if (word == "group") continue;
    methods.emplace_back(word == "tacacs+" ? "tacacs" : word);
  }
  return methods;
}

Outcome login_default(Config& config, Cursor& cursor) {
  config.login.methods.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a method");
  const model::LinesId lines = cursor.lines();
  config.login.methods = {read_methods(cursor), lines};
  return Outcome::understood;
}

/// Methods of the console, of commands, of sessions' records: a rule asks for those of logins over the network. A
/// method `none` would let anybody do it.
Outcome other_methods(Config&, Cursor& cursor) {
  if (cursor.negated) return Outcome::understood;
  for (const std::string& method : read_methods(cursor))
    if (method == "none") return Outcome::known;
  return Outcome::understood;
}

/// `lockout failure N [window S] duration S`
Outcome lockout(Config& config, Cursor& cursor) {
  LoginPolicy& login = config.login;
  login.lockout_attempts.reset();
  login.lockout_window.reset();
  login.lockout_time.reset();
  if (cursor.negated) return Outcome::understood;
  const model::LinesId lines = cursor.lines();
  while (!cursor.at_end()) {
    Maybe<std::int64_t>* value = nullptr;
    if (cursor.accept("failure"))
      value = &login.lockout_attempts;
    else if (cursor.accept("window"))
      value = &login.lockout_window;
    else if (cursor.accept("duration"))
      value = &login.lockout_time;
    else
      return cursor.fail("failure, window or duration");
    const auto number = cursor.number();
    if (!number) return cursor.fail("a number");
    *value = {*number, lines};
  }
  return Outcome::understood;
}

/// `aaa accounting commands all default start-stop [group TACACS] [logging]`
Outcome account_commands(Config& config, Cursor& cursor) {
  const model::LinesId lines = cursor.lines();
  const std::string_view levels = cursor.word();
  const bool everywhere = cursor.accept("default");
  if (!everywhere && !cursor.accept("console")) return cursor.fail("default or console");
  if (!everywhere || (levels != "all" && levels != "15")) return Outcome::understood;
  config.login.accounting.reset();
  config.login.log_commands.reset();
  if (cursor.negated || cursor.accept("none")) return cursor.end();
  if (!cursor.accept("start-stop") && !cursor.accept("stop-only")) return cursor.fail("start-stop, stop-only or none");
  for (const std::string& method : read_methods(cursor))
    (method == "logging" ? config.login.log_commands : config.login.accounting) = {true, lines};
  return Outcome::understood;
}

Outcome default_role(Config& config, Cursor& cursor) {
  config.login.default_role.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a role");
  config.login.default_role = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

/// One option of a server; a key goes to `key`.
Outcome server_option(Cursor& cursor, AaaServer& to, std::string& vrf, std::optional<StoredText>& key) {
  if (cursor.accept("key")) {
    key = read_secret(cursor);
    return key ? Outcome::understood : cursor.fail("a key");
  }
  if (cursor.accept("vrf")) {
    vrf = cursor.word();
    return vrf.empty() ? cursor.fail("the name of a VRF") : Outcome::understood;
  }
  if (cursor.accept("port") || cursor.accept("auth-port")) {
    const auto number = cursor.number(0, 65535);
    if (!number) return cursor.fail("a port");
    to.port = *number;
    return Outcome::understood;
  }
  for (const char* const numbered : {"timeout", "retransmit", "acct-port", "deadtime"})
    if (cursor.accept(numbered)) return cursor.number() ? Outcome::understood : cursor.fail("a number");
  if (cursor.accept("ssl-profile")) return cursor.word().empty() ? cursor.fail("a profile") : Outcome::understood;
  if (cursor.accept("tls")) {
    to.port = 2083;
    return Outcome::understood;
  }
  return cursor.accept("single-connection") ? Outcome::understood : cursor.fail("an option of the server");
}

/// `tacacs-server|radius-server host A [vrf V] [port N] [timeout N] [...] [key [type] VALUE]`
Outcome server(Config& config, Cursor& cursor, const std::string& protocol, std::int64_t port) {
  AaaServer server{{}, protocol, std::string(cursor.word()), port};
  if (server.address.empty()) return cursor.fail("an address or a host name");
  server.lines.add(cursor.line());
  std::string vrf;
  std::optional<StoredText> key;
  while (!cursor.at_end())
    if (server_option(cursor, server, vrf, key) != Outcome::understood) return Outcome::failed;
  const std::string name = vrf.empty() || vrf == "default" ? server.address : server.address + " vrf " + vrf;
  if (cursor.negated) {
    config.aaa_servers.erase(protocol + " " + name);
    config.secrets.erase(protocol + "/" + name);
    return Outcome::understood;
  }
  if (key) keep_secret(config.secrets, protocol, name, std::move(*key), cursor.lines());
  config.aaa_servers.get(protocol + " " + name) = std::move(server);
  return Outcome::understood;
}
Outcome tacacs_host(Config& config, Cursor& cursor) { return server(config, cursor, "tacacs", 49); }
Outcome radius_host(Config& config, Cursor& cursor) { return server(config, cursor, "radius", 1812); }

/// `tacacs-server key [type] VALUE`, of servers without a key of their own.
Outcome shared_key(Config& config, Cursor& cursor, const std::string& protocol) {
  if (cursor.negated) {
    config.secrets.erase(protocol + "/key");
    return Outcome::understood;
  }
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, protocol, "key", std::move(*secret), cursor.lines());
  return cursor.end();
}
Outcome tacacs_key(Config& config, Cursor& cursor) { return shared_key(config, cursor, "tacacs"); }
Outcome radius_key(Config& config, Cursor& cursor) { return shared_key(config, cursor, "radius"); }

Outcome minimum_length(Config& config, Cursor& cursor) {
  config.login.minimum_length.reset();
  if (cursor.negated) return Outcome::understood;
  const auto length = cursor.number(0, 1000);
  if (!length) return cursor.fail("a number");
  config.login.minimum_length = {*length, cursor.lines()};
  return cursor.end();
}

Outcome policy_head(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("the name of a policy");
  config.policy = cursor.word();
  return cursor.end();
}
Outcome policy_length(Config& config, Cursor& cursor) {
  const auto length = cursor.number(0, 1000);
  if (!length) return cursor.fail("a number");
  config.password_policies.get(config.policy) = *length;
  return cursor.end();
}
Outcome use_policy(Config& config, Cursor& cursor) {
  config.password_policy.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("the name of a policy");
  config.password_policy = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome head(Config&, Cursor& cursor) { return cursor.end(); }
Outcome named_head(Config&, Cursor& cursor) { return cursor.at_end() ? cursor.fail("a name") : Outcome::understood; }

const Table& policy_table() {
  static constexpr std::string_view rule = "what a new password must consist of";
  static constexpr auto rows = std::to_array<Row>({
      {"minimum length", Domain::authentication, &policy_length},
      ignored<Config>("minimum", rule),
      ignored<Config>("maximum", rule),
      ignored<Config>("password", rule),
  });
  static const Table table({rows});
  return table;
}

const Table& ssl_profile_table() {
  static constexpr std::string_view tls =
      "algorithms and certificates of a profile: what uses it says whether it answers";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("tls", tls),
      ignored<Config>("cipher-list", tls),
      ignored<Config>("cipher", tls),
      ignored<Config>("certificate", tls),
      ignored<Config>("trust", tls),
      ignored<Config>("chain", tls),
      ignored<Config>("crl", tls),
      ignored<Config>("fips", tls),
      ignored<Config>("verify", tls),
      ignored<Config>("common-name", tls),
      ignored<Config>("diffie-hellman", tls),
  });
  static const Table table({rows});
  return table;
}

const Table& security_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"password minimum length", Domain::authentication, &minimum_length},
      {"password policy", Domain::authentication, &policy_head, &policy_table},
      {"password", Domain::authentication},
      {"session", Domain::authentication | Domain::users},
      {"shared-secret", Domain::users | Domain::routing},
      {"ssl profile", Domain::management, &named_head, &ssl_profile_table},
      ignored<Config>("password encryption-key", "how reversible secrets are encoded"),
      ignored<Config>("password encryption", "how reversible secrets are encoded"),
      ignored<Config>("entropy", "where random numbers come from"),
      ignored<Config>("signature-verification", "stricter checks of software, never laxer ones"),
      ignored<Config>("ssl monitor", "when expiring certificates are reported"),
  });
  static const Table table({rows});
  return table;
}

const Table& accounts_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"password policy", Domain::authentication, &use_policy},
      ignored<Config>("session default-limit", "how many sessions one account may have"),
      ignored<Config>("session user", "how many sessions one account may have"),
  });
  static const Table table({rows});
  return table;
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("server", "which of the servers a group asks: each is declared by itself"),
      ignored<Config>("exit", "structure of the printed configuration"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows aaa_rows() {
  static constexpr std::string_view dot1x = "who may use a port, not who may log in";
  static constexpr std::string_view sessions = "what is recorded of sessions, not of commands";
  static constexpr std::string_view source = "which address the device's own requests come from";
  static constexpr std::string_view retries = "timers and retries";
  static constexpr auto rows = std::to_array<Row>({
      {"aaa", Domain::authentication | Domain::users},
      {"aaa authentication", Domain::authentication},
      {"aaa authentication login default", Domain::authentication, &login_default},
      {"aaa authentication login console", Domain::authentication, &other_methods},
      {"aaa authentication policy", Domain::authentication},
      {"aaa authentication policy lockout", Domain::authentication, &lockout},
      {"aaa authorization", Domain::authentication},
      {"aaa authorization serial-console", Domain::authentication, &other_methods},
      {"aaa authorization console", Domain::authentication, &other_methods},
      {"aaa authorization config-commands", Domain::authentication, &other_methods},
      {"aaa authorization commands", Domain::authentication, &other_methods},
      {"aaa authorization exec", Domain::authentication, &other_methods},
      {"aaa authentication enable", Domain::authentication, &other_methods},
      {"aaa authorization policy local default-role", Domain::authentication | Domain::users, &default_role},
      {"aaa accounting commands", Domain::authentication | Domain::logging, &account_commands},
      {"aaa accounting", Domain::authentication},
      {"aaa group server", Domain::authentication, &named_head, &group_table},
      {"tacacs-server", Domain::authentication | Domain::users},
      {"tacacs-server host", Domain::authentication | Domain::users, &tacacs_host},
      {"tacacs-server key", Domain::users, &tacacs_key},
      {"radius-server", Domain::authentication | Domain::users},
      {"radius-server host", Domain::authentication | Domain::users, &radius_host},
      {"radius-server key", Domain::users, &radius_key},
      {"radius", Domain::authentication | Domain::users},
      {"ldap", Domain::authentication | Domain::users},
      {"management security", Domain::management | Domain::authentication, &head, &security_table},
      {"management accounts", Domain::authentication, &head, &accounts_table},
      ignored<Config>("aaa authentication dot1x", dot1x),
      ignored<Config>("aaa authentication policy on-success log", "logs more, never less"),
      ignored<Config>("aaa authentication policy on-failure log", "logs more, never less"),
      ignored<Config>("aaa authentication policy local allow-nopassword-remote-login",
                      "accounts without a password are held to be reachable in any case"),
      ignored<Config>("aaa authorization dynamic dot1x", dot1x),
      ignored<Config>("aaa accounting exec", sessions),
      ignored<Config>("aaa accounting system", sessions),
      ignored<Config>("aaa accounting dot1x", dot1x),
      ignored<Config>("ip tacacs", source),
      ignored<Config>("ip radius", source),
      ignored<Config>("tacacs-server timeout", retries),
      ignored<Config>("tacacs-server policy", retries),
      ignored<Config>("radius-server timeout", retries),
      ignored<Config>("radius-server retransmit", retries),
      ignored<Config>("radius-server deadtime", retries),
      ignored<Config>("radius-server attribute", "what requests say about the device"),
      ignored<Config>("radius-server qos", "which class packets are in"),
      ignored<Config>("radius-server tls", "which certificates are used"),
      ignored<Config>("radius-server dynamic-authorization", dot1x),
  });
  return rows;
}

void convert_aaa(Config& config, const Target& target) {
  const LoginPolicy& from = config.login;
  model::LoginPolicy& to = target.device.login;
  put_or_default<std::vector<std::string>>(to.methods, from.methods, {"local"});
  put_or_default(to.command_accounting, from.accounting, false);
  put_or_default<std::int64_t>(to.lockout_attempts, from.lockout_attempts, 0);
  put_or_absent(to.lockout_window, from.lockout_window);
  put_or_absent(to.lockout_time, from.lockout_time);
  to.secrets_encoded.set_default(true);  // EOS prints keys in their encoded form, however they were typed
  const std::int64_t* const policy =
      config.password_policy ? config.password_policies.find(config.password_policy->value) : nullptr;
  if (!put(to.minimum_length, from.minimum_length) && policy != nullptr && *policy > 0)
    to.minimum_length.set(*policy, config.password_policy->lines);
  else if (!to.minimum_length.known())
    to.minimum_length.set_default(0);
  config.aaa_servers.each([&](const std::string& name, const AaaServer& server) {
    model::AaaServer& made = target.device.aaa_servers.emplace_back();
    target.head(made, server.lines);
    made.name.set(name, made.lines);
    made.protocol.set(server.protocol, made.lines);
    made.address.set(server.address, made.lines);
    made.port.set(server.port, made.lines);
  });
}

}  // namespace muster::grammars::arista_eos
