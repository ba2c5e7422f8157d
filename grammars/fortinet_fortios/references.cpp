#include "grammars/fortinet_fortios/references.hpp"

#include <array>

#include "grammars/fortinet_fortios/reader.hpp"
#include "grammars/reference_rules.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr std::string_view addresses = "address|addrgrp|vip|vipgrp|address6|addrgrp6|vip6|vipgrp6|wildcard-fqdn";
constexpr std::string_view addresses4 = "address|addrgrp|vip|vipgrp";
constexpr std::string_view addresses6 = "address6|addrgrp6|vip6|vipgrp6";
constexpr std::string_view services = "service custom|service group";
constexpr std::string_view interfaces = "interface|zone|sdwan zone|phase1-interface";
constexpr std::string_view schedules = "schedule onetime|schedule recurring|schedule group";
constexpr std::string_view pools = "ippool";

bool is_address(std::string_view name) {
  return !is_alternative(
      "all|none|FABRIC_DEVICE|FIREWALL_AUTH_PORTAL_ADDRESS|SSLVPN_TUNNEL_ADDR1|SSLVPN_TUNNEL_IPv6_ADDR1|EMS_ALL_"
      "UNKNOWN_CLIENTS|"
      "EMS_ALL_UNMANAGEABLE_CLIENTS",
      name);
}
// What every device has from the factory on is defined, and no finding where nothing uses it.
/// Services that every device has from the factory on.
bool is_service(std::string_view name) {
  return !is_alternative(
      "ALL|ANY|ALL_TCP|ALL_UDP|ALL_ICMP|ALL_ICMP6|AFS3|AH|AOL|BGP|CVSPSERVER|DCE-RPC|DHCP|DHCP6|DNS|ESP|FINGER|FTP|FTP_"
      "GET|FTP_PUT|"
      "GOPHER|GRE|GTP|H323|HTTP|HTTPS|ICMP_ANY|IKE|IMAP|IMAPS|INFO_ADDRESS|INFO_REQUEST|IRC|Internet-Locator-Service|"
      "KERBEROS|L2TP|LDAP|LDAP_UDP|MGCP|MMS|MS-SQL|MYSQL|NFS|NNTP|NONE|NTP|NetMeeting|ONC-RPC|OSPF|PC-Anywhere|PING|"
      "PING6|POP3|POP3S|PPTP|QUAKE|RADIUS|RADIUS-OLD|RAUDIO|RDP|REXEC|RIP|RLOGIN|RSH|RTSP|SAMBA|SCCP|SIP|SIP-"
      "MSNmessenger|"
      "SMB|SMTP|SMTPS|SNMP|SOCKS|SQUID|SSH|SYSLOG|TALK|TELNET|TFTP|TIMESTAMP|TRACEROUTE|UDP|UUCP|VDOLIVE|VNC|WAIS|"
      "WINFRAME|"
      "WINS|X-WINDOWS|webproxy|Email Access|Web Access|Windows AD|Exchange Server",
      name);
}
bool is_interface(std::string_view name) {
  return !is_alternative("any|virtual-wan-link|root|modem", name) && !name.starts_with("ssl.") &&
         !name.starts_with("l2t.") && !name.starts_with("naf.") && !name.starts_with("npu");
}
bool is_schedule(std::string_view name) { return !is_alternative("always|none|default-darrp-optimize", name); }
bool is_profile(std::string_view name) {
  return !name.ends_with("default") && !name.starts_with("default") && !name.starts_with("all_default") &&
         !is_alternative(
             "certificate-inspection|deep-inspection|custom-deep-inspection|no-inspection|sniffer-profile|"
             "wifi-default|high-security|high_security|flow-monitor-all|protect_client|protect_http_server|protect_"
             "email_server|block-p2p|block-high-"
             "risk|"
             "monitor-p2p-and-media|monitor-all|strict|web-filter-flow|block-security-risks|g-default|g-wifi-default|"
             "high-priority|medium-priority|low-priority|guarantee-100kbps|shared-1M-pipe",
             name);
}
bool is_user(std::string_view name) { return !is_alternative("guest|Guest-group|SSO_Guest_Users", name); }

