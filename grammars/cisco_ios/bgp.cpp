#include <algorithm>

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

/// The neighbour of the line: the one that it names, or the template whose block it stands in.
struct Subject {
  Neighbor& neighbor;
  std::string key;
};
Subject named(Config& config, Cursor& cursor) {
  return {neighbor_of(config, cursor), key_of(config, cursor, cursor.wildcard(0))};
}
Subject in_template(Config& config, Cursor& cursor) {
  config.peer_template->lines.add(cursor.line());
  return {*config.peer_template, config.peer_template_key};
}

using Option = Outcome (*)(Config&, const Subject&, Cursor&);
template <Option Run>
Outcome of_named(Config& config, Cursor& cursor) {
  return Run(config, named(config, cursor), cursor);
}
template <Option Run>
Outcome of_template(Config& config, Cursor& cursor) {
  return Run(config, in_template(config, cursor), cursor);
}

Outcome set_remote_as(Config&, const Subject& to, Cursor& cursor) {
  to.neighbor.remote_as.reset();
  if (cursor.negated) return skip_rest(cursor);
  const auto number = as_number(cursor);
  if (!number) return cursor.fail("an AS number");
  to.neighbor.remote_as = {*number, cursor.lines()};
  to.neighbor.any_as = cursor.accept("alternate-as");
  return to.neighbor.any_as ? skip_rest(cursor) : cursor.end();
}
Outcome remote_as(Config& config, Cursor& cursor) {
  if (!cursor.negated) return of_named<&set_remote_as>(config, cursor);
  config.neighbors.erase(key_of(config, cursor, cursor.wildcard(0)));
  return skip_rest(cursor);
}

/// `neighbor G peer-group` defines, `neighbor A peer-group G` joins.
Outcome peer_group(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    if (cursor.at_end())
      config.neighbors.erase(key_of(config, cursor, cursor.wildcard(0)));
    else
      neighbor_of(config, cursor).member_of.clear();
    return skip_rest(cursor);
  }
  Neighbor& neighbor = neighbor_of(config, cursor);
  if (cursor.at_end())
    neighbor.group = true;
  else
    neighbor.member_of = cursor.word();
  return cursor.end();
}

