#include <array>

#include "core/ip.hpp"
#include "grammars/f5_bigip/settings.hpp"

/// net vlan, self, trunk, interface, tunnels, route-domain; sys management-ip.
/// A VLAN or tunnel is an interface of the model, with the addresses of its self IPs and the services that they answer.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains interfaces = Domain::interfaces;
constexpr Domains bound = Domain::interfaces | Domain::filters;

constexpr std::string_view hardware = "how the port works";
constexpr std::string_view layer2 = "how frames are switched";
constexpr std::string_view tuning = "how packets are carried";

template <std::size_t Size>
Outcome named_interface(Config& config, Cursor& cursor, const char (&before)[Size]) {
  const auto name = take_value(cursor);
  if (!name) return cursor.fail("a name");
  config.interface = &config.interfaces.get(before + *name);
  config.interface->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome port(Config& config, Cursor& cursor) { return named_interface(config, cursor, ""); }

Outcome trunk(Config& config, Cursor& cursor) { return named_interface(config, cursor, "trunk "); }

Outcome vlan(Config& config, Cursor& cursor) { return object<&Config::interfaces, &Config::interface>(config, cursor); }

Outcome discovery(Config& config, Cursor& cursor) {
  const std::string_view mode = cursor.word();
  config.interface->discovery = Lined<bool>{!mode.starts_with("disable"), cursor.lines()};
  return cursor.end();
}

const Table& port_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"enabled", interfaces, set_flag<&Config::interface, &Interface::enabled, true>},
      {"disabled", interfaces, set_flag<&Config::interface, &Interface::enabled, false>},
      {"lldp-admin", interfaces, discovery},
      ignored<Config>("bundle", hardware),
      ignored<Config>("bundle-speed", hardware),
      ignored<Config>("flow-control", hardware),
      ignored<Config>("force-gigabit-fiber", hardware),
      ignored<Config>("forward-error-correction", hardware),
      ignored<Config>("if-index", hardware),
      ignored<Config>("lldp-tlvmap", "what LLDP tells"),
      ignored<Config>("mac-address", hardware),
      ignored<Config>("media", hardware),
      ignored<Config>("media-active", hardware),
      ignored<Config>("media-fixed", hardware),
      ignored<Config>("media-max", hardware),
      ignored<Config>("media-sfp", hardware),
      ignored<Config>("module-description", hardware),
      ignored<Config>("mtu", hardware),
      ignored<Config>("port-fwd-mode", layer2),
      ignored<Config>("prefer-port", hardware),
      ignored<Config>("qinq-ethertype", layer2),
      ignored<Config>("serial", hardware),
      ignored<Config>("sflow", "samples of traffic"),
      ignored<Config>("stp", layer2),
      ignored<Config>("stp-auto-edge-port", layer2),
      ignored<Config>("stp-edge-port", layer2),
      ignored<Config>("stp-link-type", layer2),
      ignored<Config>("vendor", hardware),
      ignored<Config>("vendor-oui", hardware),
      ignored<Config>("vendor-partnum", hardware),
      ignored<Config>("vendor-revision", hardware),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::interface>);
  return table;
}

const Table& vlan_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"source-checking", interfaces, set_switch<&Config::interface, &Interface::source_checking>},
      {"failsafe", Domain::interfaces | Domain::redundancy, set_switch<&Config::interface, &Interface::failsafe>},
      ignored<Config>("failsafe-action", "what happens when the VLAN is silent"),
      ignored<Config>("failsafe-timeout", "when the VLAN counts as silent"),
      ignored<Config>("interfaces", "the ports that carry it"),
      ignored<Config>("tag", layer2),
      ignored<Config>("customer-tag", layer2),
      ignored<Config>("auto-lasthop", tuning),
      ignored<Config>("cmp-hash", tuning),
      ignored<Config>("dag-round-robin", tuning),
      ignored<Config>("dag-tunnel", tuning),
      ignored<Config>("dag-adjustment", tuning),
      ignored<Config>("fwd-mode", layer2),
      ignored<Config>("hardware-syncookie", tuning),
      ignored<Config>("if-index", hardware),
      ignored<Config>("learning", layer2),
      ignored<Config>("mtu", tuning),
      ignored<Config>("nti", tuning),
      ignored<Config>("port-fwd-mode", layer2),
      ignored<Config>("sflow", "samples of traffic"),
      ignored<Config>("syn-flood-rate-limit", tuning),
      ignored<Config>("syncache-threshold", tuning),
      ignored<Config>("tag-mode", layer2),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::interface>);
  return table;
}

