#include <algorithm>

#include "policy/parser.hpp"
#include "policy/rules.hpp"

namespace muster::policy {
namespace {

Type type_of(TypeTable& types, ParameterValue::Type type) {
  switch (type) {
    case ParameterValue::Type::boolean:
      return types.of(TypeKind::boolean);
    case ParameterValue::Type::integer:
      return types.of(TypeKind::integer);
    case ParameterValue::Type::text:
      return types.of(TypeKind::string);
    case ParameterValue::Type::text_list:
      return types.list(types.of(TypeKind::string));
  }
  return types.of(TypeKind::dyn);
}

/// Secrets have no place in a message, and objects no text.
bool printable(const TypeTable& types, Type type) {
  if (types.holds_secret(type) || types.holds_object(type)) return false;
  const TypeKind kind = types.kind(type);
  if (kind == TypeKind::list) return printable(types, types.element(type));
  return kind != TypeKind::map && kind != TypeKind::bytes && kind != TypeKind::fingerprint;
}

}  // namespace

SourcePosition position_in(const config::LocatedText& text, std::size_t offset) {
  SourcePosition where = text.where;
  const std::string_view before = std::string_view(text.text).substr(0, offset);
  const auto lines = static_cast<std::uint32_t>(std::ranges::count(before, '\n'));
  where.line += lines;
  const auto column = static_cast<std::uint32_t>(lines == 0 ? before.size() : before.size() - before.rfind('\n') - 1);
  where.column = lines == 0 ? where.column + column : column + 1;
  return where;
}

std::vector<Variable> variables_of(CompiledRules& compiled, const Pack& pack, std::optional<Type> item) {
  TypeTable& types = compiled.types;
  std::vector<Variable> variables{{"device", types.object(model::device_class())},
                                  {"now", types.of(TypeKind::timestamp)}};
  for (const Parameter& parameter : pack.parameters)
    variables.push_back({"params." + parameter.name, type_of(types, parameter.value.type)});
  if (item) variables.push_back({"item", *item});
  return variables;
}

std::vector<std::string> names_of_variables(const Pack& pack) {
  std::vector<std::string> names{"device", "now"};
  for (const Parameter& parameter : pack.parameters) names.push_back("params." + parameter.name);
  names.emplace_back("item");
  return names;
}

std::optional<Expression> read_expression(const config::LocatedText& text, CompiledRules& compiled,
                                          std::span<const Variable> variables, std::vector<Error>& errors, bool facts) {
  auto ast = parse_expression(text.text);
  if (!ast) {
    errors.push_back({ErrorKind::input, ast.error().message, position_in(text, ast.error().offset)});
    return std::nullopt;
  }
  std::vector<SyntaxError> mistakes;
  Checker checker(compiled.types, compiled.functions, variables);
  if (facts) checker.allow_facts();
  const Checked checked = checker.check(*ast, mistakes);
  for (const SyntaxError& mistake : mistakes)
    errors.push_back({ErrorKind::input, mistake.message, position_in(text, mistake.offset)});
  if (!mistakes.empty()) return std::nullopt;
  return Expression{std::move(*ast), checked};
}

std::vector<MessagePart> read_message(const config::LocatedText& text, CompiledRules& compiled,
                                      std::span<const Variable> variables, std::vector<Error>& errors) {
  std::vector<MessagePart> parts;
  const std::string_view all = text.text;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t open = std::min(all.find("{{", at), all.size());
    if (open > at) parts.push_back({std::string(all.substr(at, open - at)), std::nullopt});
    if (open == all.size()) break;
    const std::size_t close = all.find("}}", open);
    if (close == std::string_view::npos) {
      errors.push_back({ErrorKind::input, "expected '}}' after '{{', got the end", position_in(text, open)});
      break;
    }
    const config::LocatedText inside{std::string(all.substr(open + 2, close - open - 2)), position_in(text, open + 2)};
    auto expression = read_expression(inside, compiled, variables, errors);
    if (expression && !printable(compiled.types, expression->checked.type))
      errors.push_back({ErrorKind::input,
                        "a message cannot hold a value of type " + compiled.types.name(expression->checked.type),
                        inside.where});
    if (expression) parts.push_back({{}, std::move(expression->ast)});
    at = close + 2;
  }
  return parts;
}

}  // namespace muster::policy
