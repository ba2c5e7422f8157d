#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// What is declared only, and what is left out on purpose. A component that stands nowhere is covered by its module.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains system_wide = Domain::users | Domain::authentication | Domain::snmp | Domain::management |
                                Domain::logging | Domain::time | Domain::interfaces | Domain::filters |
                                Domain::routing | Domain::redundancy;

/// Variables whose name begins so tune or record; the others may change anything.
Outcome variable(Config&, Cursor& cursor) {
  static constexpr std::array<std::string_view, 22> harmless{"tm.tcp",
                                                             "tm.udp",
                                                             "tm.http",
                                                             "tm.ssl",
                                                             "tmm.",
                                                             "ui.advisory",
                                                             "ui.statistics",
                                                             "ui.system.preferences",
                                                             "setup.",
                                                             "provision.",
                                                             "statsd.",
                                                             "datastor.",
                                                             "merged.",
                                                             "avr.",
                                                             "bigd.",
                                                             "dns.",
                                                             "configsync.",
                                                             "compression",
                                                             "liveinstall.",
                                                             "license.",
                                                             "tm.maxrejectrate",
                                                             "bigip.dns"};
  const auto name = take_value(cursor);
  if (!name) return cursor.fail("a variable");
  const bool tunes = std::ranges::any_of(harmless, [&](std::string_view prefix) { return name->starts_with(prefix); });
  return tunes ? Outcome::ignored : Outcome::known;
}

Outcome hidden(Config&, Cursor& cursor) { return take_secret(cursor) ? cursor.end() : cursor.fail("a secret"); }

Outcome detail(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::ignored;
}

/// A block of which secrets alone matter.
const Table& secrets_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"passphrase", Domain::management, hidden},
      {"password", Domain::management, hidden},
      {"login-password", Domain::management, hidden},
      {"proxy-password", Domain::management, hidden},
      {"secret", Domain::management, hidden},
      {"*", Domain::management, detail},
  });
  static const Table table({Rows(rows)});
  return table;
}

Outcome any_name(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::understood;
}

const Table& soap_table() {
  static constexpr auto rows = std::to_array<Row>({{"allow", Domain::management}});
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& discovery_table() {
  static constexpr std::string_view timing = "how often it speaks";
  static constexpr auto rows = std::to_array<Row>({
      {"enabled", Domain::management | Domain::interfaces, set_flag<&Config::global, &GlobalSettings::discovery, true>},
      {"disabled", Domain::management | Domain::interfaces,
       set_flag<&Config::global, &GlobalSettings::discovery, false>},
      ignored<Config>("max-neighbors-per-port", timing),
      ignored<Config>("reinit-delay", timing),
      ignored<Config>("tx-delay", timing),
      ignored<Config>("tx-hold", timing),
      ignored<Config>("tx-interval", timing),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

}  // namespace

Rows other_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"sys db", system_wide, variable},
      {"sys icontrol-soap", Domain::management, block, soap_table},
      {"sys icontrol-rest", Domain::management},
      {"net lldp-globals", Domain::management | Domain::interfaces, block, discovery_table},
      {"apm aaa", Domain::authentication, any_name, secrets_table},
      {"sys file ssl-key", Domain::management, any_name, secrets_table},
      {"sys crypto", Domain::management, any_name, secrets_table},
      {"sys smtp-server", Domain::management, any_name, secrets_table},
      {"gtm", Domain::health | Domain::proxy},
      {"wam", Domain::proxy},
      {"vcmp", system_wide},
      {"api-protection", Domain::proxy},
      {"auth", Domain::users | Domain::authentication},
      {"cli", Domain::management},
      {"ltm", Domain::proxy | Domain::health | Domain::filters},
      {"net", Domain::interfaces | Domain::filters | Domain::routing},
      {"security", Domain::filters},
      {"sys", system_wide},
  });
  return rows;
}

