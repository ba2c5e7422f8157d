#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"
#include "grammars/secret_words.hpp"

/// Programs that the device runs beside its own: the telemetry agent is understood, others are not.
namespace muster::grammars::arista_eos {
namespace {

constexpr std::string_view telemetry_agent = "/usr/bin/TerminAttr";

Outcome daemon(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.daemon = cursor.word();
  return config.daemon.empty() ? cursor.fail("a name") : cursor.end();
}

/// `-cvauth=key,SECRET`: the agent's key to the collector.
void keep_key(Config& config, Cursor& cursor, std::string_view option) {
  const std::size_t at = option.find("auth=key,");
  if (at == std::string_view::npos) return;
  const std::string_view key = option.substr(at + 9);
  if (key.empty()) return;
  cursor.secret(key);
  keep_secret(config.secrets, "telemetry", config.daemon, {Secret(key), "plain", is_masked_secret(key)},
              cursor.lines());
}

/// The telemetry agent calls a collector; with `-grpcaddr` it answers others, too. What another program does is not
/// known.
Outcome exec(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const bool agent = cursor.word() == telemetry_agent;
  bool listens = false;
  while (!cursor.at_end()) {
    const std::string_view option = cursor.word();
    keep_key(config, cursor, option);
    listens = listens || option.find("-grpcaddr") == 0;
  }
  return agent && !listens ? Outcome::understood : Outcome::known;
}

const Table& daemon_table() {
  static constexpr std::string_view how = "how the program runs: `exec` says what it is";
  static constexpr auto rows = std::to_array<Row>({
      {"exec", Domain::management | Domain::users, &exec},
      {"option", Domain::management | Domain::users},
      ignored<Config>("shutdown", how),
      ignored<Config>("heartbeat", how),
      ignored<Config>("vrf", how),
  });
  static const Table table({rows});
  return table;
}

Outcome security(Config&, Cursor& cursor) { return cursor.end(); }

Outcome tunnel_profile(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.policy = cursor.at_end() ? std::string_view("controller") : cursor.word();
  return cursor.end();
}

Outcome shared_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "ipsec", config.policy, std::move(*secret), cursor.lines());
  return cursor.end();
}

const Table& profile_table() {
  static constexpr std::string_view tunnel = "algorithms and timers of a tunnel: no rule looks at them";
  static constexpr auto rows = std::to_array<Row>({
      {"shared-key", Domain::users, &shared_key},
      {"local-authentication", Domain::users},
      ignored<Config>("ike-policy", tunnel),
      ignored<Config>("sa-policy", tunnel),
      ignored<Config>("connection", tunnel),
      ignored<Config>("dpd", tunnel),
      ignored<Config>("mode", tunnel),
      ignored<Config>("flow", tunnel),
      ignored<Config>("vrf", tunnel),
      ignored<Config>("profile", tunnel),
  });
  static const Table table({rows});
  return table;
}

const Table& security_table() {
  static constexpr std::string_view tunnel = "algorithms and timers of a tunnel: no rule looks at them";
  static constexpr auto rows = std::to_array<Row>({
      {"profile", Domain::users, &tunnel_profile, &profile_table},
      {"key controller", Domain::users, &tunnel_profile, &profile_table},
      ignored<Config>("ike policy", tunnel),
      ignored<Config>("sa policy", tunnel),
      ignored<Config>("hardware", tunnel),
      ignored<Config>("connection", tunnel),
      ignored<Config>("policy", tunnel),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows daemon_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"daemon", Domain::management | Domain::users, &daemon, &daemon_table},
      {"event-handler", Domain::management | Domain::users},
      {"schedule", Domain::management | Domain::users},
      {"ip security", Domain::users, &security, &security_table},
  });
  return rows;
}

}  // namespace muster::grammars::arista_eos
