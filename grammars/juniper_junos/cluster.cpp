#include <array>

#include "grammars/juniper_junos/config.hpp"
#include "grammars/redundancy_groups.hpp"

/// `chassis cluster`: two devices that stand in for each other, group by group.
namespace muster::grammars::juniper_junos {
namespace {

/// The priorities of its nodes; the device's own only if they are the same, for which node it is stands elsewhere.
void put_priority(Place place, NodeId nodes, model::Integer& to) {
  const Configuration& config = place.walk.configuration();
  std::optional<std::uint32_t> all;
  for (const NodeId node : children(place, nodes)) {
    const NodeId priority = child(config, node, "priority");
    const NodeId value = priority == no_node ? no_node : value_of(config, priority);
    const auto given = value == no_node ? std::nullopt : number(config[value].text);
    if (!given || (all && *all != *given)) {
      if (!to.known()) to.set_unknown(place.walk.lines_below(nodes));
      return;
    }
    all = given;
  }
  if (all && !to.known()) to.set(*all, place.walk.lines_below(nodes));
}

Outcome group_of_cluster(Place place) {
  model::RedundancyGroup& to =
      grammars::redundancy_group(place.walk.device(), place.state.context, "cluster " + std::string(text(place)),
                                 "cluster", place.walk.lines_below(place.node));
  const auto id = number(text(place));
  if (!id) return place.walk.fail(place.node, "the number of a group");
  to.group.set(*id, place.walk.lines(place.node));
  to.virtual_addresses.set_absent();
  if (*id != 0) to.tracked.set_default(false);  // group 0, the routing engines, follows their heartbeat
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "node")
      put_priority(place, each, to.priority);
    else if (word == "interface-monitor" || word == "ip-monitoring")
      to.tracked.set(true, place.walk.lines_below(each));
    else if (word != "preempt" && word != "gratuitous-arp-count" && word != "hold-down-interval")
      place.walk.unknown(each, Domain::redundancy, "a setting of a redundancy group");
  }
  return Outcome::understood;
}

}  // namespace

Rows cluster_rows() {
  static constexpr auto redundancy = Domains(Domain::redundancy);
  static constexpr std::string_view links = "links and timers between the members";
  static constexpr auto rows = std::to_array<Row>({
      block("chassis cluster", redundancy),
      {"chassis cluster redundancy-group *", redundancy, &group_of_cluster},
      ignored("chassis cluster reth-count", "how many shared interfaces there are"),
      ignored("chassis cluster control-ports", links),
      ignored("chassis cluster control-link-recovery", links),
      ignored("chassis cluster heartbeat-interval", links),
      ignored("chassis cluster heartbeat-threshold", links),
      ignored("chassis cluster heartbeat-tos", links),
      ignored("chassis cluster network-management", "how the members are shown to others"),
      ignored("chassis cluster configuration-synchronize", "whether a member that starts asks for the configuration"),
      ignored("chassis cluster traceoptions", "notes for debugging"),
  });
  return rows;
}

}  // namespace muster::grammars::juniper_junos
