#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/ast.hpp"
#include "policy/token.hpp"

namespace muster::policy {

/// Builds an Ast from the events of the grammar: operands on a stack, operators and open calls beside it. Expands the
/// macros. The first mistake is kept; after it every event is ignored.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  void literal(const Token& token);
  void name(const Token& token);
  void root_name(const Token& token);  ///< ".name": never a macro's variable
  void select(const Token& token);
  void open_call(const Token& token);  ///< the operand on top becomes the name that is called
  void close_call();
  void open_list(const Token& token);
  void close_list();
  void open_map(const Token& token);
  void close_map();
  void element(const Token& token);  ///< operand[key]: both on the stack
  void push_unary(const Token& token);
  void apply_unary();
  [[nodiscard]] std::size_t operands() const { return stack_.size(); }
  void close_chain(NodeKind kind, std::size_t base);  ///< joins the operands from `base` on, if there are several
  void push_binary(const Token& token);
  void apply_binary();
  void conditional();

  void fail(std::uint32_t offset, std::string message);
  [[nodiscard]] const std::optional<SyntaxError>& error() const { return error_; }
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] Ast finish();

 private:
  struct Open {
    std::uint32_t name = 0;
    std::uint32_t offset = 0;
    std::size_t base = 0;  ///< of its operands on the stack
    bool receiver = false;
  };

  NodeId add(Node node, std::size_t operands);
  void replace(Node node, std::size_t operands);
  [[nodiscard]] std::uint32_t intern(std::string_view name);
  [[nodiscard]] std::string_view name_of(const Token& token) const;
  void add_constant(const Token& token, const Value& value);
  void number(const Token& token);
  [[nodiscard]] bool has_macro(const Open& open);
  [[nodiscard]] bool bind_macro(const Open& open);
  [[nodiscard]] bool fold_macro(const Open& open);
  [[nodiscard]] std::optional<std::uint32_t> variable(std::size_t position);
  void fold(const Open& open, Fold kind, std::size_t variables);
  [[nodiscard]] Node& node(std::size_t position) { return ast_.nodes[stack_[position]]; }

  std::string_view text_;
  Ast ast_;
  std::vector<NodeId> stack_;
  std::vector<Open> open_;
  std::vector<Token> operators_;
  std::vector<std::uint32_t> large_;  ///< constants that are only valid after a minus
  std::optional<SyntaxError> error_;
};

}  // namespace muster::policy
