#include <catch2/catch.hpp>

#include <algorithm>

#include "app/fixture_mutation.hpp"
#include "app/folder.hpp"
#include "app/pack_fixtures.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/rule_test.hpp"

using namespace muster;
using test::Folder;

namespace {

using Texts = std::vector<std::string>;

/// A pack of one rule "no-http" with this assertion, and fixtures of two switches.
void write_pack(const Folder& folder, const std::string& assertion) {
  folder.write(
      "pack.toml",
      "[pack]\nname = \"own\"\n[[rule]]\nid = \"no-http\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\n"
      "remedy = \"R\"\nmessage = 'm'\nassert = '" +
          assertion + "'\n");
  folder.write("fixtures/no-http/pass-off.cisco_ios",
               "version 15.2\nno ip http server\nno ip http secure-server\n!\nend\n");
  folder.write("fixtures/no-http/fail-on.cisco_ios",
               "version 15.2\nip http server\nno ip http secure-server\n!\nend\n");
}

app::RuleTest run(const Folder& folder, const app::RuleTestLimits& limits = {}) {
  const auto recipes = app::load_recipes({});
  REQUIRE(recipes);
  auto packs = app::load_packs({folder.text()});
  if (!packs)
    for (const Error& error : packs.error()) UNSCOPED_INFO(to_string(error));
  REQUIRE(packs);
  const auto set = app::load_fixtures(app::fixtures_folder(folder.text()));
  return app::test_rule(packs->rules, packs->rules.rules().front(), set.fixtures, *recipes, limits);
}

Texts survivors(const app::RuleTest& test) {
  Texts texts;
  for (const policy::Mutant& mutant : test.survivors) texts.push_back(mutant.part + " -> " + mutant.becomes);
  return texts;
}

const std::string no_http = R"(!device.services.exists(s, s.name == "http" && s.enabled == true))";

}  // namespace

TEST_CASE("rule test: a rule whose fixtures show all of it has nothing to say") {
  const Folder folder("rule-test-good");
  write_pack(folder, no_http);
  folder.write("fixtures/no-http/pass-https.cisco_ios",
               "version 15.2\nno ip http server\nip http secure-server\n!\nend\n");
  const auto test = run(folder);
  CHECK(test.errors.empty());
  CHECK(test.warnings.empty());
  CHECK(test.limits.empty());
  CHECK(test.formats.at("cisco_ios").pass == 2);
  CHECK(test.turned > 0);
  CHECK(test.mutants > 6);
  CHECK(survivors(test) == Texts{});
}

TEST_CASE("rule test: what nothing notices is named with its place") {
  const Folder folder("rule-test-survivors");
  write_pack(folder, R"(!device.services.exists(s, s.name in ["http", "finger"] && s.enabled == true))");
  const auto test = run(folder);
  CHECK(test.errors.empty());
  const auto left = survivors(test);
  CHECK(std::ranges::find(left, "\"finger\" -> nothing") != left.end());
  CHECK(to_string(test.survivors.back().where).find("pack.toml:10:") != std::string::npos);
}

TEST_CASE("rule test: a fixture with another verdict is said with file and reason, and nothing is changed then") {
  const Folder folder("rule-test-wrong");
  write_pack(folder, no_http);
  folder.write("fixtures/no-http/pass-wrong.cisco_ios", "version 15.2\nip http server\n!\nend\n");
  const auto test = run(folder);
  REQUIRE(test.errors.size() == 1);
  CHECK(test.errors[0].where.file.ends_with("pass-wrong.cisco_ios"));
  CHECK(test.errors[0].message.starts_with("expected pass, got fail\n    fail: m"));
  CHECK(test.changes == 0);
}

