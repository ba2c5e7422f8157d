#pragma once

#include <span>
#include <vector>

#include "app/assemble.hpp"
#include "policy/policy_set.hpp"
#include "report/report_data.hpp"

namespace muster::app {

/// What a report shows of a device. The redacted text of a capture is kept only if a finding points into it.
[[nodiscard]] report::DeviceReport device_report(DeviceFacts facts, std::span<const Capture> captures,
                                                 std::vector<ReadCapture> read);

/// What a report shows of the rules.
[[nodiscard]] std::vector<report::RuleInfo> rule_infos(const policy::PolicySet& rules);

}  // namespace muster::app
