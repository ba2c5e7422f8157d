#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// `key chain NAME`, its keys and their secrets.
namespace muster::grammars::cisco_ios {
namespace {

/// `key chain NAME [macsec|tcp]`
Outcome chain(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a key chain");
  config.key_chain = name;
  if (cursor.negated)
    config.key_chains.erase(name);
  else
    config.key_chains.insert(name);
  if (!cursor.accept("macsec")) cursor.accept("tcp");
  return cursor.end();
}

Outcome key(Config& config, Cursor& cursor) {
  config.key_number = cursor.word();
  return config.key_number.empty() ? cursor.fail("the number of a key") : cursor.end();
}

/// `key-string [0|6|7] KEY`
Outcome key_string(Config& config, Cursor& cursor) {
  const std::string name = config.key_chain + " key " + config.key_number;
  if (cursor.negated) {
    config.secrets.erase("key-chain/" + name);
    return skip_rest(cursor);
  }
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "key-chain", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

constexpr std::string_view when = "when a key holds, and for which algorithm";

const Table& key_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key-string", Domain::users, &key_string},
      ignored<Config>("accept-lifetime", when),
      ignored<Config>("send-lifetime", when),
      ignored<Config>("lifetime", when),
      ignored<Config>("cryptographic-algorithm", when),
      ignored<Config>("send-id", when),
      ignored<Config>("recv-id", when),
      ignored<Config>("include-tcp-options", when),
      ignored<Config>("accept-ao-mismatch", when),
  });
  static const Table table({rows});
  return table;
}

const Table& chain_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key", Domain::users, &key, &key_table},
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

}  // namespace muster::grammars::cisco_ios
