#include "grammars/juniper_junos/references.hpp"

#include <array>

#include "grammars/juniper_junos/statements.hpp"
#include "grammars/paths/references.hpp"

namespace muster::grammars::juniper_junos {
namespace {

using paths::PathReferenceTable;
using paths::ReferenceScope;

/// Routing instances know the names of the whole device, logical systems their own.
constexpr auto scopes = std::to_array<ReferenceScope>({
    {"logical-systems *", "*"},
    {"tenants *", "*"},
    {"routing-instances *", "="},
});

constexpr std::string_view addresses = "address|address-set";
constexpr std::string_view applications = "application|application-set";
constexpr std::string_view instances = "routing-instance";

/// An interface that is named in full: no pattern, no option in its place.
bool is_interface(std::string_view name) {
  return name.find_first_of("*<>[]") == std::string_view::npos &&
         name.find_first_of("0123456789") != std::string_view::npos && name.find_first_of("0123456789") != 0 &&
         name.find('-') != 0;
}
/// A policy, or one in an expression such as `( A && B )`.
bool is_policy(std::string_view name) { return name.find_first_of("()&|!") == std::string_view::npos; }
bool is_address(std::string_view name) { return !is_alternative("any|any-ipv4|any-ipv6", name); }
bool is_application(std::string_view name) {
  return !is_alternative("any|junos-defaults", name) && !name.starts_with("junos-");
}
bool is_zone(std::string_view name) { return !is_alternative("junos-host|any|global|junos-global", name); }
bool is_instance(std::string_view name) { return !is_alternative("master|default|mgmt_junos|all", name); }
bool is_vlan(std::string_view name) {
  return !is_alternative("all|default", name) && name.find_first_not_of("0123456789-") != std::string_view::npos;
}
bool is_physical(std::string_view name) {
  return !is_alternative("interface-range|interface-set|traceoptions|apply-groups", name);
}
bool is_community(std::string_view name) { return name.find(':') == std::string_view::npos; }

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"interfaces $", "interface", {}, {}, true, &is_physical},
    {"interfaces $ unit $", "interface", {}, {}, true},
    {"policy-options policy-statement $", "policy-statement"},
    {"policy-options prefix-list $", "prefix-list"},
    {"policy-options route-filter-list $", "route-filter-list"},
    {"policy-options community $", "community"},
    {"policy-options as-path $", "as-path"},
    {"policy-options as-path-group $", "as-path-group"},
    {"policy-options damping $", "damping"},
    {"policy-options condition $", "condition"},
    {"firewall filter $", "firewall filter"},
    {"firewall family * filter $", "firewall filter"},
    {"firewall policer $", "policer"},
    {"applications application $", "application"},
    {"applications application-set $", "application-set"},
    {"security address-book * address $", "address"},
    {"security address-book * address-set $", "address-set"},
    {"security zones security-zone * address-book address $", "address"},
    {"security zones security-zone * address-book address-set $", "address-set"},
    {"security zones security-zone $", "zone"},
    {"security zones functional-zone $", "zone", {}, {}, true},
    {"security screen ids-option $", "screen"},
    {"security nat source pool $", "nat source pool"},
    {"security nat destination pool $", "nat destination pool"},
    {"security ike proposal $", "ike proposal"},
    {"security ike policy $", "ike policy"},
    {"security ike gateway $", "ike gateway"},
    {"security ipsec proposal $", "ipsec proposal"},
    {"security ipsec policy $", "ipsec policy"},
    {"security ipsec vpn $", "ipsec vpn", {}, {}, true},
    {"security authentication-key-chains key-chain $", "authentication-key-chain"},
    {"routing-instances $", "routing-instance", {}, {}, true},
    {"routing-options rib-groups $", "rib-group"},
    {"vlans $", "vlan", {}, {}, true},
    {"bridge-domains $", "vlan", {}, {}, true},
    {"snmp client-list $", "client-list"},
    {"snmp view $", "snmp view"},
    {"schedulers scheduler $", "scheduler"},
    {"access profile $", "access profile", {}, {}, true},
    {"access address-assignment pool $", "address pool", {}, {}, true},
});

