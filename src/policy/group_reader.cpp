#include <algorithm>

#include "core/nearest.hpp"
#include "policy/rules.hpp"

/// What only rules of scope group and fleet have: the facts of each member, and what is made of them once.
namespace muster::policy {
namespace {

constexpr std::size_t most_facts = 32;

bool is_name(std::string_view name) {
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') && std::ranges::all_of(name, [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

/// Facts outlive the device that they are about, and are compared: no objects, no secrets, nothing of any type.
bool is_small(const TypeTable& types, Type type) {
  return !types.holds_object(type) && !types.holds_secret(type) && !types.holds_dyn(type) &&
         types.kind(type) != TypeKind::null;
}

std::optional<Expression> fact_at(config::Table& table, const std::string& name, CompiledRules& compiled,
                                  std::span<const Variable> variables, RuleInfo& info, std::vector<Error>& errors) {
  const auto text = table.located_text(name);
  if (!text) return std::nullopt;
  auto expression = read_expression(*text, compiled, variables, errors, true);
  if (expression) info.domains |= expression->checked.reads;
  return expression;
}

void read_fact(config::Table& facts, const std::string& name, Rule& rule, RecordType& member, CompiledRules& compiled,
               std::span<const Variable> variables, std::vector<Error>& errors) {
  if (!is_name(name)) facts.error_at(name, "expected a name for the fact, got '" + name + "'");
  if (std::ranges::find(member_fields, std::string_view(name)) != member_fields.end())
    facts.error_at(name, "each member already has the field '" + name + "': expected another name for the fact");
  Type type = compiled.types.of(TypeKind::dyn);
  if (auto fact = fact_at(facts, name, compiled, variables, rule.info, errors)) {
    type = fact->checked.type;
    if (!is_small(compiled.types, type))
      facts.error_at(name, "expected a small value of one type (bool, int, string, fingerprint, ..., or a list or map of "
                           "them) as a fact, got " + compiled.types.name(type));
    rule.facts.push_back({name, std::move(fact->ast)});
  }
  member.fields.push_back({name, type});
}

RecordType plain_member(TypeTable& types) {
  RecordType member{"member", {}};
  for (const std::string_view field : member_fields) {
    const Type text = types.of(TypeKind::string);
    member.fields.push_back({std::string(field), field == "tags" ? types.list(text) : text});
  }
  return member;
}

void read_members(config::Table& table, Rule& rule, CompiledRules& compiled, std::span<const Variable> variables,
                  std::vector<Error>& errors) {
  auto members = fact_at(table, "members", compiled, variables, rule.info, errors);
  if (!members) return;
  if (compiled.types.kind(members->checked.type) != TypeKind::boolean)
    table.error_at("members", "expected an expression of type bool over 'device', got " +
                                  compiled.types.name(members->checked.type));
  rule.members = std::move(members->ast);
}

void read_lets(config::Table& table, Rule& rule, CompiledRules& compiled, std::vector<Variable>& variables,
               std::vector<Error>& errors) {
  auto lets = table.table("let");
  if (!lets) return;
  for (const std::string& name : lets->keys()) {
    const auto text = lets->located_text(name);
    if (!is_name(name) || name == "item" || std::ranges::find(variables, name, &Variable::name) != variables.end())
      lets->error_at(name, "expected a name that is no other variable's, got '" + name + "'");
    if (!text) continue;
    auto value = read_expression(*text, compiled, variables, errors);
    variables.push_back({name, value ? value->checked.type : compiled.types.of(TypeKind::dyn)});
    if (value) rule.lets.push_back({name, std::move(value->ast)});
  }
  lets->finish();
}

}  // namespace

std::vector<Variable> read_group_keys(config::Table& table, Rule& rule, CompiledRules& compiled,
                                      std::vector<Error>& errors) {
  const Pack& pack = compiled.packs[rule.pack];
  const auto of_device = variables_of(compiled, pack, std::nullopt);
  RecordType member = plain_member(compiled.types);
  read_members(table, rule, compiled, of_device, errors);
  if (auto facts = table.table("facts")) {
    const auto names = facts->keys();
    if (names.size() > most_facts)
      table.error_at("facts", "expected at most " + std::to_string(most_facts) + " facts, got " +
                                  std::to_string(names.size()));
    for (const std::string& name : names) read_fact(*facts, name, rule, member, compiled, of_device, errors);
    facts->finish();
  }
  std::vector<Variable> variables = of_device;
  variables[members_variable] = {"members", compiled.types.list(compiled.types.record(std::move(member)))};
  variables.push_back({"group", compiled.types.of(TypeKind::string)});
  variables.push_back({"cluster", compiled.types.of(TypeKind::boolean)});
  read_lets(table, rule, compiled, variables, errors);
  return variables;
}

}  // namespace muster::policy
