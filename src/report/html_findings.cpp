#include <algorithm>

#include "report/advice.hpp"
#include "report/causes.hpp"
#include "report/excerpt.hpp"
#include "report/html_parts.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::size_t causes_with_lines = 25;  ///< per rule
constexpr std::size_t findings_shown_open = 100;
constexpr std::size_t excerpts_per_finding = 6;
constexpr std::size_t longest_line = 400;
constexpr std::size_t losses_shown = 200;
constexpr std::size_t reasons_shown = 100;

void put_excerpt(Html& out, const DeviceReport& device, const Excerpt& excerpt) {
  const CaptureInfo& capture = device.captures[excerpt.capture];
  put(out, "<figure><figcaption>{}{}</figcaption><pre tabindex=\"0\">", html_text(capture.command),
      html_text(capture.context.empty() ? "" : ", " + capture.context));
  for (const ExcerptLine& line : excerpt.lines) {
    const Html text = html_text(shortened(line.text, longest_line));
    if (line.evidence)
      put(out, "<mark><b>{:>5} &gt;</b> {}\n</mark>", line.number, text);
    else
      put(out, "<span><b>{:>5}  </b> {}\n</span>", line.number, text);
  }
  put(out, "</pre>");
  if (excerpt.left_out > 0) put(out, "<small>and {} more lines</small>", excerpt.left_out);
  put(out, "</figure>\n");
}

void put_finding_head(Html& out, const HtmlContext& context, const Finding& finding) {
  const Verdict& verdict = *finding.verdict;
  put(out, "<div class=\"finding f\" id=\"f{}\"><p><b>{}</b>", context.finding_numbers.at(&verdict),
      device_link(context, *finding.device));
  if (!verdict.object.empty()) put(out, " <span class=\"object\">{}</span>", html_text(verdict.object));
  if (verdict.in_doubt)
    put(out, " <span class=\"chip open\"><i aria-hidden=\"true\">?</i>in doubt: may not apply</span>");
  if (!verdict.grace_until.empty())
    put(out, " <span class=\"chip rest\"><i aria-hidden=\"true\">◷</i>{}</span>", html_text(grace_text(verdict)));
  put(out, "<code class=\"print\">{}</code></p><p>{}</p>\n", html_text(verdict.fingerprint),
      html_text(verdict.message));
}

void put_finding(Html& out, const HtmlContext& context, const Finding& finding) {
  put_finding_head(out, context, finding);
  out += values_table(*finding.device, *finding.verdict);
  Excerpts excerpts(*finding.device);
  const std::vector<Excerpt> cut = excerpts.cut(finding.verdict->evidence, {.context = 2, .max_lines = 16});
  if (cut.empty() && finding.verdict->values.empty())
    put(out,
        "<p class=\"note\">No line to show: it follows from what is absent, or from the platform's default.</p>\n");
  for (std::size_t i = 0; i < std::min(excerpts_per_finding, cut.size()); ++i)
    put_excerpt(out, *finding.device, cut[i]);
  if (cut.size() > excerpts_per_finding)
    put(out, "<p class=\"note\">and {} more places</p>", cut.size() - excerpts_per_finding);
  put(out, "</div>\n");
}

/// The first finding with its lines; the others of the same cause below it, folded, each with its device.
void put_cause(Html& out, const HtmlContext& context, const CauseGroup& cause, bool with_lines) {
  if (with_lines) {
    put_finding(out, context, cause.findings.front());
  } else {
    put_finding_head(out, context, cause.findings.front());
    put(out, "</div>\n");
  }
  if (cause.findings.size() == 1) return;
  put(out, "<details class=\"same\"><summary>The same cause: {} in all, on {}</summary>\n<ul>\n",
      html_text(counted(cause.findings.size(), "finding")), html_text(counted(cause.devices, "device")));
  for (std::size_t i = 1; i < cause.findings.size(); ++i) {
    const Verdict& verdict = *cause.findings[i].verdict;
    put(out, "<li class=\"f\" id=\"f{}\"><b>{}</b> <span class=\"object\">{}</span> {} <code class=\"print\">{}</code></li>\n",
        context.finding_numbers.at(&verdict), device_link(context, *cause.findings[i].device), html_text(verdict.object),
        html_text(verdict.message), html_text(verdict.fingerprint));
  }
  put(out, "</ul></details>\n");
}

void put_rule_facts(Html& out, const RuleInfo& rule) {
  put(out, "<p class=\"facts\"><code>{}</code> <span>{}</span>", html_text(rule.id), html_text(rule.section));
  for (const std::string& reference : rule.references) put(out, " <span>{}</span>", html_text(reference));
  put(out, "</p>\n");
  if (!rule.deprecated.empty())
    put(out, "<p class=\"note\">This rule is deprecated: {}</p>\n", html_prose(one_line(rule.deprecated)));
  if (!rule.remedy.empty()) put(out, "<p class=\"todo\"><b>To do</b> {}</p>\n", html_prose(one_line(rule.remedy)));
}

void put_group(Html& out, const HtmlContext& context, const FindingGroup& group, bool open) {
  put(out, "<details class=\"card\"{}><summary>{}<h3>{}</h3><span class=\"count\">{} on {}</span></summary>\n",
      open ? html(" open") : Html(), severity_badge(group.severity), html_text(group.rule->title),
      html_text(counted(group.findings.size(), "finding")), html_text(counted(group.devices, "device")));
  put_rule_facts(out, *group.rule);
  const std::vector<CauseGroup> causes = causes_of(group);
  for (std::size_t i = 0; i < causes.size(); ++i) put_cause(out, context, causes[i], i < causes_with_lines);
  if (causes.size() > causes_with_lines)
    put(out, "<p class=\"note\">Lines are shown for the first {} causes; the JSON report has all.</p>", causes_with_lines);
  put(out, "</details>\n");
}

