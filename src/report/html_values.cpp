#include <algorithm>

#include "report/excerpt.hpp"
#include "report/groups.hpp"
#include "report/html_parts.hpp"

/// What a finding rests on, beside its lines.
namespace muster::report {
namespace {

constexpr std::size_t values_shown = 12;  ///< the JSON report has all

/// "running-config line 27"; empty without lines: it follows from what is absent, or from a default.
Html place_of(const DeviceReport& device, const SeenValue& value) {
  if (value.lines.empty() || value.lines.front().capture >= device.captures.size()) return {};
  const CaptureInfo& capture = device.captures[value.lines.front().capture];
  return html("{} {}", html_text(capture.context.empty() ? capture.command : capture.command + ", " + capture.context),
              html_text(lines_text(value)));
}

}  // namespace

Html values_table(const DeviceReport& device, const Verdict& verdict) {
  Html out;
  if (!shows_values(verdict)) return out;
  put(out, "<table class=\"values\"><caption>Rests on</caption><tbody>\n");
  for (const SeenValue& value : std::span(verdict.values).first(std::min(values_shown, verdict.values.size())))
    put(out, "<tr><th scope=\"row\">{}</th><td><code>{}</code></td><td>{}</td></tr>\n",
        html_text(shortened(value.what, longest_value)), html_text(shortened(value.value, longest_value)),
        place_of(device, value));
  put(out, "</tbody></table>\n");
  if (verdict.values.size() > values_shown)
    put(out, "<p class=\"note\">and {} more values: the JSON report has all.</p>\n",
        verdict.values.size() - values_shown);
  return out;
}

}  // namespace muster::report
