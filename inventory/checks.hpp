#pragma once

#include <functional>
#include <string>
#include <vector>

#include "inventory/inventory.hpp"

namespace muster::inventory {

/// Something that a person should know before the night.
struct Remark {
  bool is_error = false;
  SourcePosition where;
  std::string message;
};

/// What lies outside the inventory. Both may be empty: then those questions are not asked.
struct Surroundings {
  Timestamp now{};
  /// Why this secret cannot be had; empty if nothing speaks against it. Must not read it.
  std::function<std::string(const CredentialReference&)> missing;
  /// Is a host key pinned for this device or jump host?
  std::function<bool(const std::string& id)> is_pinned;
};

/// Everything that is wrong or doubtful, by its place in the file: entries that cannot be used, addresses that stand
/// twice, windows that never come, credentials that are not there, devices without pinned keys.
[[nodiscard]] std::vector<Remark> check(const Inventory& inventory, const Surroundings& surroundings);

}  // namespace muster::inventory
