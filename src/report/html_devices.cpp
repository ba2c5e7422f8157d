#include <algorithm>

#include "report/advice.hpp"
#include "report/excerpt.hpp"
#include "report/html_parts.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::size_t unknown_lines_shown = 10;  ///< per capture
constexpr std::size_t events_shown = 60;
constexpr std::size_t longest_line = 300;

void put_fact(Html& out, std::string_view name, std::string_view value) {
  if (!value.empty()) put(out, "<div><dt>{}</dt><dd>{}</dd></div>", html_text(name), html_text(value));
}

void put_facts(Html& out, const DeviceFacts& facts) {
  put(out, "<dl class=\"meta row\">");
  put_fact(out, "Inventory id", facts.device_id);
  put_fact(out, "Platform", facts.platform);
  put_fact(out, "Software", facts.software);
  put_fact(out, "Site", facts.site);
  put_fact(out, "Role", facts.role);
  put_fact(out, "Open domains", facts.open.empty() ? "none" : domains_text(facts.open));
  put(out, "</dl>\n");
}

void put_capture(Html& out, const CaptureInfo& capture) {
  put(out, "<tr><th scope=\"row\">{}<small>{}</small></th><td>{}</td><td class=\"when\">{}<small>{}</small></td>",
      html_text(capture.context.empty() ? capture.command : capture.command + ", " + capture.context),
      html_text(capture.sent), html_text(capture.format), html_text(to_string(capture.content_time)),
      html_text(capture.source));
  if (capture.failure != CollectionFailure::none) {
    put(out, "<td class=\"lost\" colspan=\"5\">{}: {}</td></tr>\n", html_text(to_string(capture.failure)),
        html_text(shortened(capture.detail, longest_line)));
    return;
  }
  const LineCounts& lines = capture.lines;
  put(out,
      "<td class=\"wide\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
      "class=\"n\">{}</td></tr>\n",
      coverage_bar(lines), lines.understood, lines.ignored, lines.known, lines.unknown);
  for (const CaptureLimit& limit : capture.limits)
    put(out, "<tr><td class=\"lost\" colspan=\"8\">{} leaves something out: {} (open: {})</td></tr>\n",
        html_text(capture.command), html_text(shortened(limit.reason, longest_line)),
        html_text(domains_text(limit.domains)));
}

void put_unknown_lines(Html& out, const CaptureInfo& capture, const TextLines& text) {
  if (capture.unknown_lines.empty()) return;
  put(out, "<figure><figcaption>{}: lines not understood</figcaption><pre tabindex=\"0\">", html_text(capture.command));
  const std::size_t shown = std::min(unknown_lines_shown, capture.unknown_lines.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const std::uint32_t number = capture.unknown_lines[i];
    put(out, "<span><b>{:>5} ?</b> {}\n</span>", number, html_text(shortened(text.line(number), longest_line)));
  }
  put(out, "</pre>");
  if (capture.unknown_lines.size() > shown)
    put(out, "<small>and {} more: see the JSON report</small>", capture.unknown_lines.size() - shown);
  put(out, "</figure>\n");
}

void put_captures(Html& out, const DeviceReport& device) {
  if (device.captures.empty()) return;
  put(out,
      "<h4>What was read</h4><div class=\"scroll\"><table class=\"caps\"><thead><tr><th scope=\"col\">Command</th><th "
      "scope=\"col\">"
      "Format</th><th scope=\"col\">As of</th><th scope=\"col\"><span class=\"vh\">Shares of lines</span></th>"
      "<th scope=\"col\" class=\"n\">Understood</th><th scope=\"col\" class=\"n\">Ignored</th><th scope=\"col\" "
      "class=\"n\">Not modelled</th><th scope=\"col\" class=\"n\">Unknown</th></tr></thead><tbody>\n");
  for (const CaptureInfo& capture : device.captures) put_capture(out, capture);
  put(out, "</tbody></table></div>\n");
  Excerpts excerpts(device);
  for (std::uint32_t i = 0; i < device.captures.size(); ++i)
    put_unknown_lines(out, device.captures[i], excerpts.lines(i));
}

Html verdict_text(const HtmlContext& context, const Verdict& verdict) {
  const Html title = html_text(context.rules.rule(verdict.rule_id).title);
  if (verdict.status == VerdictStatus::fail)
    return html("<a href=\"#f{}\">{}</a>: {}", context.finding_numbers.at(&verdict), title, html_text(verdict.message));
  Html out = title;
  if (!verdict.object.empty()) put(out, " <span class=\"object\">{}</span>", html_text(verdict.object));
  if (!verdict.message.empty()) put(out, ": {}", html_text(verdict.message));
  if (!verdict.waiver.empty()) put(out, "<small>waived by {}</small>", html_text(verdict.waiver));
  for (const std::string& reason : verdict.reasons)
    put(out, "<small>{}</small>", html_text(shortened(reason, longest_line)));
  return out;
}

void put_verdict_list(Html& out, const HtmlContext& context, const DeviceReport& device, VerdictStatus status) {
  for (const Verdict& verdict : device.facts.verdicts)
    if (verdict.status == status) put(out, "<li>{} {}</li>\n", status_word(status), verdict_text(context, verdict));
}

