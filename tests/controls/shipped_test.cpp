#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

#include "app/benchmarks.hpp"
#include "app/recipes.hpp"
#include "support/shared.hpp"

using namespace muster;
using namespace muster::controls;

namespace {

const app::Benchmarks& shipped() {
  static const app::Benchmarks all = [] {
    const auto recipes = app::load_recipes({});
    REQUIRE(recipes.has_value());
    auto loaded = app::load_all_benchmarks({}, {}, *recipes);
    if (!loaded)
      for (const Error& error : loaded.error()) UNSCOPED_INFO(to_string(error));
    REQUIRE(loaded.has_value());
    return std::move(*loaded);
  }();
  return all;
}

}  // namespace

TEST_CASE("every shipped benchmark loads: each of its rules is shipped") {
  CHECK(shipped().all.size() >= 42);
  for (const Benchmark& benchmark : shipped().all) {
    INFO(benchmark.id);
    CHECK(benchmark.date > *parse_timestamp("2020-01-01"));
    CHECK_FALSE(benchmark.controls.empty());
  }
}

TEST_CASE("no shipped control overrides a severity, and none that is tested whole leaves something to attest") {
  for (const Benchmark& benchmark : shipped().all)
    for (const Control& control : benchmark.controls) {
      INFO(benchmark.id << " " << control.id);
      CHECK_FALSE(control.override.has_value());
      CHECK((control.coverage == Coverage::full) ==
            (control.coverage != Coverage::none && control.attestation.empty()));
    }
}

TEST_CASE("every control of the published STIGs is accounted for, with its ids, category and NIST controls") {
  const auto file = test::shared_folder("data/stig/network_stig_rules.json");
  if (!file) return;
  std::ifstream stream(*file);
  const auto published = nlohmann::json::parse(stream);
  std::map<std::string, const Control*> by_group;
  std::size_t controls = 0;
  for (const Benchmark& benchmark : shipped().all) {
    if (benchmark.publisher != "DISA") continue;
    controls += benchmark.controls.size();
    for (const Control& control : benchmark.controls) CHECK(by_group.emplace(control.group, &control).second);
  }
  CHECK(controls == published.size());
  for (const auto& rule : published) {
    INFO(rule["stig_id"] << " " << rule["gid"]);
    const auto found = by_group.find(rule["gid"].get<std::string>());
    REQUIRE(found != by_group.end());
    CHECK(found->second->id == rule["stig_id"].get<std::string>());
    CHECK(to_string(*found->second->severity) == rule["severity"].get<std::string>());
    CHECK(found->second->nist == rule["nist"].get<std::vector<std::string>>());
  }
}
