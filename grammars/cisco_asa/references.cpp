#include "grammars/cisco_asa/references.hpp"

#include <array>

#include "grammars/cisco_asa/lines.hpp"
#include "grammars/reference_rules.hpp"

namespace muster::grammars::cisco_asa {
namespace {

constexpr std::string_view acl = "extended ipv4 access-list|standard ipv4 access-list";
constexpr std::string_view extended = "extended ipv4 access-list";
constexpr std::string_view network = "object network|object-group network";
constexpr std::string_view service = "object service|object-group service";
constexpr std::string_view service_groups = "object-group service|object-group protocol|object-group icmp-type";
constexpr std::string_view transform_sets = "crypto ipsec transform-set";

/// What the device knows without a definition: protocols that stand where an object does.
bool is_own_service(std::string_view name) {
  return !name.starts_with("icmp") && !is_alternative("ip|tcp|udp|gre|esp|ah|ospf|eigrp|igmp|pim|sctp|nos|snp", name);
}
bool is_object(std::string_view name) {
  return !is_alternative("any|any4|any6|interface|dynamic|static|destination|source|service|pat-pool", name) &&
         name.find_first_not_of("0123456789.") != std::string_view::npos && name.find(':') == std::string_view::npos;
}
bool is_policy_class(std::string_view name) { return name != "class-default"; }
bool is_group_policy(std::string_view name) { return name != "DfltGrpPolicy" && name != "none"; }
bool is_server_group(std::string_view name) { return !is_alternative("LOCAL|NONE|none", name); }
bool is_list(std::string_view name) { return name != "none"; }
bool is_access_list(std::string_view name) { return !is_alternative("alert-interval|deny-flow-max", name); }
bool is_inspect_map(std::string_view name) {
  return !is_alternative("h225|ras|strict|dynamic-filter-snoop|tls-proxy", name) && !name.starts_with("_default_");
}

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"interface/nameif $", "interface name", {}, {}, true},
    {"access-list $ extended permit|deny", "extended ipv4 access-list"},
    {"access-list $ permit|deny", "extended ipv4 access-list", {}, {}, false, &is_access_list},
    {"access-list $ standard permit|deny", "standard ipv4 access-list"},
    {"access-list $ ethertype permit|deny", "ethertype access-list"},
    {"access-list $ webtype permit|deny", "webtype access-list"},
    {"object network $", "object network"},
    {"object service $", "object service"},
    {"object-group network $", "object-group network"},
    {"object-group service $", "object-group service"},
    {"object-group protocol $", "object-group protocol"},
    {"object-group icmp-type $", "object-group icmp-type"},
    {"object-group user $", "object-group user"},
    {"object-group security $", "object-group security"},
    {"class-map $ .", "class-map"},
    {"class-map type management $", "class-map"},
    {"class-map type inspect * match-all|match-any $", "class-map type inspect"},
    {"class-map type inspect * !match-all|match-any $", "class-map type inspect"},
    {"policy-map $ .", "policy-map"},
    {"policy-map type inspect * $", "policy-map type inspect"},
    {"tunnel-group $", "tunnel-group", {}, {}, true},
    {"group-policy $ internal|external|attributes", "group-policy", {}, {}, false, &is_group_policy},
    {"ip local pool $", "ip local pool"},
    {"ipv6 local pool $", "ipv6 local pool"},
    {"aaa-server $ protocol", "aaa-server"},
    {"time-range $", "time-range"},
    {"crypto ipsec transform-set $", "crypto ipsec transform-set"},
    {"crypto ipsec ikev1 transform-set $", "crypto ipsec transform-set"},
    {"crypto ipsec ikev2 ipsec-proposal $", "crypto ipsec ikev2 ipsec-proposal"},
    {"crypto ipsec profile $", "crypto ipsec profile"},
    {"crypto dynamic-map $", "crypto-dynamic-map-set"},
    {"crypto map $ * match|set|ipsec-isakmp", "crypto-map-set"},
    {"crypto ca trustpoint $", "crypto ca trustpoint"},
    {"route-map $", "route-map"},
    {"prefix-list $ seq|permit|deny|description", "ipv4 prefix-list"},
    {"ipv6 prefix-list $ seq|permit|deny|description", "ipv6 prefix-list"},
    {"as-path access-list $", "as-path access-list"},
    {"community-list standard|expanded $", "community-list"},
    {"key chain $", "key chain"},
    {"sla monitor $ .", "sla monitor"},
    {"track $ rtr", "track"},
});

