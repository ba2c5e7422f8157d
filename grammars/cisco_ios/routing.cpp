#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

struct RouteLine {
  std::string vrf;
  std::string prefix;
  std::string next_hop;
};

/// `A.B.C.D M.M.M.M` or, as other readers of IOS write it, `A.B.C.D/L`.
std::optional<std::string> read_prefix(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  if (text.find('/') != std::string_view::npos) {
    const auto prefix = parse_prefix(text);
    if (prefix) cursor.word();
    return prefix ? std::optional(to_string(prefix->network())) : std::nullopt;
  }
  const auto address = parse_ipv4(text);
  if (!address) return std::nullopt;
  Cursor ahead = cursor;
  ahead.word();
  const auto mask = parse_ipv4(ahead.peek());
  const auto prefix = mask ? with_netmask(*address & *mask, *mask) : std::nullopt;
  if (prefix) {
    cursor.word();
    cursor.word();
  }
  return prefix;
}

bool is_number(std::string_view word) { return !word.empty() && word.front() >= '0' && word.front() <= '9'; }

/// Next hop: an address, an interface, or an interface and an address.
std::string read_next_hop(Cursor& cursor) {
  const std::string_view first = cursor.word();
  if (parse_ip(first) || first == "dhcp") return std::string(first);
  std::string_view number;
  // `GigabitEthernet 0/0`: a blank before the number; a plain number behind a whole name is the distance.
  if (first.find_first_of("0123456789") == std::string_view::npos && first != "Null" && is_number(cursor.peek()) &&
      !parse_ip(cursor.peek()))
    number = cursor.word();
  std::string hop = long_interface_name(first, number);
  if (parse_ip(cursor.peek())) hop.append(" ").append(cursor.word());
  return hop;
}

/// `[distance] [tag N] [name TEXT] [track N] [permanent] [multicast] [global]`
Outcome read_route_options(Cursor& cursor, Maybe<std::int64_t>& preference) {
  while (!cursor.at_end()) {
    if (const auto distance = cursor.number(1, 255)) {
      preference = {*distance, cursor.lines()};
      continue;
    }
    if (cursor.accept("tag") || cursor.accept("track")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("name")) {
      if (cursor.word().empty()) return cursor.fail("a name");
    } else if (!cursor.accept("permanent") && !cursor.accept("multicast") && !cursor.accept("global") &&
               !cursor.accept("unicast")) {
      return cursor.fail("an option of ip route");
    }
  }
  return Outcome::understood;
}

Outcome route(Config& config, Cursor& cursor) {
  RouteLine line;
  if (cursor.accept("vrf")) line.vrf = cursor.word();
  const auto prefix = read_prefix(cursor);
  if (!prefix) return cursor.fail("a prefix");
  line.prefix = *prefix;
  if (cursor.at_end()) return cursor.negated ? Outcome::known : cursor.fail("a next hop");
  line.next_hop = read_next_hop(cursor);
  if (line.next_hop == "Null0") line.next_hop = "discard";
  Maybe<std::int64_t> preference;
  const Outcome outcome = read_route_options(cursor, preference);
  if (outcome != Outcome::understood) return outcome;
  std::string key = line.prefix + " " + line.next_hop;
  if (!line.vrf.empty()) key += " vrf " + line.vrf;
  if (cursor.negated) {
    config.routes.erase(key);
    return Outcome::understood;
  }
  model::StaticRoute& to = config.routes.get(key);
  to.lines = cursor.lines();
  to.name.set(key, to.lines);
  to.prefix.set(line.prefix, to.lines);
  to.next_hop.set(line.next_hop, to.lines);
  if (!put(to.preference, preference) && line.next_hop != "dhcp") to.preference.set_default(1);
  if (line.vrf.empty())
    to.vrf.set_absent();
  else
    to.vrf.set(line.vrf, to.lines);
  return Outcome::understood;
}

/// Routing is on unless a line says otherwise. Without it the device is a host: it keeps no routes and neighbours in its
/// configuration but `ip default-gateway`.
Outcome ip_routing(Config&, Cursor& cursor) { return cursor.end(); }

/// `ip default-gateway A`: where a device that does not route sends everything.
Outcome default_gateway(Config& config, Cursor& cursor) {
  static const std::string key = "0.0.0.0/0 default-gateway";
  config.routes.erase(key);
  if (cursor.negated) return skip_rest(cursor);
  const std::string address(cursor.peek());
  if (!parse_ipv4(address)) return cursor.fail("an address");
  cursor.word();
  if (!cursor.at_end()) return cursor.end();
  model::StaticRoute& to = config.routes.get(key);
  to.lines = cursor.lines();
  to.name.set(key, to.lines);
  to.prefix.set("0.0.0.0/0", to.lines);
  to.next_hop.set(address, to.lines);
  to.vrf.set_absent();
  return Outcome::understood;
}

}  // namespace

Rows routing_rows() {
  static constexpr std::string_view policy = "a policy for routes: it adds neither neighbours nor static routes";
  static constexpr auto rows = std::to_array<Row>({
      {"ip route", Domain::routing, &route},
      {"ip route static", Domain::routing},
      {"ipv6 route", Domain::routing, &route},
      {"ip default-gateway", Domain::routing, &default_gateway},
      {"ip default-network", Domain::routing},
      {"ip routing", Domain::routing, &ip_routing},
      ignored<Config>("ipv6 unicast-routing", "whether packets are forwarded: it adds neither neighbours nor static routes"),
      {"ip local policy", Domain::routing},
      {"ipv6 local policy", Domain::routing},
      {"router", Domain::routing | Domain::users},
      {"ipv6 router", Domain::routing},
      ignored<Config>("ip large-community-list", policy),
      ignored<Config>("ip policy-list", policy),
      ignored<Config>("route-map", policy),
      ignored<Config>("ip prefix-list", policy),
      ignored<Config>("ipv6 prefix-list", policy),
      ignored<Config>("ip as-path", policy),
      ignored<Config>("ip community-list", policy),
      ignored<Config>("ip extcommunity-list", policy),
      ignored<Config>("ip bgp-community", "how communities are shown"),
      ignored<Config>("route-tag", "how tags are shown"),
  });
  return rows;
}

void convert_routing(Config& config, const Target& target) {
  config.routes.each([&](const std::string&, model::StaticRoute& route) {
    route.context = target.context;
    target.device.static_routes.push_back(std::move(route));
  });
}

}  // namespace muster::grammars::cisco_ios
