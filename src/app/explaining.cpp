#include "app/explaining.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/commands.hpp"
#include "app/device_report.hpp"

namespace muster::app {

report::Explanation explanation_of_rule(const policy::PolicySet& rules, const std::string& rule_id,
                                        std::span<const std::string> platforms) {
  report::Explanation explanation;
  explanation.rule.id = explanation.rule.title = rule_id;
  const auto known = rules.rules();
  const auto found = std::ranges::find(known, rule_id, &policy::RuleInfo::id);
  if (found == known.end()) {
    explanation.notes.push_back("the packs in use do not hold this rule: give those of the evaluation with --policy");
    return explanation;
  }
  explanation.rule = rule_infos(rules)[static_cast<std::size_t>(found - known.begin())];
  explanation.rationale = found->rationale;
  for (const std::string& platform : platforms)
    if (const auto fix = found->fixes.find(platform); fix != found->fixes.end())
      explanation.fixes.push_back({platform, fix->second});
  return explanation;
}

report::DeviceReport device_of(const Verdict& verdict, std::string platform, std::span<const Capture> captures,
                               std::span<const ReadCapture> read) {
  DeviceFacts facts;
  facts.device_id = verdict.device_id;
  facts.platform = std::move(platform);
  facts.verdicts.push_back(verdict);
  std::vector<Evidence>& lines = facts.verdicts.front().evidence;
  for (const SeenValue& value : verdict.values) lines.insert(lines.end(), value.lines.begin(), value.lines.end());
  report::DeviceReport device = device_report(std::move(facts), captures, read);
  device.facts.verdicts.clear();
  return device;
}

report::DeviceReport member_of(const Verdict& verdict, const std::string& device, std::string platform,
                               std::span<const Capture> captures, std::span<const ReadCapture> read) {
  Verdict own;
  own.device_id = device;
  for (const SeenValue& value : verdict.values)
    if (value.device == device) own.evidence.insert(own.evidence.end(), value.lines.begin(), value.lines.end());
  return device_of(own, std::move(platform), captures, read);
}

std::vector<std::string> devices_behind(const Verdict& verdict) {
  std::vector<std::string> devices;
  for (const SeenValue& value : verdict.values)
    if (!value.device.empty() && std::ranges::find(devices, value.device) == devices.end())
      devices.push_back(value.device);
  return devices;
}

std::string members_text(const GroupVerdicts& group) {
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, group.devices.size()); ++i)
    text += (i == 0 ? "" : ", ") + group.devices[i];
  if (group.devices.size() > most) text += fmt::format(" and {} more", group.devices.size() - most);
  if (!text.empty() && group.judged == group.members) return text;
  const std::string numbers = group.judged == group.members
                                  ? fmt::format("{} devices", group.members)
                                  : fmt::format("{} of {} devices were part of the run", group.judged, group.members);
  return text.empty() ? numbers : text + " (" + numbers + ")";
}

std::string policy_words(const ExplainOptions& options) {
  std::string text;
  for (const std::string& policy : options.policies) text += " -p " + shell_word(policy);
  return text;
}

std::string shell_word(const std::string& word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:@%+,=").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace muster::app