constexpr auto filter_uses = std::to_array<ReferenceRule>({
    {"access-group $ in", "ipv4/6 acl", "interface incoming ip access-list", extended},
    {"access-group $ out", "ipv4/6 acl", "interface outgoing ip access-list", extended},
    {"access-group $ global", "ipv4/6 acl", "access-group global filter", extended},
    {"access-group * in|out interface $", "interface name", "access-group interface"},
    {"access-list * extended permit|deny object-group $", "object-group service",
     "extended access-list service object-group", service_groups},
    {"access-list * extended permit|deny object $",
     "object service",
     "extended access-list service object",
     {},
     false,
     &is_own_service},
    {"access-list * extended permit|deny !object|object-group * object-group $", "object-group network",
     "extended access-list network object-group"},
    {"access-list * extended permit|deny object|object-group * object-group $", "object-group network",
     "extended access-list network object-group"},
    {"access-list * extended permit|deny !object|object-group * any|any4|any6 object-group $", "object-group network",
     "extended access-list network object-group", "object-group network|object-group service|object-group icmp-type"},
    {"access-list * extended permit|deny !object|object-group * host|object|object-group|interface * object-group $",
     "object-group network", "extended access-list network object-group",
     "object-group network|object-group service|object-group icmp-type"},
    {"access-list * extended permit|deny object|object-group * any|any4|any6 object-group $", "object-group network",
     "extended access-list network object-group"},
    {"access-list * extended permit|deny object|object-group * host|object|object-group|interface * object-group $",
     "object-group network", "extended access-list network object-group"},
    {"access-list * extended permit|deny * ... object $", "object network", "extended access-list network object"},
    // Whatever stands further right, behind ports and masks: a group, of addresses, services or messages.
    {"access-list * extended permit|deny * ... object-group $",
     {},
     "extended access-list object-group",
     "object-group network|object-group service|object-group icmp-type"},
    {"access-list * extended permit|deny ... object-group-user $", "object-group user",
     "extended access-list user object-group"},
    {"access-list * extended permit|deny ... object-group-security $", "object-group security",
     "extended access-list security object-group"},
    {"access-list * extended permit|deny ... time-range $", "time-range", "extended access-list time-range"},
    {"object-group network/network-object object $", "object network", "object-group network object"},
    {"object-group network/group-object $", "object-group network", "object-group network group-object"},
    {"object-group service/service-object object $",
     "object service",
     "object-group service object",
     {},
     false,
     &is_own_service},
    {"object-group service/group-object $", "object-group service", "object-group service group-object"},
    {"object-group protocol/group-object $", "object-group protocol", "object-group protocol group-object"},
    {"object-group icmp-type/group-object $", "object-group icmp-type", "object-group icmp-type group-object"},
    {"object-group user/group-object $", "object-group user", "object-group user group-object"},
    {"object network/nat ... static|dynamic $", "object network", "object nat mapped object", network, false,
     &is_object},
    {"object network/nat ... pat-pool $", "object network", "object nat pat-pool", network, false, &is_object},
    {"nat ... source static|dynamic $", "object network", "twice nat real source", network, false, &is_object},
    {"nat ... source static|dynamic * $", "object network", "twice nat mapped source", network, false, &is_object},
    {"nat ... pat-pool $", "object network", "twice nat pat-pool", network, false, &is_object},
    {"nat ... destination static $", "object network", "twice nat mapped destination", network, false, &is_object},
    {"nat ... destination static * $", "object network", "twice nat real destination", network, false, &is_object},
    {"nat ... service $", "object service", "twice nat service", service, false, &is_object},
    {"nat ... service * $", "object service", "twice nat service", service, false, &is_object},
    {"nat ... access-list $", "ipv4/6 acl", "nat access-list", acl},
    {"static ... access-list $", "ipv4/6 acl", "static access-list", acl},
    {"class-map/match access-list $", "ipv4/6 acl", "class-map match access-list", acl},
    {"policy-map/class $", "class-map", "policy-map class", "class-map|class-map type inspect", false,
     &is_policy_class},
    {"policy-map/class/inspect * $", "policy-map type inspect", "policy-map inspect", {}, false, &is_inspect_map},
    {"policy-map/class/service-policy $", "policy-map", "policy-map service-policy"},
    {"service-policy $ interface", "policy-map", "service-policy interface policy"},
    {"service-policy $ global", "policy-map", "service-policy global policy"},
    {"service-policy * interface $", "interface name", "service-policy interface"},
});

