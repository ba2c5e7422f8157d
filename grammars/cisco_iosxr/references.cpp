#include "grammars/references.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "grammars/cisco_iosxr/config.hpp"
#include "grammars/cisco_iosxr/policy_references.hpp"
#include "grammars/cisco_iosxr/text.hpp"
#include "grammars/reference_rules.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::string_view acl46 = "ipv4 access-list|ipv6 access-list";

bool is_interface_name(std::string_view name) {
  return !name.empty() && name != "Null0" && name.find_first_of("0123456789") != std::string_view::npos &&
         name.find(':') == std::string_view::npos && (name[0] < '0' || name[0] > '9');
}
bool is_group_of_servers(std::string_view name) { return name != "tacacs+" && name != "radius"; }
bool is_list_name(std::string_view name) {
  static constexpr auto words =
      std::to_array<std::string_view>({"common", "ingress", "egress", "override", "SystemOwner", "LROwner", "SDROwner",
                                       "RO", "RW", "IPv4", "IPv6", "view", "bidir"});
  return std::ranges::find(words, name) == words.end();
}
bool is_class(std::string_view name) { return name != "class-default" && name != "type"; }

/// What a top-level line defines; further down the same words use it (`route-policy X in`, `interface X`).
struct Defining {
  std::string_view head;  ///< words before the name
  std::string_view kind;
  bool always_used = false;
};
constexpr auto top_definitions = std::to_array<Defining>({
    {"interface preconfigure", "interface", true},
    {"interface", "interface", true},
    {"ipv4 access-list", "ipv4 access-list"},
    {"ipv6 access-list", "ipv6 access-list"},
    {"ethernet-services access-list", "ethernet-services access-list"},
    {"object-group network ipv4", "object-group network"},
    {"object-group network ipv6", "object-group network"},
    {"object-group port", "object-group port"},
    {"route-policy", "route-policy"},
    {"prefix-set", "prefix-set"},
    {"as-path-set", "as-path-set"},
    {"community-set", "community-set"},
    {"large-community-set", "large-community-set"},
    {"extcommunity-set rt", "extcommunity-set rt"},
    {"extcommunity-set soo", "extcommunity-set soo"},
    {"rd-set", "rd-set"},
    {"tag-set", "tag-set"},
    {"class-map match-any", "class-map"},
    {"class-map match-all", "class-map"},
    {"policy-map", "policy-map"},
    {"key chain", "key chain"},
    {"track", "track"},
    {"vrf", "vrf", true},
    {"aaa group server tacacs+", "aaa server group tacacs+"},
    {"aaa group server radius", "aaa server group radius"},
    {"flow exporter-map", "flow exporter-map"},
    {"flow monitor-map", "flow monitor-map"},
    {"sampler-map", "sampler-map"},
});

/// The name behind `head`; empty if the line does not begin with it.
std::string_view name_behind(std::string_view line, std::string_view head) {
  if (!line.starts_with(head) || line.size() <= head.size() || line[head.size()] != ' ') return {};
  const std::string_view rest = trim(line.substr(head.size()));
  const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n("));
  static constexpr auto words =
      std::to_array<std::string_view>({"log-update", "maximum", "type", "preconfigure", "match-any", "match-all"});
  return std::ranges::find(words, name) == words.end() ? name : std::string_view();
}

/// Adds the structures that the top-level lines define, in front of what is there. O(n).
void add_definitions(const Tree& tree, References& to) {
  std::vector<StructureDefinition> defined;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> by_name;
  const auto nodes = tree.nodes();
  for (const Node& node : nodes) {
    if (node.depth != 0) continue;
    for (const Defining& rule : top_definitions) {
      const std::string_view name = name_behind(tree.text(node), rule.head);
      if (name.empty()) continue;
      const auto [entry, added] = by_name.try_emplace({rule.kind, name}, defined.size());
      if (added) defined.push_back({rule.kind, std::string(name), {}, rule.always_used});
      for (std::uint32_t line = node.line; line <= nodes[node.subtree_end - 1].last_line; ++line)
        defined[entry->second].lines.push_back(line);
      break;
    }
  }
  to.defined.insert(to.defined.begin(), std::make_move_iterator(defined.begin()),
                    std::make_move_iterator(defined.end()));
}

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"router bgp/neighbor-group $", "bgp neighbor-group"},
    {"router bgp/session-group $", "bgp session-group"},
    {"router bgp/af-group $", "bgp af-group"},
});

