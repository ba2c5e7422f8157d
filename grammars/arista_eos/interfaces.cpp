#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

namespace muster::grammars::arista_eos {
namespace {

Outcome interface(Config& config, Cursor& cursor) {
  config.interface_name = read_interface(cursor);
  if (config.interface_name.empty()) return cursor.fail("the name of an interface");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    config.interfaces.erase(config.interface_name);
    return Outcome::understood;
  }
  config.interface = &config.interfaces.get(config.interface_name);
  config.interface->lines.add(cursor.line(), last_line_of_block(cursor));
  return Outcome::understood;
}

Outcome description(Config& config, Cursor& cursor) {
  config.interface->description.reset();
  const model::LinesId lines = cursor.lines();
  if (!cursor.negated) config.interface->description = {std::string(cursor.take_rest()), lines};
  return Outcome::understood;
}

Outcome set(Maybe<bool>& to, Cursor& cursor) {
  to = {!cursor.negated, cursor.lines()};
  return cursor.end();
}
Outcome shutdown(Config& config, Cursor& cursor) { return set(config.interface->shutdown, cursor); }
Outcome directed_broadcast(Config& config, Cursor& cursor) { return set(config.interface->directed_broadcast, cursor); }
Outcome lldp_transmit(Config& config, Cursor& cursor) { return set(config.interface->lldp_transmit, cursor); }
Outcome lldp_receive(Config& config, Cursor& cursor) { return set(config.interface->lldp_receive, cursor); }

Outcome proxy_arp(Config& config, Cursor& cursor) {
  cursor.accept("allow-default");
  return set(config.interface->proxy_arp, cursor);
}

/// Answers for hosts of the same network count as well.
Outcome local_proxy_arp(Config& config, Cursor& cursor) { return set(config.interface->local_proxy_arp, cursor); }

/// `ip verify unicast source reachable-via rx|any [...]`
Outcome verify_unicast(Config& config, Cursor& cursor) {
  if (!cursor.negated && !cursor.accept("source")) return cursor.fail("source");
  config.interface->unicast_rpf = {!cursor.negated, cursor.lines()};
  return Outcome::understood;
}

Outcome add_address(Port& port, const Cursor& cursor, std::vector<std::string>& to, std::string value, bool first) {
  if (port.addresses.size() + port.virtual_addresses.size() >= most_addresses) return Outcome::known;
  port.address_lines.add(cursor.line());
  to.insert(first ? to.begin() : to.end(), std::move(value));
  return Outcome::understood;
}

void forget_addresses(Port& port, const Cursor& cursor) {
  std::erase_if(port.addresses, [](const std::string& address) { return address.find(':') == std::string::npos; });
  port.address_lines.add(cursor.line());
  port.dynamic_address = 0;
}

/// `A.B.C.D/L` or `A.B.C.D M.M.M.M`
std::optional<std::string> read_ipv4(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  if (auto prefix = canonical_prefix(text)) {
    cursor.word();
    return prefix;
  }
  const auto address = parse_ipv4(text);
  if (!address) return std::nullopt;
  Cursor ahead = cursor;
  ahead.word();
  const auto mask = parse_ipv4(ahead.peek());
  auto prefix = mask ? with_netmask(*address, *mask) : std::nullopt;
  if (!prefix) return std::nullopt;
  ahead.word();
  cursor.take_position(ahead);
  return prefix;
}

/// `[virtual] A.B.C.D/L [secondary]`, `dhcp`, `unnumbered I`, `no ip address [...]`
Outcome ip_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  if (cursor.negated && cursor.at_end()) {
    forget_addresses(port, cursor);
    return Outcome::understood;
  }
  if (cursor.accept("dhcp") || cursor.accept("unnumbered")) {
    if (!cursor.negated) port.dynamic_address = cursor.lines();
    return Outcome::understood;
  }
  const bool shared = cursor.accept("virtual");
  auto value = read_ipv4(cursor);
  if (!value) return cursor.fail("an IPv4 address with its mask");
  const bool secondary = cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  std::vector<std::string>& to = shared ? port.virtual_addresses : port.addresses;
  if (cursor.negated) {
    std::erase(to, *value);
    return Outcome::understood;
  }
  if (!shared && !secondary && !to.empty() && to.front().find(':') == std::string::npos) to.erase(to.begin());
  return add_address(port, cursor, to, std::move(*value), !shared && !secondary);
}

