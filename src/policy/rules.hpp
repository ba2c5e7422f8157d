#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml.hpp"
#include "policy/ast.hpp"
#include "policy/checker.hpp"
#include "policy/functions.hpp"
#include "policy/policy_set.hpp"

namespace muster::policy {

/// A piece of a rule's message: text, or an expression whose value is put in.
struct MessagePart {
  std::string text;
  std::optional<Ast> expression;
};

/// A typed parameter of a pack.
struct Parameter {
  std::string name;
  std::string doc;
  ParameterValue value;  ///< its default
  SourcePosition where;
};

struct Pack {
  PackInfo info;
  std::vector<Parameter> parameters;
  std::vector<std::string> variable_names{};  ///< of its rules' expressions, in their order; `item` last
  SourcePosition version_where{};  ///< for the error that another file says another version
};

/// Where the variables of a rule's expressions stand: parameters follow, `item` comes last. In rules of scope group and
/// fleet `members` stands in the place of `device`, and behind the parameters `group`, `cluster` and what `let` names.
inline constexpr std::uint32_t device_variable = 0;
inline constexpr std::uint32_t members_variable = 0;
inline constexpr std::uint32_t now_variable = 1;
inline constexpr std::uint32_t first_parameter = 2;

/// An expression with a name of its own: a fact over `device`, or what `let` makes once of the members.
struct NamedExpression {
  std::string name;
  Ast expression;
};

/// A rule ready to be evaluated.
struct Rule {
  RuleInfo info;
  SourcePosition where;  ///< of its id
  std::size_t pack = 0;  ///< index into CompiledRules::packs
  std::optional<Ast> applies;
  std::optional<Ast> each;
  Ast assertion;
  config::LocatedText applies_text;  ///< as written; empty without one. So are the others
  config::LocatedText each_text;
  config::LocatedText assertion_text;
  config::LocatedText message_text;
  std::vector<MessagePart> message;
  bool applies_to_item = false;           ///< `applies` uses `item`, so it is asked for each of them
  std::string item_name;                  ///< "user": what verdicts about the whole list are called
  std::vector<std::uint32_t> parameters;  ///< those that it uses, by index into the pack
  std::optional<std::chrono::sys_days> grace_until;  ///< the first day on which its fails count
  // Of scope group and fleet only.
  std::optional<Ast> members;                  ///< over `device`: whether the rule speaks about it
  std::vector<NamedExpression> facts;          ///< over `device`
  std::vector<NamedExpression> lets;           ///< over `members`, each with those before it
  std::vector<std::uint32_t> fact_parameters;  ///< those that `members` and the facts use
};

/// What a PolicySet holds.
class CompiledRules {
 public:
  CompiledRules() : functions(types) {}
  CompiledRules(const CompiledRules&) = delete;
  CompiledRules& operator=(const CompiledRules&) = delete;

  /// What a set holds, for the parts of this module that look into rules or change them.
  [[nodiscard]] static CompiledRules& of(PolicySet& set) { return *set.rules_; }
  [[nodiscard]] static const CompiledRules& of(const PolicySet& set) { return *set.rules_; }

  TypeTable types;
  FunctionTable functions;
  std::vector<Pack> packs;
  std::vector<Rule> rules;  ///< sorted by id
  std::span<const std::string_view> platforms;  ///< while it is loaded: what `[rule.fix]` may name; empty: anything
  std::vector<std::uint32_t> group_rules;  ///< those of scope group and fleet, by index into `rules`
  std::vector<RuleInfo> infos;
  std::vector<PackInfo> pack_infos;
};

/// Where in its file a byte of an expression stands.
[[nodiscard]] SourcePosition position_in(const config::LocatedText& text, std::size_t offset);

/// Reads one `[[rule]]`; mistakes go to `errors`, and then the result must not be used.
[[nodiscard]] Rule read_rule(config::Table table, CompiledRules& compiled, std::size_t pack,
                             std::vector<Error>& errors);
/// Reads what `[pack]` says beside the name; several files may say parts of it.
void read_pack_header(config::Table header, Pack& pack);
/// Reads `version`, `since` and `[rule.fix]`. The headers of all files must have been read.
void read_rule_history(config::Table& table, Rule& rule, const PackInfo& pack, std::span<const std::string_view> platforms);
/// Reads one `[[parameter]]`.
[[nodiscard]] Parameter read_parameter(config::Table table);
/// Splits "text {{expression}} text"; expressions are checked with these variables, and may not give secrets.
[[nodiscard]] std::vector<MessagePart> read_message(const config::LocatedText& text, CompiledRules& compiled,
                                                    std::span<const Variable> variables, std::vector<Error>& errors);
/// Parses and checks one expression; nothing after a mistake.
struct Expression {
  Ast ast;
  Checked checked;
};
[[nodiscard]] std::optional<Expression> read_expression(const config::LocatedText& text, CompiledRules& compiled,
                                                        std::span<const Variable> variables,
                                                        std::vector<Error>& errors, bool facts = false);
/// What `Pack::variable_names` holds, once all parameters are read.
[[nodiscard]] std::vector<std::string> names_of_variables(const Pack& pack);
/// Reads `members`, `facts` and `let` of a rule of scope group or fleet, and gives the variables of its other
/// expressions, without `item`.
[[nodiscard]] std::vector<Variable> read_group_keys(config::Table& table, Rule& rule, CompiledRules& compiled,
                                                    std::vector<Error>& errors);
/// The fields that each member has beside its facts.
inline constexpr std::array<std::string_view, 5> member_fields{"device", "site", "role", "platform", "tags"};
/// device, now, params.NAME...; `item` if there is a type for it.
[[nodiscard]] std::vector<Variable> variables_of(CompiledRules& compiled, const Pack& pack, std::optional<Type> item);

}  // namespace muster::policy
