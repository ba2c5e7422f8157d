#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::redundancy;
constexpr auto at = &Config::cluster;

Outcome cluster(Config& config, Cursor& cursor) {
  const Outcome outcome = block(config, cursor);
  begin_entry(config.cluster, cursor);
  return outcome;
}

Domains cluster_not_understood(Config& config, const Cursor& cursor, Domains left) {
  open_entry(config.cluster, cursor, left);
  return left;
}

const Table& ha_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"mode", domains, &text<at, &Cluster::mode>},
      {"group-name", domains, &text<at, &Cluster::name>},
      {"group-id", domains, &number<at, &Cluster::id>},
      {"priority", domains, &number<at, &Cluster::priority>},
      {"password", domains | Domain::users, &secret<at, &Cluster::password>},
      {"monitor", domains, &names<at, &Cluster::monitored>},
      {"pingserver-monitor-interface", domains, &names<at, &Cluster::pinged>},
      {"key", domains},
      {"vcluster2", domains, &usually<disabled>},
      {"vcluster-status", domains, &usually<disabled>},
      ignored<Config>("config secondary-vcluster", "counts only with vcluster2"),
      ignored<Config>("config vcluster", "counts only with vcluster-status"),
  });
  static constexpr auto others = ignored_each(
      words("hbdev", "hbdev-vlan-id", "unicast-hb", "unicast-hb-peerip", "unicast-hb-netmask", "unicast-status",
            "unicast-gateway", "config unicast-peers", "session-sync-dev", "route-ttl", "route-wait", "route-hold",
            "multicast-ttl", "evpn-ttl", "load-balance-all", "sync-config", "encryption", "authentication",
            "hb-interval", "hb-interval-in-milliseconds", "hb-lost-threshold", "hello-holddown", "gratuitous-arps",
            "arps", "arps-interval", "session-pickup", "session-pickup-connectionless", "session-pickup-expectation",
            "session-pickup-nat", "session-pickup-delay", "link-failed-signal", "upgrade-mode",
            "uninterruptible-upgrade", "uninterruptible-primary-wait", "ha-mgmt-status", "config ha-mgmt-interfaces",
            "ha-mgmt-interface", "ha-mgmt-interface-gateway", "ha-mgmt-interface-gateway6", "ha-eth-type",
            "hc-eth-type", "l2ep-eth-type", "ha-uptime-diff-margin", "standalone-config-sync", "standalone-mgmt-vdom",
            "logical-sn", "vcluster-id", "override", "override-wait-time", "schedule", "weight", "cpu-threshold",
            "memory-threshold", "http-proxy-threshold", "imap-proxy-threshold", "nntp-proxy-threshold",
            "pop3-proxy-threshold", "smtp-proxy-threshold", "ftp-proxy-threshold", "pingserver-failover-threshold",
            "pingserver-secondary-force-reset", "pingserver-slave-force-reset", "pingserver-flip-timeout", "vdom",
            "ha-direct", "ssd-failover", "memory-compatible-mode", "memory-based-failover", "memory-failover-threshold",
            "memory-failover-monitor-period", "memory-failover-sample-rate", "memory-failover-flip-timeout",
            "failover-hold-time", "inter-cluster-session-sync", "check-secondary-dev-health", "ipsec-phase2-proposal",
            "bounce-intf-upon-failover", "config frup-settings", "helper", "update-all-session-timer",
            "slave-switch-standby", "minimum-worker-threshold", "session-sync-daemon-number",
            "auto-virtual-mac-interface", "config auto-virtual-mac-interface", "backup-hbdev", "config backup-hbdev"),
      "how the members reach each other, what they share, and timers");
  static const Table table({rows, others}, &cluster_not_understood);
  return table;
}

constexpr std::string_view unused = "counts only while it is on";
constexpr auto standalone_rows = std::to_array<Row>({
    {"standalone-group-id", domains, &usually<zero>},
    {"config", domains},
    ignored<Config>("*", unused),
});
constexpr auto scale_rows = std::to_array<Row>({
    {"status", domains, &usually<disabled>},
    {"config", domains},
    ignored<Config>("*", unused),
});

}  // namespace

Rows ha_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system ha", domains, &cluster, &ha_table},
      {"config system standalone-cluster", domains, &block, &idle_table<standalone_rows>},
      {"config system cluster-sync", domains},
      {"config system auto-scale", domains, &block, &idle_table<scale_rows>},
      ignored<Config>("config system ha-monitor", "timers"),
      ignored<Config>("config system session-sync", "which sessions members share"),
  });
  return rows;
}

void convert_cluster(Config& config, const Target& target) {
  const Cluster& from = config.cluster;
  if (from.password)
    keep_secret(config.vdoms.get("").secrets, "failover", "ha", from.password->value, from.password->lines);
  if (!from.mode || from.mode->value == "standalone") return;
  model::RedundancyGroup& to = target.device.redundancy_groups.emplace_back();
  from.put(to, target);
  to.name.set(from.name ? "ha " + from.name->value : "ha", to.lines);
  to.protocol.set("ha", to.lines);
  put_or_default<std::int64_t>(to.group, from.id, 0);
  put_or_default<std::int64_t>(to.priority, from.priority, 128);
  to.virtual_addresses.set_absent();
  const Maybe<Names>& watched = from.monitored ? from.monitored : from.pinged;
  to.tracked.set(watched.has_value(), watched ? watched->lines : to.lines);
  to.authenticated.set(from.password.has_value(), from.password ? from.password->lines : to.lines);
}

}  // namespace muster::grammars::fortinet_fortios
