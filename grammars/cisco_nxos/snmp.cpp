#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"
#include "grammars/copy_names.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

StoredText plain_secret(Cursor& cursor) {
  std::string_view value = cursor.word();
  if (value.size() > 1 && value.starts_with('"') && value.ends_with('"')) value = value.substr(1, value.size() - 2);
  cursor.secret(value);
  return {Secret(value), "plain", is_masked_secret(value)};
}

/// The predefined roles tell what a community may do; others do not.
std::optional<std::string> access_of(std::string_view role) {
  if (role == "network-operator" || role == "vdc-operator" || role == "ro") return "ro";
  if (role == "network-admin" || role == "vdc-admin" || role == "rw") return "rw";
  return std::nullopt;
}

/// `group ROLE | ro | rw | use-acl LIST | use-ipv4acl LIST [use-ipv6acl LIST]`
Outcome read_community(Community& to, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("use-acl") || cursor.accept("use-ipv4acl")) {
      if (cursor.at_end()) return cursor.fail("an access list");
      const std::string_view list = cursor.word();
      to.filter = {list_key("ip", list), cursor.lines()};
    } else if (cursor.accept("use-ipv6acl")) {
      if (cursor.at_end()) return cursor.fail("an access list");
      const std::string_view list = cursor.word();
      to.filter6 = {list_key("ip6", list), cursor.lines()};
    } else {
      cursor.accept("group");
      if (cursor.at_end()) return cursor.fail("a role");
      const auto access = access_of(cursor.word());
      to.access.reset();
      if (access) to.access = {*access, cursor.lines()};
    }
  }
  return Outcome::understood;
}

Outcome community(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a community");
  StoredText secret = plain_secret(cursor);
  const std::string key(secret.value.reveal());
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.communities.erase(key);
    return Outcome::understood;
  }
  Community& to = config.communities.get(key);
  to.value = {std::move(secret), cursor.lines()};
  to.lines.add(cursor.line());
  return read_community(to, cursor);
}

// ---- users

/// `auth md5|sha|sha-256 KEY`, `priv [des|aes-128|aes-256] KEY`
Outcome read_keys(Config& config, SnmpUser& user, const std::string& name, Cursor& cursor) {
  const bool hashed = cursor.whole().find(" localized") != std::string_view::npos;
  const auto keep = [&](const std::string& kind) {
    StoredText secret = plain_secret(cursor);
    if (hashed) secret.format = "other";
    keep_secret(config.secrets, "snmp-user", name + " " + kind, std::move(secret), cursor.lines());
  };
  if (cursor.accept("auth")) {
    const std::string_view algorithm = cursor.word();
    if (cursor.at_end()) return cursor.fail("an algorithm and a key");
    std::string neutral;
    std::ranges::copy_if(algorithm, std::back_inserter(neutral), [](char c) { return c != '-'; });
    user.authentication = {std::move(neutral), cursor.lines()};
    keep("authentication");
  }
  if (cursor.accept("priv")) {
    std::string algorithm = "des";
    for (const auto& [word, neutral] :
         {std::pair{"aes-128", "aes128"}, std::pair{"aes-256", "aes256"}, std::pair{"des", "des"}})
      if (cursor.accept(word)) algorithm = neutral;
    if (cursor.at_end()) return cursor.fail("a key");
    user.privacy = {std::move(algorithm), cursor.lines()};
    keep("privacy");
  }
  return Outcome::understood;
}

/// `user NAME [GROUP] [auth ... [priv ...]] [localizedkey|localizedV2key] [engineID E]`, `user NAME use-ipv4acl LIST`
Outcome user(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("a user name");
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.snmp_users.erase(name);
    config.secrets.erase("snmp-user/" + name + " authentication");
    config.secrets.erase("snmp-user/" + name + " privacy");
    return Outcome::understood;
  }
  SnmpUser& to = config.snmp_users.get(name);
  to.lines.add(cursor.line());
  if (cursor.accept("use-ipv4acl") || cursor.accept("use-ipv6acl") || cursor.accept("enforcePriv")) return done(cursor);
  if (!cursor.at_end() && cursor.peek() != "auth") to.groups.emplace_back(cursor.word());
  const Outcome outcome = read_keys(config, to, name, cursor);
  if (outcome != Outcome::understood) return outcome;
  if (!cursor.accept("localizedkey")) cursor.accept("localizedV2key");
  if (cursor.accept("engineID")) cursor.word();
  return cursor.end();
}

// ---- trap receivers

/// One address may be named several times, each time with a community of its own.
std::string free_name(Config& config, const std::string& name) {
  return free_copy_name(name, [&](const std::string& each) { return config.secrets.find("snmp/" + each) != nullptr; });
}

