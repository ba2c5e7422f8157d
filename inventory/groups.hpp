#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/inventory.hpp"

namespace muster::inventory {

/// A group's settings: defaults for the units in it. Empty means "not set here".
struct Group {
  std::string name;
  std::string parent;
  std::string platform;
  std::string site;
  std::string role;
  std::string credential;
  std::vector<std::string> tags;
  std::optional<std::int64_t> port;
  std::optional<std::vector<std::string>> jump;
  std::optional<bool> canary;
  std::optional<Maintenance> maintenance;
  std::vector<Window> collect;
  Parameters parameters;
};

/// Groups by name, with their nesting.
class Groups {
 public:
  void add(Group group);
  [[nodiscard]] const Group* find(std::string_view name) const;

  /// `name` and every group that it lies in, innermost first; an error for an unknown group or a circle.
  [[nodiscard]] Result<std::vector<const Group*>> chain(const std::string& name) const;

 private:
  std::map<std::string, Group, std::less<>> groups_;
};

/// "WHAT 'NAME' is not defined; did you mean 'NEAR'?"
[[nodiscard]] std::string undefined(std::string_view what, std::string_view name, const std::vector<std::string>& valid);

}  // namespace muster::inventory
