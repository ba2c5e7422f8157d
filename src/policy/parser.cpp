#include "policy/parser.hpp"

#include <algorithm>
#include <array>
#include <boost/spirit/home/x3.hpp>

#include "policy/builder.hpp"

namespace muster::policy {
namespace {

namespace x3 = boost::spirit::x3;
using Iterator = std::vector<Token>::const_iterator;

constexpr int deepest_nesting = 250;

/// Builder, nesting, and the furthest token at which something else was expected.
struct Parsing {
  explicit Parsing(std::string_view text) : builder(text) {}
  Builder builder;
  int depth = 0;
  Token last;  ///< the token matched last, for the action after it
  std::uint32_t furthest = 0;
  std::vector<std::string_view> expected;

  void missed(const Token& token, std::string_view label) {
    if (label.empty() || token.offset < furthest) return;
    if (token.offset > furthest) expected.clear();
    furthest = token.offset;
    if (std::ranges::find(expected, label) == expected.end()) expected.push_back(label);
  }
};
struct parsing_tag;

template <class Context>
Parsing& parsing(const Context& context) {
  return x3::get<parsing_tag>(context).get();
}

/// Matches one token of these kinds; labels what it expects for the message.
template <std::size_t N>
struct OneOf : x3::parser<OneOf<N>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  std::array<TokenKind, N> kinds;
  std::string_view label;

  template <class It, class Context, class RContext, class Attribute>
  bool parse(It& first, const It& last, const Context& context, RContext&, Attribute&) const {
    Parsing& state = parsing(context);
    if (first == last || state.builder.failed()) return false;
    if (std::ranges::find(kinds, first->kind) == kinds.end()) {
      state.missed(*first, label);
      return false;
    }
    state.last = *first++;
    return true;
  }
};

template <class... Kinds>
constexpr auto one_of(std::string_view label, Kinds... kinds) {
  OneOf<sizeof...(Kinds)> made;
  made.kinds = {kinds...};
  made.label = label;
  return made;
}

/// Calls a function of the builder with the token matched last; always succeeds.
template <class Function>
struct Do : x3::parser<Do<Function>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  Function function;
  template <class It, class Context, class RContext, class Attribute>
  bool parse(It&, const It&, const Context& context, RContext&, Attribute&) const {
    Parsing& state = parsing(context);
    function(state.builder, state.last);
    return true;
  }
};

template <class Function>
constexpr auto act(Function function) {
  Do<Function> made{{}, function};
  return made;
}

/// After the subject failed nothing else is tried: there is no second way to read what came before it.
template <class Subject>
struct Must : x3::unary_parser<Subject, Must<Subject>> {
  using base_type = x3::unary_parser<Subject, Must<Subject>>;
  static constexpr bool is_pass_through_unary = true;
  static constexpr bool has_attribute = false;
  explicit constexpr Must(const Subject& guarded) : base_type(guarded) {}

  template <class It, class Context, class RContext, class Attribute>
  bool parse(It& first, const It& last, const Context& context, RContext& rcontext, Attribute& attribute) const {
    if (this->subject.parse(first, last, context, rcontext, attribute)) return true;
    parsing(context).builder.fail(0, {});
    return false;
  }
};
constexpr auto must(const auto& subject) { return Must(x3::as_parser(subject)); }

/// Enters a nested expression, if it is not too deep.
template <class Subject>
struct Nested : x3::unary_parser<Subject, Nested<Subject>> {
  using base_type = x3::unary_parser<Subject, Nested<Subject>>;
  static constexpr bool is_pass_through_unary = true;
  static constexpr bool has_attribute = false;
  explicit constexpr Nested(const Subject& guarded) : base_type(guarded) {}

  template <class It, class Context, class RContext, class Attribute>
  bool parse(It& first, const It& last, const Context& context, RContext& rcontext, Attribute& attribute) const {
    Parsing& state = parsing(context);
    if (state.depth >= deepest_nesting) {
      state.builder.fail(first->offset, "expected at most 250 nested expressions, got more");
      return false;
    }
    ++state.depth;
    const bool matched = this->subject.parse(first, last, context, rcontext, attribute);
    --state.depth;
    return matched;
  }
};
constexpr auto nested(const auto& subject) { return Nested(x3::as_parser(subject)); }

