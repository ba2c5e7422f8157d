#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/device.hpp"

namespace muster::grammars {

/// Finds the users of one context of a device by name, or adds them: several captures speak about the same account.
class UserIndex {
 public:
  UserIndex(model::Device& device, std::string_view context);

  /// The user of that name; `lines` are added to those that speak about it. Valid until the next call.
  model::User& find_or_add(std::string_view name, model::LinesId lines);

 private:
  model::Device& device_;
  std::string context_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace muster::grammars
