#include "analysis/filter_sets.hpp"

#include <catch2/catch.hpp>

#include "analysis/filters.hpp"

using muster::analysis::Answer;
using muster::analysis::any_service_rules;
using muster::analysis::flow_through;
using muster::analysis::permits_any;
using muster::analysis::RuleList;
using muster::analysis::unreachable_rules;
using muster::analysis::unresolved_groups;
using muster::model::Device;
using muster::model::Filter;
using muster::model::FilterRule;
using muster::model::ObjectGroup;

namespace {

FilterRule rule(std::string action, std::string protocol = "any", std::string source = "any",
                std::string destination = "any", std::string port = "any") {
  FilterRule made;
  made.action = std::move(action);
  made.protocol = std::move(protocol);
  made.source = std::move(source);
  made.destination = std::move(destination);
  made.destination_port = std::move(port);
  made.source_port = "any";
  return made;
}

Filter filter(std::vector<FilterRule> rules, std::string family = "ip") {
  Filter made;
  made.name.set("ip TEST", 1);
  made.family.set(std::move(family), 1);
  made.default_action.set("deny", 1);
  muster::model::LinesId line = 0;
  for (FilterRule& each : rules) {
    each.lines = ++line;
    if (each.name.empty()) each.name = std::to_string(line * 10);
  }
  made.rules = std::move(rules);
  return made;
}

ObjectGroup group(std::string name, std::vector<std::string> members) {
  ObjectGroup made;
  made.name.set(std::move(name), 1);
  made.members.set(std::move(members), 1);
  return made;
}

std::vector<std::string> names(const RuleList& list) {
  std::vector<std::string> all;
  for (const auto& each : list.rules) all.push_back(each.name);
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("unreachable rules: one that an earlier rule holds, whatever it does, with the one that hides it") {
  const Device device;
  const Filter one = filter(
      {rule("permit", "ip", "10.0.0.0/8"), rule("deny", "tcp", "10.1.0.0/16", "any", "23"), rule("permit", "tcp")});
  CHECK(names(unreachable_rules(device, one)) == Names{"20, behind 10"});
  CHECK_FALSE(unreachable_rules(device, one).open);
}

TEST_CASE("unreachable rules: a union hides what no single rule does, and only rules that are needed are named") {
  const Device device;
  CHECK(names(unreachable_rules(device,
                                filter({rule("permit", "ip", "10.0.0.0/9"), rule("deny", "tcp", "172.16.0.0/12"),
                                        rule("permit", "ip", "10.128.0.0/9"), rule("deny", "ip", "10.0.0.0/8")}))) ==
        Names{"40, behind 10 and 30"});
  CHECK(names(unreachable_rules(device, filter({rule("permit", "tcp", "any", "any", "1-1023"),
                                                rule("deny", "tcp", "any", "any", "1024-65535"),
                                                rule("permit", "tcp")}))) == Names{"30, behind 10 and 20"});
}

TEST_CASE("unreachable rules: what an earlier rule asks besides hides nothing, and hidden is hidden whatever it asks") {
  const Device device;
  Filter loopback = filter({rule("permit"), rule("permit", "tcp", "any", "any", "22")});
  loopback.rules[0].other_conditions = true;
  CHECK(names(unreachable_rules(device, loopback)).empty());
  CHECK_FALSE(unreachable_rules(device, loopback).open);
  Filter state = filter({rule("permit", "tcp"), rule("deny", "tcp", "10.0.0.0/8")});
  state.rules[0].established = true;
  CHECK(names(unreachable_rules(device, state)).empty());
  state.rules[1].established = true;
  state.rules[1].other_conditions = true;
  CHECK(names(unreachable_rules(device, state)) == Names{"20, behind 10"});
  CHECK(names(unreachable_rules(device, filter({rule("jump X"), rule("deny")}))).empty());
  CHECK(names(unreachable_rules(device, filter({rule("none"), rule("deny")}))).empty());
}

TEST_CASE("unreachable rules: what is not understood opens the list, and what is found stays found") {
  const Device device;
  Filter opaque = filter({rule("permit", "tcp"), rule("deny"), rule("deny", "tcp")});
  opaque.rules[1].opaque = true;
  CHECK(names(unreachable_rules(device, opaque)) == Names{"30, behind 10"});
  CHECK(unreachable_rules(device, opaque).open);
  const Filter unknown = filter({rule("permit", "ip", "group GONE"), rule("deny", "tcp", "10.0.0.0/8")});
  CHECK(names(unreachable_rules(device, unknown)).empty());
  CHECK(unreachable_rules(device, unknown).open);
  const Filter elsewhere = filter({rule("permit", "tcp", "group GONE"), rule("deny", "udp")});
  CHECK(unreachable_rules(device, elsewhere).open);  // GONE itself: nothing before it, but what it holds is not known
}

TEST_CASE("unreachable rules: groups, services by protocol, wildcards, ranges, both families") {
  Device device;
  device.groups = {group("address NET", {"10.0.0.0/9", "group REST"}),
                   group("address REST", {"10.128.0.0-10.255.255.255"}),
                   group("service WEB", {"tcp 80", "tcp 443", "udp 443"})};
  CHECK(names(unreachable_rules(device, filter({rule("permit", "ip", "group NET"),
                                                rule("deny", "tcp", "10.7.0.0/16")}))) == Names{"20, behind 10"});
  CHECK(names(unreachable_rules(
            device, filter({rule("permit", "tcp", "any", "any", "group WEB"), rule("deny", "tcp", "any", "any", "443"),
                            rule("deny", "udp", "any", "any", "80")}))) == Names{"20, behind 10"});
  CHECK(names(unreachable_rules(device,
                                filter({rule("permit", "ip", "10.0.0.0 0.255.0.255"), rule("deny", "ip", "10.9.0.7/32"),
                                        rule("deny", "ip", "10.9.1.7/32")}))) == Names{"20, behind 10"});
  CHECK(names(unreachable_rules(device, filter({rule("permit", "ip", "0.0.0.0/0"), rule("deny")}, "inet"))).empty());
  CHECK(names(unreachable_rules(
            device, filter({rule("permit", "ip", "0.0.0.0/0"), rule("permit", "ip", "::/0"), rule("deny")}, "inet"))) ==
        Names{"30, behind 10 and 20"});
  CHECK(
      names(unreachable_rules(device, filter({rule("permit", "ip", "not 10.0.0.0/8"), rule("deny", "ip", "11.0.0.0/8"),
                                              rule("deny", "ip", "10.0.0.0/8")}))) == Names{"20, behind 10"});
}

TEST_CASE("unreachable rules: zones and applications are compared by name") {
  const Device device;
  Filter zones = filter({rule("permit"), rule("deny", "tcp"), rule("deny", "tcp")});
  zones.rules[0].source_zone = zones.rules[1].source_zone = "inside";
  zones.rules[2].source_zone = "dmz";
  for (FilterRule& each : zones.rules) each.destination_zone = "any";
  CHECK(names(unreachable_rules(device, zones)) == Names{"20, behind 10"});
  for (FilterRule& each : zones.rules) each.source_zone = "any", each.application = "web-browsing";
  zones.rules[2].application = "any";
  CHECK(names(unreachable_rules(device, zones)) == Names{"20, behind 10"});
}

TEST_CASE("unreachable rules: of a rule that became several, all parts must be hidden") {
  const Device device;
  Filter parts = filter({rule("permit", "tcp"), rule("deny", "tcp"), rule("deny", "udp")});
  parts.rules[2].lines = parts.rules[1].lines;
  CHECK(names(unreachable_rules(device, parts)).empty());
  parts.rules[0].protocol = "any";
  CHECK(names(unreachable_rules(device, parts)) == Names{"30, behind 10"});
}

TEST_CASE("flows: what new connections get, by the rules in order") {
  const Device device;
  Filter edge =
      filter({rule("deny", "tcp", "any", "any", "23"), rule("permit", "tcp", "any", "192.0.2.0/24"), rule("deny")});
  CHECK(flow_through(device, edge, "tcp any 10.0.0.0/8 23").denied == Answer::yes);
  CHECK(flow_through(device, edge, "tcp any 192.0.2.80/32 443").permitted == Answer::yes);
  CHECK(flow_through(device, edge, "tcp any 192.0.2.80/32 443").denied == Answer::no);
  CHECK(flow_through(device, edge, "tcp any any 443").permitted == Answer::no);
  CHECK(flow_through(device, edge, "tcp any any 443").denied == Answer::no);
  CHECK_FALSE(flow_through(device, edge, "tcp any").is_flow);
  CHECK_FALSE(flow_through(device, edge, "tcp any group:X 23").is_flow);
  edge.rules[0].other_conditions = true;
  CHECK(flow_through(device, edge, "tcp any 192.0.2.80/32 23").permitted == Answer::unknown);
  CHECK(flow_through(device, edge, "tcp any 10.0.0.0/8 23").denied == Answer::yes);
  edge.rules[1].established = true;
  CHECK(flow_through(device, edge, "tcp any 192.0.2.80/32 443").denied == Answer::yes);
}

TEST_CASE("flows: the default decides what no rule does; jumps and opaque rules leave it open") {
  const Device device;
  Filter chain = filter({rule("permit", "tcp", "any", "any", "22")});
  CHECK(flow_through(device, chain, "udp any any 53").denied == Answer::yes);
  chain.default_action.set("permit", 1);
  CHECK(flow_through(device, chain, "udp any any 53").permitted == Answer::yes);
  chain.rules.insert(chain.rules.begin(), rule("jump X", "udp"));
  CHECK(flow_through(device, chain, "udp any any 53").permitted == Answer::unknown);
  CHECK(flow_through(device, chain, "tcp any any 22").permitted == Answer::yes);
  chain.rules[0].opaque = true;
  CHECK(flow_through(device, chain, "tcp any any 22").permitted == Answer::unknown);
}

TEST_CASE("flows: zones are part of a flow") {
  const Device device;
  Filter policy = filter({rule("permit", "tcp", "any", "any", "443")}, "inet");
  policy.rules[0].source_zone = "outside";
  policy.rules[0].destination_zone = "dmz";
  CHECK(flow_through(device, policy, "tcp any any 443 from outside to dmz").permitted == Answer::yes);
  CHECK(flow_through(device, policy, "tcp any any 443 from outside to inside").denied == Answer::yes);
  CHECK(flow_through(device, policy, "tcp any any 443 from outside").permitted == Answer::no);
}

TEST_CASE("permits_any: rules that permit everything together") {
  const Device device;
  CHECK(permits_any(device, filter({rule("permit", "ip", "0.0.0.0/1"), rule("permit", "ip", "128.0.0.0/1")})) ==
        Answer::yes);
  CHECK(permits_any(device, filter({rule("permit", "tcp"), rule("permit", "udp")})) == Answer::yes);
  CHECK(permits_any(device, filter({rule("permit", "tcp"), rule("permit", "icmp")})) == Answer::no);
  CHECK(permits_any(device, filter({rule("permit", "ip", "0.0.0.0/1"), rule("permit", "ip", "128.0.0.0/2")})) ==
        Answer::no);
  CHECK(permits_any(device, filter({rule("permit", "tcp"), rule("deny"), rule("permit", "udp")})) == Answer::no);
  CHECK(permits_any(device, filter({rule("permit", "ip", "0.0.0.0/1"), rule("permit", "ip", "group GONE")})) ==
        Answer::unknown);
}

TEST_CASE("any service: every protocol, port and application, for whatever addresses") {
  Device device;
  device.groups = {group("service ALL", {"any any"}), group("service WEB", {"tcp 443"})};
  Filter policy =
      filter({rule("permit", "any", "10.0.0.0/8", "192.0.2.1/32"), rule("permit", "any", "any", "any", "group ALL"),
              rule("permit", "any", "any", "any", "group WEB"), rule("permit", "any", "any", "any", "group GONE"),
              rule("deny")});
  CHECK(names(any_service_rules(device, policy)) == Names{"10", "20"});
  CHECK(any_service_rules(device, policy).open);
  policy.rules.erase(policy.rules.begin() + 3);
  CHECK_FALSE(any_service_rules(device, policy).open);
  policy.rules[0].established = true;
  policy.rules[1].other_conditions = true;
  CHECK(names(any_service_rules(device, policy)).empty());
  policy.rules[1].source_zone = "inside";
  CHECK(names(any_service_rules(device, policy)) == Names{"20"});
}

TEST_CASE("groups: those that are not there, and those that hold everything") {
  Device device;
  device.groups = {group("address NET", {"10.0.0.0/8"}), group("address ALL", {"group INNER"}),
                   group("address INNER", {"0.0.0.0/0"})};
  const Filter one = filter({rule("permit", "ip", "group NET"), rule("permit", "ip", "group ALL"),
                             rule("permit", "ip", "any", "group GONE")});
  CHECK(names(unresolved_groups(device, one)) == Names{"20: ALL holds everything", "30: GONE is not defined"});
  CHECK_FALSE(unresolved_groups(device, one).open);
}

TEST_CASE("unreachable rules: many rules take bounded time, and tiles that hide one are found") {
  std::vector<FilterRule> rules;
  for (int i = 0; i < 256; ++i) {
    const std::string prefix = "10." + std::to_string(i) + ".0.0/16";
    for (const std::string_view ports : {"1-999", "1000-65535"})
      rules.push_back(rule("permit", "tcp", prefix, "any", std::string(ports)));
  }
  rules.push_back(rule("deny", "tcp", "10.0.0.0/8"));
  const RuleList list = unreachable_rules(Device(), filter(std::move(rules)));
  REQUIRE(list.rules.size() == 1);
  CHECK(list.rules[0].name.starts_with("5130, behind 10, 20, 30"));
  CHECK_FALSE(list.open);
}
