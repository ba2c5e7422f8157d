#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// `[IPv4 LIST] [IPv6 LIST] [LIST]`: what it adds is joined by ",".
bool read_filter(Cursor& cursor, Maybe<std::string>& filter) {
  std::string_view family = "ip";
  if (cursor.accept("IPv6") || cursor.accept("ipv6"))
    family = "ip6";
  else if (!cursor.accept("IPv4"))
    cursor.accept("ipv4");
  const std::string_view list = cursor.word();
  if (list.empty()) return false;
  std::string key = list_key(family, list);
  if (filter) key = filter->value + "," + key;
  filter = {std::move(key), cursor.lines()};
  return true;
}

bool accept_owner(Cursor& cursor) {
  return cursor.accept("SystemOwner") || cursor.accept("LROwner") || cursor.accept("SDROwner");
}

/// `community [clear|encrypted] NAME [view V] [RO|RW] [SystemOwner] [IPv4 LIST] [IPv6 LIST] [LIST]`
Outcome community(Config& config, Cursor& cursor) {
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a community");
  const std::string key(secret->value.reveal());
  if (cursor.negated) {
    config.communities.erase(key);
    return Outcome::understood;
  }
  Community to;
  while (!cursor.at_end()) {
    if (cursor.accept("RW") || cursor.accept("rw")) {
      to.access = "rw";
    } else if (cursor.accept("view")) {
      if (cursor.word().empty()) return cursor.fail("a view");
    } else if (!cursor.accept("RO") && !cursor.accept("ro") && !accept_owner(cursor) && !read_filter(cursor, to.filter)) {
      return cursor.fail("an access list");
    }
  }
  to.lines.add(cursor.line());
  to.value = {std::move(*secret), cursor.lines()};
  config.communities.get(key) = std::move(to);
  return Outcome::understood;
}

/// A list of one family leaves the other open: over IPv4 to anybody, over IPv6 where the device speaks it.
void put_filter(model::Text& to, const Maybe<std::string>& filter, bool uses_ipv6) {
  const bool ip6 = filter && filter->value.find("ip6 ") != std::string::npos;
  const bool ip = filter && (filter->value.starts_with("ip ") || filter->value.find(",ip ") != std::string::npos);
  if (!ip)
    to.set_absent();
  else if (uses_ipv6 && !ip6)
    to.set_unknown(filter->lines);
  else
    put(to, filter);
}

// ---- users

/// `priv [3des|des56|aes 128|aes 192|aes 256] [clear|encrypted] KEY`
std::string read_privacy(Cursor& cursor) {
  if (cursor.accept("des56") || cursor.accept("des")) return "des";
  if (cursor.accept("3des")) return "3des";
  if (!cursor.accept("aes")) return "des";
  for (const std::string_view bits : {"128", "192", "256"})
    if (cursor.accept(bits)) return std::string("aes").append(bits);
  return {};
}

Outcome keep_user_key(Config& config, Cursor& cursor, const std::string& name) {
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  keep_secret(config.secrets, "snmp-user", name, std::move(*secret), cursor.lines());
  return Outcome::understood;
}

Outcome user_options(Config& config, Cursor& cursor, const std::string& name, SnmpUser& user) {
  Maybe<std::string> filter;
  while (!cursor.at_end()) {
    if (cursor.accept("auth")) {
      user.authentication = cursor.word();
      static constexpr std::string_view known[] = {"md5", "sha", "sha224", "sha256", "sha384", "sha512"};
      if (std::ranges::find(known, user.authentication) == std::end(known)) return cursor.fail("md5 or sha");
      if (keep_user_key(config, cursor, name + " auth") != Outcome::understood) return Outcome::failed;
    } else if (cursor.accept("priv")) {
      user.privacy = read_privacy(cursor);
      if (user.privacy.empty()) return cursor.fail("128, 192 or 256");
      if (keep_user_key(config, cursor, name + " priv") != Outcome::understood) return Outcome::failed;
    } else if (!accept_owner(cursor) && !read_filter(cursor, filter)) {
      return cursor.fail("an access list");
    }
  }
  return Outcome::understood;
}

/// `user NAME GROUP v3 [auth md5|sha KEY [priv ... KEY]] [LIST]`. Those of v1 and v2c are communities by another name.
Outcome user(Config& config, Cursor& cursor) {
  const std::string_view written = cursor.word();
  const std::string name(written);
  if (name.empty()) return cursor.fail("the name of a user");
  if (cursor.negated) {
    config.snmp_users.erase(name);
    config.secrets.erase("snmp-user/" + name + " auth");
    config.secrets.erase("snmp-user/" + name + " priv");
    return Outcome::understood;
  }
  SnmpUser to;
  to.group = cursor.word();
  if (to.group.empty()) return cursor.fail("the name of a group");
  if (cursor.accept("remote")) return Outcome::known;
  if (!cursor.accept("v3")) {
    cursor.secret(written);
    return Outcome::known;
  }
  to.lines.add(cursor.line());
  if (user_options(config, cursor, name, to) != Outcome::understood) return Outcome::failed;
  config.snmp_users.get(name) = std::move(to);
  return Outcome::understood;
}

