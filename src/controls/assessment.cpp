#include "controls/assessment.hpp"

#include <algorithm>
#include <map>

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

/// The verdicts of one device by rule.
using VerdictsByRule = std::multimap<std::string_view, const Verdict*>;

int rank(VerdictStatus status) {
  if (status == VerdictStatus::fail) return 0;
  return status == VerdictStatus::waived ? 1 : 2;
}

bool is_finding(VerdictStatus status) {
  return status != VerdictStatus::pass && status != VerdictStatus::not_applicable;
}

/// The state that tests alone give; `missing`: rules that the run did not have.
ControlState tested_state(const TestCounts& tests, bool missing, Coverage coverage) {
  if (tests.failed > 0) return ControlState::failed;
  if (tests.waived > 0) return ControlState::failed_waived;
  if (tests.not_assessed > 0) return ControlState::not_assessed;
  if (missing) return ControlState::not_in_run;
  if (tests.passed == 0) return tests.not_applicable > 0 ? ControlState::not_applicable : ControlState::not_assessed;
  return coverage == Coverage::full ? ControlState::passed : ControlState::part_covered;
}

/// One control, device by device.
class ControlAssessment {
 public:
  ControlAssessment(const Control& control, const AssessmentInputs& inputs) {
    result_.control = &control;
    for (const std::string& rule : control.rules)
      if (!std::ranges::binary_search(inputs.rules, rule)) result_.not_in_run.push_back(rule);
  }

  void add(const DeviceFacts& device, const VerdictsByRule& verdicts) {
    DeviceResult row{&device, {}, {}};
    for (const std::string& rule : result_.control->rules) {
      if (names_one(result_.not_in_run, rule)) continue;
      const auto [first, last] = verdicts.equal_range(rule);
      if (first == last) row.tests.add(VerdictStatus::not_assessed);  // lost before any rule could be asked
      for (auto each = first; each != last; ++each) {
        row.tests.add(each->second->status);
        if (is_finding(each->second->status)) result_.findings.push_back({&device, each->second});
      }
    }
    row.state = tested_state(row.tests, !result_.not_in_run.empty(), result_.control->coverage);
    result_.tests.add(row.tests);
    result_.devices.push_back(row);
  }

  ControlResult take() {
    if (result_.control->coverage != Coverage::none)
      result_.state = tested_state(result_.tests, !result_.not_in_run.empty(), result_.control->coverage);
    std::ranges::stable_sort(result_.findings, {},
                             [](const ControlFinding& finding) { return rank(finding.verdict->status); });
    return std::move(result_);
  }

 private:
  ControlResult result_;
};

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
  std::vector<ControlAssessment> controls;
  for (const Control& control : benchmark.controls) controls.emplace_back(control, inputs);
  for (const Subject& subject : inputs.subjects) {
    if (!fits(benchmark, subject)) {
      ++result.other_devices;
      continue;
    }
    result.devices.push_back(subject.facts);
    VerdictsByRule verdicts;
    for (const Verdict& verdict : subject.facts->verdicts) verdicts.emplace(verdict.rule_id, &verdict);
    for (std::size_t i = 0; i < controls.size(); ++i)
      if (benchmark.controls[i].coverage != Coverage::none) controls[i].add(*subject.facts, verdicts);
  }
  for (ControlAssessment& control : controls) {
    ControlResult& row = result.controls.emplace_back(control.take());
    add_attestation(row, benchmark, inputs);
    ++result.states[static_cast<std::size_t>(row.state)];
  }
  return result;
}

}  // namespace muster::controls
