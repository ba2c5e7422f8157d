#include "report/groups.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/wording.hpp"

namespace muster::report {

std::vector<GroupFinding> group_findings(const RunReport& run, const RuleTable& rules, VerdictStatus status) {
  std::vector<GroupFinding> found;
  for (const GroupVerdicts& group : run.groups)
    for (const Verdict& verdict : group.verdicts)
      if (verdict.status == status) found.push_back({&group, &verdict, &rules.rule(verdict.rule_id)});
  std::ranges::stable_sort(found, {}, [](const GroupFinding& finding) { return finding.verdict->severity; });
  return found;
}

std::string group_text(const GroupVerdicts& group) {
  if (group.judged == group.members) return fmt::format("{} ({})", group.name, counted(group.members, "device"));
  return fmt::format("{} ({} of {} were part of the run)", group.name, group.judged, counted(group.members, "device"));
}

std::string lines_text(const SeenValue& value) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, value.lines.size()); ++i) {
    const Evidence& lines = value.lines[i];
    text += i == 0 ? "" : ", ";
    text += lines.first_line == lines.last_line ? fmt::format("{}", lines.first_line)
                                                : fmt::format("{}-{}", lines.first_line, lines.last_line);
  }
  if (value.lines.size() > most) text += ", ...";
  const bool one = value.lines.size() == 1 && value.lines.front().first_line == value.lines.front().last_line;
  return text.empty() ? text : (one ? "line " : "lines ") + text;
}

const DeviceReport* device_of(const RunReport& run, const SeenValue& value) {
  const auto found = std::ranges::find(run.devices, value.device,
                                       [](const DeviceReport& device) -> const std::string& { return device.facts.device_id; });
  return found == run.devices.end() ? nullptr : &*found;
}

}  // namespace muster::report
