#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "device_builder.hpp"
#include "report/html.hpp"
#include "report/json.hpp"

using namespace muster;
using namespace muster::report;
using nlohmann::json;

namespace {

/// A run over one device whose one verdict of that status rests on `number` values.
RunReport run_with(VerdictStatus status, std::size_t number) {
  RunReport run;
  RuleInfo rule;
  rule.id = "idle";
  rule.title = "Idle sessions are closed";
  rule.section = "Ports";
  run.rules.push_back(rule);
  test::DeviceBuilder device("edge", "cisco_ios", "", "");
  device.capture("running-config", "cisco_ios", "line vty 0 4\n exec-timeout 0 0\nend\n").verdict(status, "idle", "", "m");
  for (std::size_t i = 0; i < number; ++i)
    device.value("line " + std::to_string(i) + ": exec_timeout", std::to_string(100 + i), "exec-timeout");
  run.devices.push_back(device.build(run.rules));
  return run;
}

json verdict_of(const RunReport& run) { return json::parse(json_report(run))["devices"][0]["verdicts"][0]; }

}  // namespace

TEST_CASE("values: a fail, waived or not, shows what it rests on, with the lines of each value") {
  for (const VerdictStatus status : {VerdictStatus::fail, VerdictStatus::waived}) {
    const json values = verdict_of(run_with(status, 2))["values"];
    REQUIRE(values.size() == 2);
    CHECK(values[0] == json{{"what", "line 0: exec_timeout"},
                            {"value", "100"},
                            {"lines", {{{"capture", 0}, {"first_line", 2}, {"last_line", 2}}}}});
  }
  const std::string page = html_report(run_with(VerdictStatus::fail, 2));
  CHECK(page.find("<th scope=\"row\">line 1: exec_timeout</th><td><code>101</code></td><td>running-config line 2</td>") !=
        std::string::npos);
}

TEST_CASE("values: a pass shows none, and neither does a fail of which they are not known") {
  CHECK_FALSE(verdict_of(run_with(VerdictStatus::pass, 2)).contains("values"));
  CHECK_FALSE(verdict_of(run_with(VerdictStatus::not_assessed, 2)).contains("values"));
  CHECK_FALSE(verdict_of(run_with(VerdictStatus::fail, 0)).contains("values"));
  CHECK(html_report(run_with(VerdictStatus::fail, 0)).find("Rests on") == std::string::npos);
}

TEST_CASE("values: JSON has all, the page the first twelve; both cut a long one") {
  const RunReport many = run_with(VerdictStatus::fail, 20);
  CHECK(verdict_of(many)["values"].size() == 20);
  const std::string page = html_report(many);
  CHECK(page.find("line 11: exec_timeout") != std::string::npos);
  CHECK(page.find("line 12: exec_timeout") == std::string::npos);
  CHECK(page.find("and 8 more values: the JSON report has all") != std::string::npos);
  RunReport run = run_with(VerdictStatus::fail, 1);
  run.devices[0].facts.verdicts[0].values[0].value = std::string(5000, 'x');
  CHECK(verdict_of(run)["values"][0]["value"] == std::string(400, 'x') + "... (+4600 bytes)");
  CHECK(html_report(run).find(std::string(401, 'x')) == std::string::npos);
}

TEST_CASE("values: a place that the captures do not have is left out") {
  RunReport run = run_with(VerdictStatus::fail, 1);
  run.devices[0].facts.verdicts[0].values[0].lines = {{7, 1, 1}};
  CHECK(html_report(run).find("<td><code>100</code></td><td></td>") != std::string::npos);
}
