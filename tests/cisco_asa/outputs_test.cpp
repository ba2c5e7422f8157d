#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>

#include "grammars/durations.hpp"
#include "support/reading.hpp"

using namespace muster;
using test::read_as;

TEST_CASE("cisco_asa outputs: another text, or none, opens what the output should tell") {
  struct Case {
    const char* format;
    Domain domain;
  };
  for (const auto& [format, domain] : {Case{"cisco_asa_version", Domain::software},
                                       {"cisco_asa_route", Domain::routes},
                                       {"cisco_asa_sockets", Domain::listeners},
                                       {"cisco_asa_failover", Domain::redundancy},
                                       {"cisco_asa_inventory", Domain::software}}) {
    INFO(format);
    for (const std::string& text :
         {std::string(), std::string("ERROR: % Invalid input\n"), std::string(1000, '\0'), std::string(200'000, ',')})
      CHECK(read_as(format, text).is_open(domain));
  }
}

TEST_CASE("cisco_asa outputs: no handler can be switched off unnoticed") {
  for (const char* name : {"cisco_asa_version/virtual", "cisco_asa_version/ftd", "cisco_asa_route/table",
                           "cisco_asa_route/ipv6", "cisco_asa_sockets/table", "cisco_asa_failover/pair",
                           "cisco_asa_failover/groups", "cisco_asa_inventory/chassis"}) {
    INFO(name);
    const std::string path(name);
    test::check_knock_out(path.substr(0, path.find('/')), test::fixture(path));
  }
}

TEST_CASE("cisco_asa_failover: configuration and state speak about one pair, in either order") {
  const std::string config = "failover\nfailover lan interface L GigabitEthernet0/3\nfailover key secret\n";
  const std::string state = test::fixture("cisco_asa_failover/pair");
  for (const bool config_first : {true, false}) {
    test::Reading reading;
    test::read_into(reading, config_first ? "cisco_asa" : "cisco_asa_failover", config_first ? config : state);
    test::read_into(reading, config_first ? "cisco_asa_failover" : "cisco_asa", config_first ? state : config);
    REQUIRE(reading.device.redundancy_groups.size() == 1);
    const model::RedundancyGroup& group = reading.device.redundancy_groups[0];
    CHECK(group.state.value == "master");
    CHECK(group.peer_state.value == "backup");
    CHECK(group.authenticated.value);
  }
}

TEST_CASE("cisco_asa_failover: a pair of which one unit is missing is open") {
  const std::string state = test::fixture("cisco_asa_failover/pair");
  CHECK_FALSE(read_as("cisco_asa_failover", state).is_open(Domain::redundancy));
  CHECK(read_as("cisco_asa_failover", state.substr(0, state.find("Other host"))).is_open(Domain::redundancy));
  CHECK_FALSE(read_as("cisco_asa_failover", "Failover Off\n").is_open(Domain::redundancy));
}

TEST_CASE("cisco_asa_route: a mask that is none, a route without its next hop") {
  const std::string codes = "Codes: C - connected, S - static\n\n";
  const auto odd = read_as("cisco_asa_route", codes + "S        192.0.2.0 255.255.255.64 [1/0] via 10.0.0.1, inside\n");
  CHECK(odd.is_open(Domain::routes));
  CHECK(odd.device.routes.rows.empty());
  CHECK(odd.diagnostics() ==
        "3:10: expected an address and its mask, got '192.0.2.0 255.255.255.64 [1/0] via 10.0.'\n");
  CHECK(read_as("cisco_asa_route", codes + "C    192.0.2.0 255.255.255.0\n").is_open(Domain::routes));
  CHECK(read_as("cisco_asa_route", codes + "Q    192.0.2.0 255.255.255.0 is directly connected, inside\n")
            .is_open(Domain::routes));
}

TEST_CASE("cisco_asa_version: release, model, serial number, host name and uptime as others read them") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_version.jsonl");
  unsigned fields = 0;
  unsigned right = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    if (expected["platform"] != "cisco_asa") continue;
    const auto reading = read_as("cisco_asa_version", test::read_file(*corpus / expected["raw"].get<std::string>()));
    const model::Software& software = reading.device.software;
    const auto compare = [&](const std::string& ours, const std::string& theirs) {
      ++fields;
      CHECK(ours == theirs);
      if (ours == theirs) ++right;
    };
    // A virtual one names its model below the hardware that it believes to have.
    const std::string exact = expected["all"]["model"];
    const std::string hardware = expected["model"];
    compare(software.version.value, expected["version"]);
    compare(reading.device.hostname.value, expected["hostname"]);
    compare(software.hardware.value, exact.empty() ? hardware.substr(0, hardware.find(',')) : exact);
    compare(software.serial.value, expected["serial"][0]);
    compare(software.image.value, expected["all"]["image"]);
    compare(std::to_string(software.uptime.value),
            std::to_string(grammars::parse_uptime(expected["uptime"].get<std::string>()).value_or(-1)));
  }
  std::cout << "cisco_asa_version: " << right << " of " << fields << " fields as the oracle has them\n";
  CHECK(fields > 0);
}

TEST_CASE("cisco_asa_route: as many routes as others read, but for prefixes that a name hides") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_ip_route.jsonl");
  std::size_t rows = 0;
  std::size_t right = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    if (expected["platform"] != "cisco_asa") continue;
    const auto reading = read_as("cisco_asa_route", test::read_file(*corpus / expected["raw"].get<std::string>()));
    // What stands there under a name, or with a mask that is none, is a line that is not understood: never lost unseen.
    rows += expected["rows"].get<std::size_t>();
    right += reading.device.routes.rows.size() + reading.result.counts().unknown;
  }
  std::cout << "cisco_asa_route: " << right << " of " << rows << " rows read or said to be unread\n";
  CHECK(right >= rows);
}
