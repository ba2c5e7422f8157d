#include "report/json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/advice.hpp"
#include "report/causes.hpp"
#include "report/counts.hpp"
#include "report/excerpt.hpp"
#include "report/findings.hpp"
#include "report/rule_table.hpp"
#include "report/visible_text.hpp"
#include "report/waivers.hpp"

namespace muster::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_line = 1000;

Json line_json(std::uint32_t number, std::string_view text) {
  return {{"line", number}, {"text", valid_utf8(shortened(text, longest_line))}};
}

Json texts_json(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push_back(valid_utf8(text));
  return out;
}

Json line_counts_json(const LineCounts& lines) {
  return {
      {"understood", lines.understood}, {"ignored", lines.ignored}, {"known", lines.known}, {"unknown", lines.unknown}};
}

Json status_counts_json(const StatusCounts& counts) {
  Json out = Json::object();
  for (std::size_t i = 0; i < counts.by_status.size(); ++i)
    out[std::string(to_string(static_cast<VerdictStatus>(i)))] = counts.by_status[i];
  return out;
}

std::string_view outcome_name(ExitCode code) {
  return code == ExitCode::findings ? "findings" : code == ExitCode::compliant ? "compliant" : "not assessed";
}

Json summary_json(const RunReport& run, const RuleTable& rules) {
  const RunCounts counts = count(run, rules);
  Json severities = Json::object();
  for (std::size_t i = 0; i < counts.failures_by_severity.size(); ++i)
    severities[std::string(to_string(static_cast<Severity>(i)))] = counts.failures_by_severity[i];
  Json sections = Json::array();
  for (const SectionCounts& section : counts.sections)
    sections.push_back({{"section", valid_utf8(section.section)},
                        {"rules", section.rules},
                        {"verdicts", status_counts_json(section.verdicts)}});
  Json out{{"outcome", outcome_name(exit_code(run))},
          {"devices",
           {{"total", counts.devices},
            {"collected", counts.collected},
            {"partly_collected", counts.partly_collected},
            {"not_collected", counts.not_collected()},
            {"with_failures", counts.devices_with_failures}}},
          {"verdicts", status_counts_json(counts.verdicts)},
          {"failures_by_severity", std::move(severities)},
          {"sections", std::move(sections)},
          {"lines", line_counts_json(counts.lines)},
          {"gaps", run.gaps.size()}};
  if (counts.in_grace > 0) out["in_grace"] = counts.in_grace;
  return out;
}

Json rule_json(const RuleInfo& rule) {
  Json out{{"id", valid_utf8(rule.id)},
          {"pack", valid_utf8(rule.pack)},
          {"title", valid_utf8(rule.title)},
          {"severity", to_string(rule.severity)},
          {"section", valid_utf8(rule.section)},
          {"remedy", valid_utf8(rule.remedy)},
          {"references", texts_json(rule.references)}};
  if (!rule.deprecated.empty()) out["deprecated"] = valid_utf8(rule.deprecated);
  return out;
}

/// The three fields that say why something was not collected, and what to do.
void add_failure(Json& out, CollectionFailure failure, const std::string& detail) {
  out["collected"] = failure == CollectionFailure::none;
  out["failure"] = to_string(failure);
  out["detail"] = valid_utf8(detail);
  out["advice"] = not_collected_advice(failure);
}

Json domains_json(Domains domains) {
  Json out = Json::array();
  for (std::size_t i = 0; i < domain_count; ++i)
    if (domains.contains(static_cast<Domain>(i))) out.push_back(domain_names[i]);
  return out;
}

Json limits_json(const std::vector<CaptureLimit>& limits) {
  Json out = Json::array();
  for (const CaptureLimit& limit : limits)
    out.push_back({{"reason", valid_utf8(limit.reason)}, {"domains", domains_json(limit.domains)}});
  return out;
}

