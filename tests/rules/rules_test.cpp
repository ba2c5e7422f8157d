#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "rules/fixtures.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("rules: every fixture gets the verdict that its name says") {
  for (const RuleFixture& fixture : rule_fixtures()) {
    INFO(fixture.rule << "/" << fixture.name);
    const auto verdicts = verdicts_on(fixture);
    for (const Verdict& verdict : verdicts) {
      UNSCOPED_INFO(verdict.object << ": " << to_string(verdict.status) << ": " << verdict.message);
      for (const std::string& reason : verdict.reasons) UNSCOPED_INFO("  " << reason);
    }
    CHECK(overall(verdicts) == fixture.expected);
  }
}

TEST_CASE("rules: every rule has a passing and a failing fixture, and every fixture a rule") {
  std::map<std::string, std::set<std::string>> seen;
  for (const RuleFixture& fixture : rule_fixtures()) seen[fixture.rule].insert(fixture.expected);
  std::set<std::string> ids;
  for (const policy::RuleInfo& rule : shipped_rules().rules()) {
    INFO(rule.id);
    ids.insert(rule.id);
    CHECK(seen[rule.id].contains("fail"));
    // A context rule passes only for exact-match allowlists; the others pass where all is understood.
    CHECK(seen[rule.id].contains("pass"));
  }
  for (const auto& [rule, expected] : seen) {
    INFO(rule);
    CHECK(ids.contains(rule));
  }
}

TEST_CASE("rules: every section of the guideline has a rule") {
  std::set<std::string> sections;
  for (const policy::RuleInfo& rule : shipped_rules().rules()) sections.insert(rule.section);
  CHECK(sections == std::set<std::string>{"Cluster failover and health", "Logging", "Open ports",
                                          "Routing tables and firewall rules", "Default credentials", "Firmware",
                                          "DMZ context paths"});
}

TEST_CASE("rules: a fail names the lines that it rests on") {
  for (const RuleFixture& fixture : rule_fixtures()) {
    if (fixture.expected != "fail" || fixture.name.find("absent") != std::string::npos) continue;
    INFO(fixture.rule << "/" << fixture.name);
    std::size_t lines = 0;
    for (const Verdict& verdict : verdicts_on(fixture))
      if (verdict.status == VerdictStatus::fail) {
        lines += verdict.evidence.size();
        for (const SeenValue& value : verdict.values) lines += value.lines.size();
      }
    CHECK(lines > 0);
  }
}
