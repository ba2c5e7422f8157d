#include <initializer_list>

#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/interface_rows.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// `interface GigabitEthernet0/1 [point-to-point]`, also with a blank before the number.
Outcome interface(Config& config, Cursor& cursor) {
  const std::string_view type = cursor.word();
  if (type.empty()) return cursor.fail("the name of an interface");
  std::string_view number;
  const std::string_view next = cursor.peek();
  if (!next.empty() && next.front() >= '0' && next.front() <= '9') number = cursor.word();
  if (!cursor.accept("point-to-point")) cursor.accept("multipoint");
  if (!cursor.at_end()) return cursor.end();
  config.interface_name = long_interface_name(type, number);
  if (cursor.negated) {
    config.interfaces.erase(config.interface_name);
    return Outcome::understood;
  }
  config.interface = &config.interfaces.get(config.interface_name);
  const auto nodes = cursor.context().tree.nodes();
  const Node& last = nodes[cursor.node().subtree_end - 1];
  config.interface->lines.add(cursor.line(), last.last_line);
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

/// More addresses on one interface are no configuration but an attack on our time.
constexpr std::size_t most_addresses = 256;

void forget_addresses(Port& port, const Cursor& cursor) {
  port.addresses.clear();
  port.address_lines = {};
  port.address_lines.add(cursor.line());
  port.dynamic_address = 0;
}

/// `ip address A.B.C.D M.M.M.M [secondary]`, `ip address dhcp`, `no ip address [...]`
Outcome ip_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  if (cursor.negated && cursor.at_end()) {
    forget_addresses(port, cursor);
    return Outcome::understood;
  }
  if (cursor.accept("dhcp") || cursor.accept("negotiated") || cursor.accept("pool")) {
    forget_addresses(port, cursor);
    if (!cursor.negated) port.dynamic_address = cursor.lines();
    return Outcome::understood;
  }
  const std::string_view text = cursor.peek();
  const auto address = parse_ipv4(text);
  if (!address && !canonical_prefix(text)) return cursor.fail("an IPv4 address");
  cursor.word();
  std::string value;
  if (address) {
    const auto mask = parse_ipv4(cursor.peek());
    const auto prefix = mask ? with_netmask(*address, *mask) : std::nullopt;
    if (!prefix) return cursor.fail("a contiguous mask");
    cursor.word();
    value = *prefix;
  } else {
    value = *canonical_prefix(text);
  }
  const bool secondary = cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    std::erase(port.addresses, value);
    return Outcome::understood;
  }
  if (port.addresses.size() >= most_addresses) return Outcome::known;
  // A new primary address takes the place of the old one, which stands first.
  if (!secondary && !port.addresses.empty() && port.addresses.front().find(':') == std::string::npos)
    port.addresses.erase(port.addresses.begin());
  port.addresses.insert(secondary ? port.addresses.end() : port.addresses.begin(), std::move(value));
  port.address_lines.add(cursor.line());
  return Outcome::understood;
}

/// `ipv6 address P/L [eui-64|anycast]`, `ipv6 address A link-local`
Outcome ipv6_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  const std::string_view text = cursor.peek();
  auto prefix = canonical_prefix(text);
  if (!prefix) {
    const auto address = parse_ip(text);
    if (!address || address->family != 6) return Outcome::known;  // from a general prefix, by DHCP, autoconfig
    prefix = to_string(IpPrefix{*address, 64});
  }
  cursor.word();
  const bool derived = cursor.accept("eui-64");
  if (!cursor.accept("link-local")) cursor.accept("anycast");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    std::erase(port.addresses, *prefix);
    return Outcome::understood;
  }
  if (port.addresses.size() >= most_addresses) return Outcome::known;
  port.addresses.push_back(*prefix);
  port.address_lines.add(cursor.line());
  if (derived) port.dynamic_address = cursor.lines();  // the lower half comes from the hardware address
  return Outcome::understood;
}

Outcome vrf(Config& config, Cursor& cursor) {
  config.interface->vrf.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("the name of a VRF");
  config.interface->vrf = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Outcome bind_list(Cursor& cursor, std::string_view family, Maybe<std::string>& in, Maybe<std::string>& out) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  if (cursor.negated && (list == "in" || list == "out") && cursor.at_end()) {
    (list == "in" ? in : out).reset();
    return Outcome::understood;
  }
  const bool inbound = cursor.accept("in");
  if (!inbound && !cursor.accept("out")) return cursor.fail("in or out");
  Maybe<std::string>& bound = inbound ? in : out;
  bound.reset();
  if (!cursor.negated) bound = {list_key(family, list), cursor.lines()};
  return cursor.end();
}