Json capture_json(const CaptureInfo& capture, const TextLines& text) {
  Json out{{"command", valid_utf8(capture.command)}, {"sent", valid_utf8(capture.sent)},
           {"format", valid_utf8(capture.format)},   {"context", valid_utf8(capture.context)},
           {"source", valid_utf8(capture.source)},   {"content_time", to_string(capture.content_time)}};
  add_failure(out, capture.failure, capture.detail);
  out["limits"] = limits_json(capture.limits);
  out["lines"] = line_counts_json(capture.lines);
  Json unknown = Json::array();
  for (const std::uint32_t line : capture.unknown_lines) unknown.push_back(line_json(line, text.line(line)));
  out["unknown_lines"] = std::move(unknown);
  if (capture.declared.empty()) return out;
  Json declared = Json::array();
  for (const DeclaredLine& line : capture.declared) {
    declared.push_back(line_json(line.line, text.line(line.line)));
    declared.back()["declaration"] = valid_utf8(line.declaration);
    declared.back()["in_force"] = line.in_force;
  }
  out["declared_lines"] = std::move(declared);
  return out;
}

Json excerpt_json(const Excerpt& excerpt) {
  Json lines = Json::array();
  for (const ExcerptLine& line : excerpt.lines) lines.push_back(line_json(line.number, line.text));
  return {{"capture", excerpt.capture}, {"lines", std::move(lines)}, {"left_out", excerpt.left_out}};
}

Json lines_json(const std::vector<Evidence>& lines) {
  Json out = Json::array();
  for (const Evidence& item : lines)
    out.push_back({{"capture", item.capture}, {"first_line", item.first_line}, {"last_line", item.last_line}});
  return out;
}

/// What a verdict of one device rests on.
Json values_json(const std::vector<SeenValue>& values) {
  Json out = Json::array();
  for (const SeenValue& value : values)
    out.push_back({{"what", valid_utf8(shortened(value.what, longest_value))},
                   {"value", valid_utf8(shortened(value.value, longest_value))},
                   {"lines", lines_json(value.lines)}});
  return out;
}

Json verdict_json(const Verdict& verdict, Excerpts& excerpts) {
  Json cut = Json::array();
  for (const Excerpt& excerpt : excerpts.cut(verdict.evidence, {})) cut.push_back(excerpt_json(excerpt));
  Json out{{"rule_id", valid_utf8(verdict.rule_id)},
          {"object", valid_utf8(verdict.object)},
          {"fingerprint", valid_utf8(verdict.fingerprint)},
          {"status", to_string(verdict.status)},
          {"severity", to_string(verdict.severity)},
          {"in_doubt", verdict.in_doubt},
          {"message", valid_utf8(verdict.message)},
          {"reasons", texts_json(verdict.reasons)},
          {"evidence", lines_json(verdict.evidence)},
          {"excerpts", std::move(cut)}};
  if (shows_values(verdict)) out["values"] = values_json(verdict.values);
  if (!verdict.waiver.empty()) out["waiver"] = valid_utf8(verdict.waiver);
  if (!verdict.grace_until.empty()) out["grace_until"] = valid_utf8(verdict.grace_until);
  return out;
}

Json seen_value_json(const SeenValue& value) {
  return {{"device_id", valid_utf8(value.device)},
          {"what", valid_utf8(shortened(value.what, longest_value))},
          {"value", valid_utf8(shortened(value.value, longest_value))},
          {"lines", lines_json(value.lines)}};
}

Json group_verdict_json(const Verdict& verdict) {
  Json values = Json::array();
  for (const SeenValue& value : verdict.values) values.push_back(seen_value_json(value));
  Json out{{"rule_id", valid_utf8(verdict.rule_id)},
           {"object", valid_utf8(verdict.object)},
           {"fingerprint", valid_utf8(verdict.fingerprint)},
           {"status", to_string(verdict.status)},
           {"severity", to_string(verdict.severity)},
           {"in_doubt", verdict.in_doubt},
           {"message", valid_utf8(verdict.message)},
           {"reasons", texts_json(verdict.reasons)},
           {"values", std::move(values)}};
  if (!verdict.waiver.empty()) out["waiver"] = valid_utf8(verdict.waiver);
  if (!verdict.grace_until.empty()) out["grace_until"] = valid_utf8(verdict.grace_until);
  return out;
}

