#pragma once

#include <span>
#include <string>

#include "controls/assessment.hpp"
#include "report/report_data.hpp"

namespace muster::report {

/// The run as one HTML file that needs nothing else: no network, no script to be read (a small one filters), light and
/// dark, printable. Its content security policy allows nothing but its own style and script. The same run gives the
/// same bytes. Findings beyond the first 25 of a rule are listed without their lines, passes by rule id only: the JSON
/// report has them all. With benchmarks, a section for each with its controls.
[[nodiscard]] std::string html_report(const RunReport& run, std::span<const controls::BenchmarkResult> benchmarks = {});

}  // namespace muster::report
