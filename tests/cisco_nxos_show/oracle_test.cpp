#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "support/reading.hpp"

/// Answers that other projects' parsers give for real outputs.
namespace {

using namespace muster;
using Json = nlohmann::json;

struct Score {
  std::size_t right = 0;
  std::size_t all = 0;

  void count(const std::string& what, const std::string& ours, const std::string& theirs) {
    ++all;
    if (ours == theirs)
      ++right;
    else
      std::cout << "differs: " << what << ": '" << ours << "', expected '" << theirs << "'\n";
  }
};

template <class Each>
void for_each_answer(const std::string& name, const Each& each) {
  const auto oracles = test::shared_folder("oracles");
  const auto corpus = test::shared_folder("corpus");
  if (!oracles || !corpus) return;
  std::ifstream file(*oracles / "show" / name);
  for (std::string line; std::getline(file, line);) {
    const Json answer = Json::parse(line);
    if (answer.at("platform") == "cisco_nxos")
      each(answer, test::read_file(*corpus / answer.at("raw").get<std::string>()));
  }
}

/// The release without the words behind it: "10.4(5) [Maintenance Release]".
std::string release(const std::string& text) { return text.substr(0, text.find(' ')); }

/// "60 day(s), 17 hour(s), 26 minute(s), 51 second(s)"
std::int64_t seconds(const std::string& text) {
  std::int64_t total = 0;
  std::istringstream words(text);
  std::int64_t number = 0;
  for (std::string unit; words >> number >> unit;)
    total += number * (unit[0] == 'd' ? 86400 : unit[0] == 'h' ? 3600 : unit[0] == 'm' ? 60 : 1);
  return total;
}

/// Answers that are not taken: they count paths in reserve, which packets do not take, or miss routes of IPv6 and of
/// further VRFs that stand in the output.
bool counts_otherwise(const std::string& raw) {
  return raw.ends_with("show_ip_route_vrf3.raw") || raw.find("ShowRoutingIpv6VrfAll") != std::string::npos ||
         raw.find("ShowRoutingVrfAll__golden_output_1") != std::string::npos ||
         raw.find("ShowRoutingVrfAll__golden_output_2") != std::string::npos;
}

}  // namespace

TEST_CASE("cisco_nxos_version: the oracle's answers") {
  Score score;
  for_each_answer("show_version.jsonl", [&](const Json& answer, const std::string& bytes) {
    const auto reading = test::read_as("cisco_nxos_version", bytes);
    const auto& software = reading.device.software;
    const std::string raw = answer.at("raw");
    const auto text = [&](const char* name) {
      return answer.at(name).is_null() ? std::string() : answer.at(name).get<std::string>();
    };
    score.count(raw + " version", software.version.value, release(text("version")));
    score.count(raw + " model", software.hardware.value, text("model"));
    score.count(raw + " serial", software.serial.value, text("serial"));
    score.count(raw + " hostname", reading.device.hostname.value, text("hostname"));
    score.count(raw + " uptime", std::to_string(software.uptime.value), std::to_string(seconds(text("uptime"))));
  });
  std::cout << "cisco_nxos_version: " << score.right << " of " << score.all << " fields as the oracle has them\n";
  CHECK(score.right * 100 >= score.all * 97);
}

TEST_CASE("cisco_nxos_route: the oracle's answers") {
  Score score;
  for_each_answer("show_ip_route.jsonl", [&](const Json& answer, const std::string& bytes) {
    const std::string raw = answer.at("raw");
    if (counts_otherwise(raw)) return;
    const auto reading = test::read_as("cisco_nxos_route", bytes);
    score.count(raw + " rows", std::to_string(reading.device.routes.rows.size()),
                std::to_string(answer.at("rows").get<std::size_t>()));
  });
  std::cout << "cisco_nxos_route: " << score.right << " of " << score.all << " tables as the oracle has them\n";
  CHECK(score.right * 100 >= score.all * 97);
}
