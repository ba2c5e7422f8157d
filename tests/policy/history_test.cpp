#include "policy/pack_version.hpp"
#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A pack with these lines in its header and a rule "r" that fails for every device, with `more` lines.
std::string pack_text(const std::string& header, const std::string& more) {
  return "[pack]\nname = \"test\"\n" + header +
         "[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\nassert = 'false'\n"
         "message = 'm'\n" +
         more;
}

const std::string released = "version = \"2.1\"\nreleased = 2026-11-01\ngrace_days = 30\n";

std::string grace_of(const std::string& text, std::string_view now) {
  const auto verdicts = load_rules(text).evaluate(edge_device(), {.now = *parse_timestamp(now)});
  REQUIRE(verdicts.size() == 1);
  REQUIRE(verdicts[0].status == VerdictStatus::fail);
  return verdicts[0].grace_until;
}

}  // namespace

TEST_CASE("versions are compared number by number, not as text") {
  using policy::compare_versions;
  CHECK((compare_versions("1.10", "1.9") > 0));
  CHECK((compare_versions("1", "1.0.0") == 0));
  CHECK((compare_versions("2", "10") < 0));
  CHECK((compare_versions("2026.11.1", "2026.9.30") > 0));
  for (const char* const good : {"1", "0.1", "1.2.3.4.5.6.7.8", "999999999"}) CHECK(policy::is_version(good));
  for (const char* const bad : {"", ".", "1.", ".1", "1..2", "1.a", "v1", "1-2", "1.2.3.4.5.6.7.8.9", "1000000000"})
    CHECK_FALSE(policy::is_version(bad));
}

TEST_CASE("a new rule's fail does not count before the pack's grace is over, and counts from that day on") {
  const std::string text = pack_text(released, "since = \"2.1\"\n");
  CHECK(grace_of(text, "2026-11-01T00:00:00Z") == "2026-12-01");
  CHECK(grace_of(text, "2026-11-30T23:59:59Z") == "2026-12-01");
  CHECK(grace_of(text, "2026-12-01T00:00:00Z").empty());
}

TEST_CASE("only what the present version brought is new") {
  CHECK(grace_of(pack_text(released, "since = \"2.1.0\"\n"), "2026-11-02T00:00:00Z") == "2026-12-01");
  CHECK(grace_of(pack_text(released, "since = \"2.0\"\n"), "2026-11-02T00:00:00Z").empty());
  CHECK(grace_of(pack_text(released, ""), "2026-11-02T00:00:00Z").empty());
  CHECK(grace_of(pack_text("version = \"2.1\"\nreleased = 2026-11-01\n", "since = \"2.1\"\n"), "2026-11-02T00:00:00Z").empty());
}

TEST_CASE("a new rule about several devices has its grace, too") {
  const auto rules = load_rules(pack_text(released, "since = \"2.1\"\nscope = \"group\"\n"));
  const policy::MemberFacts one = rules.member_facts(edge_device(), {});
  const policy::MemberFacts other = rules.member_facts(edge_device(), {});
  const policy::GroupOfMembers group{.name = "core", .members = {&one, &other}};
  const auto grace_at = [&](std::string_view now) {
    const auto verdicts = rules.evaluate(group, {.now = *parse_timestamp(now)});
    REQUIRE(verdicts.size() == 1);
    REQUIRE(verdicts[0].status == VerdictStatus::fail);
    return verdicts[0].grace_until;
  };
  CHECK(grace_at("2026-11-30T23:59:59Z") == "2026-12-01");
  CHECK(grace_at("2026-12-01T00:00:00Z").empty());
}

TEST_CASE("grace is for fails only: a pass and what is not assessed stay as they are") {
  std::string text = pack_text(released, "since = \"2.1\"\n");
  text.replace(text.find("'false'"), 7, "'true'");
  const auto verdicts = load_rules(text).evaluate(edge_device(), {.now = *parse_timestamp("2026-11-02")});
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].status == VerdictStatus::pass);
  CHECK(verdicts[0].grace_until.empty());
}

TEST_CASE("configuration lines, versions and dates of a rule and its pack can be asked for") {
  const auto set = load_rules(pack_text(
      released, "version = \"1.2\"\nsince = \"1.4\"\n[rule.fix]\ncisco_ios = '''\nline vty 0 4\n login\n'''\nvyos = \"set x\"\n"));
  REQUIRE(set.rules().size() == 1);
  const policy::RuleInfo& rule = set.rules()[0];
  CHECK(rule.fixes == std::map<std::string, std::string>{{"cisco_ios", "line vty 0 4\n login"}, {"vyos", "set x"}});
  CHECK(rule.version == "1.2");
  CHECK(rule.since == "1.4");
  CHECK(set.packs()[0].released == "2026-11-01");
  CHECK(set.packs()[0].grace_days == 30);
}

TEST_CASE("mistakes in versions, dates and fixes come all at once, with position and advice") {
  const std::string text = pack_text("version = \"1.x\"\nreleased = \"2026-11-01\"\ngrace_days = 900\n",
                                     "version = \"new\"\nsince = \"1\"\n[rule.fix]\ncisco_iso = \"x\"\nvyos = ''\n");
  const std::vector<policy::PolicyFile> files{{"p.toml", text}};
  const std::vector<std::string_view> platforms{"cisco_ios", "vyos"};
  const auto set = policy::PolicySet::load(files, platforms);
  REQUIRE_FALSE(set);
  Outcomes said;
  for (const Error& error : set.error()) said.push_back(to_string(error));
  CHECK(said ==
        Outcomes{"p.toml:3:11: 'version': expected numbers with dots between them, such as \"1.4\", got '1.x'",
                 "p.toml:4:12: 'released': expected a date such as 2026-12-31, without quotes, got a string",
                 "p.toml:5:14: 'grace_days': expected 0 to 366, got 900",
                 "p.toml:14:11: 'version': expected numbers with dots between them, such as \"1.4\", got 'new'",
                 "p.toml:15:9: 'since' is a version of the pack, but the pack has none: add 'version' to its [pack]",
                 "p.toml:17:13: expected a platform, got 'cisco_iso'; did you mean 'cisco_ios'?",
                 "p.toml:18:8: 'vyos': expected configuration lines, got nothing"});
}

TEST_CASE("a version that is not yet there, a grace without a day and two versions of one pack are mistakes") {
  CHECK(load_errors(pack_text(released, "since = \"2.2\"\n")) ==
        Outcomes{"p.toml:14:9: 'since' is \"2.2\", later than the pack's version \"2.1\""});
  CHECK(load_errors(pack_text("grace_days = 5\n", "")) ==
        Outcomes{"p.toml:3:14: 'grace_days' needs 'version' and 'released' beside it: the grace counts from that day"});
  CHECK(load_errors({{"a.toml", "[pack]\nname = \"t\"\nversion = \"1.0\"\n"},
                     {"b.toml", "[pack]\nname = \"t\"\nversion = \"1.1\"\n"},
                     {"c.toml", "[pack]\nname = \"t\"\nversion = \"1\"\n"}}) ==
        Outcomes{"b.toml:3:11: pack 't' has version \"1.0\" at a.toml:3:11; say it once, in one of its files"});
  CHECK(load_errors({{"a.toml", "[pack]\nname = \"t\"\nreleased = 2026-11-01\n"},
                     {"b.toml", "[pack]\nname = \"t\"\nreleased = 2026-11-02\n"}}) ==
        Outcomes{"b.toml:3:12: another file of pack 't' says 2026-11-01; say it once"});
}
