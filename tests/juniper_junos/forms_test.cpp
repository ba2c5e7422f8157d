#include <regex>

#include "juniper_junos/forms.hpp"
#include "support/model_text.hpp"

using namespace muster;

namespace {

/// The whole model without the numbers of lines and what became of them.
std::string without_lines(const std::string& text) {
  std::string all = test::model_text(test::read_as("juniper_junos", text));
  all = std::regex_replace(all, std::regex("@[0-9,-]+"), "");
  return std::regex_replace(all, std::regex("\nlines: [^\n]*"), "");
}

}  // namespace

TEST_CASE("juniper_junos: braces and the set commands that they spell give the same model") {
  for (const std::string name : {"edge.conf", "srx.conf"}) {
    std::string braces = test::fixture("juniper_junos/" + name);
    braces.resize(braces.rfind("\n{"));
    const std::string commands = test::SetForm(braces).write();
    INFO(commands);
    CHECK(commands.find("{") == commands.find("{ braces"));
    CHECK(without_lines(commands) == without_lines(braces));
  }
}

TEST_CASE("juniper_junos: the order in which set commands stand plays no part for settings of different places") {
  const std::string first = "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24\n";
  const std::string second = "set security zones security-zone trust interfaces ge-0/0/0.0 host-inbound-traffic system-services ssh\n";
  CHECK(without_lines(first + second) == without_lines(second + first));
}

TEST_CASE("juniper_junos: the line above the prompt is structure, in both forms") {
  for (const std::string role : {"{master:0}", "{backup}", "{primary:node0}", "{secondary:node1}", "{linecard:2}"}) {
    INFO(role);
    CHECK(test::read_as("juniper_junos", "system {\n    host-name a;\n}\n\n" + role + "\n").states() == "uuuuu");
    CHECK(test::read_as("juniper_junos", "set system host-name a\n\n" + role + "\n").states() == "uuu");
  }
  CHECK(test::read_as("juniper_junos", "set system host-name a\n{guessed:0}\n").device.open_domains() == Domains::all());
}
