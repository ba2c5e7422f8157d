#pragma once

#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "model/device.hpp"

namespace muster::analysis {

/// Looks filters of a device up by name, where an interface would. The device must outlive it.
class FilterNames {
 public:
  /// O(n log n) for n filters.
  explicit FilterNames(const model::Device& device);

  struct Place {
    const model::Filter* filter = nullptr;  ///< null: there is none of this name
    bool shared = false;  ///< found among those of the device itself, for the context has none of its own
  };
  /// A context that has filters sees these only; one that has none sees those of the device itself. A name that says
  /// its partition, such as "policy /Common/edge", is looked up in all. O(log n).
  [[nodiscard]] Place find(std::string_view context, std::string_view name) const;

  /// The last word of the name is a path that begins with its partition: it means the same everywhere.
  [[nodiscard]] static bool is_absolute(std::string_view name);
  /// Some filter has a name that is not known: it may be any.
  [[nodiscard]] const model::Filter* nameless() const { return nameless_; }

 private:
  std::map<std::pair<std::string_view, std::string_view>, const model::Filter*> by_context_;
  std::map<std::string_view, const model::Filter*> absolute_;
  std::set<std::string_view> contexts_;
  const model::Filter* nameless_ = nullptr;
};

}  // namespace muster::analysis
