#include <algorithm>
#include <array>

#include "grammars/addresses.hpp"
#include "grammars/juniper_junos/config.hpp"
#include "grammars/juniper_junos/neighbors.hpp"

/// Static routes, BGP and OSPF neighbours; in the main instance and in others.
namespace muster::grammars::juniper_junos {
namespace {

/// `preference N` of the hop itself, or of the route.
void put_preference(Place place, NodeId route, NodeId hop, model::Integer& to) {
  constexpr std::int64_t usual = 5;
  const Configuration& config = place.walk.configuration();
  NodeId found = child(config, hop, "preference");
  if (found == no_node) found = child(config, route, "preference");
  if (found == no_node) return to.set_default(usual);
  const NodeId value = value_of(config, found);
  const auto given = value == no_node ? std::nullopt : number(config[value].text);
  given ? to.set(*given, place.walk.lines(value)) : to.set_unknown(place.walk.lines(found));
}

void add_route(Place place, NodeId route, const std::string& prefix, std::string_view hop, NodeId node) {
  model::StaticRoute& to = place.walk.device().static_routes.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(route);
  const std::string vrf(place.state.instance);
  to.name.set((vrf.empty() ? "" : vrf + " ") + prefix + " " + std::string(hop), to.lines);
  to.prefix.set(prefix, place.walk.lines(route));
  to.next_hop.set(std::string(hop), place.walk.lines(node));
  put_preference(place, route, node, to.preference);
  vrf.empty() ? to.vrf.set_absent() : to.vrf.set(vrf, to.lines);
}

bool is_setting_of_route(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"preference",
                                                                 "preference2",
                                                                 "metric",
                                                                 "metric2",
                                                                 "metric3",
                                                                 "metric4",
                                                                 "tag",
                                                                 "tag2",
                                                                 "resolve",
                                                                 "no-resolve",
                                                                 "readvertise",
                                                                 "no-readvertise",
                                                                 "retain",
                                                                 "no-retain",
                                                                 "install",
                                                                 "no-install",
                                                                 "active",
                                                                 "passive",
                                                                 "community",
                                                                 "as-path",
                                                                 "color",
                                                                 "color2",
                                                                 "bfd-liveness-detection",
                                                                 "longest-match",
                                                                 "no-longest-match"});
  return std::ranges::find(words, word) != words.end();
}

void read_route(Place place, NodeId route) {
  const auto prefix = canonical_prefix(text(place, route));
  if (!prefix) return place.walk.unknown(route, Domain::routing, "a prefix");
  bool leads = false;
  for (const NodeId each : children(place, route)) {
    const std::string_view word = text(place, each);
    if (word == "next-hop" || word == "qualified-next-hop" || word == "next-table" || word == "lsp-next-hop") {
      for (const NodeId hop : children(place, each)) {
        add_route(place, route, *prefix, text(place, hop), hop);
        leads = true;
      }
    } else if (word == "discard" || word == "reject" || word == "receive") {
      add_route(place, route, *prefix, word, each);
      leads = true;
    } else if (is_setting_of_route(word)) {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::routing, "a next hop or a setting of a route");
      leads = true;
    }
  }
  if (!leads) place.walk.unknown(route, Domain::routing, "a next hop");
}

Outcome static_routes(Place place) {
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "route" || word == "iso-route") {
      if (word == "route")
        for (const NodeId route : children(place, each)) read_route(place, route);
      else
        place.walk.ignore(each);
    } else if (word == "defaults" || word == "rib-group") {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::routing, "a route");
    }
  }
  return Outcome::understood;
}

/// `rib inet6.0 { static ... }`, `rib VRF.inet.0`; tables of other kinds hold no routes that packets take.
Outcome rib(Place place) {
  const std::string_view name = text(place);
  const NodeId routes = child(place, "static");
  if (routes == no_node) return Outcome::understood;
  if (!name.ends_with("inet.0") && !name.ends_with("inet6.0")) return Outcome::known;
  const std::size_t table = name.rfind("inet");
  if (table > 1) place.state.instance = name.substr(0, table - 1);
  return static_routes({place.walk, place.state, routes});
}

std::optional<std::int64_t> autonomous_system(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) {
    const auto value = number(text);
    return value ? std::optional<std::int64_t>(*value) : std::nullopt;
  }
  const auto high = number(text.substr(0, dot)), low = number(text.substr(dot + 1));
  if (!high || !low || *high > 65535 || *low > 65535) return std::nullopt;
  return std::int64_t{*high} * 65536 + *low;
}

