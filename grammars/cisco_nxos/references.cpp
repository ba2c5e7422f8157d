#include <algorithm>
#include <array>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos/config.hpp"
#include "grammars/reference_rules.hpp"
#include "grammars/references.hpp"

/// Where a configuration of NX-OS names its structures.
namespace muster::grammars::cisco_nxos {
namespace {

constexpr std::string_view acl46 = "extended ipv4 access-list|ipv6 access-list";
constexpr std::string_view any_acl = "extended ipv4 access-list|ipv6 access-list|mac access-list";
constexpr std::string_view servers = "aaa group server";

bool is_group_of_servers(std::string_view name) {
  static constexpr auto built_in = std::to_array<std::string_view>({"tacacs+", "radius", "ldap", "local", "none"});
  return std::ranges::find(built_in, name) == built_in.end();
}
/// A port's or a loopback's name, not a keyword in its place.
bool is_interface_name(std::string_view name) {
  return !name.empty() && name.find_first_of("0123456789") != std::string_view::npos &&
         (name[0] < '0' || name[0] > '9');
}

/// Not one of those that every device has.
bool is_own_class(std::string_view name) {
  return name != "class-default" && name != "class-fcoe" && !name.starts_with("c-") && !name.starts_with("copp-system");
}

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"interface $ .", "interface", {}, {}, true},
    {"ip access-list $ .", "extended ipv4 access-list"},
    {"ipv6 access-list $ .", "ipv6 access-list"},
    {"mac access-list $ .", "mac access-list"},
    {"object-group ip address $", "object-group ip address"},
    {"object-group ipv6 address $", "object-group ipv6 address"},
    {"object-group ip port $", "object-group ip port"},
    {"time-range $", "time-range"},
    {"ip prefix-list $ seq|permit|deny|description", "ip prefix-list"},
    {"ipv6 prefix-list $ seq|permit|deny|description", "ipv6 prefix-list"},
    {"route-map $ permit|deny", "route-map"},
    {"ip as-path access-list $", "ip as-path access-list"},
    {"ip community-list standard|expanded $", "ip community-list"},
    {"ip extcommunity-list standard|expanded $", "ip extcommunity-list"},
    {"class-map type control-plane match-any|match-all $", "class-map type control-plane"},
    {"class-map type qos match-any|match-all $", "class-map type qos"},
    {"class-map type network-qos match-any|match-all $", "class-map type network-qos"},
    {"class-map type network-qos $ .", "class-map type network-qos"},
    {"policy-map type control-plane $", "policy-map type control-plane"},
    {"policy-map type network-qos $", "policy-map type network-qos"},
    {"policy-map type qos $", "policy-map type qos"},
    {"policy-map type queuing $", "policy-map type queuing"},
    {"aaa group server tacacs+|radius|ldap $", "aaa group server"},
    {"key chain $", "key chain"},
    {"vrf context $", "vrf", {}, {}, true},
    {"track $ interface|ip|ipv6|list", "track"},
    {"ip sla $ .", "ip sla"},
    {"router bgp/template peer $", "bgp template peer"},
    {"router bgp/template peer-session $", "bgp template peer-session"},
    {"router bgp/template peer-policy $", "bgp template peer-policy"},
    {"flow exporter $", "flow exporter"},
    {"flow record $", "flow record"},
    {"flow monitor $", "flow monitor"},
    {"role name $", "role", {}, {}, true},
    {"vlan access-map $", "vlan access-map"},
    {"nve-profile $", "nve-profile"},
});

constexpr auto management_uses = std::to_array<ReferenceRule>({
    {"line/access-class $ in|out", "extended ipv4 access-list", "line access-class"},
    {"line/ip access-class $ in|out", "extended ipv4 access-list", "line access-class"},
    {"line/ipv6 access-class $ in|out", "ipv6 access-list", "line ipv6 access-class"},
    {"snmp-server community * use-acl $", "extended ipv4 access-list", "snmp-server community use-acl", acl46},
    {"snmp-server community * ... use-ipv4acl $", "extended ipv4 access-list", "snmp-server community use-ipv4acl"},
    {"snmp-server community * ... use-ipv6acl $", "ipv6 access-list", "snmp-server community use-ipv6acl"},
    {"snmp-server user * use-ipv4acl $", "extended ipv4 access-list", "snmp-server user use-ipv4acl"},
    {"snmp-server user * ... use-ipv6acl $", "ipv6 access-list", "snmp-server user use-ipv6acl"},
    {"snmp-server source-interface traps|informs $", "interface", "snmp-server source-interface"},
    {"ntp access-group peer|serve|serve-only|query-only $", "extended ipv4 access-list", "ntp access-group", acl46},
    {"ntp source-interface $", "interface", "ntp source-interface"},
    {"logging source-interface $", "interface", "logging source-interface"},
    {"ip tacacs|radius source-interface $", "interface", "aaa source-interface"},
    {"aaa group server/source-interface $", "interface", "aaa group source-interface"},
    {"aaa authentication ... group $", "aaa group server", "aaa authentication", servers, false, &is_group_of_servers},
    {"aaa authorization ... group $", "aaa group server", "aaa authorization", servers, false, &is_group_of_servers},
    {"aaa accounting ... group $", "aaa group server", "aaa accounting", servers, false, &is_group_of_servers},
    {"control-plane/service-policy input $", "policy-map type control-plane", "control-plane service-policy"},
    {"system qos/service-policy type network-qos $", "policy-map type network-qos",
     "system qos service-policy type network-qos"},
});

