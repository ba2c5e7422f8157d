#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "app/assemble.hpp"
#include "policy/policy_set.hpp"
#include "report/explanation.hpp"

namespace muster::app {

struct ExplainOptions;

/// What an explanation says of the rule, with the configuration lines for these platforms and features. A rule that the
/// packs no longer hold is named by its id alone.
[[nodiscard]] report::Explanation explanation_of_rule(const policy::PolicySet& rules, const std::string& rule_id,
                                                      std::span<const std::string> platforms);

/// The device with the lines of the captures that the verdict and its values point to, and those around them.
[[nodiscard]] report::DeviceReport device_of(const Verdict& verdict, std::string platform,
                                             std::span<const Capture> captures, std::span<const ReadCapture> read);

/// The same of a member of a group: the lines of its values.
[[nodiscard]] report::DeviceReport member_of(const Verdict& verdict, const std::string& device, std::string platform,
                                             std::span<const Capture> captures, std::span<const ReadCapture> read);

/// The devices with a value that the verdict rests on, each once, in the order of the values.
[[nodiscard]] std::vector<std::string> devices_behind(const Verdict& verdict);

/// "edge1, edge2, edge3 (3 of 4 were part of the run)"
[[nodiscard]] std::string members_text(const GroupVerdicts& group);

using Explanations = std::expected<std::vector<report::Explanation>, std::vector<Error>>;

/// At most so many are shown.
inline constexpr std::size_t most_explanations = 20;

/// Explains what a rule says of a file, or of several files together.
[[nodiscard]] Explanations explain_files(const ExplainOptions& options);

/// " -p PACK" for each, as it was given.
[[nodiscard]] std::string policy_words(const ExplainOptions& options);

/// One word of a shell's command line.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace muster::app