/// Of the protocol, of a group, or of a neighbour. What finds neighbours by itself is not among them.
constexpr auto bgp_words = std::to_array<std::string_view>(
    {"group", "neighbor", "allow", "dynamic-neighbor", "type", "peer-as", "peer-as-list", "local-as", "import",
     "export", "family", "authentication-key", "authentication-key-chain", "authentication-algorithm", "ipsec-sa",
     "description", "local-address", "local-interface", "local-preference", "hold-time", "minimum-hold-time",
     "metric-out", "multihop", "multipath", "cluster", "passive", "keep", "log-updown", "mtu-discovery",
     "no-aggregator-id", "no-client-reflect", "out-delay", "path-selection", "preference", "remove-private",
     "tcp-mss", "tcp-aggressive-transmission", "ttl", "advertise-inactive", "no-advertise-peer-as", "advertise-peer-as",
     "advertise-external", "advertise-bgp-static", "advertise-from-main-vpn-tables", "as-override",
     "bfd-liveness-detection", "damping", "disable", "graceful-restart", "graceful-shutdown", "include-mp-next-hop",
     "idle-after-switch-over", "accept-remote-nexthop", "bgp-error-tolerance", "bmp", "egress-te",
     "egress-te-sid-stats", "precision-timers", "traceoptions", "enforce-first-as", "delay-route-advertisements",
     "output-queue-priority", "route-server-client", "loops", "vpn-apply-export", "hold-down", "hold-down-timer",
     "outbound-route-filter", "no-prepend-global-as", "drop-path-attributes", "send-addpath-optimization",
     "update-threading", "rib-sharding", "stale-labels-holddown-period", "no-precision-timers",
     "traffic-statistics-labeled-path", "link-protection", "snmp-options", "add-path-display-ipv4-address",
     "advertise-prefix-sid", "forwarding-context", "session-mode", "cluster-id", "unconfigured-peer-graceful-restart",
     "allow-protection", "attribute-set", "med-igp-update-interval", "optimal-route-reflection", "source-packet-routing",
     "multipath-build-priority", "local-router-id", "defer-initial-multipath-build", "no-malformed-route-limit",
     "apply-path", "omit-no-export", "tcp-connect-port", "path-count", "no-nexthop-change", "rfc6514-compliant-safi129",
     "route-age-bgp-view", "graceful-restart-long-lived", "sr-preference-override", "vpn-global-attr-limit"});
constexpr auto ospf_words = std::to_array<std::string_view>(
    {"area", "import", "export", "disable", "reference-bandwidth", "rib-group", "overload", "preference",
     "external-preference", "labeled-preference", "spf-options", "backup-spf-options", "traffic-engineering",
     "graceful-restart", "topology", "prefix-export-limit", "no-rfc-1583", "source-packet-routing", "traceoptions",
     "domain-id", "domain-vpn-tag", "no-domain-vpn-tag", "forwarding-address-to-broadcast", "no-nssa-abr",
     "database-protection", "lsa-refresh-interval", "sham-link", "route-type-community"});
constexpr auto area_words = std::to_array<std::string_view>(
    {"interface", "virtual-link", "sham-link", "sham-link-remote", "authentication-type", "stub", "nssa", "area-range",
     "network-summary-export", "network-summary-import", "inter-area-prefix-export", "inter-area-prefix-import",
     "label-switched-path", "context-identifier", "no-context-identifier-advertisement", "peer-interface",
     "no-source-packet-routing"});
constexpr auto ospf_interface_words = std::to_array<std::string_view>(
    {"metric", "interface-type", "passive", "disable", "authentication", "ipsec-sa", "priority", "hello-interval",
     "dead-interval", "retransmit-interval", "transit-delay", "bfd-liveness-detection", "ldp-synchronization",
     "link-protection", "node-link-protection", "no-eligible-backup", "no-eligible-remote-backup",
     "bandwidth-based-metrics", "topology", "te-metric", "secondary", "neighbor", "no-neighbor-down-notification",
     "flood-reduction", "demand-circuit", "dynamic-neighbors", "poll-interval", "no-interface-state-traps",
     "no-advertise-adjacency-segment", "ipv4-adjacency-segment", "ipv6-adjacency-segment", "own-router-lsa",
     "post-convergence-lfa", "strict-bfd", "description"});

