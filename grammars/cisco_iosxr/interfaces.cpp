#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"
#include "grammars/cisco_iosxr/interface_rows.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// More addresses on one interface are no configuration but an attack on our time.
constexpr std::size_t most_addresses = 256;

/// `interface [preconfigure] NAME [l2transport|point-to-point]`
Outcome interface(Config& config, Cursor& cursor) {
  cursor.accept("preconfigure");
  const std::string name = read_interface(cursor);
  if (name.empty()) return cursor.fail("the name of an interface");
  if (!cursor.accept("l2transport") && !cursor.accept("point-to-point")) cursor.accept("multipoint");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    config.interfaces.erase(name);
    return Outcome::understood;
  }
  config.port = &config.interfaces.get(name);
  const auto nodes = cursor.context().tree.nodes();
  config.port->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return Outcome::understood;
}

Outcome description(Config& config, Cursor& cursor) {
  config.port->description.reset();
  const model::LinesId lines = cursor.lines();
  if (!cursor.negated) config.port->description = {std::string(cursor.take_rest()), lines};
  return Outcome::understood;
}

Outcome shutdown(Config& config, Cursor& cursor) {
  config.port->shutdown = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome vrf(Config& config, Cursor& cursor) {
  config.port->vrf.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("the name of a VRF");
  config.port->vrf = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

// ---- addresses

Outcome add_address(Port& port, Cursor& cursor, std::string address, bool in_front) {
  if (cursor.negated) {
    std::erase(port.addresses, address);
    return Outcome::understood;
  }
  if (port.addresses.size() >= most_addresses) return Outcome::known;
  port.addresses.insert(in_front ? port.addresses.begin() : port.addresses.end(), std::move(address));
  port.address_lines.add(cursor.line());
  return Outcome::understood;
}

/// `ipv4 address A.B.C.D M.M.M.M|A.B.C.D/L [secondary] [route-tag N] [algorithm N]`, `ipv4 address dhcp`
Outcome ipv4_address(Config& config, Cursor& cursor) {
  Port& port = *config.port;
  if (cursor.negated && cursor.at_end()) {
    port.addresses.clear();
    port.address_lines = {};
    port.dynamic_address = 0;
    return Outcome::understood;
  }
  if (cursor.accept("dhcp") || cursor.accept("dhcp-client-options")) {
    port.dynamic_address = cursor.negated ? 0 : cursor.lines();
    cursor.take_rest();
    return Outcome::understood;
  }
  auto prefix = read_ipv4_prefix(cursor);
  if (!prefix) return cursor.fail("an IPv4 address and a mask");
  const bool secondary = cursor.accept("secondary");
  while (!cursor.at_end())
    if ((!cursor.accept("route-tag") && !cursor.accept("algorithm")) || !cursor.number()) return cursor.end();
  return add_address(port, cursor, std::move(*prefix), !secondary);
}

/// `ipv6 address P/L [eui-64] [route-tag N]`, `ipv6 address A link-local`
Outcome ipv6_address(Config& config, Cursor& cursor) {
  const std::string_view text = cursor.peek();
  auto prefix = canonical_prefix(text);
  if (!prefix) {
    const auto address = parse_ip(text);
    if (!address || address->family != 6) return Outcome::known;  // by DHCP or autoconfiguration
    prefix = to_string(IpPrefix{*address, 64});
  }
  cursor.word();
  const bool derived = cursor.accept("eui-64");
  cursor.accept("link-local");
  while (!cursor.at_end())
    if ((!cursor.accept("route-tag") && !cursor.accept("algorithm")) || !cursor.number()) return cursor.end();
  if (derived) config.port->dynamic_address = cursor.lines();  // the lower half comes from the hardware address
  return add_address(*config.port, cursor, std::move(*prefix), false);
}

/// `ipv4 unnumbered INTERFACE`: the address of another interface.
Outcome unnumbered(Config& config, Cursor& cursor) {
  config.port->dynamic_address = cursor.negated ? 0 : cursor.lines();
  if (read_interface(cursor).empty() && !cursor.negated) return cursor.fail("an interface");
  return cursor.end();
}

// ---- filters

/// `ipv4 access-group [common LIST] [LIST] ingress|egress [compress level N] [hardware-count] [interface-statistics]`
Outcome access_group(Config& config, Cursor& cursor, std::string_view family) {
  Port& port = *config.port;
  std::vector<std::string> lists;
  if (cursor.accept("common")) lists.push_back(list_key(family, cursor.word()));
  while (lists.size() < 3 && !cursor.at_end() && cursor.peek() != "ingress" && cursor.peek() != "egress")
    lists.push_back(list_key(family, cursor.word()));
  const bool ingress = cursor.accept("ingress");
  if (!ingress && !cursor.accept("egress")) return cursor.fail("ingress or egress");
  while (!cursor.at_end()) {
    if (cursor.accept("compress")) {
      if (!cursor.accept("level") || !cursor.number()) return cursor.fail("level and a number");
    } else if (!cursor.accept("hardware-count") && !cursor.accept("interface-statistics")) {
      return cursor.fail("an option of access-group");
    }
  }
  auto& bound = ingress ? port.filters_in : port.filters_out;
  std::erase_if(bound, [&](const std::string& list) { return list.starts_with(std::string(family) + " "); });
  if (cursor.negated) return Outcome::understood;
  if (lists.empty()) return cursor.fail("an access list");
  for (std::string& list : lists) bound.push_back(std::move(list));
  (ingress ? port.filter_in_lines : port.filter_out_lines).add(cursor.line());
  return Outcome::understood;
}
Outcome ipv4_access_group(Config& config, Cursor& cursor) { return access_group(config, cursor, "ip"); }
Outcome ipv6_access_group(Config& config, Cursor& cursor) { return access_group(config, cursor, "ip6"); }

/// `ipv4 verify unicast source reachable-via rx|any [allow-default] [allow-self-ping]`
Outcome verify_unicast(Config& config, Cursor& cursor) {
  if (!cursor.negated) {
    if (!cursor.accept("source") || !cursor.accept("reachable-via")) return cursor.fail("source reachable-via");
    if (!cursor.accept("rx") && !cursor.accept("any")) return cursor.fail("rx or any");
    while (!cursor.at_end())
      if (!cursor.accept("allow-default") && !cursor.accept("allow-self-ping")) return cursor.end();
  }
  // A check of IPv6 alone leaves IPv4 open.
  if (cursor.whole().find("ipv4 ") != std::string_view::npos)
    config.port->unicast_rpf = {!cursor.negated, cursor.lines()};
  return Outcome::understood;
}

// ---- switches

template <Maybe<bool> Port::*Member>
Outcome flag(Config& config, Cursor& cursor) {
  (*config.port).*Member = {!cursor.negated, cursor.lines()};
  return cursor.end();
}
/// `ipv4 unreachables disable`
Outcome unreachables(Config& config, Cursor& cursor) {
  const bool off = cursor.accept("disable") != cursor.negated;
  config.port->unreachables = {!off, cursor.lines()};
  return cursor.end();
}
Outcome lldp_block(Config& config, Cursor& cursor) {
  return cursor.negated ? Outcome::known : (config.port->lldp = {true, cursor.lines()}, cursor.end());
}
/// `transmit disable`, `receive disable`: it still speaks or listens in the other direction.
Outcome lldp_direction(Config& config, Cursor& cursor) {
  if (!cursor.accept("disable")) return cursor.fail("disable");
  if (!cursor.negated && cursor.whole().starts_with("transmit")) config.port->lldp = {false, cursor.lines()};
  return cursor.end();
}
Outcome lldp_enable(Config&, Cursor& cursor) { return cursor.end(); }

const Table& lldp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"enable", Domain::interfaces, &lldp_enable},
      {"transmit", Domain::interfaces, &lldp_direction},
      {"receive", Domain::interfaces, &lldp_direction},
      ignored<Config>("destination", "to which address of a link it speaks"),
      ignored<Config>("med", "what it tells"),
      ignored<Config>("tagged", "what it tells"),
  });
  static const Table table({rows});
  return table;
}

