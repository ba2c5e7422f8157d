#include "grammars/cisco_iosxr/config.hpp"

/// Top-level keywords that are declared but not modelled, each with what it can affect, and those that are ignored on
/// purpose, each with the reason.
namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::string_view hardware = "hardware, modules and licences";
constexpr std::string_view diagnostics = "diagnosis and counters";
constexpr std::string_view names = "how the device looks names up";
constexpr std::string_view telemetry = "traffic statistics: no rule looks at them";
constexpr std::string_view layer2 = "layer 2: no rule looks at it";
constexpr std::string_view policy = "a policy for routes: it adds neither neighbours nor static routes";
constexpr std::string_view screen = "how the command line behaves";
constexpr std::string_view inside = "how packets are forwarded inside the box";

Outcome redundancy(Config&, Cursor& cursor) { return cursor.end(); }

/// Messages to the vendor, sent and never asked for.
Outcome call_home(Config&, Cursor& cursor) { return cursor.end(); }

const Table& call_home_table() {
  static constexpr std::string_view sent = "messages that the device sends to its vendor";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("service active", sent),
      ignored<Config>("contact", sent),
      ignored<Config>("contact-email-addr", sent),
      ignored<Config>("contract-id", sent),
      ignored<Config>("customer-id", sent),
      ignored<Config>("site-id", sent),
      ignored<Config>("phone-number", sent),
      ignored<Config>("street-address", sent),
      ignored<Config>("sender", sent),
      ignored<Config>("from", sent),
      ignored<Config>("reply-to", sent),
      ignored<Config>("alert-group", sent),
      ignored<Config>("alert-group-config", sent),
      ignored<Config>("profile", sent),
      ignored<Config>("rate-limit", sent),
      ignored<Config>("data-privacy", sent),
      ignored<Config>("syslog-throttling", sent),
      ignored<Config>("http-proxy", sent),
      ignored<Config>("source-interface", sent),
      ignored<Config>("vrf", sent),
      ignored<Config>("mail-server", sent),
      {"aaa-authorization", Domain::authentication},
      {"active", Domain::management},
  });
  static const Table table({rows});
  return table;
}

/// Measurements of the network. A responder is a service that listens.
Outcome measurements(Config&, Cursor& cursor) { return cursor.end(); }

const Table& measurement_table() {
  static constexpr std::string_view measured = "measurements that the device makes of the network";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("operation", measured),
      ignored<Config>("schedule", measured),
      ignored<Config>("reaction", measured),
      ignored<Config>("hw-timestamp", measured),
      ignored<Config>("low-memory", measured),
      ignored<Config>("server", measured),
      ignored<Config>("mpls", measured),
      ignored<Config>("apply-config", measured),
      {"key-chain", Domain::management},
      {"responder", Domain::management},
  });
  static const Table table({rows});
  return table;
}

const Table& redundancy_table() {
  static constexpr std::string_view processors = "how the route processors of one box share their work";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("iccp", processors),
      ignored<Config>("switchover", processors),
      ignored<Config>("mode", processors),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows policy_rows() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("route-policy", policy),
      ignored<Config>("prefix-set", policy),
      ignored<Config>("as-path-set", policy),
      ignored<Config>("community-set", policy),
      ignored<Config>("extcommunity-set", policy),
      ignored<Config>("large-community-set", policy),
      ignored<Config>("rd-set", policy),
      ignored<Config>("tag-set", policy),
      ignored<Config>("esi-set", policy),
      ignored<Config>("mac-set", policy),
      ignored<Config>("etag-set", policy),
      ignored<Config>("ospf-area-set", policy),
      ignored<Config>("policy-global", policy),
      ignored<Config>("end-global", policy),
      ignored<Config>("route-target-set", policy),
      ignored<Config>("vrf", "names a VRF: interfaces and routes say themselves which one they are in"),
      ignored<Config>("vrf-group", "names VRFs: interfaces and routes say themselves which one they are in"),
      ignored<Config>("rpl", "how policies are edited"),
  });
  return rows;
}

