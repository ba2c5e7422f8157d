#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/paloalto_panos/config.hpp"

namespace muster::grammars::paloalto_panos {

/// What the names in rules stand for. A name is looked for in the context of the rule, then in what it may inherit.
class Objects {
 public:
  Objects(const Configuration& configuration, const State& state) : config_(configuration), state_(state) {}

  /// The members as the model names them; nothing if they are not known from the configuration.
  [[nodiscard]] std::optional<std::vector<std::string>> members(const NamedObject& object) const;

  /// One word of `source` or `destination`: "any", a prefix, a range, or "group NAME".
  [[nodiscard]] std::string address(std::string_view context, std::string_view word) const;

  /// One protocol with its ports.
  struct Ports {
    std::string protocol;   ///< "tcp", "udp", "sctp"
    std::string ports;      ///< "any", or joined by ","
    bool narrowed = false;  ///< by a source port, or it is not known
  };
  /// What the words of `service` stand for, one entry for each protocol; nothing in it: any service.
  [[nodiscard]] std::vector<Ports> services(std::string_view context, const std::vector<std::string_view>& words) const;

 private:
  static constexpr int deepest_group = 16;
  static constexpr std::size_t longest_ports = 500;  ///< as a text: longer ones only narrow a rule
  static constexpr int most_services = 256;
  static constexpr int most_members = 4096;  ///< looked at for one word, so that groups of groups stay cheap
  [[nodiscard]] const NamedObject* find(std::string_view context, std::string_view name, std::string_view kind) const;
  [[nodiscard]] bool holds_everything(std::string_view context, std::string_view name, int depth, int& left) const;
  void add_service(std::string_view context, std::string_view name, std::vector<Ports>& to, int depth, int& left) const;
  void add_protocols(const NamedObject& service, std::vector<Ports>& to) const;

  const Configuration& config_;
  const State& state_;
};

}  // namespace muster::grammars::paloalto_panos
