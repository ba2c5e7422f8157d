#include "expression_support.hpp"
#include "policy/policy_set.hpp"

using namespace muster::test;

namespace {

std::string repeat(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string error_of(const std::string& text) {
  const auto ast = parse_expression(text);
  return ast ? "" : std::to_string(ast.error().offset) + ": " + ast.error().message;
}

}  // namespace

TEST_CASE("a syntax error tells what was expected and what stands there") {
  CHECK(error_of("1 +") == "3: expected an expression, got the end");
  CHECK(error_of("a b") == "2: expected an operator or the end, got 'b'");
  CHECK(error_of("(1") == "2: expected an operator or ')', got the end");
  CHECK(error_of("[1, 2") == "5: expected an operator, ',' or ']', got the end");
  CHECK(error_of("{'a' 1}") == "5: expected an operator or ':', got '1'");
  CHECK(error_of("a.") == "2: expected a field or function name, got the end");
  CHECK(error_of("a ? b") == "5: expected an operator or ':', got the end");
  CHECK(error_of("for") == "0: expected an expression, got 'for'");
  CHECK(error_of("") == "0: expected an expression, got the end");
  CHECK(error_of("'abc") == "0: expected the end of the string, got the end of the expression");
  CHECK(error_of("'ab\nc'") == "0: expected the end of the string, got the end of the line");
  CHECK(error_of("'\\q'") == "1: expected an escape sequence, got '\\q'");
  CHECK(error_of("a # b") == "2: expected an expression or an operator, got '#'");
  CHECK(error_of("12abc") == "0: expected a number, got '12abc'");
  CHECK(error_of("9223372036854775808") == "0: expected a number of 64 bits, got '9223372036854775808'");
  CHECK(error_of("-9223372036854775808").empty());
  CHECK(error_of("f(1)(2)") == "4: expected an operator or the end, got '('");
  CHECK(error_of("has(a)") == "4: expected a field such as item.name in has()");
  CHECK(error_of("[a, b, c].all(x, [].all(y, p && q) && f() && r)").empty());
  CHECK(error_of("a.all(b.c, true)") == "8: expected the name of a variable");
}

TEST_CASE("nesting is bounded: no expression can exhaust the stack") {
  CHECK(error_of(repeat("(", 60000)) == "251: expected at most 250 nested expressions, got more");
  CHECK(error_of(repeat("(", 30000) + "1" + repeat(")", 30000)) ==
        "251: expected at most 250 nested expressions, got more");
  CHECK(error_of(repeat("[", 60000)) == "251: expected at most 250 nested expressions, got more");
  CHECK(error_of(repeat("!", 60000) + "a") == "251: expected at most 250 nested expressions, got more");
  CHECK(error_of("1" + repeat("+1", 30000)).find("at most 500 levels") != std::string::npos);
  CHECK(error_of("a" + repeat(".a", 30000)).find("at most 500 levels") != std::string::npos);
  CHECK(error_of(repeat("a ? b : ", 8000) + "c").find("at most 250 nested") != std::string::npos);
  CHECK(error_of(repeat("(", 100000) + "1") == "0: expected an expression of at most 65536 bytes, got 100001");
  CHECK(error_of("true" + repeat(" && true", 8000)).empty());
}

TEST_CASE("any bytes are an expression or an error") {
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    std::string text;
    unsigned state = seed * 2654435761U;
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525U + 1013904223U;
      static constexpr std::string_view pieces[] = {
          "(",  ")", "[", "]", "{", "}",    "a",    "1",    "'",       "\"", "\\",  ".",  ",",   ":", "?",  "&&",
          "||", "!", "-", "+", " ", "\xff", "\xc3", "has(", ".all(x,", "b'", "r\"", "0x", "1.5", "`", "\n", "in"};
      text += pieces[(state >> 16U) % std::size(pieces)];
    }
    const auto ast = parse_expression(text);
    if (ast)
      CHECK(ast->root < ast->nodes.size());
    else
      CHECK_FALSE(ast.error().message.empty());
  }
}

TEST_CASE("an expression over its budget is an error, never an answer") {
  Expressions expressions;
  std::vector<std::int64_t> many(300, 1);
  expressions.set("l", expressions.ints(many));
  const Ast ast = expressions.compile("l.all(a, l.all(b, l.all(c, a == b))) || true");
  expressions.evaluation().set_steps(Expressions::budget - 1000);
  const Value value = expressions.run(ast);
  CHECK(value.kind == Kind::error);
  CHECK(value.string() == "the rule needs more steps than its budget");
  CHECK(expressions.evaluation().over_budget());
}

TEST_CASE("texts that double themselves stop at the budget or at the memory limit") {
  Expressions expressions;
  std::string text = "'aaaaaaaaaaaaaaaa'";
  for (int i = 0; i < 60; ++i)
    text =
        "cel.bind(x" + std::to_string(i) + ", " + text + ", x" + std::to_string(i) + " + x" + std::to_string(i) + ")";
  const Ast ast = expressions.compile(text);
  CHECK(expressions.run(ast).kind == Kind::error);
}

TEST_CASE("lists that share their parts are compared, shown and formatted in bounded time") {
  Expressions expressions;
  const auto doubled = [](const std::string& with) {
    std::string text = with;
    for (int i = 60; i > 0; --i) {
      const std::string x = "x" + std::to_string(i);
      const std::string before = "x" + std::to_string(i - 1);
      text = "cel.bind(" + x + ", [" + before + ", " + before + "], " + text + ")";
    }
    return "cel.bind(x0, [1], " + text + ")";
  };
  CHECK(expressions.show(doubled("x60 == [x59, x59]")) == "error");
  expressions.evaluation().begin(Expressions::budget);
  CHECK(expressions.show(doubled("'%s'.format([x60])")) == "error");
  CHECK(muster::policy::show(expressions.run(expressions.compile(doubled("x60")))).size() < 5000);
}

TEST_CASE("a leading dot names the variable outside of the macros") {
  Expressions expressions;
  expressions.set("y", make_int(42));
  CHECK(expressions.show("[1, 2].exists(y, y == 2 && .y == 42)") == "true");
  CHECK(error_of("[1].exists(.y, true)") == "12: expected the name of a variable");
}

TEST_CASE("a regular expression is compiled when the rule is loaded, and must be valid") {
  Expressions expressions;
  CHECK(expressions.show("'banana'.matches('^b(an)+a$')") == "true");
  CHECK(
      expressions.mistakes("device.hostname.matches('(')").front().starts_with("24: expected a regular expression: "));
  CHECK(expressions.show("'" + repeat("a", 30000) + "'.matches('(a*)*b')") == "false");
}
