#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/domain.hpp"
#include "policy/ast.hpp"
#include "policy/functions.hpp"
#include "policy/token.hpp"
#include "policy/type.hpp"

namespace muster::policy {

/// A name that an expression may use; "params.limit" stands for one value, not for a field.
struct Variable {
  std::string name;
  Type type;
};

struct Checked {
  Type type;
  Domains reads;  ///< the domains of all fields that the expression can read
};

/// Resolves the names, fields and functions of a parsed expression and checks its types. All mistakes come at once.
class Checker {
 public:
  /// `lenient`: only resolve; what does not fit becomes an error when it is evaluated.
  Checker(TypeTable& types, const FunctionTable& functions, std::span<const Variable> variables, bool lenient = false);
  /// The expression is a fact of a group or fleet rule: it may use the functions that are for them alone.
  void allow_facts() { in_facts_ = true; }
  [[nodiscard]] Checked check(Ast& ast, std::vector<SyntaxError>& errors);

 private:
  struct Local {
    std::uint32_t name = 0;
    Type type;
  };

  [[nodiscard]] Type check(NodeId id);
  [[nodiscard]] Type check_name(Node& node, const std::string& name);
  [[nodiscard]] Type check_select(NodeId id);
  [[nodiscard]] Type check_field(Node& node, Type operand);
  [[nodiscard]] Type check_record_field(const Node& node, Type operand);
  [[nodiscard]] Type check_element(const Node& node);
  [[nodiscard]] Type check_call(NodeId id);
  [[nodiscard]] Type check_arguments(Node& node, const Function& function);
  [[nodiscard]] Type check_operation(const Node& node);
  [[nodiscard]] Type check_in(const Node& node, Type item, Type container);
  [[nodiscard]] Type check_arithmetic(const Node& node, Type left, Type right);
  [[nodiscard]] Type check_list(const Node& node);
  [[nodiscard]] Type check_map(const Node& node);
  [[nodiscard]] Type check_conditional(const Node& node);
  [[nodiscard]] Type check_fold(NodeId id);
  [[nodiscard]] Type check_grouping(NodeId key, Type range, Type type);
  [[nodiscard]] Type check_bind(NodeId id);
  void declare_fold(const Node& node, Type range, std::uint32_t first, std::uint32_t second);
  void expect_bool(NodeId id, Type type, std::string_view where);
  void check_zone(const Node& node, const Function& function);
  void compile_pattern(Node& node, const Function& function);
  void check_no_secret(NodeId id, Type type, std::string_view what);

  /// "a.b.c" if the node is a chain of names whose first is no local variable.
  [[nodiscard]] std::string dotted(NodeId id) const;
  [[nodiscard]] bool comparable(Type a, Type b) const;
  [[nodiscard]] bool match(Type parameter, Type argument, std::vector<Type>& bindings);
  [[nodiscard]] Type substitute(Type type, const std::vector<Type>& bindings);
  [[nodiscard]] bool is(Type type, TypeKind kind) const { return types_.kind(type) == kind; }
  [[nodiscard]] bool is_or_dyn(Type type, TypeKind kind) const { return is(type, kind) || is(type, TypeKind::dyn); }
  Type mistake(std::uint32_t offset, std::string message);
  [[nodiscard]] std::string suggestion(std::string_view name, std::vector<std::string_view> candidates) const;
  [[nodiscard]] std::span<const NodeId> children(const Node& node) const { return ast_->children_of(node); }

  TypeTable& types_;
  const FunctionTable& functions_;
  std::span<const Variable> variables_;
  bool lenient_;
  bool in_facts_ = false;
  Ast* ast_ = nullptr;
  std::vector<SyntaxError>* errors_ = nullptr;
  std::vector<Local> locals_;
  Domains reads_;
};

}  // namespace muster::policy
