#include "grammars/references.hpp"

#include <catch2/catch.hpp>

#include <string>

#include "grammars/format.hpp"

namespace {

using namespace muster::grammars;

/// "kind name lines" of each problem.
std::string shown(const std::vector<ReferenceProblem>& problems) {
  std::string text;
  for (const ReferenceProblem& problem : problems) {
    text.append(problem.kind).append(" ").append(problem.name);
    for (const std::uint32_t line : problem.lines) text += " " + std::to_string(line);
    text += "\n";
  }
  return text;
}

ReferenceProblems problems_of(std::string_view bytes) {
  return find_problems(find_format("cisco_nxos")->references(bytes));
}

}  // namespace

TEST_CASE("cisco_nxos references: access lists, groups and templates that are named and not there") {
  const auto problems = problems_of(
      "ip access-list EDGE\n"
      "  10 permit tcp addrgroup A addrgroup B portgroup P\n"
      "object-group ip address A\n"
      "  10 host 192.0.2.1\n"
      "interface Ethernet1/1\n"
      "  ip access-group EDGE in\n"
      "  ipv6 traffic-filter EDGE6 in\n"
      "  vrf member RED\n"
      "line vty\n"
      "  access-class MGMT in\n"
      "router bgp 65000\n"
      "  neighbor 192.0.2.9\n"
      "    inherit peer GONE\n"
      "    address-family ipv4 unicast\n"
      "      route-map IN in\n");
  CHECK(shown(problems.undefined) ==
        "object-group ip address B 2\nobject-group ip port P 2\nipv6 access-list EDGE6 7\nvrf RED 8\nextended ipv4 access-list "
        "MGMT 10\n"
        "bgp template peer GONE 13\nroute-map IN 15\n");
  CHECK(problems.unused.empty());
}

TEST_CASE("cisco_nxos references: what nothing names has its lines, and a line inside a block defines nothing") {
  const auto problems = problems_of(
      "route-map OLD permit 10\n"
      "  match ip address prefix-list OWN\n"
      "ip prefix-list OWN seq 5 permit 192.0.2.0/24\n"
      "track 1 interface Ethernet1/1 line-protocol\n"
      "interface Vlan10\n"
      "  description route-map DESCRIBED permit 10\n"
      "  hsrp 1\n"
      "    track 1\n"
      "    track 2 decrement 20\n");
  CHECK(shown(problems.undefined) == "track 2 9\n");
  CHECK(shown(problems.unused) == "route-map OLD 1 2\n");
}
