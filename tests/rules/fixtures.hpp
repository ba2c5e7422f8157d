#pragma once

#include <string_view>
#include <vector>

#include "app/fixture_verdict.hpp"
#include "app/rule_fixtures.hpp"
#include "collectors/recipe.hpp"
#include "core/verdict.hpp"
#include "policy/policy_set.hpp"

/// The fixtures of the shipped rules, policies/<pack>/fixtures, as `muster policy test` reads and judges them.
namespace muster::test {

using app::overall;
using app::RuleFixture;

/// All fixtures, sorted by rule and name. An unusable file is a failed check.
[[nodiscard]] const std::vector<RuleFixture>& rule_fixtures();

/// The shipped rules.
[[nodiscard]] const policy::PolicySet& shipped_rules();

[[nodiscard]] const collectors::RecipeBook& shipped_recipes();

/// The verdicts of the fixture's rule on it; `disabled_handler` is the keyword path to switch off, or empty.
[[nodiscard]] std::vector<Verdict> verdicts_on(const RuleFixture& fixture, std::string_view disabled_handler = {});

}  // namespace muster::test