/// What a neighbour takes from its group, and a group from the protocol.
struct BgpSettings {
  NodeId peer_as = no_node;
  NodeId key = no_node;  ///< authentication-key, authentication-key-chain, ipsec-sa
  NodeId import = no_node;
  NodeId exported = no_node;
  NodeId family = no_node;
  bool internal = false;
  bool opened = false;

  void read(Place place, NodeId node) {
    const Configuration& config = place.walk.configuration();
    const auto take = [&](std::string_view word, NodeId& to) {
      if (const NodeId found = child(config, node, word); found != no_node) to = found;
    };
    take("peer-as", peer_as);
    take("import", import);
    take("export", exported);
    take("family", family);
    take("authentication-key-chain", key);
    take("ipsec-sa", key);
    take("authentication-key", key);
    const NodeId type = child(config, node, "type");
    const NodeId value = type == no_node ? no_node : value_of(config, type);
    if (value != no_node) internal = config[value].text == "internal";
  }
};

class Bgp {
 public:
  explicit Bgp(Place place) : place_(place), config_(place.walk.configuration()) {}

  void read() {
    BgpSettings settings;
    read_level(place_.node, settings);
    if (const NodeId groups = child(config_, place_.node, "group"); groups != no_node)
      for (const NodeId group : children(place_, groups))
        if (child(config_, group, "disable") == no_node) read_level(group, settings);
  }

 private:
  void read_level(NodeId node, BgpSettings settings) {
    if (child(config_, node, "disable") != no_node) return;
    settings.read(place_, node);
    expect_words(place_, node, bgp_words, "a setting of BGP");
    keep(node, node == place_.node ? "bgp" : "group " + std::string(text(place_, node)));
    if (const NodeId allow = child(config_, node, "allow"); allow != no_node)
      for (const NodeId network : children(place_, allow)) add_neighbor(network, settings, "allow ");
    if (const NodeId dynamic = child(config_, node, "dynamic-neighbor"); dynamic != no_node)
      place_.walk.known(dynamic, Domain::routing);
    if (const NodeId neighbors = child(config_, node, "neighbor"); neighbors != no_node)
      for (const NodeId neighbor : children(place_, neighbors)) read_neighbor(neighbor, settings);
  }

  void keep(NodeId node, const std::string& name) {
    if (const NodeId key = child(config_, node, "authentication-key"); key != no_node)
      keep_secret(place_, key, "bgp", in_instance() + name);
  }

  [[nodiscard]] std::string in_instance() const {
    return place_.state.instance.empty() ? std::string() : std::string(place_.state.instance) + " ";
  }

  void read_neighbor(NodeId node, BgpSettings settings) {
    if (child(config_, node, "disable") != no_node) return;
    settings.read(place_, node);
    expect_words(place_, node, bgp_words, "a setting of a neighbor of BGP");
    const std::string name = in_instance() + std::string(text(place_, node));
    keep(node, name);
    add_neighbor(node, settings, "");
  }

  /// `prefix` in front of the name tells a network whose members may all be neighbours.
  void add_neighbor(NodeId node, const BgpSettings& settings, const std::string& prefix) {
    const std::string name = prefix + in_instance() + std::string(text(place_, node));
    model::RoutingNeighbor& to = place_.walk.device().neighbors.emplace_back();
    to.context = place_.state.context;
    to.lines = place_.walk.lines_below(node);
    to.name.set("bgp " + name, to.lines);
    to.protocol.set("bgp", to.lines);
    if (settings.key != no_node)
      to.authenticated.set(true, place_.walk.lines(settings.key));
    else
      to.authenticated.set_default(false);
    put_peer(to.remote_as, settings);
    put_policies(place_, settings.import, to.filter_in);
    put_policies(place_, settings.exported, to.filter_out);
    put_limit(to.maximum_prefixes, settings.family);
  }

  /// `family inet unicast prefix-limit maximum N`; of several families the largest counts, one without is no limit.
  void put_limit(model::Integer& to, NodeId family) {
    to.set_absent();
    if (family == no_node) return;
    std::int64_t most = 0;
    for (const NodeId kind : children(place_, family))
      for (const NodeId each : children(place_, kind)) {
        NodeId limit = child(config_, each, "prefix-limit");
        if (limit == no_node) limit = child(config_, each, "accepted-prefix-limit");
        const NodeId maximum = limit == no_node ? no_node : child(config_, limit, "maximum");
        const NodeId value = maximum == no_node ? no_node : value_of(config_, maximum);
        const auto given = value == no_node ? std::nullopt : number(text(place_, value));
        if (!given) return to.set_absent(place_.walk.lines(each));
        most = std::max<std::int64_t>(most, *given);
      }
    if (most > 0) to.set(most, place_.walk.lines_below(family));
  }

