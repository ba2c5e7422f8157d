#include "app/blocking.hpp"

#include "app/support.hpp"

using namespace muster;
using muster::app::BlockingLine;

namespace {

const SecretFingerprint hidden = [](std::string_view) { return std::string("x"); };

std::vector<BlockingLine> ranked(const std::map<std::string, std::string>& devices) {
  const auto packs = test::builtin_packs();
  app::BlockingRank rank(packs.rules);
  for (const auto& [id, text] : devices) {
    const std::vector<Capture> captures{test::sample_capture(text)};
    const auto assembled = app::assemble({id, "cisco_ios", "Cisco", "", "", {}}, captures, hidden);
    const DeviceFacts facts = app::judge(assembled, packs.rules, {});
    rank.add(assembled, captures, facts.verdicts, [&, name = id](const Capture&) { return name; });
  }
  return rank.ranked(parse_timestamp("2026-11-20").value());
}

std::string device(const std::string& lines) { return "version 15.2\nhostname r1\n" + lines + "end\n"; }

}  // namespace

TEST_CASE("blocking: lines of one kind are one entry over the fleet, with its devices and an example") {
  const auto lines =
      ranked({{"r1", device("frobnicate lamp 7\n")}, {"r2", device("frobnicate lamp 8\nfrobnicate lamp 9\n")}});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].shape == "frobnicate lamp *");
  CHECK(lines[0].state == "unknown");
  CHECK(lines[0].devices == std::vector<std::string>{"r1", "r2"});
  CHECK(lines[0].lines == 3);
  CHECK(lines[0].example == "frobnicate lamp 7");
  CHECK(lines[0].example_where == "r1:3");
  CHECK(lines[0].opens == Domains::all());
  CHECK(lines[0].verdicts > 0);
}

TEST_CASE("blocking: what is understood everywhere blocks nothing") { CHECK(ranked({{"r1", device("")}}).empty()); }

TEST_CASE("blocking: the line that blocks more verdicts comes first") {
  const auto lines = ranked({{"r1", device("frobnicate lamp 7\n")},
                             {"r2", device("interface GigabitEthernet0/0\n ip flummox 3\n")},
                             {"r3", device("interface GigabitEthernet0/1\n ip flummox 4\n")}});
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].shape == "frobnicate lamp *");
  CHECK(lines[0].verdicts > lines[1].verdicts);
  CHECK(lines[1].shape == "ip flummox *");
  CHECK(lines[1].block == "interface *");
  CHECK(lines[1].skeleton.find("block = 'interface +\\S+'\nline = 'ip +flummox +\\S+'\n") != std::string::npos);
}

TEST_CASE("blocking: what hangs on a line that is not understood belongs to it, and its skeleton is the whole block") {
  const auto lines = ranked({{"r1", device("frobnicate shelf 7\n lamp 1\n  bulb 2\n lamp 3\n")}});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].shape == "frobnicate shelf *");
  CHECK(lines[0].lines == 1);
  CHECK(lines[0].skeleton.find("\nblock = 'frobnicate +shelf +\\S+'\ndomains = ") != std::string::npos);
  CHECK(lines[0].skeleton.find("granted = 2026-11-20\nexpires = 2027-11-20\n") != std::string::npos);
}

TEST_CASE("blocking: a verdict that one kind of line alone blocks is counted so") {
  const auto one = ranked({{"r1", device("frobnicate lamp 7\n")}});
  const auto two = ranked({{"r1", device("frobnicate lamp 7\nflummox horn 8\n")}});
  REQUIRE(one.size() == 1);
  REQUIRE(two.size() == 2);
  CHECK(one[0].alone <= one[0].verdicts);
  CHECK(one[0].alone > 0);
  CHECK(two[0].alone == 0);
  CHECK(two[1].alone == 0);
}

TEST_CASE("blocking: no secret is shown") {
  const auto lines = ranked({{"r1", device("frobnicate password otter-wheel-3\n")}});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].example.find("otter") == std::string::npos);
  CHECK(lines[0].shape == "frobnicate password *");
}
