#include <algorithm>
#include <array>

#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"
#include "grammars/reference_rules.hpp"

/// Where names of structures stand in a configuration of EOS.
namespace muster::grammars::arista_eos {
namespace {

constexpr std::string_view acl4 = "ip access-list standard|extended ipv4 access-list";
constexpr std::string_view acl6 = "ipv6 access-list standard|extended ipv6 access-list";
constexpr std::string_view prefix4 = "ipv4 prefix-list";
constexpr std::string_view prefix6 = "ipv6 prefix-list";
constexpr std::string_view servers = "aaa server group tacacs+|aaa server group radius|aaa server group ldap";

bool is_group_of_servers(std::string_view name) {
  return name != "tacacs+" && name != "radius" && name != "ldap" && name != "local" && name != "none";
}
/// A neighbour that is no address is a peer group.
bool is_peer_group(std::string_view name) {
  return name.find_first_of(".:") == std::string_view::npos && name != "default" && name != "interface";
}
bool is_list_name(std::string_view name) {
  return name != "ro" && name != "rw" && name != "ipv6" && name != "view" && name != "standard" && name != "vrf";
}
bool is_interface(std::string_view name) {
  return name.find_first_of("0123456789") != std::string_view::npos && name != "defaults";
}
bool is_class(std::string_view name) {
  return name != "class-default" && name != "built-in" && !name.starts_with("copp-system-");
}
bool is_system_policy(std::string_view name) { return name != "copp-system-policy"; }

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"interface $ .", "interface", {}, {}, true, &is_interface},
    {"ip access-list $ .", "extended ipv4 access-list", {}, {}, false, &is_list_name},
    {"ip access-list standard $", "ip access-list standard"},
    {"ipv6 access-list $ .", "extended ipv6 access-list", {}, {}, false, &is_list_name},
    {"ipv6 access-list standard $", "ipv6 access-list standard"},
    {"mac access-list $", "mac access-list"},
    {"ip prefix-list $", prefix4},
    {"ipv6 prefix-list $", prefix6},
    {"route-map $", "route-map"},
    {"ip as-path access-list $", "as-path access-list"},
    {"ip community-list standard|expanded|regexp $", "community-list"},
    {"ip community-list $ permit|deny", "community-list"},
    {"ip extcommunity-list standard|expanded|regexp $", "extcommunity-list"},
    {"ip extcommunity-list $ permit|deny", "extcommunity-list"},
    {"peer-filter $", "peer-filter"},
    {"class-map type * match-any|match-all $", "class-map"},
    {"class-map type * $ .", "class-map"},
    {"policy-map type * $", "policy-map"},
    {"policy-map $ .", "policy-map"},
    {"ip nat pool $", "nat pool"},
    {"ip nat profile $", "nat profile"},
    {"vrf instance|definition $", "vrf", {}, {}, true},
    {"aaa group server tacacs+ $", "aaa server group tacacs+"},
    {"aaa group server radius $", "aaa server group radius"},
    {"aaa group server ldap $", "aaa server group ldap"},
    {"track $", "track"},
    {"management security/ssl profile $", "ssl profile"},
    {"ip security/ike policy $", "ike policy"},
    {"ip security/sa policy $", "sa policy"},
    {"ip security/profile $", "ipsec profile"},
    {"router bgp/neighbor $ peer group .", "bgp peer-group", {}, {}, false, &is_peer_group},
    {"router bgp/neighbor $ peer-group .", "bgp peer-group", {}, {}, false, &is_peer_group},
    {"traffic-policies/traffic-policy $", "traffic-policy"},
});

constexpr auto management_uses = std::to_array<ReferenceRule>({
    {"management ssh|telnet/ip access-group $", "ipv4 acl", "management access-group", acl4},
    {"management ssh|telnet/ipv6 access-group $", "ipv6 acl", "management ipv6 access-group", acl6},
    {"management api */ip access-group $", "ipv4 acl", "management api access-group", acl4},
    {"management api */ipv6 access-group $", "ipv6 acl", "management api ipv6 access-group", acl6},
    {"management api */protocol https ssl profile $", "ssl profile", "management api ssl profile"},
    {"system control-plane/ip access-group $", "ipv4 acl", "control-plane access-group", acl4},
    {"system control-plane/ipv6 access-group $", "ipv6 acl", "control-plane ipv6 access-group", acl6},
    {"snmp-server ipv4 access-list $", "ipv4 acl", "snmp-server access-list", acl4},
    {"snmp-server ipv6 access-list $", "ipv6 acl", "snmp-server ipv6 access-list", acl6},
    {"snmp-server community * ro|rw $ .", "ipv4 acl", "snmp-server community acl", acl4, false, &is_list_name},
    {"snmp-server community * ... ipv6 $", "ipv6 acl", "snmp-server community ipv6 acl", acl6},
    {"snmp-server community * ... ipv6 * $", "ipv4 acl", "snmp-server community acl", acl4},
    {"ntp local-interface $ .", "interface", "ntp source-interface", {}, false, &is_interface},
    {"logging source-interface $ .", "interface", "logging source-interface", {}, false, &is_interface},
    {"logging vrf * source-interface $", "interface", "logging source-interface", {}, false, &is_interface},
    {"ip tacacs|radius ... source-interface $", "interface", "aaa source-interface", {}, false, &is_interface},
    {"aaa accounting ... group $", "aaa server group", "aaa accounting group", servers, false, &is_group_of_servers},
    {"aaa authorization ... group $", "aaa server group", "aaa authorization group", servers, false,
     &is_group_of_servers},
    {"aaa authentication ... group $", "aaa server group", "aaa authentication group", servers, false,
     &is_group_of_servers},
    {"mlag configuration/local-interface $",
     "interface",
     "mlag configuration local-interface",
     {},
     false,
     &is_interface},
    {"mlag configuration/peer-link $", "interface", "mlag configuration peer-link", {}, false, &is_interface},
});