  void put_peer(model::Integer& to, const BgpSettings& settings) {
    NodeId from = settings.peer_as;
    if (from == no_node && settings.internal) {
      const NodeId options = child(config_, place_.state.root, "routing-options");
      from = options == no_node ? no_node : child(config_, options, "autonomous-system");
    }
    const NodeId value = from == no_node ? no_node : value_of(config_, from);
    const auto as = value == no_node ? std::nullopt : autonomous_system(text(place_, value));
    if (as) to.set(*as, place_.walk.lines(value));
  }

  Place place_;
  const Configuration& config_;
};

Outcome bgp(Place place) {
  if (child(place, "disable") == no_node) Bgp(place).read();
  return Outcome::understood;
}

/// Whether messages on the interface are authenticated: with a digest key or a protected tunnel, or a plain password.
void put_authentication(Place place, NodeId interface, const std::string& name, model::Boolean& to) {
  const Configuration& config = place.walk.configuration();
  to.set_default(false);
  if (const NodeId tunnel = child(config, interface, "ipsec-sa"); tunnel != no_node)
    to.set(true, place.walk.lines(tunnel));
  const NodeId authentication = child(config, interface, "authentication");
  if (authentication == no_node) return;
  for (const NodeId kind : children(place, authentication)) {
    to.set(true, place.walk.lines_below(kind));
    if (text(place, kind) == "simple-password") keep_secret(place, kind, "ospf", name);
    if (text(place, kind) != "md5") continue;
    for (const NodeId id : children(place, kind))
      if (const NodeId key = child(config, id, "key"); key != no_node) keep_secret(place, key, "ospf", name);
  }
}

void read_ospf_interface(Place place, NodeId interface, const std::string& protocol) {
  const Configuration& config = place.walk.configuration();
  if (child(config, interface, "passive") != no_node || child(config, interface, "disable") != no_node) return;
  expect_words(place, interface, ospf_interface_words, "a setting of an interface of OSPF");
  const std::string instance = place.state.instance.empty() ? "" : std::string(place.state.instance) + " ";
  const std::string name = instance + std::string(text(place, interface));
  model::RoutingNeighbor& to = place.walk.device().neighbors.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(interface);
  to.name.set(protocol + " " + name, to.lines);
  to.protocol.set(protocol, to.lines);
  to.remote_as.set_absent();
  to.maximum_prefixes.set_absent();
  put_policies(place, child(place, "import"), to.filter_in);
  put_policies(place, child(place, "export"), to.filter_out);
  put_authentication(place, interface, name, to.authenticated);
}

Outcome ospf_areas(Place place, const std::string& protocol) {
  if (child(place, "disable") != no_node) return Outcome::understood;
  expect_words(place, place.node, ospf_words, "a setting of OSPF");
  const NodeId areas = child(place, "area");
  if (areas == no_node) return Outcome::understood;
  for (const NodeId area : children(place, areas))
    for (const NodeId each : children(place, area)) {
      const std::string_view word = text(place, each);
      if (word == "interface")
        for (const NodeId interface : children(place, each)) read_ospf_interface(place, interface, protocol);
      else if (word == "virtual-link" || word == "sham-link" || word == "sham-link-remote" ||
               word == "authentication-type")
        place.walk.known(each, Domain::routing | Domain::users);
      else if (std::ranges::find(area_words, word) != area_words.end())
        place.walk.ignore(each);
      else
        place.walk.unknown(each, Domain::routing | Domain::users, "a setting of an area");
    }
  return Outcome::understood;
}

Outcome ospf(Place place) { return ospf_areas(place, "ospf"); }
Outcome ospf3(Place place) { return ospf_areas(place, "ospf6"); }

Outcome rip(Place place) { return read_rip(place, "rip"); }
Outcome ripng(Place place) { return read_rip(place, "ripng"); }

Outcome instance(Place place) {
  place.state.instance = text(place);
  return Outcome::understood;
}

}  // namespace

