#include "grammars/fortinet_fortios/config.hpp"

/// The remaining blocks at top level: declared, and either of no account to any rule or not modelled.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr std::string_view inspection = "inspection of permitted sessions";
constexpr std::string_view wireless = "access points and their radios, which are devices of their own";
constexpr std::string_view switches = "managed switches, which are devices of their own";
constexpr std::string_view pages = "pages, reports and labels";
constexpr std::string_view upkeep = "licences, updates, hardware and upkeep";
constexpr std::string_view certificates = "certificates: their keys are redacted, and no rule asks for them";
constexpr std::string_view clients = "service for clients: names, leases, acceleration";
constexpr std::string_view fabric = "what the device tells to and takes from other products";
constexpr std::string_view tunnels = "portals and tunnels of users";
constexpr std::string_view objects = "objects that rules name; a rule says itself that it is narrowed by one";

constexpr auto inspection_words =
    words("config webfilter", "config antivirus", "config ips", "config application", "config dlp",
          "config emailfilter", "config spamfilter", "config dnsfilter", "config file-filter", "config icap",
          "config voip", "config waf", "config videofilter", "config ssh-filter", "config sctp-filter", "config cifs",
          "config casb", "config virtual-patch", "config diameter-filter", "config telemetry-controller", "config gtp",
          "config pfcp", "config endpoint-control", "config client-reputation", "config netscan", "config ztna",
          "config firewall profile-protocol-options", "config firewall ssl-ssh-profile",
          "config firewall deep-inspection-options", "config firewall ssl", "config firewall ssl-server",
          "config firewall ssh setting", "config firewall ssh host-key", "config firewall ssh local-ca",
          "config firewall ssh local-key", "config firewall profile-group", "config firewall mms-profile",
          "config firewall carrier-endpoint-bwl", "config firewall gtp", "config firewall vendor-mac",
          "config firewall vendor-mac-summary", "config firewall decrypted-traffic-mirror",
          "config firewall DoS-policy", "config firewall DoS-policy6", "config firewall interface-policy",
          "config firewall interface-policy6", "config firewall sniffer", "config firewall on-demand-sniffer",
          "config firewall access-proxy", "config firewall access-proxy6", "config firewall access-proxy-virtual-host",
          "config firewall access-proxy-ssh-client-cert", "config firewall auth-portal",
          "config firewall identity-based-route", "config firewall dnstranslation", "config firewall ldb-monitor",
          "config firewall global", "config user quarantine", "config user nac-policy");

constexpr auto object_words = words(
    "config firewall schedule", "config firewall internet-service-name", "config firewall internet-service-definition",
    "config firewall internet-service-group", "config firewall internet-service-custom",
    "config firewall internet-service-custom-group", "config firewall internet-service-addition",
    "config firewall internet-service-append", "config firewall internet-service-extension",
    "config firewall internet-service", "config firewall internet-service-sld",
    "config firewall internet-service-fortiguard", "config firewall internet-service-ipbl-reason",
    "config firewall internet-service-ipbl-vendor", "config firewall internet-service-list",
    "config firewall internet-service-owner", "config firewall internet-service-reputation",
    "config firewall internet-service-subapp", "config firewall internet-service-botnet",
    "config firewall network-service-dynamic", "config firewall wildcard-fqdn", "config firewall region",
    "config firewall proxy-address", "config firewall proxy-addrgrp", "config firewall traffic-class",
    "config firewall address6-template", "config firewall shaper", "config firewall shaping-policy",
    "config firewall shaping-profile", "config system external-resource", "config system ipip-tunnel",
    "config system object-tag", "config system geoip-override", "config system geoip-country",
    "config system object-tagging", "config user adgrp", "config user device", "config user device-category",
    "config user device-group", "config user device-access-list", "config user fortitoken", "config user peer",
    "config user peergrp", "config user fsso", "config user fsso-polling", "config user domain-controller",
    "config user krb-keytab", "config user saml", "config user security-exempt-list", "config user exchange",
    "config user pop3", "config user password-policy", "config user setting", "config user certificate",
    "config user sms-provider", "config user external-identity-provider", "config user scim", "config user vcenter",
    "config vpn certificate setting", "config authentication", "config extender-controller",
    "config extension-controller", "config system extender");

constexpr auto page_words = words(
    "config report", "config gui", "config system replacemsg", "config system replacemsg-group",
    "config system replacemsg-image", "config system custom-language", "config system vdom-property",
    "config system vdom-radius-server", "config system vdom-dns", "config system vdom-netflow",
    "config system vdom-sflow", "config system vdom-exception", "config system alias",
    "config system startup-error-log", "config alertemail", "config system alertemail", "config system email-server",
    "config system sms-server", "config system 3g-modem", "config system lte-modem", "config system wccp");

