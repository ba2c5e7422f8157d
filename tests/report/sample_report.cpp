#include "sample_report.hpp"

#include <fmt/format.h>

#include "device_builder.hpp"
#include "report/rule_table.hpp"

namespace muster::test {
namespace {

using report::DeviceReport;
using report::RuleInfo;
using report::RunReport;
using Rules = std::vector<RuleInfo>;

constexpr std::string_view edge_config = R"(version 17.3
service timestamps log datetime msec localtime
no service password-encryption
hostname edge-fra-01
!
enable secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6
!
username netops privilege 15 secret 9 $9$oKd0K8gZ1bTqPU$hV9bCkYJ0m1sX2y6kq4tQ7wW3n5z8aA1cE4gI7kM0oU
username cisco privilege 15 password 7 0822455D0A16
!
interface GigabitEthernet0/0/0
 description uplink to carrier, circuit 4711
 ip address 198.51.100.2 255.255.255.252
 ip access-group outside-in in
!
interface GigabitEthernet0/0/1
 ip address 10.20.0.1 255.255.255.0
!
ip access-list extended outside-in
 permit tcp any host 203.0.113.10 eq 443
 permit ip any any
!
ip route 0.0.0.0 0.0.0.0 198.51.100.1
!
snmp-server community public RO
snmp-server location Frankfurt
platform punt-keepalive disable-kernel-core
!
line con 0
 stopbits 1
line vty 0 4
 transport input telnet ssh
 login local
!
ntp server 10.20.0.5
end
)";

constexpr std::string_view branch_config = R"(version 15.7
hostname edge-muc-01
username netops privilege 15 secret 9 $9$Qk1pTz8mYvXw3c$9sLr2uGhJ5dN7bV4xC1zM6aQ8wE0rT3yU5iO2pKfHgS
logging host 10.20.0.20
snmp-server group operators v3 priv
line vty 0 4
 transport input ssh
end
)";

constexpr std::string_view frr_config = R"(frr version 8.4.4
hostname core-fra-01
log syslog informational
router ospf
 ospf router-id 10.255.0.1
 network 10.20.0.0/16 area 0
exit
router bgp 65010
 neighbor 198.51.100.9 remote-as 65020
 neighbor 198.51.100.9 password s3cr3t-bgp-key
 address-family ipv4 unicast
  neighbor 198.51.100.9 route-map carrier-in in
  neighbor 198.51.100.9 sender-as-path-loop-detection
 exit-address-family
exit
)";

constexpr std::string_view nft_config = R"(table inet filter {
    chain input {
        type filter hook input priority filter; policy drop;
        ct state established,related accept
        iif "lo" accept
        tcp dport 22 ip saddr 10.20.0.0/24 accept
    }
    chain forward {
        type filter hook forward priority filter; policy accept;
        tcp dport { 80, 443 } accept
    }
}
)";

constexpr std::string_view sockets_text = R"(Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*     users:(("sshd",pid=612,fd=3))
tcp   LISTEN 0      4096         0.0.0.0:9990      0.0.0.0:*     users:(("java",pid=901,fd=88))
tcp   LISTEN 0      511          0.0.0.0:443       0.0.0.0:*     users:(("haproxy",pid=744,fd=6))
)";

constexpr std::string_view haproxy_config = R"(global
    log /dev/log local0
    stats socket /run/haproxy/admin.sock mode 660 level admin
frontend public
    bind :443 ssl crt /etc/haproxy/site.pem
    acl is_carbon path_beg /carbon
    http-request deny if is_carbon
    use_backend api if { path_beg /services }
    default_backend web
backend api
    server api1 10.20.4.11:8243 check
backend web
    server web1 10.20.4.21:8080 check
    server web2 10.20.4.22:8080 check
)";

constexpr std::string_view nginx_config = R"(server {
    listen 443 ssl;
    server_name shop.example.com;
    location / {
        proxy_pass http://10.20.4.21:8080;
    }
    location /carbon {
        proxy_pass https://10.20.4.30:9443;
    }
}
)";

constexpr std::string_view iptables_config = R"(*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s 10.20.0.0/24 -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -m set --match-set partners src -p tcp --dport 8443 -j ACCEPT
COMMIT
)";

