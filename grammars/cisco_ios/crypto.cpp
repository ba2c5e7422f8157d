#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// Keys of IPsec peers. How tunnels are negotiated beside that is no attribute of the model.
namespace muster::grammars::cisco_ios {
namespace {

constexpr Domains domains = Domain::users;
constexpr std::string_view negotiation = "how tunnels are negotiated: the model knows their keys";

Outcome keep(Config& config, Cursor& cursor, const std::string& name, StoredText secret) {
  keep_secret(config.secrets, "ipsec", name, std::move(secret), cursor.lines());
  return Outcome::understood;
}

/// `address A [MASK]`, `address ipv6 PREFIX`, `hostname H`: whom the key is for.
std::string peer_of(Cursor& cursor) {
  const bool host = cursor.accept("hostname");
  if (!host && !cursor.accept("address")) return {};
  std::string peer;
  if (!host && cursor.accept("ipv6")) peer = "ipv6 ";
  peer += cursor.word();
  const std::string_view mask = cursor.peek();
  if (!host && !mask.empty() && mask.find_first_not_of("0123456789.") == std::string_view::npos)
    peer.append(" ").append(cursor.word());
  return peer;
}

/// `crypto isakmp key [6] KEY address A [MASK] [no-xauth]`
Outcome isakmp_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  const std::string peer = peer_of(cursor);
  if (peer.empty()) return cursor.fail("address or hostname");
  cursor.accept("no-xauth");
  return cursor.at_end() ? keep(config, cursor, peer, std::move(*secret)) : cursor.end();
}

Outcome keyring(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("the name of a keyring");
  config.keyring = cursor.word();
  if (cursor.accept("vrf")) cursor.word();
  return cursor.end();
}

/// `pre-shared-key address A [MASK] key [6] KEY`
Outcome keyring_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string peer = peer_of(cursor);
  if (peer.empty()) return cursor.fail("address or hostname");
  if (!cursor.accept("key")) return cursor.fail("key");
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  return cursor.at_end() ? keep(config, cursor, config.keyring + " " + peer, std::move(*secret)) : cursor.end();
}

const Table& keyring_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"pre-shared-key", domains, &keyring_key},
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("local-address", negotiation),
      ignored<Config>("rsa-pubkey", "a public key"),
  });
  static const Table table({rows});
  return table;
}

Outcome peer(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("the name of a peer");
  config.keyring_peer = config.keyring + " " + std::string(cursor.word());
  return cursor.end();
}

/// `pre-shared-key [local|remote] [6|hex] KEY`
Outcome peer_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  std::string name = config.keyring_peer;
  for (const std::string_view side : {"local", "remote"})
    if (cursor.accept(side)) name.append(" ").append(side);
  cursor.accept("hex");
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  return cursor.at_end() ? keep(config, cursor, name, std::move(*secret)) : cursor.end();
}

const Table& peer_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"pre-shared-key", domains, &peer_key},
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("address", negotiation),
      ignored<Config>("hostname", negotiation),
      ignored<Config>("identity", negotiation),
  });
  static const Table table({rows});
  return table;
}
const Table& ikev2_keyring_table() {
  static constexpr auto rows = std::to_array<Row>({{"peer", domains, &peer, &peer_table}});
  static const Table table({rows});
  return table;
}

/// `crypto isakmp client configuration group NAME`: a key that all its members share.
Outcome client_group(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("the name of a group");
  config.keyring = "group " + std::string(cursor.word());
  return cursor.end();
}
Outcome client_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  return cursor.at_end() ? keep(config, cursor, config.keyring, std::move(*secret)) : cursor.end();
}

const Table& client_table() {
  static constexpr std::string_view told = "what clients are told";
  static constexpr auto rows = std::to_array<Row>({
      {"key", domains, &client_key},
      ignored<Config>("dns", told),
      ignored<Config>("wins", told),
      ignored<Config>("domain", told),
      ignored<Config>("pool", told),
      ignored<Config>("acl", told),
      ignored<Config>("netmask", told),
      ignored<Config>("banner", told),
      ignored<Config>("split-dns", told),
      ignored<Config>("save-password", told),
      ignored<Config>("backup-gateway", told),
      ignored<Config>("include-local-lan", told),
      ignored<Config>("max-users", told),
      ignored<Config>("max-logins", told),
      ignored<Config>("pfs", told),
      ignored<Config>("group-lock", told),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows crypto_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"crypto isakmp key", domains, &isakmp_key},
      {"crypto keyring", domains, &keyring, &keyring_table},
      {"crypto ikev2 keyring", domains, &keyring, &ikev2_keyring_table},
      {"crypto isakmp client configuration group", domains, &client_group, &client_table},
      ignored<Config>("crypto isakmp client configuration address-pool", negotiation),
      ignored<Config>("crypto isakmp profile", "names a keyring and whom it is for"),
      ignored<Config>("crypto isakmp nat", negotiation),
      ignored<Config>("crypto isakmp identity", negotiation),
      ignored<Config>("crypto isakmp invalid-spi-recovery", negotiation),
      ignored<Config>("crypto isakmp aggressive-mode", negotiation),
      ignored<Config>("crypto isakmp fragmentation", negotiation),
      ignored<Config>("crypto isakmp xauth", negotiation),
      ignored<Config>("crypto isakmp default", negotiation),
      ignored<Config>("crypto isakmp enable", negotiation),
      ignored<Config>("crypto ikev2 dpd", negotiation),
      ignored<Config>("crypto ikev2 nat", negotiation),
      ignored<Config>("crypto ikev2 limit", negotiation),
      ignored<Config>("crypto ikev2 window", negotiation),
      ignored<Config>("crypto ikev2 http-url", negotiation),
      ignored<Config>("crypto ikev2 fragmentation", negotiation),
      ignored<Config>("crypto ikev2 cookie-challenge", negotiation),
      ignored<Config>("crypto ikev2 diagnose", "diagnosis and counters"),
      ignored<Config>("crypto ikev2 certificate-cache", negotiation),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_ios
