#include "grammars/cisco_nxos/config.hpp"

/// Top-level keywords about the device itself that are declared but not modelled, each with what it can affect, and
/// those that are ignored on purpose, each with the reason.
namespace muster::grammars::cisco_nxos {
namespace {

/// `system urpf disable` switches the checks of all interfaces off.
Outcome source_check(Config& config, Cursor& cursor) {
  if (!cursor.accept("disable")) return cursor.fail("disable");
  config.no_source_check.reset();
  if (!cursor.negated) config.no_source_check = {true, cursor.lines()};
  return cursor.end();
}

}  // namespace

Rows other_rows() {
  static constexpr std::string_view hardware = "hardware, modules and licences";
  static constexpr std::string_view diagnostics = "diagnosis and counters";
  static constexpr std::string_view telemetry = "traffic statistics and measurements: no rule looks at them";
  static constexpr std::string_view cpu = "how much of each kind of traffic reaches the processor";
  static constexpr std::string_view lookup = "how the device looks names up";
  static constexpr std::string_view source = "which address the device's own requests come from";
  static constexpr std::string_view certificates = "where certificates come from: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      {"crypto", Domain::filters | Domain::routing | Domain::users},
      {"crypto ike", Domain::users},
      {"crypto ikev2", Domain::users},
      {"crypto ipsec", Domain::filters | Domain::routing},
      {"crypto map", Domain::filters | Domain::routing},
      {"crypto tunnel-encryption", Domain::users},
      ignored<Config>("crypto key", "host keys: they are not in the configuration"),
      ignored<Config>("crypto ca", certificates),
      ignored<Config>("crypto ca certificate", certificates),
      ignored<Config>("crypto certificatemap", certificates),
      ignored<Config>("crypto cert", certificates),
      ignored<Config>("fips", "which algorithms the device may use"),
      {"cts", Domain::filters | Domain::users},
      {"macsec", Domain::users},
      {"scheduler", Domain::management | Domain::users},
      {"event manager", Domain::management | Domain::users},
      {"service dhcp", Domain::management},
      ignored<Config>("user max-logins", "how often one account may be logged in at a time"),
      {"virtual-service", Domain::management},
      {"app-hosting", Domain::management},
      {"guestshell", Domain::management},
      {"tftp-server", Domain::management},
      {"ip http", Domain::management},
      {"ip ftp", Domain::users},
      {"ip scp", Domain::management},
      {"ip sla responder", Domain::management},
      {"sla responder", Domain::management},
      {"telemetry", Domain::management},
      {"openflow", Domain::management},
      {"onep", Domain::management | Domain::users},
      {"wsma", Domain::management},
      ignored<Config>("control-plane", cpu),
      ignored<Config>("copp", cpu),
      ignored<Config>("class-map", "sorts traffic"),
      ignored<Config>("policy-map", "rates, queues and marks of traffic"),
      ignored<Config>("ip sla", telemetry),
      ignored<Config>("sla", telemetry),
      ignored<Config>("flow", telemetry),
      ignored<Config>("sampler", telemetry),
      ignored<Config>("sflow", telemetry),
      ignored<Config>("monitor", telemetry),
      ignored<Config>("icam", telemetry),
      ignored<Config>("ngoam", telemetry),
      ignored<Config>("callhome", "reports about the hardware to its maker"),
      ignored<Config>("smart", hardware),
      ignored<Config>("license", hardware),
      ignored<Config>("power", hardware),
      ignored<Config>("poweroff", hardware),
      ignored<Config>("hardware", hardware),
      ignored<Config>("platform", hardware),
      ignored<Config>("module", hardware),
      ignored<Config>("locator-led", hardware),
      ignored<Config>("diagnostic", diagnostics),
      ignored<Config>("errdisable", diagnostics),
      ignored<Config>("event-history", diagnostics),
      {"service", Domain::management},
      ignored<Config>("service password-recovery", "who stands before the device: no rule asks"),
      ignored<Config>("service unsupported-transceiver", hardware),
      ignored<Config>("service exclude-bootconfig", diagnostics),
      ignored<Config>("debug", diagnostics),
      ignored<Config>("debug-filter", diagnostics),
      ignored<Config>("ttag", telemetry),
      ignored<Config>("checkpoint", "copies of the configuration"),
      ignored<Config>("rollback", "copies of the configuration"),
      {"system", Domain::management | Domain::interfaces},
      {"system urpf", Domain::filters, &source_check},
      ignored<Config>("system default switchport", "whether ports route, and which are shut: each says so itself"),
      ignored<Config>("system interface", "whether all ports are shut: no rule asks"),
      ignored<Config>("system mode", "which work the device leaves to others while it is looked after"),
      ignored<Config>("system jumbomtu", hardware),
      ignored<Config>("system vlan", hardware),
      ignored<Config>("system qos", hardware),
      ignored<Config>("system routing", hardware),
      ignored<Config>("system nve", hardware),
      ignored<Config>("system dot1q-tunnel", hardware),
      ignored<Config>("system fabric-mode", hardware),
      ignored<Config>("system module", hardware),
      ignored<Config>("system acl", hardware),
      ignored<Config>("system cores", diagnostics),
      ignored<Config>("system memory-thresholds", diagnostics),
      ignored<Config>("system switchover", diagnostics),
      ignored<Config>("system trace", diagnostics),
      ignored<Config>("system watchdog", diagnostics),
      ignored<Config>("system hap-reset", diagnostics),
      ignored<Config>("slot", hardware),
      ignored<Config>("install", hardware),
      ignored<Config>("fex", hardware),
      ignored<Config>("snmp", "what the agent shows of interfaces"),
      ignored<Config>("cfs", "whether peers share settings"),
      ignored<Config>("ip domain-lookup", lookup),
      ignored<Config>("ip domain-name", lookup),
      ignored<Config>("ip domain-list", lookup),
      ignored<Config>("ip name-server", lookup),
      ignored<Config>("ip host", lookup),
      ignored<Config>("ip dns", lookup),
      ignored<Config>("ipv6 host", lookup),
      ignored<Config>("ip ftp source-interface", source),
      ignored<Config>("ip tftp source-interface", source),
      ignored<Config>("ip ssh source-interface", source),
      ignored<Config>("ip telnet source-interface", source),
      ignored<Config>("ip http source-interface", source),
      ignored<Config>("ip source", source),
      ignored<Config>("mgmt-policy", hardware),
      ignored<Config>("switch-profile", "names a copy that two switches share"),
      ignored<Config>("session", "names a set of changes"),
      ignored<Config>("resequence", diagnostics),
  });
  return rows;
}

}  // namespace muster::grammars::cisco_nxos
