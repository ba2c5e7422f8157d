#include "app/group_judging.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace muster::app {
namespace {

constexpr std::string_view not_in_run = "not part of this run";

using TargetsByName = std::map<std::string_view, const Target*>;

/// All boxes of the inventory, those left out of the run as well.
TargetsByName all_targets(const Fleet& fleet) {
  TargetsByName targets;
  for (const auto* part : {&fleet.targets, &fleet.others})
    for (const Target& target : *part) targets.emplace(target.identity.id, &target);
  return targets;
}

std::string shown(const policy::ParameterValue& value) {
  using Type = policy::ParameterValue::Type;
  switch (value.type) {
    case Type::boolean:
      return value.boolean ? "true" : "false";
    case Type::integer:
      return fmt::format("{}", value.integer);
    case Type::text:
      return "\"" + value.text + "\"";
    case Type::text_list:
      return fmt::format("[{}]", fmt::join(value.texts, ", "));
  }
  return {};
}

std::string shown(const policy::Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string("the default") : shown(found->second);
}

/// What all members share; a parameter on which they differ has no value for the group.
policy::Parameters shared_parameters(const std::vector<const Target*>& targets, policy::GroupOfMembers& group) {
  policy::Parameters shared;
  std::set<std::string> names;
  for (const Target* target : targets)
    for (const auto& [name, value] : target->parameters) names.insert(name);
  for (const std::string& name : names) {
    const std::string first = shown(targets.front()->parameters, name);
    const auto other = std::ranges::find_if(
        targets, [&](const Target* target) { return shown(target->parameters, name) != first; });
    if (other != targets.end())
      group.disputed[name] = fmt::format("{} has {}, {} has {}", targets.front()->identity.id, first,
                                         (*other)->identity.id, shown((*other)->parameters, name));
    else
      shared[name] = targets.front()->parameters.at(name);
  }
  return shared;
}

std::string gaps_text(const Fleet& fleet) {
  if (fleet.gaps.empty()) return {};
  return fmt::format("{} of the inventory could not be read, and may belong to it",
                     fleet.gaps.size() == 1 ? "1 entry" : fmt::format("{} entries", fleet.gaps.size()));
}

model::Device blank_device(const Target& target) {
  model::Device device;
  device.id = target.identity.id;
  device.platform = target.identity.platform;
  device.vendor = target.identity.vendor;
  device.site = target.identity.site;
  device.role = target.identity.role;
  device.tags = target.identity.tags;
  return device;
}

/// The facts of boxes that were not part of the run, made where a group needs them.
class Absentees {
 public:
  Absentees(const policy::PolicySet& rules, Timestamp as_of) : rules_(rules), as_of_(as_of) {}

  const policy::MemberFacts& of(const Target& target) {
    const auto found = facts_.find(target.identity.id);
    if (found != facts_.end()) return found->second;
    return facts_
        .emplace(target.identity.id, rules_.member_facts(blank_device(target), {as_of_, &target.parameters},
                                                         std::string(not_in_run)))
        .first->second;
  }

 private:
  const policy::PolicySet& rules_;
  Timestamp as_of_;
  FactsByDevice facts_;
};

/// `in_run`: the members that were part of the run. Of the fleet they are all devices of the run, and not listed.
GroupVerdicts judged(const policy::PolicySet& rules, const policy::GroupOfMembers& group,
                     const policy::EvaluateOptions& options, std::vector<std::string> in_run) {
  const bool fleet = group.scope == policy::Scope::fleet;
  GroupVerdicts made{fleet ? std::string("fleet") : "group " + group.name,
                     static_cast<std::uint32_t>(group.members.size()), static_cast<std::uint32_t>(in_run.size()),
                     rules.evaluate(group, options)};
  if (!fleet) made.devices = std::move(in_run);
  return made;
}

bool has_rules_about_groups(const policy::PolicySet& rules) {
  return std::ranges::any_of(rules.rules(), [](const policy::RuleInfo& rule) { return rule.scope != policy::Scope::device; });
}

}  // namespace

