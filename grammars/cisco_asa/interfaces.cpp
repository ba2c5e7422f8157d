#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

constexpr std::size_t most_addresses = 256;

Outcome interface(Config& config, Cursor& cursor) {
  const std::string_view type = cursor.word();
  if (type.empty()) return cursor.fail("the name of an interface");
  std::string_view number;
  const std::string_view next = cursor.peek();
  if (!next.empty() && next.front() >= '0' && next.front() <= '9') number = cursor.word();
  if (!cursor.at_end()) return cursor.end();
  config.interface_name = long_interface_name(type, number);
  if (cursor.negated) {
    config.interfaces.erase(config.interface_name);
    return Outcome::understood;
  }
  config.interface = &config.interfaces.get(config.interface_name);
  const auto nodes = cursor.context().tree.nodes();
  config.interface->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return Outcome::understood;
}

Outcome description(Config& config, Cursor& cursor) {
  config.interface->description.reset();
  const model::LinesId lines = cursor.lines();
  if (!cursor.negated) config.interface->description = {std::string(cursor.take_rest()), lines};
  return Outcome::understood;
}

Outcome shutdown(Config& config, Cursor& cursor) {
  config.interface->shutdown = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome nameif(Config& config, Cursor& cursor) {
  config.interface->zone.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a name");
  config.interface->zone = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome security_level(Config& config, Cursor& cursor) {
  config.interface->security_level.reset();
  if (cursor.negated) return Outcome::understood;
  const auto level = cursor.number(0, 100);
  if (!level) return cursor.fail("a level from 0 to 100");
  config.interface->security_level = {*level, cursor.lines()};
  return cursor.end();
}

Outcome management_only(Config& config, Cursor& cursor) {
  cursor.accept("individual");
  config.interface->management_only = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

/// `ip address A M [standby B|cluster-pool P]`, `ip address dhcp|pppoe [setroute]`
Outcome ip_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  if (cursor.negated) {
    port.addresses.clear();
    port.dynamic_address = 0;
    port.address_lines = {};
    port.address_lines.add(cursor.line());
    cursor.take_rest();
    return Outcome::understood;
  }
  if (cursor.accept("dhcp") || cursor.accept("pppoe")) {
    port.dynamic_address = cursor.lines();
    cursor.take_rest();
    return Outcome::understood;
  }
  const auto address = address_of(config, cursor.peek());
  if (!address) return cursor.fail("an IPv4 address");
  cursor.word();
  const auto mask = parse_ipv4(cursor.peek());
  const auto prefix = mask ? with_netmask(*address, *mask) : std::nullopt;
  if (!prefix) return cursor.fail("a contiguous mask");
  cursor.word();
  if (cursor.accept("standby")) {
    if (!take_address(config, cursor)) return cursor.fail("the other unit's address");
  } else if (cursor.accept("cluster-pool")) {
    cursor.word();
  } else if (cursor.accept("pppoe")) {
    cursor.accept("setroute");
  }
  if (!cursor.at_end()) return cursor.end();
  std::erase_if(port.addresses, [](const std::string& old) { return old.find(':') == std::string::npos; });
  port.addresses.insert(port.addresses.begin(), *prefix);
  port.address_lines.add(cursor.line());
  return Outcome::understood;
}

/// `ipv6 address P/L [eui-64] [standby A]`, `ipv6 address A link-local [standby A]`
Outcome ipv6_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  auto prefix = canonical_prefix(cursor.peek());
  if (!prefix) {
    const auto address = parse_ip(cursor.peek());
    if (!address || address->family != 6) return Outcome::known;  // autoconfig, by DHCP
    prefix = to_string(IpPrefix{*address, 64});
  }
  cursor.word();
  const bool derived = cursor.accept("eui-64");
  cursor.accept("link-local");
  if (cursor.accept("standby")) cursor.word();
  if (cursor.accept("cluster-pool")) cursor.word();
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    std::erase(port.addresses, *prefix);
    return Outcome::understood;
  }
  if (port.addresses.size() >= most_addresses) return Outcome::known;
  port.addresses.push_back(*prefix);
  port.address_lines.add(cursor.line());
  if (derived) port.dynamic_address = cursor.lines();
  return Outcome::understood;
}

