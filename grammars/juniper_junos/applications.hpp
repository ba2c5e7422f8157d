#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/juniper_junos/config.hpp"

/// Applications of Junos: named services, and sets of them.
namespace muster::grammars::juniper_junos {

/// What a part of an application matches, in the words of model::FilterRule.
struct Service {
  std::string protocol = "any";
  std::string source_port = "any";
  std::string destination_port = "any";
  bool narrowed = false;  ///< types of ICMP, programs of RPC

  friend bool operator==(const Service&, const Service&) = default;
};

/// The services that applications stand for.
struct Services {
  std::vector<Service> all;
  std::string by_name_only;  ///< applications that are known by their name alone, joined by a comma
  bool complete = true;      ///< false: a name is not defined, or there are too many
};

class Applications {
 public:
  /// Those that are defined below `root`: the configuration of the device, or of a logical system.
  Applications(const Configuration& configuration, NodeId root);

  /// Adds what `name` stands for: "any", an application, or a set.
  void add(std::string_view name, Services& to);
  /// The terms of an application's definition.
  [[nodiscard]] std::vector<Service> services_of(NodeId application, bool& understood) const;

 private:
  void add_set(NodeId set, Services& to);

  const Configuration& config_;
  NodeId applications_ = no_node;
  NodeId sets_ = no_node;
  std::size_t work_left_;  ///< sets of sets may spell more than any device holds
};

}  // namespace muster::grammars::juniper_junos
