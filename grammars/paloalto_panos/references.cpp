#include "grammars/paloalto_panos/references.hpp"

#include <array>

#include "grammars/paloalto_panos/forms.hpp"
#include "grammars/paths/references.hpp"

namespace muster::grammars::paloalto_panos {
namespace {

using paths::PathReferenceTable;
using paths::ReferenceScope;

/// What a Panorama pushes stands in `panorama`, for all its device groups; what is the device's own holds everywhere.
constexpr auto scopes = std::to_array<ReferenceScope>({
    {"config", "="},
    {"devices *", "="},
    {"policy panorama", "panorama"},
    {"policy shared", {}},
    {"panorama", "panorama"},
    {"device-group *", "panorama"},
    {"template * config", "="},
    {"template-stack * config", "="},
    {"template config", "="},
    {"vsys *", "*"},
    {"shared", {}},
    {"network", {}, true},
});
/// A configuration without virtual systems is that of the first.
constexpr std::string_view only_system = "vsys1";
/// Kinds that are looked up in more than one place.
constexpr std::string_view anywhere =
    "interface|address-like|service-like|application-like|profile|tag|schedule|log-settings profile|"
    "interface-management-profile|zone-protection-profile|server-profile|authentication-profile";

constexpr std::string_view addresses = "address|address-group|external-list";
constexpr std::string_view services = "service|service-group";
constexpr std::string_view applications = "application|application-group|application-filter";

/// Neither an address itself nor a word with a meaning of its own.
bool is_name_of_address(std::string_view name) {
  return !is_alternative("any|panw-bulletproof-ip-list|panw-highrisk-ip-list|panw-known-ip-list|panw-torexit-ip-list",
                         name) &&
         name.find_first_not_of("0123456789./-") != std::string_view::npos && name.find(':') == std::string_view::npos;
}
bool is_service(std::string_view name) {
  return !is_alternative("any|application-default|service-http|service-https", name);
}
bool is_zone(std::string_view name) { return !is_alternative("any|multicast", name); }
bool is_interface(std::string_view name) { return !is_alternative("any|management|none", name); }
bool is_profile(std::string_view name) {
  return !is_alternative("default|strict|none|basic file blocking|strict file blocking", name);
}
/// Every device has some from the factory on.
bool is_crypto_profile(std::string_view name) { return name != "default" && !name.starts_with("Suite-B-GCM-"); }

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"address $", "address"},
    {"address-group $", "address-group"},
    {"external-list $", "external-list"},
    {"service $", "service"},
    {"service-group $", "service-group"},
    {"application $", "application"},
    {"application-group $", "application-group"},
    {"application-filter $", "application-filter"},
    {"tag $", "tag"},
    {"zone $", "zone"},
    {"schedule $", "schedule"},
    {"profile-group $", "profile-group"},
    {"profiles virus $", "profile virus"},
    {"profiles spyware $", "profile spyware"},
    {"profiles vulnerability $", "profile vulnerability"},
    {"profiles url-filtering $", "profile url-filtering"},
    {"profiles file-blocking $", "profile file-blocking"},
    {"profiles wildfire-analysis $", "profile wildfire-analysis"},
    {"profiles data-filtering $", "profile data-filtering"},
    {"profiles dns-security $", "profile dns-security"},
    {"log-settings profiles $", "log-settings profile"},
    {"network interface ethernet|aggregate-ethernet $", "interface"},
    {"network interface ethernet|aggregate-ethernet * layer2|layer3 units $", "interface"},
    {"network interface loopback|tunnel|vlan units $", "interface"},
    {"network interface $",
     "interface",
     {},
     {},
     true,
     [](std::string_view name) { return is_alternative("loopback|tunnel|vlan", name); }},
    {"network profiles interface-management-profile $", "interface-management-profile"},
    {"network profiles zone-protection-profile $", "zone-protection-profile"},
    {"network ike crypto-profiles ike-crypto-profiles $", "ike-crypto-profile", {}, {}, false, &is_crypto_profile},
    {"network ike crypto-profiles ipsec-crypto-profiles $", "ipsec-crypto-profile", {}, {}, false, &is_crypto_profile},
    {"network ike gateway $", "ike gateway"},
    {"network virtual-router $", "virtual-router", {}, {}, true},
});

