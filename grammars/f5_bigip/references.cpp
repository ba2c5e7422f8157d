#include "grammars/f5_bigip/references.hpp"

#include <array>
#include <deque>
#include <string>

#include "grammars/f5_bigip/config.hpp"
#include "grammars/f5_bigip/reader.hpp"
#include "grammars/f5_bigip/settings.hpp"
#include "grammars/reference_rules.hpp"

namespace muster::grammars::f5_bigip {
namespace {

constexpr auto profile_types = std::to_array<std::string_view>({"analytics",
                                                                "certificate-authority",
                                                                "classification",
                                                                "client-ldap",
                                                                "client-ssl",
                                                                "connector",
                                                                "dhcpv4",
                                                                "dhcpv6",
                                                                "diameter",
                                                                "dns",
                                                                "dns-logging",
                                                                "fasthttp",
                                                                "fastl4",
                                                                "fix",
                                                                "ftp",
                                                                "gtp",
                                                                "html",
                                                                "http",
                                                                "http-compression",
                                                                "http-proxy-connect",
                                                                "http2",
                                                                "http3",
                                                                "httprouter",
                                                                "icap",
                                                                "ilx",
                                                                "imap",
                                                                "ipother",
                                                                "ipsecalg",
                                                                "map-t",
                                                                "mqtt",
                                                                "mssql",
                                                                "netflow",
                                                                "ntlm",
                                                                "ocsp-stapling-params",
                                                                "one-connect",
                                                                "pcp",
                                                                "pop3",
                                                                "pptp",
                                                                "qoe",
                                                                "quic",
                                                                "radius",
                                                                "ramcache",
                                                                "request-adapt",
                                                                "request-log",
                                                                "response-adapt",
                                                                "rewrite",
                                                                "rtsp",
                                                                "sctp",
                                                                "server-ldap",
                                                                "server-ssl",
                                                                "sip",
                                                                "smtp",
                                                                "smtps",
                                                                "socks",
                                                                "spdy",
                                                                "splitsession-client",
                                                                "splitsession-server",
                                                                "statistics",
                                                                "stream",
                                                                "tcp",
                                                                "tcp-analytics",
                                                                "tftp",
                                                                "traffic-acceleration",
                                                                "udp",
                                                                "wa-cache",
                                                                "web-acceleration",
                                                                "web-security",
                                                                "websocket",
                                                                "xml"});
constexpr auto monitor_types = std::to_array<std::string_view>({"diameter",
                                                                "dns",
                                                                "external",
                                                                "firepass",
                                                                "ftp",
                                                                "gateway-icmp",
                                                                "http",
                                                                "http2",
                                                                "https",
                                                                "icmp",
                                                                "imap",
                                                                "inband",
                                                                "ldap",
                                                                "module-score",
                                                                "mqtt",
                                                                "mssql",
                                                                "mysql",
                                                                "nntp",
                                                                "oracle",
                                                                "pop3",
                                                                "postgresql",
                                                                "radius",
                                                                "radius-accounting",
                                                                "real-server",
                                                                "rpc",
                                                                "sasp",
                                                                "scripted",
                                                                "sip",
                                                                "smb",
                                                                "smtp",
                                                                "snmp-dca",
                                                                "snmp-dca-base",
                                                                "soap",
                                                                "tcp",
                                                                "tcp-echo",
                                                                "tcp-half-open",
                                                                "udp",
                                                                "virtual-location",
                                                                "wap",
                                                                "wmi"});
constexpr auto persistence_types = std::to_array<std::string_view>(
    {"cookie", "dest-addr", "global-settings", "hash", "host", "msrdp", "sip", "source-addr", "ssl", "universal"});

constexpr std::string_view common = "/Common/";

std::string_view without_common(std::string_view name) {
  if (name.starts_with(common)) name.remove_prefix(common.size());
  return name;
}
bool is_factory_monitor(std::string_view name) {
  return is_alternative(
      "dns|gateway_icmp|http|http2|http_head_f5|https|https_443|https_head_f5|http2_head_f5|icmp|inband|ldap|mqtt|"
      "mysql|none|real_server|rpc|sip|snmp_dca|snmp_dca_base|tcp|tcp_echo|tcp_half_open|udp|diameter|ftp|imap|mssql|"
      "nntp|oracle|pop3|postgresql|radius|radius_accounting|sasp|smb|smtp|soap|virtual_location|wap|wmi|firepass|"
      "module_score|external|scripted",
      without_common(name));
}
bool is_factory_profile(std::string_view name) {
  static const Config nothing;
  if (!kind_of(nothing, std::string(common) + std::string(without_common(name))).empty()) return true;
  return without_common(name).ends_with("-default-serverssl") ||
         is_alternative(
             "ASM|apm-enduser-if-cache|bot-defense|certificateauthority|classification_apm_swg|classification_pem|"
             "clientldap|connectivity|dhcpv4|dhcpv4_fwd|dhcpv6|dhcpv6_fwd|diameter|diameter-endpoint|dns|dns-logging|"
             "dos|fix|ftp|gtp|http-proxy-connect|icap|ilx|imap|ipother|ipsecalg|mapt|mqtt|mssql|netflow|ocsp|pcp|pop3|"
             "pptp|qoe|quic|radiusLB|radiusLB-subscriber-aware|ramcache|remotedesktop|request-log|requestadapt|"
             "responseadapt|rba|rtsp|sctp|serverldap|serverssl|serverssl-insecure-compatible|serverssl-secure|sip|"
             "sipsession|sipsession-alg|smtp|smtps|socks|spdy|splitsessionclient|splitsessionserver|stats|tftp|"
             "traffic-acceleration|vdi|wa-cache|ppp|subscriber-management|spm|protocol-inspection|websso",
             without_common(name));
}
bool is_factory_persistence(std::string_view name) {
  return is_alternative("cookie|dest_addr|hash|host|msrdp|sip_info|source_addr|ssl|universal", without_common(name));
}
bool is_factory_rule(std::string_view name) {
  name = without_common(name);
  return name.starts_with("_sys_") || name.starts_with("sys_");
}

bool is_word(std::string_view name) {
  return !is_alternative("and|min|of|none|default|{|}", name) && !name.starts_with('#') &&
         name.find_first_not_of("0123456789") != std::string_view::npos;
}
bool is_monitor(std::string_view name) { return is_word(name) && !is_factory_monitor(name); }
bool is_profile(std::string_view name) { return is_word(name) && !is_factory_profile(name); }
bool is_persistence(std::string_view name) { return is_word(name) && !is_factory_persistence(name); }
bool is_rule(std::string_view name) { return is_word(name) && !is_factory_rule(name); }
/// What begins with a digit is a port, which is there without a definition.
bool is_trunk(std::string_view name) { return is_word(name) && !(name.front() >= '0' && name.front() <= '9'); }
bool is_vlan(std::string_view name) { return is_word(name) && without_common(name) != "http-tunnel"; }
bool is_device_group(std::string_view name) { return without_common(name) != "device_trust_group"; }
bool is_traffic_group(std::string_view name) {
  return !is_alternative("traffic-group-1|traffic-group-local-only", without_common(name)) && is_word(name);
}
bool is_any_address(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  return name.starts_with("any") || name.starts_with("0.0.0.0") || name.starts_with("::.");
}
bool is_address(std::string_view name) { return !is_any_address(name); }

/// `10.0.0.1:80` and `2001:db8::1.80` without their ports.
std::string_view without_port(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string_view::npos) return name;
  if (name.find(':') == colon) return name.substr(0, colon);
  return name.substr(0, name.rfind('.'));
}

/// Names hold in the partition Common where they do not say another.
std::string normal(std::string_view kind, std::string_view name) {
  if (kind == "node" || kind == "virtual-address" || kind.empty()) name = without_port(name);
  const bool of_daemon = is_alternative("access-list|prefix-list|route-map|peer-group|interface|trunk", kind);
  if (name.starts_with('/') || name.empty() || of_daemon) return std::string(name);
  return std::string(common).append(name);
}

/// Kinds that differ by type, and the texts of their rules.
class TypedRules {
 public:
  TypedRules() {
    for (const std::string_view type : profile_types) add("ltm profile ", "profile ", type, profiles_);
    for (const std::string_view type : monitor_types) add("ltm monitor ", "monitor ", type, monitors_);
    for (const std::string_view type : persistence_types) add("ltm persistence ", "persistence ", type, persistences_);
    use("ltm virtual/profiles/> $", "profile", "virtual profile", profiles_, &is_profile);
    use("ltm monitor https/ssl-profile $", "profile server-ssl", "monitor https ssl-profile", profiles_, &is_profile);
    use("ltm profile/defaults-from $", {}, "profile defaults-from", profiles_, nullptr);
    use("ltm pool/> monitor $$", "monitor", "pool monitor", monitors_, &is_monitor);
    use("ltm pool/members/monitor $$", "monitor", "pool member monitor", monitors_, &is_monitor);
    use("ltm node/monitor $$", "monitor", "node monitor", monitors_, &is_monitor);
    use("ltm default-node-monitor/rule $$", "monitor", "default node monitor", monitors_, &is_monitor);
    use("ltm monitor/defaults-from $", {}, "monitor defaults-from", monitors_, nullptr);
    use("ltm virtual/persist/> $", "persistence", "virtual persist persistence", persistences_, &is_persistence);
    use("ltm virtual/fallback-persistence $", "persistence", "virtual fallback-persistence", persistences_,
        &is_persistence);
    use("ltm persistence/defaults-from $", {}, "persistence defaults-from", persistences_, nullptr);
  }
  [[nodiscard]] std::span<const ReferenceRule> rules() const { return rules_; }

