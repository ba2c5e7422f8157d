#include "grammars/fortinet_fortios/config.hpp"

/// Policies between interfaces and zones, and those for what is sent to the device itself.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::policy;
constexpr std::string_view labels = "labels";
constexpr std::string_view inspection = "what is done with permitted sessions: inspection, shaping, timers, marks";

constexpr auto label_words =
    words("name", "uuid", "comments", "comment", "label", "global-label", "tags", "tagging", "config tagging");
constexpr auto inspection_words = words(
    "utm-status", "inspection-mode", "profile-type", "profile-group", "profile-protocol-options", "ssl-ssh-profile",
    "deep-inspection-options", "av-profile", "webfilter-profile", "dnsfilter-profile", "emailfilter-profile",
    "spamfilter-profile", "dlp-profile", "dlp-sensor", "file-filter-profile", "ips-sensor", "application-list",
    "voip-profile", "ips-voip-filter", "sctp-filter-profile", "icap-profile", "cifs-profile", "videofilter-profile",
    "waf-profile", "ssh-filter-profile", "casb-profile", "virtual-patch-profile", "diameter-filter-profile",
    "telemetry-profile", "gtp-profile", "pfcp-profile", "mms-profile", "http-policy-redirect", "ssh-policy-redirect",
    "ztna-policy-redirect", "webproxy-profile", "webproxy-forward-server", "webcache", "webcache-https", "wanopt",
    "wanopt-detection", "wanopt-passive-opt", "wanopt-profile", "wanopt-peer", "traffic-shaper",
    "traffic-shaper-reverse", "per-ip-shaper", "logtraffic-start", "capture-packet", "auto-asic-offload",
    "np-acceleration", "np-accelation", "session-ttl", "vlan-cos-fwd", "vlan-cos-rev", "diffserv-copy",
    "diffserv-forward", "diffserv-reverse", "diffservcode-forward", "diffservcode-rev", "tcp-mss-sender",
    "tcp-mss-receiver", "tcp-session-without-syn", "tcp-timeout-pid", "udp-timeout-pid", "geoip-anycast", "geoip-match",
    "dynamic-shaping", "passive-wan-health-measurement", "policy-expiry-date", "policy-expiry-date-utc",
    "delay-tcp-npu-session", "schedule-timeout", "block-notification", "replacemsg-override-group", "email-collect",
    "custom-log-fields", "config custom-log-fields", "disclaimer", "redirect-url", "auth-path", "auth-cert",
    "auth-redirect-addr", "ntlm", "ntlm-guest", "ntlm-enabled-browsers", "fsso", "wsso", "rsso", "fsso-agent-for-ntlm",
    "timeout-send-rst", "radius-mac-auth-bypass", "radius-ip-auth-bypass", "dsri", "firewall-session-dirty",
    "match-vip", "match-vip-only", "fixedport", "port-preserve", "port-random", "pcp-outbound", "pcp-poolname", "natip",
    "natinbound", "natoutbound", "cgn-eim", "cgn-log-server-grp", "cgn-resource-quota", "cgn-session-quota",
    "cgn-sw-eif-ctrl", "policy-offload", "hyperscale-policy", "policy-behaviour-type", "ip-version-type", "nat64",
    "nat46", "inbound", "outbound", "vpntunnel", "app-monitor", "endpoint-check", "endpoint-compliance",
    "endpoint-keepalive-interface", "best-route", "central-nat", "dynamic-profile", "dynamic-profile-access",
    "client-reputation", "client-reputation-mode", "identity-based-route", "sslvpn-auth", "sslvpn-ccert",
    "sslvpn-cipher", "fall-through-unauthenticated", "auth-portal", "logtraffic-app",
    "forticlient-compliance-enforcement-portal", "forticlient-compliance-devices", "scan-botnet-connections",
    "eif-learn", "decrypted-traffic-mirror", "implicit-proxy-detection", "tos", "tos-negate", "anti-replay",
    "virtual-patch", "ztna-tags-match-logic", "reputation-direction", "reputation-direction6", "log-http-transaction",
    "http-tunnel-auth");

/// A setting that limits the rule to fewer sessions unless it has its usual value.
Outcome narrowing(Config& config, Cursor& cursor) {
  Maybe<Names> value;
  const Outcome outcome = read_names(value, cursor);
  if (value && value->value.front() != "disable" && value->value.front() != "0") config.policy->narrowed = true;
  return outcome;
}

/// A setting that lets the rule match more or less than its fields say, unless it has its usual value.
Outcome doubtful(Config& config, Cursor& cursor) {
  Maybe<Names> value;
  const Outcome outcome = read_names(value, cursor);
  if (!value || value->value.front() == "disable" || value->value.front() == "0x00") return outcome;
  config.policy->opaque = true;
  open_entry(*config.policy, cursor, domains);
  return Outcome::known;
}
constexpr auto doubtful_words =
    words("vlan-filter", "policy-expiry", "permit-any-host", "permit-stun-host", "pcp-inbound", "cgn-eif", "eif-check",
          "tos-mask", "ha-mgmt-intf-only", "ztna-status");

constexpr auto narrowing_words =
    words("groups", "users", "fsso-groups", "ad-groups", "devices", "src-vendor-mac", "ztna-tags", "ztna-ems-tag",
          "ztna-ems-tag-secondary", "ztna-geo-tag", "ztna-device-ownership", "rtp-nat", "rtp-addr",
          "reputation-minimum", "reputation-minimum6", "sgt", "sgt-check", "network-service-dynamic",
          "network-service-src-dynamic", "identity-based", "config identity-based-policy", "wccp", "learning-mode");

