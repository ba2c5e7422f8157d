#include <array>

#include "policy/checker.hpp"

namespace muster::policy {
namespace {

bool is_number(TypeKind kind) {
  return kind == TypeKind::integer || kind == TypeKind::uint || kind == TypeKind::floating;
}

bool is_ordered(TypeKind kind) {
  return is_number(kind) || kind == TypeKind::boolean || kind == TypeKind::string || kind == TypeKind::bytes ||
         kind == TypeKind::timestamp || kind == TypeKind::duration;
}

/// The rows of + - * / %: what two kinds give.
struct ArithmeticRow {
  Operator op;
  TypeKind left, right, result;
};
constexpr ArithmeticRow time_rows[] = {
    {Operator::add, TypeKind::timestamp, TypeKind::duration, TypeKind::timestamp},
    {Operator::add, TypeKind::duration, TypeKind::timestamp, TypeKind::timestamp},
    {Operator::add, TypeKind::duration, TypeKind::duration, TypeKind::duration},
    {Operator::subtract, TypeKind::timestamp, TypeKind::timestamp, TypeKind::duration},
    {Operator::subtract, TypeKind::timestamp, TypeKind::duration, TypeKind::timestamp},
    {Operator::subtract, TypeKind::duration, TypeKind::duration, TypeKind::duration},
};

constexpr std::array<std::string_view, 14> operator_signs{"==", "!=", "<", "<=", ">", ">=", "in",
                                                          "+",  "-",  "*", "/",  "%", "-",  "!"};
std::string sign(const Node& node) { return std::string(operator_signs[node.detail]); }

}  // namespace

bool Checker::comparable(Type a, Type b) const {
  const TypeKind left = types_.kind(a);
  const TypeKind right = types_.kind(b);
  if (left == TypeKind::dyn || right == TypeKind::dyn || left == TypeKind::null || right == TypeKind::null) return true;
  if (is_number(left) && is_number(right)) return true;
  if (left != right) return false;
  if (left == TypeKind::list) return comparable(types_.element(a), types_.element(b));
  if (left == TypeKind::map)
    return comparable(types_.element(a), types_.element(b)) && comparable(types_.mapped(a), types_.mapped(b));
  return (left != TypeKind::object && left != TypeKind::record) || a == b;
}

Type Checker::check_operation(const Node& node) {
  const auto op = static_cast<Operator>(node.detail);
  const std::vector<NodeId> parts(children(node).begin(), children(node).end());
  const Node copy = node;
  const Type left = check(parts[0]);
  const Type right = parts.size() > 1 ? check(parts[1]) : left;
  for (std::size_t i = 0; i < parts.size(); ++i)
    check_no_secret(parts[i], i == 0 ? left : right, "compared or computed with: use has() or a credential function");
  const TypeKind kind = types_.kind(left);
  switch (op) {
    case Operator::logical_not:
      expect_bool(parts[0], left, "after '!'");
      return types_.of(TypeKind::boolean);
    case Operator::negate:
      if (kind == TypeKind::integer || kind == TypeKind::floating || kind == TypeKind::duration ||
          kind == TypeKind::dyn)
        return left;
      return mistake(copy.offset, "expected a number after '-', got " + types_.name(left));
    case Operator::equal:
    case Operator::not_equal:
      if (!comparable(left, right))
        mistake(copy.offset, sign(copy) + " compares " + types_.name(left) + " with " + types_.name(right) +
                                 ", which are never equal");
      else if (types_.holds_object(left) && types_.holds_object(right))
        mistake(copy.offset, sign(copy) + " compares objects: compare one of their fields");
      return types_.of(TypeKind::boolean);
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal:
      if ((kind != TypeKind::dyn && !is_ordered(kind)) ||
          (!is(right, TypeKind::dyn) && !is_ordered(types_.kind(right))) || !comparable(left, right))
        mistake(copy.offset, sign(copy) + " cannot order " + types_.name(left) + " and " + types_.name(right));
      return types_.of(TypeKind::boolean);
    case Operator::in:
      return check_in(copy, left, right);
    default:
      return check_arithmetic(copy, left, right);
  }
}

Type Checker::check_in(const Node& node, Type item, Type container) {
  if (!is_or_dyn(container, TypeKind::list) && !is(container, TypeKind::map))
    mistake(node.offset, "expected a list or a map after 'in', got " + types_.name(container));
  else if (!is(container, TypeKind::dyn) && !comparable(item, types_.element(container)))
    mistake(node.offset, types_.name(item) + " is never in " + types_.name(container));
  else if (types_.holds_object(item))
    mistake(node.offset, "'in' compares objects: compare one of their fields with exists()");
  return types_.of(TypeKind::boolean);
}

Type Checker::check_arithmetic(const Node& node, Type left, Type right) {
  const auto op = static_cast<Operator>(node.detail);
  const TypeKind a = types_.kind(left);
  const TypeKind b = types_.kind(right);
  if (a == TypeKind::dyn || b == TypeKind::dyn) return types_.of(TypeKind::dyn);
  if (a == b) {
    if (is_number(a) && (op != Operator::modulo || a != TypeKind::floating)) return left;
    if (op == Operator::add && (a == TypeKind::string || a == TypeKind::bytes)) return left;
    if (op == Operator::add && a == TypeKind::list) return types_.join(left, right);
  }
  for (const ArithmeticRow& row : time_rows)
    if (row.op == op && row.left == a && row.right == b) return types_.of(row.result);
  return mistake(node.offset, "'" + sign(node) + "' takes no " + types_.name(left) + " and " + types_.name(right));
}

}  // namespace muster::policy
