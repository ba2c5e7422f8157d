#include <catch2/catch.hpp>

#include "cisco_iosxr/read.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("cisco_iosxr_route: a table without its legend is open, and so is one that does not end its last route") {
  const Reading cut = read_as("cisco_iosxr_route", "C    192.0.2.0/24 is directly connected, 1d22h, Bundle-Ether1\n");
  CHECK(cut.device.routes.rows.size() == 1);
  CHECK(cut.device.open_domains().contains(Domain::routes));
  const Reading late = read_as("cisco_iosxr_route", "Codes: C - connected\n\nS    2001:db8::/32\n");
  CHECK(late.device.open_domains().contains(Domain::routes));
}

TEST_CASE("cisco_iosxr_route: no routes at all is an answer") {
  const Reading empty = read_as("cisco_iosxr_route", "VRF: A\n\n\n% No matching routes found\n");
  CHECK(empty.device.open_domains().empty());
  CHECK(read_as("cisco_iosxr_route", "").device.open_domains().contains(Domain::routes));
}

TEST_CASE("cisco_iosxr_route: what is not understood is told with its place") {
  const Reading reading = read_as("cisco_iosxr_route",
                                  "Codes: C - connected\n\n"
                                  "Z    192.0.2.0/24 is directly connected, 1d22h, Bundle-Ether1\n"
                                  "C    192.0.2.0/24 is somewhere\n");
  CHECK(reading.diagnostics() ==
        "3:1: expected a code of the legend, got 'Z    '\n4:19: expected a next hop and its details, got 'is somewhere'\n");
  CHECK(reading.device.routes.rows.empty());
}

TEST_CASE("cisco_iosxr_version: an output without a release is open") {
  CHECK(read_as("cisco_iosxr_version", "cisco NCS-540 () processor\n").device.open_domains().contains(Domain::software));
  CHECK(read_as("cisco_iosxr_version", "Cisco IOS XR Software, Version 7.5.2\n").device.open_domains().empty());
}

TEST_CASE("cisco_iosxr_inventory: modules are not the box") {
  const Reading reading = read_as("cisco_iosxr_inventory", "NAME: \"0/RP0\", DESCR: \"x\"\nPID: A, VID: V1, SN: B\n");
  CHECK_FALSE(reading.device.software.serial.known());
  CHECK(reading.device.open_domains().empty());
  CHECK(read_as("cisco_iosxr_inventory", "nothing\n").device.open_domains().contains(Domain::software));
}
