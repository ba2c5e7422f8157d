#include <array>

#include "core/ip.hpp"
#include "grammars/f5_bigip/settings.hpp"

/// net route, sys management-route, net routing bgp. The routing daemons' own shell (imish) keeps a configuration of
/// its own, which tmsh does not print: its keywords are declared, for files that hold it too.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains routing = Domain::routing;

template <bool Management>
Outcome route(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.static_route = &config.static_routes.get((Management ? "management " : "") + *name);
  config.static_route->management = Management;
  config.static_route->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome type(Config& config, Cursor& cursor) {
  if (cursor.accept("blackhole"))
    config.static_route->blackhole = Lined<bool>{true, cursor.lines()};
  else if (!cursor.accept("interface") && !cursor.accept("gateway") && !cursor.accept("pool"))
    return cursor.fail("blackhole, gateway, interface or pool");
  return cursor.end();
}

const Table& route_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"network", routing, set_text<&Config::static_route, &StaticRoute::network>},
      {"gw", routing, set_text<&Config::static_route, &StaticRoute::gateway>},
      {"gateway", routing, set_text<&Config::static_route, &StaticRoute::gateway>},
      {"pool", routing, set_name<&Config::static_route, &StaticRoute::pool>},
      {"interface", routing, set_name<&Config::static_route, &StaticRoute::interface>},
      {"vlan", routing, set_name<&Config::static_route, &StaticRoute::interface>},
      {"blackhole", routing, set_flag<&Config::static_route, &StaticRoute::blackhole, true>},
      {"reject", routing, set_flag<&Config::static_route, &StaticRoute::blackhole, true>},
      {"type", routing, type},
      ignored<Config>("mtu", "how large packets are"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::static_route>);
  return table;
}

const Table& direction_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"in", routing, set_name<&Config::neighbor, &Neighbor::filter_in>},
      {"out", routing, set_name<&Config::neighbor, &Neighbor::filter_out>},
  });
  static const Table table({Rows(rows)}, open_object<&Config::neighbor>);
  return table;
}

const Table& family_table() {
  static constexpr std::string_view choice = "what is told to the neighbour";
  static constexpr auto rows = std::to_array<Row>({
      {"route-map", routing, block, direction_table},
      {"prefix-list", routing, block, direction_table},
      {"maximum-prefix", routing},
      ignored<Config>("activate", choice),
      ignored<Config>("capability", choice),
      ignored<Config>("as-override", choice),
      ignored<Config>("default-originate", choice),
      ignored<Config>("next-hop-self", choice),
      ignored<Config>("send-community", choice),
      ignored<Config>("soft-reconfiguration-inbound", choice),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::neighbor>);
  return table;
}

const Table& families_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"ipv4", routing, block, family_table}, {"ipv6", routing, block, family_table}});
  static const Table table({Rows(rows)}, open_object<&Config::neighbor>);
  return table;
}

const Table& neighbor_table() {
  static constexpr std::string_view session = "how the session is kept";
  static constexpr auto rows = std::to_array<Row>({
      {"remote-as", routing, set_number<&Config::neighbor, &Neighbor::remote_as>},
      {"password", routing, set_secret<&Config::neighbor, &Neighbor::password>},
      {"peer-group", routing, set_text<&Config::neighbor, &Neighbor::group>},
      {"address-family", routing, block, families_table},
      ignored<Config>("ebgp-multihop", session),
      ignored<Config>("hold-time", session),
      ignored<Config>("keep-alive", session),
      ignored<Config>("update-source", session),
      ignored<Config>("passive", session),
      ignored<Config>("fall-over", session),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("capability", session),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::neighbor>);
  return table;
}

const Table& neighbors_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"*", routing, item<&Config::neighbors, &Config::neighbor>, neighbor_table}});
  static const Table table({Rows(rows)});
  return table;
}

const Table& groups_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"*", routing, item<&Config::neighbor_groups, &Config::neighbor>, neighbor_table}});
  static const Table table({Rows(rows)});
  return table;
}

Outcome bgp(Config&, Cursor& cursor) { return take_name(cursor) ? cursor.end() : cursor.fail("a name"); }

