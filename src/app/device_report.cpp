#include "app/device_report.hpp"

#include <algorithm>
#include <utility>

namespace muster::app {
namespace {

/// More than a report shows of one piece of evidence, context included.
constexpr std::uint32_t lines_of_evidence = 48;
constexpr std::uint32_t lines_of_context = 4;

struct LineRange {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
};

std::vector<std::uint32_t> unknown_lines(const grammars::ReadResult& result) {
  std::vector<std::uint32_t> lines;
  for (std::uint32_t i = 0; i < result.lines.size(); ++i)
    if (result.lines[i] == grammars::LineState::unknown) lines.push_back(i + 1);
  return lines;
}

/// The lines of a capture that a report may show, by their first line.
std::vector<LineRange> shown_lines(const DeviceFacts& facts, std::uint32_t capture,
                                   std::span<const std::uint32_t> others, std::span<const Evidence> also) {
  std::vector<LineRange> ranges;
  const auto show = [&](const Evidence& evidence) {
    if (evidence.capture != capture) return;
    const std::uint32_t first = evidence.first_line - std::min(evidence.first_line, lines_of_context);
    ranges.push_back({first, std::min(evidence.last_line, evidence.first_line + lines_of_evidence) + lines_of_context});
  };
  for (const Verdict& verdict : facts.verdicts) std::ranges::for_each(verdict.evidence, show);
  std::ranges::for_each(also, show);
  for (const std::uint32_t line : others) ranges.push_back({line, line});
  std::ranges::sort(ranges, {}, &LineRange::first);
  return ranges;
}

/// The text with all other lines emptied: line numbers stay what they were, and a large fleet stays in memory.
RedactedText only(const RedactedText& text, std::span<const LineRange> ranges) {
  if (ranges.empty()) return {};
  std::string kept;
  std::string_view rest = text.text();
  std::uint32_t until = 0;
  std::size_t next = 0;
  for (std::uint32_t line = 1; !rest.empty(); ++line) {
    for (; next < ranges.size() && ranges[next].first <= line; ++next) until = std::max(until, ranges[next].last);
    const std::size_t end = rest.find('\n');
    if (line <= until) kept.append(rest.substr(0, end));
    kept.push_back('\n');
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return redact(kept, {}, nullptr);
}

}  // namespace

report::DeviceReport device_report(DeviceFacts facts, std::span<const Capture> captures,
                                   std::span<const ReadCapture> read, std::span<const Evidence> also) {
  report::DeviceReport report;
  for (std::uint32_t i = 0; i < captures.size(); ++i) {
    const Capture& capture = captures[i];
    report::CaptureInfo info;
    info.command = capture.command;
    info.sent = capture.sent;
    info.format = capture.format;
    info.context = capture.context;
    info.source = capture.source;
    info.content_time = capture.content_time;
    info.failure = capture.failure;
    info.detail = capture.detail;
    info.limits = capture.limits;
    info.lines = read[i].result.counts();
    info.unknown_lines = unknown_lines(read[i].result);
    info.declared = read[i].declared;
    std::vector<std::uint32_t> shown = info.unknown_lines;
    for (const report::DeclaredLine& declared : info.declared) shown.push_back(declared.line);
    info.text = only(read[i].text, shown_lines(facts, i, shown, also));
    report.captures.push_back(std::move(info));
  }
  report.facts = std::move(facts);
  return report;
}

std::vector<report::RuleInfo> rule_infos(const policy::PolicySet& rules) {
  std::vector<report::RuleInfo> infos;
  for (const policy::RuleInfo& rule : rules.rules())
    infos.push_back({rule.id, rule.title, rule.severity, rule.section, rule.remedy, rule.references, rule.pack,
                     rule.deprecated});
  return infos;
}

}  // namespace muster::app
