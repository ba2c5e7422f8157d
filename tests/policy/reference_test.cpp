#include <cstdlib>
#include <fstream>

#include "expression_support.hpp"
#include "policy/reference.hpp"
#include "support/shared.hpp"

using namespace muster;

TEST_CASE("the reference of fields and functions is what the tables say") {
  const auto path = std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "policy-reference.md";
  const std::string expected = policy::policy_reference();
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
