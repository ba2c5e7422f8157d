#include <array>

#include "core/ip.hpp"
#include "grammars/frr/config.hpp"

/// VRRP of an interface (vrrpd). It knows neither authentication nor tracking.
namespace muster::grammars::frr {
namespace {

VrrpGroup* group(Config& config, Cursor& cursor) {
  if (cursor.negated) return nullptr;
  VrrpGroup& found = config.interface->vrrp.get(cursor.wildcard(0));
  found.lines.add(cursor.line());
  return &found;
}

Outcome exists(Config& config, Cursor& cursor) {
  if (group(config, cursor) == nullptr) return Outcome::known;
  if (cursor.at_end()) return Outcome::understood;
  if (!cursor.accept("version") || !cursor.number(2, 3)) return cursor.fail("version 2 or 3");
  return cursor.end();
}

Outcome priority(Config& config, Cursor& cursor) {
  VrrpGroup* const found = group(config, cursor);
  if (found == nullptr) return Outcome::known;
  const auto value = cursor.number(1, 254);
  if (!value) return cursor.fail("a priority from 1 to 254");
  return say(found->priority, std::int64_t{*value}, cursor);
}

Outcome address(Config& config, Cursor& cursor) {
  VrrpGroup* const found = group(config, cursor);
  if (found == nullptr) return Outcome::known;
  const auto value = parse_ip(cursor.peek());
  if (!value) return cursor.fail("an address");
  cursor.word();
  found->addresses.push_back(to_string(*value));
  found->address_lines = config.table.join(found->address_lines, cursor.lines());
  return cursor.end();
}

}  // namespace

Rows vrrp_rows() {
  static constexpr Domains redundancy = Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"vrrp *", redundancy, exists},
      {"vrrp * priority", redundancy, priority},
      {"vrrp * ip", redundancy, address},
      {"vrrp * ipv6", redundancy, address},
      ignored<Config>("vrrp * advertisement-interval", "how fast the group reacts"),
      ignored<Config>("vrrp * preempt", "who is master after a recovery"),
      ignored<Config>("vrrp * checksum-with-ipv4-pseudoheader", "form of the packets"),
      {"vrrp * shutdown", redundancy},
  });
  return rows;
}

void convert_vrrp(Config& config, const Target& target) {
  constexpr std::int64_t usual_priority = 100;
  config.interfaces.each([&](const std::string& interface, Interface& port) {
    port.vrrp.each([&](const std::string& number, VrrpGroup& from) {
      model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
      target.head(to, from.lines);
      to.name.set("vrrp " + interface + ' ' + number, to.lines);
      to.protocol.set("vrrp", to.lines);
      std::int64_t value = 0;
      for (const char digit : number.substr(0, 3)) value = value * 10 + (digit - '0');
      to.group.set(value, to.lines);
      put_or_default(to.priority, from.priority, usual_priority);
      to.virtual_addresses.set(from.addresses, from.address_lines);
      to.tracked.set(false, to.lines);
      to.authenticated.set(false, to.lines);
    });
  });
}

}  // namespace muster::grammars::frr