const Table& trunk_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("interfaces", "the ports that it joins"),
      ignored<Config>("bandwidth", layer2),
      ignored<Config>("cfg-mbr-count", layer2),
      ignored<Config>("distribution-hash", layer2),
      ignored<Config>("id", layer2),
      ignored<Config>("lacp", layer2),
      ignored<Config>("lacp-mode", layer2),
      ignored<Config>("lacp-timeout", layer2),
      ignored<Config>("link-select-policy", layer2),
      ignored<Config>("mac-address", layer2),
      ignored<Config>("media", layer2),
      ignored<Config>("qinq-ethertype", layer2),
      ignored<Config>("stp", layer2),
      ignored<Config>("working-mbr-count", layer2),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::interface>);
  return table;
}

const Table& tunnel_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("auto-lasthop", tuning),
      ignored<Config>("if-index", hardware),
      ignored<Config>("idle-timeout", tuning),
      ignored<Config>("key", "which tunnel of two ends it is"),
      ignored<Config>("local-address", "where the tunnel ends"),
      ignored<Config>("mode", tuning),
      ignored<Config>("mtu", tuning),
      ignored<Config>("profile", "how packets are wrapped"),
      ignored<Config>("remote-address", "where the tunnel ends"),
      ignored<Config>("secondary-address", "where the tunnel ends"),
      ignored<Config>("tos", tuning),
      ignored<Config>("traffic-group", "the unit that carries it"),
      ignored<Config>("transparent", tuning),
      ignored<Config>("use-pmtu", tuning),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::interface>);
  return table;
}

const Table& allowed_table() { return list_table<&Config::self, &SelfAddress::allowed, Domain::interfaces>(); }

const Table& self_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address", interfaces, set_text<&Config::self, &SelfAddress::address>},
      {"allow-service", interfaces, begin_list<&Config::self, &SelfAddress::allowed>, allowed_table},
      {"vlan", interfaces, set_name<&Config::self, &SelfAddress::vlan>},
      {"traffic-group", Domain::interfaces | Domain::redundancy, set_name<&Config::self, &SelfAddress::traffic_group>},
      {"fw-enforced-policy", bound, set_name<&Config::self, &SelfAddress::firewall>},
      ignored<Config>("fw-staged-policy", "is tried out and does nothing"),
      ignored<Config>("floating", "follows from the traffic group"),
      ignored<Config>("inherited-traffic-group", "whether the traffic group is that of the folder"),
      ignored<Config>("unit", "follows from the traffic group"),
      ignored<Config>("address-source", "who set the address"),
      ignored<Config>("service-policy", "limits and timers of connections"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::self>);
  return table;
}

const Table& self_allow_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"defaults", interfaces, begin_own_list<&Config::default_services>,
       own_list_table<&Config::default_services, Domain::interfaces>},
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& domain_vlans_table() {
  return list_table<&Config::route_domain, &RouteDomain::vlans, Domain::interfaces>();
}

