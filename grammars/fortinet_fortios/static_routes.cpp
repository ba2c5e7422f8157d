#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::routing;
constexpr auto at = &Config::route;

Outcome edit_static(Config& config, Cursor& cursor, bool v6) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a number");
  config.route = &config.vdom->routes.emplace_back();
  config.route->id = std::move(*name);
  config.route->v6 = v6;
  begin_entry(*config.route, cursor);
  return cursor.end();
}
Outcome edit4(Config& config, Cursor& cursor) { return edit_static(config, cursor, false); }
Outcome edit6(Config& config, Cursor& cursor) { return edit_static(config, cursor, true); }

Outcome destination(Config& config, Cursor& cursor) {
  Maybe<std::string>& setting = config.route->prefix;
  setting.reset();
  if (cursor.negated) return cursor.end();
  auto value = take_network(cursor);
  if (!value) return cursor.fail("a network and its mask");
  setting = {std::move(*value), cursor.lines()};
  return cursor.end();
}

Outcome by_service(Config& config, Cursor& cursor) {
  Maybe<std::string> value;
  const Outcome outcome = read_text(value, cursor);
  if (value && value->value != "0") config.route->internet = {true, value->lines};
  return outcome;
}

const Table& route_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"dst", domains, &destination},
      {"gateway", domains, &text<at, &StaticRoute::gateway>},
      {"device", domains, &text<at, &StaticRoute::device>},
      {"distance", domains, &number<at, &StaticRoute::distance>},
      {"status", domains, &flag<at, &StaticRoute::enabled>},
      {"blackhole", domains, &flag<at, &StaticRoute::blackhole>},
      {"vrf", domains, &number<at, &StaticRoute::vrf>},
      {"dstaddr", domains, &text<at, &StaticRoute::address_name>},
      {"dynamic-gateway", domains, &flag<at, &StaticRoute::dynamic_gateway>},
      {"sdwan", domains, &flag<at, &StaticRoute::sdwan>},
      {"virtual-wan-link", domains, &flag<at, &StaticRoute::sdwan>},
      {"sdwan-zone", domains, &names<at, &StaticRoute::zones>},
      {"internet-service", domains, &by_service},
      {"internet-service-custom", domains, &by_service},
      {"internet-service-fortiguard", domains, &by_service},
  });
  static constexpr auto others = ignored_each(words("comment", "priority", "weight", "src", "preferred-source",
                                                    "link-monitor-exempt", "tag", "bfd", "devindex"),
                                              "labels, and which of several routes is preferred");
  static const Table table({rows, others}, &opens<at>);
  return table;
}

template <auto Edit>
const Table& route_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, Edit, &route_entry}});
  static const Table table({rows});
  return table;
}

std::string next_hop_of(const StaticRoute& from) {
  if (from.blackhole && from.blackhole->value) return "discard";
  if (from.dynamic_gateway && from.dynamic_gateway->value && from.device) return from.device->value;
  if (from.gateway && from.gateway->value != "0.0.0.0" && from.gateway->value != "::") return from.gateway->value;
  if (from.device) return from.device->value;
  if (from.zones) return from.zones->value.front();
  return from.sdwan && from.sdwan->value ? "virtual-wan-link" : "";
}

void put_route(const StaticRoute& from, Vdom& vdom, const Target& target) {
  if (from.enabled && !from.enabled->value) return;
  model::StaticRoute& to = target.device.static_routes.emplace_back();
  from.put(to, target);
  const std::string hop = next_hop_of(from);
  Maybe<std::string> prefix = from.prefix;
  if (from.address_name) {
    const Address* const address = vdom.addresses.find(from.address_name->value);
    prefix.reset();
    if (address != nullptr && address->subnet) prefix = {address->subnet->value, from.address_name->lines};
  }
  const bool named = from.address_name || from.internet;
  if (prefix && !from.internet)
    put(to.prefix, prefix);
  else if (!named)
    to.prefix.set_default(from.v6 ? "::/0" : "0.0.0.0/0");
  to.name.set((to.prefix.known() ? to.prefix.value : "route " + from.id) + (hop.empty() ? "" : " " + hop), to.lines);
  if (!hop.empty()) to.next_hop.set(hop, to.lines);
  if (from.vrf && from.vrf->value != 0)
    to.vrf.set(std::to_string(from.vrf->value), from.vrf->lines);
  else
    to.vrf.set_absent();
  put_or_default<std::int64_t>(to.preference, from.distance, 10);
}

}  // namespace

Rows static_route_rows() {
  static constexpr std::string_view announced = "what is learnt and announced: neighbours name it";
  static constexpr auto rows = std::to_array<Row>({
      {"config router static", domains, &block, &route_table<&edit4>},
      {"config router static6", domains, &block, &route_table<&edit6>},
      ignored<Config>("config router route-map", announced),
      ignored<Config>("config router prefix-list", announced),
      ignored<Config>("config router prefix-list6", announced),
      ignored<Config>("config router access-list", announced),
      ignored<Config>("config router access-list6", announced),
      ignored<Config>("config router aspath-list", announced),
      ignored<Config>("config router community-list", announced),
      ignored<Config>("config router extcommunity-list", announced),
      ignored<Config>("config router bfd", "how quickly a dead neighbour is noticed"),
      ignored<Config>("config router bfd6", "how quickly a dead neighbour is noticed"),
      ignored<Config>("config router setting", "what routing daemons report"),
      ignored<Config>("config router auth-path", "how clients find their portal"),
  });
  return rows;
}

void convert_static_routes(Vdom& vdom, const Target& target) {
  for (const StaticRoute& from : vdom.routes) put_route(from, vdom, target);
}

}  // namespace muster::grammars::fortinet_fortios
