#include <array>
#include <functional>

#include "core/redacted_text.hpp"
#include "grammars/crypt_format.hpp"
#include "grammars/frr/config.hpp"

/// Passwords of the virtual terminals, and keys that several protocols share. Each daemon prints its own, so that one
/// password may stand several times, each time with another salt.
namespace muster::grammars::frr {
namespace {

bool is_masked(std::string_view text) {
  return is_redaction_marker(text) || text.find_first_not_of('*') == std::string_view::npos;
}

/// `[8] TEXT`: 8 says that the text is a hash of crypt(3).
Outcome password(Config& config, Cursor& cursor, std::string_view kind, std::uint32_t& count) {
  if (cursor.negated) return Outcome::known;
  Cursor ahead = cursor;
  const bool hashed = ahead.accept("8") && !ahead.at_end();
  if (hashed) cursor.take_position(ahead);
  if (cursor.at_end()) return cursor.fail("a password");
  const std::string_view text = cursor.take_rest();
  const auto [twin, first] = config.passwords_seen.emplace(std::hash<std::string_view>{}(text) ^ kind.size(), std::string());
  KeptSecret* const known = first ? nullptr : config.secrets.find(twin->second);
  if (known != nullptr && known->value.value.value.reveal() == text) {
    cursor.secret(text);
    known->value.lines = config.table.join(known->value.lines, cursor.lines());
    return Outcome::understood;
  }
  const std::string name = "vty " + std::to_string(++count);
  if (first) twin->second = std::string(kind) + ' ' + name;
  keep_secret(config, cursor, text, std::string(kind), name, hashed ? crypt_format(text) : "plain");
  return Outcome::understood;
}

Outcome line_password(Config& config, Cursor& cursor) { return password(config, cursor, "line", config.line_passwords); }
Outcome enable_password(Config& config, Cursor& cursor) { return password(config, cursor, "enable", config.enable_passwords); }

/// `username NAME nopassword`: this user of vtysh is not asked for one.
Outcome username(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (cursor.negated) return Outcome::known;
  if (name.empty()) return cursor.fail("a user name");
  if (!cursor.accept("nopassword")) return cursor.fail("nopassword");
  KeptSecret& kept = config.secrets.get("line vtysh " + name);
  kept.kind = "line", kept.name = "vtysh " + name;
  kept.value.set({Secret(), "none"}, cursor.lines());
  return cursor.end();
}

Outcome key_chain(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("the name of a key chain");
  config.key_chain = cursor.word();
  return cursor.end();
}

Outcome key(Config& config, Cursor& cursor) {
  const auto id = cursor.number();
  if (cursor.negated || !id) return cursor.fail("a key number");
  config.key_chain = config.key_chain.substr(0, config.key_chain.find(' ')) + ' ' + std::to_string(*id);
  return cursor.end();
}

Outcome key_string(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("a key");
  keep_secret(config, cursor, cursor.take_rest(), "key-chain", config.key_chain, "plain");
  return Outcome::understood;
}

const Table& key_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"key-string", Domain::users | Domain::routing, key_string},
      ignored<Config>("accept-lifetime", "when the key is taken"),
      ignored<Config>("send-lifetime", "when the key is used"),
      ignored<Config>("cryptographic-algorithm", "how the key is used"),
  });
  static const Table table({Rows(rows), block_end_rows()});
  return table;
}

const Table& key_chain_table() {
  static constexpr auto rows = std::to_array<Row>({{"key", Domain::users | Domain::routing, key, key_table}});
  // The end of a key's block stands on the level of the key, or deeper.
  static const Table table({Rows(rows), block_end_rows()});
  return table;
}

}  // namespace

void keep_secret(Config& config, Cursor& cursor, std::string_view text, std::string kind, std::string name,
                 std::string_view format) {
  KeptSecret& kept = config.secrets.get(kind + ' ' + name);
  kept.kind = std::move(kind), kept.name = std::move(name);
  if (is_masked(text)) return kept.value.set_unknown(cursor.lines());
  cursor.secret(text);
  kept.value.set({Secret(text), std::string(format)}, cursor.lines());
}

Rows credential_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"password", Domain::users, line_password},
      {"enable password", Domain::users, enable_password},
      {"username", Domain::users, username},
      ignored<Config>("service password-encryption", "its effect shows in how each password is stored"),
      {"service advanced-vty", Domain::users | Domain::management},
      {"key chain", Domain::users | Domain::routing, key_chain, key_chain_table},
  });
  return rows;
}

void convert_credentials(Config& config, const Target& target) {
  config.secrets.each([&](const std::string&, KeptSecret& from) {
    model::Credential& to = target.device.credentials.emplace_back();
    to.context = target.context;
    to.lines = from.value.lines;
    to.kind.set(std::move(from.kind), from.value.lines);
    to.name.set(std::move(from.name), from.value.lines);
    to.value = std::move(from.value);
  });
}

}  // namespace muster::grammars::frr