 private:
  void add(std::string_view path, std::string_view kind, std::string_view type, std::string& all) {
    const std::string_view named = texts_.emplace_back(std::string(kind).append(type));
    rules_.push_back({texts_.emplace_back(std::string(path).append(type).append(" $")), named});
    all.append(all.empty() ? "" : "|").append(named);
  }
  /// Also a use of one that comes with the device and was changed, which is never undefined.
  void use(std::string_view path, std::string_view kind, std::string_view context, std::string_view kinds,
           bool (*accepts)(std::string_view)) {
    if (!kind.empty()) rules_.push_back({path, kind, context, kinds, false, accepts});
    rules_.push_back({path, {}, context, kinds, false, &is_word});
  }

  std::deque<std::string> texts_;
  std::string profiles_, monitors_, persistences_;
  std::vector<ReferenceRule> rules_;
};

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"ltm node $", "node"},
    {"ltm pool $", "pool"},
    {"ltm rule $", "rule"},
    {"ltm policy $", "policy"},
    {"ltm snatpool $", "snatpool"},
    {"ltm snat-translation $", "snat-translation"},
    {"ltm virtual-address $", "virtual-address"},
    {"ltm virtual $", "virtual", {}, {}, true},
    {"ltm data-group internal|external $", "data-group", {}, {}, true},
    {"net vlan $", "vlan"},
    {"net tunnels tunnel $", "vlan", {}, {}, true},
    {"net vlan-group $", "vlan", {}, {}, true},
    {"net interface $", "interface", {}, {}, true},
    {"net trunk $", "trunk"},
    {"net self $", "self", {}, {}, true},
    {"net routing route-map $", "route-map"},
    {"net routing prefix-list $", "prefix-list"},
    {"net routing access-list $", "access-list"},
    {"cm device $", "device", {}, {}, true},
    {"cm device-group $", "device-group", {}, {}, false, &is_device_group},
    {"cm traffic-group $", "traffic-group"},
    {"sys ha-group $", "ha-group"},
    {"security firewall address-list $", "firewall address-list"},
    {"security firewall port-list $", "firewall port-list"},
    {"security firewall rule-list $", "firewall rule-list"},
    {"security firewall policy $", "firewall policy"},
    {"apm profile access $", "profile", {}, {}, true},
});

