#include "controls/assessment.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace muster::controls {
namespace {

bool names_one(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// A role that says what kind of box it is; others ("edge") say nothing about it.
bool is_kind(std::string_view role) { return role == "router" || role == "switch" || role == "firewall"; }

/// A release alone, "15.2", says nothing of the product.
bool names_product(std::string_view software) {
  return !software.empty() && !(software.front() >= '0' && software.front() <= '9');
}

/// "IOS-XE 17.3.5" is of the product "IOS-XE", and not of "IOS".
bool is_product(std::string_view software, std::string_view product) {
  return software.starts_with(product) && (software.size() == product.size() || software[product.size()] == ' ');
}

/// Verdicts by rule.
using VerdictsByRule = std::multimap<std::string_view, const Verdict*>;

/// What was judged of devices together, as a benchmark that speaks about some of them sees it.
struct TogetherVerdicts {
  std::map<const GroupVerdicts*, VerdictsByRule> groups;
  std::map<std::string_view, VerdictsByRule> devices;  ///< what was said of one member by name
};

int rank(const Verdict* verdict) {
  if (verdict->status == VerdictStatus::fail) return 0;
  return verdict->status == VerdictStatus::waived ? 1 : 2;
}

bool is_finding(VerdictStatus status) {
  return status != VerdictStatus::pass && status != VerdictStatus::not_applicable;
}

/// The state that tests alone give; `missing`: rules that were not asked.
ControlState tested_state(const TestCounts& tests, bool missing, Coverage coverage) {
  if (tests.failed > 0) return ControlState::failed;
  if (tests.waived > 0) return ControlState::failed_waived;
  if (tests.not_assessed > 0) return ControlState::not_assessed;
  if (missing) return ControlState::not_in_run;
  if (tests.passed == 0) return tests.not_applicable > 0 ? ControlState::not_applicable : ControlState::not_assessed;
  return coverage == Coverage::full ? ControlState::passed : ControlState::part_covered;
}

/// One control, device by device and group by group.
class ControlAssessment {
 public:
  ControlAssessment(const Control& control, const AssessmentInputs& inputs) {
    result_.control = &control;
    for (const std::string& rule : control.rules) {
      if (!std::ranges::binary_search(inputs.rules, rule))
        result_.not_in_run.push_back(rule);
      else if (std::ranges::binary_search(inputs.group_rules, rule))
        result_.not_together.push_back(rule);  // until a group has a verdict of it
      else
        device_rules_.push_back(rule);
    }
    group_rules_ = result_.not_together;
  }

  void add(const DeviceFacts& device, const VerdictsByRule& own, const VerdictsByRule& together) {
    DeviceResult row{&device, {}, {}};
    for (const std::string& rule : device_rules_)
      if (!count(own, rule, row.tests)) row.tests.add(VerdictStatus::not_assessed);  // lost before it could be asked
    bool asked = !device_rules_.empty();
    for (const std::string& rule : group_rules_) asked |= count(together, rule, row.tests);
    if (!asked && result_.not_in_run.empty()) return;  // its rules are about other things than single devices
    row.state = tested_state(row.tests, !result_.not_in_run.empty(), result_.control->coverage);
    result_.tests.add(row.tests);
    result_.devices.push_back(row);
  }

  void add(const GroupVerdicts& group, const VerdictsByRule& verdicts) {
    GroupResult row{&group, {}, {}};
    bool asked = false;
    for (const std::string& rule : group_rules_) asked |= count(verdicts, rule, row.tests);
    if (!asked) return;
    row.state = tested_state(row.tests, !result_.not_in_run.empty(), result_.control->coverage);
    result_.tests.add(row.tests);
    result_.groups.push_back(row);
  }

  ControlResult take() {
    const bool missing = !(result_.not_in_run.empty() && result_.not_together.empty());
    if (result_.control->coverage != Coverage::none)
      result_.state = tested_state(result_.tests, missing, result_.control->coverage);
    std::ranges::stable_sort(result_.findings, {}, rank);
    return std::move(result_);
  }

 private:
  /// Whether there was a verdict of the rule.
  bool count(const VerdictsByRule& verdicts, const std::string& rule, TestCounts& tests) {
    const auto [first, last] = verdicts.equal_range(rule);
    for (auto each = first; each != last; ++each) {
      tests.add(each->second->status);
      if (is_finding(each->second->status)) result_.findings.push_back(each->second);
    }
    if (first != last) std::erase(result_.not_together, rule);
    return first != last;
  }

  ControlResult result_;
  std::vector<std::string> device_rules_;
  std::vector<std::string> group_rules_;
};

/// "edge1" of the object "device edge1": the member that a verdict about a group is about, if it is about one.
std::optional<std::string_view> member_of(const Verdict& verdict) {
  constexpr std::string_view kind = "device ";
  const std::string_view object = verdict.object;
  return object.starts_with(kind) && object != "device *" ? std::optional(object.substr(kind.size())) : std::nullopt;
}

/// What concerns the devices that the benchmark speaks about. A verdict about a member that is none of them does not.
TogetherVerdicts together(std::span<const GroupVerdicts> groups, const std::set<std::string_view>& devices) {
  TogetherVerdicts found;
  for (const GroupVerdicts& group : groups) {
    const auto spoken_of = [&](const std::string& device) { return devices.contains(device); };
    if (devices.empty() || (!group.devices.empty() && std::ranges::none_of(group.devices, spoken_of))) continue;
    VerdictsByRule& of_group = found.groups[&group];
    for (const Verdict& verdict : group.verdicts) {
      const auto member = member_of(verdict);
      if (!member)
        of_group.emplace(verdict.rule_id, &verdict);
      else if (const auto device = devices.find(*member); device != devices.end())
        found.devices[*device].emplace(verdict.rule_id, &verdict);
    }
  }
  return found;
}

void add_attestation(ControlResult& result, const Benchmark& benchmark, const AssessmentInputs& inputs) {
  if (result.control->coverage == Coverage::full) return;
  result.attested = AttestationState::missing;
  for (const Attestation& attestation : inputs.attestations)
    if (attestation.benchmark == benchmark.id && attestation.control == result.control->id) {
      result.attestation = &attestation;
      result.attested = state_of(attestation, inputs.as_of);
    }
}

}  // namespace

std::string_view to_string(ControlState state) {
  constexpr std::array<std::string_view, control_state_count> names{"failed",
                                                                    "failed, waived",
                                                                    "not assessed",
                                                                    "not in this run",
                                                                    "tests passed, part covered",
                                                                    "tests passed",
                                                                    "nothing that it applies to",
                                                                    "not covered"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<const ControlResult*> BenchmarkResult::worst_first() const {
  std::vector<const ControlResult*> order;
  for (const ControlResult& control : controls) order.push_back(&control);
  const auto weight = [](const ControlResult* result) {
    return std::pair(result->state, severity_of(*result->control).value_or(Severity::info));
  };
  std::ranges::stable_sort(order, {}, weight);
  return order;
}

void TestCounts::add(VerdictStatus status) {
  switch (status) {
    case VerdictStatus::pass:
      ++passed;
      break;
    case VerdictStatus::fail:
      ++failed;
      break;
    case VerdictStatus::waived:
      ++waived;
      break;
    case VerdictStatus::not_applicable:
      ++not_applicable;
      break;
    case VerdictStatus::not_assessed:
    case VerdictStatus::error:
    case VerdictStatus::out_of_scope:
      ++not_assessed;
      break;
  }
}

void TestCounts::add(const TestCounts& other) {
  passed += other.passed;
  failed += other.failed;
  waived += other.waived;
  not_assessed += other.not_assessed;
  not_applicable += other.not_applicable;
}

bool fits(const Benchmark& benchmark, const Subject& subject) {
  const DeviceFacts& facts = *subject.facts;
  const auto has_format = [&](const std::string& format) { return names_one(benchmark.formats, format); };
  if (!(benchmark.platforms.empty() && benchmark.formats.empty()) && !names_one(benchmark.platforms, facts.platform) &&
      std::ranges::none_of(subject.formats, has_format))
    return false;
  const auto is_of = [&](const std::string& product) { return is_product(facts.software, product); };
  if (!benchmark.software.empty() && names_product(facts.software) && std::ranges::none_of(benchmark.software, is_of))
    return false;
  return benchmark.roles.empty() || !is_kind(facts.role) || names_one(benchmark.roles, facts.role);
}

BenchmarkResult assess(const Benchmark& benchmark, const AssessmentInputs& inputs) {
  BenchmarkResult result;
  result.benchmark = &benchmark;
  result.as_of = inputs.as_of;
  std::set<std::string_view> names;
  for (const Subject& subject : inputs.subjects) {
    if (!fits(benchmark, subject)) continue;
    result.devices.push_back(subject.facts);
    names.insert(subject.facts->device_id);
  }
  result.other_devices = inputs.subjects.size() - result.devices.size();
  TogetherVerdicts found = together(inputs.groups, names);
  std::vector<ControlAssessment> controls;
  for (const Control& control : benchmark.controls) controls.emplace_back(control, inputs);
  const auto for_each_covered = [&](const auto& tell) {
    for (std::size_t i = 0; i < controls.size(); ++i)
      if (benchmark.controls[i].coverage != Coverage::none) tell(controls[i]);
  };
  for (const DeviceFacts* const device : result.devices) {
    VerdictsByRule own;
    for (const Verdict& verdict : device->verdicts) own.emplace(verdict.rule_id, &verdict);
    for_each_covered([&](ControlAssessment& control) { control.add(*device, own, found.devices[device->device_id]); });
  }
  for (const GroupVerdicts& group : inputs.groups) {
    const auto verdicts = found.groups.find(&group);
    if (verdicts == found.groups.end()) continue;
    result.groups.push_back(&group);
    for_each_covered([&](ControlAssessment& control) { control.add(group, verdicts->second); });
  }
  for (ControlAssessment& control : controls) {
    ControlResult& row = result.controls.emplace_back(control.take());
    add_attestation(row, benchmark, inputs);
    ++result.states[static_cast<std::size_t>(row.state)];
  }
  return result;
}

}  // namespace muster::controls
