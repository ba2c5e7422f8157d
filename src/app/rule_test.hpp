#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/rule_fixtures.hpp"
#include "collectors/recipe.hpp"
#include "policy/mutation.hpp"
#include "policy/policy_set.hpp"

/// `muster policy test`: what the fixtures of a rule show, and what they would not notice.
namespace muster::app {

/// Bounds of one rule's test. What is over a bound is not tried, and said.
struct RuleTestLimits {
  std::size_t fixture_changes = 4000;  ///< of a passing fixture
  std::size_t evaluations = 400'000;   ///< for the changes of the rule
  bool mutation = true;                ///< false: only the verdicts of the fixtures
};

/// Fixtures of one format, by what they expect; those that got another verdict count too.
struct FormatCounts {
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t open = 0;
};

struct RuleTest {
  std::string rule;
  std::map<std::string, FormatCounts> formats;
  std::vector<Error> errors;          ///< fixtures that got another verdict, missing ones, a rule that nothing turns
  std::vector<std::string> warnings;  ///< a format with passing fixtures only, ...
  std::vector<std::string> limits;    ///< what was not tried
  std::size_t changes = 0;            ///< of passing fixtures
  std::size_t turned = 0;             ///< of them: the verdict was no longer "pass"
  std::size_t mutants = 0;            ///< changes of the rule
  std::vector<policy::Mutant> survivors;  ///< those that no fixture noticed
};

/// Tests one rule of the set with its fixtures: those of another rule in `fixtures` are left out. Changes the set while
/// it runs and leaves it as it was. Formats may be read from several threads; this uses one.
[[nodiscard]] RuleTest test_rule(policy::PolicySet& rules, const policy::RuleInfo& rule,
                                 std::span<const RuleFixture> fixtures, const collectors::RecipeBook& recipes,
                                 const RuleTestLimits& limits = {});

}  // namespace muster::app