Outcome password(Config& config, const Subject& to, Cursor& cursor) {
  to.neighbor.password.reset();
  if (cursor.negated) {
    config.secrets.erase("bgp/" + to.key);
    return skip_rest(cursor);
  }
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  to.neighbor.password = {true, cursor.lines()};
  keep_secret(config.secrets, "bgp", to.key, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `ao KEY-CHAIN [include-tcp-options]`: what a chain that does not exist proves is not known.
Outcome key_chain(Config& config, const Subject& to, Cursor& cursor) {
  to.neighbor.password.reset();
  if (cursor.negated) return skip_rest(cursor);
  const std::string chain(cursor.word());
  if (chain.empty()) return cursor.fail("a key chain");
  if (!config.key_chains.contains(chain)) return Outcome::known;
  to.neighbor.password = {true, cursor.lines()};
  return skip_rest(cursor);
}

/// `ttl-security hops N`
Outcome ttl_security(Config&, const Subject& to, Cursor& cursor) {
  to.neighbor.ttl_security = {!cursor.negated, cursor.lines()};
  return skip_rest(cursor);
}

/// `shutdown [graceful ...]`
Outcome shutdown(Config&, const Subject& to, Cursor& cursor) {
  if (cursor.accept("graceful")) return Outcome::known;
  to.neighbor.shutdown = !cursor.negated;
  return cursor.end();
}

/// `route-map|prefix-list|filter-list|distribute-list NAME in|out`. Several filters of one direction all apply.
Outcome filter(Config&, const Subject& to, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a filter");
  const bool inbound = cursor.accept("in");
  if (!inbound && !cursor.accept("out")) return cursor.fail("in or out");
  Maybe<std::string>& filters = inbound ? to.neighbor.filter_in : to.neighbor.filter_out;
  if (!filters)
    filters = {name, cursor.lines()};
  else if (("," + filters->value + ",").find("," + name + ",") == std::string::npos && filters->value.size() < 1000)
    filters = {filters->value + "," + name, cursor.context().device.lines.join(filters->lines, cursor.lines())};
  return cursor.end();
}

/// `maximum-prefix N [THRESHOLD] [restart N|warning-only]`; with `warning-only` nothing stops.
Outcome maximum_prefix(Config&, const Subject& to, Cursor& cursor) {
  to.neighbor.maximum_prefixes.reset();
  if (cursor.negated) return skip_rest(cursor);
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("a number of prefixes");
  if (cursor.rest().find("warning-only") == std::string_view::npos)
    to.neighbor.maximum_prefixes = {*number, cursor.lines()};
  return skip_rest(cursor);
}

constexpr std::size_t most_inherited = 16;

/// `inherit peer-session|peer-policy NAME [SEQUENCE]`
Outcome inherit(Config&, const Subject& to, Cursor& cursor) {
  if (cursor.negated || to.neighbor.inherits.size() >= most_inherited) return Outcome::known;
  const std::string kind(cursor.word());
  const std::string name(cursor.word());
  if (name.empty() || (kind != "peer-session" && kind != "peer-policy"))
    return cursor.fail("peer-session or peer-policy, and a name");
  to.neighbor.inherits.push_back("template " + kind + " " + name);
  cursor.number();
  return cursor.end();
}

/// `bgp listen range P/L peer-group G`: whoever calls from there. `bgp listen limit N`
Outcome listen(Config& config, Cursor& cursor) {
  if (cursor.accept("limit")) return Outcome::ignored;
  if (!cursor.accept("range")) return cursor.fail("range or limit");
  const std::string range(cursor.word());
  if (!parse_prefix(range)) return cursor.fail("a prefix");
  const std::string key = key_of(config, cursor, range);
  if (cursor.negated) {
    config.neighbors.erase(key);
    return skip_rest(cursor);
  }
  if (!cursor.accept("peer-group") || cursor.at_end()) return cursor.fail("a peer group");
  Neighbor& neighbor = config.neighbors.get(key);
  neighbor.lines.add(cursor.line());
  neighbor.member_of = cursor.word();
  return cursor.end();
}

/// `template peer-session|peer-policy NAME`
Outcome peer_template(Config& config, Cursor& cursor) {
  const std::string kind(cursor.word());
  if (kind != "peer-session" && kind != "peer-policy") return cursor.fail("peer-session or peer-policy");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a template");
  if (cursor.negated) return Outcome::known;
  config.peer_template_key = "template " + kind + " " + name;
  config.peer_template = &config.neighbors.get(config.peer_template_key);
  config.peer_template->group = true;
  config.peer_template->lines.add(cursor.line());
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
      {"neighbor * password", Domain::routing | Domain::users, &of_named<&password>},
      {"neighbor * inherit", Domain::routing, &of_named<&inherit>},
      {"neighbor * ao", Domain::routing, &of_named<&key_chain>},
      {"neighbor * ttl-security", Domain::routing, &of_named<&ttl_security>},
      {"neighbor * shutdown", Domain::routing, &of_named<&shutdown>},
      {"neighbor * maximum-prefix", Domain::routing, &of_named<&maximum_prefix>},
      {"neighbor * route-map", Domain::routing, &of_named<&filter>},
      {"neighbor * prefix-list", Domain::routing, &of_named<&filter>},
      {"neighbor * filter-list", Domain::routing, &of_named<&filter>},
      {"neighbor * distribute-list", Domain::routing, &of_named<&filter>},
      {"bgp listen", Domain::routing, &listen},
      ignored<Config>("neighbor * ebgp-multihop", session),
      ignored<Config>("neighbor * disable-connected-check", session),
      ignored<Config>("neighbor * local-as", announced),
      ignored<Config>("neighbor * description", "descriptive text"),
      ignored<Config>("neighbor * activate", "which address families the session carries"),
      ignored<Config>("neighbor * send-community", announced),
      ignored<Config>("neighbor * send-label", announced),
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
      ignored<Config>("neighbor * bmp-activate", "a copy of what is learnt"),
      ignored<Config>("neighbor * log-neighbor-changes", "logs more, never less"),
      ignored<Config>("neighbor * ha-mode", session),
      ignored<Config>("neighbor * translate-update", announced),
      ignored<Config>("neighbor * internal-vpn-client", announced),
      ignored<Config>("neighbor * rr-server", announced),
      ignored<Config>("neighbor * next-hop", announced),
      ignored<Config>("neighbor * inter-as-hybrid", announced),
      ignored<Config>("neighbor * suppress-signaling-protocol", announced),
      ignored<Config>("neighbor * prefix-length-size", announced),
      ignored<Config>("neighbor * encap", announced),
      ignored<Config>("neighbor * bfd", session),
      ignored<Config>("network", announced),
      ignored<Config>("export", announced),
      ignored<Config>("bmp", "a copy of what is learnt"),
      ignored<Config>("bgp", announced),
      ignored<Config>("mpls", "labels: no rule looks at them"),
      ignored<Config>("snmp", "what the MIB shows"),
      ignored<Config>("advertise", announced),
      ignored<Config>("summary-metric", announced),
      ignored<Config>("default", announced),
      ignored<Config>("nexthop", session),
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
  });
  return rows;
}