constexpr auto upkeep_words =
    words("config system storage", "config system fortiguard", "config system autoupdate", "config system auto-update",
          "config system auto-install", "config system ftm-push", "config system fortisandbox",
          "config system fortindr", "config system fortiai", "config system npu", "config system np6",
          "config system np6xlite", "config system npu-setting", "config system npu-vlink",
          "config system np6-ipsec-engine", "config system physical-switch", "config system virtual-switch",
          "config system switch-interface", "config system stp", "config system nst", "config system bypass",
          "config system session-helper", "config system session-ttl", "config system resource-limits",
          "config system virtual-wire-pair", "config system vdom-link", "config system probe-response",
          "config system link-monitor", "config system network-visibility", "config system federated-upgrade",
          "config system affinity-interrupt", "config system affinity-packet-redistribution",
          "config system speed-test-server", "config system speed-test-schedule", "config system speed-test-setting",
          "config system ike", "config system ipsec-aggregate", "config system gre-tunnel", "config system sit-tunnel",
          "config system ipv6-tunnel", "config system vxlan", "config system geneve", "config system mobile-tunnel",
          "config system pppoe-interface", "config system evpn", "config system vne-interface",
          "config system mac-address-table", "config system arp-table", "config system ipv6-neighbor-cache",
          "config system netflow", "config system sflow", "config system ips-urlfilter-dns",
          "config system ips-urlfilter-dns6", "config system tos-based-priority", "config system dscp-based-priority",
          "config system isf-queue-profile", "config system physical-port", "config system port-pair",
          "config system sdn-proxy", "config system sdn-vpn", "config system acme", "config system lldp network-policy",
          "config system health-check-fortiguard", "config dpdk", "config system elbc",
          "config system fortianalyzer-connectivity");

constexpr auto certificate_words =
    words("config vpn certificate ca", "config vpn certificate local", "config vpn certificate crl",
          "config vpn certificate remote", "config vpn certificate ocsp", "config vpn certificate ocsp-server",
          "config vpn certificate hsm-local", "config system certificate");

constexpr auto client_words =
    words("config system dns", "config system dns-database", "config system dns-server", "config system dns64",
          "config system ddns", "config system dhcp", "config system dhcp6", "config system ipam", "config wanopt",
          "config web-proxy", "config ftp-proxy", "config router multicast-flow", "config system proxy-arp",
          "config system nd-proxy", "config system nat64");

constexpr auto fabric_words =
    words("config system csf", "config system central-management", "config system management-tunnel",
          "config system sdn-connector", "config system automation-action", "config system automation-trigger",
          "config system automation-stitch", "config system automation-destination",
          "config system automation-condition", "config system auto-script", "config system security-rating",
          "config system fabric-vpn", "config system cloud-service", "config system deviceconfig", "config monitoring",
          "config system ngfw-mode-exception");

constexpr auto tunnel_words = words("config vpn ssl", "config vpn kmip-server", "config vpn qkd", "config vpn l2tp",
                                    "config vpn pptp", "config vpn ocvpn");

constexpr auto wireless_words = words("config wireless-controller");
constexpr auto switch_words = words("config switch-controller");

constexpr auto inspection_rows = ignored_each(inspection_words, inspection);
constexpr auto object_rows = ignored_each(object_words, objects);
constexpr auto page_rows = ignored_each(page_words, pages);
constexpr auto upkeep_rows = ignored_each(upkeep_words, upkeep);
constexpr auto certificate_rows = ignored_each(certificate_words, certificates);
constexpr auto client_rows = ignored_each(client_words, clients);
constexpr auto fabric_rows = ignored_each(fabric_words, fabric);
constexpr auto tunnel_rows = ignored_each(tunnel_words, tunnels);
constexpr auto wireless_rows = ignored_each(wireless_words, wireless);
constexpr auto switch_rows = ignored_each(switch_words, switches);

constexpr auto known_filter_words =
    words("config firewall multicast-policy", "config firewall multicast-policy6", "config firewall security-policy",
          "config firewall proxy-policy", "config firewall explicit-proxy-policy", "config firewall policy46",
          "config firewall policy64", "config firewall acl", "config firewall acl6", "config firewall vip46",
          "config firewall vip64", "config firewall vipgrp46", "config firewall vipgrp64",
          "config firewall hyperscale-policy", "config firewall ttl-policy", "config firewall ip-translation",
          "config firewall central-nat", "config firewall ippool_grp", "config firewall ippool-grp", "config firewall");
