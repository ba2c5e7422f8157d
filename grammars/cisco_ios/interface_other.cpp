#include "grammars/cisco_ios/interface_rows.hpp"
#include "grammars/cisco_ios/words.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// `ip ospf authentication-key [7] KEY`, `ip ospf message-digest-key N md5 [7] KEY`, `ip rip authentication string KEY`
Outcome key(Config& config, Cursor& cursor, const std::string& kind) {
  if (cursor.negated) return Outcome::known;
  auto secret = read_secret(cursor, false);
  if (!secret) return cursor.fail("a key");
  keep_secret(config, kind, config.interface_name, std::move(*secret), cursor.lines());
  return Outcome::known;  // whether it is used depends on lines that are not modelled
}
Outcome ospf_key(Config& config, Cursor& cursor) { return key(config, cursor, "ospf"); }
Outcome ospf_digest_key(Config& config, Cursor& cursor) {
  if (!cursor.number(1, 255)) return cursor.fail("the number of a key");
  if (!cursor.accept("md5")) return cursor.fail("md5");
  return key(config, cursor, "ospf");
}
Outcome rip_key(Config& config, Cursor& cursor) { return key(config, cursor, "rip"); }

}  // namespace

Rows ospf_interface_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip ospf", Domain::routing},
      {"ip ospf authentication-key", Domain::routing | Domain::users, &ospf_key},
      {"ip ospf message-digest-key", Domain::routing | Domain::users, &ospf_digest_key},
      {"ip rip", Domain::routing},
      {"ip rip authentication string", Domain::routing | Domain::users, &rip_key},
      {"ip authentication", Domain::routing},
      {"ip router", Domain::routing},
      {"isis", Domain::routing | Domain::users},
      {"ospfv3", Domain::routing},
      {"ipv6 ospf", Domain::routing},
      {"ipv6 router", Domain::routing},
      {"ipv6 rip", Domain::routing},
      {"ipv6 eigrp", Domain::routing},
      ignored<Config>("ip ospf cost", "a preference among routes"),
      ignored<Config>("ip ospf network", "the kind of network"),
      ignored<Config>("ip ospf priority", "an election among neighbours"),
      ignored<Config>("ip ospf mtu-ignore", "how neighbours start"),
      ignored<Config>("ip ospf hello-interval", "timers"),
      ignored<Config>("ip ospf dead-interval", "timers"),
      ignored<Config>("ip ospf bfd", "faster detection of failures"),
      ignored<Config>("ip hello-interval", "timers"),
      ignored<Config>("ip hold-time", "timers"),
      ignored<Config>("ip bandwidth-percent", "a share of bandwidth"),
      ignored<Config>("ip summary-address", "a summary of announced routes"),
      ignored<Config>("ip split-horizon", "what is announced"),
  });
  return rows;
}

Rows other_interface_rows() {
  static constexpr std::string_view physical = "physical layer";
  static constexpr std::string_view layer2 = "layer 2: no rule looks at it";
  static constexpr std::string_view queues = "queues, timers and counters";
  static constexpr std::string_view multicast = "multicast: no rule looks at it";
  static constexpr std::string_view neighbours = "how addresses of neighbours are learnt";
  static constexpr auto rows = std::to_array<Row>({
      {"ip unnumbered", Domain::interfaces},
      {"ip nat", Domain::filters | Domain::routing},
      {"ip inspect", Domain::filters},
      {"ip policy", Domain::routing | Domain::filters},
      {"ip helper-address", Domain::filters},
      {"ip directed-broadcast", Domain::interfaces},
      {"ip redirects", Domain::interfaces},
      {"ip unreachables", Domain::interfaces},
      {"ip mask-reply", Domain::interfaces},
      {"ip source-route", Domain::interfaces},
      {"ip dhcp", Domain::interfaces},
      {"ip wccp", Domain::filters},
      {"ip admission", Domain::filters},
      {"ip nbar", Domain::filters},
      {"ip flow", Domain::interfaces},
      {"ip local-proxy-arp", Domain::interfaces},
      {"ip sticky-arp", Domain::interfaces},
      {"ip mtu", Domain::interfaces},
      {"ip verify", Domain::filters},
      {"ipv6 enable", Domain::interfaces},
      {"ipv6 nd", Domain::interfaces},
      {"ipv6 dhcp", Domain::interfaces},
      {"ipv6 redirects", Domain::interfaces},
      {"ipv6 unreachables", Domain::interfaces},
      {"ipv6 verify", Domain::filters},
      {"ipv6 policy", Domain::routing},
      {"zone-member", Domain::filters},
      {"service-policy", Domain::filters},
      {"crypto map", Domain::filters | Domain::routing},
      {"tunnel", Domain::interfaces | Domain::routing},
      {"tunnel key", Domain::interfaces},
      {"ppp", Domain::interfaces | Domain::users},
      {"dialer", Domain::interfaces},
      {"dialer-group", Domain::interfaces},
      {"peer", Domain::interfaces},
      {"pppoe", Domain::interfaces},
      {"pppoe-client", Domain::interfaces},
      {"xconnect", Domain::interfaces},
      {"bridge-group", Domain::interfaces},
      {"service", Domain::interfaces | Domain::filters},
      {"bridge-domain", Domain::interfaces},
      {"mac-address", Domain::interfaces},
      {"mac access-group", Domain::filters},
      {"access-session", Domain::interfaces},
      {"authentication", Domain::interfaces},
      {"dot1x", Domain::interfaces},
      {"mab", Domain::interfaces},
      {"mka", Domain::interfaces},
      {"macsec", Domain::interfaces},
      {"device-tracking", Domain::interfaces},
      {"backup", Domain::interfaces},
      {"cdp", Domain::management},
      {"lldp", Domain::management},
      {"snmp trap", Domain::snmp},
      {"ntp", Domain::time},
      {"bfd", Domain::routing},
      {"mpls", Domain::routing},
      {"switchport port-security", Domain::interfaces},
      {"private-vlan", Domain::interfaces},
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