Rows ignored_rows() {
  static constexpr std::string_view hardware = "how the hardware is used";
  static constexpr std::string_view process = "how the system's own processes run";
  static constexpr std::string_view names = "answers or asks for names";
  static constexpr std::string_view numbers = "figures about traffic";
  static constexpr std::string_view pages = "what pages for users look like";
  static constexpr std::string_view files = "a file; what uses it is read where it is used";
  static constexpr std::string_view in_profiles =
      "takes effect in virtual servers that name a profile of it, whose path rules are opaque then";
  static constexpr std::string_view lists = "takes effect where a neighbour names it, whose line is read";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("sys alert", "what the front panel shows"),
      ignored<Config>("sys aom", hardware),
      ignored<Config>("sys appiq", numbers),
      ignored<Config>("sys application template", "a form from which objects are made; the objects are read"),
      ignored<Config>("sys application apl-script", "a form from which objects are made; the objects are read"),
      ignored<Config>("sys application custom-stat", numbers),
      ignored<Config>("sys application service", "the values that objects were made from; the objects are read"),
      ignored<Config>("sys autoscale-group", process),
      ignored<Config>("sys availability", numbers),
      ignored<Config>("sys compatibility-level", hardware),
      ignored<Config>("sys core", process),
      ignored<Config>("sys daemon-status", process),
      ignored<Config>("sys datastor", process),
      ignored<Config>("sys diags", process),
      ignored<Config>("sys disk", hardware),
      ignored<Config>("sys dns", names),
      ignored<Config>("sys dynad", process),
      ignored<Config>("sys ecm", process),
      ignored<Config>("sys feature-module", process),
      ignored<Config>("sys file", files),
      ignored<Config>("sys folder", "a folder for objects"),
      ignored<Config>("sys fpga", hardware),
      ignored<Config>("sys hypervisor-info", hardware),
      ignored<Config>("sys icall", "tasks of the system's own"),
      ignored<Config>("sys integrity", process),
      ignored<Config>("sys internal-proxy", process),
      ignored<Config>("sys ipfix", numbers),
      ignored<Config>("sys iprep-status", process),
      ignored<Config>("sys license", process),
      ignored<Config>("sys management-dhcp", "what is asked of the network that gives the management address"),
      ignored<Config>("sys management-ovsdb", process),
      ignored<Config>("sys management-proxy-config", process),
      ignored<Config>("sys outbound-smtp", "how mail is sent"),
      ignored<Config>("sys pfman", hardware),
      ignored<Config>("sys provision", "how much memory each module has"),
      ignored<Config>("sys pva-traffic", hardware),
      ignored<Config>("sys raid", hardware),
      ignored<Config>("sys scriptd", process),
      ignored<Config>("sys sflow", numbers),
      ignored<Config>("sys software", "which images there are; the one that runs says so itself"),
      ignored<Config>("sys sync-sys-files", process),
      ignored<Config>("sys telemd", process),
      ignored<Config>("sys turboflex", hardware),
      ignored<Config>("sys ucs", process),
      ignored<Config>("sys url-db", "what is known about addresses of the web"),
      ignored<Config>("sys performance", numbers),
      ignored<Config>("net ipsec ike-daemon", "the log of a daemon; its peers stand elsewhere"),
      ignored<Config>("net routing prefix-list", lists),
      ignored<Config>("net routing route-map", lists),
      ignored<Config>("net routing as-path", lists),
      ignored<Config>("net routing access-list", lists),
      ignored<Config>("net routing community-list", lists),
      ignored<Config>("net routing extcommunity-list", lists),
      ignored<Config>("net routing profile", "timers"),
      ignored<Config>("net routing debug", process),
      ignored<Config>("net port-mirror", "copies frames for a probe"),
      ignored<Config>("net wccp", "which traffic a router hands over"),
      ignored<Config>("net lldp-neighbors", process),
      ignored<Config>("net packet-tester", process),
      ignored<Config>("apm", in_profiles),
      ignored<Config>("pem", in_profiles),
      ignored<Config>("apm client-packaging", pages),
      ignored<Config>("apm epsec", files),
      ignored<Config>("apm report", numbers),
      ignored<Config>("apm resource sandbox", files),
      ignored<Config>("apm oauth db-instance", process),
      ignored<Config>("apm policy customization-group", pages),
      ignored<Config>("apm policy customization-source", pages),
      ignored<Config>("apm policy image-file", pages),
      ignored<Config>("apm sso", "how users are known to servers behind"),
      ignored<Config>("apm log-setting", numbers),
      ignored<Config>("apm url-filter", "refuses more than what is read"),
      ignored<Config>("apm swg-scheme", "refuses more than what is read"),
      ignored<Config>("asm", "refuses more than what is read"),
      ignored<Config>("analytics", numbers),
      ignored<Config>("wom", "carries connections between two devices"),
      ignored<Config>("gtm datacenter", names),
      ignored<Config>("gtm distributed-app", names),
      ignored<Config>("gtm global-settings", names),
      ignored<Config>("gtm iquery", names),
      ignored<Config>("gtm link", names),
      ignored<Config>("gtm listener", names),
      ignored<Config>("gtm monitor", "how it asks; the pools that use it are declared"),
      ignored<Config>("gtm persist", names),
      ignored<Config>("gtm prober-pool", names),
      ignored<Config>("gtm region", names),
      ignored<Config>("gtm rule", names),
      ignored<Config>("gtm topology", names),
      ignored<Config>("gtm wideip", names),
      ignored<Config>("ilx", "scripts that other scripts call, which are opaque themselves"),
  });
  return rows;
}

/// bigip.conf of releases 9 and 10, in the words of bigpipe.
Rows old_rows() {
  static constexpr Domains traffic = Domain::proxy | Domain::health | Domain::redundancy;
  static constexpr auto rows = std::to_array<Row>({
      {"virtual", traffic},
      {"pool", traffic},
      {"node", traffic},
      {"monitor", traffic},
      {"profile", traffic},
      {"rule", Domain::proxy},
      {"class", Domain::proxy},
      {"snat", Domain::filters},
      {"snatpool", Domain::filters},
      {"snat translation", Domain::filters},
      {"nat", Domain::filters},
      {"vlan", Domain::interfaces},
      {"vlangroup", Domain::interfaces},
      {"trunk", Domain::interfaces},
      {"self", Domain::interfaces | Domain::redundancy},
      {"mgmt", Domain::interfaces | Domain::routing},
      {"route", Domain::routing},
      {"packet", Domain::filters},
      {"user", Domain::users},
      {"radius", Domain::authentication},
      {"tacacs", Domain::authentication},
      {"ldap", Domain::authentication},
      {"remoterole", Domain::users | Domain::authentication},
      {"httpd", Domain::management},
      {"sshd", Domain::management},
      {"system", Domain::management},
      {"snmpd", Domain::snmp},
      {"syslog", Domain::logging},
      {"ntp", Domain::time},
      {"dns", Domain::management},
      {"failover", Domain::redundancy},
      {"ha", Domain::redundancy},
      {"db", system_wide},
      {"partition", Domain::users},
      ignored<Config>("shell", "the folder that is written to"),
      ignored<Config>("provision", "how much memory each module has"),
      ignored<Config>("persist", "which of the pool's members takes a session"),
      ignored<Config>("stp", "loops in the layer below"),
      ignored<Config>("arp", "an address of the layer below"),
  });
  return rows;
}

}  // namespace muster::grammars::f5_bigip
