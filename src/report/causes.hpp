#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/findings.hpp"

namespace muster::report {

/// Findings of one rule that most likely have one root cause, such as a line that is missing in a template: the same
/// platform, and either the same message but for names, numbers and addresses, or the same lines as evidence.
struct CauseGroup {
  std::string platform;
  std::string cause;  ///< the message; what differs between the findings stands as "*"
  std::size_t devices = 0;
  std::vector<Finding> findings;  ///< in the order of the run; never empty
};

/// The causes behind a rule's findings: every finding is in exactly one of them. Most findings first, then in the order
/// of the run.
[[nodiscard]] std::vector<CauseGroup> causes_of(const FindingGroup& group);

/// The message without what is of one device: the name of the object and of the device, words with digits.
[[nodiscard]] std::string general_message(const Finding& finding);

/// The devices of the findings, each once, in their order.
[[nodiscard]] std::vector<const DeviceReport*> devices_of(const CauseGroup& cause);

}  // namespace muster::report