/// What is not understood inside an interface's block concerns that interface; what else such a line can affect stays
/// open for the device.
Domains interface_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.port->opened.add(cursor, domains);
  return beside(domains, Domain::interfaces | Domain::filters);
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"description", Domain::interfaces, &description},
      {"shutdown", Domain::interfaces, &shutdown},
      {"vrf", Domain::interfaces, &vrf},
      {"ipv4 address", Domain::interfaces, &ipv4_address},
      {"ipv6 address", Domain::interfaces, &ipv6_address},
      {"ipv4 unnumbered", Domain::interfaces, &unnumbered},
      {"ipv4 access-group", Domain::filters, &ipv4_access_group},
      {"ipv6 access-group", Domain::filters, &ipv6_access_group},
      {"ipv4 verify unicast", Domain::filters, &verify_unicast},
      {"ipv6 verify unicast", Domain::filters, &verify_unicast},
      {"proxy-arp", Domain::interfaces, &flag<&Port::proxy_arp>},
      {"ipv4 redirects", Domain::interfaces, &flag<&Port::redirects>},
      {"ipv4 unreachables", Domain::interfaces, &unreachables},
      {"ipv4 directed-broadcast", Domain::interfaces, &flag<&Port::directed_broadcast>},
      {"cdp", Domain::interfaces | Domain::management, &flag<&Port::cdp>},
      {"lldp", Domain::interfaces | Domain::management, &lldp_block, &lldp_table},
  });
  static const Table table({rows, other_interface_rows()}, &interface_not_understood);
  return table;
}

