#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/interface_rows.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// Keys of dial-in peers: `ppp chap password [TYPE] KEY`, `ppp pap sent-username U password [TYPE] KEY`
Outcome ppp(Config& config, Cursor& cursor) {
  while (!cursor.at_end()) {
    if (cursor.word() != "password") continue;
    auto secret = read_secret(cursor, false);
    if (!secret) return cursor.fail("a password");
    if (!cursor.negated) keep_secret(config.secrets, "ppp", config.interface_name, std::move(*secret), cursor.lines());
    return skip_rest(cursor);
  }
  return Outcome::ignored;
}

/// A part of the port's traffic, by VLAN; lists may be bound to it.
Outcome service_instance(Config&, Cursor& cursor) { return skip_rest(cursor); }

const Table& service_instance_table() {
  static constexpr std::string_view layer2 = "layer 2: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("encapsulation", layer2),
      ignored<Config>("rewrite", layer2),
      ignored<Config>("bridge-domain", layer2),
      ignored<Config>("l2protocol", layer2),
      ignored<Config>("service-policy", "queues, marks and rates: what a policy drops is said by it"),
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("snmp", "what the MIB shows"),
      ignored<Config>("cfm", layer2),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows other_interface_rows() {
  static constexpr std::string_view physical = "physical layer";
  static constexpr std::string_view layer2 = "layer 2: no rule looks at it";
  static constexpr std::string_view queues = "queues, timers and counters";
  static constexpr std::string_view multicast = "multicast: no rule looks at it";
  static constexpr std::string_view neighbours = "how addresses of neighbours are learnt";
  static constexpr std::string_view hosts = "how hosts prove themselves to the port: no rule looks at it";
  static constexpr std::string_view only_drops = "looks into connections that were let through: it only drops";
  static constexpr std::string_view shortcuts = "how the other ends of a tunnel are found";
  static constexpr std::string_view dial = "calls of dial-in peers";
  static constexpr auto rows = std::to_array<Row>({
      {"ppp", Domain::users, &ppp},
      {"ipv6 router", Domain::routing},
      {"ip nat", Domain::filters},
      {"ip policy", Domain::routing | Domain::filters},
      {"ipv6 policy", Domain::routing},
      {"zone-member", Domain::filters},
      {"ntp", Domain::time},
      {"service", Domain::interfaces | Domain::filters},
      {"mka pre-shared-key", Domain::users},
      {"ip nhrp authentication", Domain::users},
      {"ipv6 nhrp authentication", Domain::users},
      {"ip rsvp authentication", Domain::users},
      {"cts", Domain::users},
      {"ip mobile", Domain::routing | Domain::users},
      {"ip vrf receive", Domain::interfaces},
      {"ip security", Domain::filters},
      {"ipv6 inspect", Domain::filters},
      {"ipv6 unnumbered", Domain::interfaces},
      {"nat64", Domain::filters | Domain::routing},
      {"source template", Domain::interfaces | Domain::filters},
      {"macro auto", Domain::interfaces},
      {"vlan-id", Domain::interfaces},
      ignored<Config>("cts role-based enforcement", only_drops),
      ignored<Config>("utd", only_drops),
      ignored<Config>("ip ips", only_drops),
      ignored<Config>("ip audit", only_drops),
      ignored<Config>("ip urlfilter", only_drops),
      ignored<Config>("ip nhrp", shortcuts),
      ignored<Config>("ipv6 nhrp", shortcuts),
      ignored<Config>("nhrp", shortcuts),
      ignored<Config>("if-state", shortcuts),
      ignored<Config>("ip rsvp", queues),
      ignored<Config>("ip accounting", queues),
      ignored<Config>("ip device tracking", "where hosts are seen"),
      ignored<Config>("ip broadcast-address", neighbours),
      ignored<Config>("ip gratuitous-arps", neighbours),
      ignored<Config>("ip irdp", neighbours),
      ignored<Config>("ip ddns", "how names of the device are told"),
      ignored<Config>("ip mroute-cache", multicast),
      ignored<Config>("ip cgmp", multicast),
      ignored<Config>("ip sap", multicast),
      ignored<Config>("ip sdr", multicast),
      ignored<Config>("ip header-compression", physical),
      ignored<Config>("ip rtp header-compression", physical),
      ignored<Config>("ipv6 flow", "traffic statistics"),
      ignored<Config>("flow", "traffic statistics"),
      ignored<Config>("analysis-module", "traffic statistics"),
      ignored<Config>("macro description", "names of macros that were applied"),
      ignored<Config>("trust", queues),
      ignored<Config>("network-policy", queues),
      ignored<Config>("random-detect", queues),
      ignored<Config>("traffic-shape", queues),
      ignored<Config>("rate-limit", queues),
      ignored<Config>("max-reserved-bandwidth", queues),
      ignored<Config>("qos", queues),
      ignored<Config>("dampening", queues),
      ignored<Config>("platform", queues),
      ignored<Config>("plim", queues),
      ignored<Config>("isdn", dial),
      ignored<Config>("energywise", physical),
      ignored<Config>("compress", physical),
      ignored<Config>("dsl", physical),
      ignored<Config>("atm", physical),
      ignored<Config>("pvc", layer2),
      ignored<Config>("serial", physical),
      ignored<Config>("invert", physical),
      ignored<Config>("crc", physical),
      ignored<Config>("framing", physical),
      ignored<Config>("cablelength", physical),
      ignored<Config>("linecode", physical),
      ignored<Config>("ethernet", layer2),
      ignored<Config>("l2protocol-tunnel", layer2),
      ignored<Config>("autostate", layer2),
      ignored<Config>("service-policy", "queues, marks and rates: what a policy drops is said by it"),
      ignored<Config>("crypto map", "which packets go through a tunnel: no rule looks at it"),
      ignored<Config>("crypto ipsec", "tunnels: no rule looks at them"),
      ignored<Config>("ip helper-address", "where broadcasts of some services are sent on to"),
      ignored<Config>("ip local-proxy-arp", neighbours),
      ignored<Config>("ip sticky-arp", neighbours),
      ignored<Config>("ip dhcp", "how hosts get addresses: no rule looks at it"),
      ignored<Config>("ipv6 dhcp", "how hosts get addresses: no rule looks at it"),
      ignored<Config>("ip wccp", "web traffic that another box is asked about"),
      ignored<Config>("ip nbar", "counters"),
      ignored<Config>("ip nat allow-static-host", "addresses of hosts"),
      ignored<Config>("ip ftp", "the device as a client"),
      ignored<Config>("dialer", dial),
      ignored<Config>("dialer-group", dial),
      ignored<Config>("peer", dial),
      ignored<Config>("pppoe", dial),
      ignored<Config>("pppoe-client", dial),
      ignored<Config>("authentication", hosts),
      ignored<Config>("access-session", hosts),
      ignored<Config>("dot1x", hosts),
      ignored<Config>("mab", hosts),
      ignored<Config>("mka", hosts),
      ignored<Config>("macsec", hosts),
      {"service instance", Domain::interfaces | Domain::filters, &service_instance, &service_instance_table},
      ignored<Config>("service-module", physical),
      ignored<Config>("exit", "structure of the printed configuration"),
      ignored<Config>("ipv6 mtu", "size of packets"),
      ignored<Config>("cdp", "details of CDP"),
      ignored<Config>("lldp", "details of LLDP"),
      {"ipv6 rip", Domain::routing},
      {"ipv6 eigrp", Domain::routing},
      {"ip inspect", Domain::filters},
      ignored<Config>("ip mask-reply", "ICMP messages of the device: no rule looks at them"),
      ignored<Config>("ip source-route", "source routing: no rule looks at it"),
      {"ip admission", Domain::filters},
      ignored<Config>("ip flow", "traffic statistics"),
      ignored<Config>("ip mtu", "size of packets"),
      {"ip verify", Domain::filters},
      ignored<Config>("ipv6 nd", "how hosts find the router"),
      ignored<Config>("ipv6 redirects", "ICMP messages of the device: no rule looks at them"),
      ignored<Config>("ipv6 unreachables", "ICMP messages of the device: no rule looks at them"),
      {"ipv6 verify", Domain::filters},
      ignored<Config>("tunnel", "how the tunnel is built"),
      {"xconnect", Domain::interfaces},
      ignored<Config>("bridge-group", layer2),
      ignored<Config>("bridge-domain", layer2),
      ignored<Config>("mac-address", layer2),
      ignored<Config>("device-tracking", layer2),
      ignored<Config>("backup", layer2),
      ignored<Config>("snmp trap", "which traps are sent"),
      ignored<Config>("bfd", "faster detection of failures"),
      ignored<Config>("mpls", "labels: no rule looks at them"),
      ignored<Config>("switchport port-security", layer2),
      ignored<Config>("private-vlan", layer2),
      ignored<Config>("switchport", layer2),
      ignored<Config>("channel-group", layer2),
      ignored<Config>("channel-protocol", layer2),
      ignored<Config>("lacp", layer2),
      ignored<Config>("spanning-tree", layer2),
      ignored<Config>("storm-control", layer2),
      ignored<Config>("udld", layer2),
      ignored<Config>("encapsulation", layer2),
      ignored<Config>("vtp", layer2),
      ignored<Config>("mop", "an old protocol that no rule looks at"),
      ignored<Config>("clns", "an old protocol that no rule looks at"),
      ignored<Config>("negotiation", physical),
      ignored<Config>("duplex", physical),
      ignored<Config>("full-duplex", physical),
      ignored<Config>("half-duplex", physical),
      ignored<Config>("speed", physical),
      ignored<Config>("media-type", physical),
      ignored<Config>("mdix", physical),
      ignored<Config>("flowcontrol", physical),
      ignored<Config>("clock rate", physical),
      ignored<Config>("fair-queue", queues),
      ignored<Config>("power inline", physical),
      ignored<Config>("ethernet oam", physical),
      ignored<Config>("network-clock", physical),
      ignored<Config>("mtu", "size of packets"),
      ignored<Config>("bandwidth", "a number for metrics"),
      ignored<Config>("delay", "a number for metrics"),
      ignored<Config>("load-interval", queues),
      ignored<Config>("hold-queue", queues),
      ignored<Config>("tx-queue", queues),
      ignored<Config>("tx-ring-limit", queues),
      ignored<Config>("wrr-queue", queues),
      ignored<Config>("priority-queue", queues),
      ignored<Config>("queue-set", queues),
      ignored<Config>("srr-queue", queues),
      ignored<Config>("mls qos", queues),
      ignored<Config>("auto qos", queues),
      ignored<Config>("carrier-delay", queues),
      ignored<Config>("keepalive", queues),
      ignored<Config>("arp", neighbours),
      ignored<Config>("ip arp", neighbours),
      ignored<Config>("ip route-cache", "how packets are forwarded inside the box"),
      ignored<Config>("ip cef", "how packets are forwarded inside the box"),
      ignored<Config>("ip load-sharing", "how packets are forwarded inside the box"),
      ignored<Config>("ip virtual-reassembly", "reassembly of fragments"),
      ignored<Config>("ip tcp", "segment sizes"),
      ignored<Config>("ipv6 tcp", "segment sizes"),
      ignored<Config>("ip igmp", multicast),
      ignored<Config>("ip pim", multicast),
      ignored<Config>("ip mfib", multicast),
      ignored<Config>("ip multicast", multicast),
      ignored<Config>("ipv6 mfib", multicast),
      ignored<Config>("ipv6 mld", multicast),
      ignored<Config>("ipv6 pim", multicast),
      ignored<Config>("ip flowspec", "accepts no rules by itself"),
      ignored<Config>("ipv6 flowspec", "accepts no rules by itself"),
      ignored<Config>("bgp-policy", "counters"),
      ignored<Config>("logging event", "logs more, never less"),
      ignored<Config>("h323-gateway", "telephony"),
      ignored<Config>("medium", physical),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_ios
