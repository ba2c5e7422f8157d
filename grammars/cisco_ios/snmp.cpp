#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco_ios {
namespace {

StoredText plain_secret(Cursor& cursor) {
  const std::string_view value = cursor.word();
  cursor.secret(value);
  return {Secret(value), "plain", is_masked_secret(value)};
}

/// `[view V] [ro|rw] [ipv6 LIST] [LIST]`
Outcome read_community(Community& community, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.accept("view")) {
      if (cursor.word().empty()) return cursor.fail("the name of a view");
    } else if (cursor.accept("RO") || cursor.accept("ro")) {
      community.access = "ro";
    } else if (cursor.accept("RW") || cursor.accept("rw")) {
      community.access = "rw";
    } else if (cursor.accept("ipv6")) {
      if (cursor.word().empty()) return cursor.fail("the name of an access list");
    } else if (!community.filter) {
      community.filter = {list_key("ip", cursor.word()), cursor.lines()};
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

/// One address may be named several times, each time with a community of its own.
std::string free_name(Config& config, const std::string& name) {
  std::string free = name;
  for (int number = 2; config.secrets.find("snmp/" + free) != nullptr; ++number) free = name + " #" + std::to_string(number);
  return free;
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
    if (kept.kind == "snmp") gone.push_back(key);
  });
  for (const std::string& key : gone) config.secrets.erase(key);
  return Outcome::understood;
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view text = "descriptive text";
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr auto rows = std::to_array<Row>({
      {"snmp-server", Domain::snmp, &whole_agent},
      {"snmp-server community", Domain::snmp, &community},
      {"snmp-server host", Domain::snmp | Domain::users, &host},
      {"snmp-server user", Domain::snmp | Domain::users},
      {"snmp-server group", Domain::snmp},
      {"snmp-server view", Domain::snmp},
      {"snmp-server context", Domain::snmp},
      {"snmp-server mib", Domain::snmp},
      {"snmp-server engineID", Domain::snmp},
      {"snmp-server file-transfer", Domain::snmp},
      {"snmp-server tftp-server-list", Domain::snmp},
      {"snmp-server community-map", Domain::snmp},
      {"snmp-server system-shutdown", Domain::snmp},
      {"snmp-server manager", Domain::snmp},
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
}

}  // namespace muster::grammars::cisco_ios
