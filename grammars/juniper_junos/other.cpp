#include <array>

#include "grammars/juniper_junos/config.hpp"

/// Declared: what is known and not modelled, and what cannot matter. And the key chains and AAA servers' secrets.
namespace muster::grammars::juniper_junos {
namespace {

Outcome host_name(Place place) {
  const NodeId value = value_of(place, place.node);
  if (value == no_node) return place.walk.fail(place.node, "a name after 'host-name'");
  place.walk.device().hostname.set(std::string(text(place, value)), place.walk.lines(value));
  return Outcome::understood;
}

/// A logical system or tenant: the statements of a device stand in it, and speak about it alone.
Outcome system_within(Place place) {
  place.state.context = text(place);
  place.state.root = place.node;
  return Outcome::understood;
}

/// `management-instance`: the management ports have a routing table of their own.
Outcome management_instance(Place place) {
  place.state.management_instance = place.node;
  return Outcome::understood;
}

Outcome no_redirects(Place place) {
  place.state.no_redirects = place.node;
  return Outcome::understood;
}

constexpr auto configured = Domains(Domain::users) | Domain::authentication | Domain::snmp | Domain::management |
                            Domain::logging | Domain::time | Domain::interfaces | Domain::filters | Domain::routing |
                            Domain::redundancy;
constexpr std::string_view naming = "how names are looked up";
constexpr std::string_view process = "how processes and storage are run";
constexpr std::string_view kernel = "how the kernel treats packets to the device";
constexpr std::string_view debugging = "notes for debugging";
constexpr std::string_view layer2 = "switching";
constexpr std::string_view labels = "labels and multicast: no neighbours of the routing that the model has";
constexpr std::string_view hardware = "hardware and its alarms";

}  // namespace

Rows system_rows() {
  static constexpr auto rows = std::to_array<Row>({
      block("system", configured),
      {"system host-name", Domain::interfaces, &host_name},
      known("system authentication", Domain::authentication),
      known("system diag-port-authentication", Domain::users),
      known("system pic-console-authentication", Domain::users),
      known("system boot-loader-authentication", Domain::users),
      known("system master-password", Domain::users),
      known("system fips", Domain::authentication | Domain::management),
      known("system scripts", configured),
      ignored("system scripts op", "commands for people; they change nothing by themselves"),
      ignored("system scripts language", "commands for people; they change nothing by themselves"),
      ignored("system scripts traceoptions", debugging),
      ignored("system scripts synchronize", "commands for people; they change nothing by themselves"),
      {"system management-instance", Domain::interfaces, &management_instance},
      {"system no-redirects", Domain::interfaces, &no_redirects},
      known("system autoinstallation", configured),
      known("system phone-home", Domain::management),
      known("system backup-router", Domain::routing),
      known("system inet6-backup-router", Domain::routing),
      known("system ports", Domain::management),
      known("system security-profile", configured),
      known("system dynamic-profile-options", Domain::interfaces),
      known("system dgasp-int", Domain::snmp),
      ignored("system domain-name", naming),
      ignored("system domain-search", naming),
      ignored("system name-server", naming),
      ignored("system name-resolution", naming),
      ignored("system static-host-mapping", naming),
      ignored("system location", "a text"),
      ignored("system archival", "copies of the configuration that are kept elsewhere"),
      ignored("system commit", "how a change is activated"),
      ignored("system configuration", "how a change is activated"),
      ignored("system configuration-database", process),
      ignored("system compress-configuration-files", process),
      ignored("system no-compress-configuration-files", process),
      ignored("system max-configurations-on-flash", process),
      ignored("system max-configuration-rollbacks", process),
      ignored("system max-cli-sessions", "how many sessions are accepted"),
      ignored("system extensions", "whose packages may be installed"),
      ignored("system license", "licences"),
      ignored("system processes", process),
      ignored("system saved-core-context", process),
      ignored("system saved-core-files", process),
      ignored("system dump-device", process),
      ignored("system dump-on-panic", process),
      ignored("system auto-snapshot", process),
      ignored("system mirror-flash-on-disk", process),
      ignored("system switchover-on-routing-crash", process),
      ignored("system kernel-replication", process),
      ignored("system nd-maxmcast-solicit", kernel),
      ignored("system arp", kernel),
      ignored("system internet-options", kernel),
      ignored("system no-redirects-ipv6", kernel),
      ignored("system no-multicast-echo", kernel),
      ignored("system no-ping-record-route", kernel),
      ignored("system no-ping-time-stamp", kernel),
      ignored("system no-neighbor-learn", kernel),
      ignored("system default-address-selection", kernel),
      ignored("system no-default-address-selection", kernel),
      ignored("system ddos-protection", "limits of rates"),
      ignored("system resiliency", process),
      ignored("system health-monitor", process),
      ignored("system alarm-management", hardware),
      ignored("system watchdog", hardware),
      ignored("system encrypt-configuration-files", process),
      ignored("system export-format", "how answers look"),
      ignored("system services-options", process),
      ignored("system storage", process),
      ignored("system tracing", debugging),
      ignored("system traceoptions", debugging),
      ignored("system proxy", "how updates are fetched"),
      ignored("system packet-forwarding-options", hardware),
  });
  return rows;
}

Rows protocol_rows() {
  static constexpr auto rows = std::to_array<Row>({
      ignored("protocols mpls", labels),
      ignored("protocols ldp", labels),
      ignored("protocols rsvp", labels),
      ignored("protocols igmp", labels),
      ignored("protocols igmp-snooping", labels),
      ignored("protocols mld", labels),
      ignored("protocols mld-snooping", labels),
      ignored("protocols pim", labels),
      ignored("protocols msdp", labels),
      ignored("protocols mvpn", labels),
      ignored("protocols dvmrp", labels),
      ignored("protocols pgm", labels),
      ignored("protocols l2circuit", labels),
      ignored("protocols l2vpn", labels),
      ignored("protocols vpls", labels),
      ignored("protocols connections", labels),
      ignored("protocols source-packet-routing", labels),
      ignored("protocols pcep", labels),
      ignored("protocols evpn", layer2),
      ignored("protocols rstp", layer2),
      ignored("protocols mstp", layer2),
      ignored("protocols vstp", layer2),
      ignored("protocols stp", layer2),
      ignored("protocols layer2-control", layer2),
      ignored("protocols l2-learning", layer2),
      ignored("protocols loop-detect", layer2),
      ignored("protocols lacp", layer2),
      ignored("protocols mvrp", layer2),
      ignored("protocols gvrp", layer2),
      ignored("protocols lldp-med", "what is announced to telephones"),
      ignored("protocols iccp", layer2),
      ignored("protocols oam", "checks of links"),
      ignored("protocols bfd", "checks of links"),
      ignored("protocols router-advertisement", "addresses for hosts"),
      ignored("protocols router-discovery", "addresses for hosts"),
      ignored("protocols neighbor-discovery", "addresses for hosts"),
      ignored("protocols sflow", "samples for counters"),
      ignored("protocols uplink-failure-detection", layer2),
      ignored("protocols protection-group", layer2),
      ignored("protocols vrrp", "timers and versions of the groups that interfaces have"),
      known("protocols dot1x", Domain::authentication),
      known("protocols ethernet-switching", Domain::filters),
      known("protocols amt", Domain::routing),
      known("protocols ilmi", Domain::interfaces),
  });
  return rows;
}

Rows other_rows() {
  static constexpr auto filters = Domains(Domain::filters);
  static constexpr std::string_view inspection = "inspection of what policies permit: it drops more, never less";
  static constexpr std::string_view by_policies =
      "addresses that a feed delivers; policies that name them are told as such";
  static constexpr auto rows = std::to_array<Row>({
      ignored("version", "the release is told by show version"),
      block("logical-systems", configured),
      {.path = "logical-systems *", .domains = configured, .handler = &system_within, .instance = true},
      block("tenants", configured),
      {.path = "tenants *", .domains = configured, .handler = &system_within, .instance = true},
      known("dynamic-profiles", Domains(Domain::interfaces) | Domain::filters | Domain::routing),
      ignored("chassis", hardware),
      ignored("chassis redundancy", "routing engines of one chassis, no group with another device"),
      ignored("virtual-chassis", hardware),
      ignored("poe", hardware),
      ignored("class-of-service", "queues and marks"),
      ignored("accounting-options", "counters"),
      ignored("event-options", "what may happen later; what is collected is what is in force"),
      ignored("multicast-snooping-options", layer2),
      known("multi-chassis", Domain::redundancy),
      ignored("switch-options", layer2),
      ignored("session-limit-group", "limits of sessions"),
      known("vlans", Domains(Domain::interfaces) | Domain::filters),
      block("vlans *", Domains(Domain::interfaces) | Domain::filters),
      ignored("vlans * description", "a text"),
      ignored("vlans * vlan-id", layer2),
      ignored("vlans * vlan-id-list", layer2),
      ignored("vlans * vlan-range", layer2),
      ignored("vlans * l3-interface", layer2),
      ignored("vlans * interface", layer2),
      ignored("vlans * vxlan", layer2),
      ignored("vlans * no-mac-learning", layer2),
      ignored("vlans * mac-table-size", layer2),
      ignored("vlans * switch-options", layer2),
      ignored("vlans * domain-type", layer2),
      ignored("vlans * no-arp-suppression", layer2),
      ignored("vlans * mcae-mac-synchronize", layer2),
      ignored("vlans * service-id", layer2),
      known("bridge-domains", Domains(Domain::interfaces) | Domain::filters),
      block("bridge-domains *", Domains(Domain::interfaces) | Domain::filters),
      ignored("bridge-domains * description", "a text"),
      ignored("bridge-domains * domain-type", layer2),
      ignored("bridge-domains * vlan-id", layer2),
      ignored("bridge-domains * vlan-id-list", layer2),
      ignored("bridge-domains * vlan-tags", layer2),
      ignored("bridge-domains * interface", layer2),
      ignored("bridge-domains * routing-interface", layer2),
      ignored("bridge-domains * vxlan", layer2),
      ignored("bridge-domains * bridge-options", layer2),
      ignored("bridge-domains * no-local-switching", layer2),
      ignored("bridge-domains * mcae-mac-synchronize", layer2),
      ignored("bridge-domains * service-id", layer2),
      known("ethernet-switching-options", Domains(Domain::interfaces) | Domain::filters | Domain::authentication),
      known("access", Domains(Domain::users) | Domain::authentication),
      known("access-profile", Domain::authentication),
      known("services", Domains(Domain::filters) | Domain::users | Domain::logging),
      known("services stateful-firewall", filters),
      known("services nat", filters),
      known("services ids", filters),
      known("services service-set", filters),
      known("services adaptive-services-pics", filters),
      ignored("services cos", "queues and marks"),
      ignored("services rpm", "measures of links"),
      ignored("services flow-monitoring", "counters of flows"),
      ignored("services flow-collector", "counters of flows"),
      ignored("services flow-tap", "copies of packets"),
      ignored("services application-identification", "names for flows"),
      ignored("services analytics", "counters"),
      ignored("services hosted-services", "copies of packets"),
      known("services ip-monitoring", Domain::routing),
      block("forwarding-options", Domains(Domain::filters) | Domain::management),
      ignored("forwarding-options hash-key", "which way packets go"),
      ignored("forwarding-options enhanced-hash-key", "which way packets go"),
      ignored("forwarding-options load-balance", "which way packets go"),
      ignored("forwarding-options helpers", "requests passed on to servers"),
      ignored("forwarding-options dhcp-relay", "requests passed on to servers"),
      ignored("forwarding-options sampling", "counters of flows"),
      ignored("forwarding-options monitoring", "counters of flows"),
      ignored("forwarding-options accounting", "counters of flows"),
      ignored("forwarding-options storm-control", "limits of rates"),
      ignored("forwarding-options storm-control-profiles", "limits of rates"),
      ignored("forwarding-options analyzer", "copies of packets"),
      ignored("forwarding-options port-mirroring", "copies of packets"),
      ignored("forwarding-options next-hop-group", "copies of packets"),
      ignored("forwarding-options vxlan-routing", layer2),
      ignored("forwarding-options evpn-vxlan", layer2),
      ignored("forwarding-options rpf-loose-mode-discard", "where addresses without a route are dropped"),
      ignored("forwarding-options multicast-replication", labels),
      known("forwarding-options family", Domain::filters),
      known("forwarding-options access-security", Domain::filters),
      block("security",
            Domains(Domain::filters) | Domain::users | Domain::logging | Domain::management | Domain::interfaces),
      ignored("security flow", "how sessions are followed: no packet passes that a policy denies"),
      known("security forwarding-options", Domain::filters),
      ignored("security idp", inspection),
      ignored("security utm", inspection),
      ignored("security screen", inspection),
      ignored("security alg", "further connections of sessions that a policy permits"),
      ignored("security firewall-authentication", "how users of policies are asked for their names"),
      known("security user-identification", Domain::authentication),
      known("security ipsec-vpn", Domain::users),
      known("security group-vpn", Domain::users),
      known("security macsec", Domain::users),
      known("security log", Domain::logging),
      ignored("security dynamic-address", by_policies),
      ignored("security application-tracking", "counters of flows"),
      ignored("security pki", "certificates"),
      ignored("security certificates", "certificates"),
      ignored("security ssh-known-hosts", "keys of other hosts"),
      ignored("security traceoptions", debugging),
      ignored("security gprs", "mobile networks"),
  });
  return rows;
}

}  // namespace muster::grammars::juniper_junos