constexpr auto management_uses = std::to_array<ReferenceRule>({
    {"ssh|telnet|http !key-exchange|cipher|key-algorithm|pubkey-chain|redirect|server * * $ .",
     "interface name",
     "management access interface",
     {},
     false,
     [](std::string_view name) { return name.find_first_not_of("0123456789.:") != std::string_view::npos; }},
    {"route $ * *",
     "interface name",
     "static route interface",
     {},
     false,
     [](std::string_view name) { return name != "Null0" && name != "null0"; }},
    {"route ... track $", "track", "static route track"},
    {"track * rtr $", "sla monitor", "track sla"},
    {"sla monitor schedule $", "sla monitor", "sla monitor schedule"},
    {"logging host $", "interface name", "logging host interface"},
    {"ntp server * ... source $", "interface name", "ntp server source"},
    {"aaa authentication * console $", "aaa-server", "aaa authentication", {}, false, &is_server_group},
    {"aaa authorization|accounting command|exec $",
     "aaa-server",
     "aaa authorization or accounting",
     {},
     false,
     [](std::string_view name) {
       return is_server_group(name) && name != "authentication-server" && name != "privilege";
     }},
    {"aaa accounting command privilege * $", "aaa-server", "aaa accounting", {}, false, &is_server_group},
    {"aaa accounting ssh|telnet|serial|enable console $", "aaa-server", "aaa accounting", {}, false, &is_server_group},
    {"aaa authentication|authorization|accounting match $", "ipv4/6 acl", "aaa match", acl},
    {"aaa authentication|authorization|accounting match * * $",
     "aaa-server",
     "aaa match server group",
     {},
     false,
     &is_server_group},
    {"capture ... access-list $", "ipv4/6 acl", "capture access-list", acl},
    {"wccp ... redirect-list|group-list $", "ipv4/6 acl", "wccp list", acl},
});

