#include "grammars/juniper_junos/neighbors.hpp"

#include <algorithm>
#include <array>

namespace muster::grammars::juniper_junos {
namespace {

model::RoutingNeighbor& add_neighbor(Place place, NodeId node, const std::string& protocol, const std::string& name) {
  model::RoutingNeighbor& to = place.walk.device().neighbors.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(node);
  to.name.set(protocol + " " + name, to.lines);
  to.protocol.set(protocol == "ripng" ? "rip" : protocol, to.lines);
  to.remote_as.set_absent();
  to.maximum_prefixes.set_absent();
  return to;
}

std::string named(Place place, NodeId node) {
  const std::string instance = place.state.instance.empty() ? "" : std::string(place.state.instance) + " ";
  return instance + std::string(text(place, node));
}

constexpr auto isis_words = std::to_array<std::string_view>(
    {"interface", "level", "import", "export", "disable", "reference-bandwidth", "lsp-lifetime", "max-lsp-size",
     "max-snp-size", "max-hello-size", "no-authentication-check", "loose-authentication-check", "overload",
     "no-ipv4-routing", "no-ipv6-routing", "no-ipv4-multicast", "no-ipv6-multicast", "clns-routing", "topologies",
     "traffic-engineering", "rib-group", "graceful-restart", "ignore-attached-bit", "suppress-attached-bit",
     "spf-options", "backup-spf-options", "source-packet-routing", "traceoptions", "traffic-statistics",
     "ignore-lsp-metrics", "no-adjacency-holddown", "dynamic-overload", "label-switched-path", "shortcuts",
     "strict-dual-isis", "lsp-interval", "topology"});
constexpr auto isis_level_words = std::to_array<std::string_view>(
    {"authentication-key", "authentication-key-chain", "authentication-type", "disable", "wide-metrics-only",
     "preference", "external-preference", "prefix-export-limit", "no-hello-authentication", "no-csnp-authentication",
     "no-psnp-authentication", "no-authentication-check", "labeled-preference", "source-packet-routing",
     "traffic-engineering"});
constexpr auto isis_interface_words = std::to_array<std::string_view>(
    {"level", "passive", "disable", "point-to-point", "hello-authentication-key", "hello-authentication-key-chain",
     "hello-authentication-type", "bfd-liveness-detection", "checksum", "csnp-interval", "family", "hello-padding",
     "ldp-synchronization", "link-protection", "node-link-protection", "lsp-interval", "mesh-group", "layer2-map",
     "no-adjacency-holddown", "no-adjacency-down-notification", "no-eligible-backup", "no-eligible-remote-backup",
     "no-ipv4-multicast", "no-ipv6-multicast", "no-ipv6-unicast", "no-unicast-topology", "max-hello-size", "te-metric",
     "topology", "interface-group-holddown-delay", "no-advertise-adjacency-segment", "ipv4-adjacency-segment",
     "ipv6-adjacency-segment", "post-convergence-lfa", "lan-neighbor", "delay-metric", "auto-bandwidth"});
constexpr auto isis_interface_level_words = std::to_array<std::string_view>(
    {"metric", "te-metric", "ipv6-unicast-metric", "ipv4-multicast-metric", "ipv6-multicast-metric", "priority",
     "passive", "disable", "hello-authentication-key", "hello-authentication-key-chain", "hello-authentication-type",
     "hello-interval", "hold-time", "topology", "ipv4-adjacency-segment", "ipv6-adjacency-segment", "lan-neighbor",
     "post-convergence-lfa", "no-advertise-adjacency-segment", "delay-metric"});
constexpr auto rip_words = std::to_array<std::string_view>(
    {"group", "authentication-key", "authentication-type", "import", "send", "receive", "holddown", "metric-in",
     "message-size", "check-zero", "no-check-zero", "update-interval", "route-timeout", "rib-group", "traceoptions",
     "graceful-restart", "bfd-liveness-detection"});
constexpr auto rip_group_words = std::to_array<std::string_view>(
    {"neighbor", "export", "import", "preference", "metric-out", "bfd-liveness-detection", "route-timeout",
     "update-interval", "demand-circuit", "max-retrans-time"});
constexpr auto rip_neighbor_words = std::to_array<std::string_view>(
    {"authentication-key", "authentication-type", "import", "send", "receive", "metric-in", "message-size",
     "check-zero", "no-check-zero", "any-sender", "update-interval", "route-timeout", "bfd-liveness-detection",
     "interface-type", "demand-circuit", "max-retrans-time"});

constexpr auto isis_levels = std::to_array<std::string_view>({"1", "2"});

/// IS-IS: hellos carry the key of the interface's level, else that of the level.
class Isis {
 public:
  explicit Isis(Place place) : place_(place), config_(place.walk.configuration()) {}

  void read() {
    expect_words(place_, place_.node, isis_words, "a setting of IS-IS");
    for (const std::string_view level : isis_levels)
      if (const NodeId node = level_of(place_.node, level); node != no_node)
        expect_words(place_, node, isis_level_words, "a setting of a level");
    for (const std::string_view level : isis_levels)
      if (const NodeId node = level_of(place_.node, level); node != no_node)
        keep(node, "authentication-key", named(place_, place_.node) + " level " + std::string(level));
    const NodeId interfaces = child(place_, "interface");
    if (interfaces == no_node) return;
    for (const NodeId interface : children(place_, interfaces)) read_interface(interface);
  }

