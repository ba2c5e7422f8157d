#pragma once

#include <string>
#include <vector>

#include "report/report_data.hpp"

/// One verdict, explained: what a person needs to believe it, to mend it and to see it again.
namespace muster::report {

/// Configuration lines that mend a finding on a platform or feature.
struct FixLines {
  std::string platform;
  std::string lines;
};

struct Explanation {
  RuleInfo rule;
  std::string rationale;      ///< why it matters; may be empty
  Verdict verdict;            ///< with the values that it rests on
  DeviceReport device;        ///< its facts without verdicts, and its captures; of a group's verdict empty
  std::vector<DeviceReport> members{};  ///< of a group's verdict: the devices with a value that it rests on, likewise
  std::string together{};               ///< of a group's verdict: who was judged
  std::string evaluation_id;  ///< empty: no store
  Timestamp as_of{};
  std::vector<std::string> notes;  ///< what to know before reading on: the recorded verdict differs, ...
  std::vector<FixLines> fixes;
  std::vector<std::string> commands;  ///< to see it again, to be copied
};

struct ExplanationLayout {
  std::size_t columns = 100;
  bool colour = false;
};

/// What would make a verdict that is not assessed an assessed one: a sentence for each kind of reason.
[[nodiscard]] std::vector<std::string> ways_to_assess(const Verdict& verdict);

/// Whose captures a value's lines are of: the device, or that member; null if the explanation does not have it.
[[nodiscard]] const DeviceReport* device_of(const Explanation& explanation, const SeenValue& value);
/// The lines of the verdict and of its values in the captures of the explanation's device or of one of its members.
[[nodiscard]] std::vector<Evidence> lines_behind(const Explanation& explanation, const DeviceReport& device);

/// For a terminal: safe whatever the device printed.
[[nodiscard]] std::string explanation_text(const Explanation& explanation, const ExplanationLayout& layout);
/// A list of explanations: {"explanations": [...]}.
[[nodiscard]] std::string explanation_json(const std::vector<Explanation>& explanations);

}  // namespace muster::report
