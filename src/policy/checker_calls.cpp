#include <algorithm>
#include <array>
#include <utility>

#include "policy/checker.hpp"
#include "policy/time_zone.hpp"

namespace muster::policy {
namespace {

constexpr std::array<std::string_view, 9> macro_names{"all",           "exists",       "exists_one", "map",
                                                      "filter",        "transformList", "transformMap", "has",
                                                      "group_by"};

}  // namespace

bool Checker::match(Type parameter, Type argument, std::vector<Type>& bindings) {
  const TypeKind kind = types_.kind(parameter);
  if (kind == TypeKind::variable) {
    const auto index = static_cast<std::size_t>(types_.variable_name(parameter) - 'A');
    constexpr std::array<TypeKind, 4> numbers{TypeKind::integer, TypeKind::uint, TypeKind::floating, TypeKind::dyn};
    const bool number = types_.variable_name(parameter) == 'N';
    if (number && std::ranges::find(numbers, types_.kind(argument)) == numbers.end()) return false;
    bindings.resize(26, types_.of(TypeKind::dyn));
    bindings[index] = is(bindings[index], TypeKind::dyn) ? argument : types_.join(bindings[index], argument);
    return true;
  }
  if (kind == TypeKind::dyn || is(argument, TypeKind::dyn)) return true;
  if (kind != types_.kind(argument)) return false;
  if (kind == TypeKind::list) return match(types_.element(parameter), types_.element(argument), bindings);
  if (kind == TypeKind::map)
    return match(types_.element(parameter), types_.element(argument), bindings) &&
           match(types_.mapped(parameter), types_.mapped(argument), bindings);
  return (kind != TypeKind::object && kind != TypeKind::record) || parameter == argument;
}

Type Checker::substitute(Type type, const std::vector<Type>& bindings) {
  switch (types_.kind(type)) {
    case TypeKind::variable: {
      const auto index = static_cast<std::size_t>(types_.variable_name(type) - 'A');
      return index < bindings.size() ? bindings[index] : types_.of(TypeKind::dyn);
    }
    case TypeKind::list:
      return types_.list(substitute(types_.element(type), bindings));
    case TypeKind::map: {
      const Type key = substitute(types_.element(type), bindings);
      return types_.map(key, substitute(types_.mapped(type), bindings));
    }
    default:
      return type;
  }
}

Type Checker::check_call(NodeId id) {
  const std::string name = ast_->names[ast_->nodes[id].index];
  bool receiver = ast_->nodes[id].detail == 1;
  std::optional<std::uint32_t> found;
  if (receiver) {
    const std::string space = dotted(children(ast_->nodes[id]).front());
    if (!space.empty()) found = functions_.find(space + "." + name, false);
    if (found) {
      receiver = false;
      Node& node = ast_->nodes[id];
      node.detail = 0;
      ++node.first;
      --node.count;
    }
  }
  if (!found) found = functions_.find(name, receiver);
  if (!found) {
    const std::vector<NodeId> arguments(children(ast_->nodes[id]).begin(), children(ast_->nodes[id]).end());
    for (const NodeId argument : arguments) (void)check(argument);
    std::vector<std::string_view> candidates(macro_names.begin(), macro_names.end());
    for (const Function& function : functions_.all()) candidates.push_back(function.name);
    Node& node = ast_->nodes[id];
    node.kind = NodeKind::invalid;
    const bool other_form = functions_.find(name, !receiver).has_value();
    const bool macro = std::ranges::find(macro_names, name) != macro_names.end();
    std::string message = "expected a function, got '" + excerpt(name) + "'";
    if (macro)
      message = "expected other arguments for the macro " + name + "()";
    else if (other_form)
      message += receiver ? "; call it as " + name + "(...)" : "; call it as x." + name + "(...)";
    else
      message += suggestion(name, candidates);
    return mistake(node.offset, message);
  }
  ast_->nodes[id].index = *found;
  return check_arguments(ast_->nodes[id], functions_.at(*found));
}

Type Checker::check_arguments(Node& node, const Function& function) {
  const Node copy = node;
  const auto id = static_cast<NodeId>(&node - ast_->nodes.data());
  const std::vector<NodeId> parts(children(node).begin(), children(node).end());
  std::vector<Type> arguments;
  arguments.reserve(parts.size());
  for (const NodeId part : parts) arguments.push_back(check(part));
  std::optional<Type> result;
  for (const Overload& overload : function.overloads) {
    if (!overload.takes(arguments.size())) continue;
    std::vector<Type> bindings;
    bool fits = true;
    for (std::size_t i = 0; fits && i < arguments.size(); ++i) {
      const Type parameter = overload.parameters[overload.parameter(i)];
      const bool secret = is(parameter, TypeKind::secret);
      fits = types_.holds_secret(arguments[i]) ? secret : match(parameter, arguments[i], bindings);
    }
    if (!fits) continue;
    const Type type = substitute(overload.result, bindings);
    result = result ? types_.join(*result, type) : type;
  }
  if (!result) {
    std::string given;
    for (const Type argument : arguments) given += (given.empty() ? "" : ", ") + types_.name(argument);
    std::string message = function.name + "() does not take (" + given + ")";
    if (!function.overloads.empty()) message += "; expected " + std::string(function.overloads.front().row->signature);
    return mistake(copy.offset, message);
  }
  if (function.overloads.front().row->facts_only && !in_facts_)
    return mistake(copy.offset, function.name + "() may only be used in the facts of a rule of scope group or fleet");
  compile_pattern(ast_->nodes[id], function);
  check_zone(ast_->nodes[id], function);
  return *result;
}

/// A time zone that is written in the rule and does not exist is a mistake of the rule.
void Checker::check_zone(const Node& node, const Function& function) {
  if (!function.receiver || !function.name.starts_with("get") || node.count != 2) return;
  const Node& zone = ast_->nodes[children(node).back()];
  if (zone.kind != NodeKind::literal || ast_->constants[zone.index].kind != Kind::string) return;
  const std::string_view name = ast_->constants[zone.index].string();
  if (!zone_offset(name, 0))
    mistake(zone.offset,
            "expected UTC, an offset such as +02:00 or a time zone such as Europe/Berlin, got '" + excerpt(name) + "'");
}

void Checker::compile_pattern(Node& node, const Function& function) {
  if (function.name != "matches") return;
  const Node& pattern = ast_->nodes[children(node).back()];
  if (pattern.kind != NodeKind::literal || ast_->constants[pattern.index].kind != Kind::string) return;
  std::string error;
  auto compiled = Regex::compile(ast_->constants[pattern.index].string(), &error);
  if (!compiled) {
    mistake(pattern.offset, "expected a regular expression: " + excerpt(error));
    return;
  }
  ast_->regexes.push_back(std::move(*compiled));
  node.regex = static_cast<std::uint32_t>(ast_->regexes.size());
}

}  // namespace muster::policy
