#include "policy/reference.hpp"

#include <string_view>

#include "model/schema.hpp"
#include "policy/functions.hpp"
#include "policy/type.hpp"

namespace muster::policy {
namespace {

constexpr std::string_view head =
    "# Policy reference\n\nWhat `muster policy reference` prints: generated from the schema of the model and the table "
    "of "
    "functions.\n\n## Fields\n";

constexpr std::string_view functions_head =
    "\n## Functions\n\nA receiver stands before the dot; `A` and `B` are any types, `N` is a number, `N...` one or more. \"May be unknown\": also for "
    "known arguments.\n\n| function | what |\n| --- | --- |\n";

std::string fields_table(const model::Class& type, TypeTable& types) {
  std::string text = "\n### " + std::string(type.name) + "\n\n" + std::string(type.doc);
  if (type.ordered) text += " Its lists are ordered.";
  if (!type.key.empty()) text += " Key: `" + std::string(type.key) + "`.";
  text += "\n\n| field | type | domain | what |\n| --- | --- | --- | --- |\n";
  for (const model::Field& field : type.fields)
    text += "| `" + std::string(field.name) + "` | " + types.name(types.of(field)) + " | " +
            std::string(field.domain ? to_string(*field.domain) : "always sure") + " | " + std::string(field.doc) +
            " |\n";
  return text;
}

std::string function_row(const FunctionRow& row) {
  std::string signature(row.signature);
  if (const std::size_t dots = signature.find("::"); dots != std::string::npos) signature.replace(dots, 2, ".");
  return "| `" + signature + "` | " + std::string(row.doc) + (row.may_be_unknown ? " May be unknown." : "") + " |\n";
}

}  // namespace

std::string policy_reference() {
  TypeTable types;
  const FunctionTable functions(types);
  std::string text(head);
  for (const model::Class* const type : model::classes()) text += fields_table(*type, types);
  text += functions_head;
  for (const Function& function : functions.all())
    for (const Overload& overload : function.overloads) text += function_row(*overload.row);
  return text;
}

}  // namespace muster::policy