/// The rules of one status by id, each once, with how often where it is more.
void put_rule_ids(Html& out, const DeviceReport& device, VerdictStatus status, std::string_view label) {
  std::map<std::string_view, std::size_t> ids;
  for (const Verdict& verdict : device.facts.verdicts)
    if (verdict.status == status) ++ids[verdict.rule_id];
  if (ids.empty()) return;
  put(out, "<p class=\"ids\"><b>{}</b>", html_text(label));
  for (const auto& [id, times] : ids)
    if (times > 1)
      put(out, " <code>{} ×{}</code>", html_text(id), times);
    else
      put(out, " <code>{}</code>", html_text(id));
  put(out, "</p>\n");
}

void put_verdicts(Html& out, const HtmlContext& context, const DeviceReport& device) {
  const bool lost = device.facts.failure != CollectionFailure::none;
  put(out, "<h4>Verdicts</h4>\n<ul class=\"verdicts\">\n");
  put_verdict_list(out, context, device, VerdictStatus::fail);
  put_verdict_list(out, context, device, VerdictStatus::error);
  if (!lost) put_verdict_list(out, context, device, VerdictStatus::not_assessed);
  put_verdict_list(out, context, device, VerdictStatus::waived);
  put(out, "</ul>\n");
  if (lost) put_rule_ids(out, device, VerdictStatus::not_assessed, "Not assessed");
  put_rule_ids(out, device, VerdictStatus::pass, "Passed");
  put_rule_ids(out, device, VerdictStatus::not_applicable, "Not applicable");
  put_rule_ids(out, device, VerdictStatus::out_of_scope, "Out of scope");
}

void put_timeline(Html& out, const DeviceReport& device) {
  if (device.timeline.empty()) return;
  put(out, "<h4>Session</h4><ol class=\"time\">\n");
  const std::size_t shown = std::min(events_shown, device.timeline.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const CollectEvent& event = device.timeline[i];
    put(out, "<li><b>{} ms</b> <span>{}</span> {}</li>\n", event.milliseconds, html_text(event.phase),
        html_text(shortened(event.detail, longest_line)));
  }
  put(out, "</ol>\n");
  if (device.timeline.size() > shown)
    put(out, "<p class=\"note\">and {} more steps</p>\n", device.timeline.size() - shown);
}

void put_device(Html& out, const HtmlContext& context, const DeviceReport& device) {
  const DeviceFacts& facts = device.facts;
  const StatusCounts counts = status_counts(device);
  put(out, "<details class=\"card device f\"><summary><h3>{}</h3><span class=\"count\">",
      html_text(device_name(facts)));
  const bool lost = facts.failure != CollectionFailure::none;
  if (lost)
    put(out, "<span class=\"chip open\"><i aria-hidden=\"true\">?</i>not collected: {}</span>",
        html_text(to_string(facts.failure)));
  if (has_shown_something(device))
    for (const VerdictStatus status :
         {VerdictStatus::fail, VerdictStatus::error, VerdictStatus::not_assessed, VerdictStatus::pass})
      out += status_chip(status, counts[status]);
  put(out, "</span></summary>\n<div id=\"d{}\">", context.device_numbers.at(&device));
  if (facts.failure != CollectionFailure::none)
    put(out, "<p class=\"alarm\"><b>Not collected: {}.</b> {}</p><p class=\"todo\"><b>To do</b> {}</p>\n",
        html_text(to_string(facts.failure)), html_text(facts.detail), html_prose(not_collected_advice(facts.failure)));
  put_facts(out, facts);
  put_captures(out, device);
  put_verdicts(out, context, device);
  put_timeline(out, device);
  put(out, "</div></details>\n");
}

}  // namespace

void put_devices(Html& out, const HtmlContext& context) {
  put(out,
      "<section id=\"details\"><h2>Details by device</h2><p class=\"note\">What was read, how much of it was "
      "understood, "
      "each verdict, and the session. What is in an open domain is never taken as absent.</p>\n");
  for (const DeviceReport& device : context.run.devices) put_device(out, context, device);
  put(out, "</section>\n");
}

void put_rules(Html& out, const HtmlContext& context) {
  std::map<std::string_view, StatusCounts> counts;
  for (const DeviceReport& device : context.run.devices)
    for (const Verdict& verdict : device.facts.verdicts) counts[verdict.rule_id].add(verdict.status);
  put(out,
      "<section id=\"rules\"><h2>Rules</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Rule</th>"
      "<th scope=\"col\">Severity</th><th scope=\"col\">Section</th><th scope=\"col\" class=\"n\">Failed</th>"
      "<th scope=\"col\" class=\"n\">Not assessed</th><th scope=\"col\" class=\"n\">Passed</th></tr></thead><tbody>\n");
  for (const RuleInfo* rule : context.rules.rules()) {
    const StatusCounts& verdicts = counts[rule->id];
    put(out,
        "<tr class=\"f\"><th scope=\"row\">{}<small>{}</small></th><td>{}</td><td>{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
        html_text(rule->title), html_text(rule->id), severity_badge(rule->severity), html_text(rule->section),
        verdicts[VerdictStatus::fail], verdicts.unproven(), verdicts[VerdictStatus::pass]);
  }
  put(out, "</tbody></table></div></section>\n");
}

}  // namespace muster::report
