#include "grammars/arista_eos/bgp_rows.hpp"
#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

namespace muster::grammars::arista_eos {
namespace {

/// EOS ends a session that announces more, unless a line says otherwise.
constexpr std::int64_t default_maximum_routes = 12000;

bool in_vrf(const Config& config, const Cursor& cursor) { return cursor.node().depth > 1 && !config.bgp_vrf.empty(); }

/// Neighbours of one BGP process, apart by VRF. Key: "[vrf ]name".
std::string key_of(const Config& config, const Cursor& cursor, std::string_view name) {
  const bool own = in_vrf(config, cursor) && config.bgp_vrf != "default";
  return own ? config.bgp_vrf + " " + std::string(name) : std::string(name);
}

/// The address family whose block the line stands in; "": none.
std::string_view family_of(const Config& config, const Cursor& cursor) {
  const std::uint32_t above = in_vrf(config, cursor) ? 2 : 1;
  return cursor.node().depth > above ? std::string_view(config.bgp_family) : std::string_view();
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
  config.bgp_family.clear();
  return cursor.end();
}

Outcome vrf(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("the name of a VRF");
  config.bgp_vrf = cursor.word();
  config.bgp_family.clear();
  return cursor.end();
}

Outcome address_family(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("an address family");
  if (cursor.node().depth == 1) config.bgp_vrf.clear();
  config.bgp_family = cursor.take_rest();
  return Outcome::understood;
}

/// AS numbers also come as `65000.1`.
std::optional<std::int64_t> as_number(Cursor& cursor) {
  if (const auto plain = cursor.number(1)) return *plain;
  const std::string_view text = cursor.peek();
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
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
    neighbor_of(config, cursor).remote_as.reset();
    return Outcome::understood;
  }
  const auto number = as_number(cursor);
  if (!number) return cursor.fail("an AS number");
  neighbor_of(config, cursor).remote_as = {*number, cursor.lines()};
  return cursor.end();
}

/// `neighbor G peer group` defines, `neighbor A peer group G` joins; older releases write `peer-group`.
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

/// `password [0|7|8a] KEY`, `password shared-secret profile P algorithm A`
Outcome password(Config& config, Cursor& cursor) {
  const std::string key = key_of(config, cursor, cursor.wildcard(0));
  Neighbor& neighbor = neighbor_of(config, cursor);
  neighbor.password.reset();
  if (cursor.negated) {
    config.secrets.erase("bgp/" + key);
    neighbor.password = {false, cursor.lines()};  // also against its group
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail("a password");
  neighbor.password = {true, cursor.lines()};
  if (cursor.accept("shared-secret")) return cursor.accept("profile") ? Outcome::understood : cursor.fail("profile");
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a password");
  keep_secret(config.secrets, "bgp", key, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `maximum-routes N [warning-limit N [percent]] [warning-only]`; 0: no limit.
Outcome maximum_routes(Config& config, Cursor& cursor) {
  Neighbor& neighbor = neighbor_of(config, cursor);
  neighbor.maximum_routes.reset();
  if (cursor.negated) {
    neighbor.maximum_routes = {default_maximum_routes, cursor.lines()};
    return Outcome::understood;
  }
  const auto number = cursor.number();
  if (!number) return cursor.fail("a number of routes");
  neighbor.maximum_routes = {*number, cursor.lines()};
  if (cursor.accept("warning-limit")) {
    if (!cursor.number()) return cursor.fail("a number of routes");
    cursor.accept("percent");
  }
  if (cursor.accept("warning-only")) neighbor.maximum_routes->value = 0;  // nothing is stopped
  return cursor.end();
}

/// `ttl maximum-hops N`: packets from further away are dropped.
Outcome ttl(Config& config, Cursor& cursor) {
  Neighbor& neighbor = neighbor_of(config, cursor);
  neighbor.ttl_security.reset();
  if (cursor.negated) {
    neighbor.ttl_security = {false, cursor.lines()};
    return Outcome::understood;
  }
  if (!cursor.accept("maximum-hops") || !cursor.number(0, 255)) return cursor.fail("maximum-hops and a number");
  neighbor.ttl_security = {true, cursor.lines()};
  return cursor.end();
}

/// `route-map|prefix-list|rcf NAME in|out`
Outcome filter(Config& config, Cursor& cursor) {
  Neighbor& neighbor = neighbor_of(config, cursor);
  const std::string name(cursor.word());
  const bool bare = name == "in" || name == "out";
  const bool inbound = bare ? name == "in" : cursor.accept("in");
  if (!bare && !inbound && !cursor.accept("out")) return cursor.fail("in or out");
  if (bare && !cursor.negated) return cursor.fail("the name of a filter");
  Filters& filters = inbound ? neighbor.filter_in : neighbor.filter_out;
  const std::string family(family_of(config, cursor));
  if (cursor.negated)
    filters.erase(family);
  else
    filters[family] = {name, cursor.lines()};
  return cursor.end();
}

/// `no neighbor A` forgets the neighbour; other words are options that were not declared.
Outcome other_option(Config& config, Cursor& cursor) {
  if (!cursor.negated || !cursor.at_end()) return cursor.fail("an option of neighbor");
  config.neighbors.erase(key_of(config, cursor, cursor.wildcard(0)));
  return Outcome::understood;
}

/// `neighbor interface Et1-4 peer-group G [remote-as N|peer-filter F]`: neighbours that are found on links.
Outcome interface_neighbor(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("interfaces");
  if (cursor.negated) return Outcome::known;
  Neighbor& neighbor = config.neighbors.get(key_of(config, cursor, name));
  neighbor.lines.add(cursor.line());
  cursor.accept("peer");
  if (!cursor.accept("peer-group") && !cursor.accept("group")) return cursor.fail("peer-group");
  neighbor.member_of = cursor.word();
  if (cursor.accept("remote-as")) {
    const auto number = as_number(cursor);
    if (!number) return cursor.fail("an AS number");
    neighbor.remote_as = {*number, cursor.lines()};
  } else if (cursor.accept("peer-filter")) {
    cursor.word();
  }
  return cursor.end();
}

/// `bgp listen range P [peer-id include router-id] peer-group G [remote-as N|peer-filter F]`: whoever connects from
/// there is a neighbour.
Outcome listen(Config& config, Cursor& cursor) {
  const std::string range(cursor.word());
  if (!parse_prefix(range))
    return cursor.fail_at(range.empty() ? cursor.rest().data() : cursor.whole().data(), "a prefix");
  if (cursor.negated) return Outcome::known;
  Neighbor& neighbor = config.neighbors.get(key_of(config, cursor, range));
  neighbor.lines.add(cursor.line());
  while (!cursor.at_end()) {
    if (cursor.accept("peer-id")) {
      cursor.accept("include");
      cursor.accept("router-id");
    } else if (cursor.accept("peer")) {
      if (!cursor.accept("group")) return cursor.fail("group");
      neighbor.member_of = cursor.word();
    } else if (cursor.accept("peer-group")) {
      neighbor.member_of = cursor.word();
    } else if (cursor.accept("remote-as")) {
      const auto number = as_number(cursor);
      if (!number) return cursor.fail("an AS number");
      neighbor.remote_as = {*number, cursor.lines()};
    } else if (cursor.accept("peer-filter")) {
      cursor.word();
    } else {
      return cursor.fail("an option of bgp listen range");
    }
  }
  return Outcome::understood;
}

/// A line about one neighbour that was not understood concerns that neighbour.
Domains bgp_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  const std::string_view text = cursor.whole();
  const std::string_view statement = text.starts_with("no ") ? text.substr(3) : text;
  if (!statement.starts_with("neighbor ")) return domains;
  const std::string_view name = statement.substr(9, statement.find(' ', 9) - 9);
  config.neighbors.get(key_of(config, cursor, name)).opened_by.add(cursor.line(), cursor.node().last_line);
  return domains.without(Domain::routing);
}

Rows option_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor *", Domain::routing, &other_option},
      {"neighbor interface", Domain::routing, &interface_neighbor},
      {"neighbor * remote-as", Domain::routing, &remote_as},
      {"neighbor * peer group", Domain::routing, &peer_group},
      {"neighbor * peer-group", Domain::routing, &peer_group},
      {"neighbor * password", Domain::routing | Domain::users, &password},
      {"neighbor * maximum-routes", Domain::routing, &maximum_routes},
      {"neighbor * ttl", Domain::routing, &ttl},
      {"neighbor * route-map", Domain::routing, &filter},
      {"neighbor * prefix-list", Domain::routing, &filter},
      {"neighbor * rcf", Domain::routing, &filter},
      {"bgp listen range", Domain::routing, &listen},
      {"bgp listen", Domain::routing},
      ignored<Config>("bgp listen limit", "how many neighbours may be found"),
  });
  return rows;
}

