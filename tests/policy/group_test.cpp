#include <algorithm>

#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A rule "r" of scope group (or as `more` says) with the facts given.
std::string group_rule(const std::string& facts, const std::string& assertion, const std::string& more = {}) {
  const std::string scope = more.find("scope") == std::string::npos ? "scope = \"group\"\n" : "";
  return rule_text(assertion, scope + facts + more);
}

model::Device device_named(const std::string& id, const std::string& release = {}) {
  model::Device device = edge_device();
  device.id = id;
  device.site = id.substr(0, 1);
  device.contributed |= Domains(Domain::software) | Domains(Domain::snmp);
  if (!release.empty()) device.software.version.set(release, device.lines.add(0, 3));
  return device;
}

model::SnmpCommunity& add_community(model::Device& device, const std::string& secret, const std::string& format,
                                    std::uint32_t line) {
  model::SnmpCommunity made;
  made.lines = device.lines.add(0, line);
  made.name.set("community " + std::to_string(device.snmp_communities.size() + 1), made.lines);
  made.value.set({Secret(secret), format}, made.lines);
  device.snmp_communities.push_back(std::move(made));
  return device.snmp_communities.back();
}

struct Judged {
  std::vector<Verdict> verdicts;

  [[nodiscard]] Outcomes outcomes() const {
    Outcomes found;
    for (const Verdict& verdict : verdicts)
      found.push_back(std::string(to_string(verdict.status)) + (verdict.in_doubt ? " in doubt" : "") +
                      (verdict.object.empty() ? "" : " " + verdict.object));
    return found;
  }
};

/// Judges the devices as one group; those named in `missing` were not part of the run.
Judged judge(const std::string& text, const std::vector<model::Device>& devices,
             const std::vector<std::string>& missing = {}, policy::GroupOfMembers group = {.name = "core"}) {
  const auto rules = load_rules(text);
  std::vector<policy::MemberFacts> facts;
  for (const model::Device& device : devices) facts.push_back(rules.member_facts(device, {}));
  for (const std::string& id : missing) {
    model::Device blank;
    blank.id = id;
    facts.push_back(rules.member_facts(blank, {}, "not part of this run"));
  }
  for (const policy::MemberFacts& member : facts) group.members.push_back(&member);
  if (text.find("\"fleet\"") != std::string::npos) group.scope = policy::Scope::fleet;
  return {rules.evaluate(group, {})};
}

const std::string release = "facts.release = 'device.software.version'\n";
const std::string same_release = group_rule(
    release, "members.all(m, m.release == members[0].release)",
    "message = '{{members.map(m, m.device)}} run {{members.map(m, m.release).distinct()}}'\n");
const std::string secrets =
    "facts.secrets = 'device.snmp_communities.map(c, secret_fingerprint(c)) + device.users.map(u, secret_fingerprint(u))'\n";

}  // namespace

TEST_CASE("group: devices of one release pass; a verdict is the group's, not a device's") {
  const auto judged = judge(same_release, {device_named("a1", "15.2"), device_named("b1", "15.2")});
  REQUIRE(judged.outcomes() == Outcomes{"pass"});
  CHECK(judged.verdicts[0].device_id == "group core");
  CHECK(judged.verdicts[0].fingerprint == finding_fingerprint("r", "group core", ""));
}

TEST_CASE("group: a fail carries the values of the devices that it rests on, with their lines") {
  const auto judged =
      judge(same_release, {device_named("a1", "15.2"), device_named("b1", "15.2"), device_named("c1", "15.4")});
  REQUIRE(judged.outcomes() == Outcomes{"fail"});
  CHECK(judged.verdicts[0].message == "a1, b1, c1 run 15.2, 15.4");
  CHECK(judged.verdicts[0].evidence.empty());
  const std::vector<SeenValue> values{{"c1", "release", "15.4", {{0, 3, 3}}}, {"a1", "release", "15.2", {{0, 3, 3}}}};
  CHECK(judged.verdicts[0].values == values);
}

TEST_CASE("group: an unknown fact of one member stays unknown, unless the known ones decide") {
  const auto open = judge(same_release, {device_named("a1", "15.2"), device_named("b1")});
  REQUIRE(open.outcomes() == Outcomes{"not assessed"});
  CHECK(open.verdicts[0].reasons == std::vector<std::string>{"b1: release: software.version: not known"});
  CHECK(std::ranges::find(open.verdicts[0].values, SeenValue{"b1", "release", "(not known)", {}}) !=
        open.verdicts[0].values.end());
  const auto decided = judge(same_release, {device_named("a1", "15.2"), device_named("b1"), device_named("c1", "12.4")});
  CHECK(decided.outcomes() == Outcomes{"fail"});
}

