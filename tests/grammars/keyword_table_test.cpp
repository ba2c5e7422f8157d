#include "grammars/keyword_table.hpp"

#include <catch2/catch.hpp>
#include <algorithm>
#include <array>
#include <string>
#include <vector>

using namespace muster;
using namespace muster::grammars;

namespace {

struct Box {
  std::vector<std::string> seen;
  bool object_open = false;
};

Outcome note(Box& box, Cursor& cursor) {
  box.seen.push_back((cursor.negated ? "-" : "+") + std::string(cursor.take_rest()));
  return Outcome::understood;
}

Outcome number(Box&, Cursor& cursor) {
  if (!cursor.number(1, 10)) return cursor.fail("a number from 1 to 10");
  return cursor.end();
}

Outcome peer(Box& box, Cursor& cursor) {
  box.seen.push_back(std::string(cursor.wildcard(0)));
  return Outcome::understood;
}

Domains keep_filters(Box& box, const Cursor&, Domains domains) {
  box.object_open = true;
  return domains & Domain::filters;
}

const KeywordTable<Box>& inside() {
  static constexpr auto rows = std::to_array<Keyword<Box>>({
      {"address", Domain::interfaces, &number},
      {"group", Domain::filters},
      ignored<Box>("color", "only paint"),
  });
  static const KeywordTable<Box> table({rows}, &keep_filters);
  return table;
}

const KeywordTable<Box>& drawer() {
  static constexpr auto rows = std::to_array<Keyword<Box>>({{"knife", Domain::filters, &note}, {"fork", Domain::snmp}});
  static const KeywordTable<Box> table({rows});
  return table;
}

const KeywordTable<Box>& top() {
  static constexpr auto rows = std::to_array<Keyword<Box>>({
      {"ip route", Domain::routing, &note},
      {"ip route cache", Domain::routing, &number},
      {"ip sla", Domain::health},
      {"interface", Domain::interfaces | Domain::filters, &note, &inside},
      {"neighbor * as", Domain::routing, &peer},
      {"plain", Domain::snmp, &note},
      {"tool", Domain::interfaces, &note, &drawer},
      ignored<Box>("paint", "only paint"),
  });
  static const KeywordTable<Box> table({rows});
  return table;
}

struct Run {
  model::Device device;
  ReadResult result;
  Box box;

  explicit Run(std::string_view text, std::string_view disabled = {}) {
    const Tree tree = read_indented(text, {});
    const ReadOptions options{.capture = 3, .context = "c", .disabled_handler = disabled};
    FoldContext context{tree, options, device, result};
    fold(context, top(), box);
  }
  [[nodiscard]] std::string states() const {
    std::string all;
    for (const LineState state : result.lines) all += to_string(state).front();
    return all;
  }
  [[nodiscard]] std::string opened() const {
    std::string all;
    for (const model::Opening& opening : device.openings) {
      all += opening.reason + " [" + std::to_string(opening.domains.size()) + "]";
      for (const Evidence& lines : device.lines.get(opening.lines))
        all += " " + std::to_string(lines.first_line) + "-" + std::to_string(lines.last_line);
      all += "; ";
    }
    return all;
  }
};

}  // namespace

TEST_CASE("the longest declared path gets the line") {
  const Run run("ip route 10.0.0.0\nip route cache 5\n");
  CHECK(run.box.seen == std::vector<std::string>{"+10.0.0.0"});
  CHECK(run.states() == "uu");
  CHECK(run.opened().empty());
}

TEST_CASE("a negated line reaches the same handler with its flag") {
  CHECK(Run("no ip route 10.0.0.0").box.seen == std::vector<std::string>{"-10.0.0.0"});
}

TEST_CASE("a negated head has no block: where one stands below it, neither is understood") {
  const Run run("no tool a\n knife b\nplain x\n");
  CHECK(run.result.lines == std::vector{LineState::unknown, LineState::unknown, LineState::understood});
  CHECK(run.box.seen == std::vector<std::string>{"+x"});
  CHECK(run.opened() == "unknown line [15] 1-2; ");
}

TEST_CASE("a star in a path stands for one word") {
  CHECK(Run("neighbor 192.0.2.1 as 5").box.seen == std::vector<std::string>{"192.0.2.1"});
}

TEST_CASE("a keyword is a whole word and never an abbreviation") {
  CHECK(Run("ipv6 route x").opened() == "unknown line [15] 1-1; ");
  CHECK(Run("ip rout x").opened() == "unknown line [15] 1-1; ");
  CHECK(Run("no").opened() == "unknown line [15] 1-1; ");
}

