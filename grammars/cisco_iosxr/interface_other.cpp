#include "grammars/cisco_iosxr/interface_rows.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// QoS shapes and marks; policies of other types forward by themselves or make subscribers.
Outcome service_policy(Config&, Cursor& cursor) {
  if (cursor.accept("input") || cursor.accept("output")) return Outcome::ignored;
  if (!cursor.accept("type")) return cursor.fail("input, output or type");
  return cursor.accept("qos") || cursor.accept("accounting") || cursor.accept("performance-traffic") ? Outcome::ignored
                                                                                                      : Outcome::known;
}

/// The rest about IPv6 of an interface: an address that is not written.
Outcome ipv6_enable(Config&, Cursor& cursor) { return cursor.end(); }

}  // namespace

Rows other_interface_rows() {
  static constexpr Domains port = Domain::interfaces;
  static constexpr std::string_view physical = "physical layer";
  static constexpr std::string_view layer2 = "layer 2: no rule looks at it";
  static constexpr std::string_view queues = "queues, timers and counters";
  static constexpr std::string_view sizes = "size of packets";
  static constexpr std::string_view neighbours = "how addresses of neighbours are learnt";
  static constexpr std::string_view carried = "what carries packets: no rule looks at it";
  static constexpr std::string_view measured = "traffic statistics";
  static constexpr auto rows = std::to_array<Row>({
      {"ipv4", port | Domain::filters},
      {"ipv6", port | Domain::filters},
      {"ipv6 enable", port, &ipv6_enable},
      {"ipv4 helper-address", port | Domain::filters},
      {"ipv4 policy", Domain::filters},
      {"ipv4 forwarding-enable", port},
      {"service-policy", Domain::filters | port, &service_policy},
      {"ethernet-services", Domain::filters},
      {"local-proxy-arp", port},
      {"arp learning", port},
      {"ppp", port | Domain::users},
      {"pppoe", port},
      {"ipsubscriber", port},
      {"dot1x", port},
      {"macsec", port},
      {"macsec-policy", port},
      {"crypto", port | Domain::filters},
      {"ipsec", port | Domain::filters},
      {"nv", port},
      {"autodestroy", port},
      {"monitor-session", port},
      {"flowspec", Domain::filters},
      ignored<Config>("ipv4 mtu", sizes),
      ignored<Config>("ipv6 mtu", sizes),
      ignored<Config>("ipv4 tcp-mss-adjust", sizes),
      ignored<Config>("ipv6 tcp-mss-adjust", sizes),
      ignored<Config>("mtu", sizes),
      ignored<Config>("ipv4 mask-reply", "ICMP messages of the device: no rule looks at them"),
      ignored<Config>("ipv4 ttl-propagate", "ICMP messages of the device: no rule looks at them"),
      ignored<Config>("ipv6 unreachables", "ICMP messages of the device: no rule looks at them"),
      ignored<Config>("ipv6 redirects", "ICMP messages of the device: no rule looks at them"),
      ignored<Config>("ipv4 point-to-point", "how the link is used"),
      ignored<Config>("ipv4 route-tag", "a mark of routes"),
      ignored<Config>("ipv4 flowspec disable", "fewer filters from outside"),
      ignored<Config>("ipv6 flowspec disable", "fewer filters from outside"),
      ignored<Config>("ipv6 nd", neighbours),
      ignored<Config>("ipv4 arp", neighbours),
      ignored<Config>("arp", neighbours),
      ignored<Config>("bandwidth", queues),
      ignored<Config>("load-interval", queues),
      ignored<Config>("carrier-delay", queues),
      ignored<Config>("dampening", queues),
      ignored<Config>("keepalive", queues),
      ignored<Config>("logging", "which messages of the interface are logged"),
      ignored<Config>("snmp", "which traps are sent"),
      ignored<Config>("flow", measured),
      ignored<Config>("mac-accounting", measured),
      ignored<Config>("performance-measurement", measured),
      ignored<Config>("priority-flow-control", queues),
      ignored<Config>("load-balancing", queues),
      ignored<Config>("hash-polarization", queues),
      ignored<Config>("negotiation", physical),
      ignored<Config>("speed", physical),
      ignored<Config>("duplex", physical),
      ignored<Config>("media-type", physical),
      ignored<Config>("flow-control", physical),
      ignored<Config>("loopback", physical),
      ignored<Config>("hold-off", physical),
      ignored<Config>("transceiver", physical),
      ignored<Config>("transport-mode", physical),
      ignored<Config>("crc", physical),
      ignored<Config>("clock", physical),
      ignored<Config>("pos", physical),
      ignored<Config>("serial", physical),
      ignored<Config>("lanphy", physical),
      ignored<Config>("wanphy", physical),
      ignored<Config>("damper", physical),
      ignored<Config>("power", physical),
      ignored<Config>("link-fault-signaling", physical),
      ignored<Config>("frequency", physical),
      ignored<Config>("ptp", physical),
      ignored<Config>("mac-address", layer2),
      ignored<Config>("encapsulation", layer2),
      ignored<Config>("rewrite", layer2),
      ignored<Config>("bundle", layer2),
      ignored<Config>("lacp", layer2),
      ignored<Config>("mlacp", layer2),
      ignored<Config>("l2transport", layer2),
      ignored<Config>("ethernet", layer2),
      ignored<Config>("dot1q", layer2),
      ignored<Config>("storm-control", layer2),
      ignored<Config>("spanning-tree", layer2),
      ignored<Config>("host-routing", layer2),
      ignored<Config>("member", layer2),
      ignored<Config>("overlay-encapsulation", layer2),
      ignored<Config>("frame-relay", layer2),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("mpls", carried),
      ignored<Config>("tunnel", carried),
      ignored<Config>("signalled-name", carried),
      ignored<Config>("signalled-bandwidth", carried),
      ignored<Config>("autoroute", carried),
      ignored<Config>("path-option", carried),
      ignored<Config>("path-protection", carried),
      ignored<Config>("path-selection", carried),
      ignored<Config>("fast-reroute", carried),
      ignored<Config>("record-route", carried),
      ignored<Config>("affinity", carried),
      ignored<Config>("priority", carried),
      ignored<Config>("policy-class", carried),
      ignored<Config>("forwarding-class", carried),
      ignored<Config>("destination", carried),
      ignored<Config>("backup-bw", carried),
      ignored<Config>("auto-bw", carried),
      ignored<Config>("load-share", carried),
      ignored<Config>("binding-sid", carried),
      ignored<Config>("cdp advertise", "timers and contents of discovery"),
      ignored<Config>("shape", queues),
      ignored<Config>("tag-set", "a mark of the interface"),
      ignored<Config>("attach", carried),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_iosxr
