#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/assemble.hpp"
#include "app/fleet.hpp"
#include "core/group_verdicts.hpp"
#include "policy/policy_set.hpp"
#include "waivers/book.hpp"

/// Devices that are judged together: the groups of the inventory, the members of a unit, the fleet.
namespace muster::app {

/// Who belongs together.
struct Membership {
  policy::Scope scope = policy::Scope::group;
  std::string name;             ///< of the group; empty for the fleet
  bool cluster = false;         ///< they are the members of one unit
  std::vector<std::string> members;  ///< names of boxes, sorted
};

/// The groups and units of the whole inventory that have at least two members, by name, then the fleet. A unit whose
/// members are those of a group is that group.
[[nodiscard]] std::vector<Membership> memberships(const Fleet& fleet);

/// The facts of the boxes that were part of a run, by name.
using FactsByDevice = std::map<std::string, policy::MemberFacts, std::less<>>;

/// The facts of a box for rules about several devices. `failure` is that of its whole collection.
[[nodiscard]] policy::MemberFacts facts_of(const model::Device& device, const policy::PolicySet& rules,
                                           const policy::EvaluateOptions& options, CollectionFailure failure);

/// Judges each group of which at least two members have facts, in the order of `memberships`. The others count as
/// members of which nothing is known. A function of its arguments: a run and its replay give the same.
[[nodiscard]] std::vector<GroupVerdicts> judge_groups(const policy::PolicySet& rules, const Fleet& fleet,
                                                      const FactsByDevice& facts, Timestamp as_of);

/// The same for files that are no fleet: one group "files"; nothing for a single one.
[[nodiscard]] std::vector<GroupVerdicts> judge_files(const policy::PolicySet& rules,
                                                     const std::vector<policy::MemberFacts>& facts,
                                                     const policy::EvaluateOptions& options);

/// Marks the fails that a waiver names by "group NAME" or "fleet".
void waive_groups(const waivers::Book& book, std::vector<GroupVerdicts>& groups, Timestamp as_of);

}  // namespace muster::app
