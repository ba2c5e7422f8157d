#include <algorithm>
#include <tuple>

#include "report/html_parts.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

Html headline(const HtmlContext& context) {
  const RunCounts& counts = context.counts;
  const std::size_t failed = counts.verdicts[VerdictStatus::fail];
  if (failed > 0 && counts.devices_with_failures == 0)
    return html_text(counted(failed, "finding") + " about several devices together");
  if (failed > 0)
    return html_text(fmt::format("{} on {} of {}", counted(failed, "finding"), counts.devices_with_failures,
                                 counted(counts.devices, "device")));
  if (exit_code(context.run) == ExitCode::compliant) return html_text("Each rule that applies was proven");
  return html_text("No finding, but not everything was assessed");
}

void put_meta(Html& out, std::string_view name, std::string_view value) {
  if (!value.empty()) put(out, "<dt>{}</dt><dd>{}</dd>", html_text(name), html_text(value));
}

/// The tile's head line and what is below it.
void put_tile(Html& out, std::string_view style, std::size_t number, std::string_view label, std::string_view note) {
  put(out, "<div class=\"tile {}\"><b>{}</b><span>{}</span><small>{}</small></div>\n", html_text(style), number,
      html_text(label), html_text(note));
}

std::size_t lost_verdicts(const HtmlContext& context) {
  std::size_t number = 0;
  for (const LossGroup& group : context.lost_devices)
    for (const Loss& loss : group.losses) number += status_counts(*loss.device)[VerdictStatus::not_assessed];
  return number;
}

std::string not_assessed_note(const HtmlContext& context) {
  std::string note;
  const std::size_t lost = lost_verdicts(context);
  if (lost > 0) note = fmt::format("{} on devices not collected", lost);
  if (const std::size_t errors = context.counts.verdicts[VerdictStatus::error]; errors > 0)
    note += fmt::format("{}{} by an error", note.empty() ? "" : ", ", errors);
  return note.empty() ? "never counted as passed" : note;
}

std::string other_note(const StatusCounts& verdicts) {
  std::string note;
  for (const VerdictStatus status : {VerdictStatus::not_applicable, VerdictStatus::waived, VerdictStatus::out_of_scope})
    if (verdicts[status] > 0)
      note += fmt::format("{}{} {}", note.empty() ? "" : ", ", verdicts[status], to_string(status));
  return note.empty() ? "nothing waived, nothing out of scope" : note;
}

void put_count_cells(Html& out, const StatusCounts& verdicts) {
  const std::size_t failed = verdicts[VerdictStatus::fail];
  const std::size_t passed = verdicts[VerdictStatus::pass];
  const auto cell = [&](VerdictStatus status, std::size_t number) {
    put(out, "<td class=\"n\">{}</td>",
        number == 0 ? html("<span class=\"zero\">0</span>") : status_chip(status, number));
  };
  cell(VerdictStatus::fail, failed);
  cell(VerdictStatus::not_assessed, verdicts.unproven());
  cell(VerdictStatus::pass, passed);
  put(out, "<td class=\"n\">{}</td>", verdicts.total() - failed - passed - verdicts.unproven());
}

struct MatrixRow {
  const DeviceReport* device;
  StatusCounts all;
  std::vector<StatusCounts> sections;
  std::size_t critical = 0;
};

MatrixRow matrix_row(const HtmlContext& context, const DeviceReport& device) {
  MatrixRow row{&device, {}, std::vector<StatusCounts>(context.rules.sections().size()), 0};
  for (const Verdict& verdict : device.facts.verdicts) {
    row.all.add(verdict.status);
    row.sections[context.rules.section_index(verdict.rule_id)].add(verdict.status);
    if (verdict.status == VerdictStatus::fail && verdict.severity == Severity::critical) ++row.critical;
  }
  return row;
}

bool is_worse(const MatrixRow& a, const MatrixRow& b) {
  const auto rank = [](const MatrixRow& row) {
    const bool lost = row.device->facts.failure != CollectionFailure::none;
    return std::tuple(row.critical, row.all[VerdictStatus::fail], lost, row.all.unproven());
  };
  return rank(a) > rank(b);
}

/// What stands in a cell: everything that is not in order, else that all passed, else that nothing applied.
Html matrix_cell(const StatusCounts& counts) {
  Html out = status_chip(VerdictStatus::fail, counts[VerdictStatus::fail]);
  out += status_chip(VerdictStatus::not_assessed, counts[VerdictStatus::not_assessed]);
  out += status_chip(VerdictStatus::error, counts[VerdictStatus::error]);
  if (out.empty()) out += status_chip(VerdictStatus::pass, counts[VerdictStatus::pass]);
  if (out.empty()) out += status_chip(VerdictStatus::waived, counts[VerdictStatus::waived]);
  if (!out.empty()) return out;
  if (counts[VerdictStatus::not_applicable] > 0) return html("<span class=\"zero\">n/a</span>");
  return html("<span class=\"zero\">{}</span>", html_text(counts.total() > 0 ? "out of scope" : "no verdict"));
}

void put_matrix_row(Html& out, const HtmlContext& context, const MatrixRow& row) {
  const DeviceFacts& facts = row.device->facts;
  const bool lost = facts.failure != CollectionFailure::none;
  put(out, "<tr class=\"f\"><th scope=\"row\">{}<small>{}</small>", device_link(context, *row.device),
      html_text(facts.site.empty() ? facts.platform : facts.platform + ", " + facts.site));
  const bool shown = has_shown_something(*row.device);
  if (lost && shown) put(out, "<small class=\"part\">in part: {}</small>", html_text(to_string(facts.failure)));
  put(out, "</th>");
  if (!shown) {
    put(out, "<td class=\"lost\" colspan=\"{}\">Not collected: {}</td></tr>\n", row.sections.size(),
        html_text(to_string(facts.failure)));
    return;
  }
  for (const StatusCounts& counts : row.sections) put(out, "<td>{}</td>", matrix_cell(counts));
  put(out, "</tr>\n");
}

}  // namespace

