#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;
using test::Reading;

TEST_CASE("arista_eos_version: an output without a release opens the software") {
  for (const std::string text : {"", "% Invalid input\n", "Arista DCS-7010T\n", "Software image version:\n"})
    CHECK(read_as("arista_eos_version", text).is_open(Domain::software));
  CHECK(read_as("arista_eos_version", "vEOS\nSoftware image version: 4.27.6M\nUptime: soon\n").diagnostics() ==
        "3:9: expected weeks, days, hours and minutes, got 'soon'\n");
}

TEST_CASE("arista_eos_version: no handler can be switched off unnoticed") {
  test::check_knock_out("arista_eos_version", test::fixture("arista_eos_version/switch"));
}

TEST_CASE("arista_eos_route: what is not understood, and what is missing, opens the routes") {
  const std::string head = "VRF: default\nCodes: C - connected, B E - eBGP\n\n";
  const auto is_open = [&](const std::string& rest) { return read_as("arista_eos_route", head + rest).is_open(Domain::routes); };
  CHECK_FALSE(is_open(" C 10.0.0.0/8 is directly connected, Ethernet1\n"));
  CHECK_FALSE(is_open(" B E 10.0.0.0/8 [200/0] via 192.0.2.1, Ethernet1\n"));
  CHECK(is_open(" X 10.0.0.0/8 is directly connected, Ethernet1\n"));
  CHECK(is_open(" B E 10.0.0.0/8 [200/0]\n"));
  CHECK(is_open(" B E 10.0.0.0/8 [200/0] via\n"));
  CHECK(is_open(" B E 10.0.0.0/8 200 via 192.0.2.1, Ethernet1\n"));
  CHECK(is_open("Displaying 2 of 2 IPv6 routing table entries\n C 2001:db8::/64 [0/0]\n  via Ethernet1, directly connected\n"));
  CHECK(read_as("arista_eos_route", "% Invalid input\n").is_open(Domain::routes));
  CHECK(read_as("arista_eos_route", "").is_open(Domain::routes));
}

TEST_CASE("arista_eos_route: no handler can be switched off unnoticed") {
  test::check_knock_out("arista_eos_route", test::fixture("arista_eos_route/tables"));
  test::check_knock_out("arista_eos_route", test::fixture("arista_eos_route/ipv6"));
}

TEST_CASE("arista_eos_vrrp: states go to the groups of the configuration") {
  Reading reading;
  test::read_into(reading, "arista_eos", "interface Vlan10\n   vrrp 10 ipv4 10.10.0.1\n");
  test::read_into(reading, "arista_eos_vrrp", test::fixture("arista_eos_vrrp/two"));
  REQUIRE(reading.device.redundancy_groups.size() == 2);
  CHECK(reading.device.redundancy_groups[0].name.value == "vrrp Vlan10 10");
  CHECK(reading.device.redundancy_groups[0].state.value == "master");
  CHECK(reading.device.redundancy_groups[1].state.value == "fault");
  CHECK(reading.device.openings.empty());
  CHECK(read_as("arista_eos_vrrp", "Vlan10 - Group 1\n  VRF is default\n").is_open(Domain::redundancy));
  CHECK(read_as("arista_eos_vrrp", "Vlan10 - Group 1\n  State is Odd\n").diagnostics() ==
        "2:12: expected the state of a group, got 'Odd'\n");
  CHECK_FALSE(read_as("arista_eos_vrrp", "").is_open(Domain::redundancy));
  test::check_knock_out("arista_eos_vrrp", test::fixture("arista_eos_vrrp/two"));
}