/// What is not understood inside an interface's block concerns that interface.
Domains interface_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.interface->opened_by.add(cursor.line(), cursor.node().last_line);
  config.interface->opened |= domains;
  return domains.without(Domain::interfaces | Domain::filters);
}

Rows other_block_rows() {
  static constexpr std::string_view physical = "physical layer";
  static constexpr std::string_view layer2 = "layer 2: no rule looks at it";
  static constexpr std::string_view tunnel = "how the tunnel is built";
  static constexpr std::string_view numbers = "a number for metrics";
  static constexpr auto rows = std::to_array<Row>({
      {"ip", Domain::interfaces | Domain::filters},
      {"ipv6", Domain::interfaces},
      {"ipv6 enable", Domain::interfaces},
      {"pppoe", Domain::interfaces},
      {"policy-route", Domain::routing},
      {"zone-member", Domain::filters},
      {"bridge-group", Domain::interfaces},
      {"inline-set", Domain::filters},
      {"cts manual", Domain::filters},
      {"dhcp client", Domain::interfaces},
      {"dhcprelay", Domain::management},
      {"nve", Domain::interfaces},
      {"vtep-nve", Domain::interfaces},
      {"isis", Domain::routing | Domain::users},
      ignored<Config>("ipv6 nd", "how hosts find the router"),
      ignored<Config>("ip unnumbered", "a tunnel that borrows an address"),
      ignored<Config>("vlan", layer2),
      ignored<Config>("switchport", layer2),
      ignored<Config>("port-object", layer2),
      ignored<Config>("channel-group", layer2),
      ignored<Config>("port-channel", layer2),
      ignored<Config>("lacp", layer2),
      ignored<Config>("member-interface", layer2),
      ignored<Config>("mac-address", layer2),
      ignored<Config>("vxlan", layer2),
      ignored<Config>("segment-id", layer2),
      ignored<Config>("mcast-group", layer2),
      ignored<Config>("allow-ssc-mgmt", "a module beside the firewall"),
      ignored<Config>("speed", physical),
      ignored<Config>("duplex", physical),
      ignored<Config>("flowcontrol", physical),
      ignored<Config>("media-type", physical),
      ignored<Config>("power inline", physical),
      ignored<Config>("negotiate", physical),
      ignored<Config>("fec", physical),
      ignored<Config>("hardware-bypass", physical),
      ignored<Config>("delay", numbers),
      ignored<Config>("bandwidth", numbers),
      ignored<Config>("tx-ring-limit", numbers),
      ignored<Config>("igmp", "multicast: no rule looks at it"),
      ignored<Config>("pim", "multicast: no rule looks at it"),
      ignored<Config>("multicast", "multicast: no rule looks at it"),
      ignored<Config>("tunnel", tunnel),
      ignored<Config>("no-proxy-arp", tunnel),
      ignored<Config>("hello-interval", "timers"),
      ignored<Config>("hold-time", "timers"),
      ignored<Config>("summary-address", "a summary of announced routes"),
      ignored<Config>("split-horizon", "what is announced"),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("backup interface", "another way out: it has its own block"),
      ignored<Config>("forward interface", "which of the device's networks it reaches: a licence"),
      ignored<Config>("asr-group", "packets that come back by another unit"),
      ignored<Config>("join-failover-group", "which unit works for it"),
  });
  return rows;
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"description", Domain::interfaces, &description},
      {"shutdown", Domain::interfaces, &shutdown},
      {"nameif", Domain::interfaces | Domain::filters, &nameif},
      {"security-level", Domain::interfaces | Domain::filters, &security_level},
      {"management-only", Domain::interfaces | Domain::filters, &management_only},
      {"ip address", Domain::interfaces, &ip_address},
      {"ipv6 address", Domain::interfaces, &ipv6_address},
  });
  static const Table table({rows, igp_interface_rows(), other_block_rows()}, &interface_not_understood);
  return table;
}

