#include <array>

#include "core/ip.hpp"
#include "grammars/frr/config.hpp"

/// BGP: its neighbours, and what they take over from their peer groups.
namespace muster::grammars::frr {
namespace {

Outcome router_bgp(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string as(cursor.word());
  config.bgp_vrf.clear();
  if (!cursor.at_end()) {
    const std::string_view kind = cursor.word();
    if ((kind != "vrf" && kind != "view") || cursor.at_end()) return cursor.fail("vrf NAME or view NAME");
    config.bgp_vrf = (kind == "view" ? "view " : "") + std::string(cursor.word());
  }
  config.router_bgp = &config.bgp.get(config.bgp_vrf);
  if (!as.empty()) config.router_bgp->as = as;
  return cursor.end();
}

BgpNeighbor& neighbor(Config& config, const Cursor& cursor, std::size_t wildcard = 0) {
  BgpNeighbor& found = config.router_bgp->neighbors.get(cursor.wildcard(wildcard));
  found.lines.add(cursor.line());
  return found;
}

Outcome set_remote_as(BgpNeighbor& found, Cursor& cursor) {
  const std::string_view word = cursor.peek();
  const bool number = !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!number && word != "internal" && word != "external") return cursor.fail("an AS number, internal or external");
  return say(found.remote_as, std::string(cursor.word()), cursor);
}

Outcome remote_as(Config& config, Cursor& cursor) {
  return cursor.negated ? Outcome::known : set_remote_as(neighbor(config, cursor), cursor);
}

Outcome set_group(BgpNeighbor& found, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("the name of a peer group");
  found.member_of = cursor.word();
  return cursor.end();
}

/// `neighbor NAME peer-group` makes a group, `neighbor X peer-group NAME` joins one.
Outcome peer_group(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  BgpNeighbor& found = neighbor(config, cursor);
  if (!cursor.at_end()) return set_group(found, cursor);
  found.group = true;
  return Outcome::understood;
}

/// `neighbor INTERFACE interface [v6only] [remote-as N | peer-group NAME]`.
Outcome by_interface(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  BgpNeighbor& found = neighbor(config, cursor);
  cursor.accept("v6only");
  if (cursor.accept("remote-as")) return set_remote_as(found, cursor);
  if (cursor.accept("peer-group")) return set_group(found, cursor);
  return cursor.end();
}

std::string shown(std::string_view name, std::string_view vrf) {
  return std::string(name) + (vrf.empty() ? "" : " vrf " + std::string(vrf));
}

Outcome password(Config& config, Cursor& cursor) {
  const std::string name = shown(cursor.wildcard(0), config.bgp_vrf);
  if (cursor.negated) {
    neighbor(config, cursor).password.reset();
    config.secrets.erase("bgp " + name);
    cursor.take_rest();
    return Outcome::understood;
  }
  if (cursor.at_end()) return cursor.fail("a password");
  neighbor(config, cursor).password = Said<bool>{true, cursor.lines()};
  keep_secret(config, cursor, cursor.take_rest(), "bgp", name, "plain");
  return Outcome::understood;
}

/// `bgp listen range PREFIX peer-group NAME`: whoever calls from there becomes a neighbour of the group.
Outcome listen_range(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const auto prefix = parse_prefix(cursor.peek());
  if (!prefix) return cursor.fail("a prefix");
  cursor.word();
  BgpNeighbor& found = config.router_bgp->neighbors.get("range " + to_string(*prefix));
  found.lines.add(cursor.line());
  if (!cursor.accept("peer-group")) return cursor.fail("peer-group");
  return set_group(found, cursor);
}

constexpr std::string_view session = "tunes the session; no neighbour and no key";
constexpr std::string_view announcements = "which routes are taken and given: the routing table shows them";

/// Further words after `neighbor X`, of the block itself and of its address families.
Rows neighbor_detail_rows() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("neighbor * activate", announcements),
      ignored<Config>("neighbor * addpath-tx-all-paths", announcements),
      ignored<Config>("neighbor * addpath-tx-bestpath-per-AS", announcements),
      ignored<Config>("neighbor * advertise-map", announcements),
      ignored<Config>("neighbor * advertisement-interval", session),
      ignored<Config>("neighbor * allowas-in", announcements),
      ignored<Config>("neighbor * as-override", announcements),
      ignored<Config>("neighbor * attribute-unchanged", announcements),
      ignored<Config>("neighbor * bfd", session),
      ignored<Config>("neighbor * capability", session),
      ignored<Config>("neighbor * default-originate", announcements),
      ignored<Config>("neighbor * description", "free text"),
      ignored<Config>("neighbor * disable-addpath-rx", announcements),
      ignored<Config>("neighbor * disable-connected-check", session),
      ignored<Config>("neighbor * disable-link-bw-encoding-ieee", session),
      ignored<Config>("neighbor * distribute-list", announcements),
      ignored<Config>("neighbor * dont-capability-negotiate", session),
      ignored<Config>("neighbor * ebgp-multihop", session),
      ignored<Config>("neighbor * encapsulation", session),
      ignored<Config>("neighbor * enforce-first-as", announcements),
      ignored<Config>("neighbor * enforce-multihop", session),
      ignored<Config>("neighbor * extended-optional-parameters", session),
      ignored<Config>("neighbor * filter-list", announcements),
      ignored<Config>("neighbor * graceful-restart", session),
      ignored<Config>("neighbor * graceful-restart-disable", session),
      ignored<Config>("neighbor * graceful-restart-helper", session),
      ignored<Config>("neighbor * graceful-shutdown", session),
      ignored<Config>("neighbor * local-as", session),
      ignored<Config>("neighbor * local-role", session),
      ignored<Config>("neighbor * maximum-prefix", announcements),
      ignored<Config>("neighbor * maximum-prefix-out", announcements),
      ignored<Config>("neighbor * next-hop-self", announcements),
      ignored<Config>("neighbor * nexthop-local", announcements),
      ignored<Config>("neighbor * override-capability", session),
      ignored<Config>("neighbor * passive", session),
      ignored<Config>("neighbor * path-attribute", announcements),
      ignored<Config>("neighbor * port", session),
      ignored<Config>("neighbor * prefix-list", announcements),
      ignored<Config>("neighbor * remove-private-AS", announcements),
      ignored<Config>("neighbor * route-map", announcements),
      ignored<Config>("neighbor * route-reflector-client", announcements),
      ignored<Config>("neighbor * route-server-client", announcements),
      ignored<Config>("neighbor * send-community", announcements),
      ignored<Config>("neighbor * sender-as-path-loop-detection", announcements),
      ignored<Config>("neighbor * shutdown", "it may be started again at any time"),
      ignored<Config>("neighbor * soft-reconfiguration", announcements),
      ignored<Config>("neighbor * solo", session),
      ignored<Config>("neighbor * soo", announcements),
      ignored<Config>("neighbor * strict-capability-match", session),
      ignored<Config>("neighbor * tcp-mss", session),
      ignored<Config>("neighbor * timers", session),
      ignored<Config>("neighbor * ttl-security", session),
      ignored<Config>("neighbor * unsuppress-map", announcements),
      ignored<Config>("neighbor * update-source", session),
      ignored<Config>("neighbor * weight", announcements),
      {"neighbor * remote-as", Domain::routing, remote_as},
      {"neighbor * peer-group", Domain::routing, peer_group},
      {"neighbor * password", Domain::routing | Domain::users, password},
  });
  return rows;
}

