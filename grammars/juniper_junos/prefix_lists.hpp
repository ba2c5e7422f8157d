#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "grammars/juniper_junos/config.hpp"

namespace muster::grammars::juniper_junos {

/// The prefixes of `policy-options prefix-list NAME`: those that stand there, and those that `apply-path` gathers from
/// the configuration.
class PrefixLists {
 public:
  explicit PrefixLists(const Configuration& configuration) : config_(configuration) {}

  /// Nothing if the list is not defined, or not understood. Stays valid.
  [[nodiscard]] const std::vector<std::string_view>* find(NodeId root, std::string_view name);

 private:
  [[nodiscard]] bool read(NodeId root, NodeId list, std::vector<std::string_view>& to);
  [[nodiscard]] bool follow(NodeId root, std::string_view path, std::vector<std::string_view>& to);

  const Configuration& config_;
  std::map<NodeId, std::pair<bool, std::vector<std::string_view>>> lists_;
};

}  // namespace muster::grammars::juniper_junos