Rows other_rows() {
  static constexpr Domains management = Domain::management;
  static constexpr auto rows = std::to_array<Row>({
      {"call-home", management | Domain::authentication, &call_home, &call_home_table},
      {"event", management | Domain::users},
      {"appmgr", management},
      {"docker", management},
      {"linux", management | Domain::filters},
      {"virtual-service", management},
      {"service", management},
      {"crypto", Domain::users | management},
      {"dhcp", management | Domain::interfaces},
      {"telemetry", management | Domain::users},
      ignored<Config>("telemetry model-driven", "measurements that the device sends: no rule looks at them"),
      {"track", Domain::redundancy},
      {"ipsla", management, &measurements, &measurement_table},
      {"nv", Domain::interfaces},
      {"subscriber", Domain::interfaces | Domain::authentication},
      {"dynamic-template", Domain::interfaces | Domain::filters},
      {"pool", Domain::interfaces},
      {"dot1x", Domain::authentication},
      {"eap", Domain::authentication},
      {"macsec-policy", Domain::interfaces},
      {"vpn", Domain::users},
      {"configuration", management},
      {"group", Domains::all()},
      ignored<Config>("end-group", "structure of the printed configuration"),
      {"apply-group", Domains::all()},
      {"apply-group-append", Domains::all()},
      {"flowspec", Domain::filters},
      {"policy-map type pbr", Domain::filters},
      {"policy-map type redirect", Domain::filters},
      {"policy-map type control", Domain::filters | Domain::interfaces},
      {"redundancy", Domain::redundancy, &redundancy, &redundancy_table},
      ignored<Config>("class-map", "only sorts traffic: policy-map says what happens to it"),
      ignored<Config>("policy-map", "queues and marks: no rule looks at them"),
      ignored<Config>("crypto ca trustpoint", "where certificates come from: no rule looks at it"),
      ignored<Config>("crypto ca http-proxy", "where certificates come from: no rule looks at it"),
      ignored<Config>("crypto ca crl", "where certificates come from: no rule looks at it"),
      ignored<Config>("crypto ca fqdn-check", "where certificates come from: no rule looks at it"),
      ignored<Config>("configuration display", screen),
      ignored<Config>("configuration commit", "copies of the configuration"),
      ignored<Config>("configuration mode", screen),
      ignored<Config>("domain", names),
      ignored<Config>("domain-name", names),
      ignored<Config>("tpa", "which address other programs of the box use"),
      ignored<Config>("flow", telemetry),
      ignored<Config>("sampler-map", telemetry),
      ignored<Config>("performance-measurement", telemetry),
      ignored<Config>("performance-mgmt", telemetry),
      ignored<Config>("statistics", telemetry),
      ignored<Config>("monitor-session", "copies of packets: no rule looks at them"),
      ignored<Config>("hw-module", hardware),
      ignored<Config>("fpd", hardware),
      ignored<Config>("controller", hardware),
      ignored<Config>("license", hardware),
      ignored<Config>("install", hardware),
      ignored<Config>("power-mgmt", hardware),
      ignored<Config>("environment", hardware),
      ignored<Config>("environmental-monitoring", hardware),
      ignored<Config>("platform", hardware),
      ignored<Config>("location", hardware),
      ignored<Config>("sysdb", hardware),
      ignored<Config>("service unsupported-transceiver", hardware),
      ignored<Config>("service active", hardware),
      ignored<Config>("service cli", screen),
      ignored<Config>("service pipe", screen),
      ignored<Config>("ptp", hardware),
      ignored<Config>("clock-interface", hardware),
      ignored<Config>("frequency", hardware),
      ignored<Config>("isolation", hardware),
      ignored<Config>("nsr", "how processes take over from each other"),
      ignored<Config>("process", "how processes take over from each other"),
      ignored<Config>("fault-manager", diagnostics),
      ignored<Config>("exception", diagnostics),
      ignored<Config>("dump", diagnostics),
      ignored<Config>("diagnostic", diagnostics),
      ignored<Config>("watchdog", diagnostics),
      ignored<Config>("memory", diagnostics),
      ignored<Config>("error-disable", layer2),
      ignored<Config>("gsp", inside),
      ignored<Config>("parser", screen),
      ignored<Config>("terminal", screen),
      ignored<Config>("host", names),
  });
  return rows;
}

