#include "grammars/cisco_asa/config.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco_asa {
namespace {

Outcome community(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.communities.erase("community");
    return Outcome::understood;
  }
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a community");
  Community& to = config.communities.get("community");
  to = {};
  to.value = {std::move(*secret), cursor.lines()};
  to.lines.add(cursor.line());
  return cursor.end();
}

/// What stands behind the address: `[trap|poll] [community X] [version 1|2c|3 USER] [udp-port N]`
Outcome host_options(Config& config, const std::string& name, Cursor& cursor) {
  bool polls = true;
  while (!cursor.at_end()) {
    if (cursor.accept("trap")) {
      polls = false;
    } else if (cursor.accept("community")) {
      auto secret = take_key(cursor);
      if (!secret) return cursor.fail("a community");
      if (polls) {
        Community& to = config.communities.get(name);
        to = {};
        to.value = {std::move(*secret), cursor.lines()};
        to.lines.add(cursor.line());
      } else {
        keep_secret(config.secrets, "snmp", name, std::move(*secret), cursor.lines());
      }
    } else if (cursor.accept("version")) {
      if (cursor.word() == "3" && cursor.word().empty()) return cursor.fail("a user");
    } else if (cursor.accept("udp-port")) {
      if (!cursor.number(1, 65535)) return cursor.fail("a port");
    } else if (!cursor.accept("poll")) {
      return cursor.fail("an option of snmp-server host");
    }
  }
  return Outcome::understood;
}

/// `snmp-server host IF ADDRESS ...`: who may ask, and who gets traps.
Outcome host(Config& config, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("an interface");
  const std::string_view word = cursor.peek();
  if (word.empty()) return cursor.fail("an address");
  std::string name = "host ";
  if (const auto address = take_address(config, cursor))
    name += *address;
  else
    name += cursor.word();
  config.communities.erase(name);
  config.secrets.erase("snmp/" + name);
  if (!cursor.negated) return host_options(config, name, cursor);
  cursor.take_rest();
  return Outcome::understood;
}

/// `snmp-server group G v3 auth|noauth|priv`
Outcome group(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (!cursor.accept("v3")) return cursor.fail("v3");
  const std::string_view level = cursor.word();
  if (level != "auth" && level != "noauth" && level != "priv") return cursor.fail("auth, noauth or priv");
  if (cursor.negated)
    config.snmp_groups.erase(name);
  else
    config.snmp_groups[name] = level;
  return cursor.end();
}

Outcome take_user_key(Config& config, const std::string& name, bool stored, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a key");
  const std::string_view value = cursor.word();
  cursor.secret(value);
  keep_secret(config.secrets, "snmp-user", name, {Secret(value), stored ? "other" : "plain", is_masked_secret(value)},
              cursor.lines());
  return Outcome::understood;
}

/// `snmp-server user U G v3 [engineID E] [encrypted] [auth md5|sha|... KEY [priv aes N|des|3des KEY]]`
Outcome user(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  const std::string group(cursor.word());
  if (name.empty() || group.empty()) return cursor.fail("a user and a group");
  if (cursor.negated) {
    config.snmp_users.erase(name);
    for (const std::string_view kind : {" auth", " priv"}) config.secrets.erase("snmp-user/" + name + std::string(kind));
    return Outcome::understood;
  }
  if (!cursor.accept("v3")) return cursor.fail("v3");
  SnmpUser& to = config.snmp_users.get(name);
  to = {};
  to.lines.add(cursor.line());
  to.group = group;
  if (cursor.accept("engineID")) cursor.word();
  const bool stored = cursor.accept("encrypted");
  if (cursor.accept("auth")) {
    to.authentication = cursor.word();
    if (take_user_key(config, name + " auth", stored, cursor) != Outcome::understood) return Outcome::failed;
  }
  if (cursor.accept("priv")) {
    to.privacy = cursor.word();
    if (to.privacy == "aes") to.privacy += cursor.word();
    if (take_user_key(config, name + " priv", stored, cursor) != Outcome::understood) return Outcome::failed;
  }
  return cursor.end();
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view text = "descriptive text";
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr auto rows = std::to_array<Row>({
      {"snmp-server community", Domain::snmp, &community},
      {"snmp-server host", Domain::snmp | Domain::users, &host},
      {"snmp-server group", Domain::snmp, &group},
      {"snmp-server user", Domain::snmp | Domain::users, &user},
      {"snmp-server host-group", Domain::snmp | Domain::users},
      {"snmp-server user-list", Domain::snmp},
      {"snmp-server", Domain::snmp},
      {"snmp-server enable", Domain::snmp},
      ignored<Config>("snmp-server enable traps", traps),
      ignored<Config>("snmp-server location", text),
      ignored<Config>("snmp-server contact", text),
      ignored<Config>("snmp-server listen-port", "on which port it is asked"),
      ignored<Config>("snmp-server engineID", "a number of the agent"),
      ignored<Config>("snmp cpu", traps),
      ignored<Config>("snmp interface", traps),
      {"snmp-map", Domain::filters},
  });
  return rows;
}

void convert_snmp(Config& config, const Target& target) {
  std::size_t number = 0;
  config.communities.each([&](const std::string&, Community& community) {
    model::SnmpCommunity& to = target.device.snmp_communities.emplace_back();
    target.head(to, community.lines);
    to.name.set("community " + std::to_string(++number), to.lines);
    put_secret(to.value, community.value);
    to.access.set("ro", to.lines);
  });
  config.snmp_users.each([&](const std::string& name, SnmpUser& user) {
    model::SnmpUser& to = target.device.snmp_users.emplace_back();
    target.head(to, user.lines);
    to.name.set(name, to.lines);
    to.group.set(user.group, to.lines);
    if (user.authentication.empty())
      to.authentication.set_absent();
    else
      to.authentication.set(user.authentication, to.lines);
    if (user.privacy.empty())
      to.privacy.set_absent();
    else
      to.privacy.set(user.privacy, to.lines);
  });
}

}  // namespace muster::grammars::cisco_asa
