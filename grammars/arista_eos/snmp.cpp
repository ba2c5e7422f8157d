#include <array>

#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"
#include "grammars/copy_names.hpp"

namespace muster::grammars::arista_eos {
namespace {

/// `[7|8a] COMMUNITY [view V] [ro|rw] [ipv6 LIST] [LIST]`
Outcome community(Config& config, Cursor& cursor) {
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a community");
  const std::string key(secret->value.reveal());
  if (cursor.negated) {
    config.communities.erase(key);
    return Outcome::understood;
  }
  Community& to = config.communities.get(key);
  to = {};
  to.value = {std::move(*secret), cursor.lines()};
  to.lines.add(cursor.line());
  std::string list6;
  while (!cursor.at_end()) {
    if (cursor.accept("view")) {
      if (cursor.word().empty()) return cursor.fail("the name of a view");
    } else if (cursor.accept("ipv6")) {
      list6 = cursor.word();
      if (list6.empty()) return cursor.fail("the name of an access list");
    } else if (cursor.accept("ro")) {
      to.access = "ro";
    } else if (cursor.accept("rw")) {
      to.access = "rw";
    } else if (!to.filter) {
      to.filter = {list_key("ip", cursor.word()), cursor.lines()};
    } else {
      return cursor.end();
    }
  }
  // A list of one family leaves the other open: over IPv6 where the device speaks it.
  if (to.filter && !list6.empty())
    to.filter->value += "," + list_key("ip6", list6);
  else if (to.filter && config.uses_ipv6)
    to.filter->value.clear();
  return Outcome::understood;
}

/// One address may be named several times, each time with a community of its own.
std::string free_name(Config& config, const std::string& name) {
  return free_copy_name(name, [&](const std::string& each) { return config.secrets.find("snmp/" + each) != nullptr; });
}

/// `host A [vrf V] [traps|informs] [version 1|2c|3 auth|noauth|priv] COMMUNITY [udp-port N]`
Outcome host(Config& config, Cursor& cursor) {
  const std::string address(cursor.word());
  if (address.empty()) return cursor.fail("an address");
  if (cursor.negated) return Outcome::known;
  if (cursor.accept("vrf")) cursor.word();
  if (!cursor.accept("traps")) cursor.accept("informs");
  bool user_name = false;
  if (cursor.accept("version")) {
    user_name = cursor.accept("3");
    if (user_name && !cursor.accept("auth") && !cursor.accept("noauth") && !cursor.accept("priv"))
      return cursor.fail("auth, noauth or priv");
    if (!user_name && !cursor.accept("1") && !cursor.accept("2c")) return cursor.fail("version 1, 2c or 3");
  }
  if (cursor.at_end()) return cursor.fail("a community or a user");
  if (user_name) {
    cursor.word();
  } else {
    auto secret = read_secret(cursor);
    keep_secret(config.secrets, "snmp", free_name(config, "host " + address), std::move(*secret), cursor.lines());
  }
  if (cursor.accept("udp-port") && !cursor.number(0, 65535)) return cursor.fail("a port");
  return cursor.end();
}

/// EOS's words for algorithms in the model's.
std::string algorithm(std::string_view word) { return word == "aes" ? "aes128" : std::string(word); }

/// `auth ALGORITHM KEY` and `priv ALGORITHM KEY`: keys that are localized cannot be used elsewhere, nor turned back.
Outcome read_key(Config& config, Cursor& cursor, Maybe<std::string>& used, std::string name, bool localized) {
  const std::string word = algorithm(cursor.word());
  if (word.empty() || cursor.at_end()) return cursor.fail("an algorithm and a key");
  used = {word, cursor.lines()};
  auto secret = read_secret(cursor);
  if (localized) secret->format = "other";
  keep_secret(config.secrets, "snmp-user", std::move(name), std::move(*secret), cursor.lines());
  return Outcome::understood;
}

/// `user NAME GROUP [remote A [udp-port N]] v1|v2c|v3 [localized ENGINE] [auth A KEY [priv P KEY]]`
Outcome user(Config& config, Cursor& cursor) {
  std::string name(cursor.word());
  const std::string group(cursor.word());
  if (cursor.accept("remote")) {
    name.append(" remote ").append(cursor.word());
    if (cursor.accept("udp-port")) cursor.word();
  }
  const std::string version(cursor.word());
  if (version != "v1" && version != "v2c" && version != "v3") return cursor.fail("v1, v2c or v3");
  const std::string key = name + " " + version;
  if (cursor.negated) {
    config.snmp_users.erase(key);
    config.secrets.erase("snmp-user/" + name + " auth");
    config.secrets.erase("snmp-user/" + name + " priv");
    return Outcome::understood;
  }
  SnmpUser& to = config.snmp_users.get(key);
  to = {{}, group, version, {}, {}};
  to.lines.add(cursor.line());
  const bool localized = cursor.accept("localized");
  if (localized && cursor.word().empty()) return cursor.fail("an engine");
  if (cursor.accept("auth") &&
      read_key(config, cursor, to.authentication, name + " auth", localized) != Outcome::understood)
    return Outcome::failed;
  if (cursor.accept("priv") && read_key(config, cursor, to.privacy, name + " priv", localized) != Outcome::understood)
    return Outcome::failed;
  return cursor.end();
}

/// `group NAME v1|v2c|v3 [auth|noauth|priv] ...`: one that asks for no proof of identity is not modelled.
Outcome group(Config&, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("the name of a group");
  if (cursor.negated || cursor.accept("v1") || cursor.accept("v2c")) return Outcome::understood;
  if (!cursor.accept("v3")) return cursor.fail("v1, v2c or v3");
  return cursor.accept("auth") || cursor.accept("priv") ? Outcome::understood : Outcome::known;
}

/// `ipv4|ipv6 access-list LIST [vrf V]` limits the agent as a whole.
Outcome agent_list(Config& config, Cursor& cursor) {
  if (!cursor.negated) config.snmp_lists = true;
  return cursor.at_end() ? cursor.fail("an access list") : Outcome::understood;
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view text = "descriptive text";
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr auto rows = std::to_array<Row>({
      {"snmp-server", Domain::snmp | Domain::users},
      {"snmp-server community", Domain::snmp, &community},
      {"snmp-server host", Domain::snmp | Domain::users, &host},
      {"snmp-server user", Domain::snmp | Domain::users, &user},
      {"snmp-server ipv4 access-list", Domain::snmp, &agent_list},
      {"snmp-server ipv6 access-list", Domain::snmp, &agent_list},
      {"snmp-server group", Domain::snmp, &group},
      ignored<Config>("snmp-server view", "what the users of a group may see"),
      ignored<Config>("snmp-server engineID", "a number of the agent"),
      ignored<Config>("snmp-server engineid", "a number of the agent"),
      ignored<Config>("snmp-server vrf", "where the agent answers: its communities are what a rule asks for"),
      ignored<Config>("snmp-server location", text),
      ignored<Config>("snmp-server contact", text),
      ignored<Config>("snmp-server chassis-id", text),
      ignored<Config>("snmp-server enable traps", traps),
      ignored<Config>("snmp-server local-interface", traps),
      ignored<Config>("snmp-server source-interface", traps),
      ignored<Config>("snmp-server notification", traps),
      ignored<Config>("snmp-server transmit", "size of packets"),
      ignored<Config>("snmp-server qos", "which class packets are in"),
      ignored<Config>("snmp-server ifmib", "what the MIB shows of interfaces"),
      ignored<Config>("snmp-server objects", "what the MIB shows"),
  });
  return rows;
}

void convert_snmp(Config& config, const Target& target) {
  std::size_t number = 0;
  config.communities.each([&](const std::string&, Community& from) {
    model::SnmpCommunity& to = target.device.snmp_communities.emplace_back();
    target.head(to, from.lines);
    to.name.set("community " + std::to_string(++number), to.lines);
    put_secret(to.value, from.value);
    to.access.set(from.access, to.lines);
    if (from.filter && from.filter->value.empty())
      to.filter.set_unknown(from.filter->lines);
    else if (!put(to.filter, from.filter) && !config.snmp_lists)
      to.filter.set_absent();
  });
  config.snmp_users.each([&](const std::string& name, const SnmpUser& from) {
    if (from.version != "v3") return;  // names of v1 and v2c are communities' business
    model::SnmpUser& to = target.device.snmp_users.emplace_back();
    target.head(to, from.lines);
    to.name.set(name.substr(0, name.size() - 3), to.lines);
    to.group.set(from.group, to.lines);
    put_or_absent(to.authentication, from.authentication);
    put_or_absent(to.privacy, from.privacy);
  });
}

}  // namespace muster::grammars::arista_eos
