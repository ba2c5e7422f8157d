#include "controls/assessment.hpp"

#include "controls/benchmark_samples.hpp"
#include "report/controls_report.hpp"

using namespace muster;
using namespace muster::controls;
using namespace muster::test;

namespace {

const std::vector<std::string> all_rules{"logging-timestamps", "logging-two-targets", "time-two-servers"};
const Timestamp as_of = *parse_timestamp("2026-06-01");

Verdict verdict(std::string_view rule, VerdictStatus status) {
  Verdict made;
  made.rule_id = rule;
  made.device_id = "r1";
  made.status = status;
  made.fingerprint = finding_fingerprint(rule, "r1", "");
  return made;
}

DeviceFacts device(const std::vector<std::pair<std::string_view, VerdictStatus>>& verdicts,
                   std::string_view id = "r1") {
  DeviceFacts facts;
  facts.device_id = id;
  facts.platform = "cisco_ios";
  for (const auto& [rule, status] : verdicts) facts.verdicts.push_back(verdict(rule, status));
  return facts;
}

const std::vector<std::pair<std::string_view, VerdictStatus>> all_pass{{"logging-two-targets", VerdictStatus::pass},
                                                                       {"logging-timestamps", VerdictStatus::pass},
                                                                       {"time-two-servers", VerdictStatus::pass}};

/// What was judged together, and which rules are about that.
struct Together {
  std::vector<GroupVerdicts> groups{};
  std::vector<std::string> rules{};
};

/// An assessment that owns what it refers to.
struct Assessed {
  explicit Assessed(std::vector<DeviceFacts> given, std::vector<std::string> rules = all_rules,
                    std::vector<Attestation> signed_for = {}, Together together = {})
      : benchmark(sample_benchmark()),
        devices(std::move(given)),
        groups(std::move(together.groups)),
        attestations(std::move(signed_for)) {
    std::vector<Subject> subjects;
    for (const DeviceFacts& facts : devices) subjects.push_back({&facts, {}});
    result = assess(benchmark, {subjects, rules, attestations, as_of, groups, together.rules});
  }
  Assessed(const Assessed&) = delete;
  Assessed& operator=(const Assessed&) = delete;

  [[nodiscard]] ControlState whole() const { return result.controls[0].state; }
  [[nodiscard]] ControlState part() const { return result.controls[1].state; }
  [[nodiscard]] ExitCode code() const { return report::controls_exit_code(std::span(&result, 1)); }

  Benchmark benchmark;
  std::vector<DeviceFacts> devices;
  std::vector<GroupVerdicts> groups;
  std::vector<Attestation> attestations;
  BenchmarkResult result;
};

/// Two devices of which "logging-two-targets" (tested whole) was asked together, with these verdicts: object and status.
Assessed asked_together(const std::vector<std::pair<std::string, VerdictStatus>>& verdicts,
                        std::vector<std::string> devices = {"a", "b"}, std::string_view platform_of_b = "cisco_ios") {
  GroupVerdicts group{"group core", 2, 2, {}, std::move(devices)};
  for (const auto& [object, status] : verdicts) {
    Verdict& made = group.verdicts.emplace_back(verdict("logging-two-targets", status));
    made.device_id = "group core";
    made.object = object;
  }
  std::vector<DeviceFacts> two{device({}, "a"), device({}, "b")};
  two[1].platform = platform_of_b;
  return Assessed(std::move(two), all_rules, {}, {{group}, {"logging-two-targets"}});
}

ControlState whole_with(VerdictStatus status) { return Assessed({device({{"logging-two-targets", status}})}).whole(); }

Attestation attested(std::string_view control, std::string_view expires) {
  Attestation made;
  made.benchmark = "sample";
  made.control = control;
  made.date = *parse_timestamp("2026-01-01");
  made.expires = *parse_timestamp(expires);
  return made;
}

}  // namespace

TEST_CASE("only a control that its tests cover whole is ever 'tests passed'") {
  const Assessed assessed({device(all_pass)});
  CHECK(assessed.whole() == ControlState::passed);
  CHECK(assessed.part() == ControlState::part_covered);
  CHECK(assessed.result.controls[2].state == ControlState::not_covered);
  CHECK(to_string(ControlState::part_covered) == "tests passed, part covered");
}

