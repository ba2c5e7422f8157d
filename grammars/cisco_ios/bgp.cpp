#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// Neighbours of one BGP process, apart by VRF. Key: "[vrf ]name".
std::string key_of(const Config& config, const Cursor& cursor, std::string_view name) {
  const bool in_family = cursor.node().depth > 1;
  return !in_family || config.bgp_vrf.empty() ? std::string(name) : config.bgp_vrf + " " + std::string(name);
}

Neighbor& neighbor_of(Config& config, const Cursor& cursor) {
  Neighbor& neighbor = config.neighbors.get(key_of(config, cursor, cursor.wildcard(0)));
  neighbor.lines.add(cursor.line());
  return neighbor;
}

Outcome process(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.word().empty()) return cursor.fail("an AS number");
  config.bgp_vrf.clear();
  return cursor.end();
}

/// `address-family ipv4 [unicast] [vrf V]`; what follows in its block belongs to that VRF.
Outcome address_family(Config& config, Cursor& cursor) {
  config.bgp_vrf.clear();
  while (!cursor.at_end())
    if (cursor.word() == "vrf") config.bgp_vrf = cursor.word();
  return Outcome::understood;
}

Outcome leave_address_family(Config& config, Cursor&) {
  config.bgp_vrf.clear();
  return Outcome::understood;
}

/// AS numbers also come as `65000.1`.
std::optional<std::int64_t> as_number(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) {
    const auto plain = cursor.number(1);
    return plain ? std::optional<std::int64_t>(*plain) : std::nullopt;
  }
  std::int64_t value = 0;
  for (const std::string_view part : {text.substr(0, dot), text.substr(dot + 1)}) {
    std::int64_t half = 0;
    if (part.empty() || part.size() > 5) return std::nullopt;
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      half = half * 10 + (c - '0');
    }
    if (half > 65535) return std::nullopt;
    value = value * 65536 + half;
  }
  cursor.word();
  return value;
}

Outcome remote_as(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.neighbors.erase(key_of(config, cursor, cursor.wildcard(0)));
    return Outcome::understood;
  }
  const auto number = as_number(cursor);
  if (!number) return cursor.fail("an AS number");
  neighbor_of(config, cursor).remote_as = {*number, cursor.lines()};
  if (cursor.accept("alternate-as")) return Outcome::known;
  return cursor.end();
}

/// `neighbor G peer-group` defines, `neighbor A peer-group G` joins.
Outcome peer_group(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    if (cursor.at_end())
      config.neighbors.erase(key_of(config, cursor, cursor.wildcard(0)));
    else
      neighbor_of(config, cursor).member_of.clear();
    return Outcome::understood;
  }
  Neighbor& neighbor = neighbor_of(config, cursor);
  if (cursor.at_end())
    neighbor.group = true;
  else
    neighbor.member_of = cursor.word();
  return cursor.end();
}

Outcome password(Config& config, Cursor& cursor) {
  const std::string key = key_of(config, cursor, cursor.wildcard(0));
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

/// `no neighbor A` forgets the neighbour; other words are options that were not declared.
Outcome other_option(Config& config, Cursor& cursor) {
  if (!cursor.negated || !cursor.at_end()) return cursor.fail("an option of neighbor");
  config.neighbors.erase(key_of(config, cursor, cursor.wildcard(0)));
  return Outcome::understood;
}

/// A line about one neighbour that was not understood concerns that neighbour.
Domains bgp_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  const std::string_view text = cursor.whole();
  const std::string_view statement = text.starts_with("no ") ? text.substr(3) : text;
  if (!statement.starts_with("neighbor ")) return domains;
  const std::string_view name = statement.substr(9, statement.find(' ', 9) - 9);
  config.neighbors.get(key_of(config, cursor, name)).opened_by.add(cursor.line(), cursor.node().last_line);
  return Domains::from_bits(domains.bits() & ~Domains(Domain::routing).bits());
}

