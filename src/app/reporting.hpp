#pragma once

#include <span>
#include <string>

#include "controls/assessment.hpp"
#include "core/exit_code.hpp"
#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "report/report_data.hpp"

namespace muster::app {

struct ReportTargets {
  std::string html;   ///< file; empty: none
  std::string json;   ///< file, or "-" for standard output; empty: none
  std::string store;  ///< named in the summary; empty: none
  double tolerated_not_assessed = 0;  ///< percent
  std::span<const controls::BenchmarkResult> benchmarks{};  ///< for the HTML report
};

/// Writes the reports asked for and the summary to standard output (not if JSON goes there), and yields how the command
/// ends. A report that cannot be written is an error, whatever the verdicts are.
[[nodiscard]] ExitCode write_reports(const report::RunReport& run, const ReportTargets& targets);

/// The time that rules see: `text` (RFC 3339), or now if it is empty.
[[nodiscard]] Result<Timestamp> as_of_time(const std::string& text);

[[nodiscard]] Timestamp now();

}  // namespace muster::app