Outcome access_group(Config& config, Cursor& cursor) {
  return bind_list(cursor, "ip", config.interface->filter_in, config.interface->filter_out);
}
Outcome traffic_filter(Config& config, Cursor& cursor) {
  return bind_list(cursor, "ip6", config.interface->filter6_in, config.interface->filter6_out);
}

Outcome proxy_arp(Config& config, Cursor& cursor) {
  config.interface->proxy_arp = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome redirects(Config& config, Cursor& cursor) { return set_switch(config.interface->redirects, cursor); }
Outcome unreachables(Config& config, Cursor& cursor) { return set_switch(config.interface->unreachables, cursor); }
Outcome cdp(Config& config, Cursor& cursor) { return set_switch(config.interface->cdp, cursor); }
Outcome lldp_transmit(Config& config, Cursor& cursor) { return set_switch(config.interface->lldp_transmit, cursor); }
Outcome lldp_receive(Config& config, Cursor& cursor) { return set_switch(config.interface->lldp_receive, cursor); }
/// `ip directed-broadcast [LIST]`
Outcome directed_broadcast(Config& config, Cursor& cursor) {
  if (!cursor.negated) cursor.word();
  return set_switch(config.interface->directed_broadcast, cursor);
}
/// `zone-member security ZONE`
Outcome zone(Config& config, Cursor& cursor) { return set_word(config.interface->zone, cursor, "a zone"); }
Outcome nat_inside(Config& config, Cursor& cursor) { return set_switch(config.interface->nat_inside, cursor); }
Outcome nat_outside(Config& config, Cursor& cursor) { return set_switch(config.interface->nat_outside, cursor); }
/// `mac access-group NAME in`
Outcome mac_access_group(Config& config, Cursor& cursor) {
  Maybe<std::string>& to = config.interface->mac_filter;
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  if (cursor.accept("out")) return Outcome::known;
  if (!cursor.accept("in") && !cursor.negated) return cursor.fail("in");
  to.reset();
  if (!cursor.negated) to = {list_key("mac", list), cursor.lines()};
  return cursor.end();
}
/// `ipv6 enable`: a link-local address.
Outcome ipv6_enable(Config& config, Cursor& cursor) {
  config.interface->ipv6_enabled = !cursor.negated;
  return cursor.end();
}
/// `ip unnumbered NAME`: the address is that of another interface.
Outcome unnumbered(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  forget_addresses(port, cursor);
  if (!cursor.negated) port.dynamic_address = cursor.lines();
  return skip_rest(cursor);
}

/// `ip verify unicast source reachable-via rx|any [...]`, `ip verify unicast reverse-path [LIST]`
Outcome verify_unicast(Config& config, Cursor& cursor) {
  if (!cursor.negated && !cursor.accept("source") && !cursor.accept("reverse-path")) {
    if (cursor.accept("notification")) return Outcome::ignored;  // when drops are reported
    return cursor.fail("source or reverse-path");
  }
  config.interface->unicast_rpf = {!cursor.negated, cursor.lines()};
  return Outcome::understood;
}

/// What is not understood inside an interface's block concerns that interface; its bindings and what else such a line
/// can affect stay open for the device.
Domains interface_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.interface->opened_by.add(cursor.line(), cursor.node().last_line);
  config.interface->opened |= domains;
  return Domains::from_bits(domains.bits() & ~(Domain::interfaces | Domain::filters).bits());
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"description", Domain::interfaces, &description},
      {"shutdown", Domain::interfaces, &shutdown},
      {"ip address", Domain::interfaces, &ip_address},
      {"ipv6 address", Domain::interfaces, &ipv6_address},
      {"vrf forwarding", Domain::interfaces, &vrf},
      {"ip vrf forwarding", Domain::interfaces, &vrf},
      {"ip access-group", Domain::filters, &access_group},
      {"ipv6 traffic-filter", Domain::filters, &traffic_filter},
      {"ip proxy-arp", Domain::interfaces, &proxy_arp},
      {"ip verify unicast", Domain::filters, &verify_unicast},
      {"ipv6 verify unicast", Domain::filters},
      {"ip redirects", Domain::interfaces, &redirects},
      {"ip unreachables", Domain::interfaces, &unreachables},
      {"ip directed-broadcast", Domain::interfaces, &directed_broadcast},
      {"cdp enable", Domain::interfaces, &cdp},
      {"lldp transmit", Domain::interfaces, &lldp_transmit},
      {"lldp receive", Domain::interfaces, &lldp_receive},
      {"zone-member security", Domain::filters, &zone},
      {"ip nat inside", Domain::filters, &nat_inside},
      {"ip nat outside", Domain::filters, &nat_outside},
      {"mac access-group", Domain::filters, &mac_access_group},
      {"ipv6 enable", Domain::interfaces, &ipv6_enable},
      {"ip unnumbered", Domain::interfaces | Domain::routing, &unnumbered},
  });
  static const Table table({rows, standby_rows(), ospf_interface_rows(), igp_interface_rows(), other_interface_rows()},
                           &interface_not_understood);
  return table;
}

