#include <algorithm>
#include <array>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/copy_names.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco_ios {
namespace {

StoredText plain_secret(Cursor& cursor) {
  const std::string_view value = cursor.word();
  cursor.secret(value);
  return {Secret(value), "plain", is_masked_secret(value)};
}

void add_filter(Community& community, const std::string& list, const Cursor& cursor) {
  community.filter = {community.filter ? community.filter->value + "," + list : list, cursor.lines()};
}

/// `[view V] [ro|rw] [ipv6 LIST] [LIST]`
Outcome read_community(Community& community, Cursor& cursor) {
  bool limited = false;
  while (!cursor.at_end()) {
    if (cursor.accept("view")) {
      if (cursor.word().empty()) return cursor.fail("the name of a view");
    } else if (cursor.accept("RO") || cursor.accept("ro")) {
      community.access = "ro";
    } else if (cursor.accept("RW") || cursor.accept("rw")) {
      community.access = "rw";
    } else if (cursor.accept("ipv6")) {
      if (cursor.at_end()) return cursor.fail("the name of an access list");
      add_filter(community, list_key("ip6", cursor.word()), cursor);
    } else if (!limited) {
      limited = true;
      add_filter(community, list_key("ip", cursor.word()), cursor);
    } else {
      return cursor.end();
    }
  }
  return Outcome::understood;
}

Outcome community(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a community");
  StoredText secret = plain_secret(cursor);
  const std::string key(secret.value.reveal());
  if (cursor.negated) {
    config.communities.erase(key);
    return Outcome::understood;
  }
  Community& to = config.communities.get(key);
  to = {};
  to.value = {std::move(secret), cursor.lines()};
  to.lines.add(cursor.line());
  return read_community(to, cursor);
}

// ---- users of version 3

/// `priv des|3des|aes 128|aes 192|aes 256`
std::string read_privacy(Cursor& cursor) {
  if (cursor.accept("des") || cursor.accept("des56")) return "des";
  if (cursor.accept("3des")) return "3des";
  if (!cursor.accept("aes")) return {};
  for (const std::string_view bits : {"128", "192", "256"})
    if (cursor.accept(bits)) return std::string("aes").append(bits);
  return {};
}

Outcome read_keys(Config& config, SnmpUser& user, const std::string& name, Cursor& cursor) {
  const bool hashed = cursor.accept("encrypted");
  const auto keep = [&](const std::string& kind) {
    StoredText secret = plain_secret(cursor);
    if (hashed) secret.format = "other";
    keep_secret(config.secrets, "snmp-user", name + " " + kind, std::move(secret), cursor.lines());
  };
  if (cursor.accept("auth")) {
    static constexpr auto known =
        std::to_array<std::string_view>({"md5", "sha", "sha224", "sha256", "sha384", "sha512"});
    if (std::ranges::find(known, cursor.peek()) == known.end()) return cursor.fail("md5 or sha");
    user.authentication = {std::string(cursor.word()), cursor.lines()};
    if (cursor.at_end()) return cursor.fail("a key");
    keep("authentication");
  }
  if (cursor.accept("priv")) {
    std::string privacy = read_privacy(cursor);
    if (privacy.empty() || cursor.at_end()) return cursor.fail("des, 3des or aes, and a key");
    user.privacy = {std::move(privacy), cursor.lines()};
    keep("privacy");
  }
  return Outcome::understood;
}

/// `user NAME GROUP [remote H [udp-port N]] v3 [encrypted] [auth md5|sha KEY [priv ...]] [access [ipv6] LIST]`. Those
/// of v1 and v2c are communities by another name.
Outcome user(Config& config, Cursor& cursor) {
  const std::string_view written = cursor.word();
  const std::string name(written);
  if (name.empty()) return cursor.fail("the name of a user");
  if (cursor.negated) {
    config.snmp_users.erase(name);
    config.secrets.erase("snmp-user/" + name + " authentication");
    config.secrets.erase("snmp-user/" + name + " privacy");
    return skip_rest(cursor);
  }
  SnmpUser to;
  to.group = cursor.word();
  if (to.group.empty()) return cursor.fail("the name of a group");
  if (cursor.accept("remote")) {
    cursor.word();
    if (cursor.accept("udp-port")) cursor.word();
  }
  if (!cursor.accept("v3")) {
    cursor.secret(written);
    return Outcome::known;
  }
  to.lines.add(cursor.line());
  const Outcome outcome = read_keys(config, to, name, cursor);
  if (outcome != Outcome::understood) return outcome;
  if (cursor.accept("access")) skip_rest(cursor);
  if (!cursor.at_end()) return cursor.end();
  config.snmp_users.get(name) = std::move(to);
  return Outcome::understood;
}

/// `group NAME v1|v2c|v3 [auth|noauth|priv] [context C] [read V] [write V] [notify V] [access [ipv6] LIST]`. IOS keeps
/// the users of version 3 out of the configuration: a group is all that shows that there may be some.
Outcome group(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a group");
  if (!cursor.accept("v3")) {
    if (!cursor.accept("v1") && !cursor.accept("v2c")) return cursor.fail("v1, v2c or v3");
    return Outcome::ignored;
  }
  if (cursor.negated)
    config.snmp_groups.erase(name);
  else
    config.snmp_groups.get(name).add(cursor.line());
  return skip_rest(cursor);
}

/// One address may be named several times, each time with a community of its own.
std::string free_name(Config& config, const std::string& name) {
  return free_copy_name(name, [&](const std::string& each) { return config.secrets.find("snmp/" + each) != nullptr; });
}

void forget_host(Config& config, const std::string& address) {
  const std::string name = "snmp/host " + address;
  config.secrets.erase(name);
  for (int number = 2; config.secrets.find(name + " #" + std::to_string(number)) != nullptr; ++number)
    config.secrets.erase(name + " #" + std::to_string(number));
}

/// `host A [vrf V] [traps|informs] [version 1|2c|3 auth|noauth|priv] COMMUNITY [udp-port N] [kinds...]`
Outcome host(Config& config, Cursor& cursor) {
  const std::string address(cursor.word());
  if (address.empty()) return cursor.fail("an address");
  if (cursor.negated) {
    forget_host(config, address);
    return Outcome::understood;
  }
  if (cursor.accept("vrf")) cursor.word();
  if (!cursor.accept("traps")) cursor.accept("informs");
  bool user_name = false;
  if (cursor.accept("version")) {
    if (cursor.accept("3")) {
      user_name = true;
      if (!cursor.accept("auth") && !cursor.accept("noauth") && !cursor.accept("priv"))
        return cursor.fail("auth, noauth or priv");
    } else if (!cursor.accept("1") && !cursor.accept("2c")) {
      return cursor.fail("version 1, 2c or 3");
    }
  }
  if (cursor.at_end()) return cursor.fail("a community or a user");
  if (user_name)
    cursor.word();
  else
    keep_secret(config.secrets, "snmp", free_name(config, "host " + address), plain_secret(cursor), cursor.lines());
  return Outcome::understood;  // what follows chooses the kinds of traps
}

/// `no snmp-server` switches the agent off and forgets everything about it.
Outcome whole_agent(Config& config, Cursor& cursor) {
  if (!cursor.negated || !cursor.at_end()) return cursor.fail("an option of snmp-server");
  config.communities.clear();
  std::vector<std::string> gone;
  config.secrets.each([&](const std::string& key, const KeptSecret& kept) {
    if (kept.kind == "snmp" || kept.kind == "snmp-user") gone.push_back(key);
  });
  for (const std::string& key : gone) config.secrets.erase(key);
  config.snmp_users.clear();
  config.snmp_groups.clear();
  return Outcome::understood;
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view text = "descriptive text";
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr std::string_view shown = "what the agent shows of the device: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      {"snmp-server", Domain::snmp, &whole_agent},
      {"snmp-server community", Domain::snmp, &community},
      {"snmp-server host", Domain::snmp | Domain::users, &host},
      {"snmp-server user", Domain::snmp | Domain::users, &user},
      {"snmp-server group", Domain::snmp, &group},
      {"snmp-server community-map", Domain::snmp | Domain::users},
      {"snmp-server manager", Domain::snmp},
      ignored<Config>("snmp-server view", shown),
      ignored<Config>("snmp-server context", shown),
      ignored<Config>("snmp-server mib", shown),
      ignored<Config>("snmp-server engineID", "a number of the agent"),
      ignored<Config>("snmp-server file-transfer", "how the agent copies files: it only narrows"),
      ignored<Config>("snmp-server tftp-server-list", "how the agent copies files: it only narrows"),
      ignored<Config>("snmp-server system-shutdown", "one of the objects that a community with `rw` may write"),
      ignored<Config>("snmp-server drop", "drops requests that are not understood"),
      ignored<Config>("snmp-server ip", "marks of packets"),
      ignored<Config>("snmp-server usm", "what the agent answers to users that it does not know"),
      ignored<Config>("snmp-server password-policy", "further demands on new keys: they only narrow"),
      ignored<Config>("rmon", "measurements that write messages"),
      ignored<Config>("snmp-server location", text),
      ignored<Config>("snmp-server contact", text),
      ignored<Config>("snmp-server chassis-id", text),
      ignored<Config>("snmp-server enable traps", traps),
      ignored<Config>("snmp-server enable informs", traps),
      ignored<Config>("snmp-server trap", traps),
      ignored<Config>("snmp-server trap-source", traps),
      ignored<Config>("snmp-server source-interface", traps),
      ignored<Config>("snmp-server trap-timeout", traps),
      ignored<Config>("snmp-server trap-authentication", traps),
      ignored<Config>("snmp-server queue-length", traps),
      ignored<Config>("snmp-server inform", traps),
      ignored<Config>("snmp-server ifindex", "numbering of interfaces"),
      ignored<Config>("snmp-server packetsize", "size of packets"),
      ignored<Config>("snmp-server cache", "caching of answers"),
      ignored<Config>("snmp ifmib", "what the MIB shows of interfaces"),
      ignored<Config>("snmp mib", "what the MIB shows"),
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
    to.access.set(community.access, to.lines);
    put_or_absent(to.filter, community.filter);
  });
  std::set<std::string> groups_with_users;
  config.snmp_users.each([&](const std::string& name, const SnmpUser& from) {
    groups_with_users.insert(from.group);
    model::SnmpUser& to = target.device.snmp_users.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.group.set(from.group, to.lines);
    put_or_absent(to.authentication, from.authentication);
    put_or_absent(to.privacy, from.privacy);
  });
  config.snmp_groups.each([&](const std::string& name, const LineSet& lines) {
    if (groups_with_users.contains(name)) return;
    model::SnmpUser& to = target.device.snmp_users.emplace_back();
    target.head(to, lines);
    to.name.set("users of group " + name, to.lines);
    to.group.set(name, to.lines);
  });
}

}  // namespace muster::grammars::cisco_ios
