#include "grammars/frr/references.hpp"

#include <array>

#include "grammars/reference_rules.hpp"
#include "grammars/tree.hpp"

namespace muster::grammars::frr {
namespace {

constexpr std::string_view prefix_lists = "prefix-list|ipv6 prefix-list";
constexpr std::string_view access_lists = "access-list|ipv6 access-list";

bool is_address(std::string_view name) {
  return name.find(':') != std::string_view::npos || name.find_first_not_of("0123456789.") == std::string_view::npos;
}
bool is_group(std::string_view name) { return !is_address(name); }
bool is_list(std::string_view name) { return name != "exact-match" && name != "any"; }
bool is_prefix_list(std::string_view name) { return name != "sequence-number"; }

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"access-list $ seq|permit|deny|remark", "access-list"},
    {"ipv6 access-list $ seq|permit|deny|remark", "ipv6 access-list"},
    {"ip prefix-list $ seq|permit|deny|description", "prefix-list", {}, {}, false, &is_prefix_list},
    {"ipv6 prefix-list $ seq|permit|deny|description", "ipv6 prefix-list", {}, {}, false, &is_prefix_list},
    {"route-map $ permit|deny", "route-map"},
    {"bgp as-path access-list $", "as-path access-list"},
    {"ip as-path access-list $", "as-path access-list"},
    {"bgp|ip community-list standard|expanded $", "community-list"},
    {"bgp|ip community-list !standard|expanded $", "community-list"},
    {"bgp|ip large-community-list standard|expanded $", "large-community-list"},
    {"bgp|ip large-community-list !standard|expanded $", "large-community-list"},
    {"bgp|ip extcommunity-list standard|expanded $", "extcommunity-list"},
    {"bgp|ip extcommunity-list !standard|expanded $", "extcommunity-list"},
    {"router bgp/neighbor $ peer-group .", "peer-group"},
    {"router bgp/neighbor $ peer-group .", "name of a peer-group", {}, {}, true},
    {"router bgp/neighbor $ interface", "name of a peer-group", {}, {}, true},
    {"router bgp/neighbor $ remote-as", "bgp peer", {}, {}, true},
    {"router bgp/neighbor $ peer-group *", "bgp peer", {}, {}, true},
    {"key chain $", "key chain"},
    {"bfd/profile $", "bfd profile"},
});

constexpr auto bgp_uses = std::to_array<ReferenceRule>({
    {"router bgp/neighbor $ !remote-as", "undeclared bgp peer", "bgp neighbor without remote-as", "bgp peer", false,
     &is_address},
    {"router bgp/neighbor $ !peer-group|interface|remote-as", "undeclared bgp peer-group",
     "bgp peer-group referenced before defined", "name of a peer-group|bgp peer", false, &is_group},
    {"router bgp/neighbor * peer-group $", "peer-group", "bgp neighbor peer-group"},
    {"router bgp/neighbor * interface ... peer-group $", "peer-group", "bgp neighbor peer-group"},
    {"router bgp/bgp listen range * peer-group $", "peer-group", "bgp listen range peer-group"},
    {"router bgp/^ address-family ipv6/neighbor * route-map $ in", "route-map",
     "bgp neighbor address-family ipv4 route-map in"},
    {"router bgp/^ address-family ipv6/neighbor * route-map $ out", "route-map",
     "bgp neighbor address-family ipv4 route-map out"},
    {"router bgp/address-family ipv6/neighbor * route-map $ in", "route-map",
     "bgp neighbor address-family ipv6 route-map in"},
    {"router bgp/address-family ipv6/neighbor * route-map $ out", "route-map",
     "bgp neighbor address-family ipv6 route-map out"},
    {"router bgp/neighbor * prefix-list $ in|out", "prefix-list", "bgp neighbor prefix-list", prefix_lists},
    {"router bgp/neighbor * distribute-list $ in|out", "access-list", "bgp neighbor distribute-list", access_lists},
    {"router bgp/neighbor * filter-list $ in|out", "as-path access-list", "bgp neighbor filter-list"},
    {"router bgp/neighbor * default-originate route-map $", "route-map", "bgp neighbor default-originate route-map"},
    {"router bgp/neighbor * unsuppress-map $", "route-map", "bgp neighbor unsuppress-map"},
    {"router bgp/neighbor * advertise-map $", "route-map", "bgp neighbor advertise-map"},
    {"router bgp/neighbor * advertise-map * exist-map|non-exist-map $", "route-map",
     "bgp neighbor advertise-map condition"},
    {"router bgp/neighbor * bfd profile $", "bfd profile", "bgp neighbor bfd profile"},
    {"router bgp/network ... route-map $", "route-map", "bgp network route-map"},
    {"router bgp/aggregate-address ... route-map|suppress-map $", "route-map", "bgp aggregate-address route-map"},
    {"router bgp/redistribute kernel ... route-map $", "route-map", "bgp address-family redistribute kernel route-map"},
    {"router bgp/redistribute !kernel * ... route-map $", "route-map", "bgp redistribute route-map"},
    {"router bgp/table-map $", "route-map", "bgp table-map"},
    {"router bgp/rd|import|export ... route-map $", "route-map", "bgp vpn route-map"},
    {"router bgp/route-map vpn import|export $", "route-map", "bgp vpn route-map"},
    {"router bgp/import vrf route-map $", "route-map", "bgp import vrf route-map"},
    {"router bgp/advertise ipv4|ipv6 unicast route-map $", "route-map", "bgp advertise route-map"},
    {"router bgp/bgp dampening route-map $", "route-map", "bgp dampening route-map"},
});

