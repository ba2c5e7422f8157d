#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::routing;
constexpr auto at = &Config::neighbor;
constexpr std::string_view announced = "what is announced and how paths are chosen";
constexpr std::string_view other_families = "filters of other families: the model has those of IPv4";

Outcome edit_kind(Config& config, Cursor& cursor, bool group) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a neighbour");
  config.neighbor = &config.vdom->bgp.get(group ? "group " + *name : *name);
  config.neighbor->group = group;
  config.name = std::move(*name);
  begin_entry(*config.neighbor, cursor);
  return cursor.end();
}
Outcome edit_neighbor(Config& config, Cursor& cursor) { return edit_kind(config, cursor, false); }
Outcome edit_group(Config& config, Cursor& cursor) { return edit_kind(config, cursor, true); }

/// A range has its prefix in a setting: until it is read, the neighbour has the range's number.
Outcome edit_range(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a number");
  config.neighbor = &config.vdom->bgp.get("range " + *name);
  begin_entry(*config.neighbor, cursor);
  return cursor.end();
}

Outcome member_of(Config& config, Cursor& cursor) {
  Maybe<std::string> value;
  const Outcome outcome = read_text(value, cursor);
  config.neighbor->member_of = value ? value->value : "";
  return outcome;
}

/// A number, or `internal`, `external` of newer releases.
Outcome remote_as(Config& config, Cursor& cursor) {
  if (!cursor.negated && (cursor.peek() == "internal" || cursor.peek() == "external")) return Outcome::known;
  return read_number(config.neighbor->remote_as, cursor);
}

constexpr auto announced_words = words(
    "description", "activate", "activate6", "activate-vpnv4", "activate-vpnv6", "activate-evpn",
    "advertisement-interval", "allowas-in", "allowas-in-enable", "allowas-in-enable-evpn", "allowas-in-enable-vpnv6",
    "allowas-in-evpn", "allowas-in-vpnv6", "allowas-in-enable6", "allowas-in-enable-vpnv4", "allowas-in-vpnv4",
    "allowas-in6", "as-override", "as-override6", "attribute-unchanged", "attribute-unchanged-vpnv4",
    "attribute-unchanged-vpnv6", "attribute-unchanged6", "bfd", "capability-default-originate",
    "capability-default-originate6", "capability-dynamic", "capability-graceful-restart",
    "capability-graceful-restart-vpnv4", "capability-graceful-restart-vpnv6", "capability-graceful-restart-evpn",
    "capability-graceful-restart6", "capability-orf", "capability-orf6", "capability-route-refresh", "connect-timer",
    "conditional-advertise", "config conditional-advertise", "config conditional-advertise6",
    "default-originate-routemap", "default-originate-routemap6", "dont-capability-negotiate", "ebgp-enforce-multihop",
    "ebgp-multihop-ttl", "enforce-first-as", "holdtime-timer", "interface", "keep-alive-timer", "link-down-failover",
    "local-as", "local-as-no-prepend", "local-as-replace-as", "maximum-prefix-threshold", "maximum-prefix-warning-only",
    "next-hop-self", "next-hop-self-rr", "next-hop-self-rr6", "next-hop-self-vpnv4", "next-hop-self-vpnv6",
    "next-hop-self6", "override-capability", "passive", "prefix-list-out-vpnv4", "remove-private-as",
    "remove-private-as-vpnv4", "remove-private-as-vpnv6", "remove-private-as6", "remove-private-as-evpn",
    "restart-time", "retain-stale-time", "rr-attr-allow-change", "rr-attr-allow-change6", "route-reflector-client",
    "route-reflector-client-vpnv4", "route-reflector-client-vpnv6", "route-reflector-client-evpn",
    "route-reflector-client6", "route-server-client", "route-server-client-evpn", "route-server-client-vpnv4",
    "route-server-client-vpnv6", "route-server-client6", "send-community", "send-community-vpnv4",
    "send-community-vpnv6", "send-community-evpn", "send-community6", "soft-reconfiguration",
    "soft-reconfiguration-vpnv4", "soft-reconfiguration-vpnv6", "soft-reconfiguration-evpn", "soft-reconfiguration6",
    "stale-route", "strict-capability-match", "unsuppress-map", "unsuppress-map6", "update-source", "weight",
    "additional-path", "additional-path6", "additional-path-vpnv4", "additional-path-vpnv6", "adv-additional-path",
    "adv-additional-path6", "adv-additional-path-vpnv4", "adv-additional-path-vpnv6", "rr-attr-allow-change-vpnv4",
    "rr-attr-allow-change-vpnv6", "rr-attr-allow-change-evpn", "route-map-out-preferable",
    "route-map-out-vpnv4-preferable", "route-map-out-vpnv6-preferable", "route-map-out6-preferable", "bfd-session-mode",
    "bfd-desired-min-tx", "shutdown-comm", "max-neighbor-num", "prefix");