// ---- conversion

void put_filters(model::Text& to, const std::vector<std::string>& from, const LineSet& lines, const Target& target) {
  if (from.empty()) {
    to.set_absent();
    return;
  }
  std::string all;
  for (const std::string& list : from) all.append(all.empty() ? "" : ",").append(list);
  to.set(all, target.id(lines));
}

void put_addresses(model::Texts& to, const Port& from, const Target& target) {
  if (from.dynamic_address != 0)
    to.set_unknown(from.dynamic_address);
  else if (from.addresses.empty())
    to.set_absent();
  else
    to.set(from.addresses, target.id(from.address_lines));
}

/// LLDP of one interface counts only while `lldp` is on for the device: then the others' answer depends on their kind.
void put_discovery(model::Boolean& to, const Port& from, Config& config) {
  const Service* const lldp = config.services.find("lldp");
  const bool everywhere = lldp != nullptr && lldp->enabled && lldp->enabled->value;
  if (from.cdp && from.cdp->value)
    put(to, from.cdp);
  else if (from.lldp && from.lldp->value)
    put(to, from.lldp);
  else if (from.lldp || !everywhere)
    to.set_default(false);  // as sure as it is that no line switches CDP on
}

void put_management(model::Texts& to, const std::string& name, Config& config, const Target& target) {
  const Allowed* allowed = config.allowed.find(name);
  if (allowed == nullptr) allowed = config.allowed.find("all");
  if (allowed == nullptr) return;
  to.set_default(allowed->services);  // a line that was not understood may allow more
  to.lines = target.id(allowed->lines);
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::interfaces | Domain::filters, &interface, &interface_table},
  });
  return rows;
}

void convert_interfaces(Config& config, const Target& target) {
  config.interfaces.each([&](const std::string& name, const Port& from) {
    model::Interface& to = target.device.interfaces.emplace_back();
    target.head(to, from.lines);
    from.opened.put(to, target);
    to.name.set(name, to.lines);
    put_or_absent(to.description, from.description);
    if (from.shutdown)
      to.enabled.set(!from.shutdown->value, from.shutdown->lines);
    else
      to.enabled.set_default(true);  // XR always prints `shutdown`
    put_addresses(to.addresses, from, target);
    put_or_absent(to.vrf, from.vrf);
    put_filters(to.filter_in, from.filters_in, from.filter_in_lines, target);
    put_filters(to.filter_out, from.filters_out, from.filter_out_lines, target);
    put_or_default(to.proxy_arp, from.proxy_arp, false);
    put_or_default(to.unicast_rpf, from.unicast_rpf, false);
    put_or_default(to.redirects, from.redirects, false);
    put_or_default(to.unreachables, from.unreachables, true);
    put_or_default(to.directed_broadcast, from.directed_broadcast, false);
    to.zone.set_absent();
    put_discovery(to.discovery, from, config);
    put_management(to.management, name, config, target);
  });
}

}  // namespace muster::grammars::cisco_iosxr
