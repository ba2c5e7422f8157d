#include "app/group_judging.hpp"

#include "support.hpp"

namespace muster::app {
namespace {

using namespace muster::test;

Target target(const std::string& unit, const std::string& member, const std::vector<std::string>& groups) {
  Target made;
  made.job.device_id = unit;
  made.job.member = member;
  made.identity.id = device_name(unit, member);
  made.groups = groups;
  return made;
}

std::vector<std::string> described(const Fleet& fleet) {
  std::vector<std::string> found;
  for (const Membership& membership : memberships(fleet)) {
    std::string text = membership.name + (membership.cluster ? " (cluster):" : ":");
    for (const std::string& member : membership.members) text += " " + member;
    found.push_back(text);
  }
  return found;
}

policy::PolicySet rules_of(const std::string& more) {
  const std::vector<policy::PolicyFile> files{
      {"p.toml", "[pack]\nname = \"p\"\n[[parameter]]\nname = \"limit\"\ntype = \"int\"\ndefault = 1\n[[rule]]\nid = \"r\"\n"
                 "title = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\nmessage = \"m\"\n" + more}};
  auto rules = policy::PolicySet::load(files);
  REQUIRE(rules);
  return std::move(*rules);
}

FactsByDevice all_facts(const policy::PolicySet& rules, const Fleet& fleet) {
  FactsByDevice facts;
  for (const Target& each : fleet.targets) {
    model::Device device;
    device.id = each.identity.id;
    facts.emplace(device.id, facts_of(device, rules, {}, CollectionFailure::none));
  }
  return facts;
}

TEST_CASE("groups: those of the inventory, the members of a unit, and the fleet last") {
  Fleet fleet;
  fleet.targets = {target("fw", "b", {"edge"}), target("fw", "a", {"edge"}), target("r1", "", {"core", "alone"})};
  fleet.others = {target("r2", "", {"core"})};
  CHECK(described(fleet) ==
        std::vector<std::string>{"core: r1 r2", "edge (cluster): fw/a fw/b", ": fw/a fw/b r1 r2"});
  fleet.targets[0].groups.clear();
  fleet.targets[1].groups = {"fw"};
  CHECK(described(fleet) ==
        std::vector<std::string>{"core: r1 r2", "fw (members) (cluster): fw/a fw/b", ": fw/a fw/b r1 r2"});
  fleet.targets.resize(1);
  fleet.others.clear();
  CHECK(described(fleet).empty());
}

TEST_CASE("groups: one with fewer than two members in the run is not judged, one with some is not passed") {
  const auto rules = rules_of("scope = \"group\"\nassert = 'members.all(m, m.site == \"\" && m.n > 0)'\nfacts.n = '1 + device.users.size()'\n");
  Fleet fleet;
  fleet.targets = {target("r1", "", {"core"}), target("r2", "", {"core"})};
  const auto whole = judge_groups(rules, fleet, all_facts(rules, fleet), {});
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].name == "group core");
  CHECK(whole[0].verdicts.at(0).status == VerdictStatus::pass);
  fleet.others = {target("r3", "", {"core"})};
  fleet.others[0].identity.site = "x";
  const auto part = judge_groups(rules, fleet, all_facts(rules, fleet), {});
  CHECK(part.at(0).judged == 2);
  CHECK(part.at(0).members == 3);
  CHECK(part.at(0).verdicts.at(0).status == VerdictStatus::fail);  // what the inventory says decides
  fleet.others[0].identity.site = "";
  fleet.others.push_back(std::move(fleet.targets.back()));
  fleet.targets.pop_back();
  CHECK(judge_groups(rules, fleet, all_facts(rules, fleet), {}).empty());
}

TEST_CASE("groups: an entry of the inventory that could not be read leaves no pass") {
  const auto rules = rules_of("scope = \"fleet\"\nassert = 'members.all(m, m.site == \"\")'\n");
  Fleet fleet;
  fleet.targets = {target("r1", "", {}), target("r2", "", {})};
  CHECK(judge_groups(rules, fleet, all_facts(rules, fleet), {}).at(0).verdicts.at(0).status == VerdictStatus::pass);
  fleet.gaps.push_back({"inventory.toml:3:1", "no platform"});
  const auto verdict = judge_groups(rules, fleet, all_facts(rules, fleet), {}).at(0).verdicts.at(0);
  CHECK(verdict.status == VerdictStatus::not_assessed);
  CHECK(verdict.reasons ==
        std::vector<std::string>{"1 entry of the inventory could not be read, and may belong to it"});
}

TEST_CASE("groups: a parameter that differs among members is an error that names them") {
  const auto rules = rules_of("scope = \"fleet\"\nassert = 'params.limit > 0'\n");
  Fleet fleet;
  fleet.targets = {target("r1", "", {}), target("r2", "", {})};
  fleet.targets[1].parameters["limit"] = {.type = policy::ParameterValue::Type::integer, .integer = 3, .text = {}, .texts = {}};
  const auto verdict = judge_groups(rules, fleet, all_facts(rules, fleet), {}).at(0).verdicts.at(0);
  CHECK(verdict.status == VerdictStatus::error);
  CHECK(verdict.message == "parameter 'limit' is not the same for all members: r1 has the default, r2 has 3");
}

TEST_CASE("groups: a box that was not collected says so") {
  const auto rules = rules_of("scope = \"fleet\"\nassert = 'members.all(m, m.n > 0)'\nfacts.n = 'device.logging.targets.size()'\n");
  Fleet fleet;
  fleet.targets = {target("r1", "", {}), target("r2", "", {})};
  FactsByDevice facts = all_facts(rules, fleet);
  model::Device device;
  device.id = "r2";
  facts.insert_or_assign("r2", facts_of(device, rules, {}, CollectionFailure::unreachable));
  const auto verdict = judge_groups(rules, fleet, facts, {}).at(0).verdicts.at(0);
  CHECK(verdict.status == VerdictStatus::not_assessed);
  CHECK(std::ranges::find(verdict.reasons, "r2: not collected: " + std::string(to_string(CollectionFailure::unreachable))) !=
        verdict.reasons.end());
}

}  // namespace
}  // namespace muster::app
