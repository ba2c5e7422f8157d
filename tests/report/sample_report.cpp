#include "sample_report.hpp"

#include "device_builder.hpp"
#include "sample_configs.hpp"
#include "sample_rules.hpp"

namespace muster::test {
namespace {

using report::DeviceReport;
using report::RuleInfo;
using report::RunReport;
using Rules = std::vector<RuleInfo>;

const std::vector<std::string_view> edge_secrets{"$9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6",
                                                 "$9$oKd0K8gZ1bTqPU$hV9bCkYJ0m1sX2y6kq4tQ7wW3n5z8aA1cE4gI7kM0oU",
                                                 "0822455D0A16", "public"};

void add_session(DeviceBuilder& device, const char* command) {
  device.event(0, "connect", "192.0.2.10:22")
      .event(4, "key exchange", "curve25519-sha256, ssh-ed25519, aes128-gcm")
      .event(31, "authentication", "public key")
      .event(58, "prompt", "learnt")
      .event(212, "command", command)
      .event(240, "close", "logged out");
}

DeviceReport edge_fra(const Rules& rules) {
  DeviceBuilder device("edge-fra-01", "cisco_ios", "Frankfurt", "edge router");
  device.software("IOS-XE 17.3.5")
      .capture("running-config", "cisco_ios", edge_config, edge_secrets, {"punt-keepalive"})
      .open(Domain::management | Domain::health)
      .not_applicable("failover-peer-healthy")
      .not_applicable("failover-pool-size")
      .fail("logging-remote-target", "", "no log target is configured", "service timestamps log")
      .pass("logging-timestamps")
      .not_assessed("open-ports-declared", "management: a line about it was not understood (line 27)", "punt-keepalive")
      .fail("open-ports-no-telnet", "line vty 0 4", "line vty 0 4 accepts Telnet", "transport input")
      .value("terminal_line vty 0 4: transport_input", "telnet, ssh", "transport input")
      .fail("filters-no-any-any", "filter outside-in rule 2", "access list outside-in permits ip any any",
            "permit ip any any")
      .pass("routes-default-expected")
      .fail("credentials-no-default-password", "user cisco",
            "account cisco (privilege 15) has a factory password, stored as type 7", "username cisco")
      .value("user cisco: password", "(secret, cisco-7)", "username cisco")
      .value("user cisco: is_default_credential()", "true", "username cisco")
      .fail("credentials-snmp-community", "community 1", "a well-known community may read the device",
            "snmp-server community")
      .pass("firmware-at-least-baseline")
      .not_applicable("context-no-management-path");
  add_session(device, "show running-config: 35 lines");
  return device.build(rules);
}

DeviceReport edge_muc(const Rules& rules) {
  DeviceBuilder device("edge-muc-01", "cisco_ios", "Munich", "edge router");
  device.software("IOS 15.7(3)M2")
      .capture("running-config", "cisco_ios", branch_config,
               {"$9$Qk1pTz8mYvXw3c$9sLr2uGhJ5dN7bV4xC1zM6aQ8wE0rT3yU5iO2pKfHgS"})
      .not_applicable("failover-peer-healthy")
      .pass("logging-remote-target")
      .fail("logging-timestamps", "", "service timestamps log is off", "logging host")
      .pass("open-ports-no-telnet")
      .pass("filters-no-any-any")
      .pass("credentials-no-default-password")
      .pass("credentials-snmp-community")
      .fail("firmware-at-least-baseline", "", "IOS 15.7(3)M2 is older than the approved 15.7(3)M9", "version 15.7")
      .not_applicable("context-no-management-path");
  add_session(device, "show running-config: 8 lines");
  return device.build(rules);
}

DeviceReport core(const char* id, const Rules& rules) {
  DeviceBuilder device(id, "frr", "Frankfurt", "core router");
  device.software("FRR 8.4.4")
      .capture("running-config", "frr", frr_config, {"s3cr3t-bgp-key"}, {"sender-as-path-loop-detection"})
      .open(Domain::routing)
      .not_applicable("failover-pool-size")
      .pass("logging-remote-target")
      .pass("logging-timestamps")
      .pass("open-ports-no-telnet")
      .pass("credentials-no-default-password")
      .pass("credentials-snmp-community")
      .not_assessed("routes-default-expected", "routing: a line about it was not understood (line 13)",
                    "sender-as-path")
      .pass("firmware-at-least-baseline")
      .not_applicable("context-no-management-path");
  add_session(device, "show running-config: 15 lines");
  return device.build(rules);
}

DeviceReport firewall_fra(const Rules& rules) {
  DeviceBuilder device("fw-fra-01", "linux", "Frankfurt", "firewall");
  device.software("Debian 12.5")
      .capture("nftables", "nftables", nft_config)
      .capture("listening sockets", "linux_sockets", sockets_text)
      .pass("logging-remote-target")
      .fail("open-ports-declared", "tcp 0.0.0.0:9990", "tcp port 9990 (java) is open on every address, not declared",
            "0.0.0.0:9990")
      .pass("open-ports-no-telnet")
      .fail("filters-no-any-any", "chain inet filter forward", "chain forward accepts whatever no rule matches",
            "hook forward")
      .pass("routes-default-expected")
      .pass("credentials-no-default-password")
      .pass("firmware-at-least-baseline")
      .not_applicable("context-no-management-path");
  add_session(device, "nft -s list ruleset: 12 lines");
  return device.build(rules);
}

DeviceReport firewall_muc(const Rules& rules) {
  DeviceBuilder device("fw-muc-01", "linux", "Munich", "firewall");
  device.software("Debian 12.5")
      .capture("iptables", "iptables", iptables_config, {}, {"--match-set"})
      .lost_capture("listening sockets", "linux_sockets", CollectionFailure::refused,
                    "exit status 1: sudo: a password is required")
      .open(Domain::filters | Domain::listeners)
      .pass("logging-remote-target")
      .not_assessed("open-ports-declared", "\"listening sockets\" was not collected: refused")
      .pass("open-ports-no-telnet")
      .not_assessed("filters-no-any-any", "filters: a line about it was not understood (line 6)", "--match-set")
      .pass("routes-default-expected")
      .pass("credentials-no-default-password")
      .pass("firmware-at-least-baseline")
      .not_applicable("context-no-management-path");
  add_session(device, "iptables-save: 7 lines");
  return device.build(rules);
}

DeviceReport load_balancer(const char* id, bool healthy, const Rules& rules) {
  DeviceBuilder device(id, "linux", "Frankfurt", "load balancer");
  device.software("Debian 12.5").capture("haproxy", "haproxy", haproxy_config);
  if (healthy)
    device.pass("failover-peer-healthy");
  else
    device.fail("failover-peer-healthy", "vrrp VI_1", "the standby of VI_1 was not seen for 26 minutes", "frontend");
  device.fail("failover-pool-size", "pool api", "pool api has one member: api1", "server api1")
      .pass("logging-remote-target")
      .pass("open-ports-declared")
      .pass("credentials-no-default-password")
      .pass("firmware-at-least-baseline")
      .fail("context-no-management-path", "frontend public /carbon",
            "/carbon is denied by a prefix rule, which is no proof for /Carbon or //carbon", "is_carbon")
      .in_doubt();
  add_session(device, "cat /etc/haproxy/haproxy.cfg: 14 lines");
  return device.build(rules);
}

DeviceReport web(const Rules& rules) {
  DeviceBuilder device("web-dmz-01", "linux", "Frankfurt", "reverse proxy");
  device.software("Debian 12.5")
      .capture("nginx", "nginx", nginx_config)
      .pass("logging-remote-target")
      .pass("open-ports-declared")
      .pass("credentials-no-default-password")
      .pass("firmware-at-least-baseline")
      .fail("context-no-management-path", "server shop.example.com /carbon",
            "/carbon of shop.example.com leads to 10.20.4.30:9443 and is open to everyone", "/carbon");
  add_session(device, "nginx -T: 10 lines");
  return device.build(rules);
}

DeviceReport branch_truncated(const Rules& rules) {
  DeviceBuilder device("rtr-ham-01", "cisco_ios", "Hamburg", "branch router");
  device.software("IOS 15.7(3)M9")
      .lost_capture("running-config", "cisco_ios", CollectionFailure::truncated,
                    "51,200 bytes came, the end marker \"end\" did not")
      .open(Domains::all());
  for (const RuleInfo& rule : rules)
    if (rule.id == "firmware-at-least-baseline")
      device.pass(rule.id);
    else
      device.not_assessed(rule.id, "\"running-config\" was not collected: truncated");
  add_session(device, "show running-config: no end marker within 60 s");
  return device.build(rules);
}

DeviceReport healthy(const char* id, const Rules& rules) {
  DeviceBuilder device(id, "linux", "Munich", "time server");
  device.software("Debian 12.5").capture("os-release", "os_release", "ID=debian\nVERSION_ID=\"12\"\n");
  for (const RuleInfo& rule : rules)
    if (rule.section.starts_with("Cluster") || rule.section.starts_with("DMZ"))
      device.not_applicable(rule.id);
    else
      device.pass(rule.id);
  add_session(device, "cat /etc/os-release: 2 lines");
  return device.build(rules);
}

}  // namespace

RunReport sample_report() {
  RunReport run = empty_run();
  run.rules = sample_rules();
  const Rules& rules = run.rules;
  const auto lost = [&](const char* id, const char* site, CollectionFailure failure, const char* detail) {
    DeviceBuilder device(id, "cisco_ios", site, "switch");
    device.lost(failure, detail, rules).event(0, "connect", "192.0.2.31:22").event(12, "close", detail);
    return device.build(rules);
  };
  run.devices.push_back(core("core-fra-01", rules));
  run.devices.push_back(core("core-fra-02", rules));
  run.devices.push_back(edge_fra(rules));
  run.devices.push_back(edge_muc(rules));
  run.devices.push_back(firewall_fra(rules));
  run.devices.push_back(firewall_muc(rules));
  run.devices.push_back(load_balancer("lb-fra-01", false, rules));
  run.devices.push_back(load_balancer("lb-fra-02", true, rules));
  run.devices.push_back(healthy("ntp-muc-01", rules));
  run.devices.push_back(branch_truncated(rules));
  run.devices.push_back(lost("sw-ber-01", "Berlin", CollectionFailure::stalled, "no prompt within 30 s after login"));
  run.devices.push_back(
      lost("sw-fra-07", "Frankfurt", CollectionFailure::denied, "password of account muster refused"));
  run.devices.push_back(lost("sw-muc-03", "Munich", CollectionFailure::host_key_changed,
                             "presented ssh-ed25519 SHA256:pT3mXq0uYxkR8vJb5cN2aLw7dGzFhE4sKiOyUQ1eB9A, pinned "
                             "ssh-ed25519 SHA256:Zk8nVr1tWyjQ7uIa4bM3cKx6eFyGgD5rLhPzTS2fC0E"));
  run.devices.push_back(web(rules));
  run.gaps.push_back({"inventory.toml:48:3", "unknown platform \"cisco_iso\"; nearest: \"cisco_ios\""});
  return run;
}

}  // namespace muster::test