const Table& family_table() {
  static const Table table({option_rows(), bgp_policy_rows()}, &bgp_not_understood);
  return table;
}

const Table& vrf_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"address-family", Domain::routing, &address_family, &family_table}});
  static const Table table({rows, option_rows(), bgp_policy_rows()}, &bgp_not_understood);
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::routing, &address_family, &family_table},
      {"vrf", Domain::routing, &vrf, &vrf_table},
  });
  static const Table table({rows, option_rows(), bgp_policy_rows()}, &bgp_not_understood);
  return table;
}

// ---- conversion

bool is_unicast(const std::string& family) {
  return family.empty() || family == "ipv4" || family == "ipv6" || family == "ipv4 unicast" || family == "ipv6 unicast";
}

/// A neighbour and its group; of a neighbour without one, the same twice.
struct Inheriting {
  const Neighbor& own;
  const Neighbor& group;

  template <class T>
  [[nodiscard]] const Maybe<T>& of(Maybe<T> Neighbor::*setting) const {
    return own.*setting ? own.*setting : group.*setting;
  }
  /// What the group says past a line about the neighbour that was not understood is not known: the line may stand
  /// against it.
  template <class T>
  bool is_sure(Maybe<T> Neighbor::*setting, model::Attribute<T>& to) const {
    if (own.*setting || !(group.*setting) || own.opened_by.empty()) return true;
    to.set_unknown((group.*setting)->lines);
    return false;
  }
};