/// `[virtual] P/L [eui-64] [link-local]`, `auto-config`
Outcome ipv6_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  if (cursor.accept("auto-config") || cursor.accept("dhcp")) {
    if (!cursor.negated) port.dynamic_address = cursor.lines();
    return Outcome::understood;
  }
  const bool shared = cursor.accept("virtual");
  const std::string_view text = cursor.peek();
  auto prefix = canonical_prefix(text);
  if (!prefix) {
    const auto address = parse_ip(text);
    if (!address || address->family != 6) return cursor.fail("an IPv6 prefix");
    prefix = to_string(IpPrefix{*address, 64});
  }
  cursor.word();
  const bool derived = cursor.accept("eui-64");
  cursor.accept("link-local");
  if (!cursor.at_end()) return cursor.end();
  std::vector<std::string>& to = shared ? port.virtual_addresses : port.addresses;
  if (cursor.negated) {
    std::erase(to, *prefix);
    return Outcome::understood;
  }
  if (derived) port.dynamic_address = cursor.lines();  // the lower half comes from the hardware address
  return add_address(port, cursor, to, std::move(*prefix), false);
}

/// `ip virtual-router address A[/L] [secondary]`: an address that a pair of switches answers to together.
Outcome virtual_router(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  const std::string_view text = cursor.peek();
  auto value = canonical_prefix(text);
  if (!value) {
    const auto address = parse_ip(text);
    if (!address) return cursor.fail("an address");
    value = to_string(IpPrefix{*address, static_cast<std::uint8_t>(address->family == 6 ? 128 : 32)});
  }
  cursor.word();
  cursor.accept("secondary");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    std::erase(port.virtual_addresses, *value);
    return Outcome::understood;
  }
  return add_address(port, cursor, port.virtual_addresses, std::move(*value), false);
}

Outcome vrf(Config& config, Cursor& cursor) {
  config.interface->vrf.reset();
  cursor.accept("forwarding");
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("the name of a VRF");
  const std::string_view name = cursor.word();
  if (name != "default") config.interface->vrf = {std::string(name), cursor.lines()};
  return cursor.end();
}

Outcome bind_list(Cursor& cursor, std::string_view family, Maybe<std::string>& in, Maybe<std::string>& out) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
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
Outcome access_group6(Config& config, Cursor& cursor) {
  return bind_list(cursor, "ip6", config.interface->filter6_in, config.interface->filter6_out);
}

/// `ip icmp redirect`, for all interfaces.
Outcome redirects(Config& config, Cursor& cursor) { return set(config.redirects, cursor); }