constexpr auto rule_uses = std::to_array<ReferenceRule>({
    {"rulebase|pre-rulebase|post-rulebase * rules * from $", "zone", "rulebase rules from", {}, false, &is_zone},
    {"rulebase|pre-rulebase|post-rulebase * rules * to $", "zone", "rulebase rules to", {}, false, &is_zone},
    {"rulebase|pre-rulebase|post-rulebase pbf rules * from zone $",
     "zone",
     "rulebase pbf rules from",
     {},
     false,
     &is_zone},
    {"rulebase|pre-rulebase|post-rulebase pbf rules * from interface $",
     "interface",
     "rulebase pbf rules from",
     {},
     false,
     &is_interface},
    {"rulebase|pre-rulebase|post-rulebase security|nat|pbf|qos|decryption|application-override|authentication|dos "
     "rules * source $",
     "address-like", "rulebase rules source", addresses, false, &is_name_of_address},
    {"rulebase|pre-rulebase|post-rulebase security|nat|pbf|qos|decryption|application-override|authentication|dos "
     "rules * destination $",
     "address-like", "rulebase rules destination", addresses, false, &is_name_of_address},
    {"rulebase|pre-rulebase|post-rulebase nat rules * source-translation * translated-address $", "address-like",
     "rulebase nat rules source-translation", addresses, false, &is_name_of_address},
    {"rulebase|pre-rulebase|post-rulebase nat rules * source-translation * interface-address interface $",
     "interface",
     "rulebase nat rules source-translation",
     {},
     false,
     &is_interface},
    {"rulebase|pre-rulebase|post-rulebase nat rules * destination-translation|dynamic-destination-translation "
     "translated-address $",
     "address-like", "rulebase nat rules destination-translation", addresses, false, &is_name_of_address},
    {"rulebase|pre-rulebase|post-rulebase nat rules * to-interface $",
     "interface",
     "rulebase nat rules to-interface",
     {},
     false,
     &is_interface},
    {"rulebase|pre-rulebase|post-rulebase * rules * service $", "service-like", "rulebase rules service", services,
     false, &is_service},
    {"rulebase|pre-rulebase|post-rulebase * rules * service $", {}, "rulebase rules service", services},
    // Most applications come with the device.
    {"rulebase|pre-rulebase|post-rulebase * rules * application $", {}, "rulebase rules application", applications},
    {"rulebase|pre-rulebase|post-rulebase * rules * category $", {}, "rulebase rules category", "external-list"},
    {"rulebase|pre-rulebase|post-rulebase * rules * schedule $", "schedule", "rulebase rules schedule"},
    {"rulebase|pre-rulebase|post-rulebase * rules * tag $", "tag", "rulebase rules tag"},
    {"rulebase|pre-rulebase|post-rulebase * rules * group-tag $", "tag", "rulebase rules group-tag"},
    {"rulebase|pre-rulebase|post-rulebase * rules * log-setting $",
     "log-settings profile",
     "rulebase rules log-setting",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting group $",
     "profile-group",
     "rulebase rules profile group",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles virus $",
     "profile virus",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles spyware $",
     "profile spyware",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles vulnerability $",
     "profile vulnerability",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles url-filtering $",
     "profile url-filtering",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles file-blocking $",
     "profile file-blocking",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles wildfire-analysis $",
     "profile wildfire-analysis",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
    {"rulebase|pre-rulebase|post-rulebase * rules * profile-setting profiles data-filtering $",
     "profile data-filtering",
     "rulebase rules profile",
     {},
     false,
     &is_profile},
});

constexpr auto object_uses = std::to_array<ReferenceRule>({
    {"address-group * static $", "address-like", "address-group static", addresses, false, &is_name_of_address},
    {"address-group * $", "address-like", "address-group static", addresses, false,
     [](std::string_view name) {
       return is_name_of_address(name) && !is_alternative("static|dynamic|description|tag|disable-override", name);
     }},
    {"service-group * members $", "service-like", "service-group members", services, false, &is_service},
    {"application-group * members $", {}, "application-group members", applications},
    {"address|address-group|service|service-group * tag $", "tag", "object tag"},
    {"profile-group * virus $", "profile virus", "profile-group virus", {}, false, &is_profile},
    {"profile-group * spyware $", "profile spyware", "profile-group spyware", {}, false, &is_profile},
    {"profile-group * vulnerability $", "profile vulnerability", "profile-group vulnerability", {}, false, &is_profile},
    {"profile-group * url-filtering $", "profile url-filtering", "profile-group url-filtering", {}, false, &is_profile},
    {"profile-group * file-blocking $", "profile file-blocking", "profile-group file-blocking", {}, false, &is_profile},
    {"profile-group * wildfire-analysis $",
     "profile wildfire-analysis",
     "profile-group wildfire-analysis",
     {},
     false,
     &is_profile},
    {"profile-group * data-filtering $",
     "profile data-filtering",
     "profile-group data-filtering",
     {},
     false,
     &is_profile},
    {"zone * network layer3|layer2|virtual-wire|tap $",
     "interface",
     "zone network",
     {},
     false,
     [](std::string_view name) { return is_interface(name) && name.find_first_of("0123456789") != name.npos; }},
    {"zone * network zone-protection-profile $", "zone-protection-profile", "zone network zone-protection-profile"},
    {"zone * network log-setting $", "log-settings profile", "zone log-setting", {}, false, &is_profile},
    {"import network interface $", "interface", "import interface", {}, false, &is_interface},
});

constexpr auto network_uses = std::to_array<ReferenceRule>({
    {"network virtual-router|logical-router * interface $",
     "interface",
     "virtual-router interface",
     {},
     false,
     &is_interface},
    {"network virtual-router * routing-table ... interface $",
     "interface",
     "static route interface",
     {},
     false,
     &is_interface},
    {"network vlan|virtual-wire * interface|interface1|interface2 $",
     "interface",
     "vlan interface",
     {},
     false,
     &is_interface},
    {"network vlan * virtual-interface interface $", "interface", "vlan virtual-interface", {}, false, &is_interface},
    {"network interface ... interface-management-profile $", "interface-management-profile",
     "interface interface-management-profile"},
    {"network interface ethernet * aggregate-group $", "interface", "interface aggregate-group"},
    {"network ike gateway * protocol ikev1|ikev2 ike-crypto-profile $",
     "ike-crypto-profile",
     "ike gateway ike-crypto-profile",
     {},
     false,
     &is_profile},
    {"network ike gateway * local-address interface $",
     "interface",
     "ike gateway local-address",
     {},
     false,
     &is_interface},
    {"network tunnel ipsec * auto-key ike-gateway $", "ike gateway", "ipsec tunnel ike-gateway"},
    {"network tunnel ipsec * auto-key ipsec-crypto-profile $",
     "ipsec-crypto-profile",
     "ipsec tunnel ipsec-crypto-profile",
     {},
     false,
     &is_profile},
    {"network tunnel ipsec * tunnel-interface $", "interface", "ipsec tunnel interface", {}, false, &is_interface},
    // Units use the interface that they are parts of.
    {"network interface ethernet|aggregate-ethernet $ layer2|layer3 units *", {}, "interface units", "interface"},
});

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = joined({definitions, rule_uses, object_uses, network_uses});
  static const PathReferenceTable table(
      rules, {.scopes = scopes, .root_scope = only_system, .anywhere = anywhere, .normal = nullptr});
  return table.find(read_document(bytes).configuration);
}

}  // namespace muster::grammars::paloalto_panos
