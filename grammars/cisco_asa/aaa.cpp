#include <algorithm>

#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

std::string protocol_word(std::string_view protocol) {
  return protocol == "tacacs+" ? "tacacs" : std::string(protocol);
}

/// `(INTERFACE)`, which may be left out.
void skip_interface(Cursor& cursor) {
  if (cursor.peek().starts_with('(')) cursor.word();
}

/// `aaa-server TAG protocol P`, `aaa-server TAG [(IF)] host ADDRESS [KEY] [timeout N]`
Outcome aaa_server(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("the name of a group");
  const std::string group(cursor.word());
  config.server = nullptr;
  if (cursor.accept("protocol")) {
    if (cursor.negated) return Outcome::known;
    if (cursor.at_end()) return cursor.fail("a protocol");
    config.server_groups.get(group).protocol = protocol_word(cursor.word());
    return cursor.end();
  }
  skip_interface(cursor);
  if (!cursor.accept("host")) return cursor.fail("protocol or host");
  if (cursor.at_end()) return cursor.fail("an address");
  const std::string address(take_address(config, cursor).value_or(std::string()));
  const std::string host = address.empty() ? std::string(cursor.word()) : address;
  config.server_name = group + " " + host;
  if (cursor.negated) {
    config.servers.erase(config.server_name);
    return cursor.end();
  }
  Server& server = config.servers.get(config.server_name);
  config.server = &server;
  server.group = group;
  server.address = host;
  server.lines.add(cursor.line(), cursor.context().tree.nodes()[cursor.node().subtree_end - 1].last_line);
  if (!cursor.at_end() && cursor.peek() != "timeout") {
    auto secret = take_key(cursor);
    keep_secret(config.secrets, "aaa", config.server_name, std::move(*secret), cursor.lines());
  }
  if (cursor.accept("timeout")) cursor.word();
  return cursor.end();
}

Outcome key(Config& config, Cursor& cursor) {
  if (config.server == nullptr) return cursor.fail("a host before its key");
  if (cursor.negated) {
    config.secrets.erase("aaa/" + config.server_name);
    return Outcome::understood;
  }
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "aaa", config.server_name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome port(Config& config, Cursor& cursor) {
  if (config.server == nullptr) return cursor.fail("a host before its port");
  const auto number = cursor.number(1, 65535);
  if (!number) return cursor.negated ? Outcome::understood : cursor.fail("a port");
  config.server->port = {*number, cursor.lines()};
  return cursor.end();
}

Domains server_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  if (config.server == nullptr) return domains;
  config.server->opened_by.add(cursor.line(), cursor.node().last_line);
  return domains.without(Domain::authentication);
}

const Table& server_table() {
  static constexpr std::string_view timing = "when a server is asked again";
  static constexpr std::string_view directory = "where and how a directory is searched";
  static constexpr auto rows = std::to_array<Row>({
      {"key", Domain::authentication | Domain::users, &key},
      {"ldap-login-password", Domain::authentication | Domain::users, &key},
      {"server-port", Domain::authentication, &port},
      {"authentication-port", Domain::authentication, &port},
      {"ldap-over-ssl", Domain::authentication},
      {"sasl-mechanism", Domain::authentication},
      {"radius-common-pw", Domain::authentication | Domain::users},
      {"kerberos-realm", Domain::authentication},
      {"nt-auth-domain-controller", Domain::authentication},
      {"dynamic-authorization", Domain::authentication},
      ignored<Config>("accounting-port", "where accounts are sent: no rule asks for the port"),
      ignored<Config>("timeout", timing),
      ignored<Config>("retry-interval", timing),
      ignored<Config>("reactivation-mode", timing),
      ignored<Config>("max-failed-attempts", timing),
      ignored<Config>("accounting-mode", timing),
      ignored<Config>("interim-accounting-update", timing),
      ignored<Config>("merge-dacl", "in which order downloaded entries stand"),
      ignored<Config>("mschapv2-capable", "how a tunnel's user is asked"),
      ignored<Config>("acl-netmask-convert", "how downloaded entries are written"),
      ignored<Config>("ldap-base-dn", directory),
      ignored<Config>("ldap-login-dn", directory),
      ignored<Config>("ldap-naming-attribute", directory),
      ignored<Config>("ldap-scope", directory),
      ignored<Config>("ldap-attribute-map", directory),
      ignored<Config>("ldap-group-base-dn", directory),
      ignored<Config>("group-search-timeout", directory),
      ignored<Config>("server-type", directory),
      ignored<Config>("realm-id", directory),
      ignored<Config>("group-base-dn", directory),
      ignored<Config>("ad-agent-mode", directory),
      ignored<Config>("authorize-only", directory),
      ignored<Config>("exit", "structure of the printed configuration"),
  });
  static const Table table({rows}, &server_not_understood);
  return table;
}

