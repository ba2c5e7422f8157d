#include "report/counts.hpp"

#include <algorithm>
#include <numeric>

namespace muster::report {
namespace {

void add(LineCounts& sum, const LineCounts& lines) {
  sum.understood += lines.understood;
  sum.ignored += lines.ignored;
  sum.known += lines.known;
  sum.unknown += lines.unknown;
}

bool has_failed_capture(const DeviceReport& device) {
  return std::ranges::any_of(device.captures,
                             [](const CaptureInfo& capture) { return capture.failure != CollectionFailure::none; });
}

/// True for a fail.
bool count_verdict(const Verdict& verdict, const RuleTable& rules, RunCounts& counts) {
  counts.verdicts.add(verdict.status);
  counts.sections[rules.section_index(verdict.rule_id)].verdicts.add(verdict.status);
  if (verdict.status != VerdictStatus::fail) return false;
  if (!verdict.grace_until.empty()) ++counts.in_grace;
  ++counts.failures_by_severity[static_cast<std::size_t>(verdict.severity)];
  return true;
}

void count_device(const DeviceReport& device, const RuleTable& rules, RunCounts& counts) {
  const bool collected = device.facts.failure == CollectionFailure::none;
  if (collected) ++counts.collected;
  if (collected && has_failed_capture(device)) ++counts.partly_collected;
  add(counts.lines, device.facts.lines);
  bool failures = false;
  for (const Verdict& verdict : device.facts.verdicts) failures |= count_verdict(verdict, rules, counts);
  if (failures) ++counts.devices_with_failures;
}

}  // namespace

std::size_t StatusCounts::total() const { return std::reduce(by_status.begin(), by_status.end()); }

StatusCounts status_counts(const DeviceReport& device) {
  StatusCounts counts;
  for (const Verdict& verdict : device.facts.verdicts) counts.add(verdict.status);
  return counts;
}

RunCounts count(const RunReport& run, const RuleTable& rules) {
  RunCounts counts;
  counts.devices = run.devices.size();
  for (const std::string& section : rules.sections()) counts.sections.push_back({section, 0, {}});
  for (const RuleInfo* rule : rules.rules()) ++counts.sections[rules.section_index(rule->id)].rules;
  for (const DeviceReport& device : run.devices) count_device(device, rules, counts);
  for (const GroupVerdicts& group : run.groups)
    for (const Verdict& verdict : group.verdicts) (void)count_verdict(verdict, rules, counts);
  return counts;
}

std::size_t line_total(const LineCounts& lines) {
  return std::size_t{lines.understood} + lines.ignored + lines.known + lines.unknown;
}

ExitCode exit_code(const RunReport& run, double tolerated_not_assessed) {
  const RunCounts counts = count(run, RuleTable(run));
  const StatusCounts& verdicts = counts.verdicts;
  if (verdicts[VerdictStatus::fail] > counts.in_grace) return ExitCode::findings;
  if (!run.complete || !run.gaps.empty() || counts.not_collected() > 0) return ExitCode::not_assessed;
  if (verdicts[VerdictStatus::error] > 0) return ExitCode::not_assessed;
  const std::size_t asked = verdicts.total() - verdicts[VerdictStatus::out_of_scope];
  const std::size_t open = verdicts[VerdictStatus::not_assessed];
  const bool tolerated = static_cast<double>(open) <= tolerated_not_assessed * static_cast<double>(asked);
  return verdicts.answered() > 0 && tolerated ? ExitCode::compliant : ExitCode::not_assessed;
}

}  // namespace muster::report
