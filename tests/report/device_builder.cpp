#include "device_builder.hpp"

#include <algorithm>

#include "report/excerpt.hpp"

namespace muster::test {
namespace {

constexpr Timestamp collected_at{std::chrono::seconds(1772330412)};  // 2026-03-01T02:00:12Z

std::vector<ByteSpan> spans_of(std::string_view text, const std::vector<std::string_view>& secrets) {
  std::vector<ByteSpan> spans;
  for (const std::string_view secret : secrets)
    for (std::size_t at = text.find(secret); at != std::string_view::npos; at = text.find(secret, at + 1))
      spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + secret.size())});
  return spans;
}

std::string short_name(std::string_view secret) { return finding_fingerprint("sample", secret, "").substr(0, 8); }

void count_lines(report::CaptureInfo& capture, const std::vector<std::string_view>& unknown) {
  const report::TextLines lines(capture.text);
  for (std::uint32_t number = 1; number <= lines.count(); ++number) {
    const std::string_view line = lines.line(number);
    const auto found = [&](std::string_view part) { return line.find(part) != std::string_view::npos; };
    if (std::ranges::any_of(unknown, found))
      capture.unknown_lines.push_back(number);
    else if (line.empty() || line.starts_with('!') || line.starts_with('#'))
      ++capture.lines.ignored;
    else if (line.starts_with(" description") || line.starts_with("banner"))
      ++capture.lines.known;
    else
      ++capture.lines.understood;
  }
  capture.lines.unknown = static_cast<std::uint32_t>(capture.unknown_lines.size());
}

}  // namespace

DeviceBuilder::DeviceBuilder(std::string id, std::string platform, std::string site, std::string role) {
  device_.facts.device_id = std::move(id);
  device_.facts.hostname = device_.facts.device_id;
  device_.facts.platform = std::move(platform);
  device_.facts.site = std::move(site);
  device_.facts.role = std::move(role);
}

DeviceBuilder& DeviceBuilder::software(std::string text) {
  device_.facts.software = std::move(text);
  return *this;
}

DeviceBuilder& DeviceBuilder::capture(std::string command, std::string format, std::string_view text,
                                      std::vector<std::string_view> secrets, std::vector<std::string_view> unknown) {
  report::CaptureInfo capture;
  capture.sent = "show " + command;
  capture.command = std::move(command);
  capture.format = std::move(format);
  capture.source = "ssh://192.0.2.10:22";
  capture.content_time = collected_at;
  capture.text = redact(text, spans_of(text, secrets), short_name);
  count_lines(capture, unknown);
  device_.captures.push_back(std::move(capture));
  return *this;
}

DeviceBuilder& DeviceBuilder::limit(std::string reason, Domains domains) {
  device_.captures.back().limits.push_back({std::move(reason), domains});
  return *this;
}

DeviceBuilder& DeviceBuilder::lost_capture(std::string command, std::string format, CollectionFailure failure,
                                           std::string detail) {
  report::CaptureInfo capture;
  capture.sent = "show " + command;
  capture.command = std::move(command);
  capture.format = std::move(format);
  capture.source = "ssh://192.0.2.10:22";
  capture.content_time = collected_at;
  capture.failure = failure;
  capture.detail = std::move(detail);
  device_.captures.push_back(std::move(capture));
  return *this;
}

std::vector<Evidence> DeviceBuilder::lines_with(std::string_view text) const {
  std::vector<Evidence> evidence;
  if (text.empty()) return evidence;
  for (std::uint32_t i = 0; i < device_.captures.size(); ++i) {
    const report::TextLines lines(device_.captures[i].text);
    for (std::uint32_t number = 1; number <= lines.count(); ++number)
      if (lines.line(number).find(text) != std::string_view::npos) evidence.push_back({i, number, number});
  }
  return evidence;
}

DeviceBuilder& DeviceBuilder::verdict(VerdictStatus status, std::string rule, std::string object, std::string message) {
  Verdict verdict;
  verdict.rule_id = std::move(rule);
  verdict.device_id = device_.facts.device_id;
  verdict.object = std::move(object);
  verdict.fingerprint = finding_fingerprint(verdict.rule_id, verdict.device_id, verdict.object);
  verdict.status = status;
  verdict.message = std::move(message);
  device_.facts.verdicts.push_back(std::move(verdict));
  return *this;
}

DeviceBuilder& DeviceBuilder::pass(std::string rule) { return verdict(VerdictStatus::pass, std::move(rule), "", ""); }

DeviceBuilder& DeviceBuilder::not_applicable(std::string rule) {
  return verdict(VerdictStatus::not_applicable, std::move(rule), "", "");
}

DeviceBuilder& DeviceBuilder::not_assessed(std::string rule, std::string reason, std::string_view evidence) {
  verdict(VerdictStatus::not_assessed, std::move(rule), "", "");
  last().reasons.push_back(std::move(reason));
  last().evidence = lines_with(evidence);
  return *this;
}

DeviceBuilder& DeviceBuilder::fail(std::string rule, std::string object, std::string message,
                                   std::string_view evidence) {
  verdict(VerdictStatus::fail, std::move(rule), std::move(object), std::move(message));
  last().evidence = lines_with(evidence);
  return *this;
}

DeviceBuilder& DeviceBuilder::value(std::string what, std::string value, std::string_view evidence) {
  last().values.push_back({{}, std::move(what), std::move(value), lines_with(evidence)});
  return *this;
}

DeviceBuilder& DeviceBuilder::in_doubt() {
  last().in_doubt = true;
  return *this;
}

DeviceBuilder& DeviceBuilder::open(Domains domains) {
  device_.facts.open = domains;
  return *this;
}

DeviceBuilder& DeviceBuilder::lost(CollectionFailure failure, std::string detail,
                                   const std::vector<report::RuleInfo>& rules) {
  device_.facts.failure = failure;
  device_.facts.detail = std::move(detail);
  device_.facts.open = Domains::all();
  for (const report::RuleInfo& rule : rules)
    not_assessed(rule.id, "the device was not collected: " + std::string(to_string(failure)));
  return *this;
}

DeviceBuilder& DeviceBuilder::event(std::uint64_t milliseconds, std::string phase, std::string detail) {
  device_.timeline.push_back({milliseconds, std::move(phase), std::move(detail)});
  return *this;
}

report::DeviceReport DeviceBuilder::build(const std::vector<report::RuleInfo>& rules) {
  for (Verdict& verdict : device_.facts.verdicts) {
    const auto rule = std::ranges::find(rules, verdict.rule_id, &report::RuleInfo::id);
    if (rule != rules.end()) verdict.severity = rule->severity;
  }
  for (const report::CaptureInfo& capture : device_.captures) {
    device_.facts.lines.understood += capture.lines.understood;
    device_.facts.lines.ignored += capture.lines.ignored;
    device_.facts.lines.known += capture.lines.known;
    device_.facts.lines.unknown += capture.lines.unknown;
  }
  return device_;
}

}  // namespace muster::test
