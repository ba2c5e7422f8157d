#include "analysis/filters.hpp"

#include <catch2/catch.hpp>

using muster::analysis::Answer;
using muster::analysis::default_denies;
using muster::analysis::permits_any;
using muster::model::Device;
using muster::model::Filter;
using muster::model::FilterRule;
using muster::model::ObjectGroup;

namespace {

FilterRule rule(std::string action, std::string protocol = "any", std::string source = "any") {
  FilterRule r;
  r.action = std::move(action);
  r.protocol = std::move(protocol);
  r.source = std::move(source);
  r.destination = r.source_port = r.destination_port = "any";
  return r;
}

FilterRule opaque_rule() {
  FilterRule r;
  r.opaque = true;
  return r;
}

Filter chain(std::string name, std::string policy, std::vector<FilterRule> rules) {
  Filter filter;
  filter.name.set(std::move(name), 1);
  if (policy.empty()) {
    filter.default_action.set_absent();
  } else {
    filter.default_action.set(std::move(policy), 1);
  }
  filter.rules = std::move(rules);
  return filter;
}

}  // namespace

TEST_CASE("permits_any: one rule without any condition permits everything, a narrower one does not") {
  CHECK(permits_any(chain("f", "deny", {rule("permit")})) == Answer::yes);
  CHECK(permits_any(chain("f", "deny", {rule("permit", "ip")})) == Answer::yes);
  CHECK(permits_any(chain("f", "deny", {rule("permit", "tcp")})) == Answer::no);
  CHECK(permits_any(chain("f", "deny", {rule("permit", "any", "10.0.0.0/8")})) == Answer::no);
  FilterRule state = rule("permit");
  state.established = true;
  CHECK(permits_any(chain("f", "deny", {state})) == Answer::no);
  FilterRule loopback = rule("permit");
  loopback.other_conditions = true;
  CHECK(permits_any(chain("f", "deny", {loopback})) == Answer::no);
}

TEST_CASE("permits_any: the default action permits unless a rule denies everything before") {
  CHECK(permits_any(chain("f", "permit", {})) == Answer::yes);
  CHECK(permits_any(chain("f", "permit", {rule("none"), rule("reject")})) == Answer::no);
  CHECK(permits_any(chain("f", "permit", {rule("deny", "tcp")})) == Answer::yes);
  CHECK(permits_any(chain("f", "deny", {rule("deny"), rule("permit")})) == Answer::no);
  CHECK(permits_any(chain("f", "deny", {rule("return"), rule("permit")})) == Answer::no);
}

TEST_CASE("permits_any: what is not understood before the answer makes it unknown") {
  CHECK(permits_any(chain("f", "deny", {opaque_rule()})) == Answer::unknown);
  CHECK(permits_any(chain("f", "deny", {opaque_rule(), rule("permit")})) == Answer::unknown);
  CHECK(permits_any(chain("f", "deny", {rule("permit"), opaque_rule()})) == Answer::yes);
  CHECK(permits_any(chain("f", "deny", {rule("deny"), opaque_rule()})) == Answer::no);
  Filter open = chain("f", "deny", {});
  open.open = true;
  CHECK(permits_any(open) == Answer::unknown);
  Filter no_policy = chain("f", "deny", {});
  no_policy.default_action.set_unknown(0);
  CHECK(permits_any(no_policy) == Answer::unknown);
  CHECK(default_denies(no_policy) == Answer::unknown);
}

TEST_CASE("default_denies: by the policy or by a last rule that denies everything") {
  CHECK(default_denies(chain("f", "deny", {rule("permit", "tcp")})) == Answer::yes);
  CHECK(default_denies(chain("f", "permit", {rule("permit", "tcp")})) == Answer::no);
  CHECK(default_denies(chain("f", "permit", {rule("permit", "tcp"), rule("deny")})) == Answer::yes);
  CHECK(default_denies(chain("f", "deny", {rule("permit")})) == Answer::no);
  CHECK(default_denies(chain("f", "permit", {opaque_rule(), rule("deny")})) == Answer::unknown);
  CHECK(default_denies(chain("f", "deny", {opaque_rule()})) == Answer::unknown);
  CHECK(default_denies(chain("f", "deny", {opaque_rule(), rule("permit")})) == Answer::unknown);
  CHECK(default_denies(chain("f", "deny", {rule("deny"), opaque_rule()})) == Answer::yes);
  CHECK(default_denies(chain("f", "", {rule("permit", "tcp")})) == Answer::no);
}

