#include <fmt/format.h>

#include "device_builder.hpp"
#include "report/rule_table.hpp"
#include "sample_report.hpp"
#include "sample_rules.hpp"

namespace muster::test {

using report::DeviceReport;
using report::RunReport;

RunReport small_report() {
  RunReport run = empty_run();
  const std::vector<report::RuleInfo> all = sample_rules();
  run.rules = {all[5], all[8]};
  DeviceBuilder edge("edge-01", "cisco_ios", "Frankfurt", "edge router");
  edge.software("IOS-XE 17.3.5")
      .capture("running-config", "cisco_ios",
               "hostname edge-01\nusername cisco password 7 0822455D0A16\nplatform punt-keepalive\nend\n",
               {"0822455D0A16"}, {"punt-keepalive"})
      .limit("the device masks SNMP communities for this account", Domain::snmp)
      .open(Domain::management)
      .not_assessed("open-ports-no-telnet", "line 3 of running-config was not understood", "punt-keepalive")
      .fail("credentials-no-default-password", "user cisco", "account cisco has a factory password", "username cisco")
      .value("user cisco: password", "(secret, cisco-7)", "username cisco")
      .value("user cisco: is_default_credential()", "true", "username cisco")
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
      .limit(evil, Domains::all())
      .lost_capture("lost" + evil, evil, CollectionFailure::garbage, evil)
      .fail("rule" + evil, "object" + evil, "message " + evil, "first")
      .value("what" + evil, "value" + evil + std::string(1000, 'v'), "first")
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
