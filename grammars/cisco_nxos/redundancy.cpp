#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

/// First-hop redundancy (HSRP, VRRP, GLBP) and vPC domains.
namespace muster::grammars::cisco_nxos {
namespace {

constexpr std::size_t most_addresses = 256;

// ---- heads

/// `hsrp N [ipv4|ipv6]`, `vrrp N`, `vrrpv3 N address-family ipv4`, `glbp N`. Groups of IPv6 are apart.
Outcome group(Config& config, Cursor& cursor, std::string_view protocol) {
  const auto number = cursor.number(0, 4095);
  if (!number) return cursor.fail("the number of a group");
  cursor.accept("address-family");
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6) cursor.accept("ipv4");
  if (!cursor.at_end()) return cursor.end();
  const std::string owner = config.interface_name + " " + std::to_string(*number) + (ipv6 ? " ipv6" : "");
  const std::string name = std::string(protocol) + " " + owner;
  if (cursor.negated) {
    config.groups.erase(name);
    config.secrets.erase(std::string(protocol) + "/" + owner);
    return Outcome::understood;
  }
  config.group = &config.groups.get(name);
  config.group->protocol = protocol;
  config.group->owner = owner;
  config.group->number = *number;
  const auto nodes = cursor.context().tree.nodes();
  config.group->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return Outcome::understood;
}
Outcome hsrp(Config& config, Cursor& cursor) { return group(config, cursor, "hsrp"); }
Outcome vrrp(Config& config, Cursor& cursor) { return group(config, cursor, "vrrp"); }
Outcome glbp(Config& config, Cursor& cursor) { return group(config, cursor, "glbp"); }

Outcome vpc_domain(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 1000);
  if (!number) return cursor.fail("the number of a domain");
  if (cursor.negated) {
    config.groups.erase("vpc " + std::to_string(*number));
    return done(cursor);
  }
  config.group = &config.groups.get("vpc " + std::to_string(*number));
  config.group->protocol = "vpc";
  config.group->number = *number;
  const auto nodes = cursor.context().tree.nodes();
  config.group->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return cursor.end();
}

// ---- options

/// `ip A [secondary]`, `address A [primary|secondary]`; without an address it is learnt.
Outcome address(Config& config, Cursor& cursor) {
  Group& to = *config.group;
  if (cursor.at_end() || cursor.peek() == "autoconfig") return Outcome::known;
  const std::string value(cursor.word());
  if (!parse_prefix(value)) return cursor.fail("an address");
  if (!cursor.accept("secondary")) cursor.accept("primary");
  if (!cursor.at_end()) return cursor.end();
  std::erase(to.addresses, value);
  if (cursor.negated) return Outcome::understood;
  if (to.addresses.size() >= most_addresses) return Outcome::known;
  to.addresses.push_back(value);
  to.address_lines.add(cursor.line());
  return Outcome::understood;
}

Outcome priority(Config& config, Cursor& cursor) {
  config.group->priority.reset();
  if (cursor.negated) return done(cursor);
  const auto number = cursor.number(0, 65535);
  if (!number) return cursor.fail("a priority");
  config.group->priority = {*number, cursor.lines()};
  return done(cursor);  // thresholds of forwarding behind it
}

Outcome track(Config& config, Cursor& cursor) {
  if (cursor.at_end() && !cursor.negated) return cursor.fail("what is tracked");
  config.group->tracked.reset();
  if (!cursor.negated) config.group->tracked = {true, cursor.lines()};
  return done(cursor);
}

/// `authentication [text] KEY`, `authentication md5 key-string [0|7] KEY`, `authentication md5 key-chain NAME`
Outcome authentication(Config& config, Cursor& cursor) {
  Group& to = *config.group;
  to.authenticated.reset();
  to.key_chain.clear();
  config.secrets.erase(to.protocol + "/" + to.owner);
  if (cursor.negated) return done(cursor);
  const bool digest = cursor.accept("md5");
  if (digest && cursor.accept("key-chain")) {
    if (cursor.at_end()) return cursor.fail("a key chain");
    to.key_chain = cursor.word();
    to.authenticated = {true, cursor.lines()};
    return cursor.end();
  }
  if (digest && !cursor.accept("key-string")) return cursor.fail("key-string or key-chain");
  if (!digest) cursor.accept("text");
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a key");
  to.authenticated = {true, cursor.lines()};
  keep_secret(config.secrets, to.protocol, to.owner, std::move(*secret), cursor.lines());
  if (cursor.accept("timeout")) cursor.word();
  cursor.accept("compatibility");
  return cursor.end();
}

/// `follow NAME`: the group moves with another one.
Outcome follow(Config& config, Cursor& cursor) {
  if (cursor.at_end() && !cursor.negated) return cursor.fail("the name of a group");
  config.group->follows = cursor.negated ? 0 : cursor.lines();
  return done(cursor);
}

/// `peer-keepalive destination A [source B] [vrf V] [...]`
Outcome peer_keepalive(Config& config, Cursor& cursor) {
  Group& to = *config.group;
  to.peer.reset();
  to.tracked.reset();
  if (cursor.negated) return done(cursor);
  if (!cursor.accept("destination")) return cursor.fail("destination");
  const model::LinesId lines = cursor.lines();
  const std::string peer(cursor.word());
  if (!parse_ip(peer)) return cursor.fail("an address");
  to.peer = {peer, lines};
  to.tracked = {true, lines};  // the keepalive is what moves the primary role
  return done(cursor);
}