TEST_CASE("rule test: a rule whose verdict never turns is an error") {
  const Folder folder("rule-test-never");
  write_pack(folder, "device.role != \"edge\"");  // no line of a configuration tells the role
  folder.write("fixtures/no-http/fail-on.vyos", "");
  const auto recipes = app::load_recipes({});
  auto packs = app::load_packs({folder.text()});
  REQUIRE(packs);
  auto set = app::load_fixtures(app::fixtures_folder(folder.text()));
  for (app::RuleFixture& fixture : set.fixtures)
    if (fixture.expected == "fail") fixture.role = "edge";
  const auto test = app::test_rule(packs->rules, packs->rules.rules().front(), set.fixtures, *recipes);
  REQUIRE(test.errors.size() == 1);
  CHECK(test.errors[0].message.starts_with("no change of a passing fixture turns the verdict of 'no-http'"));
  CHECK(test.errors[0].where.line == 4);
  CHECK(test.warnings == Texts{"nothing passes in format vyos"});
}

TEST_CASE("rule test: what is over a bound is not tried, and said") {
  const Folder folder("rule-test-limits");
  write_pack(folder, no_http);
  const auto test = run(folder, {.fixture_changes = 3, .evaluations = 5});
  CHECK(test.changes == 3);
  REQUIRE(test.limits.size() == 2);
  CHECK(test.limits[0].ends_with("only the first 3 changes were tried"));
  CHECK(test.limits[1].starts_with("only the first "));
}

TEST_CASE("packs: a folder without fixtures for a rule is not loaded, with the place of the rule") {
  const Folder folder("pack-without-fixtures");
  write_pack(folder, "true");
  std::filesystem::remove(folder.path() / "fixtures/no-http/fail-on.cisco_ios");
  const auto packs = app::load_packs({folder.text()});
  REQUIRE_FALSE(packs);
  REQUIRE(packs.error().size() == 1);
  CHECK(to_string(packs.error()[0]) ==
        folder.text() +
            "/pack.toml:4:6: 'no-http' has no failing fixture: expected a file fixtures/no-http/fail-<what>.<format> "
            "in the pack's folder");
}

TEST_CASE("packs: fixtures of a rule that is not there are said, with the nearest name") {
  const Folder folder("pack-stray");
  write_pack(folder, "true");
  folder.write("fixtures/no-htp/pass-x.cisco_ios", "end\n");
  const auto packs = app::load_packs({folder.text()});
  REQUIRE(packs);
  const auto errors = app::stray_fixtures(packs->rules, app::load_fixtures(folder.path() / "fixtures").fixtures);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].message == "no rule 'no-htp' is loaded; did you mean 'no-http'?");
}

TEST_CASE("fixture changes: each line and block is left out, and negated where the format can") {
  Texts seen;
  const auto all = [&](const app::TextChange& change) {
    return seen.push_back(change.what + ": " + change.text), true;
  };
  CHECK(app::visit_removals(*grammars::find_format("cisco_ios"), "line vty 0 4\n login\nno a\n\n", all));
  CHECK(seen == Texts{"without line 1:  login\nno a\n\n", "without lines 1 to 2: no a\n\n",
                      "line 1 negated: no line vty 0 4\n login\nno a\n\n", "without line 2: line vty 0 4\nno a\n\n",
                      "line 2 negated: line vty 0 4\n no login\nno a\n\n", "without line 3: line vty 0 4\n login\n\n",
                      "line 3 negated: line vty 0 4\n login\na\n\n"});
  seen.clear();
  CHECK(app::visit_removals(*grammars::find_format("nginx"), "http {\nx;\n}\ny;\n", all));
  CHECK(std::ranges::find(seen, "without lines 1 to 3: y;\n") != seen.end());
  seen.clear();
  CHECK_FALSE(
      app::visit_removals(*grammars::find_format("nginx"), "a\nb\n", [](const app::TextChange&) { return false; }));
}

TEST_CASE("fixture changes: each line and block of another fixture stands at each place once") {
  Texts seen;
  CHECK(app::visit_insertions("a\nb", "x {\n y\n}\n", "fail-x.nginx",
                              [&](const app::TextChange& change) { return seen.push_back(change.text), true; }));
  CHECK(std::ranges::find(seen, "a\nx {\n y\n}\nb") != seen.end());
  CHECK(std::ranges::find(seen, " y\na\nb") != seen.end());
  CHECK(seen.size() == 12);  // the block and three lines, at three places
}