/// A line of a template concerns those that inherit it.
Domains template_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.peer_template->opened_by.add(cursor.line(), cursor.node().last_line);
  return domains.without(Domain::routing);
}

const Table& template_table() {
  static constexpr std::string_view announced = "which routes are exchanged, and how they are preferred";
  static constexpr std::string_view session = "timers and details of the session";
  static constexpr std::string_view structure = "structure of the printed configuration";
  static constexpr auto rows = std::to_array<Row>({
      {"remote-as", Domain::routing, &of_template<&set_remote_as>},
      {"password", Domain::routing | Domain::users, &of_template<&password>},
      {"inherit", Domain::routing, &of_template<&inherit>},
      {"ao", Domain::routing, &of_template<&key_chain>},
      {"ttl-security", Domain::routing, &of_template<&ttl_security>},
      {"shutdown", Domain::routing, &of_template<&shutdown>},
      {"maximum-prefix", Domain::routing, &of_template<&maximum_prefix>},
      {"route-map", Domain::routing, &of_template<&filter>},
      {"prefix-list", Domain::routing, &of_template<&filter>},
      {"filter-list", Domain::routing, &of_template<&filter>},
      {"distribute-list", Domain::routing, &of_template<&filter>},
      ignored<Config>("exit-peer-session", structure),
      ignored<Config>("exit-peer-policy", structure),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("update-source", session),
      ignored<Config>("ebgp-multihop", session),
      ignored<Config>("disable-connected-check", session),
      ignored<Config>("timers", session),
      ignored<Config>("transport", session),
      ignored<Config>("fall-over", session),
      ignored<Config>("version", session),
      ignored<Config>("ha-mode", session),
      ignored<Config>("cluster-id", announced),
      ignored<Config>("local-as", announced),
      ignored<Config>("dont-capability-negotiate", session),
      ignored<Config>("translate-update", announced),
      ignored<Config>("capability", session),
      ignored<Config>("soft-reconfiguration", announced),
      ignored<Config>("next-hop-self", announced),
      ignored<Config>("next-hop-unchanged", announced),
      ignored<Config>("route-reflector-client", announced),
      ignored<Config>("send-community", announced),
      ignored<Config>("send-label", announced),
      ignored<Config>("default-originate", announced),
      ignored<Config>("advertisement-interval", session),
      ignored<Config>("allowas-in", announced),
      ignored<Config>("as-override", announced),
      ignored<Config>("remove-private-as", announced),
      ignored<Config>("weight", announced),
      ignored<Config>("unsuppress-map", announced),
      ignored<Config>("soo", announced),
      ignored<Config>("dmzlink-bw", announced),
      ignored<Config>("slow-peer", session),
      ignored<Config>("additional-paths", announced),
      ignored<Config>("advertise", announced),
      ignored<Config>("inter-as-hybrid", announced),
      ignored<Config>("internal-vpn-client", announced),
  });
  static const Table table({rows}, &template_not_understood);
  return table;
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
      ignored<Config>("exit-peer-session", "structure of the printed configuration"),
      ignored<Config>("exit-peer-policy", "structure of the printed configuration"),
      {"template", Domain::routing | Domain::users, &peer_template, &template_table},
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

}  // namespace muster::grammars::cisco_ios