constexpr auto management_uses = std::to_array<ReferenceRule>({
    {"line/access-class ingress|egress $", "ipv4/6 acl", "line access-class list", acl46},
    {"ssh server ... ipv4 access-list $", "ipv4 access-list", "ssh ipv4 access-list"},
    {"ssh server ... ipv6 access-list $", "ipv6 access-list", "ssh ipv6 access-list"},
    {"telnet ... ipv4 server ... access-list $", "ipv4 access-list", "telnet ipv4 access-list"},
    {"telnet ... ipv6 server ... access-list $", "ipv6 access-list", "telnet ipv6 access-list"},
    {"snmp-server community ... IPv4 $", "ipv4 access-list", "snmp-server community ipv4 access-list"},
    {"snmp-server community ... IPv6 $", "ipv6 access-list", "snmp-server community ipv6 access-list"},
    {"snmp-server community * RO|RW $ .", "ipv4/6 acl", "snmp-server community access-list", acl46, false,
     &is_list_name},
    {"snmp-server community * RO|RW SystemOwner|LROwner|SDROwner $ .", "ipv4/6 acl",
     "snmp-server community access-list", acl46},
    {"snmp-server group ... IPv4 $", "ipv4 access-list", "snmp-server group ipv4 access-list"},
    {"snmp-server group ... IPv6 $", "ipv6 access-list", "snmp-server group ipv6 access-list"},
    {"ntp/access-group ... ipv4 peer|serve|serve-only|query-only $", "ipv4 access-list", "ntp access-group"},
    {"ntp/access-group peer|serve|serve-only|query-only $", "ipv4 access-list", "ntp access-group"},
    {"xml agent/vrf/access-list $", "ipv4 access-list", "xml agent access-list"},
    {"aaa authentication|authorization|accounting ... group $", "aaa server group", "aaa method list group",
     "aaa server group tacacs+|aaa server group radius", false, &is_group_of_servers},
    {"logging source-interface $", "interface", "logging source-interface"},
    {"tacacs|radius source-interface $", "interface", "aaa source-interface"},
});