/// `srcaddr-negate enable`: the rule matches what its list does not; that is not modelled.
Outcome negation(Config& config, Cursor& cursor) {
  Maybe<bool> value;
  const Outcome outcome = read_flag(value, cursor);
  if (!value || !value->value) return outcome;
  config.policy->opaque = true;
  open_entry(*config.policy, cursor, domains);
  return Outcome::known;
}
constexpr auto negation_words = words("srcaddr-negate", "dstaddr-negate", "srcaddr6-negate", "dstaddr6-negate",
                                      "service-negate", "internet-service-negate", "internet-service-src-negate",
                                      "internet-service6-negate", "internet-service6-src-negate");

constexpr auto internet_words =
    words("internet-service-name", "internet-service-id", "internet-service-group", "internet-service-src-name",
          "internet-service-src-id", "internet-service-src-group", "internet-service6-name", "internet-service6-group",
          "internet-service6-src-name", "internet-service6-src-group", "internet-service-fortiguard",
          "internet-service6-fortiguard", "internet-service-src-fortiguard", "internet-service6-src-fortiguard");

/// Internet services of the configuration's own may have every address and port.
Outcome own_service(Config& config, Cursor& cursor) {
  Maybe<Names> value;
  const Outcome outcome = read_names(value, cursor);
  if (value) config.policy->opaque = true;
  return outcome;
}
constexpr auto own_words =
    words("internet-service-custom", "internet-service-custom-group", "internet-service-src-custom",
          "internet-service-src-custom-group", "internet-service6-custom", "internet-service6-custom-group",
          "internet-service6-src-custom", "internet-service6-src-custom-group");

template <std::size_t N>
constexpr std::array<Row, N> each(const std::array<std::string_view, N>& paths, Outcome (*handler)(Config&, Cursor&)) {
  std::array<Row, N> rows{};
  for (std::size_t i = 0; i < N; ++i) rows[i] = Row{paths[i], domains, handler};
  return rows;
}

constexpr auto label_rows = ignored_each(label_words, labels);
constexpr auto inspection_rows = ignored_each(inspection_words, inspection);
constexpr auto narrowing_rows = each(narrowing_words, &narrowing);
constexpr auto doubtful_rows = each(doubtful_words, &doubtful);
constexpr auto own_rows = each(own_words, &own_service);
constexpr auto negation_rows = each(negation_words, &negation);
constexpr auto internet_rows = ignored_each(internet_words, "counts with internet-service, which says so");

const Table& policy_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"srcintf", domains, &names<at, &Policy::from>},
      {"intf", domains, &names<at, &Policy::from>},
      {"dstintf", domains, &names<at, &Policy::to>},
      {"srcaddr", domains, &names<at, &Policy::source>},
      {"dstaddr", domains, &names<at, &Policy::destination>},
      {"srcaddr4", domains, &names<at, &Policy::source>},
      {"dstaddr4", domains, &names<at, &Policy::destination>},
      {"srcaddr6", domains, &names<at, &Policy::source6>},
      {"dstaddr6", domains, &names<at, &Policy::destination6>},
      {"service", domains, &names<at, &Policy::service>},
      {"action", domains, &text<at, &Policy::action>},
      {"status", domains, &flag<at, &Policy::enabled>},
      {"schedule", domains, &text<at, &Policy::schedule>},
      {"logtraffic", domains, &text<at, &Policy::log>},
      {"send-deny-packet", domains, &flag<at, &Policy::reject>},
      {"nat", domains, &flag<at, &Policy::nat>},
      {"ippool", domains, &flag<at, &Policy::pool>},
      {"poolname", domains, &names<at, &Policy::pools>},
      {"internet-service", domains, &flag<at, &Policy::internet>},
      {"internet-service6", domains, &flag<at, &Policy::internet>},
      {"internet-service-src", domains, &flag<at, &Policy::internet_source>},
      {"internet-service6-src", domains, &flag<at, &Policy::internet_source>},
      {"poolname6", domains, &names<at, &Policy::pools>},
  });
  static const Table table(
      {rows, negation_rows, narrowing_rows, doubtful_rows, own_rows, internet_rows, label_rows, inspection_rows},
      &becomes_opaque<at>);
  return table;
}

Outcome edit_policy(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("the number of a policy");
  config.policy = &config.policy_list->get(std::move(*name));
  begin_entry(*config.policy, cursor);
  return cursor.end();
}

const Table& policy_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_policy, &policy_entry}});
  static const Table table({rows});
  return table;
}

Outcome list(Config& config, Cursor& cursor, std::string_view name) {
  const Outcome outcome = block(config, cursor);
  config.policy_list = &config.vdom->policies.get(name);
  const auto nodes = cursor.context().tree.nodes();
  config.policy_list->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  return outcome;
}
Outcome forward(Config& config, Cursor& cursor) { return list(config, cursor, "policy"); }
Outcome forward6(Config& config, Cursor& cursor) { return list(config, cursor, "policy6"); }
Outcome local(Config& config, Cursor& cursor) { return list(config, cursor, "local-in"); }
Outcome local6(Config& config, Cursor& cursor) { return list(config, cursor, "local-in6"); }

}  // namespace

Rows policy_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config firewall policy", domains, &forward, &policy_table},
      {"config firewall consolidated policy", domains, &forward, &policy_table},
      {"config firewall policy6", domains, &forward6, &policy_table},
      {"config firewall local-in-policy", domains, &local, &policy_table},
      {"config firewall local-in-policy6", domains, &local6, &policy_table},
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
