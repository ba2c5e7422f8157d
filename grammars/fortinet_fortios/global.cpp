#include <algorithm>
#include <array>

#include "grammars/fortinet_fortios/config.hpp"

/// `system global` and what else holds for the whole device: console, password policy, SSH, texts before and after a
/// login.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr auto at = &Config::global;
using Global = GlobalSettings;

constexpr std::string_view display = "how the pages and the command line look";
constexpr std::string_view traffic = "how packets of users are processed, not who may pass";
constexpr std::string_view upkeep =
    "details of the administrators' access and of upkeep that the model has no place for";

constexpr auto display_words = words(
    "alias", "fgd-alert-subscription", "gui-allow-default-hostname", "gui-allow-incompatible-fabric-fgt",
    "gui-app-detection-sdwan", "gui-auto-upgrade-setup-warning", "gui-cdn-usage", "gui-cdn-domain-override",
    "gui-certificates", "gui-date-format", "gui-date-time-source", "gui-device-latitude", "gui-device-longitude",
    "gui-display-hostname", "gui-dynamic-routing", "gui-firmware-upgrade-setup-warning", "gui-firmware-upgrade-warning",
    "gui-forticare-registration-setup-warning", "gui-fortigate-cloud-sandbox", "gui-fortisandbox-cloud", "gui-ipv6",
    "gui-lines-per-page", "gui-local-in-policy", "gui-local-out", "gui-nat46-64", "gui-policy-based-ipsec",
    "gui-replacement-message-groups", "gui-rest-api-cache", "gui-theme", "gui-wireless-opensecurity",
    "gui-workflow-management", "gui-antivirus", "gui-application-control", "gui-ap-profile", "gui-dlp", "gui-icap",
    "gui-ips", "gui-webfilter", "gui-vpn", "gui-spamfilter", "gui-voip-profile", "gui-wanopt-cache",
    "gui-wireless-controller", "gui-endpoint-control", "gui-dns-database", "gui-explicit-proxy",
    "gui-dynamic-profile-display", "gui-dynamic-profile", "gui-load-balance", "gui-multicast-policy",
    "gui-multiple-utm-profiles", "gui-sslvpn-personal-bookmarks", "gui-sslvpn-realms", "gui-utm-monitors",
    "gui-client-reputation", "gui-implicit-id-based-policy", "gui-implicit-policy", "gui-object-tags",
    "gui-policy-interface-pairs-view", "gui-central-nat-table", "hostname-display", "language", "daily-restart",
    "restart-time", "show-backplane-intf", "cli-audit-log", "service-expire-notification",
    "security-rating-result-submission", "security-rating-run-on-schedule", "management-vdom", "virtual-switch-vlan",
    "switch-controller", "switch-controller-reserved-network", "fortiextender", "fortiextender-data-port",
    "fortiextender-vlan-mode", "fortiextender-discovery-lockdown", "vdom-mode", "vdom-admin", "split-port",
    "split-port-mode", "interface-subnet-usage", "ipam", "speedtest-server", "speedtestd-server-port",
    "speedtestd-ctrl-port", "long-vdom-name", "timezone", "dst", "hyper-scale-vdom-num", "compliance-check",
    "compliance-check-time", "gui-ot", "legacy-poe-device-support", "user-history-password-threshold", "usb-mode",
    "tablet-mode", "asic-accel-mode", "edit-vdom-prompt", "management-ip", "management-port",
    "management-port-use-admin-sport", "private-data-encryption", "fds-statistics", "fds-statistics-period",
    "reset-sessionless-tcp", "purdue-level", "log-uuid", "log-uuid-address", "log-uuid-policy", "log-ssl-connection",
    "log-single-cpu-high", "cpu-use-threshold", "memory-use-threshold-extreme", "memory-use-threshold-green",
    "memory-use-threshold-red", "revision-backup-on-logout", "revision-image-auto-backup", "cfg-save",
    "cfg-revert-timeout", "region", "cert-chain-max");