constexpr auto routing_uses = std::to_array<ReferenceRule>({
    {"protocols bgp ... import $", "policy-statement", "bgp import policy-statement", {}, false, &is_policy},
    {"protocols bgp ... export $", "policy-statement", "bgp export policy-statement", {}, false, &is_policy},
    {"protocols bgp ... authentication-key-chain $", "authentication-key-chain", "authentication-key-chains policy"},
    {"protocols ospf|ospf3|isis|rip|ripng|pim|ldp|mpls|msdp|igmp|dvmrp ... import $",
     "policy-statement",
     "protocol import policy-statement",
     {},
     false,
     &is_policy},
    {"protocols ospf|ospf3|isis|rip|ripng|pim|ldp|mpls|msdp|igmp|dvmrp ... export $",
     "policy-statement",
     "protocol export policy-statement",
     {},
     false,
     &is_policy},
    {"protocols ospf|ospf3 area * network-summary-import|network-summary-export|inter-area-prefix-import|"
     "inter-area-prefix-export $",
     "policy-statement",
     "ospf area policy-statement",
     {},
     false,
     &is_policy},
    {"protocols ospf|ospf3|isis|ldp|rsvp ... authentication-key-chain $", "authentication-key-chain",
     "authentication-key-chains policy"},
    {"protocols ospf|ospf3 area * interface $", "interface", "ospf area interface", {}, false, &is_interface},
    {"protocols isis|rip|ripng|pim|ldp|mpls|rsvp|igmp|mld|router-advertisement|lldp interface $",
     "interface",
     "protocol interface",
     {},
     false,
     &is_interface},
    {"vrf-import $", "policy-statement", "routing-instance vrf-import", {}, false, &is_policy},
    {"vrf-export $", "policy-statement", "routing-instance vrf-export", {}, false, &is_policy},
    {"interface $", "interface", "routing-instance interface", {}, false, &is_interface},
    {"vtep-source-interface $", "interface", "routing-instances vtep-source-interface", {}, false, &is_interface},
    {"switch-options vtep-source-interface $",
     "interface",
     "switch-options vtep-source-interface",
     {},
     false,
     &is_interface},
    {"switch-options vrf-import|vrf-export $",
     "policy-statement",
     "switch-options policy-statement",
     {},
     false,
     &is_policy},
    {"routing-options forwarding-table export $",
     "policy-statement",
     "forwarding-table export policy-statement",
     {},
     false,
     &is_policy},
    {"routing-options instance-import $", "policy-statement", "routing-options instance-import", {}, false, &is_policy},
    {"routing-options instance-export $", "policy-statement", "routing-options instance-export", {}, false, &is_policy},
    {"routing-options rib-groups * import-policy $",
     "policy-statement",
     "rib-group import-policy",
     {},
     false,
     &is_policy},
    {"routing-options ... rib-group $",
     "rib-group",
     "routing-options rib-group",
     {},
     false,
     [](std::string_view name) { return name != "inet" && name != "inet6"; }},
    {"routing-options ... rib-group inet|inet6 $", "rib-group", "routing-options rib-group"},
    {"protocols ... rib-group $", "rib-group", "protocol rib-group"},
    {"routing-options aggregate route * policy $", "policy-statement", "aggregate route policy", {}, false, &is_policy},
    {"routing-options generate route * policy $", "policy-statement", "generate route policy", {}, false, &is_policy},
    {"routing-options rib * aggregate route * policy $",
     "policy-statement",
     "aggregate route policy",
     {},
     false,
     &is_policy},
    {"routing-options rib * generate route * policy $",
     "policy-statement",
     "generate route policy",
     {},
     false,
     &is_policy},
    {"routing-options resolution rib * import $",
     "policy-statement",
     "resolution import policy",
     {},
     false,
     &is_policy},
    {"policy-options policy-statement * ... from prefix-list|prefix-list-filter $", "prefix-list",
     "policy-statement prefix-list"},
    {"policy-options policy-statement * ... from route-filter-list $", "route-filter-list",
     "policy-statement route-filter-list"},
    {"policy-options policy-statement * ... from community $",
     "community",
     "policy-statement from community",
     {},
     false,
     &is_community},
    {"policy-options policy-statement * ... then community add|set|delete|+|-|= $",
     "community",
     "policy-statement then community",
     {},
     false,
     &is_community},
    {"policy-options policy-statement * ... from as-path $", "as-path", "policy-statement from as-path"},
    {"policy-options policy-statement * ... from as-path-group $", "as-path-group",
     "policy-statement from as-path-group"},
    {"policy-options policy-statement * ... from policy $",
     "policy-statement",
     "policy-statement from policy",
     {},
     false,
     &is_policy},
    {"policy-options policy-statement * ... from|to instance $", "routing-instance", "policy-statement from instance",
     instances, false, &is_instance},
    {"policy-options policy-statement * ... from interface $",
     "interface",
     "policy-statement from interface",
     {},
     false,
     &is_interface},
    {"policy-options policy-statement * ... from condition $", "condition", "policy-statement from condition"},
    {"policy-options policy-statement * ... then damping $", "damping", "policy-statement then damping"},
    {"vlans * l3-interface $", "interface", "vlan l3-interface", {}, false, &is_interface},
    {"vlans * interface $", "interface", "vlan interface", {}, false, &is_interface},
    {"bridge-domains * routing-interface $", "interface", "bridge-domains routing-interface", {}, false, &is_interface},
    {"bridge-domains * interface $", "interface", "bridge-domains interface", {}, false, &is_interface},
});

