#include <catch2/catch.hpp>

#include "support/reading.hpp"

using namespace muster;

TEST_CASE("cisco_nxos_version: without a release it is no such output") {
  CHECK(test::read_as("cisco_nxos_version", "").is_open(Domain::software));
  CHECK(test::read_as("cisco_nxos_version", "% Permission denied for the role\n").is_open(Domain::software));
  CHECK_FALSE(test::read_as("cisco_nxos_version", "  NXOS: version 9.3(8)\r\n").is_open(Domain::software));
}

TEST_CASE("cisco_nxos_version: models are told without the name of their family") {
  const auto model = [](const std::string& line) {
    return test::read_as("cisco_nxos_version", line).device.software.hardware.value;
  };
  CHECK(model("  cisco Nexus9000 C93180YC-FX Chassis") == "C93180YC-FX");
  CHECK(model("  cisco Nexus7000 C7009 (9 Slot) Chassis (\"Supervisor Module-2\")") == "C7009");
  CHECK(model("  cisco Nexus 5548 Chassis (\"O2\")") == "5548");
  CHECK(model("  cisco NX-OSv Chassis (\"NX-OSv Supervisor Module\")") == "NX-OSv");
  CHECK(model("  cisco MDS 9148S 16G 48 FC (1 Slot) Chassis") == "MDS 9148S 16G 48 FC");
}

TEST_CASE("cisco_nxos_version: an uptime that is not understood is unknown") {
  const auto reading = test::read_as("cisco_nxos_version", "  NXOS: version 9.3(8)\nKernel uptime is 3 fortnight(s)\n");
  CHECK(reading.device.software.uptime.state == model::State::unknown);
  CHECK(reading.is_open(Domain::software));
}
