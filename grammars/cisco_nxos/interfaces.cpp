#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

/// `interface Ethernet1/1`; a range would be many interfaces, and no running configuration prints one.
Outcome interface(Config& config, Cursor& cursor) {
  const std::string name = read_interface_name(cursor);
  if (name.empty()) return cursor.fail("the name of one interface");
  if (!cursor.accept("point-to-point")) cursor.accept("multipoint");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated) {
    config.interfaces.erase(name);
    return Outcome::understood;
  }
  config.interface_name = name;
  config.interface = &config.interfaces.get(name);
  const auto nodes = cursor.context().tree.nodes();
  config.interface->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return Outcome::understood;
}

Outcome description(Config& config, Cursor& cursor) {
  config.interface->description.reset();
  const model::LinesId lines = cursor.lines();
  if (!cursor.negated) config.interface->description = {std::string(cursor.take_rest()), lines};
  return done(cursor);
}

/// `shutdown [force]`
Outcome shutdown(Config& config, Cursor& cursor) {
  cursor.accept("force");
  return on_or_off(config.interface->shutdown, cursor);
}

/// More addresses on one interface are no configuration but an attack on our time.
constexpr std::size_t most_addresses = 256;

void forget_addresses(Port& port) {
  port.addresses.clear();
  port.address_lines = {};
  port.dynamic_address = 0;
}

/// `A.B.C.D/L` or `A.B.C.D M.M.M.M`
std::optional<std::string> read_prefix(Cursor& cursor) {
  if (const auto prefix = canonical_prefix(cursor.peek())) {
    cursor.word();
    return prefix;
  }
  const auto address = parse_ipv4(cursor.peek());
  if (!address) return std::nullopt;
  Cursor ahead = cursor;
  ahead.word();
  const auto mask = parse_ipv4(ahead.peek());
  auto prefix = mask ? with_netmask(*address, *mask) : std::nullopt;
  if (!prefix) return std::nullopt;
  cursor.word();
  cursor.word();
  return prefix;
}

Outcome add_address(Port& port, std::string prefix, Cursor& cursor) {
  if (!cursor.at_end()) return cursor.end();
  std::erase(port.addresses, prefix);
  if (cursor.negated) return Outcome::understood;
  if (port.addresses.size() >= most_addresses) return Outcome::known;
  port.addresses.push_back(std::move(prefix));
  port.address_lines.add(cursor.line());
  return Outcome::understood;
}

/// `ip address A/L [secondary] [tag N] [route-preference N]`, `ip address dhcp`, `no ip address`
Outcome ip_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  if (cursor.at_end() || cursor.peek() == "dhcp") {
    if (cursor.at_end() && !cursor.negated) return cursor.fail("an IPv4 prefix");
    forget_addresses(port);
    if (!cursor.negated) port.dynamic_address = cursor.lines();
    return done(cursor);
  }
  auto prefix = read_prefix(cursor);
  if (!prefix) return cursor.fail("an IPv4 prefix");
  cursor.accept("secondary");
  for (const std::string_view option : {"tag", "route-preference"})
    if (cursor.accept(option) && !cursor.number()) return cursor.fail("a number");
  cursor.accept("secondary");
  return add_address(port, std::move(*prefix), cursor);
}

/// `ipv6 address P/L [eui64] [tag N]`, `ipv6 address use-link-local-only`
Outcome ipv6_address(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  if (cursor.accept("use-link-local-only") || cursor.accept("dhcp")) {
    if (!cursor.negated) port.dynamic_address = cursor.lines();
    return done(cursor);
  }
  auto prefix = canonical_prefix(cursor.peek());
  if (!prefix) return cursor.negated && cursor.at_end() ? Outcome::known : cursor.fail("an IPv6 prefix");
  cursor.word();
  if (cursor.accept("eui64")) port.dynamic_address = cursor.lines();  // the lower half comes from the hardware address
  cursor.accept("anycast");
  if (cursor.accept("tag") && !cursor.number()) return cursor.fail("a number");
  return add_address(port, std::move(*prefix), cursor);
}