Rows option_rows() {
  static constexpr std::string_view announced = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the session";
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor *", Domain::routing, &other_option},
      {"neighbor * remote-as", Domain::routing, &remote_as},
      {"neighbor * peer-group", Domain::routing, &peer_group},
      {"neighbor * password", Domain::routing | Domain::users, &password},
      {"neighbor * inherit", Domain::routing},
      ignored<Config>("neighbor * ttl-security", session),
      ignored<Config>("neighbor * ebgp-multihop", session),
      ignored<Config>("neighbor * disable-connected-check", session),
      ignored<Config>("neighbor * local-as", announced),
      {"neighbor * shutdown", Domain::routing},
      {"neighbor * ao", Domain::routing},
      ignored<Config>("neighbor * maximum-prefix", announced),
      ignored<Config>("neighbor * description", "descriptive text"),
      ignored<Config>("neighbor * activate", "which address families the session carries"),
      ignored<Config>("neighbor * send-community", announced),
      ignored<Config>("neighbor * send-label", announced),
      ignored<Config>("neighbor * route-map", announced),
      ignored<Config>("neighbor * prefix-list", announced),
      ignored<Config>("neighbor * filter-list", announced),
      ignored<Config>("neighbor * distribute-list", announced),
      ignored<Config>("neighbor * soft-reconfiguration", announced),
      ignored<Config>("neighbor * next-hop-self", announced),
      ignored<Config>("neighbor * next-hop-unchanged", announced),
      ignored<Config>("neighbor * route-reflector-client", announced),
      ignored<Config>("neighbor * default-originate", announced),
      ignored<Config>("neighbor * advertise-map", announced),
      ignored<Config>("neighbor * advertise", announced),
      ignored<Config>("neighbor * advertisement-interval", session),
      ignored<Config>("neighbor * additional-paths", announced),
      ignored<Config>("neighbor * remove-private-as", announced),
      ignored<Config>("neighbor * as-override", announced),
      ignored<Config>("neighbor * allowas-in", announced),
      ignored<Config>("neighbor * allow-as-in", announced),
      ignored<Config>("neighbor * weight", announced),
      ignored<Config>("neighbor * unsuppress-map", announced),
      ignored<Config>("neighbor * capability", session),
      ignored<Config>("neighbor * dmzlink-bw", announced),
      ignored<Config>("neighbor * cluster-id", announced),
      ignored<Config>("neighbor * soo", announced),
      ignored<Config>("neighbor * update-source", session),
      ignored<Config>("neighbor * timers", session),
      ignored<Config>("neighbor * transport", session),
      ignored<Config>("neighbor * version", session),
      ignored<Config>("neighbor * fall-over", session),
      ignored<Config>("neighbor * dont-capability-negotiate", session),
      ignored<Config>("neighbor * slow-peer", session),
      ignored<Config>("neighbor * path-attribute", announced),
      ignored<Config>("network", announced),
      ignored<Config>("aggregate-address", announced),
      ignored<Config>("redistribute", announced),
      ignored<Config>("distribute-list", announced),
      ignored<Config>("maximum-paths", announced),
      ignored<Config>("default-information", announced),
      ignored<Config>("default-metric", announced),
      ignored<Config>("distance", announced),
      ignored<Config>("auto-summary", announced),
      ignored<Config>("synchronization", announced),
      ignored<Config>("table-map", announced),
      ignored<Config>("timers", session),
      ignored<Config>("import", announced),
      ignored<Config>("bgp additional-paths", announced),
      ignored<Config>("bgp router-id", "a number of the router"),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("bgp log-neighbor-changes", "logs more, never less"),
      ignored<Config>("bgp dampening", announced),
      ignored<Config>("bgp confederation", announced),
      ignored<Config>("bgp cluster-id", announced),
      ignored<Config>("bgp bestpath", announced),
      ignored<Config>("bgp always-compare-med", announced),
      ignored<Config>("bgp deterministic-med", announced),
      ignored<Config>("bgp client-to-client", announced),
      ignored<Config>("bgp aggregate-timer", session),
      ignored<Config>("bgp graceful-restart", session),
      ignored<Config>("bgp scan-time", session),
      ignored<Config>("bgp nexthop", session),
      ignored<Config>("bgp asnotation", "how AS numbers are written"),
      ignored<Config>("bgp default ipv4-unicast", "which address families a session carries"),
      ignored<Config>("bgp default local-preference", announced),
      ignored<Config>("bgp update-delay", session),
      ignored<Config>("bgp redistribute-internal", announced),
      ignored<Config>("bgp maxas-limit", announced),
      ignored<Config>("bgp fast-external-fallover", session),
      ignored<Config>("bgp enforce-first-as", announced),
      ignored<Config>("bgp suppress-inactive", announced),
      {"bgp listen", Domain::routing},
  });
  return rows;
}

const Table& family_table() {
  static constexpr auto rows = std::to_array<Row>({{"exit-address-family", Domain::routing, &leave_address_family}});
  static const Table table({rows, option_rows()}, &bgp_not_understood);
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::routing, &address_family, &family_table},
      {"exit-address-family", Domain::routing, &leave_address_family},
      {"template", Domain::routing | Domain::users},
  });
  static const Table table({rows, option_rows()}, &bgp_not_understood);
  return table;
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router bgp", Domain::routing | Domain::users, &process, &process_table},
  });
  return rows;
}

void convert_bgp(Config& config, const Target& target) {
  config.neighbors.each([&](const std::string& key, Neighbor& from) {
    if (from.group) return;
    const std::string vrf = key.substr(0, key.find(' ') == std::string::npos ? 0 : key.find(' ') + 1);
    const Neighbor* const group = from.member_of.empty() ? nullptr : config.neighbors.find(vrf + from.member_of);
    if (!from.remote_as && group == nullptr && from.member_of.empty() && from.opened_by.empty()) return;
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    target.head(to, from.lines);
    const bool open = !from.opened_by.empty() || (group != nullptr && !group->opened_by.empty());
    to.open = open || (!from.member_of.empty() && group == nullptr);
    to.opened_by = target.id(from.opened_by.empty() && group != nullptr ? group->opened_by : from.opened_by);
    to.name.set("bgp " + key, to.lines);
    to.protocol.set("bgp", to.lines);
    if (!put(to.remote_as, from.remote_as) && group != nullptr) put(to.remote_as, group->remote_as);
    if (!put(to.authenticated, from.password) && (group == nullptr || !put(to.authenticated, group->password)))
      to.authenticated.set_default(false);
  });
}

}  // namespace muster::grammars::cisco_ios