Rows family_rows() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("network", announcements),
      ignored<Config>("redistribute", announcements),
      ignored<Config>("aggregate-address", announcements),
      ignored<Config>("maximum-paths", announcements),
      ignored<Config>("distance", announcements),
      ignored<Config>("table-map", announcements),
      ignored<Config>("bgp dampening", announcements),
      ignored<Config>("import", announcements),
      ignored<Config>("export", announcements),
      ignored<Config>("import vpn", announcements),
      ignored<Config>("export vpn", announcements),
      ignored<Config>("rd", announcements),
      ignored<Config>("rt", announcements),
      ignored<Config>("route-target", announcements),
      ignored<Config>("label", announcements),
      ignored<Config>("sid", announcements),
      ignored<Config>("nexthop", announcements),
      ignored<Config>("route-map", announcements),
      ignored<Config>("advertise", announcements),
      ignored<Config>("advertise-all-vni", announcements),
      ignored<Config>("advertise-default-gw", announcements),
      ignored<Config>("advertise-svi-ip", announcements),
      ignored<Config>("advertise-pip", announcements),
      {"vni", Domain::routing},
  });
  return rows;
}

const Table& family_table() {
  static const Table table({family_rows(), neighbor_detail_rows(), block_end_rows()});
  return table;
}

Outcome address_family(Config&, Cursor& cursor) {
  const std::string_view family = cursor.word();
  if (cursor.negated || (family != "ipv4" && family != "ipv6" && family != "l2vpn"))
    return cursor.fail("ipv4, ipv6 or l2vpn");
  cursor.word();
  return cursor.end();
}