/// The filter of unicast routes; one that holds for a part of the families alone leaves open what the others do.
void put_filter(model::Text& to, const Inheriting& whole, Filters Neighbor::*direction) {
  const Filters& own = whole.own.*direction;
  const Filters& from = own.empty() ? whole.group.*direction : own;
  if (own.empty() && !from.empty() && !whole.own.opened_by.empty())
    return to.set_unknown(from.begin()->second.lines);
  for (const auto& [family, filter] : from)
    if (is_unicast(family)) return to.set(filter.value, filter.lines);
  if (from.empty()) to.set_absent();
}

void put_limit(model::Integer& to, const Maybe<std::int64_t>& limit) {
  if (!limit) return to.set_default(default_maximum_routes);
  if (limit->value == 0) return to.set_absent(limit->lines);
  to.set(limit->value, limit->lines);
}

void convert_neighbor(const std::string& key, const Neighbor& from, const Neighbor* group, const Target& target) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, from.lines);
  const bool open = !from.opened_by.empty() || (group != nullptr && !group->opened_by.empty());
  to.open = open || (!from.member_of.empty() && group == nullptr);
  to.opened_by = target.id(from.opened_by.empty() && group != nullptr ? group->opened_by : from.opened_by);
  to.name.set("bgp " + key, to.lines);
  to.protocol.set("bgp", to.lines);
  const Inheriting whole{from, group == nullptr ? from : *group};
  if (whole.is_sure(&Neighbor::remote_as, to.remote_as)) put(to.remote_as, whole.of(&Neighbor::remote_as));
  if (whole.is_sure(&Neighbor::password, to.authenticated))
    put_or_default(to.authenticated, whole.of(&Neighbor::password), false);
  if (whole.is_sure(&Neighbor::ttl_security, to.ttl_security))
    put_or_default(to.ttl_security, whole.of(&Neighbor::ttl_security), false);
  if (whole.is_sure(&Neighbor::maximum_routes, to.maximum_prefixes))
    put_limit(to.maximum_prefixes, whole.of(&Neighbor::maximum_routes));
  put_filter(to.filter_in, whole, &Neighbor::filter_in);
  put_filter(to.filter_out, whole, &Neighbor::filter_out);
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router bgp", Domain::routing | Domain::users, &process, &process_table},
  });
  return rows;
}

void convert_bgp(Config& config, const Target& target) {
  config.neighbors.each([&](const std::string& key, const Neighbor& from) {
    if (from.group) return;
    // Groups belong to the process: neighbours of all VRFs name them.
    const std::size_t blank = key.find(' ');
    const std::string vrf = blank == std::string::npos ? std::string() : key.substr(0, blank + 1);
    const Neighbor* group = from.member_of.empty() ? nullptr : config.neighbors.find(vrf + from.member_of);
    if (group == nullptr && !from.member_of.empty()) group = config.neighbors.find(from.member_of);
    if (!from.remote_as && from.member_of.empty() && from.opened_by.empty()) return;
    convert_neighbor(key, from, group, target);
  });
}

}  // namespace muster::grammars::arista_eos
