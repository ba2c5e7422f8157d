#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "report/controls_report.hpp"
#include "report/terminal_page.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

using controls::BenchmarkResult;
using controls::Control;
using controls::ControlResult;
using controls::ControlState;
using controls::Coverage;

constexpr std::size_t findings_shown = 5;

/// In the order of `ControlState`.
constexpr std::array<Ink, controls::control_state_count> inks{Ink::red,   Ink::red,   Ink::yellow, Ink::yellow,
                                                              Ink::green, Ink::green, Ink::plain,  Ink::dim};

std::string control_label(const Control& control) {
  std::string label = control.id;
  if (!control.group.empty()) label += " " + control.group;
  if (const std::string severity = severity_text(control); !severity.empty()) label += " " + severity;
  return label;
}

std::string counts_line(const BenchmarkResult& result) {
  std::string text;
  for (std::size_t i = 0; i < controls::control_state_count; ++i)
    if (result.states[i] > 0)
      text +=
          fmt::format("{}{} {}", text.empty() ? "" : "; ", result.states[i], to_string(static_cast<ControlState>(i)));
  return counted(result.controls.size(), "control") + ": " + text;
}

void put_findings(TerminalPage& page, const ControlResult& result) {
  const std::size_t shown = std::min(findings_shown, result.findings.size());
  for (const Verdict* const finding : std::span(result.findings).first(shown)) {
    const Verdict& verdict = *finding;
    page.paragraph(
        6, 2,
        fmt::format("{} {} {}{}{} ({}): {}", verdict.fingerprint, to_string(verdict.status), verdict.device_id,
                    verdict.object.empty() ? "" : " ", verdict.object, verdict.rule_id, verdict.message));
  }
  if (result.findings.size() > shown)
    page.paragraph(6, 2, fmt::format("and {} more: see the JSON or HTML report", result.findings.size() - shown),
                   Ink::dim);
}

void put_notes(TerminalPage& page, const ControlResult& result) {
  const Control& control = *result.control;
  if (!result.not_in_run.empty())
    page.paragraph(6, 2, fmt::format("not in this run: {}", fmt::join(result.not_in_run, ", ")), Ink::yellow);
  if (!result.not_together.empty())
    page.paragraph(6, 2,
                   fmt::format("not asked, for no devices were judged together: {}", fmt::join(result.not_together, ", ")),
                   Ink::yellow);
  if (!control.attestation.empty()) page.paragraph(6, 2, "left to attest: " + control.attestation);
  if (const std::string text = attestation_text(result); !text.empty() && control.coverage != Coverage::none)
    page.paragraph(6, 2, text, result.attested == controls::AttestationState::given ? Ink::plain : Ink::yellow);
  if (!control.deviation.empty()) page.paragraph(6, 2, "our method: " + control.deviation, Ink::dim);
}

void put_control(TerminalPage& page, const ControlResult& result) {
  const Control& control = *result.control;
  page.paragraph(2, 2, control_label(control) + "  " + control.title, Ink::bold);
  std::string line(to_string(result.state));
  if (control.coverage != Coverage::none) line += "  (" + tests_text(result.tests) + ")";
  page.paragraph(4, 2, line, inks[static_cast<std::size_t>(result.state)]);
  put_findings(page, result);
  put_notes(page, result);
  if (control.override)
    page.paragraph(
        6, 2,
        fmt::format("severity here: {}, because {}", to_string(control.override->severity), control.override->reason));
}

/// By reason; an attested one is named, so that a signature is never lost in a count.
void put_not_covered(TerminalPage& page, const BenchmarkResult& benchmark, bool all) {
  std::map<std::string_view, std::size_t> reasons;
  for (const ControlResult& result : benchmark.controls)
    if (result.state == ControlState::not_covered) ++reasons[result.control->reason];
  if (reasons.empty()) return;
  page.blank();
  page.line(2, "Not covered by any rule", Ink::bold);
  for (const auto& reason : controls::uncovered_reasons())
    if (reasons.contains(reason.name))
      page.entry(4, fmt::format("{} {}", reasons[reason.name], reason.name), 18, reason.meaning);
  for (const ControlResult& result : benchmark.controls) {
    if (result.state != ControlState::not_covered || (!all && result.attestation == nullptr)) continue;
    page.paragraph(
        4, 2,
        fmt::format("{}  {} ({})", control_label(*result.control), result.control->title, result.control->reason));
    if (result.attestation != nullptr) page.paragraph(6, 2, attestation_text(result));
  }
}

void put_benchmark(TerminalPage& page, const BenchmarkResult& result, bool all) {
  const controls::Benchmark& benchmark = *result.benchmark;
  page.heading(fmt::format("{} ({})", benchmark.title, benchmark.id), Ink::bold);
  page.paragraph(0, 2, fmt::format("{}, {}", benchmark.publisher, release_text(benchmark)));
  std::string devices = counted(result.devices.size(), "device");
  if (!result.groups.empty()) devices += "; " + counted(result.groups.size(), "group") + " judged together";
  if (result.other_devices > 0)
    devices += fmt::format("; {} that it does not speak about", counted(result.other_devices, "other"));
  page.paragraph(0, 2, devices);
  page.paragraph(0, 2, counts_line(result));
  if (std::ranges::any_of(result.controls, [](const ControlResult& row) { return !row.not_in_run.empty(); }))
    page.paragraph(0, 2,
                   fmt::format("Rules are missing from this run: muster run --benchmark {} adds them.", benchmark.id),
                   Ink::yellow);
  page.blank();
  for (const ControlResult* const control : result.worst_first())
    if (control->state != ControlState::not_covered) put_control(page, *control);
  put_not_covered(page, result, all);
}

}  // namespace

std::string controls_text(const ControlsReport& report, const ControlsTextOptions& options) {
  TerminalPage page(options.columns, options.colour);
  page.paragraph(0, 2, fmt::format("Controls of {}, as of {}", report.about, muster::to_string(report.as_of)));
  if (report.benchmarks.empty())
    page.paragraph(0, 2,
                   "No benchmark speaks about the devices seen: name one with --benchmark ('muster controls list').");
  for (const BenchmarkResult& result : report.benchmarks) put_benchmark(page, result, options.all);
  page.blank();
  page.paragraph(
      0, 0,
      "\"tests passed\" is said of a control only if its tests cover the whole of it. What is left to a document or a "
      "person counts only with an attestation that is in force.",
      Ink::dim);
  return page.take();
}

}  // namespace muster::report
