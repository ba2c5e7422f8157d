#include "policy/mutation.hpp"

#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// "line:column `part` -> what" of each mutant of the rule "r".
Outcomes mutants_of(const std::string& assertion, const std::string& more = {}) {
  auto set = load_rules(rule_text(assertion, more));
  policy::RuleMutation mutation(set, "r");
  Outcomes found;
  for (const policy::Mutant& mutant : mutation.mutants())
    found.push_back(std::to_string(mutant.where.column) + " `" + mutant.part + "` -> " + mutant.becomes);
  return found;
}

}  // namespace

TEST_CASE("mutation: each condition becomes true and false, at the place where it stands") {
  CHECK(mutants_of("device.vendor == device.role && (device.users.size() > 3 || !has(device.hostname))") ==
        Outcomes{"11 `device.vendor == device.role && (device.users.size() > 3 ...` -> true",
                 "11 `device.vendor == device.role && (device.users.size() > 3 ...` -> false",
                 "11 `device.vendor == device.role` -> true", "11 `device.vendor == device.role` -> false",
                 "44 `device.users.size() > 3 || !has(device.hostname)` -> true",
                 "44 `device.users.size() > 3 || !has(device.hostname)` -> false",
                 "44 `device.users.size() > 3` -> true", "44 `device.users.size() > 3` -> false", "66 `3` -> 6",
                 "66 `3` -> 1", "71 `!has(device.hostname)` -> true", "71 `!has(device.hostname)` -> false"});
}

TEST_CASE("mutation: texts, elements of lists and predicates of folds") {
  CHECK(mutants_of("device.users.all(u, u.name in [\"a\", \"b\"])") ==
        Outcomes{"11 `device.users.all(u, u.name in [\"a\", \"b\"])` -> true",
                 "11 `device.users.all(u, u.name in [\"a\", \"b\"])` -> false", "31 `u.name in [\"a\", \"b\"]` -> true",
                 "31 `u.name in [\"a\", \"b\"]` -> false", "42 `\"a\"` -> nothing", "47 `\"b\"` -> nothing"});
  CHECK(mutants_of("device.users.filter(u, has(u.name)).size() == 0") ==
        Outcomes{"11 `device.users.filter(u, has(u.name)).size() == 0` -> true",
                 "11 `device.users.filter(u, has(u.name)).size() == 0` -> false", "34 `has(u.name)` -> true",
                 "34 `has(u.name)` -> false", "57 `0` -> 1", "57 `0` -> -1"});
}

TEST_CASE("mutation: a pattern that was compiled with its call, and what stands in parentheses") {
  CHECK(mutants_of("device.vendor.matches(\"^c\")") ==
        Outcomes{"11 `device.vendor.matches(\"^c\")` -> true", "11 `device.vendor.matches(\"^c\")` -> false"});
  CHECK(mutants_of("(device.vendor + \"x\").size() < 9") ==
        Outcomes{"11 `(device.vendor + \"x\").size() < 9` -> true", "11 `(device.vendor + \"x\").size() < 9` -> false",
                 "28 `\"x\"` -> another text", "42 `9` -> 18", "42 `9` -> 4"});
}

TEST_CASE("mutation: a condition of several lines has the line where it begins") {
  const std::string text = pack_header +
                           "[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\n"
                           "assert = '''\ndevice.vendor != \"\"\n  && device.role != \"\"\n'''\nmessage = 'm'\n";
  auto set = load_rules(text);
  policy::RuleMutation mutation(set, "r");
  const auto& last = mutation.mutants().back();
  CHECK(to_string(last.where) == "p.toml:11:21");
  CHECK(last.part == "\"\"");
}

TEST_CASE("mutation: what is applied changes the verdict, and what is restored changes it back") {
  auto set = load_rules(rule_text("device.vendor == \"cisco\" && device.users.size() <= 2"));
  const model::Device device = edge_device();
  const auto status = [&] { return outcomes(set, device); };
  REQUIRE(status() == Outcomes{"pass"});
  {
    policy::RuleMutation mutation(set, "r");
    std::size_t noticed = 0;
    for (const policy::Mutant& mutant : mutation.mutants()) {
      mutation.apply(mutant);
      if (status() != Outcomes{"pass"}) ++noticed;
      mutation.restore();
      CHECK(status() == Outcomes{"pass"});
    }
    CHECK(noticed == 4);  // the whole, both operands and "cisco": a device that fails would notice the others
    mutation.apply(mutation.mutants()[1]);
    CHECK(status() == Outcomes{"fail"});
  }
  CHECK(status() == Outcomes{"pass"});
}

TEST_CASE("mutation: an element that is left out is no longer in the list") {
  auto set = load_rules(rule_text("device.vendor in [\"juniper\", \"cisco\"]"));
  policy::RuleMutation mutation(set, "r");
  const auto found = std::ranges::find_if(mutation.mutants(), [](const policy::Mutant& mutant) {
    return mutant.part == "\"cisco\"" && mutant.becomes == "nothing";
  });
  REQUIRE(found != mutation.mutants().end());
  mutation.apply(*found);
  CHECK(outcomes(set, edge_device()) == Outcomes{"fail"});
}