constexpr auto interface_uses = std::to_array<ReferenceRule>({
    {"interface/ip access-group $ in", "extended ipv4 access-list", "interface ip access-group in"},
    {"interface/ip access-group $ out", "extended ipv4 access-list", "interface ip access-group out"},
    {"interface/ip port access-group $ in", "extended ipv4 access-list", "interface ip port access-group in"},
    {"interface/ipv6 traffic-filter $ in", "ipv6 access-list", "interface ipv6 traffic-filter in"},
    {"interface/ipv6 traffic-filter $ out", "ipv6 access-list", "interface ipv6 traffic-filter out"},
    {"interface/ipv6 port traffic-filter $ in", "ipv6 access-list", "interface ipv6 port traffic-filter in"},
    {"interface/mac port access-group $", "mac access-list", "interface mac port access-group"},
    {"interface/vrf member $", "vrf", "interface vrf member"},
    {"interface/ip policy route-map $", "route-map", "interface ip policy"},
    {"interface/ip ospf authentication key-chain $", "key chain", "interface ospf key chain"},
    {"interface/ip authentication key-chain eigrp * $", "key chain", "interface eigrp key chain"},
    {"interface/isis authentication key-chain $", "key chain", "interface isis key chain"},
    {"interface/ip rip authentication key-chain $", "key chain", "interface rip key chain"},
    {"interface/hsrp/authentication md5 key-chain $", "key chain", "hsrp key chain"},
    {"interface/hsrp/track $", "track", "hsrp track"},
    {"interface/vrrpv3/object-track $", "track", "vrrp track"},
    {"interface/service-policy type qos input|output $", "policy-map type qos", "interface service-policy type qos"},
    {"interface/service-policy type queuing input|output $", "policy-map type queuing",
     "interface service-policy type queuing"},
    {"interface/ip flow monitor $", "flow monitor", "interface flow monitor"},
    {"interface/source-interface $", "interface", "nve source-interface", {}, false, &is_interface_name},
    {"class-map type control-plane/match access-group name $", "extended ipv4 access-list",
     "class-map match access-group", any_acl},
    {"class-map type qos/match access-group name $", "extended ipv4 access-list", "class-map match access-group",
     any_acl},
    {"policy-map type control-plane/class $",
     "class-map type control-plane",
     "policy-map class",
     {},
     false,
     &is_own_class},
    {"policy-map type qos/class $ .", "class-map type qos", "policy-map class", {}, false, &is_own_class},
    {"policy-map type qos/class type qos $", "class-map type qos", "policy-map class", {}, false, &is_own_class},
    {"policy-map type network-qos/class type network-qos $",
     "class-map type network-qos",
     "policy-map class",
     {},
     false,
     &is_own_class},
    {"vlan access-map/match ip address $", "extended ipv4 access-list", "vlan access-map match"},
    {"vlan access-map/match ipv6 address $", "ipv6 access-list", "vlan access-map match"},
    {"vlan access-map/match mac address $", "mac access-list", "vlan access-map match"},
    {"vlan filter $", "vlan access-map", "vlan filter"},
    {"ip access-list/... addrgroup $", "object-group ip address", "ip access-list addrgroup"},
    {"ip access-list/... addrgroup * ... addrgroup $", "object-group ip address", "ip access-list addrgroup"},
    {"ipv6 access-list/... addrgroup $", "object-group ipv6 address", "ipv6 access-list addrgroup"},
    {"ip access-list/... portgroup $", "object-group ip port", "ip access-list portgroup"},
    {"ip access-list/... portgroup * ... portgroup $", "object-group ip port", "ip access-list portgroup"},
    {"ip access-list/... time-range $", "time-range", "ip access-list time-range"},
    {"vpc domain/track $", "track", "vpc track"},
    {"ip route ... track $", "track", "ip route track"},
    {"track * ip sla $", "ip sla", "track ip sla"},
    {"flow monitor/exporter $", "flow exporter", "flow monitor exporter"},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"router bgp/neighbor/route-map $ in", "route-map", "bgp neighbor address-family route-map in"},
    {"router bgp/neighbor/route-map $ out", "route-map", "bgp neighbor address-family route-map out"},
    {"router bgp/neighbor/prefix-list $ in", "ip prefix-list", "bgp neighbor prefix-list in",
     "ip prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor/prefix-list $ out", "ip prefix-list", "bgp neighbor prefix-list out",
     "ip prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor/filter-list $ in|out", "ip as-path access-list", "bgp neighbor filter-list"},
    {"router bgp/neighbor/inherit peer $", "bgp template peer", "bgp neighbor inherit peer"},
    {"router bgp/neighbor/inherit peer-session $", "bgp template peer-session", "bgp inherit peer-session"},
    {"router bgp/neighbor/inherit peer-policy $", "bgp template peer-policy", "bgp inherit peer-policy"},
    {"router bgp/neighbor/update-source $", "interface", "bgp neighbor update-source"},
    {"router bgp/neighbor/default-originate route-map $", "route-map", "bgp neighbor default-originate route-map"},
    {"router bgp/neighbor/unsuppress-map $", "route-map", "bgp neighbor unsuppress-map"},
    {"router bgp/template/inherit peer-session $", "bgp template peer-session", "bgp inherit peer-session"},
    {"router bgp/template/inherit peer-policy $", "bgp template peer-policy", "bgp inherit peer-policy"},
    {"router bgp/template/update-source $", "interface", "bgp template update-source"},
    {"router bgp/template/route-map $ in", "route-map", "bgp neighbor address-family route-map in"},
    {"router bgp/template/route-map $ out", "route-map", "bgp neighbor address-family route-map out"},
    {"router bgp/template/prefix-list $ in|out", "ip prefix-list", "bgp template prefix-list",
     "ip prefix-list|ipv6 prefix-list"},
    {"router bgp/address-family ipv4/network ... route-map $", "route-map", "bgp address-family network route-map"},
    {"router bgp/address-family ipv6/network ... route-map $", "route-map",
     "bgp address-family [IPv6] network route-map"},
    {"router bgp/redistribute ... route-map $", "route-map", "bgp address-family redistribute route-map"},
    {"router bgp/aggregate-address ... attribute-map|suppress-map|advertise-map $", "route-map",
     "bgp aggregate-address map"},
    {"router bgp/table-map $", "route-map", "bgp table-map"},
    {"router ospf|ospfv3/redistribute ... route-map $", "route-map", "ospf redistribute route-map"},
    {"router ospf|ospfv3/default-information originate ... route-map $", "route-map",
     "ospf default-information route-map"},
    {"router ospf|ospfv3/area * filter-list route-map $", "route-map", "ospf area filter-list route-map"},
    {"router ospf|ospfv3/area * nssa ... route-map $", "route-map", "ospf area nssa route-map"},
    {"router eigrp/redistribute ... route-map $", "route-map", "eigrp redistribute route-map"},
    {"router eigrp/authentication key-chain $", "key chain", "eigrp key chain"},
    {"router isis/redistribute ... route-map $", "route-map", "isis redistribute route-map"},
    {"router rip/redistribute ... route-map $", "route-map", "rip redistribute route-map"},
    {"route-map/match ip address prefix-list $$", "ip prefix-list", "route-map match ip prefix-list"},
    {"route-map/match ip address !prefix-list $$", "extended ipv4 access-list", "route-map match ip access-list"},
    {"route-map/match ip next-hop prefix-list $$", "ip prefix-list", "route-map match ip prefix-list"},
    {"route-map/match ipv6 address prefix-list $$", "ipv6 prefix-list", "route-map match ipv6 prefix-list"},
    {"route-map/match ipv6 address !prefix-list $$", "ipv6 access-list", "route-map match ipv6 access-list"},
    {"route-map/match as-path $$", "ip as-path access-list", "route-map match as-path"},
    {"route-map/match community !exact-match $$",
     "ip community-list",
     "route-map match community",
     {},
     false,
     [](std::string_view name) { return name != "exact-match"; }},
    {"route-map/match extcommunity $$",
     "ip extcommunity-list",
     "route-map match extcommunity",
     {},
     false,
     [](std::string_view name) { return name != "exact-match"; }},
    {"route-map/set comm-list $", "ip community-list", "route-map set comm-list"},
    {"route-map/match interface $$", "interface", "route-map match interface", {}, false, &is_interface_name},
});

std::string normal(std::string_view kind, std::string_view name) {
  return kind == "interface" ? long_interface_name(name) : std::string(name);
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

}  // namespace muster::grammars::cisco_nxos
