#pragma once

#include <string>

#include "report/report_data.hpp"

namespace muster::report {

/// The version in the field `format`; docs/report.schema.json describes it.
inline constexpr const char* json_format = "muster-report/1";

/// The whole run as JSON: every verdict with its redacted lines, coverage with the lines that were not understood,
/// timelines, gaps and counts. The same run gives the same bytes. Pure ASCII (all else is escaped), so that it is safe
/// to print; bytes that are not UTF-8 stand as the text `\xNN`. A line is cut after 1,000 bytes, an excerpt after 40
/// lines; both say so.
[[nodiscard]] std::string json_report(const RunReport& run);

}  // namespace muster::report
