#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "collectors/recipe.hpp"
#include "controls/assessment.hpp"
#include "core/result.hpp"
#include "policy/policy_set.hpp"
#include "report/report_data.hpp"

namespace muster::app {

/// The benchmarks that the program carries and those of some files.
struct Benchmarks {
  std::vector<controls::Benchmark> all;             ///< sorted by id
  std::map<std::string, std::string> pack_of_rule;  ///< of every shipped rule: the pack's name
  std::vector<std::string> group_rules;             ///< the rules about several devices, sorted
};

/// Loads every shipped benchmark, and further files or folders. Their rules must exist in a shipped pack, or in one of
/// `policies` (as for `load_packs`). All errors at once.
[[nodiscard]] std::expected<Benchmarks, std::vector<Error>> load_all_benchmarks(
    const std::vector<std::string>& paths, const std::vector<std::string>& policies,
    const collectors::RecipeBook& recipes);

/// As above, with these rules beside the shipped ones.
[[nodiscard]] std::expected<Benchmarks, std::vector<Error>> load_benchmarks_beside(
    const std::vector<std::string>& paths, std::span<const policy::RuleInfo> own,
    const collectors::RecipeBook& recipes);

/// The benchmark of that id; an error names the nearest.
[[nodiscard]] Result<const controls::Benchmark*> require_benchmark(const Benchmarks& benchmarks, const std::string& id);

/// Attestation files; a document's path is relative to its file.
[[nodiscard]] std::expected<std::vector<controls::Attestation>, std::vector<Error>> read_attestations(
    const std::vector<std::string>& paths, const Benchmarks& benchmarks);

/// The named benchmarks; none named: those that speak about one of the subjects.
[[nodiscard]] Result<std::vector<const controls::Benchmark*>> chosen_benchmarks(
    const Benchmarks& benchmarks, const std::vector<std::string>& names,
    const std::vector<controls::Subject>& subjects);

/// The shipped packs that hold the rules of these benchmarks.
[[nodiscard]] std::vector<std::string> packs_needed(const Benchmarks& benchmarks,
                                                    const std::vector<const controls::Benchmark*>& chosen);

/// The devices of a report as an assessment sees them. Refers to them.
[[nodiscard]] std::vector<controls::Subject> subjects_of(const std::vector<report::DeviceReport>& devices);

}  // namespace muster::app
