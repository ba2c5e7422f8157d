#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/controls_report.hpp"
#include "report/terminal_page.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

using controls::Benchmark;
using controls::Control;
using controls::Coverage;

std::size_t number_of(const Benchmark& benchmark, Coverage coverage) {
  return static_cast<std::size_t>(std::ranges::count(benchmark.controls, coverage, &Control::coverage));
}

std::string coverage_counts(const Benchmark& benchmark) {
  return fmt::format("{}: {} tested whole, {} in part, {} not covered", counted(benchmark.controls.size(), "control"),
                     number_of(benchmark, Coverage::full), number_of(benchmark, Coverage::part),
                     number_of(benchmark, Coverage::none));
}

/// "cisco_ios; software IOS-XE; router"
std::string scope_text(const Benchmark& benchmark) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view what, const std::vector<std::string>& names) {
    if (!names.empty()) parts.push_back(fmt::format("{}: {}", what, fmt::join(names, ", ")));
  };
  add("platforms", benchmark.platforms);
  add("formats", benchmark.formats);
  add("software", benchmark.software);
  add("roles", benchmark.roles);
  return parts.empty() ? "all devices" : fmt::format("{}", fmt::join(parts, "; "));
}

void put_head(TerminalPage& page, const Benchmark& benchmark) {
  page.paragraph(0, 2, benchmark.title, Ink::bold);
  page.paragraph(2, 2, fmt::format("{}, {}", benchmark.publisher, release_text(benchmark)));
  if (!benchmark.source.empty()) page.whole(2, benchmark.source);
  page.paragraph(2, 2, scope_text(benchmark));
  page.paragraph(2, 2, coverage_counts(benchmark));
}

std::string coverage_word(const Control& control) {
  switch (control.coverage) {
    case Coverage::full:
      return "whole";
    case Coverage::part:
      return "part";
    default:
      return "none: " + control.reason;
  }
}

void put_fact(TerminalPage& page, std::string_view name, std::string_view value) {
  if (!value.empty()) page.entry(2, name, 12, value);
}

}  // namespace

std::string benchmark_list_text(std::span<const Benchmark> benchmarks, const ControlsTextOptions& options) {
  TerminalPage page(options.columns, options.colour);
  for (const Benchmark& benchmark : benchmarks) {
    page.whole(0, benchmark.id);
    page.paragraph(2, 2, fmt::format("{}, {}", benchmark.title, release_text(benchmark)));
    page.paragraph(2, 2, coverage_counts(benchmark), Ink::dim);
  }
  return page.take();
}

std::string benchmark_text(const Benchmark& benchmark, const ControlsTextOptions& options) {
  TerminalPage page(options.columns, options.colour);
  put_head(page, benchmark);
  page.blank();
  std::size_t width = 0;
  for (const Control& control : benchmark.controls) width = std::max(width, control.id.size());
  for (const Control& control : benchmark.controls) {
    const std::string severity = severity_text(control);
    page.entry(
        2, control.id, width,
        fmt::format("{}{}{} [{}]", severity, severity.empty() ? "" : "  ", control.title, coverage_word(control)));
  }
  return page.take();
}

std::string control_text(const Benchmark& benchmark, const Control& control, const ControlsTextOptions& options) {
  TerminalPage page(options.columns, options.colour);
  put_head(page, benchmark);
  page.blank();
  page.paragraph(0, 2,
                 fmt::format("{}{}{}  {}", control.id, control.group.empty() ? "" : " ", control.group, control.title),
                 Ink::bold);
  put_fact(page, "severity", severity_text(control));
  if (control.override)
    put_fact(page, "override", fmt::format("{}: {}", to_string(control.override->severity), control.override->reason));
  put_fact(page, "NIST 800-53", fmt::format("{}", fmt::join(control.nist, ", ")));
  put_fact(page, "coverage", coverage_word(control));
  for (const auto& reason : controls::uncovered_reasons())
    if (reason.name == control.reason) put_fact(page, "because", reason.meaning);
  put_fact(page, "rules", fmt::format("{}", fmt::join(control.rules, ", ")));
  put_fact(page, "to attest", control.attestation);
  put_fact(page, "our method", control.deviation);
  return page.take();
}

}  // namespace muster::report
