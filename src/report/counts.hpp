#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "core/exit_code.hpp"
#include "report/report_data.hpp"
#include "report/rule_table.hpp"

namespace muster::report {

/// Verdicts by status.
struct StatusCounts {
  std::array<std::size_t, 7> by_status{};

  [[nodiscard]] std::size_t operator[](VerdictStatus status) const {
    return by_status[static_cast<std::size_t>(status)];
  }
  void add(VerdictStatus status) { ++by_status[static_cast<std::size_t>(status)]; }
  [[nodiscard]] std::size_t total() const;
  /// Not assessed and error: what nobody may take for a pass.
  [[nodiscard]] std::size_t unproven() const {
    return (*this)[VerdictStatus::not_assessed] + (*this)[VerdictStatus::error];
  }
  /// Verdicts that say something of the device.
  [[nodiscard]] std::size_t answered() const { return total() - unproven() - (*this)[VerdictStatus::out_of_scope]; }
};

[[nodiscard]] StatusCounts status_counts(const DeviceReport& device);

struct SectionCounts {
  std::string section;
  std::size_t rules = 0;
  StatusCounts verdicts;
};

/// The figures that every format shows.
struct RunCounts {
  std::size_t devices = 0;
  std::size_t collected = 0;         ///< devices whose collection did not fail as a whole
  std::size_t partly_collected = 0;  ///< of these, with at least one failed capture
  std::size_t devices_with_failures = 0;
  StatusCounts verdicts;
  std::size_t in_grace = 0;  ///< fails of rules so new that they do not count yet; they are in all other figures
  std::array<std::size_t, 5> failures_by_severity{};  ///< in the order of `Severity`
  std::vector<SectionCounts> sections;                ///< in the order of `RuleTable::sections`
  LineCounts lines;

  [[nodiscard]] std::size_t not_collected() const { return devices - collected; }
};

[[nodiscard]] RunCounts count(const RunReport& run, const RuleTable& rules);

[[nodiscard]] std::size_t line_total(const LineCounts& lines);

/// How a run ends:
/// - `findings` if any verdict is "fail" (in doubt or not) and not in its grace period;
/// - else `not_assessed` if the run is incomplete, the population has gaps, a device was not collected, a verdict is
///   "error", nothing at all was answered, or the share of "not assessed" among all verdicts that had to be answered
///   is above `tolerated_not_assessed` (0 to 1);
/// - else `compliant`.
/// Tolerance is for lines that a grammar does not know: it never covers an error, which is a fault of a rule or its
/// budget, nor what was not collected. "Out of scope" is not counted. Interruption is the caller's to know.
[[nodiscard]] ExitCode exit_code(const RunReport& run, double tolerated_not_assessed = 0);

}  // namespace muster::report
