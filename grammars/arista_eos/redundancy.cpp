#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

/// VRRP of interfaces, and the pair of switches that MLAG makes.
namespace muster::grammars::arista_eos {
namespace {

Outcome add_address(VrrpGroup& group, Cursor& cursor) {
  const std::string_view address = cursor.word();
  if (!parse_ip(address)) return cursor.fail_at(address.data(), "an address");
  cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  if (group.addresses.size() >= most_addresses) return Outcome::known;
  group.addresses.emplace_back(address);
  group.address_lines.add(cursor.line());
  return Outcome::understood;
}

/// `authentication text KEY`, `authentication ietf-md5 key-string [7] KEY`, with `peer` before it since EOS 4.21
Outcome authentication(Config& config, VrrpGroup& group, const std::string& name, Cursor& cursor) {
  group.authenticated.reset();
  if (cursor.accept("ietf-md5")) {
    if (!cursor.accept("key-string")) return cursor.fail("key-string");
  } else {
    cursor.accept("text");
  }
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a key");
  group.authenticated = {true, cursor.lines()};
  keep_secret(config.secrets, "vrrp", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome group_option(Config& config, VrrpGroup& group, const std::string& name, Cursor& cursor) {
  if (cursor.accept("ipv4") || cursor.accept("ip")) {
    if (cursor.accept("version")) return Outcome::understood;
    return add_address(group, cursor);
  }
  if (cursor.accept("ipv6")) return add_address(group, cursor);
  if (cursor.accept("priority-level") || cursor.accept("priority")) {
    const auto priority = cursor.number(0, 255);
    if (!priority) return cursor.fail("a priority from 0 to 255");
    group.priority = {*priority, cursor.lines()};
    return cursor.end();
  }
  cursor.accept("peer");
  if (cursor.accept("authentication")) return authentication(config, group, name, cursor);
  if (cursor.accept("tracked-object") || cursor.accept("track")) {
    group.tracked = {true, cursor.lines()};
    return cursor.at_end() ? cursor.fail("what is tracked") : Outcome::understood;
  }
  for (const char* const harmless :
       {"preempt", "timers", "advertisement", "session", "description", "mac-address", "bfd"})
    if (cursor.accept(harmless)) return Outcome::understood;
  return cursor.fail("an option of the group");
}

/// `vrrp N ...`. Options that are taken back are known only.
Outcome vrrp(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 255);
  if (!number) return cursor.fail("the number of a group");
  const std::string name = config.interface_name + " " + std::to_string(*number);
  if (cursor.negated) {
    if (cursor.accept("preempt")) return Outcome::understood;
    if (!cursor.at_end()) return Outcome::known;
    config.vrrp_groups.erase(name);
    config.secrets.erase("vrrp/" + name);
    return Outcome::understood;
  }
  VrrpGroup& group = config.vrrp_groups.get(name);
  group.number = *number;
  group.lines.add(cursor.line());
  return group_option(config, group, name, cursor);
}

Outcome mlag(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.mlag.reset();
    return Outcome::understood;
  }
  if (!config.mlag) config.mlag.emplace();
  config.mlag->lines.add(cursor.line(), last_line_of_block(cursor));
  return cursor.end();
}

Outcome word(Maybe<std::string>& to, Cursor& cursor, std::string_view expected) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail(expected);
  to = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}
Outcome domain(Config& config, Cursor& cursor) { return word(config.mlag->domain, cursor, "the name of a domain"); }

/// `peer-address A`, `peer-address heartbeat A [vrf V]`
Outcome peer_address(Config& config, Cursor& cursor) {
  if (cursor.accept("heartbeat")) {
    config.mlag->tracked.reset();
    if (cursor.at_end()) return cursor.fail("an address");
    if (!cursor.negated) config.mlag->tracked = {true, cursor.lines()};
    return Outcome::understood;
  }
  return word(config.mlag->peer, cursor, "an address");
}
Outcome mlag_shutdown(Config& config, Cursor& cursor) {
  config.mlag->shutdown = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Domains mlag_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.mlag->opened_by.add(cursor.line(), cursor.node().last_line);
  return domains.without(Domain::redundancy);
}

const Table& mlag_table() {
  static constexpr std::string_view link = "how the two switches reach each other";
  static constexpr std::string_view timers = "timers after a start or a failure";
  static constexpr auto rows = std::to_array<Row>({
      {"domain-id", Domain::redundancy, &domain},
      {"peer-address", Domain::redundancy, &peer_address},
      {"shutdown", Domain::redundancy, &mlag_shutdown},
      ignored<Config>("local-interface", link),
      ignored<Config>("peer-link", link),
      ignored<Config>("heartbeat-interval", timers),
      ignored<Config>("reload-delay", timers),
      ignored<Config>("dual-primary", timers),
      ignored<Config>("primary-priority", "an election between the two"),
      ignored<Config>("interface", timers),
      ignored<Config>("lacp", timers),
  });
  static const Table table({rows}, &mlag_not_understood);
  return table;
}

void convert_mlag(const Mlag& from, const Target& target) {
  model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
  target.head(to, from.lines);
  to.open = !from.opened_by.empty();
  to.opened_by = target.id(from.opened_by);
  to.name.set(from.domain ? "mlag " + from.domain->value : "mlag", to.lines);
  to.protocol.set("mlag", to.lines);
  to.group.set_absent();
  to.priority.set_absent();
  to.virtual_addresses.set_absent();
  put_or_absent(to.peer, from.peer);
  put(to.tracked, from.tracked);  // without a heartbeat: what the peer link alone proves is not said
}

}  // namespace

Rows vrrp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"vrrp", Domain::redundancy | Domain::users, &vrrp}});
  return rows;
}

Rows mlag_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"mlag configuration", Domain::redundancy, &mlag, &mlag_table},
      {"mlag", Domain::redundancy},
      ignored<Config>("track", "objects that groups name: each group says itself that it tracks one"),
  });
  return rows;
}

void convert_redundancy(Config& config, const Target& target) {
  config.vrrp_groups.each([&](const std::string& name, const VrrpGroup& from) {
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    target.head(to, from.lines);
    to.name.set("vrrp " + name, to.lines);
    to.protocol.set("vrrp", to.lines);
    to.group.set(from.number, to.lines);
    put_or_default<std::int64_t>(to.priority, from.priority, 100);
    put_or_default(to.tracked, from.tracked, false);
    put_or_default(to.authenticated, from.authenticated, false);
    to.peer.set_absent();
    if (!from.addresses.empty()) to.virtual_addresses.set(from.addresses, target.id(from.address_lines));
  });
  if (config.mlag && config.mlag->domain && !(config.mlag->shutdown && config.mlag->shutdown->value))
    convert_mlag(*config.mlag, target);
}

}  // namespace muster::grammars::arista_eos
