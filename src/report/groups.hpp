#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/report_data.hpp"
#include "report/rule_table.hpp"

/// What was judged of several devices together, as reports show it.
namespace muster::report {

struct GroupFinding {
  const GroupVerdicts* group = nullptr;
  const Verdict* verdict = nullptr;
  const RuleInfo* rule = nullptr;
};

/// The verdicts of that status, worst severity first, then in the order of the run.
[[nodiscard]] std::vector<GroupFinding> group_findings(const RunReport& run, const RuleTable& rules, VerdictStatus status);

/// "group core (2 of 3 devices were part of the run)", "fleet (12 devices)".
[[nodiscard]] std::string group_text(const GroupVerdicts& group);

/// "lines 3, 9-12": of the captures of one device.
[[nodiscard]] std::string lines_text(const SeenValue& value);

/// The device of a value, null if the run has none of that name.
[[nodiscard]] const DeviceReport* device_of(const RunReport& run, const SeenValue& value);

}  // namespace muster::report
