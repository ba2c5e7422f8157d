#include "grammars/fortinet_fortios/config.hpp"

/// Keys of tunnels, and other secrets that stand for themselves.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::users;
constexpr std::string_view negotiation = "how tunnels are negotiated: the model knows their keys";

Outcome edit_tunnel(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  config.name = std::move(*name);
  return cursor.end();
}

Outcome keep(Config& config, Cursor& cursor, std::string kind, std::string_view suffix) {
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a key");
  if (!cursor.at_end()) return cursor.end();
  if (!value->value.empty())
    keep_secret(config.vdom->secrets, std::move(kind), config.name + std::string(suffix), std::move(*value),
                cursor.lines());
  return Outcome::understood;
}

Outcome pre_shared(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", ""); }
Outcome remote_pre_shared(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " remote"); }
Outcome user_password(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " user"); }
Outcome group_password(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " group"); }
Outcome encryption_key(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " encryption"); }
Outcome authentication_key(Config& config, Cursor& cursor) { return keep(config, cursor, "ipsec", " authentication"); }

const Table& tunnel_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"psksecret", domains, &pre_shared},
      {"psksecret-remote", domains, &remote_pre_shared},
      {"authpasswd", domains, &user_password},
      {"group-authentication-secret", domains, &group_password},
      {"enckey", domains, &encryption_key},
      {"authkey", domains, &authentication_key},
      ignored<Config>("*", negotiation),
  });
  static const Table table({rows});
  return table;
}
const Table& tunnel_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_tunnel, &tunnel_entry}});
  static const Table table({rows});
  return table;
}

// ---- Key chains ----

Outcome chain_key(Config& config, Cursor& cursor) { return keep(config, cursor, "key-chain", ""); }

Outcome edit_chain_key(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("the number of a key");
  config.name = config.name.substr(0, config.name.find(" key ")) + " key " + *name;
  return cursor.end();
}

const Table& chain_key_entry() {
  static constexpr auto rows = std::to_array<Row>(
      {{"key-string", Domain::routing | Domain::users, &chain_key}, ignored<Config>("*", "when the key counts, and its algorithm")});
  static const Table table({rows});
  return table;
}
const Table& chain_key_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::routing, &edit_chain_key, &chain_key_entry}});
  static const Table table({rows});
  return table;
}
const Table& chain_entry() {
  static constexpr auto rows = std::to_array<Row>({{"config key", Domain::routing, &nested_block, &chain_key_table}});
  static const Table table({rows});
  return table;
}
const Table& chain_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::routing, &edit_tunnel, &chain_entry}});
  static const Table table({rows});
  return table;
}

}  // namespace

Rows vpn_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config vpn ipsec phase1-interface", domains, &block, &tunnel_table},
      {"config vpn ipsec phase1", domains, &block, &tunnel_table},
      {"config vpn ipsec manualkey-interface", domains, &block, &tunnel_table},
      {"config vpn ipsec manualkey", domains, &block, &tunnel_table},
      {"config router key-chain", Domain::routing, &block, &chain_table},
      ignored<Config>("config vpn ipsec phase2-interface", negotiation),
      ignored<Config>("config vpn ipsec phase2", negotiation),
      ignored<Config>("config vpn ipsec concentrator", negotiation),
      ignored<Config>("config vpn ipsec forticlient", negotiation),
      ignored<Config>("config vpn ipsec fec", negotiation),
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