TEST_CASE("group: a member that was not part of the run leaves no pass") {
  const auto judged = judge(same_release, {device_named("a1", "15.2"), device_named("b1", "15.2")}, {"c1"});
  REQUIRE(judged.outcomes() == Outcomes{"not assessed"});
  CHECK(judged.verdicts[0].reasons == std::vector<std::string>{"c1: not part of this run"});
  const auto several = judge(same_release, {device_named("a1", "15.2")}, {"c1", "c2", "c3", "c4"});
  CHECK(several.verdicts[0].reasons ==
        std::vector<std::string>{"4 of 5 members (c1, c2, c3, ...): not part of this run"});
}

TEST_CASE("group: a population that may be larger leaves no pass, and a known fail") {
  const policy::GroupOfMembers group{.name = "core", .open_because = "2 entries of the inventory could not be read"};
  const auto judged = judge(group_rule(release, "members.all(m, m.release == \"15.2\")"),
                            {device_named("a1", "15.2"), device_named("b1", "15.2")}, {}, group);
  REQUIRE(judged.outcomes() == Outcomes{"not assessed"});
  CHECK(judged.verdicts[0].reasons == std::vector<std::string>{"2 entries of the inventory could not be read"});
  const auto failed = judge(group_rule(release, "members.all(m, m.release == \"15.2\")"),
                            {device_named("a1", "15.2"), device_named("b1", "15.4")}, {}, group);
  CHECK(failed.outcomes() == Outcomes{"fail"});
}

TEST_CASE("group: an open list of a member stays open, with its reason and lines") {
  model::Device open = device_named("b1");
  open.open("", Domain::users, "unknown line", open.lines.add(0, 12));
  const std::string rule =
      group_rule("facts.users = 'device.users.map(u, u.name)'\n", "members.all(m, m.users == members[0].users)");
  const auto judged = judge(rule, {device_named("a1"), open});
  REQUIRE(judged.outcomes() == Outcomes{"not assessed"});
  CHECK(judged.verdicts[0].reasons == std::vector<std::string>{"b1: users: users: unknown line (line 12)"});
  REQUIRE(!judged.verdicts[0].values.empty());
  CHECK(judged.verdicts[0].values[0].lines == std::vector<Evidence>{{0, 12, 12}});
}

TEST_CASE("group: each goes over members, groups of them, and what let made once") {
  const std::vector<model::Device> devices{device_named("a1", "15.2"), device_named("b1", "15.2"),
                                           device_named("c1", "15.4")};
  CHECK(judge(group_rule(release, "item.release == \"15.2\"", "each = 'members'\n"), devices).outcomes() ==
        Outcomes{"pass device a1", "pass device b1", "fail device c1"});
  CHECK(judge(group_rule(release, "item.items.size() > 1", "each = 'members.group_by(m, m.release)'\n"), devices)
            .outcomes() == Outcomes{"pass group 15.2", "fail group 15.4"});
  const std::string let = "let.releases = 'members.map(m, m.release).distinct()'\nlet.count = 'releases.size()'\n";
  CHECK(judge(group_rule(release, "count == 2 && group == \"core\" && !cluster", let), devices).outcomes() ==
        Outcomes{"pass"});
}

TEST_CASE("group: a member of which the key is not known may be in any group of group_by") {
  const std::string rule =
      group_rule(release, "item.items.size() == 1", "each = 'members.group_by(m, m.release)'\n");
  CHECK(judge(rule, {device_named("a1", "15.2"), device_named("b1"), device_named("c1", "15.4"), device_named("d1", "15.4")})
            .outcomes() == Outcomes{"not assessed group 15.2", "fail group 15.4", "not assessed group *"});
}

