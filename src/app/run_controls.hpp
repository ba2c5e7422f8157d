#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/benchmarks.hpp"
#include "controls/assessment.hpp"
#include "core/result.hpp"
#include "report/report_data.hpp"

namespace muster::app {

struct RunOptions;

/// The benchmarks that a run reports on.
struct RunControls {
  Benchmarks benchmarks;
  std::vector<const controls::Benchmark*> chosen;  ///< point into `benchmarks`
  std::vector<controls::Attestation> attestations;
};

/// Loads what --benchmark and --attestations name; nothing if no benchmark is asked for.
[[nodiscard]] std::expected<std::optional<RunControls>, std::vector<Error>> load_run_controls(
    const RunOptions& options);

/// The packs of a run: those asked for (or the default), and those that its benchmarks need.
[[nodiscard]] std::vector<std::string> packs_of_run(const RunOptions& options,
                                                    const std::optional<RunControls>& controls);

/// What the run says of the controls. Refers to both.
[[nodiscard]] std::vector<controls::BenchmarkResult> assess_run(const std::optional<RunControls>& controls,
                                                                const report::RunReport& run);

}  // namespace muster::app
