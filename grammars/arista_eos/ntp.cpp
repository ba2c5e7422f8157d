#include <algorithm>

#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::arista_eos {
namespace {

/// `[vrf V] HOST [prefer] [burst] [iburst] [version N] [minpoll N] [maxpoll N] [local-interface I] [key N]`
Outcome server(Config& config, Cursor& cursor) {
  std::string name;
  if (cursor.accept("vrf")) {
    const std::string vrf(cursor.word());
    name = std::string(cursor.word()) + (vrf == "default" ? "" : " vrf " + vrf);
  } else {
    name = cursor.word();
  }
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
    } else if (cursor.accept("local-interface") || cursor.accept("source-interface") || cursor.accept("source")) {
      if (read_interface(cursor).empty()) return cursor.fail("an interface");
    } else if (!cursor.accept("prefer") && !cursor.accept("iburst") && !cursor.accept("burst")) {
      return cursor.fail("an option of ntp server");
    }
  }
  return Outcome::understood;
}

/// `authenticate [servers]`
Outcome authenticate(Config& config, Cursor& cursor) {
  cursor.accept("servers");
  config.ntp.authenticate = !cursor.negated;
  return cursor.end();
}

/// `trusted-key 1-2,5`
Outcome trusted_key(Config& config, Cursor& cursor) {
  std::string_view list = cursor.peek();
  if (list.empty() && cursor.negated) {
    config.ntp.trusted.clear();
    return Outcome::understood;
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> ranges;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(part.size() + 1, list.size()));
    const std::size_t dash = std::min(part.find('-'), part.size());
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    if (!parse_number(part.substr(0, dash), first)) return cursor.fail("numbers of keys");
    last = first;
    if (dash < part.size() && !parse_number(part.substr(dash + 1), last)) return cursor.fail("numbers of keys");
    ranges.emplace(first, last);
  }
  if (ranges.empty()) return cursor.fail("numbers of keys");
  cursor.word();
  for (const auto& range : ranges) {
    if (cursor.negated)
      config.ntp.trusted.erase(range);
    else
      config.ntp.trusted.insert(range);
  }
  return cursor.end();
}

/// `authentication-key N md5|sha1 [0|7|8a] VALUE`; without a type the value is as it was typed, or of type 7 on
/// releases that print no type: which is not known.
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
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  if (secret->format == "plain" && cursor.whole().find(" 0 ") == std::string_view::npos) secret->format = "other";
  config.ntp.keys.insert(*number);
  keep_secret(config.secrets, "ntp", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

bool is_trusted(const NtpSettings& ntp, std::uint32_t key) {
  return std::ranges::any_of(ntp.trusted, [&](const auto& range) { return range.first <= key && key <= range.second; });
}

}  // namespace

Rows ntp_rows() {
  static constexpr std::string_view source = "which address requests come from";
  static constexpr auto rows = std::to_array<Row>({
      {"ntp", Domain::time},
      {"ntp server", Domain::time, &server},
      {"ntp authenticate", Domain::time, &authenticate},
      {"ntp trusted-key", Domain::time, &trusted_key},
      {"ntp authentication-key", Domain::time | Domain::users, &authentication_key},
      ignored<Config>("ntp local-interface", source),
      ignored<Config>("ntp source-interface", source),
      ignored<Config>("ntp source", source),
      ignored<Config>("ntp qos", "which class packets are in"),
      ignored<Config>("ntp serve", "whether the device gives the time to others"),
  });
  return rows;
}

void convert_ntp(Config& config, const Target& target) {
  const NtpSettings& ntp = config.ntp;
  std::map<std::uint32_t, bool> trusted;  // many servers may name one key
  config.time_servers.each([&](const std::string& name, const TimeServer& from) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    bool has_key = false;
    if (from.key && ntp.keys.contains(*from.key)) {
      const auto [entry, added] = trusted.try_emplace(*from.key, false);
      if (added) entry->second = is_trusted(ntp, *from.key);
      has_key = entry->second;
    }
    to.authenticated.set(ntp.authenticate && has_key, to.lines);
  });
}

}  // namespace muster::grammars::arista_eos