/// `aaa authentication ssh|telnet|http|serial|enable console TAG [LOCAL]`
Outcome authentication(Config& config, Cursor& cursor) {
  static constexpr auto consoles = std::to_array<std::string_view>({"ssh", "telnet", "http", "serial", "enable"});
  const std::string console(cursor.peek());
  if (std::ranges::find(consoles, console) == consoles.end()) return Outcome::known;  // users of what passes
  cursor.word();
  if (!cursor.accept("console")) return cursor.fail("console");
  if (cursor.negated) {
    config.console_logins.erase(console);
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail("a group of servers or LOCAL");
  ConsoleLogin login;
  login.lines = cursor.lines();
  while (!cursor.at_end() && login.groups.size() < 8) login.groups.emplace_back(cursor.word());
  config.console_logins[console] = std::move(login);
  return cursor.end();
}

Outcome max_fail(Config& config, Cursor& cursor) {
  config.lockout_attempts.reset();
  if (cursor.negated) return Outcome::understood;
  const auto attempts = cursor.number(1, 16);
  if (!attempts) return cursor.fail("a number from 1 to 16");
  config.lockout_attempts = {*attempts, cursor.lines()};
  if (cursor.accept("unlock") || cursor.accept("unlock-time")) cursor.take_rest();
  return cursor.end();
}

/// `aaa accounting command [privilege N] TAG`
Outcome accounting_command(Config& config, Cursor& cursor) {
  config.command_accounting.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.accept("privilege") && !cursor.number(0, 15)) return cursor.fail("a privilege level");
  if (cursor.word().empty()) return cursor.fail("a group of servers");
  config.command_accounting = {true, cursor.lines()};
  return cursor.end();
}

std::string protocol_of_group(Config& config, const std::string& group) {
  const ServerGroup* const found = config.server_groups.find(group);
  return found == nullptr ? std::string() : found->protocol;
}

/// "LOCAL" is the model's "local"; a group is its protocol where that is known.
std::vector<std::string> methods_of(Config& config, const ConsoleLogin& login) {
  std::vector<std::string> methods;
  for (const std::string& group : login.groups) {
    const std::string protocol = protocol_of_group(config, group);
    methods.push_back(group == "LOCAL" ? "local" : protocol.empty() ? group : protocol);
  }
  return methods;
}

void convert_login(Config& config, const Target& target) {
  model::LoginPolicy& to = target.device.login;
  // Who logs in over the network; the console and `enable` may differ.
  if (const auto ssh = config.console_logins.find("ssh"); ssh != config.console_logins.end())
    to.methods.set(methods_of(config, ssh->second), ssh->second.lines);
  else if (config.console_logins.empty())
    to.methods.set_absent();
  put_or_default(to.command_accounting, config.command_accounting, false);
  put_or_default<std::int64_t>(to.minimum_length, config.minimum_length, 3);
  put_or_default<std::int64_t>(to.lockout_attempts, config.lockout_attempts, 0);
  if (!config.password_encryption) to.secrets_encoded.set_default(false);
}

}  // namespace

Rows aaa_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"aaa-server", Domain::authentication | Domain::users, &aaa_server, &server_table},
      {"aaa authentication", Domain::authentication | Domain::management, &authentication},
      {"aaa local authentication attempts max-fail", Domain::authentication, &max_fail},
      {"aaa accounting command", Domain::authentication, &accounting_command},
      {"aaa accounting", Domain::authentication},
      {"aaa authorization", Domain::authentication},
      {"aaa mac-exempt", Domain::filters},
      {"aaa", Domain::authentication},
      ignored<Config>("aaa authentication login-history", "what a user is shown after the login"),
      ignored<Config>("aaa authentication secure-http-client", "users of what passes the device, not of the device"),
      ignored<Config>("aaa authentication listener", "users of what passes the device, not of the device"),
      ignored<Config>("aaa proxy-limit", "how many users of what passes the device are asked at once"),
      ignored<Config>("aaa accounting ssh", "sessions are reported: the model asks for commands"),
      ignored<Config>("aaa accounting telnet", "sessions are reported: the model asks for commands"),
      ignored<Config>("aaa accounting serial", "sessions are reported: the model asks for commands"),
      ignored<Config>("aaa accounting enable", "sessions are reported: the model asks for commands"),
      {"ldap attribute-map", Domain::authentication},
      {"user-identity", Domain::filters},
      ignored<Config>("user-identity default-domain", "a name for users of what passes the device"),
      {"identity", Domain::authentication},
  });
  return rows;
}

void convert_aaa(Config& config, const Target& target) {
  convert_login(config, target);
  config.servers.each([&](const std::string& key, Server& from) {
    model::AaaServer& to = target.device.aaa_servers.emplace_back();
    target.head(to, from.lines);
    to.open = !from.opened_by.empty();
    to.opened_by = target.id(from.opened_by);
    const std::string protocol = protocol_of_group(config, from.group);
    to.name.set(protocol.empty() ? key : protocol + " " + from.address, to.lines);
    if (!protocol.empty()) to.protocol.set(protocol, to.lines);
    to.address.set(from.address, to.lines);
    if (!put(to.port, from.port) && protocol == "tacacs") to.port.set_default(49);
    if (!from.port && protocol == "radius") to.port.set_default(1645);
    // Its key carries the protocol as its kind.
    KeptSecret* const kept = config.secrets.find("aaa/" + key);
    if (kept != nullptr && !protocol.empty()) kept->kind = protocol;
  });
}

}  // namespace muster::grammars::cisco_asa