const Table& route_domain_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"id", interfaces, set_number<&Config::route_domain, &RouteDomain::id>},
      {"vlans", interfaces, begin_list<&Config::route_domain, &RouteDomain::vlans>, domain_vlans_table},
      {"fw-enforced-policy", bound, set_name<&Config::route_domain, &RouteDomain::firewall>},
      {"security-nat-policy", Domain::filters},
      {"ip-intelligence-policy", Domain::filters},
      ignored<Config>("fw-staged-policy", "is tried out and does nothing"),
      ignored<Config>("bwc-policy", tuning),
      ignored<Config>("connection-limit", tuning),
      ignored<Config>("flow-eviction-policy", tuning),
      ignored<Config>("parent", "where routes are looked up next"),
      ignored<Config>("routing-protocol", "which daemons run; their neighbours stand elsewhere"),
      ignored<Config>("service-policy", tuning),
      ignored<Config>("strict", "whether packets may cross to other route domains"),
      ignored<Config>("throughput-capacity", tuning),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

Outcome management_address(Config& config, Cursor& cursor) {
  const auto address = take_value(cursor);
  if (!address || !parse_prefix(*address)) return cursor.fail("ADDRESS/LENGTH");
  config.interface = &config.interfaces.get("mgmt");
  config.interface->about.lines.add(cursor.line());
  config.interface->address = Lined<std::string>{*address, cursor.lines()};
  return cursor.end();
}

const Table& management_address_table() {
  static const Table table({common_rows()}, open_object<&Config::interface>);
  return table;
}

}  // namespace

Rows network_rows() {
  static constexpr std::string_view spanning = "loops in the layer below";
  static constexpr auto rows = std::to_array<Row>({
      {"net interface", interfaces, port, port_table},
      {"net vlan", interfaces, vlan, vlan_table},
      {"net trunk", interfaces, trunk, trunk_table},
      {"net self", interfaces, object<&Config::selves, &Config::self>, self_table},
      {"net self-allow", interfaces, block, self_allow_table},
      {"net tunnels tunnel", interfaces, vlan, tunnel_table},
      {"net route-domain", interfaces, object<&Config::route_domains, &Config::route_domain>, route_domain_table},
      {"sys management-ip", interfaces, management_address, management_address_table},
      ignored<Config>("net vlan-group", layer2),
      ignored<Config>("net vlan-allowed", layer2),
      ignored<Config>("net fdb", layer2),
      ignored<Config>("net arp", "an address of the layer below"),
      ignored<Config>("net ndp", "an address of the layer below"),
      ignored<Config>("net stp", spanning),
      ignored<Config>("net stp-globals", spanning),
      ignored<Config>("net cos", tuning),
      ignored<Config>("net bwc", tuning),
      ignored<Config>("net rate-shaping", tuning),
      ignored<Config>("net service-policy", tuning),
      ignored<Config>("net timer-policy", tuning),
      ignored<Config>("net dag-globals", tuning),
      ignored<Config>("net interface-cos", tuning),
      ignored<Config>("net interface-ddm", hardware),
      ignored<Config>("net mroute", "forwards multicast"),
      ignored<Config>("net multicast-globals", "forwards multicast"),
      ignored<Config>("net dns-resolver", "names for addresses"),
      ignored<Config>("net tunnels vxlan", "how packets are wrapped"),
      ignored<Config>("net tunnels gre", "how packets are wrapped"),
      ignored<Config>("net tunnels ipip", "how packets are wrapped"),
      ignored<Config>("net tunnels etherip", "how packets are wrapped"),
      ignored<Config>("net tunnels fec", "how packets are wrapped"),
      ignored<Config>("net tunnels geneve", "how packets are wrapped"),
      ignored<Config>("net tunnels tcp-forward", "how packets are wrapped"),
      ignored<Config>("net tunnels v6rd", "how packets are wrapped"),
      ignored<Config>("net tunnels map", "how packets are wrapped"),
      ignored<Config>("net tunnels ppp", "how packets are wrapped"),
      ignored<Config>("net tunnels wccp", "how packets are wrapped"),
  });
  return rows;
}

}  // namespace muster::grammars::f5_bigip
