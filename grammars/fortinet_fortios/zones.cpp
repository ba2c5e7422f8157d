#include "grammars/fortinet_fortios/config.hpp"

/// Zones of interfaces, those of SD-WAN among them, and the settings of a virtual domain.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::zone;
constexpr std::string_view measured = "how links are measured";

const Table& zone_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", domains, &names<at, &Zone::interfaces>},
      {"intrazone", domains, &text<at, &Zone::intrazone>},
  });
  static constexpr auto others = ignored_each(words("description", "tagging", "config tagging"), "labels");
  static const Table table({rows, others}, &opens<at>);
  return table;
}
const Table& zone_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<&Vdom::zones, at>, &zone_entry}});
  static const Table table({rows});
  return table;
}

/// The interface of an SD-WAN member and its zone stand in two settings of one entry.
struct MemberWords {
  static Outcome interface(Config& config, Cursor& cursor) {
    auto value = take_value(cursor);
    if (cursor.negated || !value) return cursor.negated ? Outcome::understood : cursor.fail("an interface");
    config.name = std::move(*value);
    config.vdom->sdwan_members.get(config.name) = "virtual-wan-link";
    return cursor.end();
  }
  static Outcome zone(Config& config, Cursor& cursor) {
    auto value = take_value(cursor);
    if (cursor.negated || !value) return cursor.negated ? Outcome::understood : cursor.fail("a zone");
    // Before the interface, as some releases print it, the zone waits under the number of the entry.
    config.vdom->sdwan_members.get(config.name) = std::move(*value);
    return cursor.end();
  }
};

Outcome edit_member(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a number");
  config.name = "member " + *name;
  return cursor.end();
}

constexpr std::string_view enabled = "enable";

const Table& member_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", domains, &MemberWords::interface},
      {"zone", domains, &MemberWords::zone},
      {"status", domains, &usually<enabled>},
  });
  static constexpr auto others =
      ignored_each(words("gateway", "gateway6", "preferred-source", "source", "source6", "cost", "weight", "priority",
                         "priority6", "priority-in-sla", "priority-out-sla", "spillover-threshold",
                         "ingress-spillover-threshold", "volume-ratio", "transport-group", "comment", "seq-num"),
                   measured);
  static const Table table({rows, others});
  return table;
}
const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_member, &member_entry}});
  static const Table table({rows});
  return table;
}

Outcome sdwan_status(Config& config, Cursor& cursor) { return read_flag(config.vdom->sdwan, cursor); }

const Table& sdwan_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config members", domains, &nested_block, &member_table},
      {"status", domains, &sdwan_status},
      {"config service", Domain::routing},
      {"config neighbor", Domain::routing},
      {"config duplication", Domain::routing},
      ignored<Config>("config zone", "its members name it"),
      ignored<Config>("config health-check", measured),
      ignored<Config>("config health-check-fortiguard", measured),
      ignored<Config>("config fail-alert-interfaces", measured),
  });
  static constexpr auto others =
      ignored_each(words("load-balance-mode", "speedtest-bypass-routing", "duplication-max-num",
                         "duplication-max-discrepancy", "neighbor-hold-down", "neighbor-hold-down-time",
                         "neighbor-hold-boot-time", "fail-detect", "fail-alert-interfaces", "app-perf-log-period"),
                   measured);
  static const Table table({rows, others});
  return table;
}

/// With asymmetric routing packets pass that belong to no session, and no source is checked.
Outcome asymmetric(Config& config, Cursor& cursor) {
  Maybe<bool> setting;
  const Outcome outcome = read_flag(setting, cursor);
  if (!setting || !setting->value) return outcome;
  config.vdom->asymmetric = setting;
  return Outcome::known;
}

constexpr std::string_view profile_based = "profile-based", global = "global", nat = "nat", traffic = "traffic",
                           drop = "drop-on-hardware";

constexpr auto page_words = words(
    "gui-default-policy-columns", "config gui-default-policy-columns", "gui-icap", "gui-nat46-64",
    "gui-implicit-policy", "gui-dns-database", "gui-load-balance", "gui-multicast-policy", "gui-dos-policy",
    "gui-object-colors", "gui-route-tag-address-creation", "gui-replacement-message-groups", "gui-voip-profile",
    "gui-ap-profile", "gui-security-profile-group", "gui-dynamic-profile-display", "gui-local-in-policy",
    "gui-local-reports", "gui-wanopt-cache", "gui-explicit-proxy", "gui-dynamic-routing", "gui-dlp",
    "gui-sslvpn-personal-bookmarks", "gui-sslvpn-realms", "gui-sslvpn-clients", "gui-policy-based-ipsec",
    "gui-threat-weight", "gui-multiple-utm-profiles", "gui-spamfilter", "gui-file-filter", "gui-application-control",
    "gui-ips", "gui-endpoint-control", "gui-endpoint-control-advanced", "gui-dhcp-advanced", "gui-vpn", "gui-sslvpn",
    "gui-wireless-controller", "gui-advanced-wireless-features", "gui-switch-controller", "gui-fortiap-split-tunneling",
    "gui-webfilter-advanced", "gui-traffic-shaping", "gui-wan-load-balancing", "gui-antivirus", "gui-webfilter",
    "gui-videofilter", "gui-dnsfilter", "gui-waf-profile", "gui-dlp-profile", "gui-virtual-patch-profile", "gui-casb",
    "gui-fortiextender-controller", "gui-proxy-inspection", "gui-advanced-policy", "gui-allow-unnamed-policy",
    "gui-email-collection", "gui-domain-ip-reputation", "gui-multiple-interface-policy", "gui-policy-disclaimer",
    "gui-ztna", "gui-ot", "gui-dynamic-device-os-id", "gui-gtp", "gui-per-policy-disclaimer", "gui-policy-learning",
    "gui-nac", "gui-enforce-change-summary", "gui-fortigate-cloud-sandbox", "gui-dynamic-profile", "gui-local-out",
    "comments", "location-id", "discovered-device-timeout", "compliance-check", "default-policy-expiry-days",
    "application-bandwidth-tracking", "vpn-stats-log", "vpn-stats-period", "ses-denied-traffic");
