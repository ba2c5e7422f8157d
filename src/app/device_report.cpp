#include "app/device_report.hpp"

#include <set>

namespace muster::app {
namespace {

std::set<std::uint32_t> captures_with_findings(const DeviceFacts& facts) {
  std::set<std::uint32_t> indices;
  for (const Verdict& verdict : facts.verdicts)
    if (verdict.status != VerdictStatus::pass)
      for (const Evidence& evidence : verdict.evidence) indices.insert(evidence.capture);
  return indices;
}

std::vector<std::uint32_t> unknown_lines(const grammars::ReadResult& result) {
  std::vector<std::uint32_t> lines;
  for (std::uint32_t i = 0; i < result.lines.size(); ++i)
    if (result.lines[i] == grammars::LineState::unknown) lines.push_back(i + 1);
  return lines;
}

}  // namespace

report::DeviceReport device_report(DeviceFacts facts, std::span<const Capture> captures, std::vector<ReadCapture> read) {
  const std::set<std::uint32_t> shown = captures_with_findings(facts);
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
    if (shown.contains(i) || !info.unknown_lines.empty()) info.text = std::move(read[i].text);
    report.captures.push_back(std::move(info));
  }
  report.facts = std::move(facts);
  return report;
}

std::vector<report::RuleInfo> rule_infos(const policy::PolicySet& rules) {
  std::vector<report::RuleInfo> infos;
  for (const policy::RuleInfo& rule : rules.rules())
    infos.push_back({rule.id, rule.title, rule.severity, rule.section, rule.remedy, rule.references, rule.pack});
  return infos;
}

}  // namespace muster::app
