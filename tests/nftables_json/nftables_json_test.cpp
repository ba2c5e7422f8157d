#include <regex>

#include "analysis/filters.hpp"
#include "support/model_text.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

Reading read(std::string_view bytes) { return read_as("nftables_json", bytes); }

std::string own(const std::string& path) { return read_file(std::string(MUSTER_SOURCE_DIR) + "/tests/" + path); }

/// The model without the lines that its values come from.
std::string values(const model::Device& device) {
  return std::regex_replace(ModelText(device).write(), std::regex("@[0-9][0-9,-]*"), "");
}

/// A ruleset of one chain that drops, with these statements in one rule.
std::string with_rule(const std::string& statements) {
  return R"({"nftables": [{"metainfo": {"version": "1.0.6"}}, {"table": {"family": "inet", "name": "t"}},)"
         R"( {"chain": {"family": "inet", "table": "t", "name": "c", "type": "filter", "hook": "input", "prio": 0,)"
         R"( "policy": "drop"}}, {"rule": {"family": "inet", "table": "t", "chain": "c", "expr": [)" +
         statements + "]}}]}\n";
}

}  // namespace

TEST_CASE("nftables as JSON: the model is that of the text form") {
  const Reading json = read(own("fixtures/nftables_json/firewall.json"));
  const Reading text = read_as("nftables", own("nftables_json/firewall.nft"));
  REQUIRE_FALSE(json.device.filters.empty());
  CHECK(values(json.device) == values(text.device));
  CHECK(json.diagnostics() == "");
}

TEST_CASE("nftables as JSON: what the lab's firewall printed in both forms gives one model") {
  const auto folder = shared_folder("captures/fw1");
  if (!folder) return;
  const Reading json = read(read_file(*folder / "sudo_-n_nft_-j_list_ruleset.txt"));
  const Reading text = read_as("nftables", read_file(*folder / "sudo_-n_nft_-s_list_ruleset.txt"));
  CHECK(values(json.device) == values(text.device));
  CHECK(json.device.open_domains().empty());
}

TEST_CASE("nftables as JSON: a rule's lines are those on which it stands") {
  const Reading r = read(own("fixtures/nftables_json/one_a_line.json"));
  const Reading one = read(own("fixtures/nftables_json/firewall.json"));
  CHECK(values(r.device) == values(one.device));
  const auto lines = r.device.lines.get(r.device.filters.at(0).rules.at(0).lines);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].first_line > 2);
}

TEST_CASE("nftables as JSON: what has no text form leaves its rule open") {
  const std::string accept = R"({"accept": null})";
  CHECK(analysis::permits_any(read(with_rule(accept)).device.filters.at(0)) == Answer::yes);
  for (const char* const unclear :
       {R"({"xt": {"type": "match", "name": "policy"}})", R"({"match": {"op": "~", "left": {"meta": {"key": "mark"}}, "right": 1}})",
        R"({"match": {"left": {"meta": {"key": "mark"}}, "right": 1}})", R"({"invented": null})", "7", "[]",
        R"({"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "lo\" accept; ip saddr \""}})",
        R"({"jump": {"target": "x; accept"}})"}) {
    INFO(unclear);
    const Reading r = read(with_rule(unclear + std::string(", ") + accept));
    REQUIRE(r.device.filters.size() == 1);
    REQUIRE(r.device.filters[0].rules.size() == 1);
    CHECK(r.device.filters[0].rules[0].opaque);
    CHECK(analysis::permits_any(r.device.filters[0]) == Answer::unknown);
  }
}

TEST_CASE("nftables as JSON: a log prefix or a comment is text and nothing else") {
  const Reading r = read(with_rule(R"({"log": {"prefix": "x\" accept; } }"}}, {"drop": null})"));
  REQUIRE(r.device.filters.size() == 1);
  CHECK(r.device.filters[0].rules.at(0).action == "deny");
  CHECK(r.device.filters[0].rules.at(0).log);
}

TEST_CASE("nftables as JSON: an element that is not understood opens the filters, with its place") {
  const Reading r = read("{\"nftables\": [\n{\"table\": {\"family\": \"inet\", \"name\": \"t\"}},\n  {\"novelty\": {}}\n]}\n");
  CHECK(r.is_open(Domain::filters));
  CHECK(r.states() == "uu?u");
  CHECK(r.diagnostics() ==
        "3:3: expected a table, a chain, a set, a rule or another object of nft, got '{\"novelty\": {}}'\n");
}

TEST_CASE("nftables as JSON: a cut or foreign text opens the filters") {
  const std::string whole = own("fixtures/nftables_json/firewall.json");
  const std::size_t end = whole.rfind(']');
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{20}, whole.size() / 2, end, end + 1}) {
    INFO(size);
    CHECK(read(whole.substr(0, size)).is_open(Domain::filters));
  }
  for (const char* const foreign : {"null\n", "[]\n", "{\"tables\": []}\n", "{\"nftables\": {}}\n", "nft: command not found\n"})
    CHECK(read(foreign).is_open(Domain::filters));
  CHECK(read(whole + "rest").is_open(Domain::filters));
  CHECK_FALSE(read(whole).is_open(Domain::filters));
}

TEST_CASE("nftables as JSON: nesting without end is refused, not followed") {
  const std::string deep(200'000, '[');
  CHECK(read("{\"nftables\": [" + deep).is_open(Domain::filters));
  std::string expression = "{\"accept\": null}";
  for (int i = 0; i < 2000; ++i) expression = R"({"match": {"op": "==", "left": {"&": [)" + std::string("{\"concat\": [") + expression;
  CHECK(read(with_rule(expression)).is_open(Domain::filters));
  const Reading r = read("{\"nftables\": [" + deep + std::string(deep.size(), ']') + "]}\n");
  CHECK(r.is_open(Domain::filters));
}

TEST_CASE("nftables as JSON: a set whose elements are not plain is not known") {
  const Reading r = read(
      R"({"nftables": [{"table": {"family": "ip", "name": "t"}}, {"set": {"family": "ip", "table": "t", "name": "s",)"
      R"( "type": "ipv4_addr", "elem": [{"prefix": {"addr": "10.0.0.0", "len": 8}}, {"odd": 1}]}}]})");
  REQUIRE(r.device.groups.size() == 1);
  CHECK_FALSE(r.device.groups[0].members.known());
}