constexpr auto session_words = words(
    "inspection-mode", "ssl-ssh-profile", "http-external-dest", "firewall-session-dirty", "bfd", "bfd-desired-min-tx",
    "bfd-required-min-rx", "bfd-detect-mult", "bfd-dont-enforce-src-port", "utf8-spam-tagging", "wccp-cache-engine",
    "v4-ecmp-mode", "mac-ttl", "fw-session-hairpin", "prp-trailer-action", "snat-hairpin-traffic", "dhcp-proxy",
    "dhcp-proxy-interface-select-method", "dhcp-proxy-interface", "dhcp-proxy-vrf-select", "dhcp-server-ip",
    "dhcp6-server-ip", "link-down-access", "nat46-generate-ipv6-fragment-header", "nat46-force-ipv4-packet-forwarding",
    "nat64-force-ipv6-packet-forwarding", "detect-unknown-esp", "intree-ses-best-route", "auxiliary-session",
    "tcp-session-without-syn", "sctp-session-without-init", "allow-linkdown-path", "sip-expectation", "sip-helper",
    "sip-nat-trace", "h323-direct-model", "sip-tcp-port", "sip-udp-port", "sip-ssl-port", "sccp-port",
    "multicast-forward", "multicast-ttl-notchange", "allow-subnet-overlap", "deny-tcp-with-icmp", "ecmp-max-paths",
    "email-portal-check-dns", "default-voip-alg-mode", "ike-session-resume", "ike-quick-crash-detect", "ike-dn-format",
    "ike-policy-route", "ike-port", "ike-tcp-port", "ike-natt-port", "ike-detailed-event-logs", "block-land-attack",
    "default-app-port-as-service", "fqdn-session-check", "ext-resource-session-check", "dyn-addr-session-check",
    "internet-service-database-cache", "internet-service-app-ctrl-size", "lan-extension-controller-addr",
    "lan-extension-controller-port", "central-nat", "policy-offload-level", "motherboard-traffic-forwarding",
    "dp-load-distribution-method", "gtp-asym-fgsp", "gtp-monitor-mode");
constexpr auto page_rows = ignored_each(page_words, "what the pages show, labels and counters");
constexpr auto session_rows =
    ignored_each(session_words, "how permitted sessions are tracked, inspected and translated, not who may pass");

Outcome strict_sources(Config& config, Cursor& cursor) { return read_flag(config.vdom->strict_sources, cursor); }

/// `config system settings`: what decides who may pass is named; the rest is not.
const Table& settings_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"asymroute", domains, &asymmetric},
      {"asymroute6", domains, &asymmetric},
      {"ngfw-mode", domains, &usually<profile_based>},
      {"consolidated-firewall-mode", domains, &usually<disabled>},
      {"lldp-transmission", Domain::management, &usually<global>},
      {"lldp-reception", Domain::management, &usually<global>},
      {"opmode", Domain::interfaces | Domain::filters, &usually<nat>},
      {"status", Domain::interfaces, &usually<enabled>},
      {"vdom-type", Domain::interfaces, &usually<traffic>},
      {"asymroute-icmp", domains, &usually<disabled>},
      {"asymroute6-icmp", domains, &usually<disabled>},
      {"strict-src-check", Domain::filters, &strict_sources},
      {"multicast-skip-policy", domains, &usually<disabled>},
      {"hyperscale-default-policy-action", domains, &usually<drop>},
      ignored<Config>("implicit-allow-dns", "counts only where ngfw-mode is policy-based, which is not modelled"),
      // Of a transparent domain: its addresses and routes stand here and not with its interfaces.
      {"manageip", Domain::interfaces | Domain::management},
      {"manageip6", Domain::interfaces | Domain::management},
      {"ip", Domain::interfaces},
      {"ip6", Domain::interfaces},
      {"device", Domain::interfaces},
      {"gateway", Domain::routing},
      {"gateway6", Domain::routing},
  });
  static const Table table({rows, page_rows, session_rows});
  return table;
}

}  // namespace

Rows zone_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system zone", domains, &block, &zone_table},
      {"config system sdwan", domains, &block, &sdwan_table},
      {"config system virtual-wan-link", domains, &block, &sdwan_table},
      {"config system settings", domains, &block, &settings_table},
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
