#include <catch2/catch.hpp>

#include <fstream>

#include <nlohmann/json.hpp>

#include "golden.hpp"
#include "report/json.hpp"
#include "sample_report.hpp"
#include "schema_check.hpp"

using namespace muster;
using namespace muster::report;
using nlohmann::json;

namespace {

const json& schema() {
  static const json parsed =
      json::parse(test::read_file(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "report.schema.json"));
  return parsed;
}

}  // namespace

TEST_CASE("json: the schema names every reason of a failure") {
  std::ifstream in(MUSTER_SOURCE_DIR "/docs/report.schema.json");
  const json names = json::parse(in).at("$defs").at("failure").at("enum");
  std::vector<std::string> all;
  for (std::size_t i = 0; i < collection_failure_count; ++i)
    all.emplace_back(to_string(static_cast<CollectionFailure>(i)));
  CHECK(names == json(all));
}

TEST_CASE("json: a small run, byte for byte") { test::check_golden("small.json", json_report(test::small_report())); }

TEST_CASE("json: every report follows the published schema") {
  for (const RunReport& run : {test::small_report(), test::sample_report(), test::hostile_report(), RunReport{}})
    CHECK(test::schema_violations(schema(), json::parse(json_report(run))) == std::vector<std::string>{});
}

TEST_CASE("json: the schema refuses a report that lacks a field, has another, or a wrong value") {
  const json good = json::parse(json_report(test::small_report()));
  const auto violations = [&](auto change) {
    json bad = good;
    change(bad);
    return test::schema_violations(schema(), bad);
  };
  using Lines = std::vector<std::string>;
  CHECK(violations([](json& j) { j["format"] = "muster-report/2"; }) == Lines{"/format: const"});
  CHECK(violations([](json& j) { j.erase("gaps"); }) == Lines{": lacks gaps"});
  CHECK(violations([](json& j) { j["extra"] = 1; }) == Lines{"/extra: not declared"});
  CHECK(violations([](json& j) { j["as_of"] = "yesterday"; }) == Lines{"/as_of: pattern"});
  CHECK(violations([](json& j) { j["devices"][0]["verdicts"][0]["status"] = "ok"; }) ==
        Lines{"/devices/0/verdicts/0/status: enum"});
  CHECK(violations([](json& j) { j["devices"][0]["lines"]["known"] = -1; }) ==
        Lines{"/devices/0/lines/known: minimum"});
  CHECK(violations([](json& j) { j["summary"]["verdicts"]["pass"] = "3"; }) == Lines{"/summary/verdicts/pass: type"});
}

TEST_CASE("json: pure printable ASCII, whatever the devices printed") {
  const std::string text = json_report(test::hostile_report());
  CHECK(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
  const json parsed = json::parse(text);
  const std::string name = parsed["devices"][0]["hostname"];
  CHECK(name.find("<script>alert(1)</script>") != std::string::npos);
  CHECK(name.find("\\xff\\xc3(\\xed\\xa0\\x80\u202e") != std::string::npos);
}

TEST_CASE("json: a line of a megabyte is cut and says so; evidence beyond the end is kept as a figure only") {
  const json parsed = json::parse(json_report(test::hostile_report()));
  const json& verdict = parsed["devices"][0]["verdicts"][0];
  CHECK(verdict["evidence"].size() == 5);
  CHECK(verdict["excerpts"].size() == 2);
  CHECK(verdict["excerpts"][1]["lines"][0]["text"].get<std::string>().ends_with("... (+1047576 bytes)"));
}

TEST_CASE("json: the counts are those of the verdicts") {
  const json parsed = json::parse(json_report(test::sample_report()));
  std::map<std::string, std::size_t> seen;
  for (const json& device : parsed["devices"])
    for (const json& verdict : device["verdicts"]) ++seen[verdict["status"]];
  for (const auto& [status, number] : parsed["summary"]["verdicts"].items()) CHECK(number == seen[status]);
  CHECK(parsed["summary"]["outcome"] == "findings");
}
