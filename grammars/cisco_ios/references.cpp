#include <array>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/reference_rules.hpp"

namespace muster::grammars::cisco_ios {
namespace {

constexpr std::string_view acl4 = "standard ipv4 access-list|extended ipv4 access-list";
constexpr std::string_view acl6 = "standard ipv6 access-list|extended ipv6 access-list|ipv6 access-list";
constexpr std::string_view acl46 =
    "standard ipv4 access-list|extended ipv4 access-list|standard ipv6 access-list|extended ipv6 access-list|ipv6 access-list";

std::uint32_t number_of(std::string_view name) {
  std::uint32_t number = 0;
  for (const char c : name) {
    if (c < '0' || c > '9' || number > 100000) return 0;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}
bool standard_number(std::string_view name) {
  const std::uint32_t n = number_of(name);
  return (n >= 1 && n <= 99) || (n >= 1300 && n <= 1999);
}
bool extended_number(std::string_view name) {
  const std::uint32_t n = number_of(name);
  return (n >= 100 && n <= 199) || (n >= 2000 && n <= 2699);
}
/// After `redistribute`, `distribute-list` and the like a keyword may stand where a name does.
bool is_list_name(std::string_view name) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"prefix", "route-map", "gateway", "prefix-list", "ipv6", "in", "out", "any", "host", "group", "default", "none"});
  return std::ranges::find(words, name) == words.end();
}
bool is_interface_name(std::string_view name) {
  return name != "default" && !name.empty() && name.find_first_of("0123456789") != std::string_view::npos &&
         (name[0] < '0' || name[0] > '9');
}
bool is_group_of_servers(std::string_view name) {
  static constexpr auto built_in = std::to_array<std::string_view>({"tacacs+", "radius", "ldap", "local", "none"});
  return std::ranges::find(built_in, name) == built_in.end();
}
/// A neighbour that is no address is a peer group.
bool is_peer_group(std::string_view name) { return name.find_first_of(".:") == std::string_view::npos; }

// ---- definitions

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"interface $ .", "interface", {}, {}, true},
    {"interface $ point-to-point|multipoint|l2transport", "interface", {}, {}, true},
    {"access-list $ permit|deny|remark|dynamic", "standard ipv4 access-list", {}, {}, false, &standard_number},
    {"access-list $ permit|deny|remark|dynamic", "extended ipv4 access-list", {}, {}, false, &extended_number},
    {"ip access-list standard $", "standard ipv4 access-list"},
    {"ip access-list extended $", "extended ipv4 access-list"},
    {"ipv6 access-list $", "extended ipv6 access-list"},
    {"ip prefix-list $ seq|permit|deny|description", "ipv4 prefix-list"},
    {"ipv6 prefix-list $ seq|permit|deny|description", "ipv6 prefix-list"},
    {"route-map $", "route-map"},
    {"ip as-path access-list $", "as-path access-list"},
    {"ip community-list standard|expanded $", "community-list"},
    {"ip community-list $ permit|deny", "community-list", {}, {}, false, [](std::string_view n) { return n != "standard" && n != "expanded"; }},
    {"ip extcommunity-list standard|expanded $", "extcommunity-list"},
    {"object-group network $", "object-group network"},
    {"object-group service $", "object-group service"},
    {"class-map match-any|match-all $", "class-map"},
    {"class-map type inspect match-any|match-all $", "class-map type inspect"},
    {"class-map type inspect $ .", "class-map type inspect"},
    {"class-map $ .", "class-map"},
    {"policy-map $ .", "policy-map"},
    {"policy-map type inspect $ .", "policy-map type inspect"},
    {"zone security $", "zone security"},
    {"zone-pair security $", "zone-pair security", {}, {}, true},
    {"aaa group server tacacs+ $", "aaa server group tacacs+"},
    {"aaa group server radius $", "aaa server group radius"},
    {"aaa group server ldap $", "aaa server group ldap"},
    {"key chain $", "key chain"},
    {"vrf definition $", "vrf", {}, {}, true},
    {"ip vrf $ .", "vrf", {}, {}, true},
    {"track $", "track"},
    {"ip sla $ .", "ip sla"},
    {"ip sla monitor $ .", "ip sla"},
    {"ip nat pool $", "nat pool"},
    {"time-range $", "time-range"},
    {"snmp-server view $", "snmp-server view", {}, {}, true},
    {"crypto ipsec transform-set $", "crypto ipsec transform-set"},
    {"crypto ipsec profile $", "crypto ipsec profile"},
    {"crypto isakmp profile $", "crypto isakmp profile"},
    {"crypto keyring $", "crypto keyring"},
    {"crypto dynamic-map $", "crypto-dynamic-map-set"},
    {"crypto map $ * ", "crypto-map-set"},
    {"crypto pki trustpoint $", "crypto pki trustpoint"},
    {"crypto ikev2 proposal $", "crypto ikev2 proposal"},
    {"crypto ikev2 policy $", "crypto ikev2 policy", {}, {}, true},
    {"crypto ikev2 keyring $", "crypto ikev2 keyring"},
    {"crypto ikev2 profile $", "crypto ikev2 profile"},
    {"router bgp/template peer-policy $", "bgp template peer-policy"},
    {"router bgp/template peer-session $", "bgp template peer-session"},
    {"router bgp/neighbor $ peer-group .", "bgp peer-group", {}, {}, false, &is_peer_group},
    {"l2tp-class $", "l2tp-class"},
    {"pseudowire-class $", "pseudowire-class"},
    {"flow exporter $", "flow exporter"},
    {"flow record $", "flow record"},
    {"flow monitor $", "flow monitor"},
});

