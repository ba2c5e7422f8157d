#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// Servers that logins, commands or accounts are sent to, in the old form (a line each) and the new one (a block each).
namespace muster::grammars::cisco_ios {
namespace {

Outcome keep_key(Config& config, Cursor& cursor, std::string_view protocol, const std::string& name) {
  if (cursor.negated) {
    config.secrets.erase(std::string(protocol).append("/").append(name));
    return skip_rest(cursor);
  }
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, std::string(protocol), name, std::move(*secret), cursor.lines());
  return cursor.end();
}

// ---- a line each

/// The key ends the line: a plain one may hold blanks.
Outcome read_options(Config& config, Cursor& cursor, AaaServer& server) {
  while (!cursor.at_end()) {
    if (cursor.accept("key")) return keep_key(config, cursor, server.protocol, server.address);
    if (cursor.accept("port") || cursor.accept("auth-port")) {
      const auto port = cursor.number(0, 65535);
      if (!port) return cursor.fail("a port");
      server.port = {*port, cursor.lines()};
    } else {
      cursor.word();  // timeouts, retransmissions, probes, other ports
    }
  }
  return Outcome::understood;
}

/// `ADDRESS [auth-port N] [acct-port N] [port N] [timeout N] [...] [key [TYPE] KEY]`
Outcome server_line(Config& config, Cursor& cursor, std::string_view protocol) {
  if (!cursor.accept("ipv6")) cursor.accept("ipv4");
  const std::string address(cursor.word());
  if (address.empty()) return cursor.fail("an address or a host name");
  const std::string name = std::string(protocol) + " " + address;
  if (cursor.negated) {
    config.aaa_servers.erase(name);
    config.secrets.erase(std::string(protocol) + "/" + address);
    return skip_rest(cursor);
  }
  AaaServer& server = config.aaa_servers.get(name);
  server.protocol = protocol;
  server.address = address;
  server.lines.add(cursor.line());
  return read_options(config, cursor, server);
}
Outcome tacacs_host(Config& config, Cursor& cursor) { return server_line(config, cursor, "tacacs"); }
Outcome radius_host(Config& config, Cursor& cursor) { return server_line(config, cursor, "radius"); }
Outcome tacacs_key(Config& config, Cursor& cursor) { return keep_key(config, cursor, "tacacs", "all servers"); }
Outcome radius_key(Config& config, Cursor& cursor) { return keep_key(config, cursor, "radius", "all servers"); }

// ---- a block each

Outcome open_server(Config& config, Cursor& cursor, std::string_view protocol) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a server");
  const std::string key = std::string(protocol) + " server " + name;
  if (cursor.negated) {
    config.aaa_servers.erase(key);
    config.secrets.erase(std::string(protocol) + "/server " + name);
    return cursor.end();
  }
  config.aaa_server = &config.aaa_servers.get(key);
  config.aaa_server->protocol = protocol;
  config.aaa_server->name = name;
  add_block(config.aaa_server->lines, cursor);
  return cursor.end();
}
Outcome tacacs_server(Config& config, Cursor& cursor) { return open_server(config, cursor, "tacacs"); }
Outcome radius_server(Config& config, Cursor& cursor) { return open_server(config, cursor, "radius"); }
Outcome ldap_server(Config& config, Cursor& cursor) { return open_server(config, cursor, "ldap"); }

/// `address ipv4|ipv6 A [auth-port N] [acct-port N]`, of LDAP `ipv4 A`
Outcome address(Config& config, Cursor& cursor) {
  AaaServer& server = *config.aaa_server;
  server.address.clear();
  if (cursor.negated) return skip_rest(cursor);
  if (!cursor.accept("ipv4")) cursor.accept("ipv6");
  if (cursor.at_end()) return cursor.fail("an address or a host name");
  server.address = cursor.word();
  while (!cursor.at_end()) {
    const bool login = cursor.accept("auth-port");
    if (!login && !cursor.accept("acct-port")) return cursor.fail("auth-port or acct-port");
    const auto port = cursor.number(0, 65535);
    if (!port) return cursor.fail("a port");
    if (login) server.port = {*port, cursor.lines()};
  }
  return Outcome::understood;
}
Outcome key(Config& config, Cursor& cursor) {
  return keep_key(config, cursor, config.aaa_server->protocol, "server " + config.aaa_server->name);
}
/// `pac key [TYPE] KEY`
Outcome pac(Config& config, Cursor& cursor) {
  if (cursor.at_end() || cursor.negated) return skip_rest(cursor);
  if (!cursor.accept("key")) return cursor.fail("key");
  return key(config, cursor);
}
Outcome port(Config& config, Cursor& cursor) { return set_number(config.aaa_server->port, cursor, "a port", 1, 65535); }
/// `transport port N`
Outcome ldap_port(Config& config, Cursor& cursor) {
  if (!cursor.accept("port")) return cursor.fail("port");
  return port(config, cursor);
}
/// `bind authenticate root-dn DN password [TYPE] PASSWORD`
Outcome ldap_bind(Config& config, Cursor& cursor) {
  while (!cursor.at_end())
    if (cursor.word() == "password") return key(config, cursor);
  return Outcome::understood;
}

