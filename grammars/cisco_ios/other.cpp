#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// Top-level keywords that are declared but not modelled, each with what it can affect, and those that are ignored on
/// purpose, each with the reason.
namespace muster::grammars::cisco_ios {
namespace {

constexpr std::string_view inside = "how packets are forwarded inside the box";
constexpr std::string_view layer2 = "layer 2: no rule looks at it";
constexpr std::string_view multicast = "multicast: no rule looks at it";
constexpr std::string_view telephony = "telephony: no rule looks at it";
constexpr std::string_view hardware = "hardware, modules and licences";
constexpr std::string_view diagnostics = "diagnosis and counters";
constexpr std::string_view names = "names for other things: what uses them says what they do";
constexpr std::string_view telemetry = "traffic statistics: no rule looks at them";
constexpr std::string_view timers = "timers and sizes";
constexpr std::string_view given = "how hosts get addresses: no rule looks at it";
constexpr std::string_view only_drops = "frames and packets of hosts that are not believed: it only drops";
constexpr std::string_view ports = "who may use a port: no rule looks at it";
constexpr std::string_view tunnels = "which packets go through a tunnel: no rule looks at it";
constexpr std::string_view source = "which address the device's own requests come from";

/// Every configuration has the line; only what stands below it polices traffic to the device.
Outcome control_plane(Config&, Cursor& cursor) {
  const Node& node = cursor.node();
  const auto nodes = cursor.context().tree.nodes();
  const bool empty = nodes.data() + node.subtree_end == &node + 1;
  return empty && cursor.at_end() ? Outcome::ignored : Outcome::known;
}

Outcome redundancy(Config&, Cursor& cursor) { return cursor.end(); }

const Table& redundancy_table() {
  static constexpr std::string_view supervisors = "how the supervisors of one box share their work";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("mode", supervisors),
      ignored<Config>("keepalive-enable", supervisors),
      ignored<Config>("main-cpu", supervisors),
      ignored<Config>("auto-sync", supervisors),
      {"scheme", Domain::redundancy},
      {"protocol", Domain::redundancy},
      {"linecard-group", Domain::redundancy},
      {"application", Domain::redundancy},
  });
  static const Table table({rows});
  return table;
}

/// A block that may hold a secret; the rest of it matters to no rule.
Outcome holder(Config&, Cursor& cursor) {
  cursor.take_rest();
  return Outcome::ignored;
}

const Table& trustpoint_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"password", Domain::users},
      ignored<Config>("*", "where certificates come from: no rule looks at it"),
  });
  static const Table table({rows});
  return table;
}

const Table& crypto_map_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"set session-key", Domain::users},
      {"set ip access-group", Domain::filters},
      ignored<Config>("set", tunnels),
      ignored<Config>("match", tunnels),
      ignored<Config>("qos", tunnels),
      ignored<Config>("reverse-route", "routes to the other ends while tunnels are up: they are not configured"),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows});
  return table;
}

const Table& call_home_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"mail-server", Domain::users},
      ignored<Config>("*", "what the device reports of itself to its vendor: no rule looks at it"),
  });
  static const Table table({rows});
  return table;
}

