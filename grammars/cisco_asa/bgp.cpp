#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

Outcome process(Config&, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.word().empty()) return cursor.fail("an AS number");
  return cursor.end();
}

Outcome address_family(Config&, Cursor& cursor) {
  if (!cursor.accept("ipv4") && !cursor.accept("ipv6")) return cursor.fail("ipv4 or ipv6");
  cursor.accept("unicast");
  return cursor.end();
}

Outcome leave(Config&, Cursor& cursor) { return cursor.end(); }

Neighbor& neighbor_of(Config& config, const Cursor& cursor) {
  Neighbor& neighbor = config.neighbors.get(cursor.wildcard(0));
  neighbor.lines.add(cursor.line());
  return neighbor;
}

/// AS numbers also come as `65000.1`.
std::optional<std::int64_t> as_number(Cursor& cursor) {
  if (const auto plain = cursor.number(1)) return *plain;
  const std::string_view text = cursor.peek();
  std::int64_t value = 0;
  std::int64_t half = 0;
  int dots = 0;
  for (const char c : text) {
    if (c == '.' && ++dots == 1) {
      value = half * 65536;
      half = 0;
    } else if (c >= '0' && c <= '9') {
      half = half * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
    if (half > 65535) return std::nullopt;
  }
  if (dots != 1) return std::nullopt;
  cursor.word();
  return value + half;
}

Outcome remote_as(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.neighbors.erase(cursor.wildcard(0));
    return Outcome::understood;
  }
  const auto number = as_number(cursor);
  if (!number) return cursor.fail("an AS number");
  neighbor_of(config, cursor).remote_as = {*number, cursor.lines()};
  return cursor.end();
}