// ---- uses

constexpr auto management_uses = std::to_array<ReferenceRule>({
    {"line/access-class $ in|out", "ipv4 acl", "line access-class list", acl4},
    {"line/access-class $ .", "ipv4 acl", "line access-class list", acl4},
    {"line/ipv6 access-class $", "ipv6 acl", "line access-class ipv6 list", acl6},
    {"snmp-server community * ro|rw|RO|RW $ .", "ipv4 acl", "snmp server community ipv4 acl", acl4, false, &is_list_name},
    {"snmp-server community * ro|rw|RO|RW ipv6 $", "ipv6 acl", "snmp server community ipv6 acl", acl6},
    {"snmp-server community * ro|rw|RO|RW ipv6 * $", "ipv4 acl", "snmp server community ipv4 acl", acl4},
    {"snmp-server community * view * ro|rw|RO|RW $ .", "ipv4 acl", "snmp server community ipv4 acl", acl4, false, &is_list_name},
    {"snmp-server community * view * ro|rw|RO|RW ipv6 $", "ipv6 acl", "snmp server community ipv6 acl", acl6},
    {"snmp-server community * $ .", "ipv4 acl", "snmp server community ipv4 acl", acl4, false,
     [](std::string_view n) { return n != "ro" && n != "rw" && n != "RO" && n != "RW"; }},
    {"snmp-server group * v1|v2c|v3 ... access ipv6 $", "ipv6 acl", "snmp-server group v3 access ipv6", acl6},
    {"snmp-server group * v1|v2c|v3 ... access $ .", "ipv4 acl", "snmp-server group v3 access", acl4, false, &is_list_name},
    {"snmp-server tftp-server-list $", "ipv4/6 acl", "snmp server tftp-server list", acl46},
    {"snmp-server file-transfer access-group $", "ipv4/6 acl", "snmp server file transfer acl", acl46},
    {"snmp-server trap-source|source-interface $ .", "interface", "snmp-server source-interface"},
    {"snmp-server source-interface informs|traps $", "interface", "snmp-server source-interface"},
    {"snmp-server trap source $", "interface", "snmp-server source-interface"},
    {"ntp access-group peer|serve|serve-only|query-only $", "ipv4 acl", "ntp access-group", acl4},
    {"ntp access-group ipv4 peer|serve|serve-only|query-only $", "ipv4 acl", "ntp access-group", acl4},
    {"ntp access-group ipv6 peer|serve|serve-only|query-only $", "ipv6 acl", "ntp access-group", acl6},
    {"ntp source $", "interface", "ntp source-interface"},
    {"ntp server ... source $", "interface", "ntp source-interface"},
    {"logging source-interface $", "interface", "logging source-interface"},
    {"ip tacacs|radius source-interface $", "interface", "aaa source-interface"},
    {"ip ssh source-interface $", "interface", "ssh source-interface"},
    {"ip domain lookup source-interface $", "interface", "domain lookup source-interface"},
    {"ip domain-lookup source-interface $", "interface", "domain lookup source-interface"},
    {"ip http access-class $ .", "ipv4 acl", "ip http access-class", acl4, false, &is_list_name},
    {"ip http access-class ipv4 $", "ipv4 acl", "ip http access-class", acl4},
    {"ip http access-class ipv6 $", "ipv6 acl", "ip http access-class", acl6},
    {"cops listener access-list $", "ipv4/6 acl", "cops listener access-list", acl46},
    {"aaa accounting ... group $", "aaa server group", "aaa accounting group",
     "aaa server group tacacs+|aaa server group radius|aaa server group ldap", false, &is_group_of_servers},
    {"aaa authorization ... group $", "aaa server group", "aaa authorization group",
     "aaa server group tacacs+|aaa server group radius|aaa server group ldap", false, &is_group_of_servers},
    {"aaa authentication ... group $", "aaa server group", "aaa authentication group",
     "aaa server group tacacs+|aaa server group radius|aaa server group ldap", false, &is_group_of_servers},
});