Rows transport_rows() {
  static constexpr std::string_view multicast = "multicast: no rule looks at it";
  static constexpr std::string_view labels = "labels and tunnels: no rule looks at them";
  static constexpr std::string_view neighbours = "how addresses of neighbours are learnt";
  static constexpr std::string_view sizes = "timers and sizes";
  static constexpr auto rows = std::to_array<Row>({
      {"router", Domain::routing | Domain::users},
      {"rsvp", Domain::routing | Domain::users},
      {"mpls", Domain::routing | Domain::users},
      {"pce", Domain::routing | Domain::users},
      {"lisp", Domain::routing | Domain::users},
      {"ipv4", Domain::interfaces | Domain::filters | Domain::routing},
      {"ipv6", Domain::interfaces | Domain::filters | Domain::routing},
      {"ipv4 virtual", Domain::interfaces},
      {"ipv6 virtual", Domain::interfaces},
      {"tcp", Domain::management},
      {"tcp ao", Domain::users | Domain::routing},
      {"udp", Domain::management},
      {"cgn", Domain::filters},
      {"nat64", Domain::filters},
      {"interface-list", Domain::interfaces},
      {"lpts", Domain::filters},
      {"local", Domain::routing},
      {"ipsec", Domain::filters | Domain::users},
      {"ikev2", Domain::users},
      {"keyring", Domain::users},
      {"ip", Domain::management | Domain::filters},
      ignored<Config>("lpts pifib", "how many packets for the device are taken"),
      ignored<Config>("lpts punt", "how many packets for the device are taken"),
      ignored<Config>("mpls ip-ttl-propagate", labels),
      ignored<Config>("mpls oam", labels),
      ignored<Config>("mpls label", labels),
      ignored<Config>("mpls static", labels),
      ignored<Config>("mpls traffic-eng", labels),
      ignored<Config>("segment-routing", labels),
      ignored<Config>("explicit-path", labels),
      ignored<Config>("attribute-set", labels),
      ignored<Config>("l2vpn", labels),
      ignored<Config>("evpn", labels),
      ignored<Config>("l2tp", labels),
      ignored<Config>("l2tp-class", labels),
      ignored<Config>("generic-interface-list", labels),
      ignored<Config>("multicast-routing", multicast),
      ignored<Config>("router pim", multicast),
      ignored<Config>("router igmp", multicast),
      ignored<Config>("router mld", multicast),
      ignored<Config>("router msdp", multicast),
      ignored<Config>("router amt", multicast),
      ignored<Config>("igmp", multicast),
      ignored<Config>("mld", multicast),
      ignored<Config>("mldp", multicast),
      ignored<Config>("router rib", "how routes are kept"),
      ignored<Config>("rib", "how routes are kept"),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("cef", inside),
      ignored<Config>("forwarding", inside),
      ignored<Config>("fib", inside),
      ignored<Config>("load-balancing", inside),
      ignored<Config>("arp", neighbours),
      ignored<Config>("ipv6 nd", neighbours),
      ignored<Config>("ipv6 neighbor", neighbours),
      ignored<Config>("ipv6 hop-limit", "marks of packets"),
      ignored<Config>("ipv6 path-mtu", sizes),
      ignored<Config>("ipv6 icmp", "how often the device answers with ICMP"),
      ignored<Config>("ipv4 icmp", "how often the device answers with ICMP"),
      ignored<Config>("icmp", "how often the device answers with ICMP"),
      ignored<Config>("ipv6 conflict-policy", "which of two equal addresses is used"),
      ignored<Config>("ipv4 conflict-policy", "which of two equal addresses is used"),
      ignored<Config>("ipv4 netmask-format", screen),
      ignored<Config>("ipv4 assembler", sizes),
      ignored<Config>("ipv6 assembler", sizes),
      ignored<Config>("ipv4 unnumbered", "which address tunnels use"),
      ignored<Config>("ipv4 source-route", "source routing: no rule looks at it"),
      ignored<Config>("ipv6 source-route", "source routing: no rule looks at it"),
      ignored<Config>("ipv4 virtual address use-as-src-addr", "which address the device's own requests come from"),
      ignored<Config>("tcp path-mtu-discovery", sizes),
      ignored<Config>("tcp mss", sizes),
      ignored<Config>("tcp window-size", sizes),
      ignored<Config>("tcp selective-ack", sizes),
      ignored<Config>("tcp timestamp", sizes),
      ignored<Config>("tcp synwait-time", sizes),
      ignored<Config>("tcp receive-queue", sizes),
      ignored<Config>("tcp throttle", sizes),
      ignored<Config>("tcp accept-rate", sizes),
      ignored<Config>("tcp num-thread", sizes),
      ignored<Config>("tcp directory", diagnostics),
      ignored<Config>("udp receive-queue", sizes),
      ignored<Config>("spanning-tree", layer2),
      ignored<Config>("lacp", layer2),
      ignored<Config>("ethernet", layer2),
      ignored<Config>("bundle", layer2),
      ignored<Config>("bridge", layer2),
      ignored<Config>("aps", layer2),
      ignored<Config>("mlacp", layer2),
      ignored<Config>("mac-address", layer2),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_iosxr
