#include <algorithm>
#include <array>

#include "report/html_parts.hpp"
#include "report/waivers.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::size_t covered_shown = 12;

using DevicesById = std::map<std::string_view, const DeviceReport*>;

/// A sign beside the word, so that colour is not needed to read it.
Html state_chip(WaiverState state) {
  if (state == WaiverState::expired)
    return html("<span class=\"chip fail\"><i aria-hidden=\"true\">✕</i>{}</span>", html_text(state_name(state)));
  if (state == WaiverState::in_use)
    return html("<span class=\"chip rest\"><i aria-hidden=\"true\">~</i>{}</span>", html_text(state_name(state)));
  return html("<span class=\"chip open\"><i aria-hidden=\"true\">?</i>{}</span>", html_text(state_name(state)));
}

void put_covered(Html& out, const HtmlContext& context, const DevicesById& devices, const WaiverUse& waiver) {
  if (waiver.covers.empty()) return;
  put(out, "<ul>\n");
  for (std::size_t i = 0; i < std::min(covered_shown, waiver.covers.size()); ++i) {
    const WaivedVerdict& verdict = waiver.covers[i];
    const auto device = devices.find(verdict.device_id);
    put(out, "<li class=\"f\"><b>{}</b> {}</li>\n",
        device == devices.end() ? html_text(verdict.device_id) : device_link(context, *device->second),
        html_text(verdict.object));
  }
  put(out, "</ul>\n");
  if (waiver.covers.size() > covered_shown)
    put(out, "<p class=\"note\">and {} more: see the JSON report</p>\n", waiver.covers.size() - covered_shown);
}

void put_waiver(Html& out, const HtmlContext& context, const DevicesById& devices, const WaiverUse& waiver) {
  put(out, "<div class=\"card loss\"><span class=\"count\">{}</span><h3>{} {}</h3>\n",
      html_text(counted(waiver.covers.size(), "finding")), html_text(waiver.id), state_chip(waiver.state));
  put(out,
      "<p class=\"facts\"><code>{}</code> <span>{}</span> <span>{}</span> <span>asked by {}, approved by {}</span> "
      "<span>{}</span></p>\n",
      html_text(waiver.rule), html_text(life_text(waiver, context.run.as_of)), html_text(waiver.ticket),
      html_text(waiver.requester), html_text(waiver.approver), html_text(waiver.where));
  put(out, "<p>{}</p><p><b>Meanwhile</b> {}</p>\n", html_text(one_line(waiver.reason)),
      html_text(one_line(waiver.compensating_control)));
  if (waiver.state == WaiverState::expired)
    put(out, "<p class=\"todo\"><b>To do</b> What it covers counts again: mend it, or have it granted anew.</p>\n");
  if (const std::string idle = idle_text(waiver); !idle.empty())
    put(out, "<p class=\"todo\"><b>Idle</b> {}</p>\n", html_text(idle));
  put_covered(out, context, devices, waiver);
  put(out, "</div>\n");
}

void put_declaration(Html& out, const HtmlContext& context, const DevicesById& devices, const DeclarationUse& use) {
  put(out, "<div class=\"card loss\"><span class=\"count\">{}</span><h3>{} {}</h3>\n",
      html_text(counted(use.lines.size(), "line")), html_text(use.id), state_chip(use.state));
  put(out,
      "<p class=\"facts\"><code>{}</code> <span>{}</span> <span>{}</span> <span>asked by {}, approved by {}</span> "
      "<span>{}</span></p>\n",
      html_text(use.format), html_text(life_text(use, context.run.as_of)), html_text(use.ticket),
      html_text(use.requester), html_text(use.approver), html_text(use.where));
  put(out, "<p>{}</p><p><b>Because</b> {}</p><p>{}</p>\n", html_text(subject_text(use)),
      html_text(one_line(use.because)), html_text(reach_text(use)));
  if (use.state == WaiverState::expired)
    put(out, "<p class=\"todo\"><b>To do</b> Its lines are open again: have it looked at anew.</p>\n");
  if (use.lines.empty()) return put(out, "</div>\n");
  put(out, "<ul>\n");
  for (std::size_t i = 0; i < std::min(covered_shown, use.lines.size()); ++i) {
    const DeclaredPlace& place = use.lines[i];
    const auto device = devices.find(place.device_id);
    put(out, "<li class=\"f\"><b>{}</b> {} line {}</li>\n",
        device == devices.end() ? html_text(place.device_id) : device_link(context, *device->second),
        html_text(place.command), place.line);
  }
  put(out, "</ul>\n");
  if (use.lines.size() > covered_shown)
    put(out, "<p class=\"note\">and {} more: see the JSON report</p>\n", use.lines.size() - covered_shown);
  put(out, "</div>\n");
}

}  // namespace

void put_waivers(Html& out, const HtmlContext& context) {
  const RunReport& run = context.run;
  if (run.waivers.empty() && run.declarations.empty()) return;
  DevicesById devices;
  for (const DeviceReport& device : run.devices) devices.emplace(device.facts.device_id, &device);
  put(out,
      "<section id=\"waivers\"><h2>Waivers and line declarations</h2><p class=\"note\">A waived finding is still a "
      "finding: it is counted apart, and counts again when its waiver ends. A declared line was not understood; "
      "somebody "
      "answers for it. Days are UTC.</p>\n");
  for (const WaiverState state : {WaiverState::expired, WaiverState::in_use, WaiverState::unused, WaiverState::not_yet,
                                  WaiverState::not_in_run}) {
    for (const WaiverUse* waiver : waivers_that_are(run, state)) put_waiver(out, context, devices, *waiver);
    for (const DeclarationUse* use : declarations_that_are(run, state)) put_declaration(out, context, devices, *use);
  }
  put(out, "</section>\n");
}

}  // namespace muster::report