constexpr auto traffic_uses = std::to_array<ReferenceRule>({
    {"ltm pool/members/> $", "node", "pool member", {}, false, &is_word},
    {"ltm virtual/> pool $", "pool", "virtual pool", {}, false, &is_word},
    {"ltm virtual/source-address-translation/pool $",
     "snatpool",
     "virtual source-address-translation pool",
     {},
     false,
     &is_word},
    {"ltm virtual/snatpool $", "snatpool", "virtual snatpool", {}, false, &is_word},
    {"ltm virtual/rules/> $", "rule", "virtual rules rule", {}, false, &is_rule},
    {"ltm virtual/policies/> $", "policy", "virtual policies policy", {}, false, &is_word},
    {"ltm virtual/> destination $", "virtual-address", "virtual destination", {}, false, &is_address},
    {"ltm virtual/> destination $", {}, "virtual destination", "virtual-address"},
    {"ltm virtual/vlans/> $", "vlan", "virtual vlans vlan", {}, false, &is_vlan},
    {"ltm virtual/fw-enforced-policy|fw-staged-policy $", "firewall policy", "virtual firewall policy"},
    {"ltm policy/pool $", "pool", "policy forward pool", {}, false, &is_word},
    {"ltm policy/forward * pool $", "pool", "policy forward pool", {}, false, &is_word},
    {"ltm snat/snatpool $", "snatpool", "snat snatpool", {}, false, &is_word},
    {"ltm snat/vlans/> $", "vlan", "snat vlans vlan", {}, false, &is_vlan},
    {"ltm snat/translation $", "snat-translation", "snat translation", {}, false, &is_word},
    {"ltm snatpool/members/> $", "snat-translation", "snatpool members member", {}, false, &is_word},
    {"ltm virtual-address/traffic-group $",
     "traffic-group",
     "virtual-address traffic-group",
     {},
     false,
     &is_traffic_group},
    {"net self/> vlan $", "vlan", "self vlan", {}, false, &is_vlan},
    {"net self/> traffic-group $", "traffic-group", "self traffic-group", {}, false, &is_traffic_group},
    {"net self/fw-enforced-policy $", "firewall policy", "self firewall policy"},
    {"net vlan/interfaces/> $", "interface", "vlan interface", "interface|trunk", false, &is_trunk},
    {"net vlan-group/members/> $", "vlan", "vlan-group member"},
    {"net route-domain/vlans/> $", {}, "route-domain vlan", "vlan"},
    {"net trunk/interfaces/> $", "interface", "trunk interface", {}, false, &is_trunk},
    {"net route/interface $", "vlan", "route interface", {}, false, &is_vlan},
    {"cm device-group/devices/> $", "device", "device-group device"},
    {"cm traffic-group/ha-group $", "ha-group", "traffic-group ha-group", {}, false, &is_word},
    {"sys ha-group/pools/> $", "pool", "ha-group pool"},
    {"sys ha-group/trunks/> $", "trunk", "ha-group trunk"},
    {"sys file|folder/device-group $", "device-group", "folder device-group", {}, false, &is_word},
    {"sys folder/traffic-group $", {}, "folder traffic-group", "traffic-group"},
    {"security firewall/address-lists/> $", "firewall address-list", "firewall rule address-list"},
    {"security firewall/port-lists/> $", "firewall port-list", "firewall rule port-list"},
    {"security firewall/rule-list $", "firewall rule-list", "firewall policy rule-list"},
    {"net routing bgp/neighbor/address-family/ipv4/route-map/in $",
     "route-map",
     "bgp neighbor address-family ipv4 route-map in",
     {},
     false,
     &is_word},
    {"net routing bgp/neighbor/address-family/ipv4/route-map/out $",
     "route-map",
     "bgp neighbor address-family ipv4 route-map out",
     {},
     false,
     &is_word},
    {"net routing bgp/neighbor/address-family/ipv6/route-map/in $",
     "route-map",
     "bgp neighbor address-family ipv6 route-map in",
     {},
     false,
     &is_word},
    {"net routing bgp/neighbor/address-family/ipv6/route-map/out $",
     "route-map",
     "bgp neighbor address-family ipv6 route-map out",
     {},
     false,
     &is_word},
    {"net routing bgp/redistribute/kernel/route-map $",
     "route-map",
     "bgp address-family redistribute kernel route-map",
     {},
     false,
     &is_word},
    {"net routing bgp/redistribute/^ kernel/route-map $",
     "route-map",
     "bgp redistribute route-map",
     {},
     false,
     &is_word},
    {"net routing bgp/prefix-list/in|out $", "prefix-list", "bgp neighbor prefix-list", {}, false, &is_word},
    {"net routing bgp/neighbor/update-source $", "vlan", "bgp neighbor update-source", {}, false, &is_word},
    {"net routing route-map/prefix-list $", "prefix-list", "route-map match prefix-list", {}, false, &is_word},
});

