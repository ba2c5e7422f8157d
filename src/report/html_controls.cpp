#include <algorithm>
#include <array>

#include "report/controls_report.hpp"
#include "report/html_assets.hpp"
#include "report/html_parts.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

using controls::BenchmarkResult;
using controls::Control;
using controls::ControlResult;
using controls::ControlState;
using controls::Coverage;

constexpr std::size_t findings_shown = 50;  ///< per control
constexpr std::size_t devices_shown = 100;

struct StateLook {
  std::string_view style;
  std::string_view sign;
};

/// In the order of `ControlState`. Only what is proven whole looks like a pass.
constexpr std::array<StateLook, controls::control_state_count> looks{{{"fail", "✕"},
                                                                      {"fail", "~"},
                                                                      {"open", "?"},
                                                                      {"open", "○"},
                                                                      {"rest", "◐"},
                                                                      {"pass", "✓"},
                                                                      {"rest", "–"},
                                                                      {"rest", "○"}}};

Html state_chip(ControlState state, std::string_view text) {
  const StateLook& look = looks[static_cast<std::size_t>(state)];
  return html("<span class=\"chip {}\"><i aria-hidden=\"true\">{}</i>{}</span>", html_text(look.style),
              html_text(look.sign), html_text(text));
}

Html category_badge(const Control& control) {
  const auto severity = severity_of(control);
  if (!severity) return {};
  return html("<span class=\"sev {}\">{}</span>", html_text(to_string(*severity)), html_text(severity_text(control)));
}

Html attestation_line(const ControlResult& result) {
  const std::string text = attestation_text(result);
  if (text.empty()) return {};
  const bool given = result.attested == controls::AttestationState::given;
  Html out = html("<p><span class=\"chip {}\"><i aria-hidden=\"true\">{}</i>{}</span>",
                  html_text(given ? "rest" : "open"), html_text(given ? "✎" : "?"), html_text(text));
  if (result.attestation != nullptr)
    put(out, "<br>{} <code>SHA-256 {}</code>", html_text(result.attestation->statement),
        html_text(result.attestation->sha256));
  put(out, "</p>\n");
  return out;
}

void put_facts(Html& out, const ControlResult& result) {
  const Control& control = *result.control;
  put(out, "<p class=\"facts\">Rules");
  for (const std::string& rule : control.rules) put(out, " <code>{}</code>", html_text(rule));
  if (!control.nist.empty()) {
    put(out, "<span>NIST SP 800-53");
    for (const std::string& id : control.nist) put(out, " {}", html_text(id));
    put(out, "</span>");
  }
  put(out, "<span>{}</span></p>\n", html_text(control.coverage == Coverage::full ? "tested whole" : "tested in part"));
  if (!result.not_in_run.empty()) {
    put(out, "<p class=\"alarm\">Not in this run:");
    for (const std::string& rule : result.not_in_run) put(out, " <code>{}</code>", html_text(rule));
    put(out, "</p>\n");
  }
  if (!result.not_together.empty()) {
    put(out, "<p class=\"alarm\">Not asked, for no devices were judged together:");
    for (const std::string& rule : result.not_together) put(out, " <code>{}</code>", html_text(rule));
    put(out, "</p>\n");
  }
  if (!control.attestation.empty())
    put(out, "<p class=\"todo\"><b>Left to attest</b> {}</p>\n", html_prose(control.attestation));
  out += attestation_line(result);
  if (!control.deviation.empty())
    put(out, "<p class=\"note\"><b>Our method differs:</b> {}</p>\n", html_prose(control.deviation));
  if (control.override)
    put(out, "<p class=\"note\"><b>Severity overridden</b> to {}: {}</p>\n",
        html_text(to_string(control.override->severity)), html_prose(control.override->reason));
}

void put_devices_of(Html& out, const ControlResult& result) {
  if (result.devices.size() < 2) return;
  std::vector<controls::DeviceResult> rows = result.devices;
  std::ranges::stable_sort(rows, {}, &controls::DeviceResult::state);
  put(out,
      "<table><thead><tr><th scope=\"col\">Device</th><th scope=\"col\">State</th><th "
      "scope=\"col\">Tests</th></tr></thead><tbody>\n");
  for (const auto& row : std::span(rows).first(std::min(devices_shown, rows.size())))
    put(out, "<tr class=\"f\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", html_text(row.device->device_id),
        state_chip(row.state, to_string(row.state)), html_text(tests_text(row.tests)));
  put(out, "</tbody></table>\n");
  if (rows.size() > devices_shown)
    put(out, "<p class=\"note\">and {} more: the JSON report has all.</p>\n", rows.size() - devices_shown);
}

void put_groups_of(Html& out, const ControlResult& result) {
  if (result.groups.empty()) return;
  std::vector<controls::GroupResult> rows = result.groups;
  std::ranges::stable_sort(rows, {}, &controls::GroupResult::state);
  put(out,
      "<table><thead><tr><th scope=\"col\">Devices together</th><th scope=\"col\">State</th><th "
      "scope=\"col\">Tests</th></tr></thead><tbody>\n");
  for (const auto& row : std::span(rows).first(std::min(devices_shown, rows.size())))
    put(out, "<tr class=\"f\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", html_text(row.group->name),
        state_chip(row.state, to_string(row.state)), html_text(tests_text(row.tests)));
  put(out, "</tbody></table>\n");
  if (rows.size() > devices_shown)
    put(out, "<p class=\"note\">and {} more: the JSON report has all.</p>\n", rows.size() - devices_shown);
}

