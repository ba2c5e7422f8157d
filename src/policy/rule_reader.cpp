#include <algorithm>
#include <array>

#include "policy/rules.hpp"

namespace muster::policy {
namespace {

constexpr std::array<std::string_view, 4> parameter_types{"bool", "int", "string", "list(string)"};

bool is_name(std::string_view name) {
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') && std::ranges::all_of(name, [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 100 && std::ranges::all_of(id, [](char c) {
    return c == '-' || c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

void read_default(config::Table& table, ParameterValue& value) {
  switch (value.type) {
    case ParameterValue::Type::boolean:
      value.boolean = table.boolean("default").value_or(false);
      break;
    case ParameterValue::Type::integer:
      value.integer = table.integer("default").value_or(0);
      break;
    case ParameterValue::Type::text:
      value.text = table.text("default").value_or("");
      break;
    case ParameterValue::Type::text_list:
      value.texts = table.texts("default").value_or(std::vector<std::string>());
      break;
  }
}

void read_info(config::Table& table, RuleInfo& info) {
  info.id = table.required_text("id");
  if (!info.id.empty() && !is_id(info.id))
    table.error_at("id", "expected lower-case letters, digits, '-' and '.', got '" + info.id + "'");
  info.title = table.required_text("title");
  const auto severity = table.choice("severity", {"critical", "high", "medium", "low", "info"});
  if (!table.has("severity")) table.error_at("severity", "missing key 'severity'");
  if (severity) info.severity = parse_severity(*severity).value_or(Severity::medium);
  info.section = table.required_text("section");
  info.rationale = table.text("rationale").value_or("");
  info.remedy = table.required_text("remedy");
  info.references = table.texts("references").value_or(std::vector<std::string>());
  info.deprecated = table.text("deprecated").value_or("");
  const auto scope = table.choice("scope", {"device", "group", "fleet"}).value_or("device");
  info.scope = scope == "group" ? Scope::group : scope == "fleet" ? Scope::fleet : Scope::device;
}

bool uses(const Ast& ast, std::uint32_t variable) {
  return std::ranges::any_of(
      ast.nodes, [&](const Node& node) { return node.kind == NodeKind::variable && node.index == variable; });
}

/// Reads an expression key, keeps its text, and adds what it reads to the rule's domains.
std::optional<Expression> expression_at(config::Table& table, std::string_view key, CompiledRules& compiled,
                                        std::span<const Variable> variables, RuleInfo& info,
                                        config::LocatedText& kept, std::vector<Error>& errors) {
  const auto text = table.located_text(key);
  if (!text) return std::nullopt;
  kept = *text;
  auto expression = read_expression(*text, compiled, variables, errors);
  if (expression) info.domains |= expression->checked.reads;
  return expression;
}

std::optional<Expression> condition_at(config::Table& table, std::string_view key, CompiledRules& compiled,
                                       std::span<const Variable> variables, RuleInfo& info,
                                       config::LocatedText& kept, std::vector<Error>& errors) {
  auto expression = expression_at(table, key, compiled, variables, info, kept, errors);
  if (!expression) return expression;
  const TypeKind kind = compiled.types.kind(expression->checked.type);
  if (kind == TypeKind::boolean || kind == TypeKind::dyn) return expression;
  table.error_at(key, "expected an expression of type bool, got " + compiled.types.name(expression->checked.type));
  return std::nullopt;
}

bool uses(const std::vector<NamedExpression>& expressions, std::uint32_t variable) {
  return std::ranges::any_of(expressions, [&](const NamedExpression& named) { return uses(named.expression, variable); });
}

void note_parameters(Rule& rule, const Pack& pack) {
  for (std::uint32_t i = 0; i < pack.parameters.size(); ++i) {
    const std::uint32_t variable = first_parameter + i;
    if (uses(rule.facts, variable) || (rule.members && uses(*rule.members, variable))) rule.fact_parameters.push_back(i);
    bool used = uses(rule.assertion, variable) || (rule.applies && uses(*rule.applies, variable)) ||
                (rule.each && uses(*rule.each, variable)) || uses(rule.lets, variable);
    for (const MessagePart& part : rule.message) used = used || (part.expression && uses(*part.expression, variable));
    if (used) rule.parameters.push_back(i);
  }
}

/// What verdicts about a whole list call its elements.
std::string item_name(const TypeTable& types, Type item) {
  if (types.kind(item) == TypeKind::object) return std::string(types.object_class(item)->name);
  return types.kind(item) == TypeKind::record ? types.record_type(item)->name : "item";
}

}  // namespace

Parameter read_parameter(config::Table table) {
  Parameter parameter;
  parameter.where = table.where("name");
  parameter.name = table.required_text("name");
  if (!parameter.name.empty() && !is_name(parameter.name))
    table.error_at("name", "expected a name, got '" + parameter.name + "'");
  parameter.doc = table.text("doc").value_or("");
  const auto type = table.choice("type", {parameter_types.begin(), parameter_types.end()});
  if (!table.has("type")) table.error_at("type", "missing key 'type'");
  if (!table.has("default")) table.error_at("default", "missing key 'default'");
  if (type) {
    const auto index = std::ranges::find(parameter_types, std::string_view(*type)) - parameter_types.begin();
    parameter.value.type = static_cast<ParameterValue::Type>(index);
    read_default(table, parameter.value);
  } else {
    (void)table.scalar("default");
  }
  table.finish();
  return parameter;
}

Rule read_rule(config::Table table, CompiledRules& compiled, std::size_t pack_index, std::vector<Error>& errors) {
  const Pack& pack = compiled.packs[pack_index];
  Rule rule;
  rule.pack = pack_index;
  rule.where = table.where("id");
  rule.info.pack = pack.info.name;
  read_info(table, rule.info);
  read_rule_history(table, rule, pack.info, compiled.platforms);

  std::vector<Variable> variables = rule.info.scope == Scope::device
                                        ? variables_of(compiled, pack, std::nullopt)
                                        : read_group_keys(table, rule, compiled, errors);
  std::optional<Type> item;
  if (table.has("each")) {
    item = compiled.types.of(TypeKind::dyn);
    auto each = expression_at(table, "each", compiled, variables, rule.info, rule.each_text, errors);
    if (each && compiled.types.kind(each->checked.type) != TypeKind::list)
      table.error_at("each", "expected an expression of type list, got " + compiled.types.name(each->checked.type));
    else if (each)
      item = compiled.types.element(each->checked.type);
    if (each) rule.each = std::move(each->ast);
    rule.item_name = item_name(compiled.types, *item);
    variables.push_back({"item", *item});
  }
  if (auto applies = condition_at(table, "applies", compiled, variables, rule.info, rule.applies_text, errors))
    rule.applies = std::move(applies->ast);
  if (!table.has("assert")) table.error_at("assert", "missing key 'assert'");
  if (auto assertion = condition_at(table, "assert", compiled, variables, rule.info, rule.assertion_text, errors))
    rule.assertion = std::move(assertion->ast);
  if (!table.has("message")) table.error_at("message", "missing key 'message'");
  if (const auto message = table.located_text("message")) {
    rule.message_text = *message;
    rule.message = read_message(*message, compiled, variables, errors);
  }
  rule.applies_to_item = item && rule.applies && uses(*rule.applies, static_cast<std::uint32_t>(variables.size() - 1));
  note_parameters(rule, pack);
  table.finish();
  return rule;
}

}  // namespace muster::policy