constexpr auto ip_keywords = std::to_array<Row>({
    {"ip nat", Domain::filters | Domain::routing},
    {"ip inspect", Domain::filters},
    {"ip ips", Domain::filters},
    {"ip admission", Domain::filters | Domain::authentication},
    {"ip auth-proxy", Domain::filters | Domain::authentication},
    {"ip urlfilter", Domain::filters},
    {"ip port-map", Domain::filters},
    {"ip nbar", Domain::filters},
    {"ip wccp", Domain::filters | Domain::users},
    ignored<Config>("ip options", "packets with options are dropped, or their options not heeded"),
    {"ip dhcp", Domain::management | Domain::interfaces},
    {"ip dhcp database", Domain::users},
    ignored<Config>("ip dhcp pool", given),
    ignored<Config>("ip dhcp class", given),
    ignored<Config>("ip dhcp excluded-address", given),
    ignored<Config>("ip dhcp ping", given),
    ignored<Config>("ip dhcp conflict", given),
    ignored<Config>("ip dhcp limit", given),
    ignored<Config>("ip dhcp relay", given),
    ignored<Config>("ip dhcp smart-relay", given),
    ignored<Config>("ip dhcp use", given),
    ignored<Config>("ip dhcp binding", given),
    ignored<Config>("ip dhcp compatibility", given),
    ignored<Config>("ip dhcp snooping", only_drops),
    ignored<Config>("ip dhcp-server", given),
    {"ip arp", Domain::filters | Domain::interfaces},
    ignored<Config>("ip arp inspection", only_drops),
    ignored<Config>("ip arp gratuitous", given),
    {"ip source", Domain::filters},
    ignored<Config>("ip source binding", only_drops),
    ignored<Config>("ip device tracking", "where hosts are seen"),
    {"ip device", Domain::filters},
    ignored<Config>("ip admission max-nodata-conns", timers),
    ignored<Config>("ip auth-proxy max-nodata-conns", timers),
    {"ip msdp password", Domain::users},
    ignored<Config>("ip vrf", "names a VRF: interfaces and routes say themselves which one they are in"),
    {"ip sla", Domain::health},
    {"ip sla responder", Domain::management},
    {"ip explicit-path", Domain::routing},
    {"ip rip", Domain::routing},
    {"ip ospf", Domain::routing},
    {"ip kerberos", Domain::authentication},
    {"ip http", Domain::management},
    {"ip http client", Domain::users},
    {"ip ssh", Domain::management},
    {"ip ssh pubkey-chain", Domain::users},
    {"ip ssh server", Domain::management},
    {"ip telnet", Domain::management},
    {"ip rcmd", Domain::management | Domain::users},
    {"ip ftp", Domain::users},
    {"ip dns", Domain::management},
    ignored<Config>("ip name-server", "how the device looks names up"),
    ignored<Config>("ip host", "how the device looks names up"),
    {"ip reflexive-list", Domain::filters},
    {"ip access-group", Domain::filters},
    {"ip alias", Domain::interfaces},
    {"ip proxy-arp", Domain::interfaces},
    {"ip icmp redirect", Domain::interfaces},
    {"ip mobile", Domain::routing | Domain::users},
    {"ip slb", Domain::proxy | Domain::health},
    {"ip igmp snooping", Domain::interfaces},
    ignored<Config>("ip cef", inside),
    {"ip rsvp", Domain::interfaces | Domain::users},
    ignored<Config>("ip domain lookup source-interface", source),
    ignored<Config>("ip domain lookup nsap", "an old protocol that no rule looks at"),
    ignored<Config>("ip domain lookup recursive", "how names are looked up"),
    ignored<Config>("ip domain-lookup source-interface", source),
    ignored<Config>("ip http max-connections", timers),
    ignored<Config>("ip http path", "where its pages lie"),
    ignored<Config>("ip http client source-interface", source),
    ignored<Config>("ip ssh time-out", "only shortens logins"),
    ignored<Config>("ip ssh authentication-retries", "how often one may try in one connection"),
    ignored<Config>("ip ssh logging", "logs more, never less"),
    ignored<Config>("ip ssh source-interface", source),
    ignored<Config>("ip ssh maxstartups", timers),
    ignored<Config>("ip ssh break-string", "the serial line"),
    ignored<Config>("ip ssh client", "the device as a client"),
    ignored<Config>("ip ssh stricthostkeycheck", "the device as a client"),
    ignored<Config>("ip ssh rsa keypair-name", "which of its keys the device shows"),
    ignored<Config>("ip ssh server algorithm hostkey", "which of its keys the device shows"),
    ignored<Config>("ip ssh server algorithm publickey", "with which keys users may prove who they are"),
    ignored<Config>("ip ssh server algorithm authentication", "which of its proofs the device asks for: it cannot ask none"),
    ignored<Config>("ip ssh dh min size", "refuses small groups: it only narrows"),
    ignored<Config>("ip ssh rekey", timers),
    ignored<Config>("ip ssh window-size", timers),
    ignored<Config>("ip ssh bulk-mode", timers),
    ignored<Config>("ip ssh dscp", "marks of packets"),
    ignored<Config>("ip ssh precedence", "marks of packets"),
    ignored<Config>("ip domain name", "a part of the device's name"),
    ignored<Config>("ip domain-name", "a part of the device's name"),
    ignored<Config>("ip domain list", "how names are completed"),
    ignored<Config>("ip domain-list", "how names are completed"),
    ignored<Config>("ip domain timeout", timers),
    ignored<Config>("ip domain retry", timers),
    ignored<Config>("ip domain round-robin", "how names are looked up"),
    ignored<Config>("ip forward-protocol nd", "an old protocol of diskless stations"),
    ignored<Config>("ip subnet-zero", "a rule for addresses that every release has"),
    ignored<Config>("ip classless", "a rule for addresses that every release has"),
    ignored<Config>("ip icmp rate-limit", timers),
    ignored<Config>("ip icmp source-interface", source),
    ignored<Config>("ip tcp", timers),
    ignored<Config>("ip spd", inside),
    ignored<Config>("ip route-cache", inside),
    ignored<Config>("ip load-sharing", inside),
    ignored<Config>("ip cef accounting", diagnostics),
    ignored<Config>("ip cef load-sharing", inside),
    ignored<Config>("ip accounting-threshold", diagnostics),
    ignored<Config>("ip accounting-list", diagnostics),
    ignored<Config>("ip flow-export", telemetry),
    ignored<Config>("ip flow-cache", telemetry),
    ignored<Config>("ip flow-top-talkers", telemetry),
    ignored<Config>("ip flow-aggregation", telemetry),
    ignored<Config>("ip multicast-routing", multicast),
    ignored<Config>("ip multicast", multicast),
    ignored<Config>("ip pim", multicast),
    ignored<Config>("ip mroute", multicast),
    ignored<Config>("ip msdp", multicast),
    ignored<Config>("ip igmp", multicast),
    ignored<Config>("ip mfib", multicast),
    ignored<Config>("ip dvmrp", multicast),
    ignored<Config>("ip tftp source-interface", source),
    ignored<Config>("ip ftp source-interface", source),
    ignored<Config>("ip ftp passive", "the device as a client"),
    ignored<Config>("ip telnet source-interface", source),
    ignored<Config>("ip sla enable", diagnostics),
    ignored<Config>("ip sla schedule", "when a measurement runs"),
    ignored<Config>("ip ospf name-lookup", "how routers are shown"),
    ignored<Config>("ip as-path regex-mode", "how patterns are matched"),
    ignored<Config>("ip netmask-format", "how masks are shown"),
});