TEST_CASE("arista_eos_mlag: the pair's state, that of its peer, and whether their settings agree") {
  Reading reading;
  test::read_into(reading, "arista_eos", "mlag configuration\n   domain-id RACK1\n   peer-address 10.255.255.2\n");
  test::read_into(reading, "arista_eos_mlag", test::fixture("arista_eos_mlag/pair"));
  REQUIRE(reading.device.redundancy_groups.size() == 1);
  const model::RedundancyGroup& group = reading.device.redundancy_groups[0];
  CHECK(group.state.value == "master");
  CHECK(group.peer_state.value == "master");
  CHECK(group.synchronised.known());
  CHECK_FALSE(group.synchronised.value);
  CHECK(read_as("arista_eos_mlag", test::fixture("arista_eos_mlag/off")).device.redundancy_groups.empty());
  CHECK(read_as("arista_eos_mlag", "MLAG Configuration:\ndomain-id : R\n").is_open(Domain::redundancy));
  CHECK(read_as("arista_eos_mlag", "").is_open(Domain::redundancy));
  test::check_knock_out("arista_eos_mlag", test::fixture("arista_eos_mlag/pair"));
}

TEST_CASE("arista_eos_inventory: model and serial number of the system, not of its parts") {
  const auto reading = read_as("arista_eos_inventory", test::fixture("arista_eos_inventory/switch"));
  CHECK(reading.device.software.hardware.value == "DCS-7050SX3-48YC8");
  CHECK(reading.device.software.serial.value == "JPE00000001");
  CHECK(read_as("arista_eos_inventory", "System has 2 fans\n").is_open(Domain::software));
  test::check_knock_out("arista_eos_inventory", test::fixture("arista_eos_inventory/switch"));
}

namespace {

/// Lines of an oracle that are about this platform.
std::vector<nlohmann::json> expected_of(const std::filesystem::path& file) {
  std::vector<nlohmann::json> all;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (auto one = nlohmann::json::parse(line); one["platform"] == "arista_eos") all.push_back(std::move(one));
  return all;
}

std::string text_of(const nlohmann::json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

/// "134 weeks, 5 days, 23 hours and 44 minutes" as the oracle has it, in seconds.
std::int64_t seconds_of(const std::string& text) {
  const std::map<std::string, std::int64_t> units{{"week", 604800}, {"day", 86400}, {"hour", 3600}, {"minute", 60}};
  std::int64_t total = 0;
  std::int64_t number = 0;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (std::isdigit(static_cast<unsigned char>(word.front())) != 0) number = std::stoll(word);
    while (!word.empty() && (word.back() == ',' || word.back() == 's')) word.pop_back();
    if (const auto unit = units.find(word); unit != units.end()) total += number * unit->second;
  }
  return total;
}

}  // namespace

TEST_CASE("arista_eos: release, model, serial number, uptime and routes as others read them") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  int right = 0;
  int fields = 0;
  const auto compare = [&](const auto& got, const auto& want) {
    ++fields;
    if (got == want) ++right;
    CHECK(got == want);
  };
  for (const auto& expected : expected_of(*oracle / "show_version.jsonl")) {
    const auto reading = read_as("arista_eos_version", test::read_file(*corpus / expected["raw"].get<std::string>()));
    INFO(expected["raw"]);
    compare(reading.device.software.version.value, text_of(expected["version"]));
    compare(reading.device.software.hardware.value, text_of(expected["model"]));
    compare(reading.device.software.serial.value, text_of(expected["serial"]));
    compare(reading.device.software.uptime.value, seconds_of(text_of(expected["uptime"])));
  }
  for (const auto& expected : expected_of(*oracle / "show_ip_route.jsonl")) {
    const auto reading = read_as("arista_eos_route", test::read_file(*corpus / expected["raw"].get<std::string>()));
    INFO(expected["raw"]);
    if (expected["rows"] == 0) continue;
    std::set<std::string> prefixes;
    for (const auto& row : reading.device.routes.rows) prefixes.insert(to_string(row.prefix));
    compare(static_cast<int>(prefixes.size()), expected["distinct_prefixes"].get<int>());
    CHECK_FALSE(reading.is_open(Domain::routes));
  }
  std::cout << "arista_eos oracle: " << right << " of " << fields << " fields\n";
  CHECK(right * 100 >= fields * 97);
}