bool is_peer_group(std::string_view name) {
  return name.find_first_of(".:") == std::string_view::npos && !name.starts_with('/');
}

/// The routing daemon's own configuration, where it stands behind that of tmsh.
constexpr auto imish = std::to_array<ReferenceRule>({
    {"access-list $ permit|deny|remark", "access-list"},
    {"ip prefix-list $ seq|permit|deny", "prefix-list"},
    {"route-map $ permit|deny", "route-map"},
    {"neighbor $ peer-group .", "peer-group", {}, {}, false, &is_peer_group},
    {"neighbor * peer-group $", "peer-group", "neighbor peer-group"},
    {"neighbor * route-map $ in", "route-map", "bgp neighbor route-map in"},
    {"neighbor * route-map $ out", "route-map", "bgp neighbor route-map out"},
    {"neighbor * prefix-list $ in|out", "prefix-list", "bgp neighbor prefix-list"},
    {"neighbor * distribute-list $ in|out", "access-list", "bgp neighbor distribute-list"},
    {"redistribute ... route-map $", "route-map", "bgp redistribute route-map"},
    {"match ip address prefix-list $", "prefix-list", "route-map match prefix-list"},
    {"match ip address !prefix-list $ .", "access-list", "route-map match access-list"},
});

}  // namespace

References references(std::string_view bytes) {
  static const TypedRules typed;
  static const std::vector<ReferenceRule> rules = joined({definitions, typed.rules(), traffic_uses, imish});
  static const ReferenceTable table(rules, {.negation = "no", .normal = &normal, .scope = {}, .quotes = true});
  return table.find(read_config(bytes).tree);
}

}  // namespace muster::grammars::f5_bigip
