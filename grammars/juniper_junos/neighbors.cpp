#include "grammars/juniper_junos/neighbors.hpp"

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

constexpr auto isis_levels = std::to_array<std::string_view>({"1", "2"});

/// IS-IS: hellos carry the key of the interface's level, else that of the level.
class Isis {
 public:
  explicit Isis(Place place) : place_(place), config_(place.walk.configuration()) {}

  void read() {
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
    if (has(place_.node, "no-authentication-check") || has(shared, "no-authentication-check")) return false;
    if (has_key(level_of(interface, level), "hello-authentication") || has_key(interface, "hello-authentication"))
      return true;
    return has_key(shared, "authentication") && !has(shared, "no-hello-authentication");
  }

  Place place_;
  const Configuration& config_;
};

}  // namespace

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
  const NodeId shared = key_of(place.node);
  if (shared != no_node) keep_secret(place, shared, "rip", protocol);
  const NodeId groups = child(place, "group");
  if (groups == no_node) return Outcome::understood;
  for (const NodeId group : children(place, groups)) {
    const NodeId neighbors = child(config, group, "neighbor");
    if (neighbors == no_node) continue;
    for (const NodeId each : children(place, neighbors)) {
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