constexpr auto family_words =
    words("distribute-list-in6", "distribute-list-out6", "distribute-list-in-vpnv4", "distribute-list-in-vpnv6",
          "distribute-list-out-vpnv4", "distribute-list-out-vpnv6", "filter-list-in", "filter-list-out",
          "filter-list-in6", "filter-list-out6", "filter-list-in-vpnv4", "filter-list-in-vpnv6",
          "filter-list-out-vpnv4", "filter-list-out-vpnv6", "maximum-prefix6", "maximum-prefix-threshold6",
          "maximum-prefix-warning-only6", "maximum-prefix-vpnv4", "maximum-prefix-vpnv6", "maximum-prefix-evpn",
          "maximum-prefix-threshold-vpnv4", "maximum-prefix-threshold-vpnv6", "maximum-prefix-threshold-evpn",
          "maximum-prefix-warning-only-vpnv4", "maximum-prefix-warning-only-vpnv6", "maximum-prefix-warning-only-evpn",
          "prefix-list-in6", "prefix-list-out6", "prefix-list-in-vpnv4", "prefix-list-in-vpnv6",
          "prefix-list-out-vpnv6", "route-map-in6", "route-map-out6", "route-map-in-vpnv4", "route-map-in-vpnv6",
          "route-map-in-evpn", "route-map-out-vpnv4", "route-map-out-vpnv6", "route-map-out-evpn");
constexpr auto announced_rows = ignored_each(announced_words, announced);
constexpr auto family_rows = ignored_each(family_words, other_families);

const Table& neighbor_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"remote-as", domains, &remote_as},
      {"password", domains | Domain::users, &secret<at, &BgpNeighbor::password>},
      {"auth-options", domains, &text<at, &BgpNeighbor::key_chain>},
      {"maximum-prefix", domains, &number<at, &BgpNeighbor::maximum_prefix>},
      {"ebgp-ttl-security-hops", domains, &number<at, &BgpNeighbor::ttl_hops>},
      {"shutdown", domains, &flag<at, &BgpNeighbor::shutdown>},
      {"neighbor-group", domains, &member_of},
      {"route-map-in", domains, &text<at, &BgpNeighbor::map_in>},
      {"route-map-out", domains, &text<at, &BgpNeighbor::map_out>},
      {"prefix-list-in", domains, &text<at, &BgpNeighbor::list_in>},
      {"prefix-list-out", domains, &text<at, &BgpNeighbor::list_out>},
      {"distribute-list-in", domains, &text<at, &BgpNeighbor::distribute_in>},
      {"distribute-list-out", domains, &text<at, &BgpNeighbor::distribute_out>},
  });
  static const Table table({rows, announced_rows, family_rows}, &opens<at>);
  return table;
}

template <auto Edit>
const Table& neighbor_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, Edit, &neighbor_entry}});
  static const Table table({rows});
  return table;
}