constexpr auto known_routing_words = words("config router policy", "config router policy6", "config router");
constexpr auto known_login_words = words("config user");

constexpr std::string_view unused = "counts only while it is on";
/// `Setting` with another value than `Usual` switches the block on, which then may affect `Reach`.
template <const std::string_view& Setting, const std::string_view& Usual, auto Reach>
inline constexpr auto idle_rows_of = std::to_array<Row>({
    {Setting, Domains::from_bits(Reach), &usually<Usual>},
    {"config", Domains::from_bits(Reach)},
    ignored<Config>("*", unused),
});
constexpr unsigned bits(Domains domains) { return domains.bits(); }

constexpr std::string_view deny = "deny";
constexpr std::string_view status = "status", routes = "multicast-routing", time_wanted = "ntpsync",
                           no_policy = "sec-default-action";
constexpr unsigned routing_bits = bits(Domain::routing), login_bits = bits(Domain::users | Domain::authentication),
                   filter_bits = bits(Domain::filters), time_bits = bits(Domain::time),
                   link_bits = bits(Domain::interfaces | Domain::routing),
                   mode_bits = bits(Domain::management | Domain::authentication);

/// Addresses of interfaces bound to hardware addresses: others are dropped.
constexpr auto binding_rows = std::to_array<Row>({
    {"bindthroughfw", Domain::filters, &usually<disabled>},
    {"bindtofw", Domain::filters, &usually<disabled>},
    {"config", Domain::filters},
    ignored<Config>("*", unused),
});
constexpr auto idle_rows = std::to_array<Row>({
    {"config router multicast", Domain::routing, &block, &idle_table<idle_rows_of<routes, disabled, routing_bits>>},
    {"config router multicast6", Domain::routing, &block, &idle_table<idle_rows_of<routes, disabled, routing_bits>>},
    {"config system saml", Domain::users | Domain::authentication, &block,
     &idle_table<idle_rows_of<status, disabled, login_bits>>},
    // The proxy lets everything through that none of its own policies decides.
    {"config web-proxy explicit", Domain::filters, &block, &idle_table<idle_rows_of<no_policy, deny, filter_bits>>},
    {"config ftp-proxy explicit", Domain::filters, &block, &idle_table<idle_rows_of<no_policy, deny, filter_bits>>},
    // Hosts may ask it to let sessions in.
    {"config system pcp-server", Domain::filters, &block, &idle_table<idle_rows_of<status, disabled, filter_bits>>},
    {"config firewall ipmacbinding setting", Domain::filters, &block, &idle_table<binding_rows>},
    ignored<Config>("config firewall ipmacbinding table", "counts only while the setting is on"),
    // Other sources of time than the NTP of the system, without keys or with keys of their own.
    {"config system ptp", Domain::time, &block, &idle_table<idle_rows_of<status, disabled, time_bits>>},
    {"config system smc-ntp", Domain::time, &block, &idle_table<idle_rows_of<time_wanted, disabled, time_bits>>},
    // Ports and default routes that are configured elsewhere than other interfaces and routes.
    {"config system dedicated-mgmt", Domain::interfaces | Domain::routing, &block,
     &idle_table<idle_rows_of<status, disabled, link_bits>>},
    {"config system modem", Domain::interfaces | Domain::routing, &block,
     &idle_table<idle_rows_of<status, disabled, link_bits>>},
    // It changes what logins and services are like where nothing is said of them.
    {"config system fips-cc", Domain::management | Domain::authentication, &block,
     &idle_table<idle_rows_of<status, disabled, mode_bits>>},
    ignored<Config>("config system password-policy-guest-admin",
                    "of accounts that do no more than make accounts of guests"),
});
constexpr auto known_filter_rows = known_each(known_filter_words, Domain::filters);
constexpr auto known_routing_rows = known_each(known_routing_words, Domain::routing);
constexpr auto known_login_rows = known_each(known_login_words, Domain::users | Domain::authentication);

template <std::size_t... N>
constexpr auto joined(const std::array<Row, N>&... arrays) {
  std::array<Row, (N + ...)> all{};
  std::size_t at = 0;
  const auto add = [&](const auto& rows) {
    for (const Row& row : rows) all[at++] = row;
  };
  (add(arrays), ...);
  return all;
}

}  // namespace

Rows ignored_rows() {
  static constexpr auto rows = joined(inspection_rows, object_rows, page_rows, upkeep_rows, certificate_rows,
                                      client_rows, fabric_rows, tunnel_rows, wireless_rows, switch_rows);
  return rows;
}

Rows known_rows() {
  static constexpr auto rows = joined(idle_rows, known_filter_rows, known_routing_rows, known_login_rows);
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
