#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/device.hpp"

namespace muster::grammars::cisco {

/// Finds the redundancy groups of one context of a device by name, or adds them: the configuration and the live state
/// are captures of their own.
class GroupIndex {
 public:
  GroupIndex(model::Device& device, std::string_view context);

  /// The group "protocol owner number" with `suffix` (" ipv6") behind it; `lines` are added to those that speak about
  /// it. Valid until the next call.
  model::RedundancyGroup& find_or_add(std::string_view protocol, std::string_view owner, std::int64_t number,
                                      std::string_view suffix, model::LinesId lines);

 private:
  model::Device& device_;
  std::string context_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace muster::grammars::cisco