TEST_CASE("a declared keyword without a handler opens its own domains") {
  const Run run("ip sla 1\n icmp-echo 192.0.2.1\n  more\nip route x\nip sla 2\n");
  CHECK(run.states() == "kkkuk");
  CHECK(run.opened() == "known, not modelled: ip sla [1] 1-3 5-5; ");
}

TEST_CASE("an ignored keyword takes its block with it and opens nothing") {
  const Run run("paint\n red\n  dark\nplain x\n");
  CHECK(run.states() == "iiiu");
  CHECK(run.opened().empty());
}

TEST_CASE("an unknown line inside a block opens what the block can affect, unless its object takes it") {
  const Run run("interface a\n address 5\n color red\n nonsense\n  deeper\n");
  CHECK(run.states() == "uuiuu");
  CHECK(run.result.lines[3] == LineState::unknown);
  CHECK(run.result.lines[4] == LineState::unknown);
  CHECK(run.opened() == "unknown line in interface [1] 4-5; ");
  CHECK(run.box.object_open);
}

TEST_CASE("lines under a keyword that has no block are unknown and open its domains") {
  CHECK(Run("plain x\n what\n").opened() == "unknown line in plain [1] 2-2; ");
}

TEST_CASE("a handler that fails leaves a diagnostic with its place and opens its domains") {
  const Run run("ip route cache  77 x\r\n");
  REQUIRE(run.result.diagnostics.size() == 1);
  const Diagnostic& diagnostic = run.result.diagnostics[0];
  CHECK(diagnostic.line == 1);
  CHECK(diagnostic.column == 17);
  CHECK(diagnostic.expected == "a number from 1 to 10");
  CHECK(diagnostic.got == "77");
  CHECK(run.opened() == "not understood: ip route cache [1] 1-1; ");
}

TEST_CASE("a line that goes on after what was understood is not understood") {
  const Run run("ip route cache 7 x");
  REQUIRE(run.result.diagnostics.size() == 1);
  CHECK(run.result.diagnostics[0].expected == "end of line");
  CHECK(run.result.diagnostics[0].got == "x");
}

TEST_CASE("a diagnostic shows neither secrets nor control characters, and is short") {
  CHECK(Run("ip route cache password hunter2").result.diagnostics[0].got == "password");
  CHECK(Run("ip route cache $1$abcd$abcdefghijklmnop").result.diagnostics[0].got == "(hidden)");
  CHECK(Run("ip route cache \x01\xff").result.diagnostics[0].got == "\\x01\\xff");
  CHECK(Run("ip route cache " + std::string(1000, 'a')).result.diagnostics[0].got == std::string(40, 'a'));
  CHECK(Run("ip route cache").result.diagnostics[0].got.empty());
}

TEST_CASE("a handler that is switched off opens its domains without narrowing") {
  const Run run("interface a\n address 5\n", "interface/address");
  CHECK(run.states() == "uk");
  CHECK(run.opened() == "known, not modelled: interface/address [1] 2-2; ");
  const Run whole("interface a\n address 5\n", "interface");
  CHECK(whole.states() == "kk");
  CHECK(whole.opened() == "known, not modelled: interface [2] 1-2; ");
}

TEST_CASE("an undeclared line in a block opens what any declared line of that block could") {
  const auto infos = keyword_infos(top());
  const auto tool = std::ranges::find(infos, "tool", &KeywordInfo::path);
  REQUIRE(tool != infos.end());
  CHECK(tool->domains == (Domain::interfaces | Domain::filters | Domain::snmp));
  CHECK(Run("tool x\n nonsense\n").opened() == "unknown line in tool [3] 2-2; ");
}

TEST_CASE("the declaration lists every path with its treatment") {
  const auto infos = keyword_infos(top());
  REQUIRE(infos.size() == 13);
  CHECK(infos[2].path == "ip sla");
  CHECK(infos[2].treatment == Treatment::known);
  CHECK(infos[4].path == "interface/address");
  CHECK(infos[4].treatment == Treatment::modelled);
  CHECK(infos[6].path == "interface/color");
  CHECK(infos[6].note == "only paint");
}

TEST_CASE("openings name every line once, with capture and context") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "what is this\nplain x\n";
  const Run run(text);
  REQUIRE(run.device.openings.size() == 1);
  CHECK(run.device.openings[0].context == "c");
  const auto lines = run.device.lines.get(run.device.openings[0].lines);
  REQUIRE(lines.size() == 1000);
  CHECK(lines[999] == Evidence{3, 1999, 1999});
}
