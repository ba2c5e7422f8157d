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
    if (!value.device.empty()) one["device"] = safe(value.device);
    const DeviceReport* const device = device_of(it, value);
    one["lines"] = device != nullptr ? places(value.lines, *device) : Json::array();
    made.push_back(std::move(one));
  }
  return made;
}

void add_excerpts(Json& made, const Explanation& it, const DeviceReport& device) {
  Excerpts cutter(device);
  for (const Excerpt& excerpt :
       cutter.cut(lines_behind(it, device), {.context = context_lines, .max_lines = 200})) {
    Json rows = Json::array();
    for (const ExcerptLine& line : excerpt.lines)
      rows.push_back({{"number", line.number}, {"text", safe(line.text)}, {"evidence", line.evidence}});
    Json one = {{"capture", safe(device.captures[excerpt.capture].command)},
                {"context", safe(device.captures[excerpt.capture].context)},
                {"lines", std::move(rows)}};
    if (&device != &it.device) one["device"] = safe(device.facts.device_id);
    made.push_back(std::move(one));
  }
}

Json excerpts(const Explanation& it) {
  Json made = Json::array();
  add_excerpts(made, it, it.device);
  for (const DeviceReport& member : it.members) add_excerpts(made, it, member);
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
          {"together", safe(it.together)},
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
