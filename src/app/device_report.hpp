#pragma once

#include <span>
#include <vector>

#include "app/assemble.hpp"
#include "policy/policy_set.hpp"
#include "report/report_data.hpp"

namespace muster::app {

/// What a report shows of a device. Of the redacted texts only the lines are kept that verdicts point to, those in `also`
/// and those that were not understood; the others are empty.
[[nodiscard]] report::DeviceReport device_report(DeviceFacts facts, std::span<const Capture> captures,
                                                 std::span<const ReadCapture> read,
                                                 std::span<const Evidence> also = {});

/// What a report shows of the rules.
[[nodiscard]] std::vector<report::RuleInfo> rule_infos(const policy::PolicySet& rules);

}  // namespace muster::app