Json groups_json(const std::vector<GroupVerdicts>& groups) {
  Json out = Json::array();
  for (const GroupVerdicts& group : groups) {
    Json verdicts = Json::array();
    for (const Verdict& verdict : group.verdicts) verdicts.push_back(group_verdict_json(verdict));
    out.push_back({{"name", valid_utf8(group.name)},
                   {"members", group.members},
                   {"judged", group.judged},
                   {"verdicts", std::move(verdicts)}});
  }
  return out;
}

Json timeline_json(const std::vector<CollectEvent>& timeline) {
  Json out = Json::array();
  for (const CollectEvent& event : timeline)
    out.push_back({{"milliseconds", event.milliseconds},
                   {"phase", valid_utf8(event.phase)},
                   {"detail", valid_utf8(event.detail)}});
  return out;
}

Json device_json(const DeviceReport& device) {
  const DeviceFacts& facts = device.facts;
  Excerpts excerpts(device);
  Json captures = Json::array();
  for (std::uint32_t i = 0; i < device.captures.size(); ++i)
    captures.push_back(capture_json(device.captures[i], excerpts.lines(i)));
  Json verdicts = Json::array();
  for (const Verdict& verdict : facts.verdicts) verdicts.push_back(verdict_json(verdict, excerpts));
  Json out{{"device_id", valid_utf8(facts.device_id)}, {"hostname", valid_utf8(facts.hostname)},
           {"platform", valid_utf8(facts.platform)},   {"site", valid_utf8(facts.site)},
           {"role", valid_utf8(facts.role)},           {"software", valid_utf8(facts.software)}};
  add_failure(out, facts.failure, facts.detail);
  out["lines"] = line_counts_json(facts.lines);
  out["open_domains"] = domains_json(facts.open);
  out["verdicts"] = std::move(verdicts);
  out["captures"] = std::move(captures);
  out["timeline"] = timeline_json(device.timeline);
  return out;
}

Json waiver_json(const WaiverUse& waiver) {
  Json covers = Json::array();
  for (const WaivedVerdict& verdict : waiver.covers)
    covers.push_back({{"device_id", valid_utf8(verdict.device_id)},
                      {"object", valid_utf8(verdict.object)},
                      {"fingerprint", valid_utf8(verdict.fingerprint)}});
  return {{"id", valid_utf8(waiver.id)},
          {"state", state_name(waiver.state)},
          {"rule_id", valid_utf8(waiver.rule)},
          {"requester", valid_utf8(waiver.requester)},
          {"approver", valid_utf8(waiver.approver)},
          {"ticket", valid_utf8(waiver.ticket)},
          {"reason", valid_utf8(waiver.reason)},
          {"compensating_control", valid_utf8(waiver.compensating_control)},
          {"granted", day_text(waiver.granted)},
          {"expires", day_text(waiver.expires)},
          {"where", valid_utf8(waiver.where)},
          {"covers", std::move(covers)},
          {"passing", waiver.passing},
          {"not_assessed", waiver.not_assessed}};
}

Json waivers_json(const RunReport& run) {
  Json out = Json::array();
  for (const WaiverUse& waiver : run.waivers) out.push_back(waiver_json(waiver));
  return out;
}

