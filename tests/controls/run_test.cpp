#include "app/run_controls.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "app/commands.hpp"

using namespace muster;
using namespace muster::app;

namespace {

RunOptions options_with(std::vector<std::string> benchmarks) {
  RunOptions options;
  options.benchmarks = std::move(benchmarks);
  return options;
}

}  // namespace

TEST_CASE("a run without a benchmark loads none, and keeps its packs") {
  const auto controls = load_run_controls(RunOptions());
  REQUIRE(controls.has_value());
  CHECK_FALSE(controls->has_value());
  CHECK(packs_of_run(RunOptions(), *controls).empty());
  CHECK(assess_run(*controls, {}).empty());
}

TEST_CASE("a run with a benchmark loads the packs that hold its rules, beside those asked for") {
  RunOptions options = options_with({"disa-cisco-ios-router-ndm"});
  const auto controls = load_run_controls(options);
  REQUIRE(controls.has_value());
  CHECK(packs_of_run(options, *controls) == std::vector<std::string>{"production", "hardening"});
  options.policies = {"site.toml"};
  CHECK(packs_of_run(options, *controls) == std::vector<std::string>{"site.toml", "hardening", "production"});
}

TEST_CASE("a run is assessed by the rules that it had") {
  const auto controls = load_run_controls(options_with({"wso2-production"}));
  REQUIRE(controls.has_value());
  report::RunReport run;
  run.rules.emplace_back().id = "contexts-blocked";
  report::DeviceReport device;
  device.facts.device_id = "proxy";
  Verdict& verdict = device.facts.verdicts.emplace_back();
  verdict.rule_id = "contexts-blocked";
  verdict.device_id = "proxy";
  verdict.status = VerdictStatus::pass;
  run.devices.push_back(device);
  const auto results = assess_run(*controls, run);
  REQUIRE(results.size() == 1);
  const auto state_of = [&](std::string_view id) {
    return std::ranges::find_if(results[0].controls, [&](const auto& row) { return row.control->id == id; })->state;
  };
  CHECK(state_of("contexts-blocked") == controls::ControlState::part_covered);
  CHECK(state_of("contexts-allowlist") == controls::ControlState::not_in_run);
  CHECK(state_of("ports-product") == controls::ControlState::not_covered);
}

TEST_CASE("a benchmark that does not exist, or attestations of none, stop a run before it begins") {
  const auto unknown = load_run_controls(options_with({"wso2-prodution"}));
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().front().message.find("did you mean 'wso2-production'?") != std::string::npos);
  RunOptions options;
  options.attestations = {"attestations.toml"};
  const auto alone = load_run_controls(options);
  REQUIRE_FALSE(alone.has_value());
  CHECK(alone.error().front().message == "--attestations: name the benchmark, with --benchmark");
}
