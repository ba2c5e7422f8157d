#include <catch2/catch.hpp>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "cisco_iosxr/read.hpp"
#include "grammars/durations.hpp"
#include "support/shared.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Fields that agree with what others read, of all.
struct Score {
  unsigned right = 0, all = 0;
  void count(bool agrees, const std::string& where) {
    ++all;
    if (agrees)
      ++right;
    else
      std::cout << "differs: " << where << '\n';
  }
  void check(const char* format) const {
    std::cout << format << ": " << right << " of " << all << " fields as others read them\n";
    CHECK(all > 0);
    CHECK(right * 100 >= all * 97);
  }
};

std::vector<nlohmann::json> expected_of(const std::filesystem::path& file) {
  std::vector<nlohmann::json> all;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    auto expected = nlohmann::json::parse(line);
    if (expected["platform"] == "cisco_iosxr") all.push_back(std::move(expected));
  }
  return all;
}

void compare(Score& score, const nlohmann::json& expected, const std::string& actual, const std::string& where) {
  if (expected.is_string() && !expected.get<std::string>().empty())
    score.count(expected.get<std::string>() == actual, where + ": " + expected.get<std::string>() + " is '" + actual + "'");
}

}  // namespace

TEST_CASE("cisco_iosxr_version: release, model and uptime as others read them") {
  const auto corpus = shared_folder("corpus");
  const auto oracle = shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  Score score;
  for (const auto& expected : expected_of(*oracle / "show_version.jsonl")) {
    const std::string raw = expected["raw"];
    const auto device = read_as("cisco_iosxr_version", read_file(*corpus / raw)).device;
    const auto& software = device.software;
    compare(score, expected["hostname"], device.hostname.value, raw + " host name");
    compare(score, expected["version"], software.version.value, raw + " version");
    compare(score, expected["model"], software.hardware.value, raw + " model");
    if (expected["uptime"].is_string())
      score.count(software.uptime.value == grammars::parse_uptime(expected["uptime"].get<std::string>()), raw + " uptime");
  }
  score.check("cisco_iosxr_version");
}

/// Others count the prefixes of each VRF. What is no table of routes (a summary) has none, and is open for us.
TEST_CASE("cisco_iosxr_route: as many routes as others read") {
  const auto corpus = shared_folder("corpus");
  const auto oracle = shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  Score score;
  for (const auto& expected : expected_of(*oracle / "show_ip_route.jsonl")) {
    const std::string raw = expected["raw"];
    const auto reading = read_as("cisco_iosxr_route", read_file(*corpus / raw));
    std::set<std::pair<std::uint16_t, IpPrefix>> prefixes;
    for (const auto& row : reading.device.routes.rows) prefixes.emplace(row.vrf, row.prefix);
    score.count(prefixes.size() == expected["rows"].get<std::size_t>(), raw + ": " + std::to_string(prefixes.size()));
    if (expected["rows"] == 0) CHECK(reading.device.open_domains().contains(Domain::routes));
  }
  score.check("cisco_iosxr_route");
}
