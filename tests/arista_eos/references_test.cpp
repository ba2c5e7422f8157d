#include "grammars/references.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

#include "grammars/format.hpp"
#include "support/shared.hpp"

using namespace muster;

namespace {

grammars::ReferenceProblems problems_of(std::string_view bytes) {
  return grammars::find_problems(grammars::find_format("arista_eos")->references(bytes));
}

/// "kind name (context) lines" of each problem.
std::string shown(const std::vector<grammars::ReferenceProblem>& problems) {
  std::string text;
  for (const auto& problem : problems) {
    text.append(problem.kind).append(" ").append(problem.name);
    if (!problem.context.empty()) text.append(" (").append(problem.context).append(")");
    for (const std::uint32_t line : problem.lines) text += " " + std::to_string(line);
    text += "\n";
  }
  return text;
}

std::string shown(const nlohmann::json& problems) {
  std::string text;
  for (const auto& problem : problems) {
    text += problem["type"].get<std::string>() + " " + problem["name"].get<std::string>();
    if (problem["context"].is_string()) text += " (" + problem["context"].get<std::string>() + ")";
    for (const auto& line : problem["lines"]) text += " " + std::to_string(line.get<int>());
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("arista_eos: names that are used and not defined, or defined and not used") {
  const auto problems = problems_of(
      "interface Ethernet1\n   ip access-group IN in\n   ip access-group NONE out\n"
      "ip access-list IN\n   10 permit ip any any\n"
      "ip access-list standard OLD\n   10 permit any\n"
      "management ssh\n   ip access-group SSH in\n"
      "route-map RM permit 10\n   match ip address prefix-list PL\n"
      "router bgp 1\n   neighbor 192.0.2.1 peer group MISSING\n   neighbor 192.0.2.1 route-map RM in\n");
  CHECK(shown(problems.undefined) ==
        "ipv4 acl NONE (interface outgoing ip access-list) 3\n"
        "ipv4 acl SSH (management access-group) 9\n"
        "ipv4 prefix-list PL (route-map match ipv4 prefix-list) 11\n"
        "bgp peer-group MISSING (bgp neighbor peer-group) 13\n");
  CHECK(shown(problems.unused) == "ip access-list standard OLD 6 7\n");
}

TEST_CASE("arista_eos: names in banners, descriptions and negated lines are no uses") {
  const auto problems = problems_of(
      "banner motd\nmanagement ssh\n   ip access-group A in\nEOF\n"
      "interface Ethernet1\n   description ip access-group B in\n   no ip access-group C in\n");
  CHECK(problems.undefined.empty());
  CHECK(problems.unused.empty());
}

TEST_CASE("arista_eos: references as others find them") {
  const auto folder = test::shared_folder("oracles/references");
  if (!folder) return;
  std::ifstream file(*folder / "expected.json");
  const auto expected = nlohmann::json::parse(file);
  int compared = 0;
  for (const auto& [name, problems] : expected.items()) {
    if (!name.starts_with("arista") && !name.starts_with("eos")) continue;
    INFO(name);
    const auto found = problems_of(test::read_file(*folder / "configs" / name));
    CHECK(shown(found.undefined) == shown(problems["undefined"]));
    CHECK(shown(found.unused) == shown(problems["unused"]));
    ++compared;
  }
  CHECK(compared > 0);
}