constexpr auto interface_uses = std::to_array<ReferenceRule>({
    {"interface/ip access-group $ in", "ipv4 acl", "interface incoming ip access-list", acl4},
    {"interface/ip access-group $ out", "ipv4 acl", "interface outgoing ip access-list", acl4},
    {"interface/ipv6 access-group $ in", "ipv6 acl", "interface incoming ipv6 access-list", acl6},
    {"interface/ipv6 access-group $ out", "ipv6 acl", "interface outgoing ipv6 access-list", acl6},
    {"interface/mac access-group $", "mac access-list", "interface mac access-list"},
    {"interface/ip multicast boundary $", "ip access-list standard", "interface ip multicast boundary"},
    {"interface/ip igmp host-proxy access-list $", "ipv4 acl", "interface igmp host-proxy access-list", acl4},
    {"interface/service-policy type * input|output $",
     "policy-map",
     "interface service-policy",
     {},
     false,
     &is_system_policy},
    {"interface/traffic-policy input|output $", "traffic-policy", "interface traffic-policy"},
    {"interface/ip nat source|destination ... access-list $", "ipv4 acl", "ip nat access-list", acl4},
    {"interface/ip nat source|destination ... pool $", "nat pool", "ip nat pool"},
    {"interface/ip nat service-profile $", "nat profile", "ip nat service-profile"},
    {"ip nat profile/ip nat source|destination ... access-list $", "ipv4 acl", "ip nat access-list", acl4},
    {"ip nat profile/ip nat source|destination ... pool $", "nat pool", "ip nat pool"},
    {"interface/vrrp * tracked-object|track $", "track", "interface vrrp track"},
    {"interface/vxlan source-interface $", "interface", "vxlan source-interface", {}, false, &is_interface},
    {"interface/ip unnumbered $", "interface", "interface ip unnumbered", {}, false, &is_interface},
    {"interface/tunnel ipsec profile $", "ipsec profile", "tunnel ipsec profile"},
    {"ip security/profile/ike-policy $", "ike policy", "ipsec profile ike-policy"},
    {"ip security/profile/sa-policy $", "sa policy", "ipsec profile sa-policy"},
    {"ip security/key controller/profile $", "ipsec profile", "key controller profile"},
    {"router path-selection/path-group/ipsec profile $", "ipsec profile", "path-group ipsec profile"},
    {"policy-map type */class $ .", "class-map", "policy-map class", {}, false, &is_class},
    {"policy-map type */* class $", "class-map", "policy-map class", {}, false, &is_class},
    {"class-map type */match ip access-group $", "ipv4 acl", "class-map access-group", acl4},
    {"class-map type */* match ip access-group $", "ipv4 acl", "class-map access-group", acl4},
    {"class-map type */match ipv6 access-group $", "ipv6 acl", "class-map ipv6 access-group", acl6},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"router bgp/neighbor * peer group $", "bgp peer-group", "bgp neighbor peer-group"},
    {"router bgp/neighbor * peer-group $", "bgp peer-group", "bgp neighbor peer-group"},
    {"router bgp/neighbor interface * peer-group $", "bgp peer-group", "bgp neighbor peer-group"},
    {"router bgp/address-family/neighbor $ activate",
     "bgp peer-group",
     "bgp neighbor peer-group",
     {},
     false,
     &is_peer_group},
    {"router bgp/bgp listen range * ... peer-group $", "bgp peer-group", "bgp listen range peer-group"},
    {"router bgp/bgp listen range * ... peer group $", "bgp peer-group", "bgp listen range peer-group"},
    {"router bgp/bgp listen range * ... peer-filter $", "peer-filter", "bgp listen range peer-filter"},
    {"router bgp/neighbor interface ... peer-filter $", "peer-filter", "bgp neighbor peer-filter"},
    {"router bgp/neighbor * route-map $ in", "route-map", "bgp inbound route-map"},
    {"router bgp/neighbor * route-map $ out", "route-map", "bgp outbound route-map"},
    {"router bgp/neighbor * default-originate route-map $", "route-map", "bgp neighbor default-originate route-map"},
    {"router bgp/neighbor * prefix-list $ in", prefix4, "bgp inbound prefix-list", "ipv4 prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor * prefix-list $ out", prefix4, "bgp outbound prefix-list",
     "ipv4 prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor * update-source $", "interface", "bgp neighbor update-source", {}, false, &is_interface},
    {"router bgp/network * route-map $", "route-map", "bgp network route-map"},
    {"router bgp/aggregate-address ... attribute-map $", "route-map", "bgp aggregate-address attribute-map"},
    {"router bgp/redistribute ospf3|ospfv3 ... route-map $", "route-map", "bgp redistribute ospfv3 route-map"},
    {"router bgp/redistribute ospf ... route-map $", "route-map", "bgp redistribute ospf route-map"},
    {"router bgp/redistribute connected ... route-map $", "route-map", "bgp redistribute connected route-map"},
    {"router bgp/redistribute static ... route-map $", "route-map", "bgp redistribute static route-map"},
    {"router bgp/redistribute isis ... route-map $", "route-map", "bgp redistribute isis route-map"},
    {"router bgp/redistribute attached-host ... route-map $", "route-map", "bgp redistribute attached-host route-map"},
    {"router bgp/redistribute bgp ... route-map $", "route-map", "bgp redistribute bgp route-map"},
    {"router bgp/redistribute rip|dynamic|user|dhcp|aggregate ... route-map $", "route-map",
     "bgp redistribute route-map"},
    {"router bgp/route-target import|export ... route-map $", "route-map", "bgp route-target route-map"},
    {"router bgp/bgp route install-map $", "route-map", "bgp route install-map"},
    {"router bgp/neighbor * default-route route-map $", "route-map", "bgp neighbor default-route route-map"},
    {"router ospf/redistribute ... route-map $", "route-map", "ospf redistribute route-map"},
    {"router ospf/distribute-list prefix-list $", prefix4, "ospf distribute-list prefix-list"},
    {"router ospf/distribute-list route-map $", "route-map", "ospf distribute-list route-map"},
    {"router isis/redistribute ... route-map $", "route-map", "isis redistribute route-map"},
    {"router general/leak routes ... subscribe-policy $", "route-map", "leak routes subscribe-policy"},
    {"router general/routes dynamic prefix-list $", prefix4, "dynamic prefix-list"},
    {"router pim/rp address * access-list $", "ipv4 acl", "pim rp-address list", acl4},
    {"router l2-vpn/arp|nd proxy prefix-list $", prefix4, "l2-vpn proxy prefix-list"},
    {"dynamic prefix-list/prefix-list ipv4 $", prefix4, "dynamic prefix-list"},
    {"dynamic prefix-list/prefix-list ipv6 $", prefix6, "dynamic prefix-list"},
    {"dynamic prefix-list/match-map $", "route-map", "dynamic prefix-list match-map"},
    {"route-map/match ip address prefix-list $", prefix4, "route-map match ipv4 prefix-list"},
    {"route-map/match ip address access-list $", "ipv4 acl", "route-map match ipv4 access-list", acl4},
    {"route-map/match ip next-hop prefix-list $", prefix4, "route-map match ipv4 prefix-list"},
    {"route-map/match ipv6 address prefix-list $", prefix6, "route-map match ipv6 prefix-list"},
    {"route-map/match ipv6 address access-list $", "ipv6 acl", "route-map match ipv6 access-list", acl6},
    {"route-map/match ipv6 next-hop prefix-list $", prefix6, "route-map match ipv6 prefix-list"},
    {"route-map/match as-path $", "as-path access-list", "route-map match as-path access-list"},
    {"route-map/match community !or-results !exact-match $", "community-list", "route-map match community-list"},
    {"route-map/match extcommunity !or-results !exact-match $", "extcommunity-list",
     "route-map match extcommunity-list"},
    {"route-map/match interface $", "interface", "route-map match interface", {}, false, &is_interface},
    {"route-map/set community community-list $", "community-list", "route-map set community-list"},
    {"route-map/set extcommunity extcommunity-list $", "extcommunity-list", "route-map set extcommunity-list"},
    {"route-map/sub-route-map $", "route-map", "route-map sub-route-map"},
});

std::string normal(std::string_view kind, std::string_view name) {
  return kind == "interface" ? long_name(name) : std::string(name);
}

std::vector<ReferenceRule> all_rules() {
  std::vector<ReferenceRule> all;
  for (const std::span<const ReferenceRule> part :
       {std::span<const ReferenceRule>(definitions), std::span<const ReferenceRule>(management_uses),
        std::span<const ReferenceRule>(interface_uses), std::span<const ReferenceRule>(routing_uses)})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = all_rules();
  static const ReferenceTable table(rules, "no", &normal);
  return table.find(read_indented(bytes, indent_rules));
}

}  // namespace muster::grammars::arista_eos
