#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "device_builder.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "report/waivers.hpp"
#include "schema_check.hpp"
#include "support/shared.hpp"

using namespace muster;
using namespace muster::report;
using nlohmann::json;

namespace {

Timestamp day(const char* text) { return parse_timestamp(text).value(); }

template <class Use>
Use granted(const char* id, WaiverState state, const char* expires) {
  Use use;
  use.id = id;
  use.requester = "A. Tester";
  use.approver = "B. Owner";
  use.ticket = "CHG-1";
  use.where = "waivers.toml:2:6";
  use.granted = day("2026-11-01");
  use.expires = day(expires);
  use.state = state;
  return use;
}

WaiverUse waiver(const char* id, WaiverState state, const char* expires, std::vector<WaivedVerdict> covers = {}) {
  auto use = granted<WaiverUse>(id, state, expires);
  use.rule = "no-telnet";
  use.reason = "the old <console> server";
  use.compensating_control = "one network only";
  use.covers = std::move(covers);
  return use;
}

DeclarationUse declaration(const char* id, WaiverState state, std::vector<DeclaredPlace> lines) {
  auto use = granted<DeclarationUse>(id, state, "2026-12-31");
  use.format = "cisco_ios";
  use.line = "lamp \\d+";
  use.block = "shelf .*";
  use.domains = Domain::users | Domain::snmp;
  use.because = "it only blinks";
  use.lines = std::move(lines);
  use.verdicts = use.lines.empty() ? 0 : 2;
  return use;
}

/// A waived fail on edge-1, one that an expired waiver covers on edge-2, a declared line.
RunReport run_with_exceptions() {
  RunReport run;
  run.as_of = day("2026-11-20T12:00:00Z");
  RuleInfo rule;
  rule.id = "no-telnet";
  rule.title = "Telnet is off";
  rule.section = "Open ports";
  run.rules.push_back(rule);
  for (const char* id : {"edge-1", "edge-2"}) {
    test::DeviceBuilder device(id, "cisco_ios", "", "");
    device.capture("running-config", "cisco_ios", "hostname x\nlamp 7\nend\n", {}, {"lamp"});
    device.fail("no-telnet", "service telnet", "telnet is on", "hostname");
    run.devices.push_back(device.build(run.rules));
  }
  Verdict& waived = run.devices[0].facts.verdicts[0];
  waived.status = VerdictStatus::waived;
  waived.waiver = "W-1";
  run.devices[0].captures[0].declared.push_back({2, "L-1", true});
  run.waivers = {waiver("W-1", WaiverState::in_use, "2026-12-31", {{"edge-1", "service telnet", waived.fingerprint}}),
                 waiver("W-2", WaiverState::expired, "2026-11-10", {{"edge-2", "service telnet", "0123456789abcdef"}}),
                 waiver("W-3", WaiverState::unused, "2026-12-31")};
  run.waivers[2].passing = 4;
  run.declarations = {declaration("L-1", WaiverState::in_use, {{"edge-1", "running-config", 2}}),
                      declaration("L-2", WaiverState::unused, {})};
  return run;
}

TerminalOptions wide() {
  TerminalOptions options;
  options.columns = 120;
  return options;
}

}  // namespace

TEST_CASE("exceptions: how long a waiver still works is said in days") {
  const auto life = [](WaiverState state, const char* expires) {
    return life_text(waiver("W", state, expires), day("2026-11-20T23:59:59Z"));
  };
  CHECK(life(WaiverState::in_use, "2026-11-20") == "until 2026-11-20, today is its last day");
  CHECK(life(WaiverState::in_use, "2026-11-21") == "until 2026-11-21, in 1 day");
  CHECK(life(WaiverState::expired, "2026-11-10") == "expired on 2026-11-10, 10 days ago");
  CHECK(life(WaiverState::not_yet, "2026-12-31") == "from 2026-11-01 to 2026-12-31");
}

TEST_CASE("exceptions: why a waiver is idle tells what to do") {
  WaiverUse use = waiver("W", WaiverState::unused, "2026-12-31");
  CHECK(idle_text(use) == "no verdict of its rule fits: take it out, or correct its object, fingerprint or devices");
  use.passing = 1;
  CHECK(idle_text(use) == "what it speaks about passes (1 verdict): take it out");
  use.not_assessed = 2;
  CHECK(idle_text(use) == "what it speaks about was not assessed (2 verdicts): that cannot be waived");
}

TEST_CASE("exceptions: the terminal counts waived findings apart and names every exception, the expired first") {
  const std::string text = terminal_summary(run_with_exceptions(), wide());
  CHECK(text.find("1 waived") != std::string::npos);
  const auto expired = text.find("EXPIRED WAIVERS: what they cover counts again");
  const auto waived = text.find("WAIVED: 1 finding by 1 waiver");
  REQUIRE(expired != std::string::npos);
  REQUIRE(waived != std::string::npos);
  CHECK(expired < waived);
  CHECK(text.find("no-telnet: 1 finding, expired on 2026-11-10, 10 days ago") != std::string::npos);
  CHECK(text.find("edge-2 service telnet") != std::string::npos);
  CHECK(text.find("CHG-1, approved by B. Owner") != std::string::npos);
  CHECK(text.find("no-telnet: what it speaks about passes (4 verdicts): take it out") != std::string::npos);
  CHECK(text.find("cisco_ios: lines 'lamp \\d+' in 'shelf .*' cannot matter to users, snmp") != std::string::npos);
  CHECK(text.find("1 line on 1 device; 2 verdicts rest on it") != std::string::npos);
  CHECK(text.find("LINE DECLARATIONS THAT FIT NO LINE") != std::string::npos);
  CHECK(text.find("Mend what the expired waiver W-2 covers") != std::string::npos);
}

TEST_CASE("exceptions: the HTML report has a part for them, and none where there are none") {
  const std::string text = html_report(run_with_exceptions());
  CHECK(text.find("<section id=\"waivers\">") != std::string::npos);
  CHECK(text.find("the old &lt;console&gt; server") != std::string::npos);
  CHECK(text.find("waived by W-1") != std::string::npos);
  CHECK(text.find("it only blinks") != std::string::npos);
  RunReport without = run_with_exceptions();
  without.waivers.clear();
  without.declarations.clear();
  CHECK(html_report(without).find("<section id=\"waivers\">") == std::string::npos);
}

TEST_CASE("exceptions: the JSON report has all of them, and follows the schema") {
  const json report = json::parse(json_report(run_with_exceptions()));
  REQUIRE(report["waivers"].size() == 3);
  CHECK(report["waivers"][0]["state"] == "in use");
  CHECK(report["waivers"][0]["covers"][0]["device_id"] == "edge-1");
  CHECK(report["waivers"][1]["state"] == "expired");
  CHECK(report["waivers"][1]["expires"] == "2026-11-10");
  CHECK(report["devices"][0]["verdicts"][0]["waiver"] == "W-1");
  CHECK(report["line_declarations"][0]["lines"][0]["line"] == 2);
  CHECK(report["devices"][0]["captures"][0]["declared_lines"][0]["text"] == "lamp 7");
  CHECK(report["devices"][0]["captures"][0]["declared_lines"][0]["declaration"] == "L-1");
  const json schema =
      json::parse(test::read_file(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "report.schema.json"));
  CHECK(test::schema_violations(schema, report) == std::vector<std::string>{});
}
