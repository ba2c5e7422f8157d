#include "policy/mutation.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <tuple>

#include "policy/expression_span.hpp"
#include "policy/rules.hpp"

namespace muster::policy {

struct SavedNode {
  NodeId id = 0;
  Node node;
};

namespace {

using Change = Mutant::Change;

constexpr std::size_t longest_part = 60;

bool is_comparison(const Node& node) {
  const auto op = static_cast<Operator>(node.detail);
  return node.kind == NodeKind::operation &&
         (op == Operator::equal || op == Operator::not_equal || op == Operator::less || op == Operator::less_equal ||
          op == Operator::greater || op == Operator::greater_equal || op == Operator::in);
}

bool gives_bool(const Node& node) {
  switch (node.kind) {
    case NodeKind::has:
    case NodeKind::all_of:
    case NodeKind::any_of:
      return true;
    case NodeKind::operation:
      return is_comparison(node) || static_cast<Operator>(node.detail) == Operator::logical_not;
    case NodeKind::fold:
      return node.detail <= static_cast<std::uint8_t>(Fold::exists_one);
    default:
      return false;
  }
}

/// True if the last child but those before it, or the whole body, is asked for true or false.
bool is_condition(const Node& parent, std::size_t child) {
  switch (parent.kind) {
    case NodeKind::all_of:
    case NodeKind::any_of:
      return true;
    case NodeKind::conditional:
      return child == 0;
    case NodeKind::fold:
      // Behind the range stands the predicate; what `map` and the transformations give comes last.
      return child == 1 && (parent.count == 3 || parent.detail <= static_cast<std::uint8_t>(Fold::exists_one) ||
                            static_cast<Fold>(parent.detail) == Fold::filter);
    default:
      return false;
  }
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      line.push_back(c);
    else if (!line.empty() && line.back() != ' ')
      line.push_back(' ');
  }
  if (line.size() > longest_part) line.resize(longest_part - 3), line += "...";
  return line;
}

/// The number that a mutant puts in the place of `value`; at its ends it stays what it is.
std::int64_t changed(std::int64_t value, Change change) {
  constexpr std::int64_t half = std::numeric_limits<std::int64_t>::max() / 2;
  if (change == Change::larger)
    return value == 0 ? 1 : value > 0 && value < half ? value * 2 : value + (value < 0 ? 1 : 0);
  return value == 0 ? -1 : value > 0 ? value / 2 : value > -half ? value * 2 : value;
}

/// Finds the mutants of an assertion, in the order of its tree.
class Finder {
 public:
  Finder(const Ast& ast, const config::LocatedText& text, std::vector<Mutant>& mutants)
      : ast_(ast), text_(text), mutants_(mutants) {}

  void visit(NodeId id, bool condition) {
    const Node& node = ast_.nodes[id];
    const bool is_not = node.kind == NodeKind::operation && static_cast<Operator>(node.detail) == Operator::logical_not;
    if (node.kind == NodeKind::literal)
      literal(id, node);
    else if (condition || gives_bool(node)) {
      add(id, Change::to_true, "true");
      add(id, Change::to_false, "false");
    }
    const bool drops = node.kind == NodeKind::list && node.count > 1;
    const bool keeps = condition && (node.kind == NodeKind::conditional || node.kind == NodeKind::bind);
    const auto children = ast_.children_of(node);
    for (std::size_t i = 0; i < children.size(); ++i) {
      const bool is_literal = ast_.nodes[children[i]].kind == NodeKind::literal;
      if (is_literal && (node.regex != 0 || drops)) continue;  // compiled with the call; or left out below
      if (is_not)
        below_not(children[i]);
      else
        visit(children[i], is_condition(node, i) || (keeps && i > 0));
    }
    if (drops)
      for (std::size_t i = 0; i < children.size(); ++i) dropped(id, children[i], static_cast<std::uint32_t>(i));
  }

 private:
  /// What `!` negates has the same two mutants as the whole.
  void below_not(NodeId id) {
    const Node& node = ast_.nodes[id];
    if (node.kind == NodeKind::literal) return;
    const auto children = ast_.children_of(node);
    for (std::size_t i = 0; i < children.size(); ++i)
      if (node.regex == 0 || ast_.nodes[children[i]].kind != NodeKind::literal)
        visit(children[i], is_condition(node, i));
  }

