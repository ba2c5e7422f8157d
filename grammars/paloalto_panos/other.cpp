#include <array>

#include "grammars/paloalto_panos/config.hpp"

/// High availability; and what is declared without a meaning in the model.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr auto redundancy = Domains(Domain::redundancy);

/// Groups of links or paths whose loss moves the active role.
bool has_groups(Place place, NodeId monitoring, std::string_view kind) {
  const NodeId part = child_of(place.walk.configuration(), monitoring, kind);
  if (part == no_node || !says_yes(place, part, "enabled").value_or(true)) return false;
  for (const NodeId each : words_below(place, part))
    if (text(place, each) == "interface" || text(place, each) == "destination-ip") return true;
  return false;
}

/// `group 1 { ... }` until release 8, `group { group-id 1; ... }` since.
NodeId numbered_group(Place place, NodeId group, NodeId& id) {
  id = value_at(place, group, {"group-id"});
  if (id != no_node) return group;
  for (const NodeId each : children(place, group))
    if (number(text(place, each))) return id = each;
  return group;
}

void put_number(Place place, NodeId node, model::Integer& to) {
  const auto value = node == no_node ? std::nullopt : number(text(place, node));
  if (value) to.set(*value, place.walk.lines(node));
}

Outcome high_availability(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId outer = child(place, "group");
  if (outer == no_node || !says_yes(place, place.node, "enabled").value_or(true)) return Outcome::understood;
  NodeId id = no_node;
  const NodeId group = numbered_group(place, outer, id);
  model::RedundancyGroup& to = place.walk.device().redundancy_groups.emplace_back();
  head(place, place.node, to);
  to.name.set("ha " + std::string(id == no_node ? "1" : text(place, id)), to.lines);
  to.protocol.set("ha", to.lines);
  put_number(place, id, to.group);
  to.virtual_addresses.set_absent();
  const NodeId priority = value_at(place, group, {"election-option", "device-priority"});
  constexpr std::int64_t usual_priority = 100;
  to.priority.set_default(usual_priority);
  put_number(place, priority, to.priority);
  if (const NodeId peer = value_at(place, group, {"peer-ip"}); peer != no_node)
    to.peer.set(std::string(text(place, peer)), place.walk.lines(peer));
  const NodeId monitoring = child(config, group, "monitoring");
  const bool tracked =
      has_groups(place, monitoring, "link-monitoring") || has_groups(place, monitoring, "path-monitoring");
  if (monitoring != no_node)
    to.tracked.set(tracked, place.walk.lines_below(monitoring));
  else
    to.tracked.set_default(false);
  const NodeId control = child_of(config, child(place, "interface"), "ha1");
  const NodeId encryption = child_of(config, control, "encryption");
  const auto encrypted = encryption == no_node ? std::nullopt : says_yes(place, encryption, "enabled");
  if (encrypted)
    to.authenticated.set(*encrypted, place.walk.lines_below(encryption));
  else
    to.authenticated.set_default(false);
  return Outcome::understood;
}

}  // namespace

Rows redundancy_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"deviceconfig high-availability", redundancy, &high_availability},
      known("deviceconfig cluster", redundancy),
  });
  return rows;
}

Rows network_rows() {
  static constexpr std::string_view clients = "addresses and names for clients";
  static constexpr auto rows = std::to_array<Row>({
      block("network", configured),
      ignored("network qos", "queues and marks"),
      ignored("network dhcp", clients),
      ignored("network dns-proxy", clients),
      ignored("network underlay-net", "how tunnels between systems of a chassis run"),
      known("network shared-gateway", configured),
      known("network secure-web-gateway", Domain::management),
      known("network proxy", Domain::management),
  });
  return rows;
}

Rows other_rows() {
  static constexpr std::string_view identity = "how names of passing users are found out";
  static constexpr std::string_view reports = "reports, and how they are shown";
  static constexpr auto remote = Domains(Domain::users) | Domain::authentication | Domain::management;
  static constexpr auto rows = std::to_array<Row>({
      known("global-protect", remote),
      known("clientless-app", remote),
      known("user-id-agent", Domain::users),
      known("user-id-collector", Domain::users),
      known("user-id-hub", Domain::users),
      known("redistribution-agent", Domain::users),
      known("redistribution-collector", Domain::users),
      known("ts-agent", Domain::users),
      known("vm-info-source", Domain::users),
      known("ztp", configured),
      known("mlav-engine-filebased-enabled", Domain::filters),
      ignored("group-mapping", identity),
      ignored("user-id-ssl-auth", identity),
      known("url-admin-override", Domain::users),
      ignored("botnet", reports),
      ignored("report-group", reports),
      ignored("reports", reports),
      ignored("pdf-summary-report", reports),
      ignored("email-scheduler", reports),
      ignored("alg-override", "which helpers of applications run"),
      ignored("response-page", "pages that passing users get to see"),
      ignored("display-name", "a text"),
      ignored("vendor-url", "a text"),
      ignored("max-internal-id", "numbers that the product keeps"),
      ignored("urldb", "where categories of addresses come from"),
      known("setting", Domain::management),
      ignored("url-content-types", "which contents are inspected"),
      ignored("pushed", "numbers that the product keeps"),
      ignored("policy-optimizer", reports),
  });
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