// ---- where traps go

/// `host ADDRESS [traps|informs] [version 1|2c|3 LEVEL] [clear|encrypted] COMMUNITY [udp-port N] [KINDS]`
Outcome host(Config&, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("an address");
  if (!cursor.accept("traps")) cursor.accept("informs");
  if (cursor.accept("version")) {
    const std::string_view version = cursor.word();
    if (version == "3") cursor.word();
  }
  const auto secret = read_xr_secret(cursor, false);
  if (!secret && !cursor.negated) return cursor.fail("a community or a user");
  return Outcome::ignored;  // messages that the device sends
}

Outcome vrf(Config&, Cursor& cursor) { return cursor.word().empty() ? cursor.fail("the name of a VRF") : cursor.end(); }

constexpr std::string_view traps = "messages that the device sends";

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"host", Domain::snmp, &host},
      {"context", Domain::snmp},
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view text = "descriptive text";
  static constexpr std::string_view counters = "what tables look like";
  static constexpr auto rows = std::to_array<Row>({
      {"snmp-server", Domain::snmp},
      {"snmp-server community", Domain::snmp, &community},
      {"snmp-server user", Domain::snmp | Domain::users, &user},
      {"snmp-server host", Domain::snmp, &host},
      {"snmp-server vrf", Domain::snmp, &vrf, &vrf_table},
      ignored<Config>("snmp-server group", "which objects users see, and from where: no rule looks at it"),
      ignored<Config>("snmp-server view", "which objects are seen: no rule looks at it"),
      {"snmp-server community-map", Domain::snmp | Domain::users},
      {"snmp-server context", Domain::snmp},
      {"snmp-server drop", Domain::snmp},
      {"snmp-server target", Domain::snmp},
      ignored<Config>("snmp-server engineID", "a number of the device"),
      ignored<Config>("snmp-server location", text),
      ignored<Config>("snmp-server contact", text),
      ignored<Config>("snmp-server chassis-id", text),
      ignored<Config>("snmp-server trap", traps),
      ignored<Config>("snmp-server traps", traps),
      ignored<Config>("snmp-server inform", traps),
      ignored<Config>("snmp-server informs", traps),
      ignored<Config>("snmp-server trap-source", traps),
      ignored<Config>("snmp-server trap-timeout", traps),
      ignored<Config>("snmp-server trap-authentication", traps),
      ignored<Config>("snmp-server trap-link", traps),
      ignored<Config>("snmp-server notification-log-mib", traps),
      ignored<Config>("snmp-server throttle-time", "timers and sizes"),
      ignored<Config>("snmp-server queue-length", "timers and sizes"),
      ignored<Config>("snmp-server packetsize", "timers and sizes"),
      ignored<Config>("snmp-server timeouts", "timers and sizes"),
      ignored<Config>("snmp-server overload-control", "timers and sizes"),
      ignored<Config>("snmp-server ipv4", "marks of packets"),
      ignored<Config>("snmp-server ipv6", "marks of packets"),
      ignored<Config>("snmp-server logging", "logs more, never less"),
      ignored<Config>("snmp-server correlator", traps),
      ignored<Config>("snmp-server ifindex", counters),
      ignored<Config>("snmp-server ifmib", counters),
      ignored<Config>("snmp-server interface", counters),
      ignored<Config>("snmp-server entityindex", counters),
      ignored<Config>("snmp-server mibs", counters),
      ignored<Config>("snmp-server cbqosmib", counters),
      ignored<Config>("snmp-server mroutemib", counters),
      ignored<Config>("snmp-server oid-poll-stats", counters),
      ignored<Config>("mibs", counters),
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
    put_filter(to.filter, community.filter, config.uses_ipv6);
  });
  config.snmp_users.each([&](const std::string& name, const SnmpUser& from) {
    model::SnmpUser& to = target.device.snmp_users.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.group.set(from.group, to.lines);
    const auto put_name = [&](model::Text& attribute, const std::string& value) {
      if (value.empty())
        attribute.set_absent(to.lines);
      else
        attribute.set(value, to.lines);
    };
    put_name(to.authentication, from.authentication);
    put_name(to.privacy, from.privacy);
  });
}

}  // namespace muster::grammars::cisco_iosxr