constexpr auto vpn_uses = std::to_array<ReferenceRule>({
    {"group-policy/split-tunnel-network-list value $", "ipv4/6 acl", "group-policy split-tunnel list", acl},
    {"group-policy/vpn-filter value $", "ipv4/6 acl", "group-policy vpn-filter", acl},
    {"group-policy/address-pools value $$", "ip local pool", "group-policy address-pools"},
    {"group-policy/ipv6-address-pools value $$", "ipv6 local pool", "group-policy ipv6-address-pools"},
    {"group-policy/vpn-access-hours value $", "time-range", "group-policy vpn-access-hours"},
    {"group-policy/webvpn/filter value $", "webtype access-list", "group-policy webvpn filter"},
    {"tunnel-group/default-group-policy $",
     "group-policy",
     "tunnel-group default-group-policy",
     {},
     false,
     &is_group_policy},
    {"tunnel-group/address-pool $$",
     "ip local pool",
     "tunnel-group address-pool",
     {},
     false,
     [](std::string_view name) { return !name.starts_with('('); }},
    {"tunnel-group/authentication-server-group|authorization-server-group|accounting-server-group $$",
     "aaa-server",
     "tunnel-group server group",
     {},
     false,
     [](std::string_view name) { return !name.starts_with('(') && is_server_group(name); }},
    {"tunnel-group/ikev1 trust-point $", "crypto ca trustpoint", "tunnel-group trust-point"},
    {"tunnel-group/ikev2 local-authentication certificate $", "crypto ca trustpoint", "tunnel-group trust-point"},
    {"username * attributes/vpn-group-policy $",
     "group-policy",
     "username vpn-group-policy",
     {},
     false,
     &is_group_policy},
    {"username * attributes/vpn-filter value $", "ipv4/6 acl", "username vpn-filter", acl, false, &is_list},
    {"crypto map $ interface", "crypto-map-set", "crypto map interface"},
    {"crypto map * interface $", "interface name", "crypto map interface"},
    {"crypto map * * match address $", "ipv4/6 acl", "crypto map match address", acl},
    {"crypto map|dynamic-map * * set transform-set $$", "crypto ipsec transform-set", "crypto map transform-set",
     transform_sets},
    {"crypto map|dynamic-map * * set ikev1 transform-set $$", "crypto ipsec transform-set", "crypto map transform-set",
     transform_sets},
    {"crypto map|dynamic-map * * set ikev2 ipsec-proposal $$", "crypto ipsec ikev2 ipsec-proposal",
     "crypto map ipsec-proposal"},
    {"crypto dynamic-map * * match address $", "ipv4/6 acl", "crypto dynamic-map acl", acl},
    {"crypto map * * ipsec-isakmp dynamic $", "crypto-dynamic-map-set",
     "crypto map ipsec-isakmp crypto-dynamic-map-set"},
    {"crypto map * * set trustpoint $", "crypto ca trustpoint", "crypto map trustpoint"},
    {"crypto ca certificate chain $", "crypto ca trustpoint", "crypto ca certificate chain"},
    {"ssl trust-point $", "crypto ca trustpoint", "ssl trust-point"},
    {"crypto ikev2 remote-access trustpoint $", "crypto ca trustpoint", "ikev2 remote-access trustpoint"},
    {"crypto ipsec profile/set ikev1 transform-set $$", "crypto ipsec transform-set", "ipsec profile transform-set"},
    {"crypto ipsec profile/set ikev2 ipsec-proposal $$", "crypto ipsec ikev2 ipsec-proposal",
     "ipsec profile ipsec-proposal"},
    {"crypto ipsec profile/set trustpoint $", "crypto ca trustpoint", "ipsec profile trustpoint"},
    {"interface/tunnel protection ipsec profile $", "crypto ipsec profile",
     "interface tunnel protection ipsec profile"},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"router */redistribute ... route-map $", "route-map", "redistribute route-map"},
    {"router */distribute-list prefix $", "ipv4 prefix-list", "distribute-list prefix"},
    {"router */distribute-list $ in|out", "ipv4/6 acl", "distribute-list", acl},
    {"router ospf/area * filter-list prefix $", "ipv4 prefix-list", "router ospf area filter-list"},
    {"router ospf/default-information originate ... route-map $", "route-map", "ospf default-originate route-map"},
    {"router bgp/neighbor * route-map $ in", "route-map", "bgp inbound route-map"},
    {"router bgp/neighbor * route-map $ out", "route-map", "bgp outbound route-map"},
    {"router bgp/neighbor * prefix-list $ in|out", "ipv4 prefix-list", "bgp neighbor prefix-list",
     "ipv4 prefix-list|ipv6 prefix-list"},
    {"router bgp/neighbor * distribute-list $ in|out", "ipv4/6 acl", "bgp neighbor distribute-list", acl},
    {"router bgp/neighbor * filter-list $ in|out", "as-path access-list", "bgp neighbor filter-list access-list"},
    {"router bgp/network ... route-map $", "route-map", "bgp network route-map"},
    {"router bgp/aggregate-address ... attribute-map|suppress-map|advertise-map $", "route-map",
     "bgp aggregate-address map"},
    {"router bgp/table-map $", "route-map", "bgp table-map"},
    {"route-map/match ip address prefix-list $$", "ipv4 prefix-list", "route-map match ipv4 prefix-list"},
    {"route-map/match ip address !prefix-list $$", "ipv4/6 acl", "route-map match access-list", acl},
    {"route-map/match ip next-hop prefix-list $$", "ipv4 prefix-list", "route-map match ipv4 prefix-list"},
    {"route-map/match ipv6 address prefix-list $$", "ipv6 prefix-list", "route-map match ipv6 prefix-list"},
    {"route-map/match as-path $$", "as-path access-list", "route-map match as-path access-list"},
    {"route-map/match community $$",
     "community-list",
     "route-map match community-list",
     {},
     false,
     [](std::string_view name) { return name != "exact-match"; }},
    {"interface/policy-route route-map $", "route-map", "interface policy-route"},
    {"interface/authentication key-chain eigrp * $", "key chain", "interface eigrp key chain"},
});

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules =
      joined({definitions, filter_uses, management_uses, vpn_uses, routing_uses});
  static const ReferenceTable table(rules, "no");
  return table.find(read_lines(bytes));
}

}  // namespace muster::grammars::cisco_asa