constexpr auto definitions = std::to_array<ReferenceRule>({
    {"config firewall address/> edit $", "address", {}, {}, false, &is_address},
    {"config firewall address6/> edit $", "address6", {}, {}, false, &is_address},
    {"config firewall multicast-address/> edit $", "multicast-address", {}, {}, true},
    {"config firewall addrgrp/> edit $", "addrgrp"},
    {"config firewall addrgrp6/> edit $", "addrgrp6"},
    {"config firewall vip/> edit $", "vip"},
    {"config firewall vip6/> edit $", "vip6"},
    {"config firewall vipgrp/> edit $", "vipgrp"},
    {"config firewall vipgrp6/> edit $", "vipgrp6"},
    {"config firewall wildcard-fqdn custom/> edit $", "wildcard-fqdn", {}, {}, true},
    {"config firewall ippool/> edit $", "ippool"},
    {"config firewall ippool6/> edit $", "ippool6"},
    {"config firewall service custom/> edit $", "service custom", {}, {}, false, &is_service},
    {"config firewall service group/> edit $", "service group", {}, {}, false, &is_service},
    {"config firewall service category/> edit $", "service category", {}, {}, true},
    {"config firewall schedule onetime/> edit $", "schedule onetime", {}, {}, false, &is_schedule},
    {"config firewall schedule recurring/> edit $", "schedule recurring", {}, {}, false, &is_schedule},
    {"config firewall schedule group/> edit $", "schedule group"},
    {"config firewall shaper traffic-shaper/> edit $", "traffic-shaper", {}, {}, false, &is_profile},
    {"config firewall shaper per-ip-shaper/> edit $", "per-ip-shaper"},
    {"config firewall profile-group/> edit $", "profile-group"},
    {"config firewall profile-protocol-options/> edit $", "profile-protocol-options", {}, {}, false, &is_profile},
    {"config firewall ssl-ssh-profile/> edit $", "ssl-ssh-profile", {}, {}, false, &is_profile},
    {"config antivirus profile/> edit $", "antivirus profile", {}, {}, false, &is_profile},
    {"config ips sensor/> edit $", "ips sensor", {}, {}, false, &is_profile},
    {"config webfilter profile/> edit $", "webfilter profile", {}, {}, false, &is_profile},
    {"config dnsfilter profile/> edit $", "dnsfilter profile", {}, {}, false, &is_profile},
    {"config emailfilter|spamfilter profile/> edit $", "emailfilter profile", {}, {}, false, &is_profile},
    {"config application list/> edit $", "application list", {}, {}, false, &is_profile},
    {"config waf profile/> edit $", "waf profile", {}, {}, false, &is_profile},
    {"config voip profile/> edit $", "voip profile", {}, {}, false, &is_profile},
    {"config dlp sensor|profile/> edit $", "dlp sensor", {}, {}, false, &is_profile},
    {"config file-filter profile/> edit $", "file-filter profile", {}, {}, false, &is_profile},
    {"config user group/> edit $", "user group", {}, {}, false, &is_user},
    {"config user local/> edit $", "user local", {}, {}, false, &is_user},
    {"config user radius/> edit $", "user radius"},
    {"config user tacacs+/> edit $", "user tacacs+"},
    {"config user ldap/> edit $", "user ldap"},
    {"config user saml/> edit $", "user saml"},
    {"config user peer/> edit $", "user peer"},
    {"config system interface/> edit $", "interface", {}, {}, true},
    {"config system zone/> edit $", "zone"},
    {"config system sdwan/config zone/> edit $", "sdwan zone"},
    {"config system accprofile/> edit $", "accprofile"},
    {"config vpn ipsec phase1-interface/> edit $", "phase1-interface"},
    {"config vpn ipsec phase1/> edit $", "phase1"},
    {"config vpn ipsec phase2-interface|phase2/> edit $", "phase2", {}, {}, true},
    {"config router access-list/> edit $", "access-list"},
    {"config router access-list6/> edit $", "access-list6"},
    {"config router prefix-list/> edit $", "prefix-list"},
    {"config router prefix-list6/> edit $", "prefix-list6"},
    {"config router route-map/> edit $", "route-map"},
    {"config router aspath-list/> edit $", "aspath-list"},
    {"config router community-list/> edit $", "community-list"},
    {"config router key-chain/> edit $", "key-chain"},
    {"config router bgp/config neighbor-group/> edit $", "neighbor-group"},
});

