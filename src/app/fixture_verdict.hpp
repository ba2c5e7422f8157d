#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/rule_fixtures.hpp"
#include "collectors/recipe.hpp"
#include "core/verdict.hpp"
#include "model/device.hpp"
#include "policy/policy_set.hpp"

/// What rules say of fixtures.
namespace muster::app {

/// The time at which fixtures are judged: they never depend on the day on which they are tested.
inline constexpr Timestamp fixture_time{};

/// Another text in place of one of the fixture's files.
struct FixtureChange {
  std::size_t file = 0;
  std::string_view text;
};

/// The devices of the fixture: neighbouring files of one device's name are its captures, and their formats all that is
/// known of it. `disabled_handler` is the keyword path to switch off, or empty.
[[nodiscard]] std::vector<model::Device> read_devices(const RuleFixture& fixture, const collectors::RecipeBook& recipes,
                                                      std::string_view disabled_handler = {},
                                                      const FixtureChange* change = nullptr);

/// What the fixture's rule says of them.
[[nodiscard]] std::vector<Verdict> judge_fixture(const policy::PolicySet& rules, const RuleFixture& fixture,
                                                 const std::vector<model::Device>& devices);

/// One word for a list of verdicts: "fail" if any fails, else "open" if any is not assessed, else "pass" if any passes,
/// else "none" (not applicable, out of scope).
[[nodiscard]] std::string overall(const std::vector<Verdict>& verdicts);

}  // namespace muster::app