constexpr auto interface_uses = std::to_array<ReferenceRule>({
    {"interface/ipv4 access-group common $", "ipv4 access-list", "interface ipv4 access-group common"},
    {"interface/ipv6 access-group common $", "ipv6 access-list", "interface ipv6 access-group common"},
    {"interface/ipv4 access-group common * $ ingress|egress", "ipv4 access-list", "interface ipv4 access-group"},
    {"interface/ipv6 access-group common * $ ingress|egress", "ipv6 access-list", "interface ipv6 access-group"},
    {"interface/ipv4 access-group $ ingress|egress", "ipv4 access-list", "interface ipv4 access-group"},
    {"interface/ipv6 access-group $ ingress|egress", "ipv6 access-list", "interface ipv6 access-group"},
    {"interface/ethernet-services access-group $", "ethernet-services access-list",
     "interface ethernet-services access-group"},
    {"interface/service-policy input|output $", "policy-map", "interface service-policy"},
    {"interface/ipv4 unnumbered $", "interface", "interface ipv4 unnumbered", {}, false, &is_interface_name},
    {"interface/flow ipv4|ipv6|mpls monitor $", "flow monitor-map", "interface flow monitor"},
    {"interface/flow ... sampler $", "sampler-map", "interface flow sampler"},
    {"flow monitor-map/exporter $", "flow exporter-map", "flow monitor-map exporter"},
    {"policy-map/class $", "class-map", "policy-map class", {}, false, &is_class},
    {"policy-map/service-policy $", "policy-map", "policy-map service-policy"},
    {"class-map/match access-group ipv4 $", "ipv4 access-list", "class-map match access-group ipv4"},
    {"class-map/match access-group ipv6 $", "ipv6 access-list", "class-map match access-group ipv6"},
    {"ipv4 access-list/... net-group $", "object-group network", "access-list net-group"},
    {"ipv6 access-list/... net-group $", "object-group network", "access-list net-group"},
    {"ipv4 access-list/... port-group $", "object-group port", "access-list port-group"},
    {"ipv6 access-list/... port-group $", "object-group port", "access-list port-group"},
    {"object-group/object-group $", "object-group", "object-group object-group",
     "object-group network|object-group port"},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"router bgp/route-policy $ in", "route-policy", "bgp neighbor route-policy in"},
    {"router bgp/route-policy $ out", "route-policy", "bgp neighbor route-policy out"},
    {"router bgp/route-policy $ * ... in .", "route-policy", "bgp neighbor route-policy in"},
    {"router bgp/route-policy $ * ... out .", "route-policy", "bgp neighbor route-policy out"},
    {"router bgp/additional-paths selection route-policy $", "route-policy",
     "bgp additional-paths selection route-policy"},
    {"router bgp/aggregate-address ... route-policy $", "route-policy", "aggregate-address route-policy"},
    {"router bgp/network ... route-policy $", "route-policy", "bgp network route-policy"},
    {"router bgp/redistribute connected ... route-policy $", "route-policy", "bgp redistribute connected route-policy"},
    {"router bgp/redistribute static ... route-policy $", "route-policy", "bgp redistribute static route-policy"},
    {"router bgp/redistribute ospf ... route-policy $", "route-policy", "bgp redistribute ospf route-policy"},
    {"router bgp/redistribute isis ... route-policy $", "route-policy", "bgp redistribute isis route-policy"},
    {"router bgp/redistribute eigrp ... route-policy $", "route-policy", "bgp redistribute eigrp route-policy"},
    {"router bgp/default-originate route-policy $", "route-policy", "bgp default-originate route-policy"},
    {"router bgp/table-policy $", "route-policy", "bgp table-policy"},
    {"router bgp/bgp dampening route-policy $", "route-policy", "bgp dampening route-policy"},
    {"router bgp/nexthop route-policy $", "route-policy", "bgp nexthop route-policy"},
    {"router bgp/bgp label-delay route-policy $", "route-policy", "bgp route-policy"},
    {"router bgp/update-source $", "interface", "bgp update-source"},
    {"router bgp/use neighbor-group $", "bgp neighbor-group", "bgp use neighbor-group"},
    {"router bgp/use session-group $", "bgp session-group", "bgp use session-group"},
    {"router bgp/use af-group $", "bgp af-group", "bgp use af-group"},
    {"router bgp/keychain $", "key chain", "bgp keychain"},
    {"router bgp/ao $", "key chain", "bgp ao"},
    {"router ospf/default-information ... route-policy $", "route-policy",
     "router ospf default-information route-policy"},
    {"router ospfv3/default-information ... route-policy $", "route-policy",
     "router ospfv3 default-information route-policy"},
    {"router ospf|ospfv3/redistribute ... route-policy $", "route-policy", "router ospf redistribute route-policy"},
    {"router ospf/area/interface $", "interface", "router ospf area interface"},
    {"router ospfv3/area/interface $", "interface", "router ospfv3 area interface"},
    {"router ospf|ospfv3/distribute-list route-policy $", "route-policy", "router ospf distribute-list route-policy"},
    {"router ospf|ospfv3/distribute-list $ in|out", "ipv4/6 acl", "router ospf distribute-list", acl46},
    {"router ospf|ospfv3/area/route-policy $", "route-policy", "router ospf area route-policy"},
    {"router ospf/authentication ... keychain $", "key chain", "router ospf authentication keychain"},
    {"router isis/interface $", "interface", "router isis interface"},
    {"router isis/redistribute ... route-policy $", "route-policy", "router isis redistribute route-policy"},
    {"router isis/propagate ... route-policy $", "route-policy", "router isis propagate route-policy"},
    {"router isis/default-information ... route-policy $", "route-policy",
     "router isis default-information route-policy"},
    {"router isis/hello-password|lsp-password keychain $", "key chain", "router isis keychain"},
    {"router eigrp|rip/... route-policy $", "route-policy", "router route-policy"},
    {"router eigrp|rip/interface $", "interface", "router eigrp or rip interface"},
    {"router eigrp|rip/authentication keychain $", "key chain", "router keychain"},
    {"router hsrp/interface $", "interface", "router hsrp interface"},
    {"router vrrp/interface $", "interface", "router vrrp interface"},
    {"router hsrp|vrrp/track object $", "track", "router standby track"},
    {"router hsrp|vrrp/track $", "interface", "router standby track interface", {}, false, &is_interface_name},
    {"router static/address-family/* $", "interface", "router static route", {}, false, &is_interface_name},
    {"router static/address-family/... track $", "track", "router static route track"},
    {"vrf/import|export route-policy $", "route-policy", "vrf import or export route-policy"},
    {"vrf/import|export to|from default-vrf route-policy $", "route-policy", "vrf import or export route-policy"},
    {"router msdp/sa-filter in list $", "ipv4 access-list", "router msdp sa-filter in list"},
    {"router msdp/sa-filter out list $", "ipv4 access-list", "router msdp sa-filter out list"},
    {"router msdp/sa-filter in|out rp-list $", "ipv4 access-list", "router msdp sa-filter rp-list"},
    {"router pim/... group-list|rp-list|sg-list $", "ipv4/6 acl", "router pim list", acl46},
    {"router pim/accept-register|neighbor-filter|rp-static-deny $", "ipv4/6 acl", "router pim filter", acl46},
    {"router pim/mdt neighbor-filter $", "ipv4/6 acl", "router pim filter", acl46},
    {"router pim/mofrr/flow|rib $", "ipv4/6 acl", "router pim mofrr", acl46},
    {"router pim/rp-address * $", "ipv4/6 acl", "router pim rp-address", acl46, false, &is_list_name},
    {"router pim/ssm threshold range $", "ipv4/6 acl", "router pim ssm range", acl46},
    {"router pim/ssm range $", "ipv4/6 acl", "router pim ssm range", acl46},
    {"multicast-routing/ssm range $", "ipv4/6 acl", "multicast-routing ssm range", acl46},
    {"router igmp|mld/access-group $", "ipv4/6 acl", "router igmp access-group", acl46},
    {"router igmp|mld/explicit-tracking $", "ipv4/6 acl", "router igmp explicit-tracking", acl46},
    {"router igmp|mld/ssm map static * $", "ipv4/6 acl", "router igmp ssm map", acl46},
    {"router igmp|mld/maximum ... $ .", "ipv4/6 acl", "router igmp maximum", acl46, false,
     [](std::string_view n) { return n.find_first_not_of("0123456789") != std::string_view::npos; }},
    {"rsvp/key-source key-chain $", "key chain", "rsvp key-chain"},
});

/// `route-policy NAME(ARGUMENTS)`: the name ends at the bracket.
std::string normal(std::string_view kind, std::string_view name) {
  return std::string(kind == "route-policy" ? name.substr(0, name.find('(')) : name);
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
  const Tree tree = read_indented(bytes, indent_rules);
  References found = table.find(tree);
  add_definitions(tree, found);
  add_policy_uses(tree, found);
  return found;
}

}  // namespace muster::grammars::cisco_iosxr
