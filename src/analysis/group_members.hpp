#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/device.hpp"

namespace muster::analysis {

/// What a group holds, with the groups in it looked up.
struct GroupMembers {
  std::vector<std::string_view> members;  ///< no "group NAME"; they live in the device
  bool defined = false;   ///< a group of this name is there, in this context or in one that it may inherit from
  bool complete = false;  ///< all of it is known: it is closed, and so are the groups in it
};

/// Looks groups of a device up by name, each once. The device must outlive it. One thread.
class GroupCatalogue {
 public:
  explicit GroupCatalogue(const model::Device& device);

  /// `kind` is "address" or "service". A group of the context comes first, then one that all contexts share. A group
  /// that holds itself is not complete.
  [[nodiscard]] const GroupMembers& find(std::string_view kind, std::string_view name, std::string_view context);

 private:
  [[nodiscard]] const model::ObjectGroup* lookup(const std::string& name, std::string_view context) const;
  void collect(const model::ObjectGroup& group, std::string_view kind, std::string_view context, int depth,
               GroupMembers& to) const;

  std::unordered_map<std::string_view, std::vector<const model::ObjectGroup*>> by_name_;
  std::map<std::string, GroupMembers, std::less<>> found_;  ///< by "context/kind name"
};

}  // namespace muster::analysis