// ---- lines at top level that speak about an interface by its name

/// `access-group LIST in|out interface IF [per-user-override|control-plane]`, `access-group LIST global`
Outcome access_group(Config& config, Cursor& cursor) {
  const std::string list(cursor.word());
  if (list.empty()) return cursor.fail("an access list");
  const std::string key = list_key("ip", list);
  if (cursor.accept("global")) {
    config.global_filter.reset();
    if (!cursor.negated) config.global_filter = {key, cursor.lines()};
    return cursor.end();
  }
  const bool inbound = cursor.accept("in");
  if (!inbound && !cursor.accept("out")) return cursor.fail("in, out or global");
  if (!cursor.accept("interface")) return cursor.fail("interface");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of an interface");
  if (cursor.accept("control-plane")) {
    config.access_lists.get(key).control_plane = !cursor.negated;
    return cursor.end();
  }
  Zone& zone = config.zones.get(name);
  // A list that a user brings along may permit more than this one.
  const bool overridden = cursor.accept("per-user-override");
  if (inbound) zone.filter_in_unsure = overridden && !cursor.negated;
  Maybe<std::string>& bound = inbound ? zone.filter_in : zone.filter_out;
  bound.reset();
  if (!cursor.negated) bound = {key, cursor.lines()};
  return cursor.end();
}

