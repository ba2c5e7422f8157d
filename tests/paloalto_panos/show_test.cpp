#include <catch2/catch.hpp>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "support/reading.hpp"
#include "support/routes.hpp"

using namespace muster;
using test::read_as;

TEST_CASE("paloalto_panos_version: a number that is not known, an age of a day, and an output that is none") {
  const auto reading =
      read_as("paloalto_panos_version", "hostname: a\nuptime: 1 day, 0:00:01\nserial: unknown\nsw-version: 9.1.2\n");
  CHECK(reading.device.software.uptime.value == 86401);
  CHECK(reading.device.software.serial.state == model::State::unknown);
  CHECK(reading.device.software.version.value == "9.1.2");
  CHECK(read_as("paloalto_panos_version", "").is_open(Domain::software));
  CHECK(read_as("paloalto_panos_version", "sw-version: 9.1.2\nuptime: soon\n").diagnostics() ==
        "2:9: expected N days, H:MM:SS, got 'soon'\n");
  CHECK(read_as("paloalto_panos_version", "uptime: 1 days\nsw-version: 1\n").is_open(Domain::software));
}

TEST_CASE("paloalto_panos_route: a table that is cut, without its heading, or of another length opens the routes") {
  const std::string whole = test::fixture("paloalto_panos_route/table.txt");
  CHECK_FALSE(read_as("paloalto_panos_route", whole).is_open(Domain::routes));
  CHECK(read_as("paloalto_panos_route", whole.substr(0, whole.size() / 2)).is_open(Domain::routes));
  CHECK(read_as("paloalto_panos_route", "").is_open(Domain::routes));
  CHECK(read_as("paloalto_panos_route", "10.0.0.0/8 10.0.0.1 0 A C\n").is_open(Domain::routes));
  std::string fewer = whole;
  fewer.erase(fewer.find("10.2.0.0/16"), fewer.find("10.3.0.0/16") - fewer.find("10.2.0.0/16"));
  CHECK(read_as("paloalto_panos_route", fewer).is_open(Domain::routes));
}

TEST_CASE("paloalto_panos_ha: both members' states, or it is not the whole output") {
  const std::string whole = test::fixture("paloalto_panos_ha/pair.txt");
  CHECK_FALSE(read_as("paloalto_panos_ha", whole).is_open(Domain::redundancy));
  CHECK(read_as("paloalto_panos_ha", whole.substr(0, whole.find("Peer"))).is_open(Domain::redundancy));
  CHECK(read_as("paloalto_panos_ha", "").is_open(Domain::redundancy));
  CHECK_FALSE(read_as("paloalto_panos_ha", "HA not enabled\n").is_open(Domain::redundancy));
  test::Reading reading;
  test::read_into(reading, "paloalto_panos", "set deviceconfig high-availability group group-id 7\n");
  test::read_into(reading, "paloalto_panos_ha", whole);
  REQUIRE(reading.device.redundancy_groups.size() == 1);
  CHECK(reading.device.redundancy_groups[0].state.value == "master");
}

TEST_CASE("paloalto_panos: no handler of an output can be switched off unnoticed") {
  test::check_knock_out("paloalto_panos_version", test::fixture("paloalto_panos_version/firewall.txt"));
  test::check_knock_out("paloalto_panos_route", test::fixture("paloalto_panos_route/table.txt"));
  test::check_knock_out("paloalto_panos_ha", test::fixture("paloalto_panos_ha/pair.txt"));
}

TEST_CASE("paloalto_panos_version: what others read from the same outputs") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_version.jsonl");
  unsigned right = 0, all = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    if (expected["platform"] != "paloalto_panos") continue;
    const auto reading = read_as("paloalto_panos_version", test::read_file(*corpus / std::string(expected["raw"])));
    const auto compare = [&](const char* field, const model::Text& text) {
      const std::string value = expected[field];
      ++all;
      right += value == (text.known() ? text.value : "unknown") ? 1U : 0U;
    };
    compare("version", reading.device.software.version);
    compare("model", reading.device.software.hardware);
    compare("serial", reading.device.software.serial);
    compare("hostname", reading.device.hostname);
  }
  std::cout << "paloalto_panos_version: " << right << " of " << all << " fields\n";
  CHECK(right * 100 >= all * 97);
  CHECK(all >= 4);
}

/// Others count the rows that are not active too.
TEST_CASE("paloalto_panos_route: as many prefixes as others count in the same tables") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_ip_route.jsonl");
  unsigned right = 0, all = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    const std::string raw = expected["raw"];
    if (expected["platform"] != "paloalto_panos" || raw.find("routing_resource") != std::string::npos) continue;
    const auto reading = read_as("paloalto_panos_route", test::read_file(*corpus / raw));
    std::set<IpPrefix> prefixes;
    for (const auto& row : reading.device.routes.rows) prefixes.insert(row.prefix);
    ++all;
    right += prefixes.size() == expected["distinct_prefixes"] ? 1U : 0U;
  }
  std::cout << "paloalto_panos_route: " << right << " of " << all << " tables\n";
  CHECK(right * 100 >= all * 97);
  CHECK(all >= 2);
}