Json declaration_json(const DeclarationUse& declaration) {
  Json lines = Json::array();
  for (const DeclaredPlace& place : declaration.lines)
    lines.push_back(
        {{"device_id", valid_utf8(place.device_id)}, {"command", valid_utf8(place.command)}, {"line", place.line}});
  return {{"id", valid_utf8(declaration.id)},
          {"state", state_name(declaration.state)},
          {"format", valid_utf8(declaration.format)},
          {"line", valid_utf8(declaration.line)},
          {"block", valid_utf8(declaration.block)},
          {"domains", domains_json(declaration.domains)},
          {"because", valid_utf8(declaration.because)},
          {"requester", valid_utf8(declaration.requester)},
          {"approver", valid_utf8(declaration.approver)},
          {"ticket", valid_utf8(declaration.ticket)},
          {"granted", day_text(declaration.granted)},
          {"expires", day_text(declaration.expires)},
          {"where", valid_utf8(declaration.where)},
          {"lines", std::move(lines)},
          {"verdicts", declaration.verdicts}};
}

Json declarations_json(const RunReport& run) {
  Json out = Json::array();
  for (const DeclarationUse& declaration : run.declarations) out.push_back(declaration_json(declaration));
  return out;
}

Json cause_json(const RuleInfo& rule, const CauseGroup& cause) {
  Json devices = Json::array();
  for (const DeviceReport* device : devices_of(cause)) devices.push_back(valid_utf8(device->facts.device_id));
  Json fingerprints = Json::array();
  for (const Finding& finding : cause.findings) fingerprints.push_back(valid_utf8(finding.verdict->fingerprint));
  return {{"rule_id", valid_utf8(rule.id)},
          {"platform", valid_utf8(cause.platform)},
          {"cause", valid_utf8(cause.cause)},
          {"severity", to_string(cause.findings.front().verdict->severity)},
          {"findings", cause.findings.size()},
          {"devices", std::move(devices)},
          {"fingerprints", std::move(fingerprints)},
          {"remedy", valid_utf8(rule.remedy)}};
}

Json finding_groups_json(const RunReport& run, const RuleTable& rules) {
  Json out = Json::array();
  for (const FindingGroup& group : group_by_rule(run, rules, VerdictStatus::fail))
    for (const CauseGroup& cause : causes_of(group)) out.push_back(cause_json(*group.rule, cause));
  return out;
}

Json head_json(const RunReport& run, const RuleTable& rules) {
  Json all_rules = Json::array();
  for (const RuleInfo* rule : rules.rules()) all_rules.push_back(rule_json(*rule));
  Json gaps = Json::array();
  for (const Gap& gap : run.gaps)
    gaps.push_back({{"where", valid_utf8(gap.where)}, {"message", valid_utf8(gap.message)}});
  Json out{{"format", json_format},
          {"tool_version", valid_utf8(run.tool_version)},
          {"run_id", valid_utf8(run.run_id)},
          {"evaluation_id", valid_utf8(run.evaluation_id)},
          {"started", to_string(run.started)},
          {"finished", to_string(run.finished)},
          {"as_of", to_string(run.as_of)},
          {"complete", run.complete},
          {"summary", summary_json(run, rules)},
          {"gaps", std::move(gaps)},
          {"rules", std::move(all_rules)},
          {"finding_groups", finding_groups_json(run, rules)},
          {"waivers", waivers_json(run)},
          {"line_declarations", declarations_json(run)}};
  if (!run.groups.empty()) out["groups"] = groups_json(run.groups);
  return out;
}

std::string dumped(const Json& json) { return json.dump(1, ' ', true); }

}  // namespace

/// The devices are written one by one, so that a large fleet never stands in memory as one JSON tree.
std::string json_report(const RunReport& run) {
  std::string out = dumped(head_json(run, RuleTable(run)));
  out.resize(out.size() - 2);  // the closing "\n}"
  out += ",\n \"devices\": [";
  for (std::size_t i = 0; i < run.devices.size(); ++i)
    out.append(i == 0 ? "\n" : ",\n").append(dumped(device_json(run.devices[i])));
  return out += "\n ]\n}\n";
}

}  // namespace muster::report