constexpr auto interface_uses = std::to_array<ReferenceRule>({
    {"interface/ip access-group $ in", "ipv4 acl", "interface incoming ip access-list", acl4},
    {"interface/ip access-group $ out", "ipv4 acl", "interface outgoing ip access-list", acl4},
    {"interface/ipv6 traffic-filter $ in", "ipv6 acl", "interface incoming ipv6 access-list", acl6},
    {"interface/ipv6 traffic-filter $ out", "ipv6 acl", "interface outgoing ipv6 access-list", acl6},
    {"interface/ip verify unicast source ... $ .", "ipv4 acl", "interface ip verify access-list", acl4, false,
     [](std::string_view n) { return number_of(n) != 0; }},
    {"interface/ip verify unicast reverse-path $ .", "ipv4 acl", "interface ip verify access-list", acl4},
    {"interface/ip igmp access-group $", "ipv4/6 acl", "interface igmp access-group acl", acl46},
    {"interface/ip igmp host-proxy $ .", "ipv4/6 acl", "interface igmp host-proxy access-list", acl46},
    {"interface/ip policy route-map $", "route-map", "interface ip policy"},
    {"interface/ipv6 policy route-map $", "route-map", "interface ipv6 policy"},
    {"interface/ip vrf sitemap $", "route-map", "interface ip vrf sitemap"},
    {"interface/ip summary-address eigrp ... leak-map $", "route-map", "interface summary-address eigrp leak-map"},
    {"interface/service-policy input|output $", "policy-map", "interface service-policy"},
    {"interface/service-policy $ .", "policy-map", "interface service-policy", {}, false,
     [](std::string_view n) { return n != "input" && n != "output" && n != "type"; }},
    {"interface/service instance/service-policy input|output $", "policy-map", "interface service-instance service-policy"},
    {"interface/zone-member security $", "zone security", "interface zone-member security"},
    {"interface/crypto map $", "crypto-map-set", "interface crypto map"},
    {"interface/tunnel protection ipsec profile $", "crypto ipsec profile", "interface tunnel protection ipsec profile"},
    {"interface/ip unnumbered $", "interface", "interface ip unnumbered", {}, false, &is_interface_name},
    {"interface/standby * track $", "track", "interface standby track", {}, false,
     [](std::string_view n) { return number_of(n) != 0; }},
    {"interface/vrrp * track $", "track", "interface vrrp track"},
    {"interface/ip ospf authentication key-chain $", "key chain", "interface ospf authentication key-chain"},
    {"interface/ip authentication key-chain eigrp * $", "key chain", "interface eigrp authentication key-chain"},
    {"interface/ip rip authentication key-chain $", "key chain", "interface rip authentication key-chain"},
    {"interface/isis authentication key-chain $", "key chain", "interface isis authentication key-chain"},
    {"interface/ip flow monitor $", "flow monitor", "interface flow monitor"},
    {"ip local policy route-map $", "route-map", "ip local policy route-map"},
    {"ipv6 local policy route-map $", "route-map", "ipv6 local policy route-map"},
    {"zone-pair security ... source $", "zone security", "zone-pair source-zone", {}, false,
     [](std::string_view n) { return n != "self" && n != "default"; }},
    {"zone-pair security ... destination $", "zone security", "zone-pair destination-zone", {}, false,
     [](std::string_view n) { return n != "self" && n != "default"; }},
    {"zone-pair/service-policy type inspect $", "policy-map type inspect", "zone-pair service-policy type inspect"},
    {"policy-map type inspect/class type inspect $", "class-map type inspect", "policy-map type inspect class"},
    {"policy-map/class $ .", "class-map", "policy-map class", {}, false, [](std::string_view n) { return n != "class-default"; }},
    {"policy-map/class/service-policy $", "policy-map", "policy-map service-policy"},
    {"class-map/match access-group $ .", "ipv4/6 acl", "class-map access-group", acl46, false,
     [](std::string_view n) { return n != "name"; }},
    {"class-map/match access-group name $", "ipv4/6 acl", "class-map access-group", acl46},
    {"ip nat inside|outside source list $ ", "ipv4 acl", "ip nat source acl", acl4},
    {"ip nat inside|outside source route-map $", "route-map", "ip nat source route-map"},
    {"ip nat inside destination list $", "ipv4 acl", "ip nat destination acl", acl4},
    {"ip nat ... pool $ ", "nat pool", "ip nat pool", {}, false, [](std::string_view n) { return !n.empty(); }},
    {"track ... ip sla $", "ip sla", "track ip sla"},
    {"track ... rtr $", "ip sla", "track ip sla"},
    {"flow monitor/exporter $", "flow exporter", "flow monitor exporter"},
    {"flow monitor/record $ .", "flow record", "flow monitor record"},
});