constexpr auto traffic_words = words(
    "anti-replay", "arp-max-entry", "auth-cert", "auth-http-port", "auth-https-port", "auth-ike-saml-port",
    "auth-keepalive", "auth-session-limit", "auth-session-auto-backup", "auth-session-auto-backup-interval",
    "auto-auth-extension-device", "autorun-log-fsck", "av-affinity", "av-failopen", "av-failopen-session", "batch-cmdb",
    "bfd-affinity", "block-session-timer", "br-fdb-max-entry", "check-protocol-header", "check-reset-range",
    "cloud-communication", "cmdbsvr-affinity", "delay-tcp-npu-session", "device-identification-active-scan-delay",
    "device-idle-timeout", "dh-params", "dhcp-lease-backup-interval", "dnsproxy-worker-count", "dp-fragment-timer",
    "dp-pinhole-timer", "dp-rsync-timer", "dp-tcp-normal-timer", "dp-udp-idle-timer", "early-tcp-npu-session",
    "endpoint-control-fds-access", "endpoint-control-portal-port", "extender-controller-reserved-network", "fec-port",
    "fail-time", "faz-disk-buffer-size", "fortiservice-port", "fortitoken-cloud", "fortitoken-cloud-sync-interval",
    "fortitoken-cloud-push-status", "fortitoken-cloud-region", "forticonverter-config-upload",
    "forticonverter-integration", "fortigslb-integration", "honor-df", "hw-switch-ether-filter", "http-request-limit",
    "http-unauthenticated-request-limit", "httpd-max-worker-count", "igmp-state-limit", "ike-embryonic-limit",
    "internet-service-database", "internet-service-download-list", "interval", "ip-conflict-detection",
    "ip-fragment-mem-thresholds", "ip-fragment-timeout", "ip-src-port-range", "ips-affinity", "ipsec-asic-offload",
    "ipsec-ha-seqjump-rate", "ipsec-hmac-offload", "ipsec-qat-offload", "ipsec-round-robin", "ipsec-soft-dec-async",
    "ipv6-accept-dad", "ipv6-allow-anycast-probe", "ipv6-allow-local-in-silent-drop", "ipv6-allow-local-in-slient-drop",
    "ipv6-allow-multicast-probe", "ipv6-allow-traffic-redirect", "ipv6-fragment-timeout", "irq-time-accounting",
    "ldapconntimeout", "local-anomaly", "log-daemon-cpu-threshold", "max-dlpstat-memory", "max-report-db-size",
    "max-route-cache-size", "mc-ttl-notchange", "memory-use-threshold", "miglog-affinity", "miglogd-children",
    "multi-factor-authentication", "ndp-max-entry", "npu-neighbor-update", "per-user-bal", "per-user-bwl",
    "per-user-bwl-log", "pmtu-discovery", "policy-auth-concurrent", "post-login-banner-timeout",
    "proxy-and-explicit-proxy", "proxy-auth-lifetime", "proxy-auth-lifetime-timeout", "proxy-auth-timeout",
    "proxy-cert-use-mgmt-vdom", "proxy-cipher-hardware-acceleration", "proxy-hardware-acceleration",
    "proxy-keep-alive-mode", "proxy-kxp-hardware-acceleration", "proxy-re-authentication-mode",
    "proxy-re-authentication-time", "proxy-resource-mode", "proxy-worker-count", "phase1-rekey", "qtm-load-balance",
    "quic-ack-thresold", "quic-congestion-control-algo", "quic-max-datagram-size", "quic-pmtud",
    "quic-tls-handshake-timeout", "quic-udp-payload-size-shaping-per-cid", "radius-port", "refresh",
    "remoteauthtimeout", "scanunit-count", "scim-http-port", "scim-https-port", "scim-server-cert", "send-pmtu-icmp",
    "sflowd-max-children-num", "single-vdom-npuvlink", "slbc-fragment-mem-thresholds", "snat-route-change",
    "special-file-23-support", "ssd-trim-date", "ssd-trim-freq", "ssd-trim-hour", "ssd-trim-min", "ssd-trim-weekday",
    "ssl-min-proto-version", "ssl-static-key-ciphers", "sslvpn-affinity", "sslvpn-cipher-hardware-acceleration",
    "sslvpn-ems-sn-check", "sslvpn-kxp-hardware-acceleration", "sslvpn-max-worker-count", "sslvpn-plugin-version-check",
    "sslvpn-web-mode", "strict-dirty-session-check", "sys-perf-log-interval", "syslog-affinity", "tcp-halfclose-timer",
    "tcp-halfopen-timer", "tcp-option", "tcp-rst-timer", "tcp-timewait-timer", "telemetry-controller",
    "telemetry-data-port", "traffic-priority", "traffic-priority-level", "two-factor-email-expiry",
    "two-factor-fac-expiry", "two-factor-ftk-expiry", "two-factor-ftm-expiry", "two-factor-sms-expiry",
    "udp-idle-timer", "url-filter-affinity", "url-filter-count", "user-device-store-max-devices",
    "user-device-store-max-unified-mem", "user-device-store-max-users", "user-device-store-max-device-mem",
    "user-server-cert", "vip-arp-range", "virtual-server-count", "virtual-server-hardware-acceleration",
    "vpn-ems-sn-check", "wad-affinity", "wad-csvc-cs-count", "wad-csvc-db-count", "wad-memory-change-granularity",
    "wad-restart-end-time", "wad-restart-mode", "wad-restart-start-time", "wad-source-affinity", "wad-worker-count",
    "wifi-ca-certificate", "wifi-certificate", "wimax-4g-usb", "wireless-controller", "wireless-controller-port",
    "wireless-mode", "wireless-terminal", "fgd-alert", "ipsec-soft-dec", "max-rx-buffer", "nat-port-block",
    "registration-notification", "server-reputation", "sp-load-balance", "sp-fast-path", "session-denied-timer",
    "optimize", "optimize-ssl", "optimize-tcp-session", "explicit-proxy-auth-timeout", "fmc-xg2-load-balance",
    "csr-ca-attribute", "rest-api-key-url-query");

