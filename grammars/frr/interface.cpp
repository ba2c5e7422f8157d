#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/addresses.hpp"
#include "grammars/frr/config.hpp"

/// Interfaces as far as FRRouting configures them: the kernel's own addresses and states stand elsewhere.
namespace muster::grammars::frr {
namespace {

Outcome interface(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("an interface");
  config.interface_name = cursor.word();
  config.interface = &config.interfaces.get(config.interface_name);
  config.interface->lines.add(cursor.line());
  if (cursor.at_end()) return Outcome::understood;
  if (!cursor.accept("vrf") || cursor.at_end()) return cursor.fail("vrf NAME");
  return say(config.interface->vrf, std::string(cursor.word()), cursor);
}

Outcome description(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("a description");
  return say(config.interface->description, std::string(cursor.take_rest()), cursor);
}

Outcome address(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const auto prefix = canonical_prefix(cursor.peek());
  if (!prefix) return cursor.fail("an address with its prefix length");
  cursor.word();
  if (cursor.accept("label") && cursor.word().empty()) return cursor.fail("a label");
  config.interface->addresses.push_back(*prefix);
  config.interface->address_lines = config.table.join(config.interface->address_lines, cursor.lines());
  return cursor.end();
}

Outcome shutdown(Config& config, Cursor& cursor) { return say(config.interface->shutdown, !cursor.negated, cursor); }

Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.interface->opened_by.add(cursor.line());
  return domains;
}

const Table& interface_table() {
  static constexpr std::string_view tuning = "tunes a protocol; no neighbour, address or filter";
  static constexpr Domains interfaces = Domain::interfaces;
  static constexpr Domains routing = Domain::routing;
  static constexpr auto rows = std::to_array<Row>({
      {"description", interfaces, description},
      {"ip address", interfaces, address},
      {"ipv6 address", interfaces, address},
      {"shutdown", interfaces, shutdown},
      ignored<Config>("bandwidth", tuning),
      ignored<Config>("delay", tuning),
      ignored<Config>("link-detect", tuning),
      ignored<Config>("link-params", "describes the link for traffic engineering"),
      ignored<Config>("multicast", tuning),
      ignored<Config>("ipv6 nd", "announces the router to its hosts"),
      ignored<Config>("ip irdp", "announces the router to its hosts"),
      ignored<Config>("ip igmp", "multicast"),
      ignored<Config>("ipv6 mld", "multicast"),
      ignored<Config>("ip mroute", "multicast"),
      ignored<Config>("ipv6 mroute", "multicast"),
      ignored<Config>("ip multicast", "multicast"),
      ignored<Config>("ipv6 multicast", "multicast"),
      {"ip pim", routing},
      {"ipv6 pim", routing},
      {"ip rip", routing | Domain::users},
      {"ipv6 ripng", routing},
      {"ip router", routing},
      {"ipv6 router", routing},
      {"isis", routing | Domain::users},
      {"openfabric", routing | Domain::users},
      {"babel", routing},
      {"eigrp", routing},
      {"ip authentication", routing},
      {"ip nhrp", routing | Domain::users},
      {"tunnel", interfaces},
      {"mpls", routing},
      {"pbr-policy", routing | Domain::filters},
      {"evpn", routing},
  });
  static const Table table({Rows(rows), interface_ospf_rows(), vrrp_rows(), block_end_rows()}, not_understood);
  return table;
}

void convert(const std::string& name, Interface& from, const Target& target) {
  model::Interface& to = target.device.interfaces.emplace_back();
  target.head(to, from.lines);
  to.open = !from.opened_by.empty();
  if (to.open) to.opened_by = target.id(from.opened_by);
  to.name.set(name, to.lines);
  put_or_absent(to.description, from.description);
  put_or_absent(to.vrf, from.vrf);
  if (!from.addresses.empty()) to.addresses.set(from.addresses, from.address_lines);
  if (from.shutdown) to.enabled.set(!from.shutdown->value, from.shutdown->lines);
  to.filter_in.set_absent();  // access lists of FRRouting are not bound to interfaces
  to.filter_out.set_absent();
}

// ---- interfaces(5), which collections of Cumulus Linux hold in front of FRRouting's own lines

/// `iface NAME [inet|inet6 METHOD]`
Outcome iface(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("an interface");
  config.interface_name = cursor.word();
  config.interface = &config.interfaces.get(config.interface_name);
  config.interface->lines.add(cursor.line());
  if (cursor.at_end()) return Outcome::understood;
  if (!cursor.accept("inet") && !cursor.accept("inet6")) return cursor.fail("inet or inet6");
  static constexpr auto methods = std::to_array<std::string_view>({"static", "loopback", "manual"});
  if (std::ranges::find(methods, cursor.word()) == methods.end()) return Outcome::known;  // an address from elsewhere
  return cursor.end();
}

Outcome iface_vrf(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a VRF");
  return say(config.interface->vrf, std::string(cursor.word()), cursor);
}

const Table& iface_table() {
  static constexpr Domains interfaces = Domain::interfaces;
  static constexpr Domains redundancy = interfaces | Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"address", interfaces, address},
      {"vrf", interfaces, iface_vrf},
      ignored<Config>("mtu", "frame size"),
      ignored<Config>("alias", "descriptive text"),
      ignored<Config>("link-speed", "how the link runs"),
      ignored<Config>("link-autoneg", "how the link runs"),
      ignored<Config>("link-duplex", "how the link runs"),
      {"netmask", interfaces},
      {"gateway", interfaces | Domain::routing},
      {"address-virtual", redundancy},
      {"vrrp", redundancy},
      {"up", Domains::all()},
      {"post-up", Domains::all()},
      {"pre-up", Domains::all()},
      {"down", Domains::all()},
      {"*", redundancy},
  });
  static const Table table({Rows(rows)}, not_understood);
  return table;
}

Outcome brought_up(Config&, Cursor& cursor) {
  return cursor.take_rest().empty() ? cursor.fail("interfaces") : Outcome::understood;
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::interfaces | Domain::routing, interface, interface_table},
      {"auto", Domain::interfaces, brought_up},
      {"iface", Domain::interfaces, iface, iface_table},
  });
  return rows;
}

void convert_interfaces(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, Interface& from) { convert(name, from, target); });
}

}  // namespace muster::grammars::frr
