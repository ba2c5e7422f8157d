#include <nlohmann/json.hpp>

#include "report/excerpt.hpp"
#include "report/explanation.hpp"
#include "report/visible_text.hpp"

namespace muster::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t context_lines = 3;

std::string safe(std::string_view text) { return valid_utf8(text); }

Json texts(const std::vector<std::string>& list) {
  Json made = Json::array();
  for (const std::string& text : list) made.push_back(safe(text));
  return made;
}

Json places(const std::vector<Evidence>& lines, const DeviceReport& device) {
  Json made = Json::array();
  for (const Evidence& range : lines) {
    if (range.capture >= device.captures.size()) continue;
    const CaptureInfo& capture = device.captures[range.capture];
    made.push_back({{"capture", safe(capture.command)},
                    {"context", safe(capture.context)},
                    {"first", range.first_line},
                    {"last", range.last_line}});
  }
  return made;
}

Json values(const Explanation& it) {
  Json made = Json::array();
  for (const SeenValue& value : it.verdict.values) {
    Json one = {{"what", safe(value.what)}, {"value", safe(value.value)}};
    if (value.device.empty())
      one["lines"] = places(value.lines, it.device);
    else
      one["device"] = safe(value.device);
    made.push_back(std::move(one));
  }
  return made;
}

Json excerpts(const Explanation& it) {
  std::vector<Evidence> lines = it.verdict.evidence;
  for (const SeenValue& value : it.verdict.values)
    if (value.device.empty()) lines.insert(lines.end(), value.lines.begin(), value.lines.end());
  std::ranges::sort(lines);
  Json made = Json::array();
  Excerpts cutter(it.device);
  for (const Excerpt& excerpt : cutter.cut(lines, {.context = context_lines, .max_lines = 200})) {
    Json rows = Json::array();
    for (const ExcerptLine& line : excerpt.lines)
      rows.push_back({{"number", line.number}, {"text", safe(line.text)}, {"evidence", line.evidence}});
    made.push_back({{"capture", safe(it.device.captures[excerpt.capture].command)},
                    {"context", safe(it.device.captures[excerpt.capture].context)},
                    {"lines", std::move(rows)}});
  }
  return made;
}

Json explained(const Explanation& it) {
  const Verdict& verdict = it.verdict;
  Json fixes = Json::object();
  for (const FixLines& fix : it.fixes) fixes[safe(fix.platform)] = safe(fix.lines);
  return {{"fingerprint", safe(verdict.fingerprint)},
          {"status", to_string(verdict.status)},
          {"in_doubt", verdict.in_doubt},
          {"rule",
           {{"id", safe(verdict.rule_id)},
            {"title", safe(it.rule.title)},
            {"severity", to_string(verdict.severity)},
            {"section", safe(it.rule.section)},
            {"pack", safe(it.rule.pack)},
            {"references", texts(it.rule.references)},
            {"rationale", safe(it.rationale)},
            {"remedy", safe(it.rule.remedy)},
            {"fixes", std::move(fixes)},
            {"deprecated", safe(it.rule.deprecated)}}},
          {"device", safe(verdict.device_id)},
          {"object", safe(verdict.object)},
          {"message", safe(verdict.message)},
          {"grace_until", safe(verdict.grace_until)},
          {"waiver", safe(verdict.waiver)},
          {"evaluation", safe(it.evaluation_id)},
          {"as_of", to_string(it.as_of)},
          {"notes", texts(it.notes)},
          {"values", values(it)},
          {"excerpts", excerpts(it)},
          {"not_known", texts(verdict.reasons)},
          {"to_assess", texts(ways_to_assess(verdict))},
          {"commands", texts(it.commands)}};
}

}  // namespace

std::string explanation_json(const std::vector<Explanation>& explanations) {
  Json list = Json::array();
  for (const Explanation& explanation : explanations) list.push_back(explained(explanation));
  return Json{{"explanations", std::move(list)}}.dump(2) + "\n";
}

}  // namespace muster::report