/// The lists of one direction together; absent only if there is none.
void put_filter(model::Text& to, std::initializer_list<const Maybe<std::string>*> lists, model::LineTable& table) {
  std::string names;
  model::LinesId lines = 0;
  for (const Maybe<std::string>* list : lists) {
    if (!*list) continue;
    names.append(names.empty() ? "" : ",").append((*list)->value);
    lines = table.join(lines, (*list)->lines);
  }
  if (names.empty())
    to.set_absent();
  else
    to.set(std::move(names), lines);
}

/// CDP speaks on an interface of classic IOS unless a line says otherwise, for it or for the device; LLDP only where it
/// was switched on for the device.
void put_discovery(model::Boolean& to, Config& config, const Port& from) {
  const auto says = [&](std::string_view name) { return config.services.get(name).enabled; };
  const Maybe<bool> cdp = says("cdp");
  const Maybe<bool> lldp = says("lldp");
  const bool muted = from.lldp_transmit && !from.lldp_transmit->value;
  if (lldp && lldp->value && !muted) return to.set(true, lldp->lines);
  const Maybe<bool>& silent = from.cdp && !from.cdp->value ? from.cdp : cdp;
  if (silent && !silent->value) {
    to.set_default(false);  // as sure as it is that no line switches LLDP on
    to.lines = silent->lines;
    return;
  }
  if (from.cdp || cdp)
    to.set(true, from.cdp ? from.cdp->lines : cdp->lines);
  else if (is_classic(config))
    to.set_default(true);
}

/// `zone security default` takes all interfaces that name no zone.
void put_zone_of_others(model::Text& to, Config& config) {
  if (config.zone_firewall.zones.find("default") != nullptr)
    to.set_default("default");
  else
    to.set_absent();
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface",
       Domain::interfaces | Domain::filters | Domain::routing | Domain::redundancy | Domain::users | Domain::time,
       &interface, &interface_table},
  });
  return rows;
}

void convert_interfaces(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, Port& from) {
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
      to.enabled.set_default(true);  // IOS always prints `shutdown`
    if (from.dynamic_address != 0)
      to.addresses.set_unknown(from.dynamic_address);
    else if (!from.addresses.empty())
      to.addresses.set(from.addresses, target.id(from.address_lines));
    else
      to.addresses.set_absent(target.id(from.address_lines));
    put_or_absent(to.vrf, from.vrf);
    put_filter(to.filter_in, {&from.filter_in, &from.filter6_in, &from.mac_filter}, target.device.lines);
    put_filter(to.filter_out, {&from.filter_out, &from.filter6_out}, target.device.lines);
    put_or_default(to.proxy_arp, from.proxy_arp, true);
    put_or_default(to.unicast_rpf, from.unicast_rpf, false);
    if (!put(to.zone, from.zone)) put_zone_of_others(to.zone, config);
    put_or_default(to.redirects, from.redirects, true);
    put_or_default(to.unreachables, from.unreachables, true);
    put_or_default(to.directed_broadcast, from.directed_broadcast, false);
    put_discovery(to.discovery, config, from);
  });
}

}  // namespace muster::grammars::cisco_ios
