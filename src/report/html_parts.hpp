#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "controls/assessment.hpp"
#include "report/counts.hpp"
#include "report/findings.hpp"
#include "report/html_text.hpp"
#include "report/rule_table.hpp"

/// The parts of the HTML report; for its .cpp files only.
namespace muster::report {

/// What all parts look up; made once for a report.
struct HtmlContext {
  explicit HtmlContext(const RunReport& report);

  const RunReport& run;
  RuleTable rules;
  RunCounts counts;
  std::vector<FindingGroup> failures;
  std::vector<FindingGroup> errors;
  std::vector<ReasonGroup> reasons;
  std::vector<LossGroup> lost_devices;
  std::vector<LossGroup> lost_captures;
  std::map<const DeviceReport*, std::size_t> device_numbers;
  std::map<const Verdict*, std::size_t> finding_numbers;  ///< failures, in the order in which they are shown
};

/// The device's name as a link to its own part.
[[nodiscard]] Html device_link(const HtmlContext& context, const DeviceReport& device);
/// Links to the first devices, "and N more".
[[nodiscard]] Html device_links(const HtmlContext& context, const std::vector<const DeviceReport*>& devices);
/// False for a device that was lost before anything of it could be judged.
[[nodiscard]] bool has_shown_something(const DeviceReport& device);
/// A word that says the severity, in its colour.
[[nodiscard]] Html severity_badge(Severity severity);
/// "2 failed" and the like, with a sign of its own, so that colour is not needed to read it; empty for zero.
[[nodiscard]] Html status_chip(VerdictStatus status, std::size_t number);
/// The status alone, in the same look.
[[nodiscard]] Html status_word(VerdictStatus status);
/// A bar of shares: failed, not assessed, passed, other.
[[nodiscard]] Html verdict_bar(const StatusCounts& counts);
/// A bar of shares: understood or ignored, known, unknown.
[[nodiscard]] Html coverage_bar(const LineCounts& lines);

/// What a fail of the device rests on, with the place of each value; empty if nothing is known of that.
[[nodiscard]] Html values_table(const DeviceReport& device, const Verdict& verdict);

/// A whole page around a body: head, style, script, content security policy.
[[nodiscard]] std::string html_page(std::string_view title, const Html& body);

void put_header(Html& out, const HtmlContext& context);
void put_summary(Html& out, const HtmlContext& context);
void put_sections(Html& out, const HtmlContext& context);
void put_matrix(Html& out, const HtmlContext& context);
void put_not_collected(Html& out, const HtmlContext& context);
void put_findings(Html& out, const HtmlContext& context);
void put_not_assessed(Html& out, const HtmlContext& context);
/// Nothing at all where no waiver was loaded.
void put_waivers(Html& out, const HtmlContext& context);
/// Nothing, if no devices were judged together.
void put_groups(Html& out, const HtmlContext& context);
/// A section for each benchmark; nothing at all where none was assessed.
void put_controls(Html& out, std::span<const controls::BenchmarkResult> benchmarks);
void put_devices(Html& out, const HtmlContext& context);
void put_rules(Html& out, const HtmlContext& context);

}  // namespace muster::report