const Table& bgp_table() {
  static constexpr std::string_view told = "what is told to neighbours";
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor", routing, block, neighbors_table},
      {"peer-group", routing, block, groups_table},
      ignored<Config>("address-family", told),
      ignored<Config>("local-as", "the device's own number"),
      ignored<Config>("router-id", "the device's own number"),
      ignored<Config>("route-domain", "where it runs"),
      ignored<Config>("profile", "timers"),
      ignored<Config>("hold-time", "timers"),
      ignored<Config>("keep-alive", "timers"),
      ignored<Config>("enabled", "the instance runs"),
      ignored<Config>("graceful-restart", "timers"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

std::string prefix_of(const std::string& network) {
  if (network == "default") return "0.0.0.0/0";
  if (network == "default-inet6") return "::/0";
  const auto prefix = parse_prefix(network);
  return prefix ? to_string(prefix->network()) : network;
}

void convert_route(const std::string& name, const StaticRoute& from, const Target& target) {
  model::StaticRoute& to = target.device.static_routes.emplace_back();
  head(to, from.about, from.management ? name.substr(name.find(' ') + 1) : name, target);
  const std::string network = from.network ? from.network->value : std::string(leaf_name(name));
  const DomainAddress parts = split_route_domain(network);
  const std::string prefix = prefix_of(parts.address);
  to.prefix.set(prefix, from.network ? from.network->lines : to.lines);
  if (from.gateway)
    to.next_hop.set(split_route_domain(from.gateway->value).address, from.gateway->lines);
  else if (from.blackhole)
    to.next_hop.set("discard", from.blackhole->lines);
  else if (from.pool)
    to.next_hop.set("pool " + from.pool->value, from.pool->lines);
  else
    put(to.next_hop, from.interface);
  if (from.management)
    to.vrf.set("management", to.lines);
  else if (parts.route_domain.empty() || parts.route_domain == "0")
    to.vrf.set_absent();
  else
    to.vrf.set(parts.route_domain, from.network ? from.network->lines : to.lines);
  to.name.set(prefix + (to.next_hop.known() ? " " + to.next_hop.value : ""), to.lines);
}

/// What a neighbour does not say itself, its group says.
void inherit(Neighbor& to, const Neighbor& from) {
  if (!to.remote_as) to.remote_as = from.remote_as;
  if (!to.password) to.password = from.password;
  if (!to.filter_in) to.filter_in = from.filter_in;
  if (!to.filter_out) to.filter_out = from.filter_out;
  if (!to.maximum_prefixes) to.maximum_prefixes = from.maximum_prefixes;
}

void convert_neighbor(Config& config, const std::string& name, Neighbor& from, const Target& target) {
  const Neighbor* const group = from.group ? config.neighbor_groups.find(from.group->value) : nullptr;
  if (group != nullptr) inherit(from, *group);
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  head(to, from.about, {}, target);
  to.name.set("bgp " + name, to.lines);
  to.protocol.set("bgp", to.lines);
  put(to.remote_as, from.remote_as);
  put_or_absent(to.filter_in, from.filter_in);
  put_or_absent(to.filter_out, from.filter_out);
  put_or_absent(to.maximum_prefixes, from.maximum_prefixes);
  if (from.group && (group == nullptr || !group->about.opened_by.empty())) {
    to.open = true;
    to.opened_by = target.device.lines.join(to.opened_by, from.group->lines);
    to.open_domains = Domain::routing;
  }
  if (!from.password) return to.authenticated.set_default(false);
  to.authenticated.set(true, from.password->lines);
  keep_secret(config.secrets, "bgp", name, std::move(from.password->value), from.password->lines);
}

}  // namespace

Rows routing_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"net route", routing, route<false>, route_table},
      {"sys management-route", routing, route<true>, route_table},
      {"net routing bgp", routing, bgp, bgp_table},
      {"net routing", routing},
      {"net router-advertisement", Domain::routing | Domain::interfaces},
      {"net bfd", routing},
  });
  return rows;
}

void convert_routing(Config& config, const Target& target) {
  config.static_routes.each(
      [&](const std::string& name, const StaticRoute& from) { convert_route(name, from, target); });
  config.neighbors.each([&](const std::string& name, Neighbor& from) { convert_neighbor(config, name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
