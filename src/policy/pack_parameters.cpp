#include "policy/pack_parameters.hpp"

namespace muster::policy {
namespace {

Value parameter_value(const ParameterValue& parameter, std::vector<Value>& items, List& list) {
  switch (parameter.type) {
    case ParameterValue::Type::boolean:
      return make_bool(parameter.boolean);
    case ParameterValue::Type::integer:
      return make_int(parameter.integer);
    case ParameterValue::Type::text:
      return make_text(parameter.text);
    case ParameterValue::Type::text_list:
      break;
  }
  for (const std::string& text : parameter.texts) items.push_back(make_text(text));
  if (items.empty()) items.emplace_back();
  list.items = items.data();
  list.size = static_cast<std::uint32_t>(parameter.texts.size());
  Value value;
  value.kind = Kind::list;
  value.list = &list;
  return value;
}

}  // namespace

PackParameters parameters_of(const Pack& pack, const Parameters* overrides) {
  PackParameters made;
  const std::size_t count = pack.parameters.size();
  made.items.resize(count);
  made.lists.resize(count);
  made.mistakes.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Parameter& parameter = pack.parameters[i];
    const ParameterValue* value = &parameter.value;
    if (overrides != nullptr) {
      auto found = overrides->find(pack.info.name + "." + parameter.name);
      if (found == overrides->end()) found = overrides->find(parameter.name);
      if (found != overrides->end()) value = &found->second;
    }
    if (value->type != parameter.value.type) {
      made.mistakes[i] = "parameter '" + parameter.name + "' is set to a value of another type than the pack declares";
      value = &parameter.value;
    }
    made.values.push_back(parameter_value(*value, made.items[i], made.lists[i]));
  }
  return made;
}

}  // namespace muster::policy
