#include <catch2/catch.hpp>

#include "app/folder.hpp"
#include "app/rule_fixtures.hpp"

using namespace muster;

using test::Folder;

TEST_CASE("fixtures: rule, expectation, format, parameters, role and session come from names and parameters.toml") {
  const Folder folder("fixtures");
  folder.write("b-rule/pass-modern-session.cisco_ios", "end\n");
  folder.write("a-rule/fail-telnet.vyos", "x\n");
  folder.write("a-rule/parameters.toml", "limit = 5\ndevice_role = \"edge\"\n");
  folder.write("a-rule/.hidden", "");
  folder.write("a-rule/fail-telnet.vyos~", "");
  const auto set = app::load_fixtures(folder.path());
  CHECK(set.errors.empty());
  REQUIRE(set.fixtures.size() == 2);
  const app::RuleFixture& first = set.fixtures[0];
  CHECK(first.rule == "a-rule");
  CHECK(first.name == "fail-telnet.vyos");
  CHECK(first.expected == "fail");
  CHECK(first.format().name == "vyos");
  CHECK(first.files.front().bytes == "x\n");
  CHECK(first.parameters.at("limit").integer == 5);
  CHECK(first.role == "edge");
  CHECK_FALSE(first.parameters.contains("device_role"));
  CHECK_FALSE(first.is_group());
  CHECK(set.fixtures[1].session == "modern");
}

TEST_CASE("fixtures: a folder is a fixture of several devices") {
  const Folder folder("group-fixtures");
  folder.write("r/fail-two/edge-1.cisco_ios", "end\n");
  folder.write("r/fail-two/edge-2.vyos", "");
  const auto set = app::load_fixtures(folder.path());
  CHECK(set.errors.empty());
  REQUIRE(set.fixtures.size() == 1);
  CHECK(set.fixtures[0].is_group());
  REQUIRE(set.fixtures[0].files.size() == 2);
  CHECK(set.fixtures[0].files[1].device == "edge-2");
}

TEST_CASE("fixtures: what is none is said with its path, all at once") {
  const Folder folder("bad-fixtures");
  folder.write("r/passes.vyos", "");
  folder.write("r/maybe-x.vyos", "");
  folder.write("r/fail-x.cisco_iso", "");
  folder.write("r/fail-x", "");
  folder.write("r/parameters.toml", "limit = \n");
  folder.write("stray.vyos", "");
  const auto set = app::load_fixtures(folder.path());
  CHECK(set.fixtures.empty());
  REQUIRE(set.errors.size() == 6);
  std::string all;
  for (const Error& error : set.errors) all += to_string(error) + "\n";
  CHECK(all.find("parameters.toml:1:") != std::string::npos);
  CHECK(all.find("fail-x: expected a format behind the last dot") != std::string::npos);
  CHECK(all.find("did you mean 'cisco_ios'?") != std::string::npos);
  CHECK(all.find("maybe-x.vyos: expected a name such as fail-telnet.cisco_ios") != std::string::npos);
  CHECK(all.find("passes.vyos: expected a name such as") != std::string::npos);
  CHECK(all.find("stray.vyos: expected a folder named after a rule, got a file") != std::string::npos);
}

TEST_CASE("fixtures: no folder is no error, and no fixture") {
  const auto set = app::load_fixtures("/nowhere/at/all");
  CHECK(set.fixtures.empty());
  CHECK(set.errors.empty());
}
