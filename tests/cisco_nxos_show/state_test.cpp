#include <catch2/catch.hpp>

#include <string>

#include "support/reading.hpp"

/// Live state of redundancy, and the inventory: what they add to the configuration, and what is no such output.
namespace {

using namespace muster;

/// Reads an output behind a configuration, as a run does.
model::Device with_config(const std::string& config, const std::string& format, const std::string& output) {
  model::Device device;
  (void)grammars::find_format("cisco_nxos")->read(config, {}, device);
  (void)grammars::find_format(format)->read(output, {}, device);
  return device;
}

constexpr const char* hsrp_head = " Interface   Grp  Prio P State    Active addr      Standby addr     Group addr\n";

}  // namespace

TEST_CASE("cisco_nxos_hsrp: the live state joins the group of the configuration") {
  const auto device =
      with_config("interface Vlan10\n  hsrp 10\n    priority 110\n    ip 10.0.0.1\n    track 1\n", "cisco_nxos_hsrp",
                  std::string(hsrp_head) + "  Vlan10  10  90  P Standby  10.0.0.2  local  10.0.0.1  (conf)\n");
  REQUIRE(device.redundancy_groups.size() == 1);
  CHECK(device.redundancy_groups[0].priority.value == 110);
  CHECK(device.redundancy_groups[0].tracked.value);
  CHECK(device.redundancy_groups[0].state.value == "backup");
  CHECK(device.redundancy_groups[0].peer.value == "10.0.0.2");
}

TEST_CASE("cisco_nxos_vpc: the live state joins the domain of the configuration") {
  const auto device = with_config("vpc domain 7\n  peer-keepalive destination 10.0.0.2\n", "cisco_nxos_vpc",
                                  test::fixture("cisco_nxos_vpc/pair"));
  REQUIRE(device.redundancy_groups.size() == 1);
  CHECK(device.redundancy_groups[0].peer.value == "10.0.0.2");
  CHECK(device.redundancy_groups[0].state.value == "master");
}

TEST_CASE("cisco_nxos state: an output without its heading, or with a line of another kind, opens redundancy") {
  for (const std::string format : {"cisco_nxos_hsrp", "cisco_nxos_vrrp", "cisco_nxos_vpc"}) {
    INFO(format);
    CHECK(test::read_as(format, "").is_open(Domain::redundancy));
    CHECK(test::read_as(format, "some words of another output\n").is_open(Domain::redundancy));
  }
  CHECK(test::read_as("cisco_nxos_hsrp", std::string(hsrp_head) + "  Vlan10  10  90  P Odd  local  unknown  10.0.0.1\n")
            .is_open(Domain::redundancy));
  CHECK(test::read_as("cisco_nxos_hsrp", std::string(hsrp_head) + "  Vlan10  10  90\n").is_open(Domain::redundancy));
  CHECK(test::read_as("cisco_nxos_vpc", "vPC domain id  : 7\nPeer status  : peer adjacency formed ok\n")
            .is_open(Domain::redundancy));
  CHECK_FALSE(test::read_as("cisco_nxos_vpc", "vPC domain id  : Not configured\n").is_open(Domain::redundancy));
}

TEST_CASE("cisco_nxos_inventory: without a chassis, or cut inside its line, the hardware is open") {
  CHECK(test::read_as("cisco_nxos_inventory", "").is_open(Domain::software));
  CHECK(test::read_as("cisco_nxos_inventory", "NAME: \"Slot 1\",  DESCR: \"x\"\nPID: A  ,  VID: V ,  SN: B\n")
            .is_open(Domain::software));
  CHECK(test::read_as("cisco_nxos_inventory", "NAME: \"Chassis\",  DESCR: \"x\"\nPID: A  ,  VI\n")
            .is_open(Domain::software));
}