const Table& bgp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config neighbor", domains, &nested_block, &neighbor_table<&edit_neighbor>},
      {"config neighbor-group", domains, &nested_block, &neighbor_table<&edit_group>},
      {"config neighbor-range", domains, &nested_block, &neighbor_table<&edit_range>},
      {"config neighbor-range6", domains, &nested_block, &neighbor_table<&edit_range>},
  });
  static constexpr auto others = ignored_each(
      words("as", "router-id", "keepalive-timer", "holdtime-timer", "always-compare-med", "bestpath-as-path-ignore",
            "bestpath-cmp-confed-aspath", "bestpath-cmp-routerid", "bestpath-med-confed",
            "bestpath-med-missing-as-worst", "client-to-client-reflection", "dampening", "dampening-route-map",
            "dampening-reachability-half-life", "dampening-reuse", "dampening-suppress", "dampening-max-suppress-time",
            "dampening-unreachability-half-life", "deterministic-med", "ebgp-multipath", "ibgp-multipath",
            "enforce-first-as", "fast-external-failover", "log-neighbour-changes", "network-import-check",
            "ignore-optional-capability", "additional-path", "additional-path6", "additional-path-vpnv4",
            "additional-path-vpnv6", "additional-path-select", "additional-path-select6",
            "additional-path-select-vpnv4", "additional-path-select-vpnv6", "multipath-recursive-distance",
            "recursive-next-hop", "recursive-inherit-priority", "tag-resolve-mode", "cluster-id",
            "confederation-identifier", "confederation-peers", "config confederation-peers", "default-local-preference",
            "scan-time", "distance-external", "distance-internal", "distance-local", "synchronization",
            "graceful-restart", "graceful-restart-time", "graceful-stalepath-time", "graceful-update-delay",
            "graceful-end-on-timer", "cross-family-conditional-adv", "config aggregate-address",
            "config aggregate-address6", "config network", "config network6", "config redistribute",
            "config redistribute6", "config admin-distance", "config vrf", "config vrf6", "config vrf-leak",
            "config vrf-leak6"),
      announced);
  static const Table table({rows, others});
  return table;
}

const Maybe<std::string>& first(const Maybe<std::string>& a, const Maybe<std::string>& b, const Maybe<std::string>& c) {
  return a ? a : b ? b : c;
}

template <class T>
const Maybe<T>& own_or(const Maybe<T>& own, const BgpNeighbor* group, Maybe<T> BgpNeighbor::*member) {
  return own || group == nullptr ? own : group->*member;
}

void put_filter(model::Text& to, const BgpNeighbor& from, const BgpNeighbor* group, bool in) {
  const auto of = [in](const BgpNeighbor& neighbor) -> const Maybe<std::string>& {
    return in ? first(neighbor.map_in, neighbor.list_in, neighbor.distribute_in)
              : first(neighbor.map_out, neighbor.list_out, neighbor.distribute_out);
  };
  put_or_absent(to, of(from) || group == nullptr ? of(from) : of(*group));
}

void put_neighbor(const std::string& name, const BgpNeighbor& from, Vdom& vdom, const Target& target) {
  if (from.group || (from.shutdown && from.shutdown->value)) return;
  const BgpNeighbor* const group = from.member_of.empty() ? nullptr : vdom.bgp.find("group " + from.member_of);
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  from.put(to, target);
  if (group != nullptr && !group->opened_by.empty() && !to.open) {
    to.open = true;
    to.opened_by = target.id(group->opened_by);
    to.open_domains = group->opened;
  }
  to.name.set("bgp " + name, to.lines);
  to.protocol.set("bgp", to.lines);
  put(to.remote_as, own_or(from.remote_as, group, &BgpNeighbor::remote_as));
  const Maybe<StoredText>& password = own_or(from.password, group, &BgpNeighbor::password);
  const Maybe<std::string>& chain = own_or(from.key_chain, group, &BgpNeighbor::key_chain);
  if (password || chain)
    to.authenticated.set(true, password ? password->lines : chain->lines);
  else
    to.authenticated.set_default(false);
  put_filter(to.filter_in, from, group, true);
  put_filter(to.filter_out, from, group, false);
  const Maybe<std::int64_t>& most = own_or(from.maximum_prefix, group, &BgpNeighbor::maximum_prefix);
  if (most && most->value != 0)
    put(to.maximum_prefixes, most);
  else
    to.maximum_prefixes.set_absent();
  const Maybe<std::int64_t>& hops = own_or(from.ttl_hops, group, &BgpNeighbor::ttl_hops);
  if (hops && hops->value > 0)
    to.ttl_security.set(true, hops->lines);
  else
    to.ttl_security.set_default(false);
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"config router bgp", domains, &block, &bgp_table}});
  return rows;
}

void convert_bgp(Vdom& vdom, const Target& target) {
  vdom.bgp.each([&](const std::string& name, BgpNeighbor& from) {
    put_neighbor(name, from, vdom, target);
    if (from.password) keep_secret(vdom.secrets, "bgp", name, from.password->value, from.password->lines);
  });
}

}  // namespace muster::grammars::fortinet_fortios
