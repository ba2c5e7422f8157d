#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "policy/checker.hpp"
#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"
#include "policy/parser.hpp"

namespace muster::test {

using namespace muster::policy;

/// Evaluates expressions on variables that a test sets: values, unknown ones, open lists.
class Expressions {
 public:
  Expressions() : functions_(types_), evaluation_(functions_, nullptr) { evaluation_.begin(budget); }

  void set(const std::string& name, const Value& value) {
    for (std::size_t i = 0; i < variables_.size(); ++i)
      if (variables_[i].name == name) {
        values_[i] = value;
        return;
      }
    variables_.push_back({name, Type{}});
    values_.push_back(value);
  }

  [[nodiscard]] Value ints(const std::vector<std::int64_t>& items, bool open = false) {
    std::vector<Value> values;
    for (const std::int64_t item : items) values.push_back(make_int(item));
    return evaluation_.list(values, open);
  }

  /// Parses and resolves; the result can be run often.
  [[nodiscard]] Ast compile(const std::string& text) {
    auto ast = parse_expression(text);
    INFO(text << ": " << (ast ? "" : ast.error().message));
    REQUIRE(ast);
    std::vector<SyntaxError> mistakes;
    (void)Checker(types_, functions_, variables_, true).check(*ast, mistakes);
    return std::move(*ast);
  }

  [[nodiscard]] Value run(const Ast& ast) { return evaluation_.run(ast, values_); }

  /// "true", "3", "at least 2", "unknown", "error", "[1, 2]", "[1, ...]" for an open list.
  [[nodiscard]] std::string show(const std::string& text) {
    const Ast ast = compile(text);
    return describe(run(ast));
  }

  [[nodiscard]] static std::string describe(const Value& value) {
    if (value.kind == Kind::unknown) return "unknown";
    if (value.kind == Kind::error) return "error";
    if (value.kind != Kind::list) return policy::show(value);
    std::string text = "[";
    for (std::uint32_t i = 0; i < value.list->size; ++i) text += (i == 0 ? "" : ", ") + describe(value.list->at(i));
    if (value.list->open) text += value.list->size == 0 ? "..." : ", ...";
    return text + "]";
  }

  /// The messages of the type check, with offsets: "8: expected ...".
  [[nodiscard]] std::vector<std::string> mistakes(const std::string& text, std::vector<Variable> variables = {}) {
    auto ast = parse_expression(text);
    if (!ast) return {std::to_string(ast.error().offset) + ": " + ast.error().message};
    std::vector<SyntaxError> found;
    variables.push_back({"device", types_.object(model::device_class())});
    (void)Checker(types_, functions_, variables).check(*ast, found);
    std::vector<std::string> messages;
    for (const SyntaxError& mistake : found)
      messages.push_back(std::to_string(mistake.offset) + ": " + mistake.message);
    return messages;
  }

  [[nodiscard]] Evaluation& evaluation() { return evaluation_; }
  [[nodiscard]] TypeTable& types() { return types_; }

  static constexpr std::uint64_t budget = 100'000'000;

 private:
  TypeTable types_;
  FunctionTable functions_;
  Evaluation evaluation_;
  std::vector<Variable> variables_;
  std::vector<Value> values_;
};

/// Does the value in one possible world contradict what was said without knowing which world it is?
inline bool contradicts(const Value& said, const Value& truth) {
  if (said.kind == Kind::unknown || truth.kind == Kind::error) return false;
  if (said.kind == Kind::error) return true;
  if (said.kind == Kind::at_least) return truth.kind != Kind::integer || truth.integer < said.integer;
  if (said.kind == Kind::list) {
    if (truth.kind != Kind::list || truth.list->size < said.list->size) return true;
    if (said.list->open) return false;
    if (truth.list->size != said.list->size) return true;
    for (std::uint32_t i = 0; i < said.list->size; ++i)
      if (contradicts(said.list->at(i), truth.list->at(i))) return true;
    return false;
  }
  if (said.kind == Kind::map) {
    if (truth.kind != Kind::map || truth.map->size != said.map->size) return true;
    for (std::uint32_t i = 0; i < said.map->size; ++i) {
      const Value* const other = find_key(*truth.map, said.map->keys[i]);
      if (other == nullptr || contradicts(said.map->values[i], *other)) return true;
    }
    return false;
  }
  return said.kind != truth.kind || Expressions::describe(said) != Expressions::describe(truth);
}

}  // namespace muster::test
