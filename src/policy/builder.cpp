#include "policy/builder.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "policy/conversions.hpp"

namespace muster::policy {
namespace {

constexpr std::uint16_t highest_tree = 500;
constexpr std::uint64_t int_magnitude = std::uint64_t{1} << 63U;

struct BinaryOperator {
  TokenKind token;
  Operator op;
};
constexpr BinaryOperator binary_operators[] = {
    {TokenKind::equal, Operator::equal},     {TokenKind::not_equal, Operator::not_equal},
    {TokenKind::less, Operator::less},       {TokenKind::less_equal, Operator::less_equal},
    {TokenKind::greater, Operator::greater}, {TokenKind::greater_equal, Operator::greater_equal},
    {TokenKind::keyword_in, Operator::in},   {TokenKind::plus, Operator::add},
    {TokenKind::minus, Operator::subtract},  {TokenKind::star, Operator::multiply},
    {TokenKind::slash, Operator::divide},    {TokenKind::percent, Operator::modulo},
};

struct FoldMacro {
  std::string_view name;
  Fold kind;
};
constexpr FoldMacro fold_macros[] = {
    {"all", Fold::all},
    {"exists", Fold::exists},
    {"exists_one", Fold::exists_one},
    {"existsOne", Fold::exists_one},
    {"map", Fold::map},
    {"filter", Fold::filter},
    {"transformList", Fold::transform_list},
    {"transformMap", Fold::transform_map},
    {"group_by", Fold::group_by},
};

/// Digits in base 10 or 16 ("0x...") without a suffix.
std::optional<std::uint64_t> read_whole(std::string_view digits) {
  const bool hex = digits.starts_with("0x") || digits.starts_with("0X");
  if (hex) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

void Builder::fail(std::uint32_t offset, std::string message) {
  if (!error_) error_ = SyntaxError{offset, std::move(message)};
}

NodeId Builder::add(Node node, std::size_t operands) {
  node.first = static_cast<std::uint32_t>(ast_.children.size());
  node.count = static_cast<std::uint32_t>(operands);
  for (std::size_t i = stack_.size() - operands; i < stack_.size(); ++i) {
    node.height = std::max(node.height, static_cast<std::uint16_t>(ast_.nodes[stack_[i]].height + 1));
    ast_.children.push_back(stack_[i]);
  }
  if (node.height > highest_tree) fail(node.offset, "expected an expression of at most 500 levels, got a deeper one");
  ast_.nodes.push_back(node);
  return static_cast<NodeId>(ast_.nodes.size() - 1);
}

void Builder::replace(Node node, std::size_t operands) {
  if (failed() || stack_.size() < operands) return;
  const NodeId id = add(node, operands);
  stack_.resize(stack_.size() - operands);
  stack_.push_back(id);
}

std::uint32_t Builder::intern(std::string_view name) {
  const auto found = std::ranges::find(ast_.names, name);
  if (found == ast_.names.end()) {
    ast_.names.emplace_back(name);
    return static_cast<std::uint32_t>(ast_.names.size() - 1);
  }
  return static_cast<std::uint32_t>(found - ast_.names.begin());
}

std::string_view Builder::name_of(const Token& token) const {
  const std::string_view name = text_.substr(token.offset, token.size);
  return token.kind == TokenKind::quoted_identifier ? name.substr(1, name.size() - 2) : name;
}

void Builder::add_constant(const Token& token, const Value& value) {
  ast_.constants.push_back(value);
  Node made;
  made.kind = NodeKind::literal;
  made.offset = token.offset;
  made.index = static_cast<std::uint32_t>(ast_.constants.size() - 1);
  replace(made, 0);
}

void Builder::number(const Token& token) {
  std::string_view digits = text_.substr(token.offset, token.size);
  if (token.kind == TokenKind::floating) {
    const auto value = read_double(digits);
    if (!value) return fail(token.offset, "expected a number that a double can hold, got '" + excerpt(digits) + "'");
    return add_constant(token, make_double(*value));
  }
  if (token.kind == TokenKind::uint) digits.remove_suffix(1);
  const auto value = read_whole(digits);
  if (!value || (token.kind == TokenKind::integer && *value > int_magnitude))
    return fail(token.offset, "expected a number of 64 bits, got '" + excerpt(digits) + "'");
  if (token.kind == TokenKind::uint) return add_constant(token, make_uint(*value));
  if (*value == int_magnitude) large_.push_back(static_cast<std::uint32_t>(ast_.nodes.size()));
  add_constant(token, make_int(static_cast<std::int64_t>(*value)));
}

void Builder::literal(const Token& token) {
  switch (token.kind) {
    case TokenKind::keyword_true:
      return add_constant(token, make_bool(true));
    case TokenKind::keyword_false:
      return add_constant(token, make_bool(false));
    case TokenKind::keyword_null:
      return add_constant(token, Value{});
    case TokenKind::string:
    case TokenKind::bytes:
      break;
    default:
      return number(token);
  }
  auto bytes = unescape(text_, token);
  if (!bytes) return fail(bytes.error().offset, std::move(bytes.error().message));
  ast_.texts.push_back(std::make_unique<const std::string>(std::move(*bytes)));
  add_constant(token, make_text(*ast_.texts.back(), token.kind == TokenKind::bytes ? Kind::bytes : Kind::string));
}

void Builder::name(const Token& token) {
  Node made;
  made.kind = NodeKind::name;
  made.offset = token.offset;
  made.index = intern(name_of(token));
  replace(made, 0);
}

void Builder::root_name(const Token& token) {
  name(token);
  if (!failed()) ast_.nodes[stack_.back()].detail = 1;
}

void Builder::select(const Token& token) {
  Node made;
  made.kind = NodeKind::select;
  made.offset = token.offset;
  made.index = intern(name_of(token));
  replace(made, 1);
}

void Builder::open_call(const Token& token) {
  if (failed() || stack_.empty()) return;
  const Node called = ast_.nodes[stack_.back()];
  if (called.kind != NodeKind::name && called.kind != NodeKind::select)
    return fail(token.offset, "expected an operator, got '('");
  Open open{called.index, called.offset, stack_.size() - 1, called.kind == NodeKind::select};
  if (open.receiver)
    stack_.back() = ast_.children[called.first];
  else
    stack_.pop_back();
  open_.push_back(open);
}

void Builder::close_call() {
  if (failed() || open_.empty()) return;
  const Open open = open_.back();
  open_.pop_back();
  if (has_macro(open) || bind_macro(open) || fold_macro(open)) return;
  Node made;
  made.kind = NodeKind::call;
  made.detail = open.receiver ? 1 : 0;
  made.offset = open.offset;
  made.index = open.name;
  replace(made, stack_.size() - open.base);
}

bool Builder::has_macro(const Open& open) {
  if (open.receiver || ast_.names[open.name] != "has" || stack_.size() - open.base != 1) return false;
  Node& operand = node(open.base);
  if (operand.kind == NodeKind::select)
    operand.kind = NodeKind::has;
  else
    fail(operand.offset, "expected a field such as item.name in has()");
  return true;
}

std::optional<std::uint32_t> Builder::variable(std::size_t position) {
  const Node& operand = node(position);
  if (operand.kind == NodeKind::name && operand.detail == 0) return operand.index;
  fail(operand.offset, "expected the name of a variable");
  return std::nullopt;
}

bool Builder::bind_macro(const Open& open) {
  if (!open.receiver || ast_.names[open.name] != "bind" || stack_.size() - open.base != 4) return false;
  const Node& target = node(open.base);
  if (target.kind != NodeKind::name || ast_.names[target.index] != "cel") return false;
  const auto bound = variable(open.base + 1);
  if (!bound) return true;
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(open.base),
               stack_.begin() + static_cast<std::ptrdiff_t>(open.base) + 2);
  Node made;
  made.kind = NodeKind::bind;
  made.variables = 1;
  made.offset = open.offset;
  made.index = static_cast<std::uint32_t>(ast_.fold_names.size());
  ast_.fold_names.insert(ast_.fold_names.end(), {*bound, *bound});
  replace(made, 2);
  return true;
}

bool Builder::fold_macro(const Open& open) {
  if (!open.receiver) return false;
  const auto* const found = std::ranges::find(fold_macros, std::string_view(ast_.names[open.name]), &FoldMacro::name);
  if (found == std::end(fold_macros)) return false;
  const std::size_t arguments = stack_.size() - open.base - 1;
  const bool transform = found->kind == Fold::transform_list || found->kind == Fold::transform_map;
  const bool optional_filter = transform || found->kind == Fold::map;
  const bool with_filter = optional_filter && arguments == (transform ? 4 : 3);
  if (!with_filter && (arguments < 2 || arguments > 3 || (transform && arguments != 3) ||
                       ((found->kind == Fold::map || found->kind == Fold::filter || found->kind == Fold::group_by) &&
                        arguments != 2)))
    return false;
  const std::size_t variables = arguments - 1 - (with_filter ? 1 : 0);
  fold(open, found->kind, variables);
  return true;
}

void Builder::fold(const Open& open, Fold kind, std::size_t variables) {
  const auto first = variable(open.base + 1);
  const auto second = variables == 2 && first ? variable(open.base + 2) : first;
  if (!first || !second) return;
  if (variables == 2 && *first == *second) return fail(node(open.base + 2).offset, "expected two different variables");
  const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(open.base) + 1;
  stack_.erase(begin, begin + static_cast<std::ptrdiff_t>(variables));
  Node made;
  made.kind = NodeKind::fold;
  made.detail = static_cast<std::uint8_t>(kind);
  made.variables = static_cast<std::uint8_t>(variables);
  made.offset = open.offset;
  made.index = static_cast<std::uint32_t>(ast_.fold_names.size());
  ast_.fold_names.insert(ast_.fold_names.end(), {*first, *second});
  replace(made, stack_.size() - open.base);
}

void Builder::open_list(const Token& token) { open_.push_back({0, token.offset, stack_.size(), false}); }
void Builder::open_map(const Token& token) { open_list(token); }

void Builder::close_list() {
  if (failed() || open_.empty()) return;
  Node made;
  made.kind = NodeKind::list;
  made.offset = open_.back().offset;
  const std::size_t operands = stack_.size() - open_.back().base;
  open_.pop_back();
  replace(made, operands);
}

void Builder::close_map() {
  if (failed() || open_.empty()) return;
  Node made;
  made.kind = NodeKind::map;
  made.offset = open_.back().offset;
  const std::size_t operands = stack_.size() - open_.back().base;
  open_.pop_back();
  replace(made, operands);
}

void Builder::element(const Token& token) {
  Node made;
  made.kind = NodeKind::element;
  made.offset = token.offset;
  replace(made, 2);
}

void Builder::push_unary(const Token& token) { operators_.push_back(token); }

void Builder::apply_unary() {
  if (failed() || operators_.empty() || stack_.empty()) return;
  const Token token = operators_.back();
  operators_.pop_back();
  const Node operand = ast_.nodes[stack_.back()];
  if (token.kind == TokenKind::minus && operand.kind == NodeKind::literal) {
    Value& value = ast_.constants[operand.index];
    if (value.kind == Kind::floating) {
      value.floating = -value.floating;
      return;
    }
    const bool large = std::erase(large_, stack_.back()) > 0;  // its magnitude already is its negative value
    if (large) return;
    if (value.kind == Kind::integer && value.integer >= 0) {
      value.integer = -value.integer;
      return;
    }
  }
  Node made;
  made.kind = NodeKind::operation;
  made.detail = static_cast<std::uint8_t>(token.kind == TokenKind::minus ? Operator::negate : Operator::logical_not);
  made.offset = token.offset;
  replace(made, 1);
}

void Builder::close_chain(NodeKind kind, std::size_t base) {
  if (failed() || stack_.size() < base + 2) return;
  Node made;
  made.kind = kind;
  made.offset = node(base).offset;
  replace(made, stack_.size() - base);
}

void Builder::push_binary(const Token& token) { operators_.push_back(token); }

void Builder::apply_binary() {
  if (failed() || operators_.empty()) return;
  const Token token = operators_.back();
  operators_.pop_back();
  const auto* const found = std::ranges::find(binary_operators, token.kind, &BinaryOperator::token);
  Node made;
  made.kind = NodeKind::operation;
  made.detail = static_cast<std::uint8_t>(found->op);
  made.offset = token.offset;
  replace(made, 2);
}

void Builder::conditional() {
  if (failed() || stack_.size() < 3) return;
  Node made;
  made.kind = NodeKind::conditional;
  made.offset = node(stack_.size() - 3).offset;
  replace(made, 3);
}

Ast Builder::finish() {
  for (const std::uint32_t id : large_) {
    // A negated literal stays in the node that it was; what is left here never met its minus.
    fail(ast_.nodes[id].offset, "expected a number of 64 bits, got '9223372036854775808'");
  }
  if (!failed() && !stack_.empty()) ast_.root = stack_.back();
  return std::move(ast_);
}

}  // namespace muster::policy