TEST_CASE("each verdict has its state; what was not judged is never a pass") {
  using enum VerdictStatus;
  CHECK(whole_with(pass) == ControlState::passed);
  CHECK(whole_with(fail) == ControlState::failed);
  CHECK(whole_with(waived) == ControlState::failed_waived);
  CHECK(whole_with(not_applicable) == ControlState::not_applicable);
  for (const VerdictStatus status : {not_assessed, error, out_of_scope})
    CHECK(whole_with(status) == ControlState::not_assessed);
}

TEST_CASE("one fail outweighs all passes, and a waived one too") {
  using enum VerdictStatus;
  CHECK(Assessed({device({{"time-two-servers", pass}, {"logging-timestamps", fail}})}).part() == ControlState::failed);
  CHECK(Assessed({device({{"time-two-servers", pass}, {"logging-timestamps", waived}})}).part() ==
        ControlState::failed_waived);
  CHECK(Assessed({device({{"time-two-servers", fail}, {"logging-timestamps", waived}})}).part() ==
        ControlState::failed);
  CHECK(Assessed({device({{"time-two-servers", pass}, {"logging-timestamps", not_assessed}})}).part() ==
        ControlState::not_assessed);
  CHECK(Assessed({device({{"time-two-servers", pass}, {"logging-timestamps", not_applicable}})}).part() ==
        ControlState::part_covered);
}

TEST_CASE("a rule that was not part of the run leaves its control open, whatever others say") {
  const Assessed assessed({device(all_pass)}, {"logging-timestamps"});
  CHECK(assessed.whole() == ControlState::not_in_run);
  CHECK(assessed.part() == ControlState::not_in_run);
  CHECK(assessed.result.controls[1].not_in_run == std::vector<std::string>{"time-two-servers"});
  CHECK(assessed.result.controls[1].tests ==
        TestCounts{.passed = 1, .failed = 0, .waived = 0, .not_assessed = 0, .not_applicable = 0});
  const Assessed failed({device({{"logging-timestamps", VerdictStatus::fail}})}, {"logging-timestamps"});
  CHECK(failed.part() == ControlState::failed);
}

TEST_CASE("over the fleet the worst device decides; each keeps its own state, and findings keep their fingerprints") {
  const Assessed assessed(
      {device(all_pass, "a"), device({{"logging-two-targets", VerdictStatus::fail}}, "b"), device({}, "lost")});
  const ControlResult& whole = assessed.result.controls[0];
  CHECK(whole.state == ControlState::failed);
  REQUIRE(whole.devices.size() == 3);
  CHECK(whole.devices[0].state == ControlState::passed);
  CHECK(whole.devices[1].state == ControlState::failed);
  CHECK(whole.devices[2].state == ControlState::not_assessed);
  REQUIRE(whole.findings.size() == 1);
  CHECK(whole.findings[0]->fingerprint == finding_fingerprint("logging-two-targets", "r1", ""));
  CHECK(assessed.result[ControlState::failed] == 1);
  CHECK(assessed.code() == ExitCode::findings);
}

TEST_CASE("without a device that it speaks about nothing is said") {
  DeviceFacts other = device(all_pass);
  other.platform = "linux";
  const Assessed assessed({other});
  CHECK(assessed.result.devices.empty());
  CHECK(assessed.result.other_devices == 1);
  CHECK(assessed.whole() == ControlState::not_assessed);
  CHECK(assessed.code() == ExitCode::not_assessed);
}

TEST_CASE("an attestation shows beside the tests and never changes their state") {
  const auto state_with = [](std::string_view expires) {
    const Assessed assessed({device(all_pass)}, all_rules, {attested("PART-1", expires)});
    CHECK(assessed.part() == ControlState::part_covered);
    return assessed.result.controls[1].attested;
  };
  CHECK(state_with("2027-01-01") == AttestationState::given);
  CHECK(state_with("2026-05-31") == AttestationState::expired);
  const Assessed assessed({device(all_pass)});
  CHECK(assessed.result.controls[0].attested == AttestationState::not_needed);
  CHECK(assessed.result.controls[1].attested == AttestationState::missing);
  CHECK(assessed.result.controls[2].attested == AttestationState::missing);
}

TEST_CASE("compliant is a run whose every control is proven, or attested for the rest") {
  CHECK(Assessed({device(all_pass)}).code() == ExitCode::not_assessed);
  CHECK(Assessed({device(all_pass)}, all_rules, {attested("PART-1", "2027-01-01"), attested("NONE-1", "2027-01-01")})
            .code() == ExitCode::compliant);
  CHECK(Assessed({device(all_pass)}, all_rules, {attested("PART-1", "2026-05-31"), attested("NONE-1", "2027-01-01")})
            .code() == ExitCode::not_assessed);
}

