#include "policy/rule_details.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "policy/rules.hpp"

namespace muster::policy {
namespace {

constexpr std::array<std::string_view, 4> type_names{"bool", "int", "string", "list(string)"};

const Rule& rule_of(const CompiledRules& compiled, std::string_view id) {
  return *std::ranges::find(compiled.rules, id, [](const Rule& rule) -> std::string_view { return rule.info.id; });
}

ExpressionText written(const config::LocatedText& text) { return {text.text, text.where}; }

/// The class that a field is in: each field is in one.
const model::Class& class_of(const model::Field* field) {
  for (const model::Class* const type : model::classes())
    if (field >= type->fields.data() && field < type->fields.data() + type->fields.size()) return *type;
  return model::device_class();
}

void add_fields(const Ast& ast, TypeTable& types, std::map<std::string, FieldUse>& fields) {
  for (const Node& node : ast.nodes) {
    if (node.field == nullptr) continue;
    const std::string name = std::string(class_of(node.field).name) + "." + std::string(node.field->name);
    const auto domain = node.field->domain ? std::string(to_string(*node.field->domain)) : std::string();
    fields.try_emplace(name, FieldUse{name, types.name(types.of(*node.field)), domain, std::string(node.field->doc)});
  }
}

std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + '"';
}

std::string default_text(const ParameterValue& value) {
  switch (value.type) {
    case ParameterValue::Type::boolean:
      return value.boolean ? "true" : "false";
    case ParameterValue::Type::integer:
      return std::to_string(value.integer);
    case ParameterValue::Type::text:
      return quoted(value.text);
    case ParameterValue::Type::text_list:
      break;
  }
  std::string made = "[";
  for (const std::string& text : value.texts) made += (made.size() > 1 ? ", " : "") + quoted(text);
  return made + "]";
}

ParameterInfo info_of(const Parameter& parameter) {
  return {parameter.name, std::string(type_names[static_cast<std::size_t>(parameter.value.type)]),
          default_text(parameter.value), parameter.doc};
}

}  // namespace

RuleDetails details_of(const PolicySet& rules, std::string_view rule_id) {
  const CompiledRules& compiled = CompiledRules::of(rules);
  const Rule& rule = rule_of(compiled, rule_id);
  RuleDetails details{.where = rule.where,
                      .applies = written(rule.applies_text),
                      .each = written(rule.each_text),
                      .assertion = written(rule.assertion_text),
                      .message = written(rule.message_text),
                      .fields = {},
                      .parameters = {}};
  std::map<std::string, FieldUse> fields;
  TypeTable types;
  if (rule.applies) add_fields(*rule.applies, types, fields);
  if (rule.each) add_fields(*rule.each, types, fields);
  add_fields(rule.assertion, types, fields);
  for (const MessagePart& part : rule.message)
    if (part.expression) add_fields(*part.expression, types, fields);
  for (auto& [name, field] : fields) details.fields.push_back(std::move(field));
  for (const std::uint32_t index : rule.parameters)
    details.parameters.push_back(info_of(compiled.packs[rule.pack].parameters[index]));
  return details;
}

SourcePosition position_of(const PolicySet& rules, std::string_view rule_id) {
  return rule_of(CompiledRules::of(rules), rule_id).where;
}

std::vector<ParameterInfo> parameters_of(const PolicySet& rules, std::string_view pack) {
  std::vector<ParameterInfo> found;
  for (const Pack& each : CompiledRules::of(rules).packs)
    if (each.info.name == pack)
      for (const Parameter& parameter : each.parameters) found.push_back(info_of(parameter));
  return found;
}

}  // namespace muster::policy
