#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

/// `ntp server ADDRESS [key N] [source IF] [prefer]`
Outcome server(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("an address");
  std::string name = take_address(config, cursor).value_or(std::string());
  if (name.empty()) name = cursor.word();
  if (cursor.negated) {
    config.time_servers.erase(name);
    return Outcome::understood;
  }
  TimeServer& to = config.time_servers.get(name);
  to.lines.add(cursor.line());
  to.key.reset();
  while (!cursor.at_end()) {
    if (cursor.accept("key")) {
      to.key = cursor.number();
      if (!to.key) return cursor.fail("the number of a key");
    } else if (cursor.accept("source")) {
      cursor.word();
    } else if (!cursor.accept("prefer")) {
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
  const auto number = cursor.number();
  if (!number) return cursor.fail("the number of a key");
  if (cursor.negated)
    config.ntp.trusted.erase(*number);
  else
    config.ntp.trusted.insert(*number);
  return cursor.end();
}

/// `ntp authentication-key N md5|sha1|sha256|sha512|cmac KEY`
Outcome authentication_key(Config& config, Cursor& cursor) {
  const auto number = cursor.number();
  if (!number) return cursor.fail("the number of a key");
  const std::string name = "key " + std::to_string(*number);
  if (cursor.negated) {
    config.ntp.keys.erase(*number);
    config.secrets.erase("ntp/" + name);
    return Outcome::understood;
  }
  if (cursor.word().empty()) return cursor.fail("an algorithm");
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  config.ntp.keys.insert(*number);
  keep_secret(config.secrets, "ntp", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

}  // namespace

Rows ntp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ntp server", Domain::time, &server},
      {"ntp authenticate", Domain::time, &authenticate},
      {"ntp trusted-key", Domain::time, &trusted_key},
      {"ntp authentication-key", Domain::time | Domain::users, &authentication_key},
      {"ntp", Domain::time},
      {"ptp", Domain::time},
      ignored<Config>("clock timezone", "how times are shown"),
      ignored<Config>("clock summer-time", "how times are shown"),
  });
  return rows;
}

void convert_ntp(Config& config, const Target& target) {
  const NtpSettings& ntp = config.ntp;
  config.time_servers.each([&](const std::string& name, TimeServer& from) {
    model::NtpServer& to = target.device.ntp_servers.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    const bool has_key = from.key && ntp.keys.contains(*from.key) && ntp.trusted.contains(*from.key);
    to.authenticated.set(ntp.authenticate && has_key, to.lines);
  });
}

}  // namespace muster::grammars::cisco_asa
