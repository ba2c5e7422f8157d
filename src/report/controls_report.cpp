#include "report/controls_report.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace muster::report {
namespace {

using controls::AttestationState;
using controls::BenchmarkResult;
using controls::ControlResult;
using controls::ControlState;

/// Proven, or a person's word is in force for what could not be.
bool is_settled(const ControlResult& result) {
  const bool attested = result.attested == AttestationState::given || result.attested == AttestationState::not_needed;
  switch (result.state) {
    case ControlState::passed:
      return true;
    case ControlState::part_covered:
    case ControlState::not_applicable:
    case ControlState::not_covered:
      return attested;
    case ControlState::failed_waived:
      return attested && result.tests.not_assessed == 0 && result.not_in_run.empty() && result.not_together.empty();
    default:
      return false;
  }
}

}  // namespace

ExitCode controls_exit_code(std::span<const BenchmarkResult> benchmarks) {
  bool settled = !benchmarks.empty();
  for (const BenchmarkResult& benchmark : benchmarks) {
    if (benchmark[ControlState::failed] > 0) return ExitCode::findings;
    settled = settled && !benchmark.devices.empty() && std::ranges::all_of(benchmark.controls, is_settled);
  }
  return settled ? ExitCode::compliant : ExitCode::not_assessed;
}

std::string tests_text(const controls::TestCounts& tests) {
  std::string text;
  const auto add = [&](std::size_t number, std::string_view what) {
    if (number > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, what);
  };
  add(tests.failed, "failed");
  add(tests.waived, "waived");
  add(tests.not_assessed, "not assessed");
  add(tests.passed, "passed");
  add(tests.not_applicable, "not applicable");
  return text.empty() ? "no test" : text;
}

std::string attestation_text(const ControlResult& result) {
  if (result.attested == AttestationState::not_needed) return {};
  if (result.attestation == nullptr) return "attestation missing";
  const controls::Attestation& given = *result.attestation;
  const std::string who =
      fmt::format("signed by {} on {} ({})", given.signer, controls::day_text(given.date), given.document);
  switch (result.attested) {
    case AttestationState::expired:
      return fmt::format("attestation expired on {}; it was {}", controls::day_text(given.expires), who);
    case AttestationState::not_yet_valid:
      return "attestation not yet valid: " + who;
    default:
      return fmt::format("attested until {}: {}", controls::day_text(given.expires), who);
  }
}

}  // namespace muster::report
