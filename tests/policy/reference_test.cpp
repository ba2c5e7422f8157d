#include <cstdlib>
#include <fstream>

#include "expression_support.hpp"
#include "support/shared.hpp"

using namespace muster;

namespace {

std::string fields_table(const model::Class& type, policy::TypeTable& types) {
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

std::string reference() {
  policy::TypeTable types;
  const policy::FunctionTable functions(types);
  std::string text =
      "# Policy reference\n\nGenerated from the schema of the model and the table of functions (run the policy tests "
      "with "
      "`UPDATE_EXPECT=1`).\n\n## Fields\n";
  for (const model::Class* type : model::classes()) text += fields_table(*type, types);
  text +=
      "\n## Functions\n\nA receiver stands before the dot; `A` and `B` are any types, `N` is a number, `N...` one or more. \"May be unknown\": also for "
      "known arguments.\n\n"
      "| function | what |\n| --- | --- |\n";
  for (const policy::Function& function : functions.all())
    for (const policy::Overload& overload : function.overloads) {
      std::string signature(overload.row->signature);
      if (const std::size_t space = signature.find("::"); space != std::string::npos) signature.replace(space, 2, ".");
      text += "| `" + signature + "` | " + std::string(overload.row->doc) +
              (overload.row->may_be_unknown ? " May be unknown." : "") + " |\n";
    }
  return text;
}

}  // namespace

TEST_CASE("the reference of fields and functions is what the tables say") {
  const auto path = std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "policy-reference.md";
  const std::string expected = reference();
  if (std::getenv("UPDATE_EXPECT") != nullptr) std::ofstream(path, std::ios::binary) << expected;
  INFO("docs/policy-reference.md is not what the tables say: run this test with UPDATE_EXPECT=1");
  const bool same = test::read_file(path) == expected;
  CHECK(same);
}

TEST_CASE("every function is documented and every type of its signature exists") {
  policy::TypeTable types;
  const policy::FunctionTable functions(types);
  CHECK(functions.all().size() > 60);
  for (const policy::Function& function : functions.all())
    for (const policy::Overload& overload : function.overloads) {
      INFO(overload.row->signature);
      CHECK_FALSE(overload.row->doc.empty());
      CHECK(overload.row->run != nullptr);
      std::string text =
          function.receiver ? types.name(overload.parameters[0]) + "." + function.name + "(" : function.name + "(";
      for (std::size_t i = function.receiver ? 1 : 0; i < overload.parameters.size(); ++i)
        text += (i > (function.receiver ? 1U : 0U) ? ", " : "") + types.name(overload.parameters[i]);
      std::string signature(overload.row->signature);
      if (const std::size_t space = signature.find("::"); space != std::string::npos) signature.replace(space, 2, ".");
      if (overload.variadic) text += "...";
      CHECK(text + ") -> " + types.name(overload.result) == signature);
    }
}