constexpr std::string_view waiting = "how long and in which order servers are tried";
constexpr std::string_view source = "which address requests come from";
constexpr std::string_view probe = "a probe of the server";

Domains server_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.aaa_server->opened.add(cursor, domains);
  return domains.without(Domain::authentication);
}

const Table& server_table() {
  static constexpr Domains both = Domain::authentication | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      {"address", Domain::authentication, &address},
      {"ipv4", Domain::authentication, &address},
      {"ipv6", Domain::authentication, &address},
      {"key", both, &key},
      {"pac", both, &pac},
      {"port", Domain::authentication, &port},
      {"transport", Domain::authentication, &ldap_port},
      {"bind", both, &ldap_bind},
      {"tls", Domain::authentication},
      {"dtls", Domain::authentication},
      {"mode", Domain::authentication},
      ignored<Config>("timeout", waiting),
      ignored<Config>("retransmit", waiting),
      ignored<Config>("backoff", waiting),
      ignored<Config>("single-connection", waiting),
      ignored<Config>("send-nat-address", source),
      ignored<Config>("non-standard", "attributes that the server knows"),
      ignored<Config>("automate-tester", probe),
      ignored<Config>("alias", "another address of the same server"),
      ignored<Config>("base-dn", "where accounts are looked up"),
      ignored<Config>("search-filter", "where accounts are looked up"),
      ignored<Config>("attribute", "what is told to servers"),
  });
  static const Table table({rows}, &server_not_understood);
  return table;
}

// ---- groups

Outcome open_group(Config& config, Cursor& cursor, std::string_view protocol) {
  config.group_protocol = protocol;
  if (cursor.word().empty()) return cursor.fail("the name of a group");
  return cursor.negated ? Outcome::known : cursor.end();
}
Outcome tacacs_group(Config& config, Cursor& cursor) { return open_group(config, cursor, "tacacs"); }
Outcome radius_group(Config& config, Cursor& cursor) { return open_group(config, cursor, "radius"); }
Outcome ldap_group(Config& config, Cursor& cursor) { return open_group(config, cursor, "ldap"); }
/// A server that no other group knows.
Outcome private_server(Config& config, Cursor& cursor) {
  const std::string protocol = config.group_protocol;
  return server_line(config, cursor, protocol);
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"server-private", Domain::authentication | Domain::users, &private_server},
      {"authorization", Domain::authentication},
      {"accounting", Domain::authentication},
      ignored<Config>("server", "picks one of the servers that are defined on their own"),
      ignored<Config>("ip vrf forwarding", source),
      ignored<Config>("vrf", source),
      ignored<Config>("ip tacacs source-interface", source),
      ignored<Config>("ip radius source-interface", source),
      ignored<Config>("ipv6 tacacs source-interface", source),
      ignored<Config>("ipv6 radius source-interface", source),
      ignored<Config>("mac-delimiter", "how addresses are written"),
      ignored<Config>("subscriber", "how addresses are written"),
      ignored<Config>("deadtime", waiting),
      ignored<Config>("load-balance", waiting),
      ignored<Config>("throttle", waiting),
      ignored<Config>("attribute", "what is told to servers"),
  });
  static const Table table({rows});
  return table;
}

// ---- servers that call the device

/// `aaa server radius dynamic-author`: the device listens for changes of sessions.
Outcome dynamic_author(Config& config, Cursor& cursor) {
  Service& service = config.services.get("radius-dynamic-author");
  add_block(service.lines, cursor);
  service.enabled = {!cursor.negated, cursor.lines()};
  return cursor.end();
}
/// `client A [vrf V] [server-key [TYPE] KEY]`
Outcome dynamic_client(Config& config, Cursor& cursor) {
  const std::string name = "client " + std::string(cursor.word());
  while (!cursor.at_end())
    if (cursor.word() == "server-key") return keep_key(config, cursor, "radius", name);
  return Outcome::understood;
}
Outcome dynamic_key(Config& config, Cursor& cursor) { return keep_key(config, cursor, "radius", "all clients"); }
Outcome dynamic_port(Config& config, Cursor& cursor) {
  return set_number(config.services.get("radius-dynamic-author").port, cursor, "a port", 1, 65535);
}