TEST_CASE("a benchmark speaks about platforms or formats, and where they are known about products and roles") {
  DeviceFacts facts = device({});
  const auto says = [&](const Benchmark& benchmark, std::vector<std::string> formats = {}) {
    return fits(benchmark, {&facts, std::move(formats)});
  };
  Benchmark any;
  CHECK(says(any));
  Benchmark narrow;
  narrow.platforms = {"cisco_ios"};
  narrow.software = {"IOS"};
  narrow.roles = {"router"};
  CHECK(says(narrow));
  facts.software = "15.2";
  CHECK(says(narrow));
  facts.software = "IOS-XE 17.3.5";
  CHECK_FALSE(says(narrow));
  facts.software = "IOS 15.2(7)E";
  CHECK(says(narrow));
  facts.role = "edge";
  CHECK(says(narrow));
  facts.role = "switch";
  CHECK_FALSE(says(narrow));
  Benchmark web;
  web.formats = {"nginx"};
  CHECK_FALSE(says(web, {"cisco_ios"}));
  CHECK(says(web, {"linux_users", "nginx"}));
}

TEST_CASE("a rule about several devices is judged by the verdicts about them together") {
  using enum VerdictStatus;
  CHECK(asked_together({{"", pass}}).whole() == ControlState::passed);
  CHECK(asked_together({{"", fail}}).whole() == ControlState::failed);
  CHECK(asked_together({{"", waived}}).whole() == ControlState::failed_waived);
  CHECK(asked_together({{"", not_assessed}}).whole() == ControlState::not_assessed);
  CHECK(asked_together({{"", not_applicable}}).whole() == ControlState::not_applicable);
  const Assessed failed = asked_together({{"group 15.2", pass}, {"group 15.4", fail}});
  const ControlResult& control = failed.result.controls[0];
  CHECK(control.devices.empty());
  REQUIRE(control.groups.size() == 1);
  CHECK(control.groups[0].state == ControlState::failed);
  CHECK(control.groups[0].tests.passed == 1);
  REQUIRE(control.findings.size() == 1);
  CHECK(control.findings[0]->device_id == "group core");
  CHECK(control.not_together.empty());
  CHECK(failed.code() == ExitCode::findings);
}

TEST_CASE("what is said of a member by name counts for that device, and only once") {
  using enum VerdictStatus;
  const Assessed assessed = asked_together({{"device a", fail}, {"device b", pass}});
  const ControlResult& control = assessed.result.controls[0];
  REQUIRE(control.devices.size() == 2);
  CHECK(control.devices[0].state == ControlState::failed);
  CHECK(control.devices[1].state == ControlState::passed);
  CHECK(control.groups.empty());
  CHECK(control.tests == TestCounts{.passed = 1, .failed = 1, .waived = 0, .not_assessed = 0, .not_applicable = 0});
  const Assessed open = asked_together({{"device a", pass}, {"device b", pass}, {"device *", not_assessed}});
  CHECK(open.whole() == ControlState::not_assessed);
  REQUIRE(open.result.controls[0].groups.size() == 1);
  CHECK(open.result.controls[0].groups[0].state == ControlState::not_assessed);
}

TEST_CASE("a rule about several devices that was asked of none together leaves its control open") {
  const Assessed none({device(all_pass)}, all_rules, {}, {{}, {"logging-two-targets"}});
  CHECK(none.whole() == ControlState::not_in_run);
  CHECK(none.result.controls[0].not_together == std::vector<std::string>{"logging-two-targets"});
  CHECK(none.result.controls[0].not_in_run.empty());
  const Assessed part({device(all_pass)}, all_rules, {}, {{}, {"time-two-servers"}});
  CHECK(part.part() == ControlState::not_in_run);
  CHECK(part.result.controls[1].devices.at(0).state == ControlState::part_covered);
}

TEST_CASE("a benchmark sees the groups with a device that it speaks about, and of their members only those") {
  using enum VerdictStatus;
  CHECK(asked_together({{"", fail}}, {"b"}, "linux").whole() == ControlState::not_in_run);
  CHECK(asked_together({{"", fail}}, {"a", "b"}, "linux").whole() == ControlState::failed);
  CHECK(asked_together({{"", fail}}, {}, "linux").whole() == ControlState::failed);  // the fleet: all
  CHECK(asked_together({{"device a", pass}, {"device b", fail}}, {}, "linux").whole() == ControlState::passed);
}