constexpr auto security_keywords = std::to_array<Row>({
    {"password encryption", Domain::users},
    {"password logging", Domain::users},
    {"key config-key", Domain::users},
    {"parser view", Domain::users},
    {"privilege", Domain::users},
    {"dot1x", Domain::authentication | Domain::users},
    ignored<Config>("dot1x system-auth-control", ports),
    ignored<Config>("dot1x critical", ports),
    ignored<Config>("dot1x guest-vlan", ports),
    ignored<Config>("dot1x logging", diagnostics),
    {"dot1x credentials", Domain::users},
    {"eap", Domain::authentication},
    {"identity", Domain::authentication},
    {"mab", Domain::authentication | Domain::users},
    ignored<Config>("authentication", ports),
    ignored<Config>("access-session", ports),
    {"service-template", Domain::authentication | Domain::filters},
    {"cts", Domain::filters | Domain::users},
    {"mka", Domain::users},
    {"crypto", Domain::filters | Domain::routing | Domain::users},
    {"crypto isakmp", Domain::users},
    {"crypto ikev2", Domain::users},
    {"crypto map", Domain::filters | Domain::users, &holder, &crypto_map_table},
    {"crypto dynamic-map", Domain::filters | Domain::users, &holder, &crypto_map_table},
    {"crypto pki trustpoint", Domain::users, &holder, &trustpoint_table},
    {"crypto ca trustpoint", Domain::users, &holder, &trustpoint_table},
    {"crypto gdoi", Domain::filters | Domain::users},
    {"crypto key pubkey-chain", Domain::users},
    {"crypto pki server", Domain::management},
    {"crypto pki token", Domain::users},
    {"crypto provisioning", Domain::management | Domain::users},
    {"webvpn", Domain::management | Domain::users},
    {"zone", Domain::filters},
    {"zone-pair", Domain::filters},
    {"parameter-map", Domain::filters | Domain::management | Domain::users},
    ignored<Config>("policy-map", "queues, marks and rates: it only drops"),
    {"policy-map type", Domain::filters},
    ignored<Config>("policy-map type queueing", "queues, marks and rates: it only drops"),
    ignored<Config>("policy-map type control", ports),
    ignored<Config>("policy-map type performance-monitor", telemetry),
    {"control-plane", Domain::filters, &control_plane},
    {"group-policy", Domain::users | Domain::filters},
    {"appfw", Domain::filters},
    {"vpdn", Domain::interfaces | Domain::users},
    {"vpdn-group", Domain::interfaces | Domain::users},
    {"l2tp-class", Domain::interfaces | Domain::users},
    {"pseudowire-class", Domain::interfaces},
    {"dialer-list", Domain::interfaces},
    {"dialer", Domain::interfaces},
    {"bba-group", Domain::interfaces},
    {"chat-script", Domain::management},
    ignored<Config>("device-tracking", "where hosts are seen"),
    {"ppp", Domain::authentication},
    ignored<Config>("class-map", "only sorts traffic: policy-map says what happens to it"),
    ignored<Config>("crypto pki certificate", "certificates are public"),
    ignored<Config>("crypto ca certificate", "certificates are public"),
    ignored<Config>("crypto ipsec transform-set", "algorithms of a tunnel: no rule looks at them"),
    ignored<Config>("crypto ipsec profile", "algorithms of a tunnel: no rule looks at them"),
    ignored<Config>("crypto ipsec security-association", timers),
    ignored<Config>("crypto ipsec df-bit", "fragmentation of tunnels"),
    ignored<Config>("crypto ipsec fragmentation", "fragmentation of tunnels"),
    ignored<Config>("crypto isakmp policy", "algorithms of a tunnel: no rule looks at them"),
    ignored<Config>("crypto isakmp keepalive", timers),
    ignored<Config>("crypto ikev2 proposal", "algorithms of a tunnel: no rule looks at them"),
    ignored<Config>("crypto ikev2 policy", "algorithms of a tunnel: no rule looks at them"),
    ignored<Config>("crypto engine", hardware),
    ignored<Config>("multilink bundle-name", "names of bundles"),
});