const Table& dynamic_table() {
  static constexpr std::string_view which = "which sessions a request is about";
  static constexpr auto rows = std::to_array<Row>({
      {"client", Domain::users, &dynamic_client},
      {"server-key", Domain::users, &dynamic_key},
      {"port", Domain::management, &dynamic_port},
      {"auth-type", Domain::management},
      ignored<Config>("ignore", which),
      ignored<Config>("domain", which),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows aaa_server_rows() {
  static constexpr Domains both = Domain::authentication | Domain::users;
  static constexpr std::string_view told = "what is told to servers";
  static constexpr auto rows = std::to_array<Row>({
      {"tacacs server", both, &tacacs_server, &server_table},
      {"radius server", both, &radius_server, &server_table},
      {"ldap server", both, &ldap_server, &server_table},
      {"tacacs-server host", both, &tacacs_host},
      {"tacacs-server key", Domain::users, &tacacs_key},
      {"radius-server host", both, &radius_host},
      {"radius-server key", Domain::users, &radius_key},
      {"radius", both},
      {"radius-server", both},
      {"radius-server optional-passwords", Domain::authentication},
      {"tacacs", both},
      {"tacacs-server", both},
      {"ldap", both},
      {"aaa group", both},
      {"aaa group server", both},
      {"aaa group server tacacs+", both, &tacacs_group, &group_table},
      {"aaa group server radius", both, &radius_group, &group_table},
      {"aaa group server ldap", both, &ldap_group, &group_table},
      {"aaa server", both | Domain::management},
      {"aaa server radius dynamic-author", both | Domain::management, &dynamic_author, &dynamic_table},
      ignored<Config>("ldap attribute-map", told),
      ignored<Config>("tacacs-server timeout", waiting),
      ignored<Config>("tacacs-server directed-request", "which server a user may pick"),
      ignored<Config>("tacacs-server administration", "messages about users"),
      ignored<Config>("tacacs-server packet", "sizes"),
      ignored<Config>("tacacs-server dns-alias-lookup", waiting),
      ignored<Config>("tacacs-server retransmit", waiting),
      ignored<Config>("tacacs-server cache", waiting),
      ignored<Config>("radius-server timeout", waiting),
      ignored<Config>("radius-server retransmit", waiting),
      ignored<Config>("radius-server deadtime", waiting),
      ignored<Config>("radius-server dead-criteria", waiting),
      ignored<Config>("radius-server load-balance", waiting),
      ignored<Config>("radius-server retry", waiting),
      ignored<Config>("radius-server throttle", waiting),
      ignored<Config>("radius-server backoff", waiting),
      ignored<Config>("radius-server cache", waiting),
      ignored<Config>("radius-server source-ports", source),
      ignored<Config>("radius-server attribute", told),
      ignored<Config>("radius-server vsa", told),
      ignored<Config>("radius-server unique-ident", told),
      ignored<Config>("radius-server accounting", told),
      ignored<Config>("radius-server extended-portnames", told),
      ignored<Config>("radius-server domain-stripping", told),
      ignored<Config>("radius-server directed-request", "which server a user may pick"),
      ignored<Config>("radius-server challenge-noecho", "texts around a login"),
      ignored<Config>("ip tacacs source-interface", source),
      ignored<Config>("ip radius source-interface", source),
      ignored<Config>("ipv6 tacacs source-interface", source),
      ignored<Config>("ipv6 radius source-interface", source),
  });
  return rows;
}

void convert_aaa_servers(Config& config, const Target& target) {
  config.aaa_servers.each([&](const std::string&, const AaaServer& from) {
    if (from.address.empty() && !from.opened.any()) return;  // a name without a server behind it
    model::AaaServer& to = target.device.aaa_servers.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(from.protocol + " " + (from.address.empty() ? from.name : from.address), to.lines);
    to.protocol.set(from.protocol, to.lines);
    if (!from.address.empty()) to.address.set(from.address, to.lines);
    const std::int64_t port = from.protocol == "tacacs" ? 49 : from.protocol == "ldap" ? 389 : 1645;
    put_or_default<std::int64_t>(to.port, from.port, port);
  });
}

}  // namespace muster::grammars::cisco_ios