constexpr auto filter_uses = std::to_array<ReferenceRule>({
    {"interfaces * ... filter input|output|input-list|output-list|group $", "firewall filter", "interface filter"},
    {"interfaces * ... filter input|output filter-name $", "firewall filter", "interface filter"},
    {"interfaces * ... rpf-check fail-filter $", "firewall filter", "interface rpf-check fail-filter"},
    {"interfaces * ... policer input|output|arp $", "policer", "interface policer"},
    {"interfaces * ... vlan members $", "vlan", "interface vlan", {}, false, &is_vlan},
    {"forwarding-options family * filter input|output $", "firewall filter", "forwarding-options filter"},
    {"vlans * filter input|output $", "firewall filter", "vlan filter"},
    {"vlans * forwarding-options filter input|output $", "firewall filter", "vlan filter"},
    {"firewall ... from prefix-list|source-prefix-list|destination-prefix-list $", "prefix-list",
     "firewall filter prefix-list"},
    {"firewall ... then policer $", "policer", "firewall filter policer"},
    {"firewall ... then routing-instance $",
     "routing-instance",
     "firewall filter routing-instance",
     {},
     false,
     &is_instance},
    {"firewall ... term * filter $", "firewall filter", "firewall filter term filter"},
    {"snmp community * client-list-name $", "client-list", "snmp client-list-name", "client-list|prefix-list"},
    {"snmp community * view $", "snmp view", "snmp community view"},
    {"snmp v3 vacm ... read-view|write-view|notify-view $", "snmp view", "snmp access view"},
    {"system ... routing-instance $", "routing-instance", "system routing-instance", {}, false, &is_instance},
    {"system services ... interface $", "interface", "system services interface", {}, false, &is_interface},
});

constexpr auto security_uses = std::to_array<ReferenceRule>({
    {"security policies from-zone $", "zone", "policy from-zone", {}, false, &is_zone},
    {"security policies from-zone * to-zone $", "zone", "policy to-zone", {}, false, &is_zone},
    {"security policies global policy * match from-zone|to-zone $", "zone", "global policy zone", {}, false, &is_zone},
    {"security policies ... match source-address $", "address", "policy source-address", addresses, false, &is_address},
    {"security policies ... match destination-address $", "address", "policy destination-address", addresses, false,
     &is_address},
    {"security policies ... match application $", "application", "policy application", applications, false,
     &is_application},
    {"security policies ... scheduler-name $", "scheduler", "policy scheduler-name"},
    {"security policies ... then permit tunnel ipsec-vpn $", "ipsec vpn", "policy ipsec-vpn"},
    {"security address-book * address-set * address $", "address", "address-set address"},
    {"security address-book * address-set * address-set $", "address-set", "address-set address-set"},
    {"security address-book * attach zone $", "zone", "address-book attach zone"},
    {"security zones security-zone * address-book address-set * address $", "address", "address-set address"},
    {"security zones security-zone * address-book address-set * address-set $", "address-set",
     "address-set address-set"},
    {"security zones security-zone * interfaces $", "interface", "security-zone interface", {}, false, &is_interface},
    {"security zones security-zone * screen $", "screen", "security-zone screen"},
    {"applications application-set * application $",
     "application",
     "application-set application",
     {},
     false,
     &is_application},
    {"applications application-set * application-set $",
     "application-set",
     "application-set application-set",
     {},
     false,
     &is_application},
    {"security nat source rule-set * from|to zone $", "zone", "nat rule-set zone", {}, false, &is_zone},
    {"security nat destination|static rule-set * from zone $", "zone", "nat rule-set zone", {}, false, &is_zone},
    {"security nat source rule-set * from|to interface $",
     "interface",
     "nat rule-set interface",
     {},
     false,
     &is_interface},
    {"security nat destination|static rule-set * from interface $",
     "interface",
     "nat rule-set interface",
     {},
     false,
     &is_interface},
    {"security nat ... match source-address-name|destination-address-name $", "address", "nat rule address", addresses,
     false, &is_address},
    {"security nat ... match application $", "application", "nat rule application", applications, false,
     &is_application},
    {"security nat source rule-set * rule * then source-nat pool $", "nat source pool", "nat rule source pool"},
    {"security nat destination rule-set * rule * then destination-nat pool $", "nat destination pool",
     "nat rule destination pool"},
    {"security nat source pool * overflow-pool $",
     "nat source pool",
     "nat pool overflow-pool",
     {},
     false,
     [](std::string_view name) { return name != "interface"; }},
    {"security ike policy * proposals $", "ike proposal", "ike policy proposal"},
    {"security ike gateway * ike-policy $", "ike policy", "ike gateway policy"},
    {"security ike gateway * external-interface $",
     "interface",
     "ike gateway external-interface",
     {},
     false,
     &is_interface},
    {"security ipsec policy * proposals $", "ipsec proposal", "ipsec policy proposal"},
    {"security ipsec vpn * ike ipsec-policy $", "ipsec policy", "ipsec vpn policy"},
    {"security ipsec vpn * ike gateway $", "ike gateway", "ipsec vpn gateway"},
    {"security ipsec vpn * bind-interface $", "interface", "ipsec vpn bind-interface", {}, false, &is_interface},
    {"security ... access-profile $", "access profile", "access-profile"},
});

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = joined({definitions, routing_uses, filter_uses, security_uses});
  static const PathReferenceTable table(rules, {.scopes = scopes});
  const BraceTree tree = read_tree(bytes);
  Document document = read_statements(tree.tree, is_display_set(bytes));
  apply_groups(document);
  expand_interface_ranges(document, bytes);
  return table.find(document.configuration);
}

}  // namespace muster::grammars::juniper_junos
