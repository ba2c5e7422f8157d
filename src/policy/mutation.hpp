#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_position.hpp"
#include "policy/policy_set.hpp"

/// Changes of a rule's assertion, one at a time. A change that no fixture notices is a part of the rule that nothing
/// tests.
namespace muster::policy {

/// A part of an assertion, and what it becomes.
struct Mutant {
  std::string part;     ///< its text, at most 60 bytes, on one line
  std::string becomes;  ///< "true", "false", "another text", "1200"
  SourcePosition where;
  // How it is done: this node gets this kind of change.
  std::uint32_t node = 0;
  enum class Change : std::uint8_t { to_true, to_false, larger, smaller, other_text, dropped } change = Change::to_true;
  std::uint32_t element = 0;  ///< dropped: of the list at `node`
};

struct Rule;
struct SavedNode;

/// The mutants of one rule. Changes the rule set in place while one is applied: for one thread, and no other may judge
/// with the set meanwhile.
class RuleMutation {
 public:
  /// The rule must be one of the set's, which must outlive this object.
  RuleMutation(PolicySet& rules, std::string_view rule_id);
  ~RuleMutation();
  RuleMutation(const RuleMutation&) = delete;
  RuleMutation& operator=(const RuleMutation&) = delete;

  /// In the order of the text: each condition becomes true and false, each number larger and smaller, each text another
  /// one, and each element of a list that is written out is left out.
  [[nodiscard]] std::span<const Mutant> mutants() const { return mutants_; }

  void apply(const Mutant& mutant);
  void restore();

 private:
  Rule& rule_;
  std::vector<Mutant> mutants_;
  std::vector<SavedNode> saved_;
};

}  // namespace muster::policy