void put_header(Html& out, const HtmlContext& context) {
  const RunReport& run = context.run;
  put(out,
      "<header><div class=\"top\"><span class=\"mark\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
      "<rect x=\"2\" y=\"3\" width=\"20\" height=\"4\" rx=\"1\" class=\"m1\"/><rect x=\"2\" y=\"10\" width=\"20\" "
      "height=\"4\" rx=\"1\" class=\"m2\"/><rect x=\"2\" y=\"17\" width=\"12\" height=\"4\" rx=\"1\" class=\"m3\"/>"
      "</svg>Muster</span>\n<nav aria-label=\"Parts\"><a href=\"#summary\">Summary</a><a href=\"#devices\">Devices</a>"
      "<a href=\"#lost\">Not collected</a><a href=\"#findings\">Findings</a><a href=\"#open\">Not assessed</a>"
      "{}"
      "<a href=\"#details\">Details</a><a href=\"#rules\">Rules</a></nav></div></header>\n",
      run.waivers.empty() && run.declarations.empty() ? Html() : html("<a href=\"#waivers\">Waivers</a>"));
  put(out,
      "<main>\n<section id=\"summary\" class=\"hero\"><div><p class=\"kicker\">Compliance report of {}</p><h1>{}</h1>",
      html_text(date_text(run.started)), headline(context));
  put(out, "<p class=\"lead\">{}.</p></div>\n", html_text(population_text(run, context.counts)));
  put(out, "<dl class=\"meta\">");
  put_meta(out, "Run", run.run_id);
  put_meta(out, "Evaluation", run.evaluation_id);
  put_meta(out, "As of", to_string(run.as_of));
  put_meta(out, "Took", duration_text(run.finished - run.started));
  put_meta(out, "Muster", run.tool_version);
  put(out, "</dl></section>\n");
  if (!run.complete)
    put(out,
        "<p class=\"alarm\"><b>This run is not complete.</b> It was stopped before its end; what is missing is not "
        "assessed.</p>\n");
}

void put_summary(Html& out, const HtmlContext& context) {
  const StatusCounts& verdicts = context.counts.verdicts;
  const LineCounts& lines = context.counts.lines;
  put(out, "<div class=\"tiles\">\n");
  const std::string grace = grace_text(context.counts);
  put_tile(out, "fail", verdicts[VerdictStatus::fail], "failed",
           severities_text(context.counts) + (grace.empty() ? "" : "; " + grace));
  put_tile(out, "open", verdicts.unproven(), "not assessed", not_assessed_note(context));
  put_tile(out, "pass", verdicts[VerdictStatus::pass], "passed", "proven by what was read");
  put_tile(out, "rest",
           verdicts.total() - verdicts[VerdictStatus::fail] - verdicts[VerdictStatus::pass] - verdicts.unproven(),
           "other", other_note(verdicts));
  put_tile(out, "rest", lines.unknown, "lines not understood",
           fmt::format("of {}; {} understood", line_total(lines), understood_share(lines)));
  put(out, "</div>\n{}\n", verdict_bar(verdicts));
}

void put_sections(Html& out, const HtmlContext& context) {
  put(out,
      "<section><h2>By section of the guideline</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Section"
      "</th><th scope=\"col\" class=\"shares\"><span class=\"vh\">Shares</span></th><th scope=\"col\" "
      "class=\"n\">Failed</th>"
      "<th scope=\"col\" class=\"n\">Not assessed</th><th scope=\"col\" class=\"n\">Passed</th><th scope=\"col\" "
      "class=\"n\">Other</th></tr></thead><tbody>\n");
  for (const SectionCounts& section : context.counts.sections) {
    put(out, "<tr><th scope=\"row\">{}<small>{}</small></th>", html_text(section.section),
        html_text(counted(section.rules, "rule")));
    if (section.rules == 0) {
      put(out, "<td class=\"lost\" colspan=\"5\">No rule was loaded: nothing is known</td></tr>\n");
      continue;
    }
    put(out, "<td class=\"wide shares\">{}</td>", verdict_bar(section.verdicts));
    put_count_cells(out, section.verdicts);
    put(out, "</tr>\n");
  }
  put(out, "</tbody></table></div></section>\n");
}

void put_matrix(Html& out, const HtmlContext& context) {
  std::vector<MatrixRow> rows;
  for (const DeviceReport& device : context.run.devices) rows.push_back(matrix_row(context, device));
  std::ranges::stable_sort(rows, is_worse);
  put(out,
      "<section id=\"devices\"><h2>By device</h2><p class=\"note\">Worst first. <span class=\"chip fail\"><i>✕</i>"
      "failed</span> <span class=\"chip open\"><i>?</i>not assessed</span> <span class=\"chip pass\"><i>✓</i>passed"
      "</span></p><div class=\"scroll\"><table class=\"matrix\"><thead><tr><th scope=\"col\">Device</th>");
  for (const std::string& section : context.rules.sections()) put(out, "<th scope=\"col\">{}</th>", html_text(section));
  put(out, "</tr></thead><tbody>\n");
  for (const MatrixRow& row : rows) put_matrix_row(out, context, row);
  put(out, "</tbody></table></div></section>\n");
}

}  // namespace muster::report
