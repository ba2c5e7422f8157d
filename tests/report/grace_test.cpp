#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "device_builder.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "schema_check.hpp"
#include "support/shared.hpp"

using namespace muster;
using namespace muster::report;
using nlohmann::json;

namespace {

/// A run with one finding of a new, deprecated rule.
RunReport run_in_grace() {
  RunReport run;
  RuleInfo rule;
  rule.id = "new-rule";
  rule.title = "A new rule";
  rule.section = "Logging";
  rule.remedy = "Mend it.";
  rule.deprecated = "use other-rule";
  run.rules.push_back(rule);
  test::DeviceBuilder device("edge", "linux", "", "");
  device.verdict(VerdictStatus::fail, "new-rule", "", "it is so");
  run.devices.push_back(device.build(run.rules));
  run.devices.front().facts.verdicts.front().grace_until = "2026-12-24";
  return run;
}

}  // namespace

TEST_CASE("grace: the terminal shows the finding, marked, and says that the rule is deprecated") {
  const std::string text = terminal_summary(run_in_grace(), {});
  CHECK(text.find("1 of them new: it does not count yet") != std::string::npos);
  CHECK(text.find("(new: does not count before 2026-12-24) it is so") != std::string::npos);
  CHECK(text.find("The rule is deprecated: use other-rule") != std::string::npos);
}

TEST_CASE("grace: the HTML report shows the finding, marked, and says that the rule is deprecated") {
  const std::string text = html_report(run_in_grace());
  CHECK(text.find("new: does not count before 2026-12-24") != std::string::npos);
  CHECK(text.find("1 of them new: it does not count yet") != std::string::npos);
  CHECK(text.find("This rule is deprecated: use other-rule") != std::string::npos);
}

TEST_CASE("grace: a finding about a group is marked in each report, and does not count") {
  RunReport run = run_in_grace();
  Verdict verdict = run.devices.front().facts.verdicts.front();
  run.devices.front().facts.verdicts.clear();
  verdict.device_id = "group core";
  run.groups.push_back({"group core", 2, 2, {verdict}});
  CHECK(terminal_summary(run, {}).find("(new: does not count before 2026-12-24) it is so") != std::string::npos);
  CHECK(html_report(run).find("new: does not count before 2026-12-24") != std::string::npos);
  const json report = json::parse(json_report(run));
  CHECK(report["summary"]["outcome"] == "compliant");
  CHECK(report["groups"][0]["verdicts"][0]["grace_until"] == "2026-12-24");
  const json schema = json::parse(test::read_file(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "report.schema.json"));
  CHECK(test::schema_violations(schema, report) == std::vector<std::string>{});
}

TEST_CASE("grace: the JSON report names the day, counts such fails, and follows the schema") {
  const json report = json::parse(json_report(run_in_grace()));
  CHECK(report["summary"]["outcome"] == "compliant");
  CHECK(report["summary"]["in_grace"] == 1);
  CHECK(report["devices"][0]["verdicts"][0]["grace_until"] == "2026-12-24");
  CHECK(report["rules"][0]["deprecated"] == "use other-rule");
  const json schema = json::parse(test::read_file(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "report.schema.json"));
  CHECK(test::schema_violations(schema, report) == std::vector<std::string>{});
}