/// Moving an interface to a VRF takes its addresses away.
Outcome vrf(Config& config, Cursor& cursor) {
  Port& port = *config.interface;
  const std::string name(cursor.word());
  if (name.empty() && !cursor.negated) return cursor.fail("the name of a VRF");
  if (cursor.negated != !port.vrf || (port.vrf && port.vrf->value != name)) forget_addresses(port);
  port.vrf.reset();
  if (!cursor.negated) port.vrf = {name, cursor.lines()};
  return cursor.end();
}

// ---- filters

Outcome bind_list(Config& config, Cursor& cursor, const std::string& command, std::string_view family) {
  const std::string_view list = cursor.word();
  if (list.empty()) return cursor.fail("an access list");
  const bool inbound = cursor.accept("in");
  if (!inbound && !cursor.accept("out")) return cursor.fail("in or out");
  auto& bound = inbound ? config.interface->filters_in : config.interface->filters_out;
  if (cursor.negated)
    bound.erase(command);
  else
    bound[command] = {list_key(family, list), cursor.lines()};
  return cursor.end();
}
Outcome access_group(Config& config, Cursor& cursor) { return bind_list(config, cursor, "1 ip", "ip"); }
Outcome port_access_group(Config& config, Cursor& cursor) { return bind_list(config, cursor, "2 port", "ip"); }
Outcome traffic_filter(Config& config, Cursor& cursor) { return bind_list(config, cursor, "3 ipv6", "ip6"); }
Outcome port_traffic_filter(Config& config, Cursor& cursor) { return bind_list(config, cursor, "4 port ipv6", "ip6"); }
Outcome mac_access_group(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("an access list");
  if (cursor.negated)
    config.interface->filters_in.erase("5 mac");
  else
    config.interface->filters_in["5 mac"] = {list_key("mac", name), cursor.lines()};
  cursor.accept("in");
  return cursor.end();
}

// ---- switches

Outcome proxy_arp(Config& config, Cursor& cursor) { return on_or_off(config.interface->proxy_arp, cursor); }
/// Answers for hosts of the same network count as well.
Outcome local_proxy_arp(Config& config, Cursor& cursor) { return on_or_off(config.interface->local_proxy_arp, cursor); }
Outcome redirects(Config& config, Cursor& cursor) { return on_or_off(config.interface->redirects, cursor); }
Outcome unreachables(Config& config, Cursor& cursor) { return on_or_off(config.interface->unreachables, cursor); }
Outcome cdp(Config& config, Cursor& cursor) { return on_or_off(config.interface->cdp, cursor); }
Outcome lldp(Config& config, Cursor& cursor) { return on_or_off(config.interface->lldp_transmit, cursor); }

/// `ip directed-broadcast [LIST]`
Outcome directed_broadcast(Config& config, Cursor& cursor) {
  if (!cursor.negated) cursor.word();
  return on_or_off(config.interface->directed_broadcast, cursor);
}

/// `ip verify unicast source reachable-via rx|any [allow-default]`
Outcome verify_unicast(Config& config, Cursor& cursor) {
  config.interface->unicast_rpf = {!cursor.negated, cursor.lines()};
  return done(cursor);
}

/// What is not understood inside an interface's block concerns that interface; its bindings and what else such a line
/// can affect stay open for the device.
Domains interface_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.interface->opened.add(cursor, domains);
  return domains.without(Domain::interfaces | Domain::filters);
}

const Table& interface_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"description", Domain::interfaces, &description},
      {"shutdown", Domain::interfaces, &shutdown},
      {"ip address", Domain::interfaces, &ip_address},
      {"ipv6 address", Domain::interfaces, &ipv6_address},
      {"vrf member", Domain::interfaces, &vrf},
      {"ip access-group", Domain::filters, &access_group},
      {"ip port access-group", Domain::filters, &port_access_group},
      {"ipv6 traffic-filter", Domain::filters, &traffic_filter},
      {"ipv6 port traffic-filter", Domain::filters, &port_traffic_filter},
      {"mac port access-group", Domain::filters, &mac_access_group},
      {"ip proxy-arp", Domain::interfaces, &proxy_arp},
      {"ip local-proxy-arp", Domain::interfaces, &local_proxy_arp},
      {"ip redirects", Domain::interfaces, &redirects},
      {"ip unreachables", Domain::interfaces, &unreachables},
      {"ip directed-broadcast", Domain::interfaces, &directed_broadcast},
      {"ip verify unicast", Domain::filters, &verify_unicast},
      {"ipv6 verify unicast", Domain::filters},
      {"cdp enable", Domain::interfaces, &cdp},
      {"lldp transmit", Domain::interfaces, &lldp},
  });
  static const Table table({rows, group_interface_rows(), igp_interface_rows(), other_interface_rows()},
                           &interface_not_understood);
  return table;
}

