#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// `[vrf V] [ip|ipv6] HOST [version N] [key N] [source I] [prefer] [burst] [iburst] [minpoll N] [maxpoll N]`
Outcome server(Config& config, Cursor& cursor) {
  if (cursor.accept("vrf")) cursor.word();
  if (!cursor.accept("ip")) cursor.accept("ipv6");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("an address or a host name");
  if (cursor.negated) {
    config.time_servers.erase(name);
    return Outcome::understood;
  }
  TimeServer& server = config.time_servers.get(name);
  server.lines.add(cursor.line());
  while (!cursor.at_end()) {
    if (cursor.accept("key")) {
      const auto key = cursor.number(1);
      if (!key) return cursor.fail("the number of a key");
      server.key = *key;
    } else if (cursor.accept("version") || cursor.accept("minpoll") || cursor.accept("maxpoll")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("source")) {
      if (cursor.word().empty()) return cursor.fail("an interface");
      const std::string_view next = cursor.peek();
      if (!next.empty() && next.front() >= '0' && next.front() <= '9') cursor.word();
    } else if (!cursor.accept("prefer") && !cursor.accept("iburst") && !cursor.accept("burst") &&
               !cursor.accept("normal-sync")) {
      return cursor.fail("an option of ntp server");
    }
  }
  return Outcome::understood;
}

Outcome authenticate(Config& config, Cursor& cursor) {
  config.ntp.authenticate = !cursor.negated;
  return cursor.end();
}

Outcome trusted_key(Config& config, Cursor& cursor) {
  const auto first = cursor.number(1);
  if (!first) return cursor.fail("the number of a key");
  auto last = first;
  if (cursor.accept("-") && !(last = cursor.number(*first))) return cursor.fail("the number of the last key");
  const std::pair range{*first, *last};
  if (cursor.negated)
    config.ntp.trusted.erase(range);
  else
    config.ntp.trusted.insert(range);
  return cursor.end();
}

/// `authentication-key N md5|hmac-...|cmac-... VALUE [TYPE]`; the type stands behind the value here.
Outcome authentication_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("the number of a key");
  if (cursor.negated) {
    config.ntp.keys.erase(*number);
    config.secrets.erase("ntp/key " + std::to_string(*number));
    return Outcome::understood;
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

/// `no ntp` alone switches the client off.
Outcome whole_ntp(Config& config, Cursor& cursor) {
  if (!cursor.negated || !cursor.at_end()) return cursor.fail("an option of ntp");
  config.time_servers.clear();
  config.ntp = {};
  return Outcome::understood;
}

/// Trusted keys as ranges that neither touch nor overlap, in order.
using Ranges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Ranges merged(const std::set<std::pair<std::uint32_t, std::uint32_t>>& ranges) {
  Ranges out;
  for (const auto& range : ranges) {
    if (!out.empty() && range.first <= out.back().second)
      out.back().second = std::max(out.back().second, range.second);
    else
      out.push_back(range);
  }
  return out;
}

bool is_trusted(const Ranges& trusted, std::uint32_t key) {
  const auto after = std::ranges::upper_bound(trusted, key, {}, [](const auto& range) { return range.first; });
  return after != trusted.begin() && key <= std::prev(after)->second;
}

}  // namespace

Rows ntp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ntp", Domain::time, &whole_ntp},
      {"ntp server", Domain::time, &server},
      {"ntp peer", Domain::time, &server},
      {"ntp authenticate", Domain::time, &authenticate},
      {"ntp trusted-key", Domain::time, &trusted_key},
      {"ntp authentication-key", Domain::time | Domain::users, &authentication_key},
      ignored<Config>("ntp access-group", "who may ask the device, and whom it hears: it only narrows"),
      ignored<Config>("ntp master", "the device answers others where its own servers do not"),
      ignored<Config>("ntp allow", "questions about the clock"),
      ignored<Config>("ntp orphan", "the device answers others where its own servers do not"),
      {"ntp broadcast", Domain::time},
      {"ntp multicast", Domain::time},
      {"ntp passive", Domain::time},
      {"sntp", Domain::time},
      ignored<Config>("ntp source", "which address requests come from"),
      ignored<Config>("ntp source-interface", "which address requests come from"),
      ignored<Config>("ntp update-calendar", "the hardware clock"),
      ignored<Config>("ntp clock-period", "a measured value of the clock"),
      ignored<Config>("ntp max-associations", "a limit of memory"),
      ignored<Config>("ntp logging", "logs more, never less"),
      ignored<Config>("clock timezone", "how times are shown"),
      ignored<Config>("clock summer-time", "how times are shown"),
      ignored<Config>("clock calendar-valid", "the hardware clock"),
      ignored<Config>("clock initialize", "the hardware clock"),
      ignored<Config>("clock save", "the hardware clock"),
  });
  return rows;
}

void convert_ntp(Config& config, const Target& target) {
  const NtpSettings& ntp = config.ntp;
  const Ranges trusted = merged(ntp.trusted);
  config.time_servers.each([&](const std::string& name, TimeServer& from) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    const bool has_key = from.key && ntp.keys.contains(*from.key) && is_trusted(trusted, *from.key);
    to.authenticated.set(ntp.authenticate && has_key, to.lines);
  });
}

}  // namespace muster::grammars::cisco_ios
