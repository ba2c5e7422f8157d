#include "grammars/references.hpp"

#include <catch2/catch.hpp>

#include <array>

#include "grammars/format.hpp"
#include "grammars/reference_rules.hpp"

using namespace muster::grammars;

namespace {

/// "kind name context lines" of each problem.
std::string shown(const std::vector<ReferenceProblem>& problems) {
  std::string text;
  for (const ReferenceProblem& problem : problems) {
    text.append(problem.kind).append(" ").append(problem.name);
    if (!problem.context.empty()) text.append(" (").append(problem.context).append(")");
    for (const std::uint32_t line : problem.lines) text += " " + std::to_string(line);
    text += "\n";
  }
  return text;
}

ReferenceProblems problems_of(std::string_view format, std::string_view bytes) {
  return find_problems(find_format(format)->references(bytes));
}

}  // namespace

TEST_CASE("references: what is used and not defined has the lines that use it, what is not used has its own") {
  const auto problems = problems_of("cisco_ios",
                                    "interface GigabitEthernet0/1\n"
                                    " ip access-group IN in\n"
                                    " ip access-group NONE out\n"
                                    "interface Gi0/2\n"
                                    " ip access-group NONE out\n"
                                    "ip access-list extended IN\n"
                                    " permit ip any any\n"
                                    "ip access-list standard OLD\n"
                                    " permit any\n");
  CHECK(shown(problems.undefined) == "ipv4 acl NONE (interface outgoing ip access-list) 3 5\n");
  CHECK(shown(problems.unused) == "standard ipv4 access-list OLD 8 9\n");
}

TEST_CASE("references: interfaces are compared by their long names, and exist for their own sake") {
  const auto problems =
      problems_of("cisco_ios", "interface GigabitEthernet0/1\nlogging source-interface Gi0/1\nntp source Lo0\n");
  CHECK(shown(problems.undefined) == "interface Loopback0 (ntp source-interface) 3\n");
  CHECK(problems.unused.empty());
}

TEST_CASE("references: a name in a description, a comment or a negated line is no use") {
  const auto problems = problems_of("cisco_ios",
                                    "interface GigabitEthernet0/1\n"
                                    " description ip access-group A in\n"
                                    " no ip access-group B in\n"
                                    "! ip local policy route-map C\n");
  CHECK(problems.undefined.empty());
  CHECK(problems.unused.empty());
}

TEST_CASE(
    "reference rules: any word, any number of words, alternatives, several names, the end, what must not follow") {
  static constexpr auto rules = std::to_array<ReferenceRule>({
      {"outer */item $", "item", "an item"},
      {"far ... map $", "map", "far"},
      {"in|out $ .", "list", "a list"},
      {"many !none $$", "one", "of many"},
  });
  const ReferenceTable table(rules);
  const std::string_view text =
      "outer x\n inner\n  item A\nitem B\nfar 1 2 map C\nin D\nin D e\nmany F G\nmany none H\n";
  const References found = table.find(read_indented(text, {}));
  std::string names;
  for (const StructureUse& use : found.used) names += use.name + std::to_string(use.line) + " ";
  CHECK(names == "A3 C5 D6 F8 G8 ");
}
