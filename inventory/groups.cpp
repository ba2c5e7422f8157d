#include "inventory/groups.hpp"

#include <set>

#include "core/nearest.hpp"

namespace muster::inventory {

std::string undefined(std::string_view what, std::string_view name, const std::vector<std::string>& valid) {
  const std::vector<std::string_view> names(valid.begin(), valid.end());
  std::string message = std::string(what) + " '" + std::string(name) + "' is not defined";
  if (const auto near = nearest(name, names)) message += "; did you mean '" + std::string(*near) + "'?";
  return message;
}

void Groups::add(Group group) {
  std::string name = group.name;
  groups_.emplace(std::move(name), std::move(group));
}

const Group* Groups::find(std::string_view name) const {
  const auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : &found->second;
}

Result<std::vector<const Group*>> Groups::chain(const std::string& name) const {
  std::vector<const Group*> chain;
  std::set<std::string_view> seen;
  for (std::string_view next = name; !next.empty(); next = chain.back()->parent) {
    const Group* const group = find(next);
    if (group == nullptr) {
      std::vector<std::string> names;
      for (const auto& [key, value] : groups_) names.push_back(key);
      return fail(ErrorKind::input, undefined("group", next, names));
    }
    if (!seen.insert(group->name).second) return fail(ErrorKind::input, "group '" + group->name + "' lies in itself");
    chain.push_back(group);
  }
  return chain;
}

}  // namespace muster::inventory