  void literal(NodeId id, const Node& node) {
    const Value& value = ast_.constants[node.index];
    if (value.kind == Kind::boolean)
      add(id, value.boolean ? Change::to_false : Change::to_true, value.boolean ? "false" : "true");
    if (value.kind == Kind::string) add(id, Change::other_text, "another text");
    if (value.kind != Kind::integer) return;
    for (const Change change : {Change::larger, Change::smaller})
      if (const std::int64_t made = changed(value.integer, change); made != value.integer)
        add(id, change, std::to_string(made));
  }

  /// `id` is the list: the element at that place is left out.
  void dropped(NodeId id, NodeId element, std::uint32_t place) {
    add(element, Change::dropped, "nothing");
    mutants_.back().node = id;
    mutants_.back().element = place;
  }

  void add(NodeId id, Change change, std::string becomes) {
    const TextSpan span = span_of(ast_, id, text_.text);
    mutants_.push_back({.part = one_line(std::string_view(text_.text).substr(span.offset, span.size)),
                        .becomes = std::move(becomes),
                        .where = position_in(text_, span.offset),
                        .node = id,
                        .change = change});
  }

  const Ast& ast_;
  const config::LocatedText& text_;
  std::vector<Mutant>& mutants_;
};

Rule& rule_of(CompiledRules& compiled, std::string_view id) {
  return *std::ranges::find(compiled.rules, id, [](const Rule& rule) -> std::string_view { return rule.info.id; });
}

/// A constant of the expression that is kept, so that nodes may point to it.
std::uint32_t add_constant(Ast& ast, const Value& value) {
  ast.constants.push_back(value);
  return static_cast<std::uint32_t>(ast.constants.size() - 1);
}

Value other_text(Ast& ast, const Value& value) {
  ast.texts.push_back(std::make_unique<const std::string>(std::string(value.string()) + "\x01"));
  return make_text(*ast.texts.back());
}

/// The node without one of its children.
Node without(Ast& ast, const Node& list, std::uint32_t element) {
  Node made = list;
  made.first = static_cast<std::uint32_t>(ast.children.size());
  made.count = list.count - 1;
  for (std::uint32_t i = 0; i < list.count; ++i)
    if (i != element) ast.children.push_back(NodeId{ast.children[list.first + i]});
  return made;
}

Node literal_node(const Node& original, std::uint32_t constant) {
  Node made;
  made.kind = NodeKind::literal;
  made.offset = original.offset;
  made.index = constant;
  return made;
}

Node changed_node(Ast& ast, const Mutant& mutant) {
  const Node original = ast.nodes[mutant.node];
  switch (mutant.change) {
    case Change::to_true:
      return literal_node(original, add_constant(ast, make_bool(true)));
    case Change::to_false:
      return literal_node(original, add_constant(ast, make_bool(false)));
    case Change::other_text:
      return literal_node(original, add_constant(ast, other_text(ast, ast.constants[original.index])));
    case Change::larger:
    case Change::smaller:
      return literal_node(original,
                          add_constant(ast, make_int(changed(ast.constants[original.index].integer, mutant.change))));
    case Change::dropped:
      break;
  }
  return without(ast, original, mutant.element);
}

}  // namespace

RuleMutation::RuleMutation(PolicySet& rules, std::string_view rule_id)
    : rule_(rule_of(CompiledRules::of(rules), rule_id)) {
  Finder(rule_.assertion, rule_.assertion_text, mutants_).visit(rule_.assertion.root, true);
  std::ranges::stable_sort(mutants_, [](const Mutant& a, const Mutant& b) {
    return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
  });
}

RuleMutation::~RuleMutation() { restore(); }

void RuleMutation::apply(const Mutant& mutant) {
  restore();
  Ast& ast = rule_.assertion;
  saved_.push_back({mutant.node, ast.nodes[mutant.node]});
  const Node made = changed_node(ast, mutant);
  ast.nodes[mutant.node] = made;
}

void RuleMutation::restore() {
  for (const SavedNode& saved : saved_) rule_.assertion.nodes[saved.id] = saved.node;
  saved_.clear();
}

}  // namespace muster::policy
