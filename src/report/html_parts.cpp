#include "report/html_parts.hpp"

#include <algorithm>
#include <array>

namespace muster::report {
namespace {

constexpr std::size_t devices_linked = 12;

struct StatusLook {
  std::string_view style;
  std::string_view sign;
  std::string_view words;
};

/// In the order of `VerdictStatus`.
constexpr std::array<StatusLook, 7> looks{{{"pass", "✓", "passed"},
                                           {"fail", "✕", "failed"},
                                           {"rest", "–", "not applicable"},
                                           {"open", "?", "not assessed"},
                                           {"rest", "~", "waived"},
                                           {"open", "!", "in error"},
                                           {"rest", "○", "out of scope"}}};

struct Share {
  std::string_view style;
  std::size_t number;
};

/// Bars of 100 units; a share that is not zero is never invisible.
Html bar(std::span<const Share> shares) {
  std::size_t total = 0;
  for (const Share& share : shares) total += share.number;
  Html out = html("<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
  double x = 0;
  for (const Share& share : shares) {
    if (share.number == 0) continue;
    const double width = std::max(1.0, 100.0 * static_cast<double>(share.number) / static_cast<double>(total));
    put(out, "<rect class=\"{}\" x=\"{:.1f}\" width=\"{:.1f}\" height=\"8\"/>", html_text(share.style), x, width);
    x += width;
  }
  put(out, "</svg>");
  return out;
}

}  // namespace

HtmlContext::HtmlContext(const RunReport& report)
    : run(report),
      rules(report),
      counts(count(report, rules)),
      failures(group_by_rule(report, rules, VerdictStatus::fail)),
      errors(group_by_rule(report, rules, VerdictStatus::error)),
      reasons(group_by_reason(report)),
      lost_devices(report::lost_devices(report)),
      lost_captures(report::lost_captures(report)) {
  for (std::size_t i = 0; i < report.devices.size(); ++i) device_numbers.emplace(&report.devices[i], i + 1);
  for (const FindingGroup& group : failures)
    for (const Finding& finding : group.findings) finding_numbers.emplace(finding.verdict, finding_numbers.size() + 1);
}

Html device_link(const HtmlContext& context, const DeviceReport& device) {
  return html("<a href=\"#d{}\">{}</a>", context.device_numbers.at(&device), html_text(device_name(device.facts)));
}

Html device_links(const HtmlContext& context, const std::vector<const DeviceReport*>& devices) {
  Html out;
  for (std::size_t i = 0; i < std::min(devices_linked, devices.size()); ++i) {
    if (i > 0) put(out, ", ");
    out += device_link(context, *devices[i]);
  }
  if (devices.size() > devices_linked) put(out, " and {} more", devices.size() - devices_linked);
  return out;
}

bool has_shown_something(const DeviceReport& device) {
  if (device.facts.failure == CollectionFailure::none) return true;
  const auto arrived = [](const CaptureInfo& capture) { return capture.failure == CollectionFailure::none; };
  return std::ranges::any_of(device.captures, arrived) || status_counts(device)[VerdictStatus::fail] > 0;
}

Html severity_badge(Severity severity) {
  return html("<span class=\"sev {0}\">{0}</span>", html_text(to_string(severity)));
}

Html status_chip(VerdictStatus status, std::size_t number) {
  if (number == 0) return {};
  const StatusLook& look = looks[static_cast<std::size_t>(status)];
  return html("<span class=\"chip {}\"><i aria-hidden=\"true\">{}</i>{}<span class=\"vh\"> {}</span></span>",
              html_text(look.style), html_text(look.sign), number, html_text(look.words));
}

Html status_word(VerdictStatus status) {
  const StatusLook& look = looks[static_cast<std::size_t>(status)];
  return html("<span class=\"chip {}\"><i aria-hidden=\"true\">{}</i>{}</span>", html_text(look.style),
              html_text(look.sign), html_text(look.words));
}

Html verdict_bar(const StatusCounts& counts) {
  const std::size_t failed = counts[VerdictStatus::fail];
  const std::size_t passed = counts[VerdictStatus::pass];
  return bar(std::array<Share, 4>{{{"fail", failed},
                                   {"open", counts.unproven()},
                                   {"pass", passed},
                                   {"rest", counts.total() - failed - passed - counts.unproven()}}});
}

Html coverage_bar(const LineCounts& lines) {
  return bar(std::array<Share, 3>{
      {{"fail", lines.unknown}, {"open", lines.known}, {"pass", std::size_t{lines.understood} + lines.ignored}}});
}

}  // namespace muster::report
