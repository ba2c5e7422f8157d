#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {

/// A part of a class's traffic, in the words of a rule whose action is not known yet.
struct ClassTerm {
  model::FilterRule match;
  bool exclude = false;  ///< what it matches, and no earlier term does, is not of the class
};
using ClassTerms = std::vector<ClassTerm>;

/// What the classes of the zone-based firewall match, as ordered lists: the first term that matches decides. A term
/// whose extent is not exactly known is opaque. Finds access lists in the device: convert those first.
class ClassReader {
 public:
  /// More terms than `budget` in all are not written out: one opaque term stands for the rest.
  ClassReader(ZoneFirewall& firewall, const Target& target, std::size_t budget);

  /// Of the class of that name; opaque if it is not defined. Valid until the next call.
  const ClassTerms& terms(const std::string& name) { return terms(name, 0); }
  /// Takes so many from the budget; false if there are not that many left.
  [[nodiscard]] bool spend(std::size_t terms);

 private:
  const ClassTerms& terms(const std::string& name, int depth);
  [[nodiscard]] ClassTerms any_of(const InspectClass& from, int depth);
  [[nodiscard]] ClassTerms all_of(const InspectClass& from, int depth);
  [[nodiscard]] ClassTerms of_condition(const ClassCondition& condition, int depth);
  [[nodiscard]] ClassTerms of_list(const ClassCondition& condition);

  ZoneFirewall& firewall_;
  const Target& target_;
  std::size_t budget_;
  std::unordered_map<std::string, std::size_t> filters_;  ///< access lists: index into the device's
  std::unordered_map<std::string, ClassTerms> known_;
};

}  // namespace muster::grammars::cisco_ios
