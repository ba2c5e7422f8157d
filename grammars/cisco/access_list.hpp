#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cisco/access_entry.hpp"
#include "grammars/config_values.hpp"

/// From access lists as they stand to filters of the model.
namespace muster::grammars::cisco {

struct AccessRule {
  std::optional<std::uint32_t> sequence = std::nullopt;
  model::FilterRule rule = {};
  std::string part = {};  ///< where one entry became several: what tells them apart
};

struct AccessList {
  LineSet lines;
  std::string family;
  bool standard = false;
  std::vector<AccessRule> rules;
  std::uint32_t last_sequence = 0;
  bool renumbered = false;  ///< a sequence came that is not behind all others: sort at the end

  /// Without `sequence`, ten behind the last.
  void append(std::optional<std::uint32_t> sequence, model::FilterRule rule);
  /// A line that takes an entry away was not understood: each of those so far may be the one.
  void doubt();
};

/// Ports in the model's words: "any", "22", "1024-65535", several joined by ",".
[[nodiscard]] std::string text_of(PortMatch match);

[[nodiscard]] model::FilterRule rule_of(const AccessEntry& entry, model::LinesId lines);

/// A permit of all protocols between groups whose members are not modelled, or under a condition that is not: it may
/// permit everything.
[[nodiscard]] bool hides_its_reach(const AccessEntry& entry);

/// What stands for an entry that was not understood.
[[nodiscard]] model::FilterRule opaque_rule(model::LinesId lines);

/// Appends the list to the device's filters, its rules in the order of their sequence; `by_default` happens to a packet
/// that no rule decides. Takes the rules.
void put_access_list(const std::string& name, AccessList& from, std::string_view by_default, const Target& target);

}  // namespace muster::grammars::cisco