constexpr auto upkeep_words =
    words("admin-concurrent", "admin-forticloud-sso-default-profile", "admin-hsts-max-age", "admin-https-pki-required",
          "admin-https-redirect", "admin-https-ssl-banned-ciphers", "admin-https-ssl-ciphersuites", "admin-login-max",
          "admin-maintainer", "admin-reset-button", "admin-server-cert", "admin-ssh-grace-time", "admin-ssh-password",
          "admin-scp", "admin-host", "allow-traffic-redirect", "auth-method", "clt-cert-req",
          "compress-firewall-config", "fips-cc", "geoip-full-db", "login-timestamp", "strong-crypto",
          "ssh-enc-algorithm", "ssh-cbc-cipher", "ssh-hmac-md5", "ssh-kex-sha1", "ssh-mac-weak", "ssh-hostkey-algo",
          "ssh-hostkey", "ssh-hostkey-override", "ssh-hostkey-password", "usb-auto-install", "remote-auth-timeout",
          "application-bandwidth-tracking", "upgrade-report", "firmware-provision-latest", "internal-switch-mode",
          "internal-switch-speed", "explicit-webproxy-auth", "extended-traffic-log", "lcdpin", "lcdprotection", "tftp");

constexpr auto display_rows = ignored_each(display_words, display);
constexpr auto traffic_rows = ignored_each(traffic_words, traffic);
constexpr auto upkeep_rows = ignored_each(upkeep_words, upkeep);

/// `tlsv1-1 tlsv1-2` in the model's words.
Outcome tls_versions(Config& config, Cursor& cursor) {
  Maybe<Names>& setting = config.global.tls_versions;
  const char* const place = cursor.rest().data();
  if (const Outcome read = read_names(setting, cursor); read != Outcome::understood || !setting) return read;
  for (std::string& name : setting->value) {
    const std::size_t dash = name.find('-');
    if (!name.starts_with("tlsv1") || (dash != std::string::npos && name.size() != dash + 2)) {
      setting.reset();
      return cursor.fail_at(place, "tlsv1-0 to tlsv1-3");
    }
    name = dash == std::string::npos ? "1.0" : std::string("1.") + name[dash + 1];
  }
  return Outcome::understood;
}

const Table& global_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", Domain::interfaces, &text<at, &Global::hostname>},
      {"admintimeout", Domain::management, &number<at, &Global::idle_minutes>},
      {"admin-console-timeout", Domain::management, &number<at, &Global::console_idle>},
      {"admin-lockout-threshold", Domain::authentication, &number<at, &Global::lockout_threshold>},
      {"admin-lockout-duration", Domain::authentication, &number<at, &Global::lockout_duration>},
      {"admin-port", Domain::management, &number<at, &Global::http_port>},
      {"admin-sport", Domain::management, &number<at, &Global::https_port>},
      {"admin-ssh-port", Domain::management, &number<at, &Global::ssh_port>},
      {"admin-telnet-port", Domain::management, &number<at, &Global::telnet_port>},
      {"admin-telnet", Domain::management, &flag<at, &Global::telnet>},
      {"admin-https-ssl-versions", Domain::management, &tls_versions},
      {"admin-restrict-local", Domain::authentication, &flag<at, &Global::restrict_local>},
      {"admin-ssh-v1", Domain::management, &flag<at, &Global::ssh_v1>},
      {"pre-login-banner", Domain::management, &flag<at, &Global::pre_login_banner>},
      {"post-login-banner", Domain::management, &flag<at, &Global::post_login_banner>},
      {"lldp-transmission", Domain::management, &flag<at, &Global::lldp_transmission>},
      {"lldp-reception", Domain::management, &flag<at, &Global::lldp_reception>},
      {"ssh-enc-algo", Domain::management, &names<at, &Global::ssh_ciphers>},
      {"ssh-mac-algo", Domain::management, &names<at, &Global::ssh_macs>},
      {"ssh-kex-algo", Domain::management, &names<at, &Global::ssh_key_exchanges>},
      // Accounts of the vendor's cloud may then log in.
      {"admin-forticloud-sso-login", Domain::users | Domain::authentication, &usually<disabled>},
      {"tp-mc-skip-policy", Domain::filters, &usually<disabled>},
  });
  static const Table table({rows, display_rows, traffic_rows, upkeep_rows});
  return table;
}

