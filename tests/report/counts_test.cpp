#include <catch2/catch.hpp>

#include "device_builder.hpp"
#include "report/counts.hpp"
#include "report/findings.hpp"
#include "report/wording.hpp"
#include "sample_report.hpp"

using namespace muster;
using namespace muster::report;

namespace {

RunReport run_with(std::initializer_list<VerdictStatus> statuses) {
  RunReport run;
  test::DeviceBuilder device("a", "linux", "", "");
  int number = 0;
  for (const VerdictStatus status : statuses) device.verdict(status, "rule-" + std::to_string(number++), "", "");
  run.devices.push_back(device.build({}));
  return run;
}

}  // namespace

TEST_CASE("exit code: a failure comes before whatever is not assessed") {
  using enum VerdictStatus;
  CHECK(exit_code(run_with({pass, fail, not_assessed})) == ExitCode::findings);
  CHECK(exit_code(run_with({pass, not_assessed})) == ExitCode::not_assessed);
  CHECK(exit_code(run_with({pass, not_applicable, waived, out_of_scope})) == ExitCode::compliant);
}

TEST_CASE("exit code: an error is never compliant, whatever is tolerated") {
  CHECK(exit_code(run_with({VerdictStatus::pass, VerdictStatus::error}), 1.0) == ExitCode::not_assessed);
}

TEST_CASE("exit code: a run that answered nothing is not compliant") {
  using enum VerdictStatus;
  CHECK(exit_code(RunReport{}, 1.0) == ExitCode::not_assessed);
  CHECK(exit_code(run_with({}), 1.0) == ExitCode::not_assessed);
  CHECK(exit_code(run_with({out_of_scope}), 1.0) == ExitCode::not_assessed);
  CHECK(exit_code(run_with({not_assessed}), 1.0) == ExitCode::not_assessed);
}

TEST_CASE("exit code: tolerance covers a share of the verdicts that had to be answered") {
  using enum VerdictStatus;
  const RunReport run = run_with({pass, pass, pass, not_assessed, out_of_scope});
  CHECK(exit_code(run, 0.25) == ExitCode::compliant);
  CHECK(exit_code(run, 0.24) == ExitCode::not_assessed);
}

TEST_CASE("exit code: lost devices, gaps and an incomplete run are not tolerated") {
  RunReport lost = run_with({VerdictStatus::pass});
  lost.devices.front().facts.failure = CollectionFailure::stalled;
  CHECK(exit_code(lost, 1.0) == ExitCode::not_assessed);
  RunReport gap = run_with({VerdictStatus::pass});
  gap.gaps.push_back({"inventory.toml:1:1", "x"});
  CHECK(exit_code(gap, 1.0) == ExitCode::not_assessed);
  RunReport stopped = run_with({VerdictStatus::pass});
  stopped.complete = false;
  CHECK(exit_code(stopped, 1.0) == ExitCode::not_assessed);
}

TEST_CASE("counts: every verdict is in one status, one section; all sections of the guideline are there") {
  const RunReport run = test::sample_report();
  const RunCounts counts = count(run, RuleTable(run));
  std::size_t verdicts = 0;
  for (const DeviceReport& device : run.devices) verdicts += device.facts.verdicts.size();
  CHECK(counts.verdicts.total() == verdicts);
  std::size_t by_section = 0;
  for (const SectionCounts& section : counts.sections) by_section += section.verdicts.total();
  CHECK(by_section == verdicts);
  CHECK(counts.sections.size() == guideline_sections.size());
  CHECK(counts.devices == 14);
  CHECK(counts.not_collected() == 3);
  CHECK(counts.partly_collected == 2);
}

TEST_CASE("counts: a verdict of a rule that nobody describes is kept, in a section of its own") {
  const RunReport run = run_with({VerdictStatus::fail});
  const RuleTable rules(run);
  CHECK(rules.rule("rule-0").title == "rule-0");
  CHECK(rules.sections().back() == "Other");
  CHECK(count(run, rules).sections.back().verdicts[VerdictStatus::fail] == 1);
}

TEST_CASE("findings: the worst severity comes first, then what concerns most devices") {
  const RunReport run = test::sample_report();
  const RuleTable rules(run);
  const auto groups = group_by_rule(run, rules, VerdictStatus::fail);
  REQUIRE(groups.size() > 3);
  CHECK(groups[0].rule->id == "context-no-management-path");
  CHECK(groups[0].devices == 3);
  CHECK(groups[1].rule->id == "filters-no-any-any");
  CHECK(groups[2].rule->id == "credentials-no-default-password");
  CHECK(groups.back().severity == Severity::low);
}

TEST_CASE("findings: reasons leave out devices that were not collected, losses tell them, a changed key first") {
  const RunReport run = test::sample_report();
  for (const ReasonGroup& group : group_by_reason(run))
    CHECK(group.reason.find("the device was not collected") == std::string::npos);
  CHECK(group_by_reason(run).front().verdicts == 11);
  const auto lost = lost_devices(run);
  REQUIRE(lost.size() == 3);
  CHECK(lost.front().failure == CollectionFailure::host_key_changed);
  CHECK(lost_captures(run).size() == 2);
}

TEST_CASE("findings: the same reason on other lines is the same reason") {
  RunReport run;
  for (const char* reason :
       {"device.users: open (line 3)", "device.users: open (lines 7, 9-12, ...)", "(lines) differ"})
    run.devices.push_back(test::DeviceBuilder(reason, "linux", "", "").not_assessed("rule", reason).build({}));
  const auto groups = group_by_reason(run);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].reason == "device.users: open");
  CHECK(groups[0].devices.size() == 2);
  CHECK(groups[1].reason == "(lines) differ");
}

TEST_CASE("wording: a share is rounded down, so that 100 % means all") {
  CHECK(understood_share({.understood = 9999, .ignored = 0, .known = 1, .unknown = 0}) == "99.9 %");
  CHECK(understood_share({.understood = 3, .ignored = 1, .known = 0, .unknown = 0}) == "100 %");
  CHECK(understood_share({}) == "none");
  CHECK(one_line("  first\n  second \r\n") == "first second");
  CHECK(duration_text(std::chrono::seconds(725)) == "12 min 5 s");
  CHECK(date_text(*parse_timestamp("2026-03-01T02:00:07Z")) == "1 March 2026, 02:00 UTC");
}

TEST_CASE("exit code: a fail in its grace period is reported and does not count") {
  using enum VerdictStatus;
  RunReport run = run_with({pass, fail, fail});
  run.devices.front().facts.verdicts[1].grace_until = "2026-12-24";
  CHECK(exit_code(run) == ExitCode::findings);  // the other one counts
  run.devices.front().facts.verdicts[2].grace_until = "2026-12-24";
  CHECK(exit_code(run) == ExitCode::compliant);
  const RunCounts counts = count(run, RuleTable(run));
  CHECK(counts.verdicts[fail] == 2);
  CHECK(counts.in_grace == 2);
  CHECK(grace_text(counts) == "2 of them new: they do not count yet");
  CHECK(grace_text(run.devices.front().facts.verdicts[1]) == "new: does not count before 2026-12-24");
}

TEST_CASE("exit code: what is not assessed still counts beside fails in their grace period") {
  using enum VerdictStatus;
  RunReport run = run_with({fail, not_assessed});
  run.devices.front().facts.verdicts[0].grace_until = "2026-12-24";
  CHECK(exit_code(run) == ExitCode::not_assessed);
}
