#include "app/judging.hpp"

#include "app/support.hpp"

using namespace muster;
using muster::app::AssembledDevice;

namespace {

const SecretFingerprint hidden = [](std::string_view) { return std::string("x"); };
constexpr std::string_view as_of = "2026-11-20T12:00:00Z";

waivers::Book declarations(const std::string& keys, const std::string& domains) {
  const waivers::WaiverFile file{"w.toml",
                                 "[[irrelevant]]\nid = \"L-1\"\nformat = \"cisco_ios\"\ndomains = [" + domains +
                                     "]\nbecause = \"looked at\"\nrequester = \"A\"\napprover = \"B\"\nticket = \"T\"\n"
                                     "granted = 2026-11-01\nexpires = 2026-12-01\n" +
                                     keys};
  auto book = waivers::Book::load({&file, 1}, {});
  if (!book) FAIL(to_string(book.error().front()));
  return std::move(*book);
}

DeviceFacts judged(const waivers::Book& book, const std::string& text, const policy::PolicySet& rules,
                   AssembledDevice* kept = nullptr) {
  const std::vector<Capture> captures{test::sample_capture(text)};
  AssembledDevice assembled = app::assemble({"r1", "cisco_ios", "Cisco", "", "", {}}, captures, hidden);
  DeviceFacts facts =
      app::judge_under(book, {"r1", "r1", {}}, assembled, captures, rules, {parse_timestamp(as_of).value()});
  if (kept != nullptr) *kept = std::move(assembled);
  return facts;
}

std::map<std::pair<std::string, std::string>, Verdict> by_key(const DeviceFacts& facts) {
  std::map<std::pair<std::string, std::string>, Verdict> all;
  for (const Verdict& verdict : facts.verdicts) all.emplace(std::pair(verdict.rule_id, verdict.object), verdict);
  return all;
}

bool says_so(const Verdict& verdict) {
  return std::ranges::any_of(
      verdict.reasons, [](const std::string& reason) { return reason.starts_with("rests on line declaration L-1: "); });
}

const std::string every_domain = [] {
  std::string text;
  for (const std::string_view name : domain_names) text += (text.empty() ? "\"" : ", \"") + std::string(name) + "\"";
  return text;
}();

}  // namespace

TEST_CASE("judging: what passes only because a line was declared says so, with the line") {
  const auto packs = test::builtin_packs();
  const std::string text = "version 15.2\nhostname r1\nservice timestamps log datetime msec\nfrobnicate lamp 7\nend\n";
  const auto before = by_key(judged({}, text, packs.rules));
  const auto after = by_key(judged(declarations("line = 'frobnicate lamp \\d+'\n", every_domain), text, packs.rules));
  std::size_t won = 0;
  for (const auto& [key, verdict] : after) {
    const auto earlier = before.find(key);
    const bool same = earlier != before.end() && earlier->second.status == verdict.status;
    INFO(key.first << " " << key.second << ": " << to_string(verdict.status));
    if (verdict.status != VerdictStatus::pass || same) continue;
    ++won;
    CHECK(says_so(verdict));
    CHECK(verdict.reasons.back().find("running-config line 4 cannot matter to ") != std::string::npos);
  }
  CHECK(won > 0);
}

TEST_CASE("judging: domains that were not declared stay open") {
  const auto packs = test::builtin_packs();
  const std::string text = "version 15.2\nhostname r1\nfrobnicate lamp 7\nend\n";
  AssembledDevice kept;
  (void)judged(declarations("line = 'frobnicate .*'\n", "\"snmp\", \"users\""), text, packs.rules, &kept);
  CHECK(kept.device.open_domains() == Domains::all().without(Domain::snmp | Domain::users));
  CHECK(kept.captures[0].declared.size() == 1);
  CHECK(kept.captures[0].result.lines[2] == grammars::LineState::unknown);
}

TEST_CASE("judging: whatever is declared, a line that was understood keeps its verdict") {
  const auto packs = test::builtin_packs();
  const std::string text =
      "version 15.2\nhostname r1\nip http server\nsnmp-server community public RW\nusername admin privilege 15 "
      "password 0 cisco\n"
      "frobnicate lamp 7\nline vty 0 4\n transport input telnet\n exec-timeout 0 0\n frobnicate x\nend\n";
  const auto before = by_key(judged({}, text, packs.rules));
  std::size_t failing = 0;
  for (const auto& [key, verdict] : before) failing += verdict.status == VerdictStatus::fail ? 1 : 0;
  REQUIRE(failing > 3);
  // Each line of the file in turn is declared to matter to nothing at all: no fail turns into anything else.
  for (const char* pattern : {"ip http server", "snmp-server community .*", "username .*", "transport input .*",
                              "exec-timeout .*", "line vty .*", "frobnicate .*"}) {
    const auto after =
        by_key(judged(declarations("line = '" + std::string(pattern) + "'\n", every_domain), text, packs.rules));
    for (const auto& [key, verdict] : before) {
      if (verdict.status != VerdictStatus::fail || verdict.in_doubt) continue;
      INFO(pattern << ": " << key.first << " " << key.second);
      REQUIRE(after.contains(key));
      CHECK(after.at(key).status == VerdictStatus::fail);
    }
    if (pattern == std::string("frobnicate .*")) continue;
    for (const auto& [key, verdict] : after) CHECK(verdict.status == before.at(key).status);
  }
  const auto whole = by_key(judged(declarations("block = 'line vty .*'\n", every_domain), text, packs.rules));
  for (const auto& [key, verdict] : before)
    if (verdict.status == VerdictStatus::fail && !verdict.in_doubt) CHECK(whole.at(key).status == VerdictStatus::fail);
}

TEST_CASE("judging: without exceptions nothing changes") {
  const auto packs = test::builtin_packs();
  const std::string text = "version 15.2\nhostname r1\nip http server\nend\n";
  const std::vector<Capture> captures{test::sample_capture(text)};
  const auto assembled = app::assemble({"r1", "cisco_ios", "Cisco", "", "", {}}, captures, hidden);
  const DeviceFacts plain = app::judge(assembled, packs.rules, {parse_timestamp(as_of).value()});
  const DeviceFacts under = judged({}, text, packs.rules);
  REQUIRE(plain.verdicts.size() == under.verdicts.size());
  for (std::size_t i = 0; i < plain.verdicts.size(); ++i) {
    CHECK(plain.verdicts[i].status == under.verdicts[i].status);
    CHECK(plain.verdicts[i].reasons == under.verdicts[i].reasons);
  }
}