constexpr auto policy_uses = std::to_array<ReferenceRule>({
    {"config firewall policy|policy6|shaping-policy|multicast-policy|proxy-policy/edit/> srcintf $$",
     "interface or zone", "policy srcintf", interfaces, false, &is_interface},
    {"config firewall policy|policy6|shaping-policy|multicast-policy|proxy-policy/edit/> dstintf $$",
     "interface or zone", "policy dstintf", interfaces, false, &is_interface},
    {"config firewall policy/edit/> srcaddr $$", "address or addrgrp", "policy srcaddr", addresses, false, &is_address},
    {"config firewall policy/edit/> dstaddr $$", "address or addrgrp", "policy dstaddr", addresses, false, &is_address},
    {"config firewall policy/edit/> srcaddr6 $$", "address6 or addrgrp6", "policy srcaddr6", addresses6, false,
     &is_address},
    {"config firewall policy/edit/> dstaddr6 $$", "address6 or addrgrp6", "policy dstaddr6", addresses6, false,
     &is_address},
    {"config firewall policy6/edit/> srcaddr|dstaddr $$", "address6 or addrgrp6", "policy6 address", addresses6, false,
     &is_address},
    {"config firewall multicast-policy/edit/> srcaddr|dstaddr $$", "address or multicast-address",
     "multicast-policy address", "address|addrgrp|multicast-address", false, &is_address},
    {"config firewall shaping-policy|proxy-policy|local-in-policy|DoS-policy|interface-policy/edit/> srcaddr|dstaddr "
     "$$",
     "address or addrgrp", "policy address", addresses, false, &is_address},
    {"config firewall local-in-policy6/edit/> srcaddr|dstaddr $$", "address6 or addrgrp6", "local-in-policy6 address",
     addresses6, false, &is_address},
    {"config firewall local-in-policy|local-in-policy6|DoS-policy|interface-policy/edit/> intf|interface $$",
     "interface or zone", "policy interface", interfaces, false, &is_interface},
    {"config firewall policy|policy6|shaping-policy|proxy-policy|local-in-policy|local-in-policy6|DoS-policy|"
     "interface-policy/edit/> service $$",
     "service", "policy service", services, false, &is_service},
    {"config firewall policy|policy6|local-in-policy|local-in-policy6|multicast-policy|proxy-policy/edit/> schedule $",
     "schedule", "policy schedule", schedules, false, &is_schedule},
    {"config firewall policy/edit/> poolname $$", "ippool", "policy poolname", pools},
    {"config firewall policy/edit/> poolname6 $$", "ippool6", "policy poolname6"},
    {"config firewall central-snat-map/edit/> nat-ippool $$", "ippool", "central-snat-map nat-ippool", pools},
    {"config firewall central-snat-map/edit/> orig-addr|dst-addr $$", "address or addrgrp", "central-snat-map address",
     addresses4, false, &is_address},
    {"config firewall central-snat-map/edit/> srcintf|dstintf $$", "interface or zone", "central-snat-map interface",
     interfaces, false, &is_interface},
    {"config firewall policy|policy6|proxy-policy/edit/> groups|fsso-groups $$",
     "user group",
     "policy groups",
     {},
     false,
     &is_user},
    {"config firewall policy|policy6|proxy-policy/edit/> users $$", "user local", "policy users", {}, false, &is_user},
    {"config firewall policy/edit/> vpntunnel $", "phase1", "policy vpntunnel"},
    {"config firewall policy|shaping-policy/edit/> traffic-shaper|traffic-shaper-reverse $",
     "traffic-shaper",
     "policy traffic-shaper",
     {},
     false,
     &is_profile},
    {"config firewall policy|shaping-policy/edit/> per-ip-shaper $", "per-ip-shaper", "policy per-ip-shaper"},
    {"config firewall/edit/> profile-group $", "profile-group", "policy profile-group", {}, false, &is_profile},
    {"config firewall/profile-protocol-options $",
     "profile-protocol-options",
     "policy profile-protocol-options",
     {},
     false,
     &is_profile},
    {"config firewall/ssl-ssh-profile $", "ssl-ssh-profile", "policy ssl-ssh-profile", {}, false, &is_profile},
    {"config firewall/av-profile $", "antivirus profile", "policy av-profile", {}, false, &is_profile},
    {"config firewall/ips-sensor $", "ips sensor", "policy ips-sensor", {}, false, &is_profile},
    {"config firewall/webfilter-profile $", "webfilter profile", "policy webfilter-profile", {}, false, &is_profile},
    {"config firewall/dnsfilter-profile $", "dnsfilter profile", "policy dnsfilter-profile", {}, false, &is_profile},
    {"config firewall/emailfilter-profile|spamfilter-profile $",
     "emailfilter profile",
     "policy emailfilter-profile",
     {},
     false,
     &is_profile},
    {"config firewall/application-list $", "application list", "policy application-list", {}, false, &is_profile},
    {"config firewall/waf-profile $", "waf profile", "policy waf-profile", {}, false, &is_profile},
    {"config firewall/voip-profile $", "voip profile", "policy voip-profile", {}, false, &is_profile},
    {"config firewall/dlp-sensor|dlp-profile $", "dlp sensor", "policy dlp-sensor", {}, false, &is_profile},
    {"config firewall/file-filter-profile $",
     "file-filter profile",
     "policy file-filter-profile",
     {},
     false,
     &is_profile},
});