 private:
  [[nodiscard]] NodeId level_of(NodeId node, std::string_view level) const {
    const NodeId levels = child(config_, node, "level");
    return levels == no_node ? no_node : child(config_, levels, level);
  }
  [[nodiscard]] bool has(NodeId node, std::string_view word) const {
    return node != no_node && child(config_, node, word) != no_node;
  }
  void keep(NodeId node, std::string_view word, const std::string& name) {
    if (const NodeId key = child(config_, node, word); key != no_node) keep_secret(place_, key, "isis", name);
  }

  void read_interface(NodeId interface) {
    const std::string name = named(place_, interface);
    expect_words(place_, interface, isis_interface_words, "a setting of an interface of IS-IS");
    for (const std::string_view level : isis_levels)
      if (const NodeId node = level_of(interface, level); node != no_node)
        expect_words(place_, node, isis_interface_level_words, "a setting of a level of an interface");
    for (const std::string_view level : isis_levels)
      if (const NodeId node = level_of(interface, level); node != no_node)
        keep(node, "hello-authentication-key", name + " level " + std::string(level));
    keep(interface, "hello-authentication-key", name);
    if (text(place_, interface).starts_with("lo0") || has(interface, "passive") || has(interface, "disable")) return;
    bool speaks = false;
    bool authenticated = true;
    for (const std::string_view level : isis_levels) {
      const NodeId own = level_of(interface, level);
      if (has(own, "disable") || has(own, "passive") || has(level_of(place_.node, level), "disable")) continue;
      speaks = true;
      authenticated = authenticated && is_authenticated(interface, level);
    }
    if (!speaks) return;
    model::RoutingNeighbor& to = add_neighbor(place_, interface, "isis", name);
    to.authenticated.set(authenticated, to.lines);
    put_policies(place_, child(place_, "import"), to.filter_in);
    put_policies(place_, child(place_, "export"), to.filter_out);
  }

  [[nodiscard]] bool has_key(NodeId node, std::string_view stem) const {
    return has(node, std::string(stem) + "-key") || has(node, std::string(stem) + "-key-chain");
  }

  [[nodiscard]] bool is_authenticated(NodeId interface, std::string_view level) const {
    const NodeId shared = level_of(place_.node, level);
    // Packets without a key are accepted where the check is loose.
    if (has(place_.node, "loose-authentication-check")) return false;
    if (has(place_.node, "no-authentication-check") || has(shared, "no-authentication-check")) return false;
    if (has_key(level_of(interface, level), "hello-authentication") || has_key(interface, "hello-authentication"))
      return true;
    return has_key(shared, "authentication") && !has(shared, "no-hello-authentication");
  }

  Place place_;
  const Configuration& config_;
};

}  // namespace

void expect_words(Place place, NodeId node, std::span<const std::string_view> words, std::string_view expected) {
  for (const NodeId each : children(place, node))
    if (std::ranges::find(words, text(place, each)) == words.end())
      place.walk.unknown(each, Domain::routing | Domain::users, expected);
}

void put_policies(Place place, NodeId list, model::Text& to) {
  std::string all;
  if (list != no_node)
    for (const NodeId each : children(place, list)) all += (all.empty() ? "" : ",") + std::string(text(place, each));
  all.empty() ? to.set_absent() : to.set(all, place.walk.lines_below(list));
}

Outcome isis(Place place) {
  if (child(place, "disable") == no_node) Isis(place).read();
  return Outcome::understood;
}

Outcome read_rip(Place place, const std::string& protocol) {
  const Configuration& config = place.walk.configuration();
  const auto key_of = [&config](NodeId node) {
    const NodeId type = child(config, node, "authentication-type");
    const NodeId value = type == no_node ? no_node : value_of(config, type);
    const bool none = value != no_node && config[value].text == "none";
    return none ? no_node : child(config, node, "authentication-key");
  };
  expect_words(place, place.node, rip_words, "a setting of RIP");
  const NodeId shared = key_of(place.node);
  if (shared != no_node) keep_secret(place, shared, "rip", protocol);
  const NodeId groups = child(place, "group");
  if (groups == no_node) return Outcome::understood;
  for (const NodeId group : children(place, groups)) {
    expect_words(place, group, rip_group_words, "a setting of a group of RIP");
    const NodeId neighbors = child(config, group, "neighbor");
    if (neighbors == no_node) continue;
    for (const NodeId each : children(place, neighbors)) {
      expect_words(place, each, rip_neighbor_words, "a setting of a neighbor of RIP");
      const NodeId own = key_of(each);
      if (own != no_node) keep_secret(place, own, "rip", named(place, each));
      model::RoutingNeighbor& to = add_neighbor(place, each, protocol, named(place, each));
      to.authenticated.set(own != no_node || shared != no_node, to.lines);
      const NodeId import = child(config, each, "import");
      put_policies(place, import != no_node ? import : child(config, group, "import"), to.filter_in);
      put_policies(place, child(config, group, "export"), to.filter_out);
    }
  }
  return Outcome::understood;
}

}  // namespace muster::grammars::juniper_junos
