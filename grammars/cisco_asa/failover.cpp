#include "grammars/cisco/failover_pair.hpp"
#include "grammars/cisco_asa/config.hpp"

namespace muster::grammars::cisco_asa {
namespace {

Outcome failover(Config& config, Cursor& cursor) {
  if (!cursor.at_end()) return cursor.fail("an option of failover");
  config.failover.enabled = {!cursor.negated, cursor.lines()};
  config.failover.lines.add(cursor.line());
  return Outcome::understood;
}

/// `failover key [hex|8] KEY`, `failover ipsec pre-shared-key KEY`: what proves the other unit.
Outcome key(Config& config, Cursor& cursor) {
  config.failover.authenticated.reset();
  if (cursor.negated) {
    config.secrets.erase("failover/failover");
    return Outcome::understood;
  }
  cursor.accept("hex");
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  config.failover.authenticated = {true, cursor.lines()};
  config.failover.lines.add(cursor.line());
  keep_secret(config.secrets, "failover", "failover", std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `failover lan interface NAME IF`: over which interface the units speak.
Outcome lan_interface(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a name");
  config.failover.link = cursor.word();
  config.failover.lines.add(cursor.line());
  cursor.word();
  return cursor.end();
}

/// `failover interface ip NAME ADDRESS MASK standby ADDRESS`
Outcome interface_ip(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (!take_network(config, cursor)) return cursor.fail("an address and its mask");
  if (!cursor.accept("standby")) return cursor.fail("standby");
  const auto peer = take_address(config, cursor);
  if (!peer) return cursor.fail("the other unit's address");
  config.failover.lines.add(cursor.line());
  if (name == config.failover.link) config.failover.peer = {*peer, cursor.lines()};
  return cursor.end();
}

// ---- cluster

Outcome cluster_group(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("a name");
  config.cluster_name = name;
  config.cluster = &config.clusters.get(name);
  config.cluster->lines.add(cursor.line(), cursor.context().tree.nodes()[cursor.node().subtree_end - 1].last_line);
  return cursor.negated ? Outcome::known : cursor.end();
}

Outcome cluster_key(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  auto secret = take_key(cursor);
  if (!secret) return cursor.fail("a key");
  config.cluster->authenticated = {true, cursor.lines()};
  keep_secret(config.secrets, "cluster", config.cluster_name, std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome cluster_priority(Config& config, Cursor& cursor) {
  const auto number = cursor.number(1, 100);
  if (!number) return cursor.fail("a priority from 1 to 100");
  config.cluster->priority = {*number, cursor.lines()};
  return cursor.end();
}

const Table& cluster_table() {
  static constexpr std::string_view links = "how the units speak with each other";
  static constexpr auto rows = std::to_array<Row>({
      {"key", Domain::redundancy | Domain::users, &cluster_key},
      {"priority", Domain::redundancy, &cluster_priority},
      {"enable", Domain::redundancy},
      ignored<Config>("local-unit", "the unit's own name"),
      ignored<Config>("cluster-interface", links),
      ignored<Config>("console-replicate", links),
      ignored<Config>("health-check", links),
      ignored<Config>("clacp", links),
      ignored<Config>("conn-rebalance", links),
      ignored<Config>("site-id", links),
      ignored<Config>("unit", links),
  });
  static const Table table({rows});
  return table;
}

void convert_clusters(Config& config, const Target& target) {
  config.clusters.each([&](const std::string& name, Cluster& from) {
    model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
    target.head(to, from.lines);
    to.name.set("cluster " + name, to.lines);
    to.protocol.set("cluster", to.lines);
    put(to.priority, from.priority);
    to.tracked.set_default(true);  // units check each other's health
    put_or_default(to.authenticated, from.authenticated, false);
  });
}

}  // namespace

Rows failover_rows() {
  static constexpr std::string_view links = "how the units speak with each other";
  static constexpr std::string_view names = "names and addresses that move between the units";
  static constexpr auto rows = std::to_array<Row>({
      {"failover", Domain::redundancy, &failover},
      {"failover key", Domain::redundancy | Domain::users, &key},
      {"failover ipsec pre-shared-key", Domain::redundancy | Domain::users, &key},
      {"failover lan interface", Domain::redundancy, &lan_interface},
      {"failover interface ip", Domain::redundancy, &interface_ip},
      {"failover group", Domain::redundancy},
      {"failover cloud", Domain::redundancy | Domain::users},
      ignored<Config>("failover lan unit", "which of the two units this one is"),
      ignored<Config>("failover lan enable", links),
      ignored<Config>("failover link", links),
      ignored<Config>("failover polltime", links),
      ignored<Config>("failover interface-policy", links),
      ignored<Config>("failover health-check", links),
      ignored<Config>("failover replication", "what the other unit knows of connections"),
      ignored<Config>("failover timeout", links),
      ignored<Config>("failover standby", links),
      ignored<Config>("failover wait-disable", links),
      ignored<Config>("failover mac", names),
      ignored<Config>("monitor-interface", "which interfaces count: physical ones do unless a line says otherwise"),
      {"cluster group", Domain::redundancy | Domain::users, &cluster_group, &cluster_table},
      {"cluster", Domain::redundancy},
      ignored<Config>("cluster interface-mode", "how interfaces are shared by the units"),
      {"redundancy", Domain::redundancy},
  });
  return rows;
}

void convert_failover(Config& config, const Target& target) {
  convert_clusters(config, target);
  const Failover& from = config.failover;
  if (!from.enabled || !from.enabled->value) return;
  model::RedundancyGroup& to = failover_pair(target.device, target.context, target.id(from.lines));
  to.tracked.set_default(true);  // units check each other and their interfaces
  put_or_default(to.authenticated, from.authenticated, false);
  put(to.peer, from.peer);
}

}  // namespace muster::grammars::cisco_asa