TEST_CASE("group: `members` says about which devices a rule speaks") {
  const std::string rule =
      group_rule(release, "members.all(m, m.release == members[0].release)", "members = 'device.site != \"c\"'\n");
  CHECK(judge(rule, {device_named("a1", "15.2"), device_named("b1", "15.2"), device_named("c1", "15.4")}).outcomes() ==
        Outcomes{"pass"});
  CHECK(judge(rule, {device_named("c1", "15.2"), device_named("c2", "15.4")}).outcomes() == Outcomes{"not applicable"});
  const std::string unsure = group_rule(release, "members.all(m, m.release == \"15.2\")",
                                        "members = 'device.software.product == \"IOS\"'\n");
  CHECK(judge(unsure, {device_named("a1", "15.2"), device_named("b1", "15.2")}).outcomes() == Outcomes{"not assessed"});
}

TEST_CASE("fleet: a plain secret on devices of several sites is found in each form that can be decoded") {
  const std::string rule = group_rule(
      secrets, "!item.secrets.exists(s, s in shared)",
      "scope = \"fleet\"\neach = 'members'\n"
      "let.shared = 'members.group_by(m, m.secrets).filter(g, g.items.map(i, i.site).distinct().size() > 1).map(g, g.key)'\n"
      "message = '{{item.device}}: {{item.secrets.filter(s, s in shared).map(s, s.owner)}}'\n");
  model::Device a = device_named("a1");
  model::Device b = device_named("b1");
  model::Device c = device_named("c1");
  add_community(a, "s3cret-of-ours", "plain", 5);
  add_community(b, "another", "plain", 6);
  add_user(b, "ops", "", 7).password.set({Secret("097F1F1A0B0011511E0A57253E313B"), "cisco-7"}, 0);
  add_community(c, "s3cret-of-ours", "plain", 8);
  const auto judged = judge(rule, {a, b, c});
  CHECK(judged.outcomes() == Outcomes{"fail device a1", "pass device b1", "fail device c1"});
  CHECK(judged.verdicts[0].device_id == "fleet");
  CHECK(judged.verdicts[0].message == "a1: snmp community 1");
  for (const Verdict& verdict : judged.verdicts)
    for (const SeenValue& value : verdict.values) CHECK(value.value.find("s3cret") == std::string::npos);
}

TEST_CASE("fleet: a hash equals its copy, and says nothing beside another secret") {
  const std::string rule = group_rule("facts.secret = 'secret_fingerprint(device.users[0])'\n",
                                      "members[0].secret != members[1].secret");
  const auto with = [](const std::string& id, const std::string& secret, const std::string& format) {
    model::Device device = device_named(id);
    add_user(device, "ops", "x", 4).password.set({Secret(secret), format}, device.lines.add(0, 4));
    return device;
  };
  const std::string one = "$1$abcd$aaaaaaaaaaaaaaaaaaaaaa";
  const std::string other = "$1$efgh$bbbbbbbbbbbbbbbbbbbbbb";
  CHECK(judge(rule, {with("a1", one, "md5-crypt"), with("b1", one, "md5-crypt")}).outcomes() == Outcomes{"fail"});
  CHECK(judge(rule, {with("a1", one, "md5-crypt"), with("b1", other, "md5-crypt")}).outcomes() ==
        Outcomes{"not assessed"});
  CHECK(judge(rule, {with("a1", one, "md5-crypt"), with("b1", "x", "plain")}).outcomes() == Outcomes{"not assessed"});
  CHECK(judge(rule, {with("a1", "y", "plain"), with("b1", "x", "plain")}).outcomes() == Outcomes{"pass"});
  CHECK(judge(rule, {with("a1", "<removed>", "plain"), with("b1", "x", "plain")}).outcomes() ==
        Outcomes{"not assessed"});
  const std::string stored = group_rule("facts.secret = 'stored_fingerprint(device.users[0])'\n",
                                        "members[0].secret != members[1].secret");
  CHECK(judge(stored, {with("a1", one, "md5-crypt"), with("b1", other, "md5-crypt")}).outcomes() == Outcomes{"pass"});
}

TEST_CASE("group: an error of a fact names the device; so does a parameter on which members differ") {
  const auto judged = judge(group_rule("facts.n = '1 / device.users.size()'\n", "members.all(m, m.n > 0)"),
                            {device_named("a1"), device_named("b1")});
  REQUIRE(judged.outcomes() == Outcomes{"error"});
  CHECK(judged.verdicts[0].message == "a1: n: divide by zero");
  const policy::GroupOfMembers group{.name = "core", .disputed = {{"limit", "a1 has 1, b1 has 2"}}};
  const std::string text = pack_header + "[[parameter]]\nname = \"limit\"\ntype = \"int\"\ndefault = 1\n" +
                           group_rule(release, "params.limit > 0").substr(pack_header.size());
  const auto disputed = judge(text, {device_named("a1"), device_named("b1")}, {}, group);
  REQUIRE(disputed.outcomes() == Outcomes{"error"});
  CHECK(disputed.verdicts[0].message == "parameter 'limit' is not the same for all members: a1 has 1, b1 has 2");
}