void put_findings_of(Html& out, const ControlResult& result) {
  if (result.findings.empty()) return;
  put(out, "<ul class=\"verdicts\">\n");
  for (const Verdict* const finding :
       std::span(result.findings).first(std::min(findings_shown, result.findings.size()))) {
    const Verdict& verdict = *finding;
    put(out, "<li class=\"f\">{}<b>{}</b> {} <code>{}</code> <code>{}</code><small>{}</small></li>\n",
        status_word(verdict.status), html_text(verdict.device_id), html_text(verdict.object),
        html_text(verdict.rule_id), html_text(verdict.fingerprint), html_text(verdict.message));
    if (!verdict.waiver.empty()) put(out, "<li><small>waiver {}</small></li>\n", html_text(verdict.waiver));
  }
  put(out, "</ul>\n");
  if (result.findings.size() > findings_shown)
    put(out, "<p class=\"note\">and {} more: the JSON report has all.</p>\n", result.findings.size() - findings_shown);
}

void put_control(Html& out, const ControlResult& result) {
  const Control& control = *result.control;
  put(out,
      "<details class=\"card f\"><summary>{}<code>{}</code><h3>{}</h3><span class=\"count\">{}{}</span></summary>\n",
      category_badge(control), html_text(control.group.empty() ? control.id : control.id + " " + control.group),
      html_text(control.title), state_chip(result.state, to_string(result.state)), html_text(tests_text(result.tests)));
  put_facts(out, result);
  put_devices_of(out, result);
  put_groups_of(out, result);
  put_findings_of(out, result);
  put(out, "</details>\n");
}

void put_not_covered(Html& out, const BenchmarkResult& benchmark) {
  if (benchmark[ControlState::not_covered] == 0) return;
  put(out,
      "<details class=\"card\"><summary><h3>Not covered by any rule</h3><span "
      "class=\"count\">{}</span></summary>\n<table><thead><tr>"
      "<th scope=\"col\">Control</th><th scope=\"col\">Asks for</th><th scope=\"col\">Why not "
      "covered</th></tr></thead><tbody>\n",
      html_text(counted(benchmark[ControlState::not_covered], "control")));
  for (const ControlResult& result : benchmark.controls) {
    if (result.state != ControlState::not_covered) continue;
    const Control& control = *result.control;
    put(out,
        "<tr class=\"f\"><th scope=\"row\"><code>{}</code><small>{} {}</small></th><td>{}</td><td>{}{}</td></tr>\n",
        html_text(control.id), html_text(severity_text(control)), html_text(control.group), html_text(control.title),
        html_text(control.reason), result.attestation == nullptr ? Html() : attestation_line(result));
  }
  put(out, "</tbody></table>\n</details>\n");
}

void put_benchmark(Html& out, const BenchmarkResult& result, std::size_t number) {
  const controls::Benchmark& benchmark = *result.benchmark;
  put(out, "<section id=\"b{}\"><h2>{}</h2>\n<p class=\"note\"><b>{}, {}</b> · <code>{}</code></p>\n", number,
      html_text(benchmark.title), html_text(benchmark.publisher), html_text(release_text(benchmark)),
      html_text(benchmark.id));
  put(out, "<p class=\"note\">{} on {}; {} that it does not speak about. {}</p>\n<p>",
      html_text(counted(result.controls.size(), "control")), html_text(counted(result.devices.size(), "device")),
      html_text(counted(result.other_devices, "other device")),
      benchmark.source.empty() ? Html() : html("Published at <code>{}</code>.", html_text(benchmark.source)));
  for (std::size_t i = 0; i < controls::control_state_count; ++i) {
    const auto state = static_cast<ControlState>(i);
    if (result[state] > 0) out += state_chip(state, fmt::format("{} {}", result[state], to_string(state)));
  }
  put(out, "</p>\n");
  for (const ControlResult* const control : result.worst_first())
    if (control->state != ControlState::not_covered) put_control(out, *control);
  put_not_covered(out, result);
  put(out, "</section>\n");
}

std::string headline(const ControlsReport& report) {
  std::size_t failed = 0;
  for (const BenchmarkResult& result : report.benchmarks) failed += result[ControlState::failed];
  if (failed > 0) return counted(failed, "control") + " failed";
  if (controls_exit_code(report.benchmarks) == ExitCode::compliant) return "Each control was proven or is attested";
  return "No control failed, but not everything is proven or attested";
}

void put_top(Html& out, const ControlsReport& report) {
  put(out, "<header><div class=\"top\"><span class=\"mark\">Muster</span>\n<nav aria-label=\"Parts\">");
  for (std::size_t i = 0; i < report.benchmarks.size(); ++i)
    put(out, "<a href=\"#b{}\">{}</a>", i + 1, html_text(report.benchmarks[i].benchmark->id));
  put(out,
      "</nav></div></header>\n<main>\n<section class=\"hero\"><div><p class=\"kicker\">Controls of "
      "{}</p><h1>{}</h1></div>",
      html_text(report.about), html_text(headline(report)));
  put(out, "<dl class=\"meta\"><dt>As of</dt><dd>{}</dd><dt>Muster</dt><dd>{}</dd></dl></section>\n",
      html_text(muster::to_string(report.as_of)), html_text(report.tool_version));
}

}  // namespace

void put_controls(Html& out, std::span<const BenchmarkResult> benchmarks) {
  for (std::size_t i = 0; i < benchmarks.size(); ++i) put_benchmark(out, benchmarks[i], i + 1);
}

std::string controls_html(const ControlsReport& report) {
  Html body;
  put_top(body, report);
  put_controls(body, report.benchmarks);
  put(body,
      "</main>\n<footer>\"Tests passed\" is said of a control only if its tests cover the whole of it. What is left to "
      "a document or a person "
      "counts only with an attestation that is in force. Fingerprints name the findings in the other "
      "reports.</footer>\n");
  return html_page("Muster: controls", body);
}

}  // namespace muster::report
