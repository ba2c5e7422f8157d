#pragma once

#include <span>
#include <string>
#include <vector>

#include "controls/assessment.hpp"
#include "core/exit_code.hpp"
#include "core/timestamp.hpp"

/// Reports about the controls of benchmarks: pure functions of assessed controls.
namespace muster::report {

/// What a report about controls shows. Refers to the benchmarks, facts and attestations that were assessed.
struct ControlsReport {
  std::string tool_version;
  std::string about;  ///< "evaluation eval-... of run-...", "2 files"
  Timestamp as_of{};
  std::vector<controls::BenchmarkResult> benchmarks;
};

/// Findings if a test fails without a waiver; compliant only if every control was proven whole, or proven in part or
/// not at all and attested for the rest; else not assessed.
[[nodiscard]] ExitCode controls_exit_code(std::span<const controls::BenchmarkResult> benchmarks);

/// "2 failed, 1 waived, 3 not assessed, 14 passed"; what is zero is left out; "no test" if all is.
[[nodiscard]] std::string tests_text(const controls::TestCounts& tests);

/// What is left to a person, and whether somebody signed for it; empty if nothing is.
[[nodiscard]] std::string attestation_text(const controls::ControlResult& result);

struct ControlsTextOptions {
  std::size_t columns = 80;
  bool colour = false;
  bool all = false;  ///< the controls that no rule tests, too, one by one
};
/// For a terminal.
[[nodiscard]] std::string controls_text(const ControlsReport& report, const ControlsTextOptions& options);
/// Every control, device and finding that did not pass.
[[nodiscard]] std::string controls_json(const ControlsReport& report);
/// One HTML file that needs nothing else, as the report of a run.
[[nodiscard]] std::string controls_html(const ControlsReport& report);

/// All benchmarks, a paragraph each.
[[nodiscard]] std::string benchmark_list_text(std::span<const controls::Benchmark> benchmarks,
                                              const ControlsTextOptions& options);
/// A benchmark with its controls, a line each.
[[nodiscard]] std::string benchmark_text(const controls::Benchmark& benchmark, const ControlsTextOptions& options);
/// One control with all that is known of it.
[[nodiscard]] std::string control_text(const controls::Benchmark& benchmark, const controls::Control& control,
                                       const ControlsTextOptions& options);

}  // namespace muster::report