/// A chain of && or ||: what the subject leaves on the stack becomes one node.
template <class Subject>
struct Chain : x3::unary_parser<Subject, Chain<Subject>> {
  using base_type = x3::unary_parser<Subject, Chain<Subject>>;
  static constexpr bool is_pass_through_unary = true;
  static constexpr bool has_attribute = false;
  NodeKind kind;
  constexpr Chain(const Subject& links, NodeKind node) : base_type(links), kind(node) {}

  template <class It, class Context, class RContext, class Attribute>
  bool parse(It& first, const It& last, const Context& context, RContext& rcontext, Attribute& attribute) const {
    Builder& builder = parsing(context).builder;
    const std::size_t base = builder.operands();
    if (!this->subject.parse(first, last, context, rcontext, attribute)) return false;
    builder.close_chain(kind, base);
    return true;
  }
};
constexpr auto chain(NodeKind kind, const auto& subject) { return Chain(x3::as_parser(subject), kind); }

using enum TokenKind;

const auto dot_mark = one_of("an operator", dot);
const auto root_dot = one_of("", dot);
const auto comma_mark = one_of("','", comma);
const auto colon_mark = one_of("':'", colon);
const auto question_mark = one_of("an operator", question);
const auto open_paren = one_of("an operator", left_paren);
const auto group_paren = one_of("an expression", left_paren);
const auto close_paren = one_of("')'", right_paren);
const auto open_bracket = one_of("an operator", left_bracket);
const auto list_bracket = one_of("an expression", left_bracket);
const auto close_bracket = one_of("']'", right_bracket);
const auto map_brace = one_of("an expression", left_brace);
const auto close_brace = one_of("'}'", right_brace);
const auto end_mark = one_of("the end", end);
const auto literal_token =
    one_of("an expression", keyword_true, keyword_false, keyword_null, integer, uint, floating, string, bytes);
const auto name_token = one_of("an expression", identifier);
const auto selector_token = one_of("a field or function name", identifier, reserved, quoted_identifier);
const auto unary_token = one_of("an expression", bang, minus);
const auto times_token = one_of("an operator", star, slash, percent);
const auto plus_token = one_of("an operator", plus, minus);
const auto relation_token =
    one_of("an operator", equal, not_equal, less, less_equal, greater, greater_equal, keyword_in);
const auto and_token = one_of("an operator", and_and);
const auto or_token = one_of("an operator", or_or);

const auto do_literal = act([](Builder& b, const Token& t) { b.literal(t); });
const auto do_name = act([](Builder& b, const Token& t) { b.name(t); });
const auto do_root_name = act([](Builder& b, const Token& t) { b.root_name(t); });
const auto do_select = act([](Builder& b, const Token& t) { b.select(t); });
const auto do_open_call = act([](Builder& b, const Token& t) { b.open_call(t); });
const auto do_close_call = act([](Builder& b, const Token&) { b.close_call(); });
const auto do_open_list = act([](Builder& b, const Token& t) { b.open_list(t); });
const auto do_close_list = act([](Builder& b, const Token&) { b.close_list(); });
const auto do_open_map = act([](Builder& b, const Token& t) { b.open_map(t); });
const auto do_close_map = act([](Builder& b, const Token&) { b.close_map(); });
const auto do_element = act([](Builder& b, const Token& t) { b.element(t); });
const auto do_push_unary = act([](Builder& b, const Token& t) { b.push_unary(t); });
const auto do_apply_unary = act([](Builder& b, const Token&) { b.apply_unary(); });
const auto do_push_binary = act([](Builder& b, const Token& t) { b.push_binary(t); });
const auto do_apply_binary = act([](Builder& b, const Token&) { b.apply_binary(); });
const auto do_conditional = act([](Builder& b, const Token&) { b.conditional(); });

