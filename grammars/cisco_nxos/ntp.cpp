#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

/// `server|peer HOST [key N] [minpoll N] [maxpoll N] [prefer] [use-vrf V]`
Outcome server(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("an address or a host name");
  TimeServer server;
  std::string vrf;
  while (!cursor.at_end()) {
    if (cursor.accept("key")) {
      const auto key = cursor.number(1);
      if (!key) return cursor.fail("the number of a key");
      server.key = *key;
    } else if (cursor.accept("minpoll") || cursor.accept("maxpoll")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("use-vrf")) {
      vrf = cursor.word();
      if (vrf.empty()) return cursor.fail("the name of a VRF");
    } else if (!cursor.accept("prefer")) {
      return cursor.fail("an option of ntp server");
    }
  }
  const std::string key = vrf.empty() || vrf == "default" ? name : name + " vrf " + vrf;
  if (cursor.negated) {
    config.time_servers.erase(key);
    return Outcome::understood;
  }
  server.lines.add(cursor.line());
  config.time_servers.get(key) = std::move(server);
  return Outcome::understood;
}

Outcome authenticate(Config& config, Cursor& cursor) { return on_or_off(config.ntp.authenticate, cursor); }

Outcome trusted_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("the number of a key");
  if (cursor.negated)
    config.ntp.trusted.erase(*number);
  else
    config.ntp.trusted.insert(*number);
  return cursor.end();
}

/// `authentication-key N md5 KEY [0|7]`
Outcome authentication_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("the number of a key");
  if (cursor.negated) {
    config.ntp.keys.erase(*number);
    config.secrets.erase("ntp/key " + std::to_string(*number));
    return done(cursor);
  }
  if (cursor.word().empty()) return cursor.fail("an algorithm");
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  if (cursor.accept("7")) secret->format = "cisco-7";
  if (cursor.accept("6")) secret->format = "other";
  cursor.accept("0");
  config.ntp.keys.insert(*number);
  keep_secret(config.secrets, "ntp", "key " + std::to_string(*number), std::move(*secret), cursor.lines());
  return cursor.end();
}

}  // namespace

Rows ntp_rows() {
  static constexpr std::string_view other = "the device as a server of others";
  static constexpr std::string_view shown = "how times are shown";
  static constexpr auto rows = std::to_array<Row>({
      {"ntp server", Domain::time, &server},
      {"ntp peer", Domain::time, &server},
      {"ntp authenticate", Domain::time, &authenticate},
      {"ntp trusted-key", Domain::time, &trusted_key},
      {"ntp authentication-key", Domain::time | Domain::users, &authentication_key},
      {"ntp", Domain::time},
      ignored<Config>("ntp access-group", other),
      ignored<Config>("ntp allow", other),
      ignored<Config>("ntp master", other),
      ignored<Config>("ntp source", "which address requests come from"),
      ignored<Config>("ntp source-interface", "which address requests come from"),
      ignored<Config>("ntp logging", "logs more, never less"),
      ignored<Config>("ntp distribute", "whether peers share these settings"),
      ignored<Config>("ntp commit", "whether peers share these settings"),
      ignored<Config>("ntp rts-update", "the hardware clock"),
      ignored<Config>("ntp rtc-update", "the hardware clock"),
      {"clock", Domain::time},
      {"clock protocol", Domain::time},
      ignored<Config>("clock protocol ntp", "NTP sets the clock, as it does by default"),
      ignored<Config>("clock timezone", shown),
      ignored<Config>("clock summer-time", shown),
      ignored<Config>("clock format", shown),
      {"ptp", Domain::time},
  });
  return rows;
}

void convert_ntp(Config& config, const Target& target) {
  const NtpSettings& ntp = config.ntp;
  const bool authenticate = ntp.authenticate && ntp.authenticate->value;
  config.time_servers.each([&](const std::string& name, const TimeServer& from) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    const bool has_key = from.key && ntp.keys.contains(*from.key) && ntp.trusted.contains(*from.key);
    to.authenticated.set(authenticate && has_key, to.lines);
  });
}

}  // namespace muster::grammars::cisco_nxos
