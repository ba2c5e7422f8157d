#include "app/run_controls.hpp"

#include <algorithm>
#include <utility>

#include "app/commands.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"

namespace muster::app {

std::expected<std::optional<RunControls>, std::vector<Error>> load_run_controls(const RunOptions& options) {
  if (options.benchmarks.empty()) {
    if (options.attestations.empty()) return std::nullopt;
    return std::unexpected(
        std::vector{Error{ErrorKind::usage, "--attestations: name the benchmark, with --benchmark", {}}});
  }
  const auto recipes = load_recipes(options.recipes);
  if (!recipes) return std::unexpected(recipes.error());
  auto benchmarks = load_all_benchmarks({}, {}, *recipes);
  if (!benchmarks) return std::unexpected(std::move(benchmarks.error()));
  RunControls controls{std::move(*benchmarks), {}, {}};
  auto chosen = chosen_benchmarks(controls.benchmarks, options.benchmarks, {});
  if (!chosen) return std::unexpected(std::vector{std::move(chosen).error()});
  controls.chosen = std::move(*chosen);
  auto attestations = read_attestations(options.attestations, controls.benchmarks);
  if (!attestations) return std::unexpected(std::move(attestations.error()));
  controls.attestations = std::move(*attestations);
  return std::optional(std::move(controls));
}

std::vector<std::string> packs_of_run(const RunOptions& options, const std::optional<RunControls>& controls) {
  std::vector<std::string> packs = options.policies;
  if (!controls) return packs;
  if (packs.empty()) packs.emplace_back(default_pack);
  for (std::string& needed : packs_needed(controls->benchmarks, controls->chosen))
    if (std::ranges::find(packs, needed) == packs.end()) packs.push_back(std::move(needed));
  return packs;
}

std::vector<controls::BenchmarkResult> assess_run(const std::optional<RunControls>& controls,
                                                  const report::RunReport& run) {
  std::vector<controls::BenchmarkResult> results;
  if (!controls) return results;
  std::vector<std::string> rules;
  for (const report::RuleInfo& rule : run.rules) rules.push_back(rule.id);
  std::ranges::sort(rules);
  const std::vector<controls::Subject> subjects = subjects_of(run.devices);
  for (const controls::Benchmark* const benchmark : controls->chosen)
    results.push_back(assess(*benchmark, {subjects, rules, controls->attestations, run.as_of, run.groups,
                                          controls->benchmarks.group_rules}));
  return results;
}

}  // namespace muster::app
