#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/assemble.hpp"
#include "policy/policy_set.hpp"
#include "report/explanation.hpp"

namespace muster::app {

/// What an explanation says of the rule, with the configuration lines for these platforms and features. A rule that the
/// packs no longer hold is named by its id alone.
[[nodiscard]] report::Explanation explanation_of_rule(const policy::PolicySet& rules, const std::string& rule_id,
                                                      std::span<const std::string> platforms);

/// The device with the lines of the captures that the verdict and its values point to, and those around them.
[[nodiscard]] report::DeviceReport device_of(const Verdict& verdict, std::string platform,
                                             std::span<const Capture> captures, std::span<const ReadCapture> read);

/// One word of a shell's command line.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace muster::app
