#include "analysis/group_members.hpp"

namespace muster::analysis {
namespace {

constexpr int max_depth = 32;  ///< of groups in groups; deeper ones are not complete
constexpr std::size_t max_members = 1U << 16U;
constexpr std::string_view group_word = "group ";

}  // namespace

GroupCatalogue::GroupCatalogue(const model::Device& device) {
  for (const model::ObjectGroup& group : device.groups) by_name_[group.name.value].push_back(&group);
}

const GroupMembers& GroupCatalogue::find(std::string_view kind, std::string_view name, std::string_view context) {
  std::string key = std::string(context) + "/" + std::string(kind) + " " + std::string(name);
  const auto known = found_.find(key);
  if (known != found_.end()) return known->second;
  GroupMembers members;
  const model::ObjectGroup* group = lookup(std::string(kind) + " " + std::string(name), context);
  // Where addresses of IPv6 have names of their own.
  if (group == nullptr && kind == "address") group = lookup("address6 " + std::string(name), context);
  members.defined = group != nullptr || by_name_.contains(std::string(kind) + " " + std::string(name));
  members.complete = group != nullptr;
  if (group != nullptr) collect(*group, kind, context, 0, members);
  return found_.emplace(std::move(key), std::move(members)).first->second;
}

const model::ObjectGroup* GroupCatalogue::lookup(const std::string& name, std::string_view context) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  const model::ObjectGroup* shared = nullptr;
  for (const model::ObjectGroup* const group : found->second) {
    if (group->context == context) return group;
    if (group->context.empty() || (shared == nullptr && group->context == "shared")) shared = group;
  }
  return shared;
}

void GroupCatalogue::collect(const model::ObjectGroup& group, std::string_view kind, std::string_view context,
                             int depth, GroupMembers& to) const {
  if (group.open || !group.members.known() || depth >= max_depth) to.complete = false;
  if (!group.members.known() || depth >= max_depth) return;
  for (const std::string& member : group.members.value) {
    if (to.members.size() >= max_members) {
      to.complete = false;
      return;
    }
    if (!std::string_view(member).starts_with(group_word)) {
      to.members.push_back(member);
      continue;
    }
    const std::string name = member.substr(group_word.size());
    const model::ObjectGroup* inner = lookup(std::string(kind) + " " + name, context);
    if (inner == nullptr && kind == "address") inner = lookup("address6 " + name, context);
    if (inner == nullptr)
      to.complete = false;
    else
      collect(*inner, kind, context, depth + 1, to);
  }
}

}  // namespace muster::analysis