constexpr auto other_uses = std::to_array<ReferenceRule>({
    {"router ospf|ospf6|isis|rip|ripng|eigrp|babel/redistribute ... route-map $", "route-map",
     "redistribute route-map"},
    {"router ospf|ospf6|rip|ripng/default-information originate ... route-map $", "route-map",
     "default-information route-map"},
    {"router isis/default-information originate ... route-map $", "route-map", "default-information route-map"},
    {"router ospf|ospf6/distribute-list $ out", "access-list", "distribute-list", access_lists},
    {"router rip|ripng|eigrp/distribute-list !prefix $ in|out", "access-list", "distribute-list", access_lists},
    {"router rip|ripng|eigrp/distribute-list prefix $", "prefix-list", "distribute-list prefix", prefix_lists},
    {"router ospf/area * export-list|import-list $", "access-list", "ospf area list", access_lists},
    {"router ospf/area * filter-list prefix $", "prefix-list", "ospf area filter-list", prefix_lists},
    {"interface/ip rip authentication key-chain $", "key chain", "interface rip key-chain"},
    {"interface/ip ospf authentication key-chain $", "key chain", "interface ospf key-chain"},
    {"interface/ip|ipv6 ospf|ospf6 bfd profile $", "bfd profile", "interface bfd profile"},
    {"bfd/peer/profile $", "bfd profile", "bfd peer profile"},
    {"ip protocol * route-map $", "route-map", "ip protocol route-map"},
    {"ipv6 protocol * route-map $", "route-map", "ipv6 protocol route-map"},
    {"ip nht|import-table ... route-map $", "route-map", "ip route-map"},
    {"line vty/access-class $", "access-list", "line access-class"},
    {"line vty/ipv6 access-class $", "ipv6 access-list", "line ipv6 access-class"},
    {"route-map/match ip address prefix-list $", "prefix-list", "route-map match prefix-list"},
    {"route-map/match ip next-hop|route-source prefix-list $", "prefix-list", "route-map match prefix-list"},
    {"route-map/match ip address !prefix-list|prefix-len $", "access-list", "route-map match access-list"},
    {"route-map/match ip next-hop !prefix-list|prefix-len|address|type $", "access-list",
     "route-map match access-list"},
    {"route-map/match ipv6 address prefix-list $", "ipv6 prefix-list", "route-map match ipv6 prefix-list"},
    {"route-map/match ipv6 next-hop prefix-list $", "ipv6 prefix-list", "route-map match ipv6 prefix-list"},
    {"route-map/match ipv6 address !prefix-list|prefix-len $", "ipv6 access-list", "route-map match ipv6 access-list"},
    {"route-map/match as-path $", "as-path access-list", "route-map match as-path"},
    {"route-map/match community $$", "community-list", "route-map match community", {}, false, &is_list},
    {"route-map/match large-community $$",
     "large-community-list",
     "route-map match large-community",
     {},
     false,
     &is_list},
    {"route-map/match extcommunity $$", "extcommunity-list", "route-map match extcommunity", {}, false, &is_list},
    {"route-map/set comm-list $", "community-list", "route-map set comm-list"},
    {"route-map/set large-comm-list $", "large-community-list", "route-map set large-comm-list"},
    {"route-map/call $", "route-map", "route-map call"},
});

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = joined({definitions, bgp_uses, other_uses});
  static const ReferenceTable table(rules, "no");
  return table.find(read_indented(bytes, IndentRules{"!#"}));
}

}  // namespace muster::grammars::frr
