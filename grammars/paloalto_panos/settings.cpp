#include <array>

#include "grammars/paloalto_panos/config.hpp"

/// `deviceconfig setting`: how logins are treated, and how the firewall itself works.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr std::int64_t minute = 60;

/// A number of minutes, or `never`.
Outcome idle_timeout(Place place) {
  const NodeId value = value_of(place, place.node);
  const auto minutes = value == no_node ? std::nullopt : number(text(place, value));
  const bool never = value != no_node && text(place, value) == "never";
  if (!minutes && !never) return place.walk.fail(value == no_node ? place.node : value, "minutes or never");
  place.state.management.idle_timeout =
      Lined<std::int64_t>{never ? 0 : std::int64_t{*minutes} * minute, place.walk.lines(value)};
  return Outcome::understood;
}

Outcome failed_attempts(Place place) {
  const NodeId value = value_of(place, place.node);
  const auto attempts = value == no_node ? std::nullopt : number(text(place, value));
  if (!attempts) return place.walk.fail(value == no_node ? place.node : value, "a number of attempts");
  place.walk.device().login.lockout_attempts.set(*attempts, place.walk.lines(value));
  return Outcome::understood;
}

/// 0 minutes: until somebody unlocks the account.
Outcome lockout_time(Place place) {
  const NodeId value = value_of(place, place.node);
  const auto minutes = value == no_node ? std::nullopt : number(text(place, value));
  if (!minutes) return place.walk.fail(value == no_node ? place.node : value, "minutes");
  model::Integer& to = place.walk.device().login.lockout_time;
  *minutes == 0 ? to.set_unknown(place.walk.lines(value)) : to.set(*minutes * minute, place.walk.lines(value));
  return Outcome::understood;
}

constexpr std::string_view pages = "how pages and lists are shown";
constexpr std::string_view storage = "how much room logs and reports get";
constexpr std::string_view engine = "how the engine that inspects contents works";
constexpr std::string_view links = "how it keeps in touch with servers of the vendor, or of a Panorama";

}  // namespace

