#include "grammars/addresses.hpp"
#include "grammars/mikrotik_routeros/keys.hpp"

/// `/ip route` and `/ipv6 route`.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::routing;

constexpr auto keys = std::to_array<Key<Route>>({
    {"dst-address", &text<&Route::destination, Route>},
    {"gateway", &names<&Route::gateways, Route>},
    {"type", &text<&Route::type, Route>},
    {"blackhole", &flag<&Route::blackhole, Route>},
    {"routing-table", &text<&Route::table, Route>},
    {"routing-mark", &text<&Route::table, Route>},
    {"distance", &number<&Route::distance, Route>},
    {"disabled", &flag<&Route::disabled, Route>},
    {"comment"},
    {"scope"},
    {"target-scope"},
    {"pref-src"},
    {"check-gateway"},
    {"suppress-hw-offload"},
    {"vrf-interface"},
    {"bgp-communities"},
    {"bgp-local-pref"},
    {"bgp-med"},
    {"bgp-origin"},
    {"bgp-prepend"},
    {"bgp-as-path"},
    {"route-tag"},
    {"mtu"},
});

Outcome read_route(Config& config, Cursor& cursor, bool ipv6) {
  Statement statement = parse_statement(cursor.rest());
  Route& route = config.routes.emplace_back();
  route.ipv6 = ipv6;
  begin_entry(config, route, cursor);
  if (!statement.selectors.empty()) {
    if (statement.selectors.front() != "blackhole") return cursor.fail("a setting");
    route.blackhole = Lined<bool>{true, cursor.lines()};
  }
  const Outcome outcome = apply<Route>(route, statement, keys, cursor);
  if (outcome == Outcome::understood && route.destination && !parse_prefix(route.destination->value))
    return cursor.fail_at(statement.find("dst-address")->raw.data(), "a prefix");
  return outcome;
}
Outcome route4(Config& config, Cursor& cursor) { return read_route(config, cursor, false); }
Outcome route6(Config& config, Cursor& cursor) { return read_route(config, cursor, true); }

/// Which route is left out, or for whom it counts, is not said by the route itself.
Domains route_is_open(Config& config, const Cursor& cursor, Domains left) {
  (void)entry_is_open(config, cursor, left);
  return left;
}

template <auto Add>
const Table& routes_table() {
  static constexpr auto rows = std::to_array<Row>({{"add", domains, Add},
                                                   {"set", domains},
                                                   {"remove", domains},
                                                   {"disable", domains},
                                                   {"enable", domains},
                                                   {"unset", domains}});
  static const Table table({rows}, &route_is_open);
  return table;
}
const Table& routes4_table() { return routes_table<&route4>(); }
const Table& routes6_table() { return routes_table<&route6>(); }

bool discards(const Route& route) {
  const bool by_type = route.type && (route.type->value == "blackhole" || route.type->value == "unreachable" ||
                                      route.type->value == "prohibit");
  return by_type || (route.blackhole && route.blackhole->value);
}

std::string prefix_of(const Route& route) {
  if (!route.destination) return route.ipv6 ? "::/0" : "0.0.0.0/0";
  const std::string& text = route.destination->value;
  if (const auto prefix = canonical_prefix(text)) return *prefix;
  return text + (route.ipv6 ? "/128" : "/32");
}

/// `10.0.0.1%ether1` and `10.0.0.1@vrf`: the address stands first.
void convert_hop(const Route& from, std::string hop, const Target& target) {
  std::string vrf = from.table && from.table->value != "main" ? from.table->value : "";
  if (const std::size_t at = hop.find_first_of("@%"); at != std::string::npos && at != 0) hop.resize(at);
  model::StaticRoute& to = target.device.static_routes.emplace_back();
  entry_head(to, from, target);
  const std::string prefix = prefix_of(from);
  to.name.set(prefix + " " + hop + (vrf.empty() ? "" : " table " + vrf), to.lines);
  to.prefix.set(prefix, to.lines);
  to.next_hop.set(std::move(hop), to.lines);
  if (vrf.empty())
    to.vrf.set_absent();
  else
    to.vrf.set(std::move(vrf), from.table->lines);
  put_or_default<std::int64_t>(to.preference, from.distance, 1);
}

}  // namespace

void convert_routes(Config& config, const Target& target) {
  for (const Route& from : config.routes) {
    if (from.off() || from.open) continue;
    if (discards(from)) {
      convert_hop(from, "discard", target);
      continue;
    }
    if (!from.gateways) continue;
    for (const std::string& hop : from.gateways->value) convert_hop(from, hop, target);
  }
}

Rows route_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/ip route", domains, &menu, &routes4_table},
      {"/ipv6 route", domains, &menu, &routes6_table},
      ignored<Config>("/routing table", "tables that routes name"),
      {"/ip route rule", domains},
      {"/routing rule", domains},
      {"/routing", domains},
      {"/routing settings", domains},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
