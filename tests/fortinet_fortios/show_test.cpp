#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <set>
#include <string>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

struct Share {
  unsigned right = 0;
  unsigned all = 0;
  void add(bool is_right, const std::string& what) {
    ++all;
    right += is_right ? 1 : 0;
    if (!is_right) std::cout << "differs: " << what << '\n';
  }
};

std::vector<nlohmann::json> expected(const std::filesystem::path& file) {
  std::vector<nlohmann::json> all;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (auto one = nlohmann::json::parse(line); one["platform"] == "fortinet_fortios") all.push_back(std::move(one));
  return all;
}

void check_share(const Share& share, const std::string& name) {
  std::cout << name << ": " << share.right << " of " << share.all << " fields as expected\n";
  CHECK(share.right * 100 >= share.all * 97);
}

}  // namespace

TEST_CASE("fortinet_fortios_version: the exact release takes the place of the configuration's head") {
  test::Reading reading;
  test::read_into(reading, "fortinet_fortios",
                  "#config-version=FGT60F-7.4.7-FW-build2731-250120:opmode=0:vdom=0:user=a\n");
  CHECK(reading.device.software.version.value == "7.4.7");
  test::read_into(reading, "fortinet_fortios_version", test::fixture("fortinet_fortios_version/fg60f"));
  CHECK(reading.device.software.version.value == "7.4.8");
  CHECK(reading.device.software.hardware.value == "FortiGate-60F");
}

TEST_CASE("fortinet_fortios_version: an output without a release opens the software") {
  for (const std::string text :
       {"", "Unknown action 0\n", "Version: v7.4.8\n", "Version: FortiGate-60F v7.4\n", "Serial-Number: FGT1\n"})
    CHECK(read_as("fortinet_fortios_version", text).is_open(Domain::software));
  CHECK(read_as("fortinet_fortios_version", "Version: FortiGate v7.x\n").diagnostics() ==
        "1:10: expected a model and a release, got 'FortiGate v7.x'\n");
}

TEST_CASE("fortinet_fortios_route: what is no route of the legend is unknown, a table without a legend open") {
  const std::string legend = "Codes: K - kernel, C - connected\n\n";
  CHECK(read_as("fortinet_fortios_route", legend + "Z  10.0.0.0/8 is directly connected, a\n").is_open(Domain::routes));
  CHECK(read_as("fortinet_fortios_route", legend + "C  10.0.0.0/8 is directly\n").diagnostics() ==
        "3:15: expected a next hop and its details, got 'is directly'\n");
  CHECK(read_as("fortinet_fortios_route", legend + "   [10/0] via 10.0.0.1, a\n").is_open(Domain::routes));
  CHECK(read_as("fortinet_fortios_route", "C  10.0.0.0/8 is directly connected, a\n").is_open(Domain::routes));
  CHECK(read_as("fortinet_fortios_route", "").is_open(Domain::routes));
  CHECK_FALSE(read_as("fortinet_fortios_route", legend).is_open(Domain::routes));
}

TEST_CASE("fortinet_fortios_ha: the state joins the configured group, and needs the device's own serial number") {
  test::Reading reading;
  test::read_into(reading, "fortinet_fortios",
                  "config system ha\nset mode a-p\nset group-name pair\nset priority 200\nend\n");
  test::read_into(reading, "fortinet_fortios_version", test::fixture("fortinet_fortios_version/fg60f"));
  test::read_into(reading, "fortinet_fortios_ha", test::fixture("fortinet_fortios_ha/pair"));
  REQUIRE(reading.device.redundancy_groups.size() == 1);
  const model::RedundancyGroup& group = reading.device.redundancy_groups[0];
  CHECK(group.priority.value == 200);
  CHECK(group.state.value == "master");
  CHECK(group.peer.value == "edge2");
  CHECK(group.peer_state.value == "backup");
  CHECK(group.synchronised.known());
  CHECK_FALSE(group.synchronised.value);
  const auto alone = read_as("fortinet_fortios_ha", test::fixture("fortinet_fortios_ha/pair"));
  CHECK(alone.device.redundancy_groups.at(0).state.state == model::State::unknown);
}

TEST_CASE("fortinet_fortios_ha: no cluster, no group; no mode, no answer") {
  CHECK(read_as("fortinet_fortios_ha", "HA Health Status: OK\nModel: X\nMode: Standalone\n")
            .device.redundancy_groups.empty());
  CHECK(read_as("fortinet_fortios_ha", "Unknown action 0\n").is_open(Domain::redundancy));
}

TEST_CASE("fortinet_fortios: no handler of a show output can be switched off unnoticed") {
  test::check_knock_out("fortinet_fortios_version", test::fixture("fortinet_fortios_version/fg60f"));
  test::check_knock_out("fortinet_fortios_route", test::fixture("fortinet_fortios_route/all"));
  test::check_knock_out("fortinet_fortios_ha", test::fixture("fortinet_fortios_ha/pair"));
}

TEST_CASE("fortinet_fortios: release, serial number and host name as others read them") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  Share share;
  for (const auto& one : expected(*oracle / "show_version.jsonl")) {
    const std::filesystem::path file = *corpus / one["raw"].get<std::string>();
    if (!std::filesystem::exists(file)) continue;
    const auto reading = read_as("fortinet_fortios_version", test::read_file(file));
    const model::Software& software = reading.device.software;
    const std::string version = one["version"];
    share.add(version.starts_with(software.hardware.value + " v" + software.version.value + ","), version);
    share.add(one["serial"] == software.serial.value, one["serial"].dump());
    share.add(one["hostname"] == reading.device.hostname.value, one["hostname"].dump());
    CHECK_FALSE(reading.is_open(Domain::software));
  }
  check_share(share, "fortinet_fortios_version");
}

TEST_CASE("fortinet_fortios: as many routes as others read") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  Share share;
  for (const auto& one : expected(*oracle / "show_ip_route.jsonl")) {
    const std::filesystem::path file = *corpus / one["raw"].get<std::string>();
    if (!std::filesystem::exists(file)) continue;
    const auto reading = read_as("fortinet_fortios_route", test::read_file(file));
    std::set<std::string> prefixes;
    for (const model::Route& route : reading.device.routes.rows) prefixes.insert(to_string(route.prefix));
    share.add(reading.device.routes.rows.size() == one["rows"], "rows of " + file.filename().string());
    share.add(prefixes.size() == one["distinct_prefixes"], "prefixes of " + file.filename().string());
    CHECK_FALSE(reading.is_open(Domain::routes));
  }
  check_share(share, "fortinet_fortios_route");
}
