#include "grammars/vyos/references.hpp"

#include <array>

#include "grammars/paths/references.hpp"
#include "grammars/vyos/statements.hpp"

/// Names of VyOS: sets and groups of the firewall, zones, policies of routing, groups of VPN, keys, interfaces. The
/// forms of release 1.3 and before (`firewall name`, `zone-policy`) and those of 1.4 (`firewall ipv4 name`, `firewall
/// zone`).
namespace muster::grammars::vyos {
namespace {

using paths::PathReferenceTable;
using paths::ReferenceScope;

/// A VRF knows the names of the whole device beside its own.
constexpr auto scopes = std::to_array<ReferenceScope>({{"vrf name *", "*"}});

constexpr std::string_view address_groups =
    "firewall address-group|firewall ipv6-address-group|firewall dynamic-group|firewall remote-group";
constexpr std::string_view network_groups = "firewall network-group|firewall ipv6-network-group";
constexpr std::string_view sets = "firewall name";
constexpr std::string_view sets6 = "firewall ipv6-name";

bool is_map(std::string_view name) { return !is_alternative("import|export|in|out|vpn", name); }
bool is_in_store(std::string_view name) { return name.find('/') == std::string_view::npos; }
/// An interface that a configuration always holds if it is used: no pattern, none that comes with a tunnel of a client.
bool is_interface(std::string_view name) {
  if (name.find_first_of("*!+") != std::string_view::npos) return false;
  for (const std::string_view kind : {"eth", "bond", "br", "dum", "wg", "vtun", "tun", "vti", "vxlan"})
    if (name.starts_with(kind)) return name.find_first_of("0123456789") == kind.size();
  return false;
}

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"firewall name $", "firewall name"},
    {"firewall ipv4 name $", "firewall name"},
    {"firewall ipv6-name $", "firewall ipv6-name"},
    {"firewall ipv6 name $", "firewall ipv6-name"},
    {"firewall modify|ipv6-modify $", "firewall modify"},
    {"firewall group address-group $", "firewall address-group"},
    {"firewall group network-group $", "firewall network-group"},
    {"firewall group port-group $", "firewall port-group"},
    {"firewall group ipv6-address-group $", "firewall ipv6-address-group"},
    {"firewall group ipv6-network-group $", "firewall ipv6-network-group"},
    {"firewall group interface-group $", "firewall interface-group"},
    {"firewall group mac-group $", "firewall mac-group"},
    {"firewall group domain-group $", "firewall domain-group"},
    {"firewall group remote-group $", "firewall remote-group"},
    {"firewall group dynamic-group address-group|ipv6-address-group $", "firewall dynamic-group"},
    {"firewall zone $", "zone", {}, {}, true},
    {"zone-policy zone $", "zone", {}, {}, true},
    {"policy route-map $", "route-map"},
    {"policy prefix-list $", "prefix-list"},
    {"policy prefix-list6 $", "prefix-list6"},
    {"policy access-list $", "access-list"},
    {"policy access-list6 $", "access-list6"},
    {"policy as-path-list $", "as-path-list"},
    {"policy community-list $", "community-list"},
    {"policy large-community-list $", "large-community-list"},
    {"policy extcommunity-list $", "extcommunity-list"},
    {"policy route|route6 $", "policy route", {}, {}, true},
    {"protocols bgp peer-group $", "bgp peer-group"},
    {"vpn ipsec ike-group $", "ike-group"},
    {"vpn ipsec esp-group $", "esp-group"},
    {"pki certificate $", "pki certificate"},
    {"pki ca $", "pki ca"},
    {"interfaces * $", "interface", {}, {}, true},
    {"interfaces * $ vif|vif-s $", "interface", {}, {}, true},
    {"interfaces * $ vif-s $ vif-c $", "interface", {}, {}, true},
    {"load-balancing reverse-proxy|haproxy backend $", "proxy backend"},
    {"high-availability vrrp group $", "vrrp group", {}, {}, true},
});

