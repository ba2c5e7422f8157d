#include "grammars/arista_eos/config.hpp"

/// Top-level keywords that are declared but not modelled, each with what it can affect, and those that are ignored on
/// purpose, each with the reason.
namespace muster::grammars::arista_eos {
namespace {

constexpr std::string_view inside = "how packets are forwarded inside the box";
constexpr std::string_view layer2 = "layer 2: no rule looks at it";
constexpr std::string_view multicast = "multicast: no rule looks at it";
constexpr std::string_view hardware = "hardware, modules and licences";
constexpr std::string_view diagnostics = "diagnosis and counters";
constexpr std::string_view names = "how the device looks names up";
constexpr std::string_view telemetry = "traffic statistics: no rule looks at them";
constexpr std::string_view clock = "precision clocks of the network: no rule looks at them";
constexpr std::string_view queues = "queues and shares of bandwidth";
constexpr std::string_view client = "the device as a client";
constexpr std::string_view sorts = "only sorts traffic: what uses it says what happens to it";
constexpr std::string_view neighbours = "how addresses of neighbours are learnt";
constexpr std::string_view labels = "labels: no rule looks at them";
constexpr std::string_view overlay = "how the overlay carries a network";
constexpr std::string_view hosts = "addresses for hosts of the network";

/// LDP's neighbours are no neighbours of routing, but their passwords are secrets like others.
Outcome ldp(Config&, Cursor& cursor) { return cursor.end(); }

const Table& ldp_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor", Domain::users},
      {"password", Domain::users},
      {"authentication", Domain::users},
      ignored<Config>("router-id", labels),
      ignored<Config>("transport-address", labels),
      ignored<Config>("interface", labels),
      ignored<Config>("shutdown", labels),
      ignored<Config>("label", labels),
      ignored<Config>("igp", labels),
      ignored<Config>("fec", labels),
      ignored<Config>("graceful-restart", labels),
      ignored<Config>("hello", labels),
      ignored<Config>("targeted-hello", labels),
      ignored<Config>("session", labels),
      ignored<Config>("pseudowire", labels),
      ignored<Config>("pseudowires", labels),
  });
  static const Table table({rows});
  return table;
}

constexpr auto declared = std::to_array<Row>({
    {"mpls ldp", Domain::users, &ldp, &ldp_table},
    {"cvx", Domain::management | Domain::users},
    {"mcs", Domain::management | Domain::users},
    {"openstack", Domain::management | Domain::users},
    {"region", Domain::management | Domain::users},
    {"vmtracer", Domain::management | Domain::users},
    {"email", Domain::users},
    {"mac security", Domain::users | Domain::interfaces},
    {"dot1x", Domain::authentication | Domain::users},
    {"monitor telemetry", Domain::management | Domain::users},
    {"queue-monitor streaming", Domain::management},
    {"xmpp", Domain::management | Domain::users},
    {"puppet", Domain::management},
    {"zerotouch", Domain::management},
    {"lacp", {}, nullptr, nullptr, layer2},
    {"container-manager", Domain::management},
    {"container", Domain::management},
    {"virtual-machine", Domain::management},
    {"vrf", Domain::interfaces | Domain::routing},
    {"ip", Domain::interfaces | Domain::filters | Domain::routing | Domain::management | Domain::users},
    {"ipv6", Domain::interfaces | Domain::filters | Domain::routing | Domain::management | Domain::users},
    {"ip dhcp snooping", Domain::filters},
    {"ipv6 dhcp snooping", Domain::filters},
    {"ip source", Domain::filters},
    {"ip arp inspection", Domain::filters},
    {"ip verify", Domain::filters},
    {"ipv6 verify", Domain::filters},
    {"ip http", Domain::management},
    {"ip ssh", Domain::management},
    {"ip ftp", Domain::management},
    {"ip tftp", Domain::management},
    {"ip telnet", Domain::management},
    {"ip local", Domain::routing},
    {"dhcp server", Domain::management},
    {"dhcp relay", {}, nullptr, nullptr, hosts},
    {"policy-map", Domain::filters},
    {"class-map", {}, nullptr, nullptr, sorts},
    {"field-set", Domain::filters},
    {"hardware access-list", Domain::filters},
    {"subscriber", Domain::interfaces | Domain::filters},
    {"ip extended-community", Domain::routing},
    {"maintenance", Domain::routing},
    {"group", Domain::routing | Domain::interfaces},
    {"firewall", Domain::filters},
    {"tap", Domain::filters},
    {"config", Domain::management},
    {"system", Domain::management},
    {"service", Domain::management},
    {"ptp", {}, nullptr, nullptr, clock},
});