Outcome verify_reverse_path(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("the name of an interface");
  config.zones.get(cursor.word()).unicast_rpf = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome no_proxy_arp(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("the name of an interface");
  config.zones.get(cursor.word()).proxy_arp = {cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome same_security_inter(Config& config, Cursor& cursor) {
  config.same_security_inter = cursor.negated ? 0 : cursor.lines();
  return cursor.end();
}

// ---- conversion

void put_inbound(model::Text& to, const Zone& zone, const Maybe<std::string>& global, model::LineTable& lines) {
  if (zone.filter_in_unsure)
    to.set_unknown(zone.filter_in->lines);
  else if (zone.filter_in && global)
    to.set(zone.filter_in->value + "," + global->value, lines.join(zone.filter_in->lines, global->lines));
  else
    put_or_absent(to, zone.filter_in ? zone.filter_in : global);
}

void put_addresses(model::Texts& to, const Port& from, const Target& target) {
  if (from.dynamic_address != 0)
    to.set_unknown(from.dynamic_address);
  else if (!from.addresses.empty())
    to.set(from.addresses, target.id(from.address_lines));
  else
    to.set_absent(target.id(from.address_lines));
}

/// Services of the device that answer on the interface. Ping is answered unless rules of `icmp` say otherwise.
void put_management(model::Texts& to, Config& config, const std::string& zone) {
  std::vector<std::string> names;
  for (const std::string name : {"ssh", "telnet", "https"}) {
    const Service* const service = config.services.find(name);
    if (service == nullptr || std::ranges::find(service->interfaces, zone) == service->interfaces.end()) continue;
    if (name != "https" || (service->enabled && service->enabled->value)) names.push_back(name);
  }
  const AccessList* const icmp = config.access_lists.find("icmp " + zone);
  if (icmp == nullptr || icmp->permits) names.emplace_back("ping");
  to.set(std::move(names), 0);
}

void convert_interface(Config& config, const std::string& name, Port& from, const Target& target) {
  static const Zone plain;
  const Zone* zone = from.zone ? config.zones.find(from.zone->value) : nullptr;
  if (zone == nullptr) zone = &plain;
  model::Interface& to = target.device.interfaces.emplace_back();
  target.head(to, from.lines);
  to.open = !from.opened_by.empty();
  to.opened_by = target.id(from.opened_by);
  to.open_domains = from.opened;
  to.name.set(name, to.lines);
  put_or_absent(to.description, from.description);
  if (from.shutdown)
    to.enabled.set(!from.shutdown->value, from.shutdown->lines);
  else
    to.enabled.set_default(true);  // ASA prints `shutdown` where it is
  put_addresses(to.addresses, from, target);
  to.vrf.set_absent();
  put_or_absent(to.zone, from.zone);
  put_inbound(to.filter_in, *zone, from.zone ? config.global_filter : Maybe<std::string>(), target.device.lines);
  put_or_absent(to.filter_out, zone->filter_out);
  put_or_default(to.proxy_arp, zone->proxy_arp, true);
  put_or_default(to.unicast_rpf, zone->unicast_rpf, false);
  if (from.zone) put_management(to.management, config, from.zone->value);
}

/// An interface that takes part in what security levels permit.
struct Leveled {
  const Port* port;
  std::string zone;
  std::int64_t level;
  bool filtered;  ///< an access list decides instead
};

std::vector<Leveled> leveled(Config& config) {
  std::vector<Leveled> all;
  config.interfaces.each([&](const std::string&, const Port& port) {
    if (!port.zone || (port.management_only && port.management_only->value)) return;
    const std::int64_t level = port.security_level            ? port.security_level->value
                               : port.zone->value == "inside" ? 100
                                                              : 0;
    const Zone* const zone = config.zones.find(port.zone->value);
    all.push_back({&port, port.zone->value, level, config.global_filter || (zone != nullptr && zone->filter_in)});
  });
  return all;
}

/// What no access list decides: an interface without one may send to those of a lower level, to equal ones if
/// `same-security-traffic` says so, and nowhere else.
void convert_levels(Config& config, const Target& target) {
  constexpr std::size_t most = 128;
  const std::vector<Leveled> all = leveled(config);
  const bool threat_defense = config.product && config.product->value == "FTD";  // its access policy decides everything
  if (all.empty() || threat_defense) return;
  if (all.size() > most)
    return target.device.open(target.context, Domain::filters, "more interfaces with security levels than are compared",
                              0);
  model::Filter& to = target.device.filters.emplace_back();
  to.context = target.context;
  to.name.set("ip security-levels", 0);
  to.family.set("inet", 0);
  to.hook.set("forward", 0);
  to.default_action.set_default("deny");
  for (const Leveled& from : all) {
    if (from.filtered) continue;
    std::string lower;
    for (const Leveled& other : all) {
      if (other.port == from.port || other.level > from.level) continue;
      if (other.level == from.level && config.same_security_inter == 0) continue;
      if (!lower.empty()) lower += ",";
      lower += other.zone;
    }
    if (lower.empty()) continue;
    model::FilterRule rule;
    rule.name = from.zone;
    rule.action = "permit";
    rule.protocol = rule.source = rule.destination = rule.source_port = rule.destination_port = "any";
    rule.source_zone = from.zone;
    rule.destination_zone = std::move(lower);
    rule.other_conditions = true;  // packets between these interfaces only
    rule.lines = target.id(from.port->lines);
    to.rules.push_back(std::move(rule));
  }
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::interfaces | Domain::filters | Domain::routing, &interface, &interface_table},
      {"access-group", Domain::filters, &access_group},
      {"ip verify reverse-path interface", Domain::filters | Domain::interfaces, &verify_reverse_path},
      {"ip verify", Domain::filters},
      {"sysopt noproxyarp", Domain::interfaces, &no_proxy_arp},
      {"same-security-traffic permit inter-interface", Domain::filters, &same_security_inter},
      ignored<Config>("same-security-traffic permit intra-interface",
                      "whether a packet may leave where it came in: access lists decide which"),
      {"same-security-traffic", Domain::filters},
  });
  return rows;
}

void convert_interfaces(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, Port& from) { convert_interface(config, name, from, target); });
  convert_levels(config, target);
}

}  // namespace muster::grammars::cisco_asa
