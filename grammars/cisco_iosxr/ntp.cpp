#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// `server [vrf V] [ipv4|ipv6] HOST [key N] [version N] [source I] [prefer] [burst] [iburst] [minpoll N] [maxpoll N]`
Outcome server(Config& config, Cursor& cursor) {
  const std::string vrf(cursor.accept("vrf") ? cursor.word() : std::string_view());
  if (!cursor.accept("ipv4")) cursor.accept("ipv6");
  std::string name(cursor.word());
  if (name.empty()) return cursor.fail("an address or a host name");
  if (!vrf.empty() && vrf != "default") name += " vrf " + vrf;
  if (cursor.negated) {
    config.time_servers.erase(name);
    return Outcome::understood;
  }
  TimeServer& to = config.time_servers.get(name);
  to.lines.add(cursor.line());
  to.key.reset();
  while (!cursor.at_end()) {
    if (cursor.accept("key")) {
      const auto key = cursor.number(1);
      if (!key) return cursor.fail("the number of a key");
      to.key = *key;
    } else if (cursor.accept("version") || cursor.accept("minpoll") || cursor.accept("maxpoll")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("source")) {
      if (read_interface(cursor).empty()) return cursor.fail("an interface");
    } else if (!cursor.accept("prefer") && !cursor.accept("iburst") && !cursor.accept("burst")) {
      return cursor.fail("an option of the server");
    }
  }
  return Outcome::understood;
}

Outcome authenticate(Config& config, Cursor& cursor) {
  config.ntp.authenticate = !cursor.negated;
  return cursor.end();
}

Outcome trusted_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("the number of a key");
  if (cursor.negated)
    config.ntp.trusted.erase(*number);
  else
    config.ntp.trusted.insert(*number);
  return cursor.end();
}

/// `authentication-key N md5|sha1|cmac-... [clear|encrypted] VALUE`
Outcome authentication_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("the number of a key");
  const std::string name = "key " + std::to_string(*number);
  if (cursor.negated) {
    config.ntp.keys.erase(*number);
    config.secrets.erase("ntp/" + name);
    return Outcome::understood;
  }
  if (cursor.word().empty()) return cursor.fail("an algorithm");
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  config.ntp.keys.insert(*number);
  keep_secret(config.secrets, "ntp", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome block(Config& config, Cursor& cursor) {
  if (!cursor.negated) return cursor.end();
  config.time_servers.clear();
  config.ntp = {};
  return cursor.end();
}

constexpr std::string_view source = "which address requests come from";

/// The same lines stand below `ntp` and, in flat form, behind it.
const Table& ntp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", Domain::time, &server},
      {"peer", Domain::time, &server},
      {"authenticate", Domain::time, &authenticate},
      {"trusted-key", Domain::time, &trusted_key},
      {"authentication-key", Domain::time | Domain::users, &authentication_key},
      {"access-group", Domain::time},
      {"master", Domain::time},
      {"primary", Domain::time},
      {"interface", Domain::time},
      {"passive", Domain::time},
      {"broadcast", Domain::time},
      {"multicast", Domain::time},
      ignored<Config>("source", source),
      ignored<Config>("update-calendar", "the hardware clock"),
      ignored<Config>("max-associations", "a limit of memory"),
      ignored<Config>("broadcastdelay", "a measured delay"),
      ignored<Config>("drift", "a file of the clock"),
      ignored<Config>("log-internal-sync", "logs more, never less"),
      ignored<Config>("ipv4", "marks of packets"),
      ignored<Config>("ipv6", "marks of packets"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows ntp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ntp", Domain::time | Domain::users, &block, &ntp_table},
      {"ntp server", Domain::time, &server},
      {"ntp peer", Domain::time, &server},
      {"ntp authenticate", Domain::time, &authenticate},
      {"ntp trusted-key", Domain::time, &trusted_key},
      {"ntp authentication-key", Domain::time | Domain::users, &authentication_key},
      ignored<Config>("ntp source", source),
      ignored<Config>("ntp update-calendar", "the hardware clock"),
      ignored<Config>("clock timezone", "how times are shown"),
      ignored<Config>("clock summer-time", "how times are shown"),
      ignored<Config>("clock", "the hardware clock"),
  });
  return rows;
}

void convert_ntp(Config& config, const Target& target) {
  const NtpSettings& ntp = config.ntp;
  config.time_servers.each([&](const std::string& name, const TimeServer& from) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    const bool has_key = from.key && ntp.keys.contains(*from.key) && ntp.trusted.contains(*from.key);
    to.authenticated.set(ntp.authenticate && has_key, to.lines);
  });
}

}  // namespace muster::grammars::cisco_iosxr