Rules sample_rules() {
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
      .not_assessed("open-ports-declared", "domain management is open: line 27 of running-config was not understood",
                    "punt-keepalive")
      .fail("open-ports-no-telnet", "line vty 0 4", "line vty 0 4 accepts Telnet", "transport input")
      .fail("filters-no-any-any", "filter outside-in rule 2", "access list outside-in permits ip any any",
            "permit ip any any")
      .pass("routes-default-expected")
      .fail("credentials-no-default-password", "user cisco",
            "account cisco (privilege 15) has a factory password, stored as type 7", "username cisco")
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
      .not_assessed("routes-default-expected", "domain routing is open: line 13 of running-config was not understood",
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
      .not_assessed("filters-no-any-any", "domain filters is open: line 6 of iptables was not understood",
                    "--match-set")
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

RunReport small_report() {
  RunReport run = empty_run();
  const Rules all = sample_rules();
  run.rules = {all[5], all[8]};
  DeviceBuilder edge("edge-01", "cisco_ios", "Frankfurt", "edge router");
  edge.software("IOS-XE 17.3.5")
      .capture("running-config", "cisco_ios",
               "hostname edge-01\nusername cisco password 7 0822455D0A16\nplatform punt-keepalive\nend\n",
               {"0822455D0A16"}, {"punt-keepalive"})
      .open(Domain::management)
      .not_assessed("open-ports-no-telnet", "line 3 of running-config was not understood", "punt-keepalive")
      .fail("credentials-no-default-password", "user cisco", "account cisco has a factory password", "username cisco")
      .event(0, "connect", "192.0.2.10:22")
      .event(240, "close", "logged out");
  DeviceBuilder other("edge-02", "cisco_ios", "Munich", "edge router");
  other.lost_capture("running-config", "cisco_ios", CollectionFailure::truncated, "the end marker did not come")
      .open(Domains::all())
      .not_assessed("open-ports-no-telnet", "\"running-config\" was not collected: truncated")
      .not_assessed("credentials-no-default-password", "\"running-config\" was not collected: truncated");
  run.devices = {edge.build(run.rules), other.build(run.rules)};
  run.gaps.push_back({"inventory.toml:12:3", "unknown key \"adress\"; nearest: \"address\""});
  return run;
}

RunReport hostile_report() {
  RunReport run = empty_run();
  run.complete = false;
  const std::string evil = "<script>alert(1)</script>\"'&" + std::string("\0", 1) +
                           "\x1b]0;owned\x07\x1b[2J\r\xff\xc3\x28\xed\xa0\x80\u202eexe.cfg\u2066\u200b\u009b31m \u4e2d";
  DeviceBuilder device("evil" + evil, evil, evil, evil);
  device.software(evil)
      .capture("cfg" + evil, evil, "first " + evil + "\nsecond " + evil + "\n" + std::string(1 << 20, 'A'), {},
               {"second"})
      .lost_capture("lost" + evil, evil, CollectionFailure::garbage, evil)
      .fail("rule" + evil, "object" + evil, "message " + evil, "first")
      .not_assessed("rule2" + evil, "reason " + evil)
      .verdict(VerdictStatus::error, "rule3" + evil, evil, evil)
      .event(1, evil, evil);
  DeviceReport built = device.build({});
  built.facts.hostname = "host" + evil;
  built.facts.verdicts.front().evidence.push_back({99, 1, 2});
  built.facts.verdicts.front().evidence.push_back({0, 0, 0});
  built.facts.verdicts.front().evidence.push_back({0, 3, 0xffffffffU});
  built.facts.verdicts.front().evidence.push_back({1, 1, 1});
  built.captures.front().unknown_lines.push_back(77);
  run.devices.push_back(std::move(built));
  run.devices.push_back(
      DeviceBuilder("lost" + evil, evil, evil, evil).lost(CollectionFailure::protocol, evil, {}).build({}));
  run.gaps.push_back({evil, evil});
  return run;
}

RunReport large_report(std::size_t devices, std::size_t rules) {
  RunReport run = empty_run();
  for (std::size_t rule = 0; rule < rules; ++rule)
    run.rules.push_back({fmt::format("rule-{:03}", rule),
                         fmt::format("Rule number {}", rule),
                         static_cast<Severity>(rule % 5),
                         std::string(report::guideline_sections[rule % 7]),
                         "Set it right.",
                         {"NIST SP 800-53 CM-6"},
                         "baseline"});
  std::string text;
  for (int line = 0; line < 200; ++line) text += fmt::format("interface GigabitEthernet0/{}\n", line);
  for (std::size_t i = 0; i < devices; ++i) {
    DeviceBuilder device(fmt::format("device-{:05}", i), "cisco_ios", "site", "router");
    device.capture("running-config", "cisco_ios", text, {}, {"0/199"});
    for (std::size_t rule = 0; rule < rules; ++rule) {
      const std::string& id = run.rules[rule].id;
      if ((i + rule) % 20 == 0)
        device.fail(id, "", "it is wrong here", "Ethernet0/100");
      else if ((i + rule) % 20 == 1)
        device.not_assessed(id, "line 200 was not understood");
      else
        device.pass(id);
    }
    run.devices.push_back(device.build(run.rules));
  }
  return run;
}

}  // namespace muster::test