TEST_CASE("filters: jumps are followed into the chains beside, and are unknown without the device") {
  Device device;
  device.filters.push_back(chain("iptables filter INPUT", "permit", {rule("permit", "tcp"), rule("jump LOGDROP")}));
  device.filters.push_back(chain("iptables filter LOGDROP", "", {rule("none"), rule("deny")}));
  device.filters.push_back(chain("iptables nat LOGDROP", "", {rule("permit")}));
  CHECK(permits_any(device.filters[0]) == Answer::unknown);
  CHECK(permits_any(device, device.filters[0]) == Answer::no);
  CHECK(default_denies(device, device.filters[0]) == Answer::yes);
  device.filters[1].rules = {rule("return"), rule("deny")};
  CHECK(permits_any(device, device.filters[0]) == Answer::yes);
  device.filters[1].rules = {rule("permit")};
  CHECK(permits_any(device, device.filters[0]) == Answer::yes);
  device.filters[1].rules = {rule("jump ELSEWHERE")};
  CHECK(permits_any(device, device.filters[0]) == Answer::unknown);
}

TEST_CASE("filters: a rule for one family permits, but does not deny everything") {
  Device device;
  device.filters.push_back(chain("nft inet t i", "deny", {rule("jump v4", "ipv4"), rule("jump v6", "ipv6")}));
  device.filters.push_back(chain("nft inet t v4", "", {rule("deny")}));
  device.filters.push_back(chain("nft inet t v6", "", {rule("permit", "tcp")}));
  CHECK(permits_any(device, device.filters[0]) == Answer::no);
  device.filters[2].rules = {rule("permit")};
  CHECK(permits_any(device, device.filters[0]) == Answer::yes);
  CHECK(permits_any(chain("f", "deny", {rule("deny", "ipv4"), rule("permit", "ipv6")})) == Answer::yes);
}

TEST_CASE("filters: a goto does not come back") {
  Device device;
  device.filters.push_back(chain("nft inet filter input", "deny", {rule("goto log"), rule("permit")}));
  device.filters.push_back(chain("nft inet filter log", "", {rule("none")}));
  CHECK(permits_any(device, device.filters[0]) == Answer::no);
  CHECK(default_denies(device, device.filters[0]) == Answer::yes);
}

TEST_CASE("filters: chains that call each other end, and chains that fan out take linear time") {
  Device device;
  for (int i = 0; i < 200; ++i) {
    const std::string next = "jump C" + std::to_string(i + 1);
    device.filters.push_back(chain("t C" + std::to_string(i), "deny", {rule(next), rule(next)}));
  }
  device.filters.push_back(chain("t C200", "", {}));
  CHECK(permits_any(device, device.filters[0]) == Answer::no);
  device.filters.back().rules = {rule("jump C0")};
  CHECK(permits_any(device, device.filters[0]) == Answer::unknown);
}

namespace {

muster::model::ObjectGroup group(std::string name, std::vector<std::string> members, std::string context = {}) {
  muster::model::ObjectGroup made;
  made.context = std::move(context);
  made.name.set(std::move(name), 1);
  made.members.set(std::move(members), 1);
  return made;
}

Answer permits_group(const std::vector<muster::model::ObjectGroup>& groups, const std::string& source) {
  Device device;
  device.groups = groups;
  device.filters.push_back(chain("ip A", "deny", {rule("permit", "any", source)}));
  return permits_any(device, device.filters[0]);
}

}  // namespace

TEST_CASE("filters: a group that resolves to every address is any, however it is put together") {
  CHECK(permits_group({group("address G", {"0.0.0.0/0"})}, "group G") == Answer::yes);
  CHECK(permits_group({group("address G", {"::/0"})}, "10.0.0.0/8,group G") == Answer::yes);
  CHECK(permits_group({group("address G", {"group H", "128.0.0.0/1"}), group("address H", {"0.0.0.0-127.255.255.255"})}, "group G") == Answer::yes);
  CHECK(permits_group({group("address G", {"group H"}), group("address H", {"any"})}, "group G") == Answer::yes);
  CHECK(permits_group({group("address G", {"10.0.0.0/8", "www.example.com"})}, "group G") == Answer::no);
  CHECK(permits_group({group("address G", {"0.0.0.0/1", "128.0.0.0/2"})}, "group G") == Answer::no);
}

