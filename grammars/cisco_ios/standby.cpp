#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/interface_rows.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_ios {
namespace {

constexpr std::size_t most_addresses = 256;

std::string group_name(const Config& config, std::string_view protocol, std::uint32_t number) {
  return std::string(protocol) + " " + config.interface_name + " " + std::to_string(number);
}

Outcome addresses(StandbyGroup& group, Cursor& cursor) {
  if (cursor.at_end()) return Outcome::known;  // learnt from the other router
  const std::string_view address = cursor.word();
  cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  if (group.addresses.size() >= most_addresses) return Outcome::known;
  group.addresses.emplace_back(address);
  group.address_lines.add(cursor.line());
  return Outcome::understood;
}

/// `authentication [text] KEY`, `authentication md5 key-string [7] KEY [timeout N]`, `authentication md5 key-chain NAME`
Outcome authentication(Config& config, StandbyGroup& group, const std::string& name, Cursor& cursor) {
  group.authenticated = {true, cursor.lines()};
  const bool digest = cursor.accept("md5");
  if (digest && cursor.accept("key-chain")) return cursor.word().empty() ? cursor.fail("a key chain") : cursor.end();
  if (digest && !cursor.accept("key-string")) return cursor.fail("key-string or key-chain");
  if (!digest) cursor.accept("text");
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  if (cursor.accept("timeout")) cursor.word();
  keep_secret(config.secrets, group.protocol, name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome group_option(Config& config, StandbyGroup& group, const std::string& name, Cursor& cursor) {
  if (cursor.accept("ip")) return addresses(group, cursor);
  if (cursor.accept("priority")) {
    const auto priority = cursor.number(0, 255);
    if (!priority) return cursor.fail("a priority from 0 to 255");
    group.priority = {*priority, cursor.lines()};
    return cursor.end();
  }
  if (cursor.accept("authentication")) return authentication(config, group, name, cursor);
  if (cursor.accept("track")) {
    group.tracked = {true, cursor.lines()};
    return cursor.at_end() ? cursor.fail("what is tracked") : Outcome::understood;
  }
  if (cursor.accept("preempt") || cursor.accept("timers") || cursor.accept("name") || cursor.accept("description") ||
      cursor.accept("mac-address") || cursor.accept("follow"))
    return Outcome::understood;
  return cursor.fail("an option of the group");
}

/// `standby [N] ...`, `vrrp N ...`, `glbp N ...`. Forms with `no` and options of the whole interface are known only.
Outcome group(Config& config, Cursor& cursor, std::string_view protocol) {
  if (cursor.accept("version") || cursor.accept("delay") || cursor.accept("redirect")) return Outcome::ignored;
  if (cursor.accept("use-bia")) return Outcome::ignored;
  const std::uint32_t number = cursor.number(0, 4095).value_or(0);
  const std::string name = group_name(config, protocol, number);
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.standby_groups.erase(name);
    config.secrets.erase(std::string(protocol) + "/" + config.interface_name + " " + std::to_string(number));
    return Outcome::understood;
  }
  StandbyGroup& to = config.standby_groups.get(name);
  to.protocol = protocol;
  to.number = number;
  to.lines.add(cursor.line());
  return group_option(config, to, config.interface_name + " " + std::to_string(number), cursor);
}

Outcome standby(Config& config, Cursor& cursor) { return group(config, cursor, "hsrp"); }
Outcome vrrp(Config& config, Cursor& cursor) { return group(config, cursor, "vrrp"); }
Outcome glbp(Config& config, Cursor& cursor) { return group(config, cursor, "glbp"); }

/// `vrrp N address-family ipv4|ipv6`: VRRP version 3, whose groups are blocks and ask for no keys.
Outcome vrrp_block(Config& config, Cursor& cursor) {
  std::uint32_t number = 0;
  if (!parse_number(cursor.wildcard(0), number) || number > 255) return cursor.fail("the number of a group");
  const bool ipv6 = cursor.accept("ipv6");
  if (!ipv6 && !cursor.accept("ipv4")) return cursor.fail("ipv4 or ipv6");
  if (cursor.negated) return Outcome::known;
  StandbyGroup& to = config.standby_groups.get(group_name(config, "vrrp", number) + (ipv6 ? " ipv6" : ""));
  to.protocol = "vrrp";
  to.number = number;
  add_block(to.lines, cursor);
  config.standby_group = &to;
  return cursor.end();
}
/// `address A [primary|secondary]`
Outcome block_address(Config& config, Cursor& cursor) {
  StandbyGroup& to = *config.standby_group;
  if (cursor.negated || to.addresses.size() >= most_addresses) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("an address");
  const std::string_view address = cursor.word();
  if (!cursor.accept("primary")) cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  to.addresses.emplace_back(address);
  to.address_lines.add(cursor.line());
  return Outcome::understood;
}
Outcome block_priority(Config& config, Cursor& cursor) {
  return set_number(config.standby_group->priority, cursor, "a priority", 1, 254);
}
Outcome block_track(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.standby_group->tracked = {true, cursor.lines()};
  return cursor.at_end() ? cursor.fail("what is tracked") : skip_rest(cursor);
}
Outcome block_shutdown(Config& config, Cursor& cursor) {
  config.standby_group->shutdown = !cursor.negated;
  return cursor.end();
}

const Table& vrrp_block_table() {
  static constexpr std::string_view details = "timers and details of the protocol";
  static constexpr auto rows = std::to_array<Row>({
      {"address", Domain::redundancy, &block_address},
      {"priority", Domain::redundancy, &block_priority},
      {"track", Domain::redundancy, &block_track},
      {"shutdown", Domain::redundancy, &block_shutdown},
      ignored<Config>("preempt", details),
      ignored<Config>("timers", details),
      ignored<Config>("vrrpv2", details),
      ignored<Config>("match-address", details),
      ignored<Config>("vrrs leader", "the name of the group"),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("exit-vrrp", "the end of the block"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows standby_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"standby", Domain::redundancy | Domain::users, &standby},
      {"vrrp", Domain::redundancy | Domain::users, &vrrp},
      {"vrrp * address-family", Domain::redundancy, &vrrp_block, &vrrp_block_table},
      {"glbp", Domain::redundancy | Domain::users, &glbp},
  });
  return rows;
}

void convert_standby_groups(Config& config, const Target& target) {
  config.standby_groups.each([&](const std::string& name, StandbyGroup& from) {
    if (from.shutdown) return;
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    target.head(to, from.lines);
    to.name.set(name, to.lines);
    to.protocol.set(from.protocol, to.lines);
    to.group.set(from.number, to.lines);
    put_or_default<std::int64_t>(to.priority, from.priority, 100);
    put_or_default(to.tracked, from.tracked, false);
    put_or_default(to.authenticated, from.authenticated, false);
    if (from.addresses.empty())
      to.virtual_addresses.set_unknown(0);
    else
      to.virtual_addresses.set(from.addresses, target.id(from.address_lines));
  });
}

}  // namespace muster::grammars::cisco_ios
