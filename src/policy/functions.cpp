#include "policy/functions.hpp"

#include <algorithm>

namespace muster::policy {
namespace {

/// The parts of "receiver.name(A, B) -> R" or of "space::name(A, B) -> R", which is called as space.name(...).
struct Signature {
  std::string_view receiver;
  std::string_view name;
  std::string_view parameters;
  std::string_view result;
};

Signature split(std::string_view text) {
  Signature parts;
  const std::size_t arrow = text.rfind(" -> ");
  parts.result = text.substr(arrow + 4);
  text = text.substr(0, arrow);
  const bool qualified = text.find("::") != std::string_view::npos;
  // The receiver ends at the first dot outside of parentheses; the parameters are in the last pair.
  int depth = 0;
  std::size_t dot = std::string_view::npos;
  for (std::size_t i = 0; i < text.size() && dot == std::string_view::npos && !qualified; ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] == '.' && depth == 0) dot = i;
  }
  if (dot != std::string_view::npos) {
    parts.receiver = text.substr(0, dot);
    text.remove_prefix(dot + 1);
  }
  const std::size_t open = text.find('(');
  parts.name = text.substr(0, open);
  parts.parameters = text.substr(open + 1, text.size() - open - 2);
  return parts;
}

std::optional<Kind> kind_at_run_time(TypeKind kind) {
  switch (kind) {
    case TypeKind::dyn:
    case TypeKind::variable:
      return std::nullopt;
    case TypeKind::null:
      return Kind::null;
    case TypeKind::boolean:
      return Kind::boolean;
    case TypeKind::integer:
      return Kind::integer;
    case TypeKind::uint:
      return Kind::uint;
    case TypeKind::floating:
      return Kind::floating;
    case TypeKind::string:
      return Kind::string;
    case TypeKind::bytes:
      return Kind::bytes;
    case TypeKind::timestamp:
      return Kind::timestamp;
    case TypeKind::duration:
      return Kind::duration;
    case TypeKind::ip:
      return Kind::ip;
    case TypeKind::cidr:
      return Kind::cidr;
    case TypeKind::type:
      return Kind::type;
    case TypeKind::secret:
      return Kind::secret;
    case TypeKind::object:
      return Kind::object;
    case TypeKind::list:
      return Kind::list;
    case TypeKind::map:
    case TypeKind::record:
      return Kind::map;
    case TypeKind::fingerprint:
      return Kind::fingerprint;
  }
  return std::nullopt;
}

void add_parameter(Overload& overload, TypeTable& types, std::string_view text) {
  const Type type = types.parse(text);
  overload.parameters.push_back(type);
  overload.kinds.push_back(kind_at_run_time(types.kind(type)));
  overload.classes.push_back(types.kind(type) == TypeKind::object ? types.object_class(type) : nullptr);
}

void add_parameters(Overload& overload, TypeTable& types, std::string_view text) {
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c != ',' || depth > 0) continue;
    std::string_view parameter = text.substr(begin, i - begin);
    overload.variadic = parameter.ends_with("...");
    if (overload.variadic) parameter.remove_suffix(3);
    if (!parameter.empty()) add_parameter(overload, types, parameter);
    begin = i + 1;
  }
}

}  // namespace

FunctionTable::FunctionTable(TypeTable& types) {
  for (const auto rows : {standard_functions(), text_functions(), time_functions(), network_functions(),
                          math_functions(), list_functions(), analysis_functions(), filter_functions(),
                          secret_functions()})
    for (const FunctionRow& row : rows) add(types, row);
}

void FunctionTable::add(TypeTable& types, const FunctionRow& row) {
  const Signature parts = split(row.signature);
  Overload overload;
  overload.row = &row;
  overload.result = types.parse(parts.result);
  if (!parts.receiver.empty()) add_parameter(overload, types, parts.receiver);
  add_parameters(overload, types, parts.parameters);
  const bool receiver = !parts.receiver.empty();
  std::string name(parts.name);
  if (const std::size_t space = name.find("::"); space != std::string::npos) name.replace(space, 2, ".");
  const auto index = find(name, receiver);
  if (!index) functions_.push_back({name, receiver, {}});
  functions_[index.value_or(static_cast<std::uint32_t>(functions_.size() - 1))].overloads.push_back(
      std::move(overload));
}

std::optional<std::uint32_t> FunctionTable::find(std::string_view name, bool receiver) const {
  const auto found =
      std::ranges::find_if(functions_, [&](const Function& f) { return f.name == name && f.receiver == receiver; });
  if (found == functions_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - functions_.begin());
}

}  // namespace muster::policy
