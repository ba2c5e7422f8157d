#include "report/rule_table.hpp"

#include <algorithm>
#include <set>

namespace muster::report {
namespace {

constexpr std::string_view other_section = "Other";

RuleInfo undescribed(const Verdict& verdict) {
  RuleInfo rule;
  rule.id = verdict.rule_id;
  rule.title = verdict.rule_id;
  rule.severity = verdict.severity;
  rule.section = other_section;
  return rule;
}

}  // namespace

RuleTable::RuleTable(const RunReport& run) : sections_(guideline_sections.begin(), guideline_sections.end()) {
  for (const RuleInfo& rule : run.rules) rules_.try_emplace(rule.id, rule);
  for (const DeviceReport& device : run.devices)
    for (const Verdict& verdict : device.facts.verdicts)
      if (!rules_.contains(verdict.rule_id)) rules_.emplace(verdict.rule_id, undescribed(verdict));
  for (const GroupVerdicts& group : run.groups)
    for (const Verdict& verdict : group.verdicts)
      if (!rules_.contains(verdict.rule_id)) rules_.emplace(verdict.rule_id, undescribed(verdict));
  std::set<std::string> others;
  for (auto& [id, rule] : rules_) {
    if (rule.section.empty()) rule.section = other_section;
    if (std::ranges::find(guideline_sections, rule.section) == guideline_sections.end()) others.insert(rule.section);
  }
  sections_.insert(sections_.end(), others.begin(), others.end());
}

const RuleInfo& RuleTable::rule(std::string_view id) const { return rules_.find(id)->second; }

std::vector<const RuleInfo*> RuleTable::rules() const {
  std::vector<const RuleInfo*> all;
  for (const auto& [id, rule] : rules_) all.push_back(&rule);
  return all;
}

std::size_t RuleTable::section_index(std::string_view id) const {
  return static_cast<std::size_t>(std::ranges::find(sections_, rule(id).section) - sections_.begin());
}

}  // namespace muster::report