constexpr auto ip_ignored = std::to_array<Row>({
    ignored<Config>("ip name-server", names),
    ignored<Config>("ip domain", names),
    ignored<Config>("ip domain-name", "a part of the device's name"),
    ignored<Config>("ip domain-list", names),
    ignored<Config>("ip domain lookup", names),
    ignored<Config>("ip host", names),
    ignored<Config>("ipv6 host", names),
    ignored<Config>("ip http client", client),
    ignored<Config>("ip ssh client", client),
    ignored<Config>("ip ftp client", client),
    ignored<Config>("ip tftp client", client),
    ignored<Config>("ip telnet client", client),
    ignored<Config>("ip icmp", "ICMP messages of the device"),
    ignored<Config>("ipv6 icmp", "ICMP messages of the device"),
    ignored<Config>("ip address virtual", "which address the device's own packets of a shared network come from"),
    ignored<Config>("ip virtual-router", "how an address of two switches is announced"),
    ignored<Config>("ipv6 virtual-router", "how an address of two switches is announced"),
    ignored<Config>("ip dhcp relay", hosts),
    ignored<Config>("ip dhcp smart-relay", hosts),
    ignored<Config>("ipv6 dhcp relay", hosts),
    ignored<Config>("ip helper-address", hosts),
    ignored<Config>("ip igmp", multicast),
    ignored<Config>("ip pim", multicast),
    ignored<Config>("ip msdp", multicast),
    ignored<Config>("ip multicast", multicast),
    ignored<Config>("ip multicast-routing", multicast),
    ignored<Config>("ip mroute", multicast),
    ignored<Config>("ip mfib", multicast),
    ignored<Config>("ipv6 mld", multicast),
    ignored<Config>("ipv6 pim", multicast),
    ignored<Config>("ip load-sharing", inside),
    ignored<Config>("ipv6 load-sharing", inside),
    ignored<Config>("ip fib", inside),
    ignored<Config>("ip arp", neighbours),
    ignored<Config>("ipv6 nd", neighbours),
    ignored<Config>("ipv6 neighbor", neighbours),
    ignored<Config>("arp", neighbours),
    ignored<Config>("nd", neighbours),
    ignored<Config>("ip flow", telemetry),
});

constexpr auto platform_ignored = std::to_array<Row>({
    ignored<Config>("vlan", layer2),
    ignored<Config>("spanning-tree", layer2),
    ignored<Config>("errdisable", layer2),
    ignored<Config>("port-channel", layer2),
    ignored<Config>("mac address-table", layer2),
    ignored<Config>("mac", layer2),
    ignored<Config>("switchport", layer2),
    ignored<Config>("loop-protection", layer2),
    ignored<Config>("l2-protocol", layer2),
    ignored<Config>("link", "ports that go down together"),
    ignored<Config>("address locking", "which addresses hosts of a port may use"),
    ignored<Config>("dot1x system-auth-control", "who may use a port, not who may log in"),
    ignored<Config>("dot1x protocol", "who may use a port, not who may log in"),
    ignored<Config>("dot1x dynamic-authorization", "who may use a port, not who may log in"),
    ignored<Config>("vxlan", overlay),
    ignored<Config>("evpn", overlay),
    ignored<Config>("patch", overlay),
    ignored<Config>("mpls", labels),
    ignored<Config>("stun", "how paths between sites are found"),
    ignored<Config>("application", sorts),
    ignored<Config>("redundancy", "how the supervisors of one box share their work"),
    ignored<Config>("policy-map type quality-of-service", queues),
    ignored<Config>("policy-map type qos", queues),
    ignored<Config>("policy-map type pdp", queues),
    ignored<Config>("policy-map type copp", queues),
    ignored<Config>("policy-map type tapagg", telemetry),
    ignored<Config>("qos", queues),
    ignored<Config>("priority-flow-control", queues),
    ignored<Config>("queue-monitor", queues),
    ignored<Config>("load-interval", diagnostics),
    ignored<Config>("sflow", telemetry),
    ignored<Config>("flow", telemetry),
    ignored<Config>("monitor session", "a copy of traffic: no rule looks at it"),
    ignored<Config>("monitor connectivity", diagnostics),
    ignored<Config>("monitor layer1", diagnostics),
    ignored<Config>("monitor loop-protection", layer2),
    ignored<Config>("monitor twamp", diagnostics),
    ignored<Config>("monitor hadoop", diagnostics),
    ignored<Config>("event-monitor", diagnostics),
    ignored<Config>("latency", diagnostics),
    ignored<Config>("agent", "how a process of the system runs"),
    ignored<Config>("transceiver", hardware),
    ignored<Config>("platform", hardware),
    ignored<Config>("hardware", hardware),
    ignored<Config>("trident", hardware),
    ignored<Config>("poe", hardware),
    ignored<Config>("power", hardware),
    ignored<Config>("environment", hardware),
    ignored<Config>("sync-e", clock),
    ignored<Config>("license", hardware),
    ignored<Config>("module", hardware),
    ignored<Config>("card", hardware),
    ignored<Config>("system l1", hardware),
    ignored<Config>("system coredump", diagnostics),
    ignored<Config>("service interface", hardware),
    ignored<Config>("service running-config", "how the configuration is printed"),
    ignored<Config>("service sequence-numbers", "messages carry a number"),
    ignored<Config>("switch", hardware),
});

}  // namespace

Rows other_rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> rows;
    for (const Rows part : {Rows(declared), Rows(ip_ignored), Rows(platform_ignored)})
      rows.insert(rows.end(), part.begin(), part.end());
    return rows;
  }();
  return all;
}

}  // namespace muster::grammars::arista_eos