// ---- conversion

/// All lists of one direction together.
void put_filters(model::Text& to, const std::map<std::string, Lined<std::string>>& from, model::LineTable& table) {
  std::string names;
  model::LinesId lines = 0;
  for (const auto& [command, list] : from) {
    names.append(names.empty() ? "" : ",").append(list.value);
    lines = table.join(lines, list.lines);
  }
  if (names.empty())
    to.set_absent();
  else
    to.set(std::move(names), lines);
}

/// Loopbacks and the management port are up, VLAN interfaces down unless a line says so; other ports differ between
/// models.
void put_enabled(model::Boolean& to, const std::string& name, const Port& from) {
  if (from.shutdown)
    to.set(!from.shutdown->value, from.shutdown->lines);
  else if (name.starts_with("Loopback") || name.starts_with("mgmt"))
    to.set_default(true);
  else if (name.starts_with("Vlan"))
    to.set_default(false);
}

void put_addresses(model::Texts& to, const Port& from, const Target& target) {
  if (from.dynamic_address != 0)
    to.set_unknown(from.dynamic_address);
  else if (from.addresses.empty())
    to.set_absent();
  else
    to.set(from.addresses, target.id(from.address_lines));
}

/// CDP speaks unless a line says otherwise, LLDP where its feature is on: by default on no device but a Nexus 5000.
void put_discovery(model::Boolean& to, const Config& config, const Port& from) {
  const Lined<bool>* const lldp = feature(config, "lldp");
  const bool muted = from.lldp_transmit && !from.lldp_transmit->value;
  if (lldp != nullptr && lldp->value && !muted) return to.set(true, lldp->lines);
  const Maybe<bool>& cdp = config.cdp && !config.cdp->value ? config.cdp : from.cdp;
  if (!cdp || cdp->value) return to.set_default(true);
  const Train train = train_of(config);
  if (muted || (lldp != nullptr && !lldp->value))
    to.set(false, cdp->lines);
  else if (train == Train::since_9 || train == Train::older)
    to.set_default(false);
}

/// The device as a whole may have switched the checks of its interfaces off.
void put_source_check(model::Boolean& to, const Config& config, const Port& from) {
  put_or_default(to, from.unicast_rpf, false);
  if (!config.no_source_check || !to.value) return;
  if (config.no_source_check->value)
    to.set(false, config.no_source_check->lines);
  else
    to.set_unknown(config.no_source_check->lines);
}

}  // namespace

Rows interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", Domain::interfaces | Domain::filters | Domain::routing | Domain::redundancy | Domain::users,
       &interface, &interface_table},
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
    put_enabled(to.enabled, name, from);
    put_addresses(to.addresses, from, target);
    put_or_absent(to.vrf, from.vrf);
    put_filters(to.filter_in, from.filters_in, target.device.lines);
    put_filters(to.filter_out, from.filters_out, target.device.lines);
    const bool local = from.local_proxy_arp && from.local_proxy_arp->value;
    put_or_default(to.proxy_arp, local ? from.local_proxy_arp : from.proxy_arp, false);
    put_source_check(to.unicast_rpf, config, from);
    put_or_default(to.redirects, from.redirects, true);
    put_or_default(to.unreachables, from.unreachables, false);
    put_or_default(to.directed_broadcast, from.directed_broadcast, false);
    put_discovery(to.discovery, config, from);
    to.zone.set_absent();
  });
}

}  // namespace muster::grammars::cisco_nxos