constexpr auto filter_uses = std::to_array<ReferenceRule>({
    {"firewall|nat|nat66|policy|system|load-balancing ... source|destination group address-group $",
     "firewall address-group", "rule address-group", address_groups},
    {"firewall|nat|nat66|policy|system|load-balancing ... source|destination group network-group $",
     "firewall network-group", "rule network-group", network_groups},
    {"firewall|nat|nat66|policy|system|load-balancing ... source|destination group port-group $", "firewall port-group",
     "rule port-group"},
    {"firewall|nat|policy ... source|destination group ipv6-address-group $", "firewall ipv6-address-group",
     "rule ipv6-address-group"},
    {"firewall|nat|policy ... source|destination group ipv6-network-group $", "firewall ipv6-network-group",
     "rule ipv6-network-group"},
    {"firewall|nat|policy ... source|destination group domain-group $", "firewall domain-group", "rule domain-group"},
    {"firewall|policy ... source|destination group mac-group $", "firewall mac-group", "rule mac-group"},
    {"firewall|policy ... source|destination group remote-group $", "firewall remote-group", "rule remote-group"},
    {"firewall|policy ... source|destination group dynamic-address-group|dynamic-ipv6-address-group $",
     "firewall dynamic-group", "rule dynamic-address-group"},
    {"firewall ... add-address-to-group source-address|destination-address address-group $", "firewall dynamic-group",
     "rule add-address-to-group"},
    {"firewall|nat|policy ... inbound-interface|outbound-interface group|interface-group $", "firewall interface-group",
     "rule interface-group"},
    {"firewall group address-group * include $", "firewall address-group", "address-group include"},
    {"firewall group network-group * include $", "firewall network-group", "network-group include"},
    {"firewall group port-group * include $", "firewall port-group", "port-group include"},
    {"firewall group ipv6-address-group * include $", "firewall ipv6-address-group", "ipv6-address-group include"},
    {"firewall group ipv6-network-group * include $", "firewall ipv6-network-group", "ipv6-network-group include"},
    {"firewall group interface-group * include $", "firewall interface-group", "interface-group include"},
    {"firewall group mac-group * include $", "firewall mac-group", "mac-group include"},
    {"firewall ipv4|name ... jump-target $", "firewall name", "rule jump-target"},
    {"firewall ipv6|ipv6-name ... jump-target $", "firewall ipv6-name", "rule jump-target"},
    {"interfaces ... firewall in|out|local name $", "firewall name", "interface firewall"},
    {"interfaces ... firewall in|out|local ipv6-name $", "firewall ipv6-name", "interface firewall"},
    {"interfaces ... firewall in|out|local modify|ipv6-modify $", "firewall modify", "interface firewall"},
    {"firewall interface * in|out|local name $", "firewall name", "interface firewall"},
    {"firewall interface * in|out|local ipv6-name $", "firewall ipv6-name", "interface firewall"},
    {"firewall|zone-policy zone * ... firewall name $", "firewall name", "zone firewall", sets},
    {"firewall|zone-policy zone * ... firewall ipv6-name $", "firewall ipv6-name", "zone firewall", sets6},
    {"firewall|zone-policy zone * default-firewall name $", "firewall name", "zone default-firewall"},
    {"firewall|zone-policy zone * default-firewall ipv6-name $", "firewall ipv6-name", "zone default-firewall"},
    {"firewall|zone-policy zone * from $", "zone", "zone from"},
    {"firewall|zone-policy zone * interface $", "interface", "zone interface", {}, false, &is_interface},
    {"firewall zone * member interface $", "interface", "zone interface", {}, false, &is_interface},
    {"interfaces ... policy route|route6 $", "policy route", "interface policy"},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"protocols ... route-map $", "route-map", "protocol route-map", {}, false, &is_map},
    {"protocols ... route-map import|export|in|out $", "route-map", "neighbour route-map"},
    {"protocols ... route-map vpn import|export $", "route-map", "vpn route-map"},
    {"system|ip|ipv6 ... protocol * route-map $", "route-map", "ip protocol route-map"},
    {"protocols bgp ... unsuppress-map $", "route-map", "neighbour unsuppress-map"},
    {"protocols bgp ... advertise-map|exist-map|non-exist-map $", "route-map", "conditional advertisement"},
    {"policy route-map * rule * call $", "route-map", "route-map call"},
    {"protocols ... prefix-list import|export|in|out $", "prefix-list", "neighbour prefix-list",
     "prefix-list|prefix-list6"},
    {"protocols ... distribute-list import|export $", "access-list", "distribute-list", "access-list|access-list6"},
    {"protocols ... distribute-list access-list in|out $", "access-list", "distribute-list",
     "access-list|access-list6"},
    {"protocols ... distribute-list prefix-list in|out $", "prefix-list", "distribute-list",
     "prefix-list|prefix-list6"},
    {"protocols ... filter-list import|export $", "as-path-list", "neighbour filter-list"},
    {"protocols ospf|ospfv3 area * import-list|export-list $", "access-list", "ospf area list",
     "access-list|access-list6"},
    {"protocols ospf access-list $", "access-list", "ospf access-list"},
    {"protocols bgp neighbor * peer-group $", "bgp peer-group", "neighbour peer-group"},
    {"protocols bgp neighbor * interface peer-group $", "bgp peer-group", "neighbour peer-group"},
    {"protocols bgp neighbor * interface v6only peer-group $", "bgp peer-group", "neighbour peer-group"},
    {"protocols bgp listen range * peer-group $", "bgp peer-group", "listen range peer-group"},
    {"policy route-map * rule * match ip address|nexthop|route-source prefix-list $", "prefix-list", "route-map match"},
    {"policy route-map * rule * match ip address|nexthop|route-source access-list $", "access-list", "route-map match"},
    {"policy route-map * rule * match ipv6 address|nexthop prefix-list $", "prefix-list6", "route-map match"},
    {"policy route-map * rule * match ipv6 address|nexthop access-list $", "access-list6", "route-map match"},
    {"policy route-map * rule * match as-path $", "as-path-list", "route-map match"},
    {"policy route-map * rule * match community community-list $", "community-list", "route-map match"},
    {"policy route-map * rule * match large-community large-community-list $", "large-community-list",
     "route-map match"},
    {"policy route-map * rule * match extcommunity $", "extcommunity-list", "route-map match"},
    {"policy route-map * rule * set comm-list comm-list $", "community-list", "route-map set"},
    {"policy route-map * rule * set community delete $", "community-list", "route-map set"},
    {"policy route-map * rule * set large-community delete $", "large-community-list", "route-map set"},
});

