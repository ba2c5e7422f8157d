#include <catch2/catch.hpp>

#include <array>
#include <set>
#include <string>

#include "app/packs.hpp"
#include "app/rule_test.hpp"
#include "rules/fixtures.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A part of a rule that no fixture can show, and why it stands there all the same.
struct Accepted {
  std::string_view rule;
  std::string_view part;
  std::string_view reason;
};
constexpr auto accepted = std::to_array<Accepted>({
    {"contexts-allowlist-only", "r.match != \"any\"", "what matches any path exposes the one on no list too"},
    {"contexts-allowlist-only", "\"any\"", "as above"},
    {"contexts-allowlist-only", "!r.match.startsWith(\"prefix\")", "the prefix / exposes the path on no list too"},
    {"contexts-allowlist-only", "\"prefix\"", "as above"},
    {"contexts-allowlist-only", "\"/on-no-list\"", "any other path that is on no list does as well"},
    {"credentials-no-reversible-password", "\"juniper-9\"", "Junos keeps passwords of accounts as hashes only"},
    {"firmware-minimum-release", "1", "a product's name stands once in front of its release"},
    {"logging-remote-targets", "device.logging.enabled == true", "no format shows a target while logging is off"},
    {"vty-access-class", "item.access_class != null", "no filter has the name null, unless filters are open"},
});

bool is_accepted(const std::string& rule, const policy::Mutant& mutant) {
  for (const Accepted& each : accepted)
    if (each.rule == rule && each.part == mutant.part) return true;
  return false;
}

/// A set of its own: it is changed while it is tested.
policy::PolicySet rules_to_change() {
  auto packs = app::load_packs(app::shipped_packs());
  REQUIRE(packs);
  return std::move(packs->rules);
}

}  // namespace

TEST_CASE("mutation: each shipped rule turns when a passing fixture is changed, and nothing was left untried") {
  policy::PolicySet rules = rules_to_change();
  for (const policy::RuleInfo& rule : rules.rules()) {
    const auto test = app::test_rule(rules, rule, rule_fixtures(), shipped_recipes());
    for (const Error& error : test.errors) FAIL_CHECK(to_string(error));
    for (const std::string& limit : test.limits) FAIL_CHECK(limit);
    INFO(rule.id);
    CHECK(test.turned > 0);
  }
}

TEST_CASE("mutation: some fixture notices each change of a rule of the production pack") {
  policy::PolicySet rules = rules_to_change();
  std::set<std::string> seen;
  for (const policy::RuleInfo& rule : rules.rules()) {
    if (rule.pack != "production") continue;
    for (const policy::Mutant& mutant : app::test_rule(rules, rule, rule_fixtures(), shipped_recipes()).survivors) {
      seen.insert(rule.id + " " + mutant.part);
      INFO(to_string(mutant.where) << ": nothing notices when `" << mutant.part << "` becomes " << mutant.becomes);
      CHECK(is_accepted(rule.id, mutant));
    }
  }
  for (const Accepted& each : accepted) {
    INFO("no longer needed: " << each.rule << " " << each.part);
    CHECK(seen.contains(std::string(each.rule) + " " + std::string(each.part)));
  }
}