Outcome password(Config& config, Cursor& cursor) {
  const std::string key(cursor.wildcard(0));
  Neighbor& neighbor = neighbor_of(config, cursor);
  neighbor.password.reset();
  if (cursor.negated) {
    config.secrets.erase("bgp/" + key);
    return Outcome::understood;
  }
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  neighbor.password = {true, cursor.lines()};
  keep_secret(config.secrets, "bgp", key, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `route-map|prefix-list|filter-list|distribute-list NAME in|out`
Outcome filter(Config& config, Cursor& cursor) {
  Neighbor& neighbor = neighbor_of(config, cursor);
  const std::string name(cursor.word());
  const bool inbound = cursor.accept("in");
  if (name.empty() || (!inbound && !cursor.accept("out"))) return cursor.fail("a filter, and in or out");
  Maybe<std::string>& bound = inbound ? neighbor.filter_in : neighbor.filter_out;
  bound.reset();
  if (!cursor.negated) bound = {name, cursor.lines()};
  return cursor.end();
}

/// `maximum-prefix N [PERCENT] [warning-only|restart N]`
Outcome maximum_prefix(Config& config, Cursor& cursor) {
  Neighbor& neighbor = neighbor_of(config, cursor);
  neighbor.maximum_prefixes.reset();
  if (cursor.negated) return Outcome::understood;
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("a number of prefixes");
  cursor.number(1, 100);
  if (cursor.accept("warning-only")) return Outcome::known;  // warns, and takes more
  if (cursor.accept("restart")) cursor.number();
  neighbor.maximum_prefixes = {*number, cursor.lines()};
  return cursor.end();
}

/// `ttl-security hops N`
Outcome ttl_security(Config& config, Cursor& cursor) {
  neighbor_of(config, cursor).ttl_security = {!cursor.negated, cursor.lines()};
  if (cursor.accept("hops")) cursor.number();
  return cursor.end();
}

/// A line about one neighbour that was not understood concerns that neighbour.
Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  std::string_view text = cursor.whole();
  if (text.starts_with("no ")) text.remove_prefix(3);
  if (!text.starts_with("neighbor ")) return domains;
  text.remove_prefix(9);
  config.neighbors.get(text.substr(0, text.find(' '))).opened_by.add(cursor.line(), cursor.node().last_line);
  return domains.without(Domain::routing);
}

Rows option_rows() {
  static constexpr std::string_view announced = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the session";
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor * remote-as", Domain::routing, &remote_as},
      {"neighbor * password", Domain::routing | Domain::users, &password},
      {"neighbor * route-map", Domain::routing, &filter},
      {"neighbor * prefix-list", Domain::routing, &filter},
      {"neighbor * filter-list", Domain::routing, &filter},
      {"neighbor * distribute-list", Domain::routing, &filter},
      {"neighbor * maximum-prefix", Domain::routing, &maximum_prefix},
      {"neighbor * ttl-security", Domain::routing, &ttl_security},
      {"neighbor * shutdown", Domain::routing},
      {"neighbor *", Domain::routing},
      ignored<Config>("neighbor * description", "descriptive text"),
      ignored<Config>("neighbor * activate", "which address families the session carries"),
      ignored<Config>("neighbor * ebgp-multihop", session),
      ignored<Config>("neighbor * disable-connected-check", session),
      ignored<Config>("neighbor * update-source", session),
      ignored<Config>("neighbor * timers", session),
      ignored<Config>("neighbor * transport", session),
      ignored<Config>("neighbor * version", session),
      ignored<Config>("neighbor * fall-over", session),
      ignored<Config>("neighbor * ha-mode", session),
      ignored<Config>("neighbor * advertisement-interval", session),
      ignored<Config>("neighbor * local-as", announced),
      ignored<Config>("neighbor * send-community", announced),
      ignored<Config>("neighbor * next-hop-self", announced),
      ignored<Config>("neighbor * default-originate", announced),
      ignored<Config>("neighbor * advertise-map", announced),
      ignored<Config>("neighbor * remove-private-as", announced),
      ignored<Config>("neighbor * allowas-in", announced),
      ignored<Config>("neighbor * weight", announced),
      ignored<Config>("neighbor * soft-reconfiguration", announced),
      ignored<Config>("network", announced),
      ignored<Config>("aggregate-address", announced),
      ignored<Config>("redistribute", announced),
      ignored<Config>("default-information", announced),
      ignored<Config>("distribute-list", announced),
      ignored<Config>("table-map", announced),
      ignored<Config>("distance", announced),
      ignored<Config>("maximum-paths", announced),
      ignored<Config>("auto-summary", announced),
      ignored<Config>("synchronization", announced),
      ignored<Config>("timers", session),
      ignored<Config>("router-id", session),
      ignored<Config>("bgp", session),
  });
  return rows;
}

const Table& family_table() {
  static constexpr auto rows = std::to_array<Row>({{"exit-address-family", Domain::routing, &leave}});
  static const Table table({rows, option_rows()}, &not_understood);
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::routing, &address_family, &family_table},
      {"exit-address-family", Domain::routing, &leave},
  });
  static const Table table({rows, option_rows()}, &not_understood);
  return table;
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows =
      std::to_array<Row>({{"router bgp", Domain::routing | Domain::users, &process, &process_table}});
  return rows;
}

void convert_bgp(Config& config, const Target& target) {
  config.neighbors.each([&](const std::string& name, Neighbor& from) {
    if (!from.remote_as && from.opened_by.empty()) return;
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    target.head(to, from.lines);
    to.open = !from.opened_by.empty();
    to.opened_by = target.id(from.opened_by);
    to.name.set("bgp " + name, to.lines);
    to.protocol.set("bgp", to.lines);
    put(to.remote_as, from.remote_as);
    put_or_default(to.authenticated, from.password, false);
    put_or_absent(to.filter_in, from.filter_in);
    put_or_absent(to.filter_out, from.filter_out);
    put_or_absent(to.maximum_prefixes, from.maximum_prefixes);
    put_or_default(to.ttl_security, from.ttl_security, false);
  });
}

}  // namespace muster::grammars::cisco_asa
