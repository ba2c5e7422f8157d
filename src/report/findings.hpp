#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/report_data.hpp"
#include "report/rule_table.hpp"

namespace muster::report {

/// One verdict and the device that it is about. Refers to the run.
struct Finding {
  const DeviceReport* device = nullptr;
  const Verdict* verdict = nullptr;
};

/// The findings of one rule.
struct FindingGroup {
  const RuleInfo* rule = nullptr;
  Severity severity = Severity::medium;  ///< the worst of the findings
  std::size_t devices = 0;
  std::vector<Finding> findings;  ///< in the order of the run
};

/// Verdicts that are not assessed for one and the same reason.
struct ReasonGroup {
  std::string reason;
  std::size_t verdicts = 0;
  std::vector<const DeviceReport*> devices;  ///< in the order of the run, each once
  std::vector<std::string> rules;            ///< ids, sorted
};

/// Devices, or single captures, that were not collected for one kind of failure.
struct Loss {
  const DeviceReport* device = nullptr;
  const CaptureInfo* capture = nullptr;  ///< null: the whole device
  std::string detail;
};
struct LossGroup {
  CollectionFailure failure = CollectionFailure::none;
  std::vector<Loss> losses;
};

/// Captures that arrived whole and leave something out for the account, by reason.
struct LimitGroup {
  std::string reason;
  Domains domains;
  std::vector<const DeviceReport*> devices;  ///< in the order of the run, each once
};

/// Name of a device for a person: its host name with the inventory's id, or the id alone.
[[nodiscard]] std::string device_name(const DeviceFacts& facts);

/// Verdicts of that status by rule: worst severity first, then most devices, then rule id.
[[nodiscard]] std::vector<FindingGroup> group_by_rule(const RunReport& run, const RuleTable& rules,
                                                      VerdictStatus status);

/// Why verdicts are not assessed, most frequent first. Devices that were not collected as a whole are left out: they
/// are told by `lost_devices`. A verdict with several reasons counts for each. Line numbers at the end of a reason,
/// "(lines 3, 9)", are left out, so that the same reason on several devices is one.
[[nodiscard]] std::vector<ReasonGroup> group_by_reason(const RunReport& run);

/// Devices that were not collected, by failure: first what may be an attack, then the rest in the order of
/// `CollectionFailure`.
[[nodiscard]] std::vector<LossGroup> lost_devices(const RunReport& run);

/// What accounts could not see, most devices first.
[[nodiscard]] std::vector<LimitGroup> limits_seen(const RunReport& run);

/// Failed captures of devices that were collected otherwise, in the same order.
[[nodiscard]] std::vector<LossGroup> lost_captures(const RunReport& run);

/// Whether reports show what the verdict rests on: of fails, waived or not. What is not assessed has its reasons.
[[nodiscard]] bool shows_values(const Verdict& verdict);
/// Names and texts of values are cut to so many bytes.
inline constexpr std::size_t longest_value = 400;

}  // namespace muster::report
