#include "rules/fixtures.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <tuple>

#include "app/fixture_verdict.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"

namespace muster::test {
namespace {

std::vector<RuleFixture> load_all() {
  std::vector<RuleFixture> fixtures;
  for (const std::string& pack : app::shipped_packs()) {
    auto set = app::load_fixtures(std::filesystem::path(MUSTER_SOURCE_DIR) / "policies" / pack / "fixtures");
    for (const Error& error : set.errors) FAIL_CHECK(to_string(error));
    std::ranges::move(set.fixtures, std::back_inserter(fixtures));
  }
  std::ranges::sort(fixtures, [](const RuleFixture& a, const RuleFixture& b) {
    return std::tie(a.rule, a.name) < std::tie(b.rule, b.name);
  });
  return fixtures;
}

}  // namespace

const std::vector<RuleFixture>& rule_fixtures() {
  static const std::vector<RuleFixture> fixtures = load_all();
  return fixtures;
}

const policy::PolicySet& shipped_rules() {
  static const auto packs = app::load_packs(app::shipped_packs());
  if (!packs)
    for (const Error& error : packs.error()) UNSCOPED_INFO(to_string(error));
  REQUIRE(packs);
  return packs->rules;
}

const collectors::RecipeBook& shipped_recipes() {
  static const auto recipes = app::load_recipes({});
  REQUIRE(recipes);
  return *recipes;
}

std::vector<Verdict> verdicts_on(const RuleFixture& fixture, std::string_view disabled_handler) {
  return app::judge_fixture(shipped_rules(), fixture, app::read_devices(fixture, shipped_recipes(), disabled_handler));
}

}  // namespace muster::test
