#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "controls/attestation.hpp"
#include "controls/benchmark.hpp"
#include "core/facts.hpp"
#include "core/group_verdicts.hpp"
#include "core/timestamp.hpp"

namespace muster::controls {

/// What can be said of a control. There is no "satisfied": tests pass, people attest.
enum class ControlState : std::uint8_t {
  failed,          ///< a test fails, or fails in doubt
  failed_waived,   ///< tests fail, and every fail has a waiver
  not_assessed,    ///< no test fails, and something could not be judged
  not_in_run,      ///< a rule that the control needs was not part of the run
  part_covered,    ///< the tests pass; the rest is left to an attestation
  passed,          ///< the tests pass, and they test the whole control
  not_applicable,  ///< the tests found nothing that they apply to
  not_covered,     ///< no rule tests it
};
inline constexpr std::size_t control_state_count = 8;
/// "failed", "failed, waived", "tests passed, part covered", ...
[[nodiscard]] std::string_view to_string(ControlState state);

/// Verdicts of a control's rules.
struct TestCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t waived = 0;
  std::size_t not_assessed = 0;  ///< errors and what was out of scope among them
  std::size_t not_applicable = 0;

  void add(VerdictStatus status);
  void add(const TestCounts& other);
  friend bool operator==(const TestCounts&, const TestCounts&) = default;
};

/// A device as an assessment sees it. Refers to its facts.
struct Subject {
  const DeviceFacts* facts = nullptr;
  std::vector<std::string> formats;  ///< of its captures
};

/// Whether the benchmark speaks about the device: platform or format, and where they are known product and role.
[[nodiscard]] bool fits(const Benchmark& benchmark, const Subject& subject);


struct DeviceResult {
  const DeviceFacts* device = nullptr;
  ControlState state = ControlState::not_assessed;
  TestCounts tests;
};

/// What a control's rules say of devices that were judged together. What they say of one member by name ("device edge1")
/// counts for that device instead.
struct GroupResult {
  const GroupVerdicts* group = nullptr;
  ControlState state = ControlState::not_assessed;
  TestCounts tests;
};

/// A control over all devices that its benchmark speaks about. Refers to the benchmark, the facts and the attestations.
struct ControlResult {
  const Control* control = nullptr;
  ControlState state = ControlState::not_covered;
  TestCounts tests;
  std::vector<DeviceResult> devices;       ///< empty for a control that no rule tests
  std::vector<GroupResult> groups;         ///< those with a device that the benchmark speaks about
  std::vector<const Verdict*> findings;    ///< what did not pass: failed first, then waived, then not assessed
  std::vector<std::string> not_in_run;     ///< rules that the run did not have
  std::vector<std::string> not_together;   ///< rules about several devices that were asked of none together
  AttestationState attested = AttestationState::not_needed;
  const Attestation* attestation = nullptr;  ///< also one that is expired
};

struct BenchmarkResult {
  const Benchmark* benchmark = nullptr;
  Timestamp as_of{};
  std::vector<ControlResult> controls;                    ///< in the benchmark's order
  std::array<std::size_t, control_state_count> states{};  ///< how many controls, by ControlState
  std::vector<const DeviceFacts*> devices;                ///< those it speaks about
  std::vector<const GroupVerdicts*> groups;               ///< those of which it speaks about a device
  std::size_t other_devices = 0;                          ///< those it does not

  /// The controls by state, failed ones first, and within a state by severity, highest first.
  [[nodiscard]] std::vector<const ControlResult*> worst_first() const;
  [[nodiscard]] std::size_t operator[](ControlState state) const { return states[static_cast<std::size_t>(state)]; }
};

/// Everything that an assessment is a function of.
struct AssessmentInputs {
  std::span<const Subject> subjects;
  std::span<const std::string> rules;  ///< that were part of the run, sorted
  std::span<const Attestation> attestations;
  Timestamp as_of{};
  std::span<const GroupVerdicts> groups{};
  std::span<const std::string> group_rules{};  ///< the rules of scope group and fleet, sorted
};

/// What the run says of each control of a benchmark. Pure. A rule about several devices that
/// gave no verdict was not asked: its control does not pass.
[[nodiscard]] BenchmarkResult assess(const Benchmark& benchmark, const AssessmentInputs& inputs);

}  // namespace muster::controls