Rows setting_rows() {
  static constexpr auto logins = Domains(Domain::authentication) | Domain::management;
  static constexpr auto rows = std::to_array<Row>({
      block("deviceconfig setting", configured),
      block("deviceconfig setting management", configured),
      {"deviceconfig setting management idle-timeout", logins, &idle_timeout},
      block("deviceconfig setting management admin-lockout", Domain::authentication),
      {"deviceconfig setting management admin-lockout failed-attempts", Domain::authentication, &failed_attempts},
      {"deviceconfig setting management admin-lockout lockout-time", Domain::authentication, &lockout_time},
      known("deviceconfig setting management common-criteria", Domain::authentication | Domain::logging),
      known("deviceconfig setting management admin-session", logins),
      known("deviceconfig setting management api", logins),
      known("deviceconfig setting management auto-acquire-commit-lock", logins),
      known("deviceconfig setting management disable-commit-recovery", logins),
      known("deviceconfig setting management secure-conn-client", Domain::management),
      known("deviceconfig setting management secure-conn-server", Domain::management),
      known("deviceconfig setting management secure-panorama-server", Domain::management),
      known("deviceconfig setting management device-monitoring", Domain::management),
      known("deviceconfig setting management log-forwarding-from-device", Domain::logging),
      known("deviceconfig setting management audit-tracking", Domain::logging),
      ignored("deviceconfig setting management initcfg", "what the device was first started with"),
      ignored("deviceconfig setting management hostname-type-in-syslog", "how the device names itself in messages"),
      ignored("deviceconfig setting management quota-settings", storage),
      ignored("deviceconfig setting management log-quota", storage),
      ignored("deviceconfig setting management disk-quota", storage),
      ignored("deviceconfig setting management max-rows-in-csv-export", storage),
      ignored("deviceconfig setting management max-rows-in-pdf-report", storage),
      ignored("deviceconfig setting management report-expiration-period", storage),
      ignored("deviceconfig setting management report-run-time", storage),
      ignored("deviceconfig setting management max-audit-versions", storage),
      ignored("deviceconfig setting management max-backup-audit-versions", storage),
      ignored("deviceconfig setting management max-audit-days", storage),
      ignored("deviceconfig setting management max-policies-per-ruletype", storage),
      ignored("deviceconfig setting management browse-activity-report-setting", storage),
      ignored("deviceconfig setting management disable-predefined-reports", storage),
      ignored("deviceconfig setting management disable-predefined-correlation-objs", storage),
      ignored("deviceconfig setting management traffic-stop-on-logdb-full", storage),
      ignored("deviceconfig setting management enable-log-high-dp-load", storage),
      ignored("deviceconfig setting management enable-syslog-high-dp-load", storage),
      ignored("deviceconfig setting management enable-high-speed-log-forwarding", storage),
      ignored("deviceconfig setting management threat-vault-access", pages),
      ignored("deviceconfig setting management canonicalize-block-allow-lists", pages),
      ignored("deviceconfig setting management rule-hit-count", pages),
      ignored("deviceconfig setting management policy-rule-hit-count", pages),
      ignored("deviceconfig setting management rule-require-tag", pages),
      ignored("deviceconfig setting management rule-require-description", pages),
      ignored("deviceconfig setting management rule-fail-commit", pages),
      ignored("deviceconfig setting management rule-require-audit-comment", pages),
      ignored("deviceconfig setting management rule-audit-comment-regex", pages),
      ignored("deviceconfig setting management wildcard-topdown-match-mode", pages),
      ignored("deviceconfig setting management group-by", pages),
      ignored("deviceconfig setting management support-utf8-for-log-output", pages),
      ignored("deviceconfig setting management large-core", storage),
      ignored("deviceconfig setting management chassis-quota", storage),
      ignored("deviceconfig setting management log-forwarding", links),
      ignored("deviceconfig setting management panorama-tcp-receive-timeout", links),
      ignored("deviceconfig setting management panorama-tcp-send-timeout", links),
      ignored("deviceconfig setting management panorama-ssl-send-retries", links),
      ignored("deviceconfig setting management share-unused-objects-with-devices", links),
      ignored("deviceconfig setting management only-active-primary-logs-to-local-disk", storage),
      ignored("deviceconfig setting management get-only-new-logs-on-convert-to-primary", storage),
      ignored("deviceconfig setting management auto-mac-detect", engine),
      ignored("deviceconfig setting auto-mac-detect", engine),
      ignored("deviceconfig setting config", "how a commit treats sessions"),
      ignored("deviceconfig setting application", engine),
      ignored("deviceconfig setting autofocus", links),
      ignored("deviceconfig setting cloudapp", links),
      ignored("deviceconfig setting cloud-userid", links),
      ignored("deviceconfig setting custom-logo", pages),
      ignored("deviceconfig setting dns", "how names are looked up"),
      ignored("deviceconfig setting dns-over-https", "how names are looked up"),
      ignored("deviceconfig setting global-protect", engine),
      ignored("deviceconfig setting hawkeye", links),
      ignored("deviceconfig setting iot", links),
      ignored("deviceconfig setting icmp", "limits of rates"),
      ignored("deviceconfig setting icmpv6-rate-limit", "limits of rates"),
      ignored("deviceconfig setting jumbo-frame", "sizes of packets"),
      ignored("deviceconfig setting l7-inspection", engine),
      ignored("deviceconfig setting logging", links),
      ignored("deviceconfig setting logrcvr", links),
      ignored("deviceconfig setting nat", "how many translations there may be"),
      ignored("deviceconfig setting nat64", "sizes of packets"),
      ignored("deviceconfig setting packet", engine),
      ignored("deviceconfig setting packet-capture", engine),
      ignored("deviceconfig setting pow", engine),
      ignored("deviceconfig setting advance-routing", "which routing engine runs"),
      ignored("deviceconfig setting ssl-decrypt", engine),
      ignored("deviceconfig setting url", engine),
      ignored("deviceconfig setting util", engine),
      ignored("deviceconfig setting vpn", "how many negotiations there may be"),
      ignored("deviceconfig setting wildfire", engine),
      ignored("deviceconfig setting zip", engine),
      ignored("deviceconfig setting dhcp-syslog-server", links),
      known("deviceconfig setting ctd", Domain::filters),
      known("deviceconfig setting session", Domain::filters),
      known("deviceconfig setting tcp", Domain::filters),
      known("deviceconfig setting hardware-acl-blocking-enable", Domain::filters),
      known("deviceconfig setting hardware-acl-blocking-duration", Domain::filters),
      known("deviceconfig setting multicast", Domain::routing),
  });
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
