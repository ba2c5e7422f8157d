#include <algorithm>
#include <array>

#include "report/html_parts.hpp"
#include "report/waivers.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::size_t covered_shown = 50;

using DevicesById = std::map<std::string_view, const DeviceReport*>;

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
  const bool alarming = waiver.state == WaiverState::expired;
  put(out, "<div class=\"card loss\"><span class=\"count\">{}</span><h3>{} <span class=\"chip {}\">{}</span></h3>\n",
      html_text(counted(waiver.covers.size(), "finding")), html_text(waiver.id),
      html_text(alarming                                  ? "fail"
                : waiver.state == WaiverState::in_use ? "rest"
                                                          : "open"),
      html_text(state_name(waiver.state)));
  put(out, "<p class=\"facts\"><code>{}</code> <span>{}</span> <span>{}</span> <span>asked by {}, approved by {}</span> "
      "<span>{}</span></p>\n",
      html_text(waiver.rule), html_text(life_text(waiver, context.run.as_of)), html_text(waiver.ticket),
      html_text(waiver.requester), html_text(waiver.approver), html_text(waiver.where));
  put(out, "<p>{}</p><p><b>Meanwhile</b> {}</p>\n", html_text(one_line(waiver.reason)),
      html_text(one_line(waiver.compensating_control)));
  if (alarming) put(out, "<p class=\"todo\"><b>To do</b> What it covered counts again: mend it, or have it granted anew.</p>\n");
  if (const std::string idle = idle_text(waiver); !idle.empty()) put(out, "<p class=\"todo\"><b>Idle</b> {}</p>\n", html_text(idle));
  put_covered(out, context, devices, waiver);
  put(out, "</div>\n");
}

}  // namespace

void put_waivers(Html& out, const HtmlContext& context) {
  if (context.run.waivers.empty()) return;
  DevicesById devices;
  for (const DeviceReport& device : context.run.devices) devices.emplace(device.facts.device_id, &device);
  put(out,
      "<section id=\"waivers\"><h2>Waivers</h2><p class=\"note\">A waived finding is still a finding: it is counted apart, "
      "and counts again when its waiver ends. Days are UTC.</p>\n");
  for (const WaiverState state : {WaiverState::expired, WaiverState::in_use, WaiverState::unused, WaiverState::not_yet,
                                  WaiverState::not_in_run})
    for (const WaiverUse* waiver : waivers_that_are(context.run, state)) put_waiver(out, context, devices, *waiver);
  put(out, "</section>\n");
}

}  // namespace muster::report
