#pragma once

#include <vector>

#include "report/report_data.hpp"

namespace muster::test {

/// Twelve rules over all sections of the guideline.
[[nodiscard]] std::vector<report::RuleInfo> sample_rules();

/// A run of known times and ids, without rules and devices.
[[nodiscard]] report::RunReport empty_run();

}  // namespace muster::test