Domains group_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.group->opened.add(cursor, domains);
  return domains.without(Domain::redundancy);
}

const Table& group_table() {
  static constexpr std::string_view timing = "when and how fast a group moves";
  static constexpr auto rows = std::to_array<Row>({
      {"ip", Domain::redundancy, &address},
      {"address", Domain::redundancy, &address},
      {"priority", Domain::redundancy, &priority},
      {"track", Domain::redundancy, &track},
      {"object-track", Domain::redundancy, &track},
      {"weighting track", Domain::redundancy, &track},
      {"authentication", Domain::redundancy | Domain::users, &authentication},
      {"follow", Domain::redundancy, &follow},
      ignored<Config>("preempt", timing),
      ignored<Config>("timers", timing),
      ignored<Config>("advertisement-interval", timing),
      ignored<Config>("name", "descriptive text"),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("mac-address", "layer 2: no rule looks at it"),
      ignored<Config>("bfd", timing),
      ignored<Config>("forwarder", timing),
      ignored<Config>("load-balancing", timing),
      ignored<Config>("weighting", timing),
      ignored<Config>("shutdown", timing),
      ignored<Config>("match-address", timing),
      ignored<Config>("vrrpv2", timing),
      ignored<Config>("vrrs", timing),
      ignored<Config>("vrrs-group", timing),
  });
  static const Table table({rows}, &group_not_understood);
  return table;
}

const Table& vpc_table() {
  static constexpr std::string_view timing = "when links come up, and how traffic is shared";
  static constexpr auto rows = std::to_array<Row>({
      {"role priority", Domain::redundancy, &priority},
      {"peer-keepalive", Domain::redundancy, &peer_keepalive},
      {"track", Domain::redundancy, &track},
      ignored<Config>("system-priority", timing),
      ignored<Config>("system-mac", timing),
      ignored<Config>("peer-switch", timing),
      ignored<Config>("peer-gateway", timing),
      ignored<Config>("layer3", timing),
      ignored<Config>("auto-recovery", timing),
      ignored<Config>("reload", timing),
      ignored<Config>("delay", timing),
      ignored<Config>("graceful", timing),
      ignored<Config>("dual-active", timing),
      ignored<Config>("ip", timing),
      ignored<Config>("ipv6", timing),
      ignored<Config>("fabricpath", timing),
      ignored<Config>("fast-convergence", timing),
      ignored<Config>("virtual", timing),
      ignored<Config>("dscp", timing),
      ignored<Config>("mac", timing),
      ignored<Config>("multicast", timing),
      ignored<Config>("lag-group", timing),
      {"shutdown", Domain::redundancy},
  });
  static const Table table({rows}, &group_not_understood);
  return table;
}

}  // namespace

Rows group_interface_rows() {
  static constexpr std::string_view timing = "when and how fast groups move";
  static constexpr auto rows = std::to_array<Row>({
      {"hsrp", Domain::redundancy | Domain::users, &hsrp, &group_table},
      {"vrrp", Domain::redundancy | Domain::users, &vrrp, &group_table},
      {"vrrpv3", Domain::redundancy, &vrrp, &group_table},
      {"glbp", Domain::redundancy | Domain::users, &glbp, &group_table},
      ignored<Config>("hsrp version", timing),
      ignored<Config>("hsrp delay", timing),
      ignored<Config>("hsrp use-bia", timing),
      ignored<Config>("hsrp mac-refresh", timing),
      ignored<Config>("hsrp bfd", timing),
      ignored<Config>("vrrp bfd", timing),
      ignored<Config>("vrrs", timing),
  });
  return rows;
}

Rows redundancy_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"vpc domain", Domain::redundancy, &vpc_domain, &vpc_table},
      {"vpc", Domain::redundancy},
      ignored<Config>("track", "a condition: the group that it moves names it"),
  });
  return rows;
}

void convert_redundancy(Config& config, const Target& target) {
  config.groups.each([&](const std::string& name, const Group& from) {
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    const bool vpc = from.protocol == "vpc";
    to.name.set(name, to.lines);
    to.protocol.set(from.protocol, to.lines);
    to.group.set(from.number, to.lines);
    put_or_default<std::int64_t>(to.priority, from.priority, vpc ? 32667 : 100);
    put_or_default(to.tracked, from.tracked, false);
    if (vpc) {
      to.virtual_addresses.set_absent();
      put(to.peer, from.peer);
      return;
    }
    put_or_default(to.authenticated, from.authenticated, false);
    const bool no_chain = !from.key_chain.empty() && !config.key_chains.contains(from.key_chain);
    if (no_chain) to.authenticated.set_unknown(from.authenticated->lines);  // what it proves is not known
    if (from.follows != 0 && !from.tracked) to.tracked.set_unknown(from.follows);
    if (from.follows != 0 && !from.authenticated) to.authenticated.set_unknown(from.follows);
    if (!from.addresses.empty()) to.virtual_addresses.set(from.addresses, target.id(from.address_lines));
    to.peer.set_absent();
  });
}

}  // namespace muster::grammars::cisco_nxos