const Table& ssh_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"ssh-enc-algo", Domain::management, &names<at, &Global::ssh_ciphers>},
      {"ssh-mac-algo", Domain::management, &names<at, &Global::ssh_macs>},
      {"ssh-kex-algo", Domain::management, &names<at, &Global::ssh_key_exchanges>},
  });
  static constexpr auto keys =
      ignored_each(words("ssh-hsk-algo", "ssh-hsk", "ssh-hsk-override", "ssh-hsk-password"), upkeep);
  static const Table table({rows, keys});
  return table;
}

const Table& policy_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"status", Domain::authentication, &flag<at, &Global::policy_status>},
      {"minimum-length", Domain::authentication, &number<at, &Global::policy_length>},
      {"apply-to", Domain::authentication, &names<at, &Global::policy_of>},
  });
  static constexpr auto others =
      ignored_each(words("min-lower-case-letter", "min-upper-case-letter", "min-non-alphanumeric", "min-number",
                         "must-contain", "min-change-characters", "change-4-characters", "expire-status", "expire-day",
                         "expire", "reuse-password", "reuse-password-limit", "login-lockout-upon-weaker-encryption",
                         "login-lockout-upon-downgrade", "password-history"),
                   "the model of passwords knows their length only");
  static const Table table({rows, others});
  return table;
}

const Table& console_table() {
  static constexpr auto rows = std::to_array<Row>({{"login", Domain::management, &flag<at, &Global::console_login>}});
  static constexpr auto others = ignored_each(words("output", "mode", "baudrate", "fortiexplorer"), display);
  static const Table table({rows, others});
  return table;
}

template <auto Member>
const Table& message_table() {
  static constexpr auto rows = std::to_array<Row>({{"buffer", Domain::management, &text<at, Member>}});
  static constexpr auto others = ignored_each(words("header", "format"), display);
  static const Table table({rows, others});
  return table;
}

bool has(const Names& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

void put_banner(const Maybe<bool>& shown, const Maybe<std::string>& text, std::string name, const Target& target) {
  if (!shown || !shown->value) return;
  model::Banner& to = target.device.banners.emplace_back();
  to.context = target.context;
  to.lines = text ? target.device.lines.join(shown->lines, text->lines) : shown->lines;
  to.name.set(std::move(name), shown->lines);
  put(to.text, text);  // otherwise the product's own, which is not printed
}

}  // namespace

Rows global_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system global", {}, &block, &global_table},
      {"config system console", {}, &block, &console_table},
      {"config system password-policy", {}, &block, &policy_table},
      {"config system ssh-config", {}, &block, &ssh_table},
      {"config system replacemsg admin pre_admin-disclaimer-text", {}, &block, &message_table<&Global::pre_login_text>},
      {"config system replacemsg admin post_admin-disclaimer-text",
       {},
       &block,
       &message_table<&Global::post_login_text>},
      {"config system replacemsg admin \"pre_admin-disclaimer-text\"",
       {},
       &block,
       &message_table<&Global::pre_login_text>},
      {"config system replacemsg admin \"post_admin-disclaimer-text\"",
       {},
       &block,
       &message_table<&Global::post_login_text>},
  });
  return rows;
}

/// Releases up to 7.4 ask nothing of new passwords until the policy is switched on.
bool has_no_policy_by_default(const model::Text& version) {
  static constexpr auto trains = std::to_array<std::string_view>({"5.", "6.", "7.0.", "7.2.", "7.4."});
  return version.known() &&
         std::ranges::any_of(trains, [&](std::string_view train) { return version.value.starts_with(train); });
}

void convert_global(Config& config, const Target& target) {
  const Global& from = config.global;
  put(target.device.hostname, from.hostname);
  put_or_default<std::int64_t>(target.device.login.lockout_attempts, from.lockout_threshold, 3);
  put_or_default<std::int64_t>(target.device.login.lockout_time, from.lockout_duration, 60);
  if (from.policy_status && !from.policy_status->value)
    target.device.login.minimum_length.set(0, from.policy_status->lines);
  else if (from.policy_status && from.policy_of && !has(from.policy_of->value, "admin-password"))
    target.device.login.minimum_length.set(0, from.policy_of->lines);
  else if (from.policy_status)
    put_or_default<std::int64_t>(target.device.login.minimum_length, from.policy_length, 8);
  else if (has_no_policy_by_default(target.device.software.version))
    target.device.login.minimum_length.set_default(0);
  put_banner(from.pre_login_banner, from.pre_login_text, "login", target);
  put_banner(from.post_login_banner, from.post_login_text, "exec", target);
}

}  // namespace muster::grammars::fortinet_fortios