constexpr auto service_keywords = std::to_array<Row>({
    ignored<Config>("service internal", diagnostics),
    ignored<Config>("service linenumber", "how a session looks"),
    ignored<Config>("service password-recovery", "what a break on the console during a start does: no rule looks at it"),
    ignored<Config>("service unsupported-transceiver", hardware),
    {"call-home", Domain::users, &holder, &call_home_table},
    {"event", Domain::management | Domain::users},
    {"kron", Domain::management},
    ignored<Config>("scheduler", "shares of processor time"),
    {"guestshell", Domain::management},
    {"app-hosting", Domain::management},
    {"iox", Domain::management},
    {"netconf", Domain::management},
    {"gnxi", Domain::management},
    {"telemetry", Domain::management | Domain::users},
    {"wsma", Domain::management},
    {"cns", Domain::management},
    {"pnp", Domain::management},
    {"onep", Domain::management},
    {"ftp-server", Domain::management},
    {"rcmd", Domain::management},
    {"remote-management", Domain::management},
    {"transport-map", Domain::management},
    {"transport", Domain::management},
    {"web", Domain::management},
    {"x25", Domain::management},
    {"mop", Domain::management},
    {"macro", Domain::management},
    ignored<Config>("macro name", "commands for ports: what somebody did with them stands in the configuration"),
    ignored<Config>("macro global description", "names of macros that were applied"),
    {"config-register", Domain::management},
    {"configuration", Domain::management},
    ignored<Config>("configuration mode exclusive", "who may type at the same time"),
    {"do-exec", Domain::management},
    ignored<Config>("mgcp", telephony),
    {"exception", Domain::users},
    ignored<Config>("exception crashinfo", diagnostics),
    ignored<Config>("exception memory", diagnostics),
    ignored<Config>("exception data-corruption", diagnostics),
    {"smart", Domain::management},
    ignored<Config>("service counters", diagnostics),
    ignored<Config>("service nagle", timers),
    ignored<Config>("service compress-config", "how the configuration is stored"),
    ignored<Config>("service config verification", diagnostics),
    ignored<Config>("service exec-wait", timers),
    ignored<Config>("service prompt", "how the prompt looks"),
    ignored<Config>("service slave-log", "logs more, never less"),
    ignored<Config>("cdp log", diagnostics),
    ignored<Config>("cdp advertise-v2", "the version of what is announced"),
    ignored<Config>("cdp tlv", "what is announced to neighbours"),
    ignored<Config>("cdp timer", timers),
    ignored<Config>("cdp holdtime", timers),
    ignored<Config>("cdp source-interface", source),
    ignored<Config>("lldp timer", timers),
    ignored<Config>("lldp holdtime", timers),
    ignored<Config>("lldp reinit", timers),
    ignored<Config>("lldp tlv-select", "what is announced to neighbours"),
});

