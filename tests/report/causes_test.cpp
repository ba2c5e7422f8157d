#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "device_builder.hpp"
#include "report/causes.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "schema_check.hpp"
#include "support/shared.hpp"

using namespace muster;
using namespace muster::report;
using nlohmann::json;

namespace {

RunReport with_rule() {
  RunReport run;
  RuleInfo rule;
  rule.id = "no-telnet";
  rule.title = "Telnet is off";
  rule.section = "Open ports";
  rule.remedy = "Switch it off.";
  run.rules.push_back(rule);
  return run;
}

void add(RunReport& run, const std::string& device, const std::string& object, const std::string& message,
         const std::string& line = {}, const std::string& platform = "cisco_ios") {
  test::DeviceBuilder builder(device, platform, "", "");
  builder.capture("running-config", "cisco_ios", "hostname x\n" + line + "\nend\n");
  builder.fail("no-telnet", object, message, line.empty() ? "no such line" : line);
  run.devices.push_back(builder.build(run.rules));
}

std::vector<CauseGroup> causes(const RunReport& run) {
  const RuleTable rules(run);
  const auto groups = group_by_rule(run, rules, VerdictStatus::fail);
  REQUIRE(groups.size() == 1);
  return causes_of(groups[0]);
}

/// A template's missing line on many devices, and one finding of its own.
RunReport fleet(std::size_t devices) {
  RunReport run = with_rule();
  for (std::size_t i = 0; i < devices; ++i) {
    const std::string id = "r" + std::to_string(i);
    add(run, id, "line vty 0 4", "line vty 0 4 of " + id + " accepts telnet", "transport input telnet");
  }
  add(run, "odd", "service telnet", "the telnet server is on", "ip telnet server");
  return run;
}

TerminalOptions wide() {
  TerminalOptions options;
  options.columns = 120;
  return options;
}

}  // namespace

TEST_CASE("causes: names, numbers and addresses do not tell causes apart, words do") {
  RunReport run = with_rule();
  add(run, "r1", "user admin", "account 'admin' of r1 may log in from 192.0.2.1");
  add(run, "r2", "user guest", "account 'guest' of r2 may log in from 198.51.100.7");
  add(run, "r3", "user admin", "account 'admin' of r3 has no password");
  const auto found = causes(run);
  REQUIRE(found.size() == 2);
  CHECK(found[0].findings.size() == 2);
  CHECK(found[0].devices == 2);
  CHECK(found[0].cause == "account * of * may log in from *");
  CHECK(found[1].cause == "account * of * has no password");
}

TEST_CASE("causes: what the product names is no name: two services are two causes") {
  RunReport run = with_rule();
  add(run, "r1", "service telnet", "service telnet is on");
  add(run, "r2", "service telnet", "service telnet is on");
  add(run, "r3", "blue/service http", "service http is on");
  const auto found = causes(run);
  REQUIRE(found.size() == 2);
  CHECK(found[0].cause == "service telnet is on");
  CHECK(found[1].cause == "service http is on");
}

TEST_CASE("causes: the same lines are one cause whatever the messages say, and another platform is another cause") {
  RunReport run = with_rule();
  add(run, "r1", "", "the red door is open", "transport input telnet");
  add(run, "r2", "", "the blue door is open", "  transport input telnet");
  add(run, "r3", "", "the blue door is open", "transport input telnet", "arista_eos");
  add(run, "r4", "", "the green door is open", "transport input all");
  const auto found = causes(run);
  REQUIRE(found.size() == 3);
  CHECK(found[0].findings.size() == 2);
  CHECK(found[0].cause == "the * door is open");
}

TEST_CASE("causes: findings without lines are grouped by their message only") {
  RunReport run = with_rule();
  add(run, "r1", "", "no log server");
  add(run, "r2", "", "no log server");
  add(run, "r3", "", "no time server");
  const auto found = causes(run);
  REQUIRE(found.size() == 2);
  CHECK(found[0].findings.size() == 2);
}

TEST_CASE("causes: a fail in doubt is not the same as a certain one") {
  RunReport run = with_rule();
  add(run, "r1", "", "no log server");
  add(run, "r2", "", "no log server");
  run.devices[1].facts.verdicts[0].in_doubt = true;
  CHECK(causes(run).size() == 2);
}

TEST_CASE("causes: every finding is in exactly one, and the totals count each") {
  const RunReport run = fleet(3200);
  const auto found = causes(run);
  REQUIRE(found.size() == 2);
  CHECK(found[0].findings.size() == 3200);
  CHECK(devices_of(found[0]).size() == 3200);
  CHECK(found[1].findings.size() == 1);
}

TEST_CASE("causes: the terminal shows one entry with its count, the first devices and one remedy") {
  const std::string text = terminal_summary(fleet(3200), wide());
  CHECK(text.find("3201 fail") != std::string::npos);
  CHECK(text.find("the same cause: 3199 more findings, on r1, r2, r3 and 3196 more") != std::string::npos);
  CHECK(text.find("the telnet server is on") != std::string::npos);
  CHECK(text.find("more findings (") == std::string::npos);
  CHECK(text.find("Switch it off.", text.find("Switch it off.") + 1) == std::string::npos);
}

TEST_CASE("causes: the terminal says how many findings of further causes it leaves out") {
  RunReport run = with_rule();
  for (const char* word : {"red", "red", "green", "blue", "black", "white"})
    add(run, std::string("r-") + word + std::to_string(run.devices.size()), "", std::string("the door is ") + word);
  CHECK(terminal_summary(run, wide()).find("... and 2 more findings (--html FILE writes all)") != std::string::npos);
}

TEST_CASE("causes: the HTML report folds what has the same cause, and leaves nothing out") {
  const std::string text = html_report(fleet(30));
  CHECK(text.find("The same cause: 30 findings in all, on 30 devices") != std::string::npos);
  for (int i = 1; i <= 31; ++i) CHECK(text.find("id=\"f" + std::to_string(i) + "\"") != std::string::npos);
}

TEST_CASE("causes: the JSON report has each group with all of its devices and findings, and follows the schema") {
  const json report = json::parse(json_report(fleet(300)));
  REQUIRE(report["finding_groups"].size() == 2);
  const json& group = report["finding_groups"][0];
  CHECK(group["rule_id"] == "no-telnet");
  CHECK(group["findings"] == 300);
  CHECK(group["devices"].size() == 300);
  CHECK(group["fingerprints"].size() == 300);
  CHECK(group["remedy"] == "Switch it off.");
  CHECK(report["summary"]["verdicts"]["fail"] == 301);
  const json schema =
      json::parse(test::read_file(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "report.schema.json"));
  CHECK(test::schema_violations(schema, report) == std::vector<std::string>{});
}