std::vector<Membership> memberships(const Fleet& fleet) {
  std::map<std::string, std::vector<std::string>> groups;
  std::map<std::string, std::vector<std::string>> units;
  Membership everybody{policy::Scope::fleet, {}, false, {}};
  for (const auto& [name, target] : all_targets(fleet)) {
    for (const std::string& group : target->groups) groups[group].emplace_back(name);
    if (!target->job.member.empty()) units[target->job.device_id].emplace_back(name);
    everybody.members.emplace_back(name);
  }
  std::vector<Membership> found;
  for (auto& [name, members] : groups) {
    const bool cluster = std::ranges::any_of(units, [&](const auto& unit) { return unit.second == members; });
    if (members.size() > 1) found.push_back({policy::Scope::group, name, cluster, members});
  }
  for (auto& [name, members] : units) {
    const bool known = std::ranges::any_of(groups, [&](const auto& group) { return group.second == members; });
    const std::string own = groups.contains(name) ? name + " (members)" : name;
    if (members.size() > 1 && !known) found.push_back({policy::Scope::group, own, true, std::move(members)});
  }
  std::ranges::sort(found, {}, &Membership::name);
  if (everybody.members.size() > 1) found.push_back(std::move(everybody));
  return found;
}

policy::MemberFacts facts_of(const model::Device& device, const policy::PolicySet& rules,
                             const policy::EvaluateOptions& options, CollectionFailure failure) {
  const bool collected = failure == CollectionFailure::none;
  return rules.member_facts(device, options, collected ? std::string() : "not collected: " + std::string(to_string(failure)));
}

std::vector<GroupVerdicts> judge_groups(const policy::PolicySet& rules, const Fleet& fleet, const FactsByDevice& facts,
                                        Timestamp as_of) {
  std::vector<GroupVerdicts> all;
  if (!has_rules_about_groups(rules)) return all;
  const TargetsByName targets = all_targets(fleet);
  Absentees absentees(rules, as_of);
  for (const Membership& membership : memberships(fleet)) {
    policy::GroupOfMembers group{membership.scope, membership.name, membership.cluster, {}, gaps_text(fleet), {}};
    std::vector<const Target*> members;
    std::vector<std::string> in_run;
    for (const std::string& name : membership.members) {
      members.push_back(targets.at(name));
      const auto known = facts.find(name);
      if (known != facts.end()) in_run.push_back(name);
      group.members.push_back(known != facts.end() ? &known->second : &absentees.of(*members.back()));
    }
    if (in_run.size() < 2) continue;  // nothing to compare: nobody asked about this group
    const policy::Parameters parameters = shared_parameters(members, group);
    GroupVerdicts verdicts = judged(rules, group, {as_of, &parameters}, std::move(in_run));
    if (!verdicts.verdicts.empty()) all.push_back(std::move(verdicts));
  }
  return all;
}

std::vector<GroupVerdicts> judge_files(const policy::PolicySet& rules, const std::vector<policy::MemberFacts>& facts,
                                       const policy::EvaluateOptions& options) {
  std::vector<GroupVerdicts> all;
  if (facts.size() < 2 || !has_rules_about_groups(rules)) return all;
  policy::GroupOfMembers group{.name = "files"};
  for (const policy::MemberFacts& member : facts) group.members.push_back(&member);
  std::vector<std::string> names;
  for (const policy::MemberFacts& member : facts) names.push_back(member.identity().device);
  all.push_back(judged(rules, group, options, std::move(names)));
  if (all.back().verdicts.empty()) all.clear();
  return all;
}

void waive_groups(const waivers::Book& book, std::vector<GroupVerdicts>& groups, Timestamp as_of) {
  for (GroupVerdicts& group : groups) book.waive(group.verdicts, {group.name, {}, {}}, as_of);
}

}  // namespace muster::app