// Each level is a rule: inlined into each other they would be compiled 64 times over.
const x3::rule<struct expression_id> expression = "expression";
const x3::rule<struct disjunction_id> disjunction = "disjunction";
const x3::rule<struct conjunction_id> conjunction = "conjunction";
const x3::rule<struct relation_id> relation = "relation";
const x3::rule<struct sum_id> sum = "sum";
const x3::rule<struct product_id> product = "product";
const x3::rule<struct unary_id> unary = "unary";

const auto inner = nested(expression);
const auto arguments = -(inner >> *(comma_mark >> must(inner)));
const auto call_rest = open_paren >> do_open_call >> must(arguments >> close_paren) >> do_close_call;
const auto entry = inner >> must(colon_mark >> inner);

// A list or map may end with a comma: what follows it is an element or the end.
const auto list_rest = *(inner >> (comma_mark | &close_bracket)) >> close_bracket;
const auto map_rest = *(entry >> (comma_mark | &close_brace)) >> close_brace;

const auto group = group_paren >> must(inner >> close_paren);
const auto list_literal = list_bracket >> do_open_list >> must(list_rest) >> do_close_list;
const auto map_literal = map_brace >> do_open_map >> must(map_rest) >> do_close_map;
const auto root_name = root_dot >> must(name_token >> do_root_name >> -call_rest);
const auto primary = (literal_token >> do_literal) | (name_token >> do_name >> -call_rest) | root_name | group |
                     list_literal | map_literal;
const auto field_rest = dot_mark >> must(selector_token >> do_select >> -call_rest);
const auto element_rest = open_bracket >> must(inner >> close_bracket >> do_element);
const auto member = primary >> *(field_rest | element_rest);

const auto unary_def = (unary_token >> do_push_unary >> must(nested(unary)) >> do_apply_unary) | member;
const auto product_def = unary >> *(times_token >> do_push_binary >> must(unary) >> do_apply_binary);
const auto sum_def = product >> *(plus_token >> do_push_binary >> must(product) >> do_apply_binary);
const auto relation_def = sum >> *(relation_token >> do_push_binary >> must(sum) >> do_apply_binary);
const auto conjunction_def = chain(NodeKind::all_of, relation >> *(and_token >> must(relation)));
const auto disjunction_def = chain(NodeKind::any_of, conjunction >> *(or_token >> must(conjunction)));
const auto expression_def = disjunction >>
                            -(question_mark >> must(disjunction >> colon_mark >> inner) >> do_conditional);

BOOST_SPIRIT_DEFINE(expression, disjunction, conjunction, relation, sum, product, unary)

std::string expected_one_of(const std::vector<std::string_view>& labels) {
  if (labels.empty()) return "an expression";
  std::string text;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) text += i + 1 == labels.size() ? " or " : ", ";
    text += labels[i];
  }
  return text;
}

SyntaxError describe(const Parsing& state, std::string_view text, const std::vector<Token>& tokens) {
  const auto at = std::ranges::find(tokens, state.furthest, &Token::offset);
  const bool at_end = at == tokens.end() || at->kind == TokenKind::end;
  const std::string got = at_end ? "the end" : "'" + excerpt(text.substr(at->offset, at->size)) + "'";
  std::string message = "expected " + expected_one_of(state.expected) + ", got " + got;
  const bool after_name = at != tokens.begin() && at != tokens.end() && std::prev(at)->kind == TokenKind::identifier;
  if (after_name && at->kind == TokenKind::left_brace)
    message += "; messages (Type{field: value}) are no part of the policy language";
  return {state.furthest, std::move(message)};
}

}  // namespace

std::expected<Ast, SyntaxError> parse_expression(std::string_view text) {
  auto tokens = tokenize(text);
  if (!tokens) return std::unexpected(std::move(tokens.error()));
  Parsing state(text);
  auto first = tokens->cbegin();
  const bool matched =
      x3::parse(first, tokens->cend(), x3::with<parsing_tag>(std::ref(state))[must(expression >> end_mark)]);
  Ast ast = state.builder.finish();
  const auto& error = state.builder.error();
  if (error && !error->message.empty()) return std::unexpected(*error);
  if (!matched) return std::unexpected(describe(state, text, *tokens));
  return ast;
}

}  // namespace muster::policy
