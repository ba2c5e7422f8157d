#include "grammars/cisco_iosxr/config.hpp"

/// `key chain NAME`, its keys and their secrets.
namespace muster::grammars::cisco_iosxr {
namespace {

Outcome chain(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a key chain");
  config.key_chain = name;
  if (cursor.negated)
    config.key_chains.erase(name);
  else
    config.key_chains.insert(name);
  return cursor.end();
}

Outcome key(Config& config, Cursor& cursor) {
  config.key = cursor.word();
  return config.key.empty() ? cursor.fail("the number of a key") : cursor.end();
}

/// `key-string [password|encrypted|clear] VALUE`
Outcome key_string(Config& config, Cursor& cursor) {
  const std::string name = config.key_chain + " key " + config.key;
  if (cursor.negated) {
    config.secrets.erase("key-chain/" + name);
    return Outcome::understood;
  }
  const bool encrypted = cursor.accept("password");
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  if (encrypted) secret->format = "cisco-7";
  keep_secret(config.secrets, "key-chain", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

constexpr std::string_view dates = "when a key is used";

const Table& key_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key-string", Domain::users, &key_string},
      ignored<Config>("accept-lifetime", dates),
      ignored<Config>("send-lifetime", dates),
      ignored<Config>("lifetime", dates),
      ignored<Config>("cryptographic-algorithm", "which algorithm a key is for: no rule looks at it"),
      ignored<Config>("send-id", "a number of the key"),
      ignored<Config>("recv-id", "a number of the key"),
  });
  static const Table table({rows});
  return table;
}

const Table& chain_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key", Domain::users, &key, &key_table},
      {"macsec", Domain::users},
      ignored<Config>("accept-tolerance", dates),
      ignored<Config>("timezone", dates),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows key_chain_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"key chain", Domain::routing | Domain::users, &chain, &chain_table},
  });
  return rows;
}

}  // namespace muster::grammars::cisco_iosxr