constexpr auto platform_keywords = std::to_array<Row>({
    ignored<Config>("vrf definition", "names a VRF: interfaces and routes say themselves which one they are in"),
    {"vrf", Domain::interfaces | Domain::routing},
    {"redundancy", Domain::redundancy, &redundancy, &redundancy_table},
    ignored<Config>("track", "what a test looks at: the groups that follow it say so"),
    {"fhrp", Domain::redundancy},
    ignored<Config>("fhrp version vrrp", "groups in their newer form say so themselves"),
    {"standby", Domain::redundancy},
    {"ipv6", Domain::interfaces | Domain::filters | Domain::routing},
    {"mpls", Domain::routing | Domain::users},
    {"bfd", Domain::routing},
    {"bfd-template", Domain::routing | Domain::users},
    {"segment-routing", Domain::routing},
    {"lisp", Domain::routing},
    {"l2vpn", Domain::interfaces},
    {"l2", Domain::interfaces},
    {"bridge", Domain::interfaces},
    {"bridge-domain", Domain::interfaces},
    {"vlan access-map", Domain::filters},
    {"vlan filter", Domain::filters},
    {"controller", Domain::interfaces},
    {"template", Domain::interfaces | Domain::filters},
    {"switch virtual", Domain::redundancy},
    {"stackwise-virtual", Domain::redundancy},
    {"arp", Domain::interfaces},
    {"wlan", Domain::interfaces | Domain::users},
    {"wireless", Domain::management | Domain::users},
    {"ap", Domain::management | Domain::users},
    ignored<Config>("subscriber", "templates for subscribers of a provider"),
    {"subscriber service password", Domain::users},
    {"fallback", Domain::interfaces},
    {"nat64", Domain::filters | Domain::routing},
    {"utd", Domain::filters},
    {"avc", Domain::filters},
    {"performance", Domain::health},
    ignored<Config>("power", hardware),
    {"process", Domain::software},
    ignored<Config>("ipv6 cef", inside),
    ignored<Config>("ipv6 ioam", diagnostics),
    ignored<Config>("ipv6 multicast-routing", multicast),
    ignored<Config>("ipv6 pim", multicast),
    ignored<Config>("ipv6 mfib", multicast),
    ignored<Config>("ipv6 mld", multicast),
    ignored<Config>("ipv6 host", names),
    ignored<Config>("vlan", layer2),
    ignored<Config>("vtp", layer2),
    {"vtp password", Domain::users},
    ignored<Config>("spanning-tree", layer2),
    ignored<Config>("udld", layer2),
    ignored<Config>("errdisable", layer2),
    ignored<Config>("port-channel", layer2),
    ignored<Config>("lacp", layer2),
    ignored<Config>("mac address-table", layer2),
    ignored<Config>("mac-address-table", layer2),
    ignored<Config>("system mtu", timers),
    ignored<Config>("ethernet", layer2),
    ignored<Config>("l2protocol", layer2),
    ignored<Config>("monitor session", "a copy of traffic: no rule looks at it"),
    ignored<Config>("mls", hardware),
    ignored<Config>("mmi", hardware),
    ignored<Config>("platform", hardware),
    ignored<Config>("hw-module", hardware),
    ignored<Config>("module", hardware),
    ignored<Config>("card", hardware),
    ignored<Config>("license", hardware),
    ignored<Config>("diagnostic", diagnostics),
    ignored<Config>("environment", hardware),
    ignored<Config>("facility-alarm", hardware),
    ignored<Config>("sdm", hardware),
    ignored<Config>("switch", hardware),
    ignored<Config>("stack-mac", hardware),
    ignored<Config>("transceiver", hardware),
    ignored<Config>("network-clock", hardware),
    ignored<Config>("network-clock-participate", hardware),
    ignored<Config>("memory", hardware),
    ignored<Config>("memory-size", hardware),
    ignored<Config>("buffers", hardware),
    ignored<Config>("downgrade", hardware),
    ignored<Config>("software", hardware),
    ignored<Config>("qos", "queues"),
    ignored<Config>("auto qos", "queues"),
    ignored<Config>("table-map", "queues"),
    ignored<Config>("flow", telemetry),
    ignored<Config>("sampler", telemetry),
    ignored<Config>("metadata", telemetry),
    ignored<Config>("xdr", diagnostics),
    ignored<Config>("file", "how files are copied"),
    ignored<Config>("clns", "an old protocol that no rule looks at"),
    ignored<Config>("appletalk", "an old protocol that no rule looks at"),
    ignored<Config>("ipx", "an old protocol that no rule looks at"),
    ignored<Config>("decnet", "an old protocol that no rule looks at"),
    {"cwmp", Domain::management | Domain::users},
    ignored<Config>("voice-card", telephony),
    ignored<Config>("voice-port", telephony),
    ignored<Config>("dspfarm", telephony),
    ignored<Config>("sccp", telephony),
    ignored<Config>("stcapp", telephony),
    ignored<Config>("ccm-manager", telephony),
    ignored<Config>("call-manager-fallback", telephony),
    ignored<Config>("isdn", telephony),
});

}  // namespace

Rows other_rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> rows;
    for (const Rows part : {Rows(ip_keywords), Rows(security_keywords), Rows(service_keywords), Rows(platform_keywords)})
      rows.insert(rows.end(), part.begin(), part.end());
    return rows;
  }();
  return all;
}

}  // namespace muster::grammars::cisco_ios
