#include "report/findings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace muster::report {
namespace {

using LossMap = std::map<CollectionFailure, LossGroup>;

std::vector<LossGroup> worst_first(LossMap map) {
  std::vector<LossGroup> groups;
  for (auto& [failure, group] : map) {
    group.failure = failure;
    groups.push_back(std::move(group));
  }
  std::ranges::stable_partition(
      groups, [](const LossGroup& group) { return group.failure == CollectionFailure::host_key_changed; });
  return groups;
}

void add_finding(FindingGroup& group, const DeviceReport& device, const Verdict& verdict) {
  if (group.findings.empty() || group.findings.back().device != &device) ++group.devices;
  group.severity = group.findings.empty() ? verdict.severity : std::min(group.severity, verdict.severity);
  group.findings.push_back({&device, &verdict});
}

/// Without the line numbers at its end, so that the same reason on other lines is the same reason.
std::string_view without_lines(std::string_view reason) {
  const std::size_t at = reason.rfind(" (line");
  return at != std::string_view::npos && reason.ends_with(')') ? reason.substr(0, at) : reason;
}

struct ReasonSets {
  ReasonGroup group;
  std::set<std::string> rules;
};

void add_reason(std::map<std::string, ReasonSets>& by_reason, std::string_view reason, const DeviceReport& device,
                const Verdict& verdict) {
  ReasonSets& entry = by_reason[std::string(without_lines(reason))];
  ++entry.group.verdicts;
  if (entry.group.devices.empty() || entry.group.devices.back() != &device) entry.group.devices.push_back(&device);
  entry.rules.insert(verdict.rule_id);
}

}  // namespace

std::string device_name(const DeviceFacts& facts) {
  if (facts.hostname.empty() || facts.hostname == facts.device_id) return facts.device_id;
  return facts.hostname + " (" + facts.device_id + ")";
}

std::vector<FindingGroup> group_by_rule(const RunReport& run, const RuleTable& rules, VerdictStatus status) {
  std::map<std::string_view, FindingGroup> by_rule;
  for (const DeviceReport& device : run.devices)
    for (const Verdict& verdict : device.facts.verdicts)
      if (verdict.status == status) add_finding(by_rule[verdict.rule_id], device, verdict);
  std::vector<FindingGroup> groups;
  for (auto& [id, group] : by_rule) {
    group.rule = &rules.rule(id);
    groups.push_back(std::move(group));
  }
  std::ranges::stable_sort(groups, [](const FindingGroup& a, const FindingGroup& b) {
    return std::tuple(a.severity, b.devices) < std::tuple(b.severity, a.devices);
  });
  return groups;
}

std::vector<ReasonGroup> group_by_reason(const RunReport& run) {
  std::map<std::string, ReasonSets> by_reason;
  for (const DeviceReport& device : run.devices) {
    if (device.facts.failure != CollectionFailure::none) continue;
    for (const Verdict& verdict : device.facts.verdicts) {
      if (verdict.status != VerdictStatus::not_assessed) continue;
      if (verdict.reasons.empty()) add_reason(by_reason, verdict.message, device, verdict);
      for (const std::string& reason : verdict.reasons) add_reason(by_reason, reason, device, verdict);
    }
  }
  std::vector<ReasonGroup> groups;
  for (auto& [reason, entry] : by_reason) {
    entry.group.reason = reason.empty() ? "no reason was recorded" : reason;
    entry.group.rules.assign(entry.rules.begin(), entry.rules.end());
    groups.push_back(std::move(entry.group));
  }
  std::ranges::stable_sort(groups, std::greater{}, &ReasonGroup::verdicts);
  return groups;
}

std::vector<LimitGroup> limits_seen(const RunReport& run) {
  std::map<std::string, LimitGroup> by_reason;
  for (const DeviceReport& device : run.devices)
    for (const CaptureInfo& capture : device.captures)
      for (const CaptureLimit& limit : capture.limits) {
        LimitGroup& group = by_reason[limit.reason];
        group.reason = limit.reason;
        group.domains |= limit.domains;
        if (group.devices.empty() || group.devices.back() != &device) group.devices.push_back(&device);
      }
  std::vector<LimitGroup> groups;
  for (auto& [reason, group] : by_reason) groups.push_back(std::move(group));
  std::ranges::stable_sort(groups, std::greater{}, [](const LimitGroup& group) { return group.devices.size(); });
  return groups;
}

std::vector<LossGroup> lost_devices(const RunReport& run) {
  LossMap map;
  for (const DeviceReport& device : run.devices)
    if (device.facts.failure != CollectionFailure::none)
      map[device.facts.failure].losses.push_back({&device, nullptr, device.facts.detail});
  return worst_first(std::move(map));
}

std::vector<LossGroup> lost_captures(const RunReport& run) {
  LossMap map;
  for (const DeviceReport& device : run.devices) {
    if (device.facts.failure != CollectionFailure::none) continue;
    for (const CaptureInfo& capture : device.captures)
      if (capture.failure != CollectionFailure::none)
        map[capture.failure].losses.push_back({&device, &capture, capture.detail});
  }
  return worst_first(std::move(map));
}

bool shows_values(const Verdict& verdict) {
  return (verdict.status == VerdictStatus::fail || verdict.status == VerdictStatus::waived) && !verdict.values.empty();
}

}  // namespace muster::report