constexpr auto crypto_uses = std::to_array<ReferenceRule>({
    {"crypto map ... ipsec-isakmp dynamic $", "crypto-dynamic-map-set", "crypto map ipsec-isakmp crypto-dynamic-map-set"},
    {"crypto map/match address $", "ipv4/6 acl", "crypto map ipsec-isakmp acl", acl46},
    {"crypto map/set transform-set $$", "crypto ipsec transform-set", "crypto map ipsec-isakmp transform-set"},
    {"crypto map/set isakmp-profile $", "crypto isakmp profile", "crypto map ipsec-isakmp isakmp-profile"},
    {"crypto map/set ikev2-profile $", "crypto ikev2 profile", "crypto map ipsec-isakmp ikev2-profile"},
    {"crypto map * * match address $", "ipv4/6 acl", "crypto map match address", acl46},
    {"crypto map * * set transform-set $$", "crypto ipsec transform-set", "crypto map ipsec-isakmp transform-set"},
    {"crypto dynamic-map/set transform-set $$", "crypto ipsec transform-set", "crypto dynamic-map transform-set"},
    {"crypto dynamic-map/match address $", "ipv4/6 acl", "crypto dynamic-map acl", acl46},
    {"crypto dynamic-map/set isakmp-profile $", "crypto isakmp profile", "crypto dynamic-map isakmp-profile"},
    {"crypto dynamic-map * * set transform-set $$", "crypto ipsec transform-set", "crypto dynamic-map transform-set"},
    {"crypto dynamic-map * * set ikev1 transform-set $$", "crypto ipsec transform-set", "crypto dynamic-map transform-set"},
    {"crypto dynamic-map * * match address $", "ipv4/6 acl", "crypto dynamic-map acl", acl46},
    {"crypto ipsec profile/set transform-set $$", "crypto ipsec transform-set", "ipsec profile set transform-set"},
    {"crypto ipsec profile/set isakmp-profile $", "crypto isakmp profile", "ipsec profile set isakmp-profile"},
    {"crypto ipsec profile/set ikev2-profile $", "crypto ikev2 profile", "ipsec profile set ikev2-profile"},
    {"crypto isakmp profile/keyring $", "crypto keyring", "isakmp profile keyring"},
    {"crypto ikev2 profile/keyring local $", "crypto ikev2 keyring", "ikev2 profile keyring"},
    {"crypto ikev2 policy/proposal $", "crypto ikev2 proposal", "ikev2 policy proposal"},
    {"crypto ikev2 profile/pki trustpoint $", "crypto pki trustpoint", "ikev2 profile trustpoint"},
    {"crypto isakmp profile/ca trust-point $", "crypto pki trustpoint", "isakmp profile trustpoint"},
    {"crypto pki certificate chain $", "crypto pki trustpoint", "crypto pki certificate chain"},
    {"ip http secure-trustpoint $", "crypto pki trustpoint", "ip http secure-trustpoint"},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"router bgp/neighbor ... route-map $ in", "route-map", "bgp inbound route-map"},
    {"router bgp/neighbor ... route-map $ out", "route-map", "bgp outbound route-map"},
    {"router bgp/neighbor * prefix-list $ in", "ipv4 prefix-list", "bgp inbound prefix-list", "ipv4 prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor * prefix-list $ out", "ipv4 prefix-list", "bgp outbound prefix-list", "ipv4 prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor * filter-list $ in|out", "as-path access-list", "bgp neighbor filter-list access-list"},
    {"router bgp/neighbor * distribute-list $ in|out", "ipv4 acl", "bgp neighbor distribute-list access-list", acl4},
    {"router bgp/neighbor * default-originate route-map $", "route-map", "bgp default-originate route-map"},
    {"router bgp/neighbor * unsuppress-map $", "route-map", "bgp unsuppress-map"},
    {"router bgp/neighbor * advertise-map $", "route-map", "bgp neighbor advertise-map"},
    {"router bgp/neighbor * advertise-map * exist-map $", "route-map", "bgp neighbor advertise-map exist-map"},
    {"router bgp/neighbor * advertise-map * non-exist-map $", "route-map", "bgp neighbor advertise-map non-exist-map"},
    {"router bgp/neighbor * update-source $", "interface", "update-source interface"},
    {"router bgp/neighbor * peer-group $", "bgp peer-group", "bgp neighbor peer-group"},
    {"router bgp/neighbor * inherit peer-policy $", "bgp template peer-policy", "inherited BGP peer-policy"},
    {"router bgp/neighbor * inherit peer-session $", "bgp template peer-session", "inherited BGP peer-session"},
    {"router bgp/template/inherit peer-policy $", "bgp template peer-policy", "inherited BGP peer-policy"},
    {"router bgp/template/inherit peer-session $", "bgp template peer-session", "inherited BGP peer-session"},
    {"router bgp/template/route-map $ in", "route-map", "bgp inbound route-map"},
    {"router bgp/template/route-map $ out", "route-map", "bgp outbound route-map"},
    {"router bgp/template/prefix-list $ in", "ipv4 prefix-list", "bgp inbound prefix-list"},
    {"router bgp/template/prefix-list $ out", "ipv4 prefix-list", "bgp outbound prefix-list"},
    {"router bgp/network ... route-map $", "route-map", "bgp network route-map"},
    {"router bgp/aggregate-address ... attribute-map $", "route-map", "bgp aggregate-address attribute-map"},
    {"router bgp/aggregate-address ... advertise-map $", "route-map", "bgp address-family aggregate-address advertise-map"},
    {"router bgp/aggregate-address ... suppress-map $", "route-map", "bgp aggregate-address suppress-map"},
    {"router bgp/table-map $", "route-map", "bgp table-map"},
    {"router bgp/redistribute connected ... route-map $", "route-map", "bgp redistribute connected route-map"},
    {"router bgp/redistribute static ... route-map $", "route-map", "bgp redistribute static route-map"},
    {"router bgp/redistribute ospf ... route-map $", "route-map", "bgp redistribute ospf route-map"},
    {"router bgp/redistribute ospfv3 ... route-map $", "route-map", "bgp redistribute ospfv3 route-map"},
    {"router bgp/redistribute eigrp ... route-map $", "route-map", "bgp redistribute eigrp route-map"},
    {"router bgp/redistribute rip ... route-map $", "route-map", "bgp redistribute rip route-map"},
    {"router bgp/redistribute isis ... route-map $", "route-map", "bgp redistribute isis route-map"},
    {"router ospf/redistribute connected ... route-map $", "route-map", "ospf redistribute connected route-map"},
    {"router ospf/redistribute static ... route-map $", "route-map", "ospf redistribute static route-map"},
    {"router ospf/redistribute bgp ... route-map $", "route-map", "ospf redistribute bgp route-map"},
    {"router ospf/redistribute eigrp ... route-map $", "route-map", "ospf redistribute eigrp route-map"},
    {"router ospf/redistribute rip ... route-map $", "route-map", "ospf redistribute rip route-map"},
    {"router ospf/default-information originate ... route-map $", "route-map", "ospf default-originate route-map"},
    {"router ospf/distribute-list prefix $ in", "ipv4 prefix-list", "router ospf distribute-list prefix in"},
    {"router ospf/distribute-list prefix $ out", "ipv4 prefix-list", "router ospf distribute-list prefix out"},
    {"router ospf/distribute-list route-map $ in", "route-map", "router ospf distribute-list route-map in"},
    {"router ospf/distribute-list route-map $ out", "route-map", "router ospf distribute-list route-map out"},
    {"router ospf/distribute-list $ in", "ipv4/6 acl", "router ospf distribute-list in", acl46, false, &is_list_name},
    {"router ospf/distribute-list $ out", "ipv4/6 acl", "router ospf distribute-list out", acl46, false, &is_list_name},
    {"router ospf/area * filter-list prefix $", "ipv4 prefix-list", "router ospf area filter-list"},
    {"router eigrp/redistribute bgp ... route-map $", "route-map", "eigrp redistribute bgp route-map"},
    {"router eigrp/redistribute connected ... route-map $", "route-map", "eigrp redistribute connected route-map"},
    {"router eigrp/redistribute eigrp ... route-map $", "route-map", "eigrp redistribute eigrp route-map"},
    {"router eigrp/redistribute isis ... route-map $", "route-map", "eigrp redistribute isis route-map"},
    {"router eigrp/redistribute ospf ... route-map $", "route-map", "eigrp redistribute ospf route-map"},
    {"router eigrp/redistribute rip ... route-map $", "route-map", "eigrp redistribute rip route-map"},
    {"router eigrp/redistribute static ... route-map $", "route-map", "eigrp redistribute static route-map"},
    {"router eigrp/distribute-list prefix $", "ipv4 prefix-list", "router eigrp distribute-list prefix"},
    {"router eigrp/distribute-list route-map $", "route-map", "router eigrp distribute-list route-map"},
    {"router eigrp/distribute-list $ in|out", "ipv4/6 acl", "router eigrp distribute-list", acl46, false, &is_list_name},
    {"router eigrp/passive-interface $", "interface", "eigrp passive-interface", {}, false, &is_interface_name},
    {"router rip/distribute-list $ in|out", "ipv4/6 acl", "router rip distribute-list", acl46, false, &is_list_name},
    {"router rip/distribute-list prefix $", "ipv4 prefix-list", "router rip distribute-list prefix"},
    {"router rip/redistribute ... route-map $", "route-map", "rip redistribute route-map"},
    {"route-map/match ip address prefix-list $$", "ipv4 prefix-list", "route-map match ipv4 prefix-list"},
    {"route-map/match ip address !prefix-list $$", "ipv4 acl", "route-map match ipv4 access-list", acl4},
    {"route-map/match ip next-hop prefix-list $$", "ipv4 prefix-list", "route-map match ipv4 prefix-list"},
    {"route-map/match ipv6 address prefix-list $$", "ipv6 prefix-list", "route-map match ipv6 prefix-list"},
    {"route-map/match ipv6 address $", "ipv6 acl", "route-map match ipv6 access-list", acl6, false, &is_list_name},
    {"route-map/match as-path $$", "as-path access-list", "route-map match as-path access-list"},
    {"route-map/match community $$", "community-list", "route-map match community-list"},
    {"route-map/set comm-list $", "community-list", "route-map set comm-list"},
    {"route-map/match extcommunity $$", "extcommunity-list", "route-map match extcommunity-list"},
    {"route-map/match interface $$", "interface", "route-map match interface", {}, false, &is_interface_name},
    {"vrf definition/import|export map $", "route-map", "vrf import or export map"},
    {"vrf definition/address-family/import|export map $", "route-map", "vrf import or export map"},
    {"ip vrf/import|export map $", "route-map", "vrf import or export map"},
    {"ip msdp sa-filter in|out * list $", "ipv4 acl", "msdp sa-filter list", acl4},
    {"ip pim rp-address * $ .", "ipv4 acl", "pim rp-address list", acl4, false, &is_list_name},
    {"... object-group $", "object-group", "access-list object-group", "object-group network|object-group service"},
    {"... time-range $ .", "time-range", "access-list time-range"},
});

std::string normal(std::string_view kind, std::string_view name) {
  return kind == "interface" ? long_interface_name(name) : std::string(name);
}

std::vector<ReferenceRule> all_rules() {
  std::vector<ReferenceRule> all;
  for (const std::span<const ReferenceRule> part :
       {std::span<const ReferenceRule>(definitions), std::span<const ReferenceRule>(management_uses),
        std::span<const ReferenceRule>(interface_uses), std::span<const ReferenceRule>(crypto_uses),
        std::span<const ReferenceRule>(routing_uses)})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = all_rules();
  static const ReferenceTable table(rules, "no", &normal);
  return table.find(read_indented(bytes, indent_rules));
}

}  // namespace muster::grammars::cisco_ios
