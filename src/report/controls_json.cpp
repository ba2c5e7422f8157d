#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/controls_report.hpp"
#include "report/visible_text.hpp"

namespace muster::report {
namespace {

using Json = nlohmann::ordered_json;
using controls::BenchmarkResult;
using controls::ControlResult;

constexpr const char* format_name = "muster-controls/1";

Json texts(const std::vector<std::string>& all) {
  Json out = Json::array();
  for (const std::string& text : all) out.push_back(valid_utf8(text));
  return out;
}

Json tests_json(const controls::TestCounts& tests) {
  return {{"passed", tests.passed},
          {"failed", tests.failed},
          {"waived", tests.waived},
          {"not_assessed", tests.not_assessed},
          {"not_applicable", tests.not_applicable}};
}

Json finding_json(const Verdict& verdict) {
  return {{"device_id", valid_utf8(verdict.device_id)}, {"rule_id", valid_utf8(verdict.rule_id)},
          {"object", valid_utf8(verdict.object)},       {"fingerprint", valid_utf8(verdict.fingerprint)},
          {"status", to_string(verdict.status)},        {"in_doubt", verdict.in_doubt},
          {"message", valid_utf8(verdict.message)},     {"reasons", texts(verdict.reasons)},
          {"waiver", valid_utf8(verdict.waiver)},       {"grace_until", valid_utf8(verdict.grace_until)}};
}

Json attestation_json(const ControlResult& result) {
  Json out{{"state", to_string(result.attested)}, {"left", valid_utf8(result.control->attestation)}};
  if (result.attestation == nullptr) return out;
  const controls::Attestation& given = *result.attestation;
  out["document"] = valid_utf8(given.document);
  out["sha256"] = given.sha256;
  out["statement"] = valid_utf8(given.statement);
  out["signer"] = valid_utf8(given.signer);
  out["date"] = controls::day_text(given.date);
  out["expires"] = controls::day_text(given.expires);
  out["where"] = valid_utf8(to_string(given.where));
  return out;
}

Json identity_json(const controls::Control& control) {
  Json out{{"id", valid_utf8(control.id)}, {"group", valid_utf8(control.group)}, {"title", valid_utf8(control.title)}};
  out["severity"] = control.severity ? Json(to_string(*control.severity)) : Json();
  out["category"] = severity_text(control);
  if (control.override)
    out["override"] = {{"severity", to_string(control.override->severity)},
                       {"reason", valid_utf8(control.override->reason)}};
  out["nist"] = texts(control.nist);
  out["coverage"] = to_string(control.coverage);
  out["rules"] = texts(control.rules);
  out["reason"] = control.reason;
  out["deviation"] = valid_utf8(control.deviation);
  return out;
}

Json control_json(const ControlResult& result) {
  Json out = identity_json(*result.control);
  out["state"] = to_string(result.state);
  out["tests"] = tests_json(result.tests);
  out["not_in_run"] = texts(result.not_in_run);
  out["not_together"] = texts(result.not_together);
  out["attestation"] = attestation_json(result);
  Json devices = Json::array();
  for (const controls::DeviceResult& device : result.devices)
    devices.push_back({{"device_id", valid_utf8(device.device->device_id)},
                       {"state", to_string(device.state)},
                       {"tests", tests_json(device.tests)}});
  out["devices"] = std::move(devices);
  Json groups = Json::array();
  for (const controls::GroupResult& group : result.groups)
    groups.push_back({{"name", valid_utf8(group.group->name)},
                      {"state", to_string(group.state)},
                      {"tests", tests_json(group.tests)}});
  out["groups"] = std::move(groups);
  Json findings = Json::array();
  for (const Verdict* const finding : result.findings) findings.push_back(finding_json(*finding));
  out["findings"] = std::move(findings);
  return out;
}

Json head_json(const BenchmarkResult& result) {
  const controls::Benchmark& benchmark = *result.benchmark;
  Json states = Json::object();
  for (std::size_t i = 0; i < controls::control_state_count; ++i)
    states[std::string(to_string(static_cast<controls::ControlState>(i)))] = result.states[i];
  return {{"id", valid_utf8(benchmark.id)},
          {"title", valid_utf8(benchmark.title)},
          {"publisher", valid_utf8(benchmark.publisher)},
          {"version", valid_utf8(benchmark.version)},
          {"release", valid_utf8(benchmark.release)},
          {"date", controls::day_text(benchmark.date)},
          {"source", valid_utf8(benchmark.source)},
          {"devices", result.devices.size()},
          {"other_devices", result.other_devices},
          {"groups", result.groups.size()},
          {"states", std::move(states)}};
}

std::string dumped(const Json& json) { return json.dump(1, ' ', true); }

/// `json` (an object) with one more member: an array of pieces that never stand in memory as one tree.
template <class Range, class Piece>
std::string with_array(const Json& json, std::string_view name, const Range& range, Piece piece) {
  std::string out = dumped(json);
  out.resize(out.size() - 2);  // the closing "\n}"
  out += fmt::format(",\n \"{}\": [", name);
  bool first = true;
  for (const auto& item : range) {
    out += first ? "\n" : ",\n";
    out += piece(item);
    first = false;
  }
  return out += "\n ]\n}";
}

}  // namespace

std::string controls_json(const ControlsReport& report) {
  const Json head{{"format", format_name},
                  {"tool_version", valid_utf8(report.tool_version)},
                  {"about", valid_utf8(report.about)},
                  {"as_of", muster::to_string(report.as_of)}};
  return with_array(head, "benchmarks", report.benchmarks,
                    [](const BenchmarkResult& result) {
                      return with_array(head_json(result), "controls", result.controls,
                                        [](const ControlResult& control) { return dumped(control_json(control)); });
                    }) +
         "\n";
}

}  // namespace muster::report
