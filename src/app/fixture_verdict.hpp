#pragma once

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

/// The device that a file of the fixture shows: its format is the whole of what is known of it. `bytes` stands for the
/// file's; `disabled_handler` is the keyword path to switch off, or empty.
[[nodiscard]] model::Device read_device(const RuleFixture& fixture, const FixtureFile& file, std::string_view bytes,
                                        const collectors::RecipeBook& recipes, std::string_view disabled_handler = {});

/// The devices of the fixture.
[[nodiscard]] std::vector<model::Device> read_devices(const RuleFixture& fixture, const collectors::RecipeBook& recipes,
                                                      std::string_view disabled_handler = {});

/// What the fixture's rule says of them.
[[nodiscard]] std::vector<Verdict> judge_fixture(const policy::PolicySet& rules, const RuleFixture& fixture,
                                                 const std::vector<model::Device>& devices);

/// One word for a list of verdicts: "fail" if any fails, else "open" if any is not assessed, else "pass" if any passes,
/// else "none" (not applicable, out of scope).
[[nodiscard]] std::string overall(const std::vector<Verdict>& verdicts);

}  // namespace muster::app