void put_loss_groups(Html& out, const HtmlContext& context, const std::vector<LossGroup>& groups) {
  for (const LossGroup& group : groups) {
    put(out,
        "<div class=\"card loss\"><span class=\"count\">{}</span><h3>{}</h3><p class=\"todo\"><b>To do</b> "
        "{}</p>\n<ul>\n",
        html_text(counted(group.losses.size(), group.losses.front().capture == nullptr ? "device" : "command")),
        html_text(to_string(group.failure)), html_prose(not_collected_advice(group.failure)));
    for (std::size_t i = 0; i < std::min(losses_shown, group.losses.size()); ++i) {
      const Loss& loss = group.losses[i];
      put(out, "<li class=\"f\"><b>{}</b> {}{}</li>\n", device_link(context, *loss.device),
          loss.capture == nullptr ? Html() : html("<code>{}</code> ", html_text(loss.capture->command)),
          html_text(shortened(loss.detail, longest_line)));
    }
    put(out, "</ul>\n");
    if (group.losses.size() > losses_shown)
      put(out, "<p class=\"note\">and {} more: see the JSON report</p>", group.losses.size() - losses_shown);
    put(out, "</div>\n");
  }
}

void put_gaps(Html& out, const HtmlContext& context) {
  if (context.run.gaps.empty()) return;
  put(out,
      "<div class=\"card loss\"><span class=\"count\">{}</span><h3>quarantined inventory entries</h3><p class=\"todo\">"
      "<b>To do</b> Correct the inventory: these devices were not part of the run and are in no count.</p>\n<ul>\n",
      context.run.gaps.size());
  for (const Gap& gap : context.run.gaps)
    put(out, "<li><code>{}</code> {}</li>\n", html_text(gap.where), html_text(shortened(gap.message, longest_line)));
  put(out, "</ul></div>\n");
}

void put_reasons(Html& out, const HtmlContext& context) {
  put(out,
      "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Why</th><th scope=\"col\" class=\"n\">Verdicts</th>"
      "<th scope=\"col\" class=\"n\">Rules</th><th scope=\"col\">Devices</th></tr></thead><tbody>\n");
  for (std::size_t i = 0; i < std::min(reasons_shown, context.reasons.size()); ++i) {
    const ReasonGroup& group = context.reasons[i];
    put(out,
        "<tr class=\"f\"><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>\n",
        html_text(shortened(group.reason, longest_line)), status_chip(VerdictStatus::not_assessed, group.verdicts),
        group.rules.size(), device_links(context, group.devices));
  }
  put(out, "</tbody></table></div>\n");
  if (context.reasons.size() > reasons_shown)
    put(out, "<p class=\"note\">and {} more reasons: see the devices below</p>\n",
        context.reasons.size() - reasons_shown);
}

void put_errors(Html& out, const HtmlContext& context) {
  for (const FindingGroup& group : context.errors) {
    std::vector<const DeviceReport*> devices;
    for (const Finding& finding : group.findings)
      if (devices.empty() || devices.back() != finding.device) devices.push_back(finding.device);
    put(out,
        "<div class=\"card loss\"><span class=\"count\">{}</span><h3>error in rule {}</h3><p>{}</p><p>{}</p></div>\n",
        html_text(counted(group.findings.size(), "verdict")), html_text(group.rule->id),
        html_text(group.findings.front().verdict->message), device_links(context, devices));
  }
}

}  // namespace

void put_not_collected(Html& out, const HtmlContext& context) {
  put(out, "<section id=\"lost\"><h2>Not collected</h2>\n");
  if (context.lost_devices.empty() && context.lost_captures.empty() && context.run.gaps.empty()) {
    put(out,
        "<p class=\"note\">Nothing is missing: every device and every command was collected whole.</p></section>\n");
    return;
  }
  put(out, "<p class=\"note\">What these did not show is not assessed; none of it counts as passed.</p>\n");
  put_loss_groups(out, context, context.lost_devices);
  if (!context.lost_captures.empty()) put(out, "<h3 class=\"sub\">Collected in part</h3>\n");
  put_loss_groups(out, context, context.lost_captures);
  put_gaps(out, context);
  put(out, "</section>\n");
}

void put_findings(Html& out, const HtmlContext& context) {
  put(out, "<section id=\"findings\"><h2>Findings</h2>\n");
  if (context.failures.empty() && context.counts.verdicts[VerdictStatus::fail] > 0)
    put(out, "<p class=\"note\">No rule failed on a single device: see what was judged of several together.</p>\n");
  else if (context.failures.empty())
    put(out, "<p class=\"note\">No rule failed.</p>\n");
  std::size_t shown = 0;
  for (const FindingGroup& group : context.failures) {
    put_group(out, context, group, shown < findings_shown_open);
    shown += group.findings.size();
  }
  put(out, "</section>\n");
}

void put_not_assessed(Html& out, const HtmlContext& context) {
  put(out, "<section id=\"open\"><h2>Not assessed</h2>\n");
  if (context.reasons.empty() && context.errors.empty())
    put(out, "<p class=\"note\">On the devices that were collected, every rule has an answer.</p>\n");
  else
    put(out,
        "<p class=\"note\">On devices that were collected, by reason. A verdict with several reasons counts for "
        "each.</p>\n");
  if (!context.reasons.empty()) put_reasons(out, context);
  put_errors(out, context);
  put(out, "</section>\n");
}

}  // namespace muster::report
