#include "sample_rules.hpp"

namespace muster::test {

using report::RunReport;

std::vector<report::RuleInfo> sample_rules() {
  using enum Severity;
  const std::string pack = "baseline";
  return {
      {"failover-peer-healthy",
       "The cluster has a healthy standby",
       high,
       "Cluster failover and health",
       "Bring the standby back, then test a failover in a maintenance window.",
       {"NIST SP 800-53 SC-24"},
       pack},
      {"failover-pool-size",
       "Every pool has two members or more",
       medium,
       "Cluster failover and health",
       "Add a second member to the pool.",
       {"NIST SP 800-53 CP-10"},
       pack},
      {"logging-remote-target",
       "Logs are sent to a central collector",
       high,
       "Logging",
       "Configure one or more log targets in the management network.",
       {"NIST SP 800-53 AU-4(1)", "PCI DSS 10.3.3"},
       pack},
      {"logging-timestamps",
       "Log lines carry a date and a time",
       low,
       "Logging",
       "Turn on time stamps for log lines.",
       {"NIST SP 800-53 AU-8"},
       pack},
      {"open-ports-declared",
       "Every listening port is declared",
       medium,
       "Open ports",
       "Stop the service, or declare the port for this role in the inventory.",
       {"NIST SP 800-53 CM-7(1)"},
       pack},
      {"open-ports-no-telnet",
       "No management by Telnet",
       high,
       "Open ports",
       "Allow SSH only on all VTY lines.",
       {"NIST SP 800-53 AC-17(2)", "PCI DSS 2.2.7"},
       pack},
      {"filters-no-any-any",
       "No filter permits everything from everywhere",
       critical,
       "Routing tables and firewall rules",
       "Replace the rule by the flows that are needed, and log the rest.",
       {"NIST SP 800-53 SC-7(5)", "PCI DSS 1.2.1"},
       pack},
      {"routes-default-expected",
       "The default route leads where it should",
       high,
       "Routing tables and firewall rules",
       "Compare the next hop with the inventory's.",
       {"NIST SP 800-53 SC-7"},
       pack},
      {"credentials-no-default-password",
       "No local account keeps a factory password",
       critical,
       "Default credentials",
       "Set a new secret for the account, or remove it.",
       {"NIST SP 800-53 IA-5(1)", "PCI DSS 2.2.2"},
       pack},
      {"credentials-snmp-community",
       "No well-known SNMP community",
       high,
       "Default credentials",
       "Use SNMPv3 with authentication and privacy.",
       {"NIST SP 800-53 IA-5"},
       pack},
      {"firmware-at-least-baseline",
       "The software is at least the approved release",
       high,
       "Firmware",
       "Plan the upgrade to the approved release.",
       {"NIST SP 800-53 SI-2"},
       pack},
      {"context-no-management-path",
       "No management path is open in the DMZ",
       critical,
       "DMZ context paths",
       "Remove the location, or allow it for the management network only.",
       {"OWASP ASVS 13.1"},
       pack},
  };
}

RunReport empty_run() {
  RunReport run;
  run.tool_version = "0.1.0";
  run.run_id = "7f3a2c91";
  run.evaluation_id = "b04d55e2";
  run.started = Timestamp(std::chrono::seconds(1772330400));  // 2026-03-01T02:00:00Z
  run.finished = run.started + std::chrono::seconds(41);
  run.as_of = run.finished;
  return run;
}

}  // namespace muster::test