Rows routing_rows() {
  static constexpr std::string_view policy = "which routes are taken, announced and preferred";
  static constexpr auto routing = Domains(Domain::routing);
  static constexpr auto both = Domain::routing | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      block("routing-options", routing | Domain::filters),
      {"routing-options static", routing, &static_routes},
      {"routing-options rib *", routing, &rib},
      block("routing-options rib * static", routing),
      ignored("routing-options rib * aggregate", policy),
      ignored("routing-options rib * generate", policy),
      ignored("routing-options rib * martians", policy),
      ignored("routing-options rib * maximum-prefixes", policy),
      ignored("routing-options rib * maximum-paths", policy),
      known("routing-options rib * access", routing),
      ignored("routing-options autonomous-system", "a number of the router"),
      ignored("routing-options router-id", "a number of the router"),
      ignored("routing-options route-distinguisher-id", "a number of the router"),
      ignored("routing-options confederation", policy),
      ignored("routing-options aggregate", policy),
      ignored("routing-options generate", policy),
      ignored("routing-options martians", policy),
      ignored("routing-options rib-groups", policy),
      ignored("routing-options interface-routes", policy),
      ignored("routing-options instance-import", policy),
      ignored("routing-options instance-export", policy),
      ignored("routing-options auto-export", policy),
      ignored("routing-options forwarding-table", policy),
      ignored("routing-options resolution", policy),
      ignored("routing-options maximum-prefixes", policy),
      ignored("routing-options maximum-paths", policy),
      ignored("routing-options multipath", policy),
      ignored("routing-options graceful-restart", "how a restart is bridged"),
      ignored("routing-options nonstop-routing", "how a restart is bridged"),
      ignored("routing-options warm-standby", "how a restart is bridged"),
      ignored("routing-options multicast", "multicast"),
      ignored("routing-options options", "notes for debugging"),
      ignored("routing-options traceoptions", "notes for debugging"),
      ignored("routing-options srlg", policy),
      ignored("routing-options route-record", "counters of flows"),
      ignored("routing-options ppm", "timers"),
      ignored("routing-options bmp", "routes told to a monitoring station"),
      ignored("routing-options validation", policy),
      ignored("routing-options fate-sharing", policy),
      ignored("routing-options med-igp-update-interval", policy),
      ignored("routing-options dynamic-tunnels", "tunnels for labels"),
      ignored("routing-options vrf-table-label", "labels"),
      ignored("routing-options protect", policy),
      ignored("routing-options l3vpn-composite-nexthop", policy),
      known("routing-options flow", Domain::filters),
      known("routing-options access", routing),
      known("routing-options access-internal", routing),
      ignored("policy-options", policy),
      block("protocols", both | Domain::management | Domain::authentication | Domain::redundancy | Domain::filters |
                             Domain::interfaces),
      {"protocols bgp", both, &bgp},
      {"protocols ospf", both, &ospf},
      {"protocols ospf3", both, &ospf3},
      {"protocols isis", both, &isis},
      {"protocols rip", both, &rip},
      {"protocols ripng", both, &ripng},
      block("routing-instances", both | Domain::filters | Domain::interfaces | Domain::management),
      {.path = "routing-instances *",
       .domains = both | Domain::filters | Domain::interfaces | Domain::management,
       .handler = &instance,
       .instance = true},
      block("routing-instances * interface", Domain::interfaces),
      ignored("routing-instances * instance-type", "how its tables are kept"),
      ignored("routing-instances * description", "a text"),
      ignored("routing-instances * route-distinguisher", policy),
      ignored("routing-instances * vrf-target", policy),
      ignored("routing-instances * vrf-import", policy),
      ignored("routing-instances * vrf-export", policy),
      ignored("routing-instances * vrf-table-label", "labels"),
      ignored("routing-instances * vtep-source-interface", "layer 2 over tunnels"),
      ignored("routing-instances * bridge-domains", "layer 2"),
      ignored("routing-instances * vlans", "layer 2"),
      ignored("routing-instances * vlan-id", "layer 2"),
      ignored("routing-instances * no-vrf-propagate-ttl", "labels"),
      ignored("routing-instances * routing-interface", "layer 2"),
      ignored("routing-instances * no-local-switching", "layer 2"),
      known("routing-instances * forwarding-options", Domain::filters),
      known("routing-instances * system", Domains(Domain::management)),
      known("routing-instances * access", Domains(Domain::management) | Domain::users),
  });
  return rows;
}

}  // namespace muster::grammars::juniper_junos
