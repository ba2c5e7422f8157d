#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_position.hpp"
#include "policy/policy_set.hpp"

/// What a rule says, for people: its expressions as they were written, and the fields and parameters that they use.
namespace muster::policy {

/// A field of the model that an expression reads.
struct FieldUse {
  std::string name;    ///< "user.privilege"
  std::string type;    ///< "int"
  std::string domain;  ///< "users"; empty: always sure
  std::string doc;
};

/// A parameter of a pack.
struct ParameterInfo {
  std::string name;
  std::string type;           ///< "bool", "int", "string", "list(string)"
  std::string default_value;  ///< as one would write it: 600, "text", ["a", "b"]
  std::string doc;
};

/// An expression as it was written; empty text: the rule has none.
struct ExpressionText {
  std::string text;
  SourcePosition where;
};

struct RuleDetails {
  SourcePosition where;  ///< of its id
  ExpressionText applies;
  ExpressionText each;
  ExpressionText assertion;
  ExpressionText message;
  std::vector<FieldUse> fields;  ///< those that the expressions name, by name
  std::vector<ParameterInfo> parameters;
};

/// The rule must be one of the set's.
[[nodiscard]] RuleDetails details_of(const PolicySet& rules, std::string_view rule_id);

/// Where the rule's id stands.
[[nodiscard]] SourcePosition position_of(const PolicySet& rules, std::string_view rule_id);

/// All parameters of a pack; none for a name that is no pack.
[[nodiscard]] std::vector<ParameterInfo> parameters_of(const PolicySet& rules, std::string_view pack);

}  // namespace muster::policy