constexpr auto object_uses = std::to_array<ReferenceRule>({
    {"config firewall addrgrp/member|exclude-member $$", "address or addrgrp", "addrgrp member", addresses, false,
     &is_address},
    {"config firewall addrgrp6/member|exclude-member $$", "address6 or addrgrp6", "addrgrp6 member", addresses6, false,
     &is_address},
    {"config firewall vipgrp/member $$", "vip", "vipgrp member"},
    {"config firewall vipgrp6/member $$", "vip6", "vipgrp6 member"},
    {"config firewall service group/member $$", "service", "service group member", services, false, &is_service},
    {"config firewall schedule group/member $$", "schedule", "schedule group member", schedules, false, &is_schedule},
    {"config firewall address|address6/edit/> associated-interface $", "interface or zone",
     "address associated-interface", interfaces, false, &is_interface},
    {"config firewall vip|vipgrp/edit/> extintf|interface $", "interface or zone", "vip interface", interfaces, false,
     &is_interface},
    {"config firewall ippool/edit/> associated-interface $", "interface", "ippool associated-interface", interfaces,
     false, &is_interface},
    {"config system zone/interface $$", "interface", "zone interface", interfaces, false, &is_interface},
    {"config system sdwan|virtual-wan-link/config members/interface $", "interface", "sdwan member interface",
     interfaces, false, &is_interface},
    {"config system sdwan/config members/zone $", "sdwan zone", "sdwan member zone", {}, false, &is_interface},
    {"config system interface/edit/> interface $", "interface", "interface interface", interfaces, false,
     &is_interface},
    {"config system interface/edit/> member $$", "interface", "interface member", {}, false, &is_interface},
    {"config system switch-interface/edit/> member $$",
     "interface",
     "switch-interface member",
     {},
     false,
     &is_interface},
    {"config system dhcp server/edit/> interface $", "interface", "dhcp server interface", {}, false, &is_interface},
    {"config system ha/hbdev|monitor|session-sync-dev $$",
     "interface",
     "ha interface",
     {},
     false,
     [](std::string_view name) { return name.find_first_not_of("0123456789") != std::string_view::npos; }},
    {"config system admin/edit/> accprofile $",
     "accprofile",
     "admin accprofile",
     {},
     false,
     [](std::string_view name) {
       return !is_alternative("super_admin|super_admin_readonly|prof_admin|no_access", name);
     }},
    {"config system admin/edit/> accprofile $", {}, "admin accprofile", "accprofile"},
    {"config system admin|api-user/edit/> remote-group $", "user group", "admin remote-group"},
    {"config system api-user/edit/> accprofile $", {}, "api-user accprofile", "accprofile"},
    {"config router static|static6/edit/> device $", "interface", "static route device", interfaces, false,
     &is_interface},
    {"config router static|static6/edit/> sdwan-zone $$",
     "sdwan zone",
     "static route sdwan-zone",
     {},
     false,
     &is_interface},
    {"config router static/edit/> dstaddr $", "address or addrgrp", "static route dstaddr", addresses4},
    {"config router policy|policy6/edit/> input-device|output-device $$", "interface", "policy route device",
     interfaces, false, &is_interface},
    {"config router policy/edit/> srcaddr|dstaddr $$", "address or addrgrp", "policy route address", addresses4, false,
     &is_address},
    {"config user group/edit/> member $$", "user", "user group member",
     "user local|user radius|user tacacs+|user ldap|user saml|user peer|user group", false, &is_user},
    {"config vpn ipsec phase1-interface|phase1/edit/> interface $", "interface", "phase1 interface", interfaces, false,
     &is_interface},
    {"config vpn ipsec phase1-interface|phase1/edit/> authusrgrp|usrgrp $", "user group", "phase1 user group"},
    {"config vpn ipsec phase1-interface|phase1/edit/> peer $", "user peer", "phase1 peer"},
    {"config vpn ipsec phase2-interface/edit/> phase1name $", "phase1-interface", "phase2 phase1name"},
    {"config vpn ipsec phase2/edit/> phase1name $", "phase1", "phase2 phase1name"},
    {"config vpn ipsec phase2-interface|phase2/edit/> src-name|dst-name $", "address or addrgrp", "phase2 selector",
     addresses4, false, &is_address},
    {"config vpn ssl settings/source-interface $$", "interface or zone", "ssl vpn source-interface", interfaces, false,
     &is_interface},
    {"config vpn ssl settings/tunnel-ip-pools|source-address $$", "address or addrgrp", "ssl vpn address", addresses4,
     false, &is_address},
    {"config vpn ssl settings/groups $$", "user group", "ssl vpn groups", {}, false, &is_user},
    {"config vpn ssl settings/users $$", "user local", "ssl vpn users", {}, false, &is_user},
    {"config vpn ssl web portal/ip-pools|split-tunneling-routing-address $$", "address or addrgrp",
     "ssl vpn portal address", addresses4, false, &is_address},
});