constexpr auto other_uses = std::to_array<ReferenceRule>({
    {"vpn ipsec * ... ike-group $", "ike-group", "peer ike-group"},
    {"vpn ipsec * ... esp-group $", "esp-group", "peer esp-group"},
    {"vpn ipsec * ... default-esp-group $", "esp-group", "peer esp-group"},
    {"vpn l2tp remote-access ipsec-settings ike-group $", "ike-group", "l2tp ike-group"},
    {"vpn l2tp remote-access ipsec-settings esp-group $", "esp-group", "l2tp esp-group"},
    {"interfaces|service|vpn|load-balancing|system ... certificate $",
     "pki certificate",
     "certificate",
     {},
     false,
     &is_in_store},
    {"interfaces|service|vpn|load-balancing|system ... ca-certificate $",
     "pki ca",
     "certificate authority",
     {},
     false,
     &is_in_store},
    {"high-availability vrrp group * interface $", "interface", "vrrp interface", {}, false, &is_interface},
    {"high-availability vrrp sync-group * member $", "vrrp group", "vrrp sync-group"},
    {"nat source rule * outbound-interface $", "interface", "nat interface", {}, false, &is_interface},
    {"nat source rule * outbound-interface name $", "interface", "nat interface", {}, false, &is_interface},
    {"nat destination rule * inbound-interface $", "interface", "nat interface", {}, false, &is_interface},
    {"nat destination rule * inbound-interface name $", "interface", "nat interface", {}, false, &is_interface},
    {"load-balancing reverse-proxy|haproxy service ... backend $", "proxy backend", "service backend"},
});

/// `!GROUP` is everything outside of the group.
std::string without_negation(std::string_view, std::string_view name) {
  if (name.starts_with('!')) name.remove_prefix(1);
  return std::string(name);
}

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = joined({definitions, filter_uses, routing_uses, other_uses});
  static const PathReferenceTable table(
      rules, {.scopes = scopes,
              .anywhere = "route-map|prefix-list|prefix-list6|access-list|access-list6|as-path-list|interface",
              .normal = &without_negation});
  return table.find(read_document(bytes).configuration);
}

}  // namespace muster::grammars::vyos