/// `host A [traps|informs] version 1|2c|3 [auth|noauth|priv] COMMUNITY|USER [udp-port N]`, `host A use-vrf V`
Outcome host(Config& config, Cursor& cursor) {
  const std::string address(cursor.word());
  if (address.empty()) return cursor.fail("an address");
  if (cursor.negated) return Outcome::known;
  if (cursor.accept("use-vrf") || cursor.accept("filter-vrf") || cursor.accept("source-interface")) return done(cursor);
  if (!cursor.accept("traps")) cursor.accept("informs");
  bool user_name = false;
  if (cursor.accept("version")) {
    user_name = cursor.accept("3");
    if (user_name) {
      if (!cursor.accept("auth") && !cursor.accept("noauth")) cursor.accept("priv");
    } else if (!cursor.accept("1") && !cursor.accept("2c")) {
      return cursor.fail("version 1, 2c or 3");
    }
  }
  if (cursor.at_end()) return cursor.fail("a community or a user");
  if (user_name)
    cursor.word();
  else
    keep_secret(config.secrets, "snmp", free_name(config, "host " + address), plain_secret(cursor), cursor.lines());
  if (cursor.accept("udp-port")) cursor.word();
  return cursor.end();
}

/// `no snmp-server protocol enable` switches the agent off, wherever its other lines stand.
Outcome protocol(Config& config, Cursor& cursor) {
  config.snmp_off = cursor.negated;
  return cursor.end();
}

/// `rmon event N [log] [trap COMMUNITY] [description TEXT] [owner NAME]`: messages that the device sends.
Outcome rmon(Config&, Cursor& cursor) {
  if (!cursor.accept("event")) return Outcome::ignored;
  cursor.word();
  cursor.accept("log");
  if (cursor.accept("trap")) cursor.secret(cursor.word());
  return Outcome::ignored;
}

/// A list of one family leaves the other open: over IPv4 to anybody, over IPv6 where the device speaks it.
void put_filter(model::Text& to, const Config& config, const Community& from, model::LineTable& lines) {
  if (from.filter && from.filter6)
    to.set(from.filter->value + "," + from.filter6->value, lines.join(from.filter->lines, from.filter6->lines));
  else if (from.filter && config.uses_ipv6)
    to.set_unknown(from.filter->lines);
  else
    put_or_absent(to, from.filter);
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view text = "descriptive text";
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr std::string_view shown = "what the agent shows of the device";
  static constexpr auto rows = std::to_array<Row>({
      {"snmp-server community", Domain::snmp, &community},
      {"snmp-server user", Domain::snmp | Domain::users, &user},
      {"snmp-server host", Domain::snmp | Domain::users, &host},
      {"snmp-server protocol enable", Domain::snmp, &protocol},
      {"snmp-server", Domain::snmp | Domain::users},
      ignored<Config>("snmp-server globalEnforcePriv", "asks every user for privacy"),
      ignored<Config>("snmp-server aaa-user", "how long a user from a server is remembered"),
      ignored<Config>("snmp-server aaa", "how long a user from a server is remembered"),
      ignored<Config>("snmp-server location", text),
      ignored<Config>("snmp-server contact", text),
      ignored<Config>("snmp-server name", text),
      ignored<Config>("snmp-server enable traps", traps),
      ignored<Config>("snmp-server enable", traps),
      ignored<Config>("snmp-server source-interface", traps),
      ignored<Config>("snmp-server drop", "drops requests that are not understood"),
      ignored<Config>("snmp-server context", shown),
      ignored<Config>("snmp-server mib", shown),
      ignored<Config>("snmp-server counter", shown),
      ignored<Config>("snmp-server load-mib", shown),
      ignored<Config>("snmp-server engineID", "a number of the agent"),
      ignored<Config>("snmp-server packetsize", "size of packets"),
      ignored<Config>("snmp-server tcp-session", "requests over TCP"),
      ignored<Config>("snmp-server system-shutdown", "a command of the agent"),
      {"rmon", Domain::users, &rmon},
  });
  return rows;
}

void convert_snmp(Config& config, const Target& target) {
  if (config.snmp_off) return;
  std::size_t number = target.device.snmp_communities.size();
  config.communities.each([&](const std::string&, Community& from) {
    model::SnmpCommunity& to = target.device.snmp_communities.emplace_back();
    target.head(to, from.lines);
    to.name.set("community " + std::to_string(++number), to.lines);
    put_secret(to.value, from.value);
    put(to.access, from.access);
    put_filter(to.filter, config, from, target.device.lines);
  });
  config.snmp_users.each([&](const std::string& name, const SnmpUser& from) {
    model::SnmpUser& to = target.device.snmp_users.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    std::string groups;
    for (const std::string& group : from.groups) groups.append(groups.empty() ? "" : ",").append(group);
    if (!groups.empty()) to.group.set(std::move(groups), to.lines);
    put_or_absent(to.authentication, from.authentication);
    put_or_absent(to.privacy, from.privacy);
  });
}

}  // namespace muster::grammars::cisco_nxos
