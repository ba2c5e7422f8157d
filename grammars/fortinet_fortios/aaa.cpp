#include "grammars/fortinet_fortios/config.hpp"

/// Servers that logins are sent to, and the groups that name them.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr auto at = &Config::aaa;
constexpr std::string_view details = "how the server is asked: the model has no place for it";

Outcome edit_server(Config& config, Cursor& cursor, std::string_view protocol) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  config.aaa = &config.vdom->aaa.get(std::string(protocol) + " " + *name);
  config.aaa->protocol = protocol;
  begin_entry(*config.aaa, cursor);
  return cursor.end();
}
Outcome edit_radius(Config& config, Cursor& cursor) { return edit_server(config, cursor, "radius"); }
Outcome edit_tacacs(Config& config, Cursor& cursor) { return edit_server(config, cursor, "tacacs"); }
Outcome edit_ldap(Config& config, Cursor& cursor) { return edit_server(config, cursor, "ldap"); }

constexpr Domains domains = Domain::authentication;

const Table& radius_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &AaaServers::server>},
      {"secondary-server", domains, &text<at, &AaaServers::secondary>},
      {"tertiary-server", domains, &text<at, &AaaServers::tertiary>},
      {"secret", domains | Domain::users, &secret<at, &AaaServers::secret>},
      {"secondary-secret", domains | Domain::users, &secret<at, &AaaServers::secondary_secret>},
      {"tertiary-secret", domains | Domain::users, &secret<at, &AaaServers::tertiary_secret>},
      {"radius-port", domains, &number<at, &AaaServers::port>},
      ignored<Config>("*", details),
  });
  static const Table table({rows}, &opens<at>);
  return table;
}

const Table& tacacs_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &AaaServers::server>},
      {"secondary-server", domains, &text<at, &AaaServers::secondary>},
      {"tertiary-server", domains, &text<at, &AaaServers::tertiary>},
      {"key", domains | Domain::users, &secret<at, &AaaServers::secret>},
      {"secondary-key", domains | Domain::users, &secret<at, &AaaServers::secondary_secret>},
      {"tertiary-key", domains | Domain::users, &secret<at, &AaaServers::tertiary_secret>},
      {"port", domains, &number<at, &AaaServers::port>},
      ignored<Config>("*", details),
  });
  static const Table table({rows}, &opens<at>);
  return table;
}

const Table& ldap_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &AaaServers::server>},
      {"secondary-server", domains, &text<at, &AaaServers::secondary>},
      {"tertiary-server", domains, &text<at, &AaaServers::tertiary>},
      {"password", domains | Domain::users, &secret<at, &AaaServers::secret>},
      {"port", domains, &number<at, &AaaServers::port>},
      ignored<Config>("*", details),
  });
  static const Table table({rows}, &opens<at>);
  return table;
}

template <auto Edit, auto Entry>
const Table& server_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, Edit, Entry}});
  static const Table table({rows});
  return table;
}

/// `user local`: accounts of the firewall's users, not of its administrators.
Outcome user_password(Config& config, Cursor& cursor) {
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a password");
  if (!cursor.at_end()) return cursor.end();
  keep_secret(config.vdom->secrets, "local-user", config.name, std::move(*value), cursor.lines());
  return Outcome::understood;
}

Outcome edit_user(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  config.name = std::move(*name);
  return cursor.end();
}

const Table& user_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"passwd", Domain::users, &user_password},
      ignored<Config>("*", "users of the firewall's services are no administrators"),
  });
  static const Table table({rows});
  return table;
}

const Table& user_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::users, &edit_user, &user_entry}});
  static const Table table({rows});
  return table;
}

Outcome group_members(Config& config, Cursor& cursor) {
  Maybe<Names> members;
  const Outcome outcome = read_names(members, cursor);
  if (outcome == Outcome::understood && members) config.vdom->user_groups.get(config.name) = std::move(members->value);
  return outcome;
}

const Table& group_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"member", domains, &group_members},
      ignored<Config>("*", "users of the firewall's services are no administrators"),
  });
  static const Table table({rows});
  return table;
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_user, &group_entry}});
  static const Table table({rows});
  return table;
}

void put_server(const AaaServers& from, const std::string& name, const Maybe<std::string>& server,
                const Maybe<StoredText>& secret, Vdom& vdom, const Target& target) {
  if (!server) return;
  static const std::map<std::string_view, std::int64_t> usual_ports{{"radius", 1812}, {"tacacs", 49}, {"ldap", 389}};
  model::AaaServer& to = target.device.aaa_servers.emplace_back();
  from.put(to, target);
  to.name.set(from.protocol + " " + server->value, server->lines);
  to.protocol.set(from.protocol, to.lines);
  put(to.address, server);
  if (!from.port || from.port->value != 0) put_or_default(to.port, from.port, usual_ports.at(from.protocol));
  if (secret) keep_secret(vdom.secrets, from.protocol, name + " " + server->value, secret->value, secret->lines);
}

}  // namespace

Rows aaa_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config user radius", domains, &block, &server_table<&edit_radius, &radius_entry>},
      {"config user tacacs+", domains, &block, &server_table<&edit_tacacs, &tacacs_entry>},
      {"config user ldap", domains, &block, &server_table<&edit_ldap, &ldap_entry>},
      {"config user local", Domain::users, &block, &user_table},
      {"config user group", domains, &block, &group_table},
  });
  return rows;
}

void convert_aaa(Vdom& vdom, const Target& target) {
  vdom.aaa.each([&](const std::string& name, AaaServers& from) {
    const std::string own = name.substr(from.protocol.size() + 1);
    put_server(from, own, from.server, from.secret, vdom, target);
    // A stand-in without a key of its own is asked with that of the first.
    put_server(from, own, from.secondary, from.secondary_secret, vdom, target);
    put_server(from, own, from.tertiary, from.tertiary_secret, vdom, target);
  });
}

}  // namespace muster::grammars::fortinet_fortios