const Table& bgp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor * interface", Domain::routing, by_interface},
      {"bgp listen range", Domain::routing, listen_range},
      ignored<Config>("bgp listen limit", session),
      ignored<Config>("bgp router-id", "an identifier"),
      ignored<Config>("bgp cluster-id", "an identifier"),
      ignored<Config>("bgp allow-martian-nexthop", announcements),
      ignored<Config>("bgp always-compare-med", announcements),
      ignored<Config>("bgp bestpath", announcements),
      ignored<Config>("bgp client-to-client", announcements),
      ignored<Config>("bgp conditional-advertisement", announcements),
      ignored<Config>("bgp confederation", announcements),
      ignored<Config>("bgp default", announcements),
      ignored<Config>("bgp deterministic-med", announcements),
      ignored<Config>("bgp disable-ebgp-connected-route-check", session),
      ignored<Config>("bgp ebgp-requires-policy", announcements),
      ignored<Config>("bgp fast-convergence", session),
      ignored<Config>("bgp fast-external-failover", session),
      ignored<Config>("bgp graceful-restart", session),
      ignored<Config>("bgp graceful-restart-disable", session),
      ignored<Config>("bgp graceful-shutdown", session),
      ignored<Config>("bgp hard-administrative-reset", session),
      ignored<Config>("bgp log-neighbor-changes", "adds messages"),
      ignored<Config>("bgp long-lived-graceful-restart", session),
      ignored<Config>("bgp max-med", announcements),
      ignored<Config>("bgp minimum-holdtime", session),
      ignored<Config>("bgp network", announcements),
      ignored<Config>("bgp reject-as-sets", announcements),
      ignored<Config>("bgp route-map", announcements),
      ignored<Config>("bgp route-reflector", announcements),
      ignored<Config>("bgp shutdown", "it may be started again at any time"),
      ignored<Config>("bgp suppress-duplicates", announcements),
      ignored<Config>("bgp suppress-fib-pending", announcements),
      ignored<Config>("auto-summary", announcements),
      ignored<Config>("synchronization", announcements),
      ignored<Config>("coalesce-time", session),
      ignored<Config>("read-quanta", session),
      ignored<Config>("write-quanta", session),
      ignored<Config>("timers bgp", session),
      ignored<Config>("update-delay", session),
      {"bmp", Domain::routing},
      {"segment-routing", Domain::routing},
      {"vnc", Domain::routing},
      {"vrf-policy", Domain::routing},
      {"address-family", Domain::routing, address_family, family_table},
  });
  static const Table table({Rows(rows), neighbor_detail_rows(), family_rows(), block_end_rows()});
  return table;
}

/// A setting of the neighbour or, failing that, of its peer group.
template <class T>
Maybe<T> inherited(Bgp& bgp, const BgpNeighbor& from, Maybe<T> BgpNeighbor::*setting) {
  if (from.*setting || from.member_of.empty()) return from.*setting;
  BgpNeighbor* const group = bgp.neighbors.find(from.member_of);
  return group == nullptr ? Maybe<T>() : group->*setting;
}

void set_remote_as(model::Integer& to, const Bgp& bgp, const Said<std::string>& from) {
  const std::string& text = from.value == "internal" ? bgp.as : from.value;
  constexpr std::size_t longest = 10;
  const bool number = !text.empty() && text.size() <= longest && text.find_first_not_of("0123456789") == std::string::npos;
  if (number)
    to.set(std::stoll(text), from.lines);
  else
    to.set_unknown(from.lines);
}

void convert(const std::string& vrf, Bgp& bgp, const std::string& name, const BgpNeighbor& from, const Target& target) {
  if (from.group) return;
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, from.lines);
  to.name.set("bgp " + shown(name, vrf), to.lines);
  to.protocol.set("bgp", to.lines);
  if (const auto as = inherited(bgp, from, &BgpNeighbor::remote_as)) set_remote_as(to.remote_as, bgp, *as);
  put_or_default(to.authenticated, inherited(bgp, from, &BgpNeighbor::password), false);
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"router bgp", Domain::routing | Domain::users, router_bgp, bgp_table}});
  return rows;
}

void convert_bgp(Config& config, const Target& target) {
  config.bgp.each([&](const std::string& vrf, Bgp& bgp) {
    bgp.neighbors.each([&](const std::string& name, BgpNeighbor& from) { convert(vrf, bgp, name, from, target); });
  });
}

}  // namespace muster::grammars::frr