TEST_CASE("group: facts beyond 64 KiB of a device are not known, and say so") {
  model::Device device = device_named("a1");
  for (int i = 0; i < 3000; ++i) add_user(device, "a user with a rather long name " + std::to_string(i), "", 5);
  const auto judged = judge(group_rule("facts.users = 'device.users.map(u, u.name)'\n", "members.all(m, m.users.size() > 0)"),
                            {device, device_named("b1")});
  REQUIRE(judged.outcomes().front() != "pass");
  const auto set = load_rules(group_rule("facts.users = 'device.users.map(u, u.name)'\n", "true"));
  CHECK(set.member_facts(device, {}).bytes() <= policy::MemberFacts::most_bytes);
}

TEST_CASE("group: a fleet of ten thousand is judged within its budget; pairs of it are not") {
  const auto rules = load_rules(group_rule(
      release, "members.group_by(m, m.release).all(g, g.items.size() < 11)", "scope = \"fleet\"\n"));
  const auto pairs = load_rules(group_rule(
      release, "members.all(m, members.all(n, m.device == n.device || m.release != n.release))", "scope = \"fleet\"\n"));
  std::vector<policy::MemberFacts> facts;
  std::vector<policy::MemberFacts> same;
  for (int i = 0; i < 10'000; ++i) {
    const model::Device device = device_named("d" + std::to_string(i), std::to_string(i / 10));
    facts.push_back(rules.member_facts(device, {}));
    same.push_back(pairs.member_facts(device_named("d" + std::to_string(i), std::to_string(i)), {}));
  }
  policy::GroupOfMembers fleet{.scope = policy::Scope::fleet};
  for (const policy::MemberFacts& member : facts) fleet.members.push_back(&member);
  CHECK(rules.evaluate(fleet, {}).front().status == VerdictStatus::pass);
  fleet.members.clear();
  for (const policy::MemberFacts& member : same) fleet.members.push_back(&member);
  CHECK(pairs.evaluate(fleet, {}).front().status == VerdictStatus::error);
}

TEST_CASE("group rules are checked when they are loaded, with positions and the nearest name") {
  const auto first_error = [](const std::string& text) {
    const auto errors = load_errors(text);
    return errors.empty() ? std::string("loads") : errors.front();
  };
  CHECK(first_error(group_rule(release, "members.all(m, m.relese == \"1\")")) ==
        "p.toml:9:28: expected a field of member, got 'relese'; did you mean 'release'?");
  CHECK(first_error(group_rule("facts.users = 'device.users'\n", "true")).find("expected a small value") !=
        std::string::npos);
  CHECK(first_error(group_rule("facts.secret = 'device.users.map(u, u.password)'\n", "true")).find("secret") !=
        std::string::npos);
  CHECK(first_error(group_rule("facts.site = '1'\n", "true")).find("already has the field 'site'") != std::string::npos);
  CHECK(first_error(group_rule(secrets, "true", "message = '{{members.map(m, m.secrets)}}'\n"))
            .find("a message cannot hold a value of type list(list(fingerprint))") != std::string::npos);
  CHECK(first_error(group_rule(release, "members.exists(m, secret_fingerprint(m) == null)")).find("secret_fingerprint()") !=
        std::string::npos);
  CHECK(first_error(rule_text("device.users.all(u, secret_fingerprint(u) != null)"))
            .find("may only be used in the facts") != std::string::npos);
  CHECK(first_error(rule_text("true", "facts.x = '1'\n")).find("facts") != std::string::npos);
  CHECK(first_error(group_rule(release, "true", "let.members = '1'\n")).find("no other variable's") != std::string::npos);
  CHECK(first_error(group_rule(release, "members.group_by(m, m.tags.map(t, t == t)).size() > 0")) == "loads");
  CHECK(first_error(group_rule(release, "members.group_by(m, m).size() > 0")).find("group_by() expects a key") !=
        std::string::npos);
}