TEST_CASE("filters: a group that is not known may be any") {
  CHECK(permits_group({}, "group G") == Answer::unknown);
  CHECK(permits_group({group("address G", {"10.0.0.0/8", "group GONE"})}, "group G") == Answer::unknown);
  auto open = group("address G", {"10.0.0.0/8"});
  open.open = true;
  CHECK(permits_group({open}, "group G") == Answer::unknown);
  CHECK(permits_any(chain("ip A", "deny", {rule("permit", "any", "group G")})) == Answer::unknown);
  CHECK(permits_any(chain("ip A", "deny", {rule("permit", "tcp", "group G")})) == Answer::no);
}

TEST_CASE("filters: what groups that hold each other come to does not depend on which is asked for first") {
  const std::vector<ObjectGroup> both = {group("address G", {"group H", "any"}), group("address H", {"group G", "10.0.0.0/8"})};
  CHECK(permits_group(both, "group G") == Answer::yes);
  CHECK(permits_group(both, "group H") == Answer::yes);
  Device device;
  device.groups = both;
  device.filters.push_back(
      chain("ip A", "deny", {rule("permit", "any", "group G,10.0.0.0/8"), rule("permit", "any", "group H")}));
  device.filters[0].rules[0].established = true;
  CHECK(permits_any(device, device.filters[0]) == Answer::yes);
  device.filters[0].rules[0] = rule("none", "any", "group G");
  CHECK(permits_any(device, device.filters[0]) != Answer::no);
  CHECK(permits_group({group("address G", {"group G", "10.0.0.0/8"})}, "group G") == Answer::unknown);
}

TEST_CASE("filters: ports from 1 to 65535 are all ports, in one range or in several, but not of one protocol") {
  const auto permits_ports = [](std::vector<std::string> members, const std::string& text) {
    Device device;
    device.groups.push_back(group("service P", std::move(members)));
    FilterRule one = rule("permit");
    one.destination_port = text;
    device.filters.push_back(chain("ip A", "deny", {one}));
    return permits_any(device, device.filters[0]);
  };
  CHECK(permits_ports({}, "1-65535") == Answer::yes);
  CHECK(permits_ports({}, "0-1023,1024-65535") == Answer::yes);
  CHECK(permits_ports({}, "1-1023,1025-65535") == Answer::no);
  CHECK(permits_ports({"any 1-65535"}, "group P") == Answer::yes);
  CHECK(permits_ports({"any 80", "any 81-65535"}, "1-79,group P") == Answer::yes);
  CHECK(permits_ports({"tcp 1-65535"}, "group P") == Answer::no);
  CHECK(permits_ports({"any 80"}, "group Q") == Answer::unknown);
}

TEST_CASE("filters: all of one family permits, but does not deny everything between both") {
  Filter both = chain("policy", "permit", {rule("deny", "any", "0.0.0.0/0")});
  both.family.set("inet", 1);
  CHECK(default_denies(both) == Answer::no);
  CHECK(permits_any(chain("ip A", "permit", {rule("deny", "any", "0.0.0.0/0")})) == Answer::no);
  both = chain("policy", "deny", {rule("permit", "any", "0.0.0.0/0")});
  both.family.set("inet", 1);
  CHECK(permits_any(both) == Answer::yes);
}

TEST_CASE("filters: a context has groups of its own, and those that all share") {
  Device device;
  device.groups = {group("address G", {"any"}), group("address G", {"10.0.0.0/8"}, "blue")};
  device.filters.push_back(chain("ip A", "deny", {rule("permit", "any", "group G")}));
  device.filters[0].context = "blue";
  CHECK(permits_any(device, device.filters[0]) == Answer::no);
  device.filters[0].context = "red";
  CHECK(permits_any(device, device.filters[0]) == Answer::yes);
  device.groups = {group("address G", {"any"}, "blue"), group("address G", {"10.0.0.0/8"}, "shared")};
  CHECK(permits_any(device, device.filters[0]) == Answer::no);
  device.groups.pop_back();
  CHECK(permits_any(device, device.filters[0]) == Answer::unknown);
}
