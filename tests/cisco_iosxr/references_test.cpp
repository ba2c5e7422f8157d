#include "grammars/references.hpp"

#include <catch2/catch.hpp>

#include "grammars/format.hpp"

using namespace muster::grammars;

namespace {

std::string shown(const std::vector<ReferenceProblem>& problems) {
  std::string text;
  for (const ReferenceProblem& problem : problems) {
    text.append(problem.kind).append(" ").append(problem.name);
    for (const std::uint32_t line : problem.lines) text += " " + std::to_string(line);
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("cisco_iosxr references: only top-level lines define; policies use sets and policies") {
  const std::string text =
      "prefix-set A\n  10.0.0.0/8\nend-set\n"
      "prefix-set OLD\n  10.0.0.0/8\nend-set\n"
      "route-policy P($X)\n  # destination in COMMENT\n  if destination in A or (destination in B) then\n    apply Q\n  endif\nend-policy\n"
      "router bgp 1\n neighbor 192.0.2.1\n  address-family ipv4 unicast\n   route-policy P(1, 2) in\n   route-policy R out\n  !\n !\n!\n"
      "router ospf 1\n area 0\n  interface Bundle-Ether1\n  !\n !\n!\n";
  const auto problems = find_problems(find_format("cisco_iosxr")->references(text));
  CHECK(shown(problems.undefined) == "prefix-set B 9\nroute-policy Q 10\nroute-policy R 17\ninterface Bundle-Ether1 23\n");
  CHECK(shown(problems.unused) == "prefix-set OLD 4 5 6\n");
}