/// What is not understood inside an interface's block concerns that interface; what else such a line can affect stays
/// open for the device.
Domains interface_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.interface->opened_by.add(cursor.line(), cursor.node().last_line);
  config.interface->opened |= domains;
  const std::string_view line = cursor.whole();
  if (line.find("ip ospf") != std::string_view::npos &&
      (line.find("auth") != std::string_view::npos || line.find("digest") != std::string_view::npos))
    config.interface->ospf.doubtful = true;
  const bool keys = line.find("auth") != std::string_view::npos || line.find("encr") != std::string_view::npos;
  if (keys && (line.find("ospfv3") != std::string_view::npos || line.find("ipv6 ospf") != std::string_view::npos))
    config.interface->ospf3.doubtful = true;
  return domains.without(Domain::interfaces | Domain::filters);
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"description", Domain::interfaces, &description},
      {"shutdown", Domain::interfaces, &shutdown},
      {"ip address", Domain::interfaces, &ip_address},
      {"ipv6 address", Domain::interfaces, &ipv6_address},
      {"ip virtual-router address", Domain::interfaces, &virtual_router},
      {"ipv6 virtual-router address", Domain::interfaces, &virtual_router},
      {"vrf", Domain::interfaces, &vrf},
      {"ip access-group", Domain::filters, &access_group},
      {"ipv6 access-group", Domain::filters, &access_group6},
      {"ip proxy-arp", Domain::interfaces, &proxy_arp},
      {"ip local-proxy-arp", Domain::interfaces, &local_proxy_arp},
      {"ip verify unicast", Domain::filters, &verify_unicast},
      {"ip directed-broadcast", Domain::interfaces, &directed_broadcast},
      {"lldp transmit", Domain::interfaces, &lldp_transmit},
      {"lldp receive", Domain::interfaces, &lldp_receive},
  });
  static const Table table({rows, vrrp_rows(), nat_interface_rows(), ospf_interface_rows(), ospf3_interface_rows(),
                            isis_interface_rows(), other_interface_rows()},
                           &interface_not_understood);
  return table;
}

/// IPv4 and IPv6 lists of one direction together; absent only if there is neither.
void put_filter(model::Text& to, const Maybe<std::string>& ip, const Maybe<std::string>& ip6, model::LineTable& lines) {
  if (ip && ip6)
    to.set(ip->value + "," + ip6->value, lines.join(ip->lines, ip6->lines));
  else
    put_or_absent(to, ip ? ip : ip6);
}

void put_addresses(model::Texts& to, const Port& from, const Target& target) {
  const model::LinesId lines = target.id(from.address_lines);
  if (from.dynamic_address != 0) return to.set_unknown(from.dynamic_address);
  std::vector<std::string> all = from.addresses;
  all.insert(all.end(), from.virtual_addresses.begin(), from.virtual_addresses.end());
  if (all.empty()) return to.set_absent(lines);
  to.set(std::move(all), lines);
}

/// LLDP is spoken on a port unless the device as a whole, or the port in both directions, was told not to.
void put_discovery(model::Boolean& to, const Port& from, const Maybe<bool>& device) {
  if (device && !device->value) return to.set(false, device->lines);
  const bool mute = from.lldp_transmit && !from.lldp_transmit->value;
  const bool deaf = from.lldp_receive && !from.lldp_receive->value;
  if (mute || deaf)
    to.set(!(mute && deaf), mute ? from.lldp_transmit->lines : from.lldp_receive->lines);
  else
    to.set_default(true);
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::interfaces | Domain::filters | Domain::routing | Domain::redundancy | Domain::users,
       &interface, &interface_table},
      {"ip icmp redirect", Domain::interfaces, &redirects},
      {"interface defaults", Domain::interfaces},
      {"interface profile", Domain::interfaces | Domain::filters | Domain::routing},
  });
  return rows;
}

void convert_interfaces(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, const Port& from) {
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
      to.enabled.set_default(true);  // EOS always prints `shutdown`
    put_addresses(to.addresses, from, target);
    put_or_absent(to.vrf, from.vrf);
    put_filter(to.filter_in, from.filter_in, from.filter6_in, target.device.lines);
    put_filter(to.filter_out, from.filter_out, from.filter6_out, target.device.lines);
    const bool local = from.local_proxy_arp && from.local_proxy_arp->value;
    put_or_default(to.proxy_arp, local ? from.local_proxy_arp : from.proxy_arp, false);
    put_or_default(to.unicast_rpf, from.unicast_rpf, false);
    put_or_default(to.directed_broadcast, from.directed_broadcast, false);
    put_discovery(to.discovery, from, config.lldp);
    put_or_default(to.redirects, config.redirects, true);
    to.zone.set_absent();
  });
}

}  // namespace muster::grammars::arista_eos
