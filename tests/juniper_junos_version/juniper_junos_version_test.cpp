#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

TEST_CASE("juniper_junos_version: the members of one chassis tell the same name, model and release") {
  const auto reading = read_as("juniper_junos_version", test::fixture("juniper_junos_version/switch"));
  CHECK(reading.device.hostname.value == "edge1");
  CHECK(reading.device.software.product.value == "Junos");
  CHECK(reading.device.software.hardware.value == "qfx5100-48s-6q");
  CHECK(reading.device.software.version.value == "21.4R3-S3.4");
  CHECK(reading.device.software.serial.state == State::unknown);
  CHECK_FALSE(reading.is_open(Domain::software));
  CHECK(reading.states() == "iiuuuiiiuiiuuuiui");
}

TEST_CASE("juniper_junos_version: an older release stands in the first package") {
  const auto reading = read_as("juniper_junos_version", test::fixture("juniper_junos_version/old"));
  CHECK(reading.device.software.version.value == "12.1X46-D40.2");
  CHECK(reading.device.software.hardware.value == "srx240h");
  CHECK_FALSE(reading.is_open(Domain::software));
}

TEST_CASE("juniper_junos_version: editions and Junos Evolved") {
  CHECK(read_as("juniper_junos_version", "Junos: 19.4R1.10 limited\n").device.software.version.value == "19.4R1.10");
  const auto evolved = read_as("juniper_junos_version", "Junos: 20.4R2.8-EVO\n");
  CHECK(evolved.device.software.product.value == "Junos Evolved");
  CHECK(evolved.device.software.version.value == "20.4R2.8-EVO");
}

TEST_CASE("juniper_junos_version: members with different releases leave the release unknown") {
  const auto reading = read_as("juniper_junos_version", "Junos: 21.4R3\nJunos: 21.4R2\nJunos: 21.4R3\n");
  CHECK_FALSE(reading.device.software.version.value == "21.4R2");
  CHECK(reading.is_open(Domain::software));
}

TEST_CASE("juniper_junos_version: without a release the software is open") {
  CHECK(read_as("juniper_junos_version", "").is_open(Domain::software));
  CHECK(read_as("juniper_junos_version", "Hostname: a\nModel: vmx\n").is_open(Domain::software));
  CHECK(read_as("juniper_junos_version", "                     ^\nunknown command.\n").is_open(Domain::software));
  CHECK(read_as("juniper_junos_version", "Junos:\n").diagnostics() == "1:7: expected a release, got ''\n");
  CHECK(read_as("juniper_junos_version", "JUNOS Base OS boot [\n").diagnostics() == "1:21: expected [RELEASE], got ''\n");
}

TEST_CASE("juniper_junos_version: CRLF, NULs and long lines are harmless") {
  CHECK(read_as("juniper_junos_version", "Junos: 21.4R3\r\nModel: mx204\r\n").device.software.hardware.value == "mx204");
  CHECK(read_as("juniper_junos_version", std::string(1000, '\0')).is_open(Domain::software));
  CHECK(read_as("juniper_junos_version", "JUNOS Base OS boot [" + std::string(1'000'000, '[')).is_open(Domain::software));
}

TEST_CASE("juniper_junos_version: no handler can be switched off unnoticed") {
  test::check_knock_out("juniper_junos_version", test::fixture("juniper_junos_version/switch"));
  test::check_knock_out("juniper_junos_version", test::fixture("juniper_junos_version/old"));
}

TEST_CASE("juniper_junos_version: others find the same release and model in the same outputs") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_version.jsonl");
  unsigned compared = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    if (expected["platform"] != "juniper_junos") continue;
    const std::string raw = expected["raw"];
    INFO(raw);
    const auto reading = read_as("juniper_junos_version", test::read_file(*corpus / raw));
    CHECK(reading.device.software.version.value == expected["version"].get<std::string>());
    if (expected["model"].is_string()) CHECK(reading.device.software.hardware.value == expected["model"].get<std::string>());
    if (expected["hostname"].is_string()) CHECK(reading.device.hostname.value == expected["hostname"].get<std::string>());
    ++compared;
  }
  CHECK(compared >= 4);
}