constexpr auto router_uses = std::to_array<ReferenceRule>({
    {"config router bgp/config neighbor|neighbor-group/edit/> route-map-in $", "route-map",
     "bgp neighbor route-map-in"},
    {"config router bgp/config neighbor|neighbor-group/edit/> route-map-out $", "route-map",
     "bgp neighbor route-map-out"},
    {"config router bgp/config neighbor|neighbor-group/edit/> route-map-in6|route-map-out6|route-map-out-preferable|"
     "unsuppress-map|default-originate-routemap $",
     "route-map", "bgp neighbor route-map"},
    {"config router bgp/config neighbor|neighbor-group/edit/> prefix-list-in|prefix-list-out $", "prefix-list",
     "bgp neighbor prefix-list"},
    {"config router bgp/config neighbor|neighbor-group/edit/> prefix-list-in6|prefix-list-out6 $", "prefix-list6",
     "bgp neighbor prefix-list6"},
    {"config router bgp/config neighbor|neighbor-group/edit/> distribute-list-in|distribute-list-out $", "access-list",
     "bgp neighbor distribute-list"},
    {"config router bgp/config neighbor|neighbor-group/edit/> filter-list-in|filter-list-out $", "aspath-list",
     "bgp neighbor filter-list"},
    {"config router bgp/config neighbor|neighbor-group/edit/> update-source|interface $", "interface",
     "bgp neighbor update-source", interfaces},
    {"config router bgp/config neighbor-range|neighbor/edit/> neighbor-group $", "neighbor-group",
     "bgp neighbor neighbor-group"},
    {"config router bgp/config network|network6/edit/> route-map $", "route-map", "bgp network route-map"},
    {"config router bgp|ospf|ospf6|rip|isis/config redistribute/edit/> route-map|routemap $", "route-map",
     "redistribute route-map"},
    {"config router bgp|ospf|ospf6|rip|isis/config redistribute6/edit/> route-map|routemap $", "route-map",
     "redistribute route-map"},
    {"config router ospf/distribute-list-in $", "access-list", "ospf distribute-list-in", "access-list|prefix-list"},
    {"config router ospf|ospf6/config ospf-interface|ospf6-interface/interface $", "interface", "ospf interface",
     interfaces},
    {"config router route-map/match-ip-address $", "access-list", "route-map match-ip-address",
     "access-list|prefix-list"},
    {"config router route-map/match-ip-nexthop $", "access-list", "route-map match-ip-nexthop",
     "access-list|prefix-list"},
    {"config router route-map/match-ip6-address $", "access-list6", "route-map match-ip6-address",
     "access-list6|prefix-list6"},
    {"config router route-map/match-as-path $", "aspath-list", "route-map match-as-path"},
    {"config router route-map/match-community $", "community-list", "route-map match-community"},
    {"config router/keychain|auth-keychain-l1|auth-keychain-l2 $", "key-chain", "router key-chain"},
});

}  // namespace

References references(std::string_view bytes) {
  static const std::vector<ReferenceRule> rules = joined({definitions, policy_uses, object_uses, router_uses});
  static const ReferenceTable table(
      rules, {.negation = "unset", .normal = nullptr, .scope = "config vdom/edit $", .quotes = true});
  return table.find(read_config(bytes).tree);
}

}  // namespace muster::grammars::fortinet_fortios
