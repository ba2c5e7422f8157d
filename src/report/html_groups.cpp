#include <algorithm>

#include "report/excerpt.hpp"
#include "report/groups.hpp"
#include "report/html_parts.hpp"
#include "report/wording.hpp"

/// The part of the HTML report about devices that were judged together.
namespace muster::report {
namespace {

constexpr std::size_t findings_shown = 200;
constexpr std::size_t longest_text = 400;

/// The first line behind a value, as the device's capture has it.
Html first_line(const DeviceReport& device, const SeenValue& value) {
  if (value.lines.empty()) return {};
  Excerpts excerpts(device);
  const auto cut = excerpts.cut(std::span(value.lines).first(1), {.context = 0, .max_lines = 1});
  if (cut.empty() || cut.front().lines.empty()) return {};
  return html(" <code>{}</code>", html_text(shortened(cut.front().lines.front().text, longest_text)));
}

void put_values(Html& out, const HtmlContext& context, const Verdict& verdict) {
  if (verdict.values.empty()) return;
  put(out,
      "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Device</th><th scope=\"col\">What</th>"
      "<th scope=\"col\">Value</th><th scope=\"col\">Where</th></tr></thead><tbody>\n");
  for (const SeenValue& value : verdict.values) {
    const DeviceReport* const device = device_of(context.run, value);
    put(out, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}{}</td></tr>\n",
        device != nullptr ? device_link(context, *device) : html_text(value.device), html_text(value.what),
        html_text(shortened(value.value, longest_text)), html_text(lines_text(value)),
        device != nullptr ? first_line(*device, value) : Html());
  }
  put(out, "</tbody></table></div>\n");
}

void put_group_finding(Html& out, const HtmlContext& context, const GroupFinding& finding) {
  const Verdict& verdict = *finding.verdict;
  put(out,
      "<details class=\"card\" open><summary>{}<h3>{}</h3><span class=\"count\">{}</span></summary>\n"
      "<p class=\"facts\"><code>{}</code> <span>{}</span></p>\n",
      severity_badge(verdict.severity), html_text(finding.rule->title), status_word(verdict.status),
      html_text(finding.rule->id), html_text(finding.rule->section));
  put(out, "<div class=\"finding f\"><p><b>{}</b>", html_text(group_text(*finding.group)));
  if (!verdict.object.empty()) put(out, " <span class=\"object\">{}</span>", html_text(verdict.object));
  if (verdict.in_doubt)
    put(out, " <span class=\"chip open\"><i aria-hidden=\"true\">?</i>in doubt: may not apply</span>");
  if (!verdict.grace_until.empty())
    put(out, " <span class=\"chip rest\"><i aria-hidden=\"true\">◷</i>{}</span>", html_text(grace_text(verdict)));
  put(out, "<code class=\"print\">{}</code></p><p>{}</p>\n", html_text(verdict.fingerprint), html_text(verdict.message));
  for (const std::string& reason : verdict.reasons)
    put(out, "<p class=\"note\">{}</p>\n", html_text(shortened(reason, longest_text)));
  put_values(out, context, verdict);
  put(out, "</div>\n");
  if (verdict.status == VerdictStatus::fail && !finding.rule->remedy.empty())
    put(out, "<p class=\"todo\"><b>To do</b> {}</p>\n", html_prose(one_line(finding.rule->remedy)));
  put(out, "</details>\n");
}

void put_group_counts(Html& out, const HtmlContext& context) {
  put(out,
      "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Devices together</th><th scope=\"col\">Verdicts</th>"
      "</tr></thead><tbody>\n");
  for (const GroupVerdicts& group : context.run.groups) {
    StatusCounts counts;
    for (const Verdict& verdict : group.verdicts) counts.add(verdict.status);
    Html chips;
    for (std::size_t i = 0; i < counts.by_status.size(); ++i)
      put(chips, "{} ", status_chip(static_cast<VerdictStatus>(i), counts.by_status[i]));
    put(out, "<tr class=\"f\"><th scope=\"row\">{}</th><td>{}</td></tr>\n", html_text(group_text(group)), chips);
  }
  put(out, "</tbody></table></div>\n");
}

}  // namespace

void put_groups(Html& out, const HtmlContext& context) {
  if (context.run.groups.empty()) return;
  put(out,
      "<section id=\"groups\"><h2>Devices together</h2>\n<p class=\"note\">What rules say of groups, of the members of a "
      "unit and of the whole fleet. A member that is not known leaves no pass.</p>\n");
  put_group_counts(out, context);
  std::size_t shown = 0;
  std::size_t all = 0;
  for (const VerdictStatus status : {VerdictStatus::fail, VerdictStatus::error, VerdictStatus::not_assessed, VerdictStatus::waived})
    for (const GroupFinding& finding : group_findings(context.run, context.rules, status))
      if (++all <= findings_shown) {
        put_group_finding(out, context, finding);
        ++shown;
      }
  if (all > shown) put(out, "<p class=\"note\">and {} more: see the JSON report</p>\n", all - shown);
  put(out, "</section>\n");
}

}  // namespace muster::report
