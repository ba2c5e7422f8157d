#include <catch2/catch.hpp>

#include <string>

#include "support/reading.hpp"

/// Live state of redundancy and load: what they add to the configuration, and what is no such output.
namespace {

using namespace muster;

/// Reads an output behind a configuration, as a run does.
model::Device with_config(const std::string& config, const std::string& format, const std::string& output) {
  model::Device device;
  (void)grammars::find_format("cisco_ios")->read(config, {}, device);
  (void)grammars::find_format(format)->read(output, {}, device);
  return device;
}

const std::string hsrp_head = "Interface   Grp  Pri P State   Active          Standby         Virtual IP\n";
const std::string vrrp_head = "Interface          Grp Pri Time  Own Pre State   Master addr     Group addr\n";

}  // namespace

TEST_CASE("cisco_ios_hsrp: the live state joins the group of the configuration") {
  const auto device =
      with_config("interface GigabitEthernet0/0\n standby 1 ip 10.0.0.1\n standby 1 track 1\n", "cisco_ios_hsrp",
                  hsrp_head + "Gi0/0       1    110 P Standby 10.0.0.3        local           10.0.0.1\n");
  REQUIRE(device.redundancy_groups.size() == 1);
  CHECK(device.redundancy_groups[0].tracked.value);
  CHECK(device.redundancy_groups[0].state.value == "backup");
  CHECK(device.redundancy_groups[0].peer.value == "10.0.0.3");
}

TEST_CASE("cisco_ios_vrrp: the live state joins the group of the configuration, of either version") {
  const std::string row = "Gi0/0              7   120 3531       Y  Backup  10.0.0.2        10.0.0.1\n";
  for (const std::string config :
       {"interface GigabitEthernet0/0\n vrrp 7 ip 10.0.0.1\n",
        "interface GigabitEthernet0/0\n vrrp 7 address-family ipv4\n  address 10.0.0.1 primary\n  exit-vrrp\n"}) {
    const auto device = with_config(config, "cisco_ios_vrrp", vrrp_head + row);
    REQUIRE(device.redundancy_groups.size() == 1);
    CHECK(device.redundancy_groups[0].state.value == "backup");
    CHECK(device.redundancy_groups[0].peer.value == "10.0.0.2");
  }
  const auto both =
      with_config("interface Gi0/0/0\n vrrp 7 address-family ipv6\n  address FE80::1 primary\n  exit-vrrp\n",
                  "cisco_ios_vrrp", test::fixture("cisco_ios_vrrp/version3"));
  REQUIRE(both.redundancy_groups.size() == 2);
  CHECK(both.redundancy_groups[0].name.value == "vrrp GigabitEthernet0/0/0 7 ipv6");
  CHECK(both.redundancy_groups[0].state.value == "backup");
}

TEST_CASE("cisco_ios state: without groups nothing is open; other text, or a cut row, opens redundancy") {
  for (const std::string format : {"cisco_ios_hsrp", "cisco_ios_vrrp"}) {
    INFO(format);
    CHECK_FALSE(test::read_as(format, "").is_open(Domain::redundancy));
    CHECK(test::read_as(format, "some words of another output\n").is_open(Domain::redundancy));
  }
  CHECK_FALSE(test::read_as("cisco_ios_hsrp", hsrp_head).is_open(Domain::redundancy));
  CHECK(test::read_as("cisco_ios_hsrp", hsrp_head + "Gi0/0       1    110\n").is_open(Domain::redundancy));
  CHECK(test::read_as("cisco_ios_vrrp", vrrp_head + "Gi0/0   7   120 3531   Y  Master  10.0.0.2\n")
            .is_open(Domain::redundancy));
  CHECK(test::read_as("cisco_ios_vrrp", vrrp_head + "Gi0/0   7   120 3531   Y  Odd  10.0.0.2  10.0.0.1\n")
            .is_open(Domain::redundancy));
}

TEST_CASE("cisco_ios_resources: load over five minutes, and the memory of processes") {
  const auto cpu = test::read_as("cisco_ios_resources", test::fixture("cisco_ios_resources/cpu"));
  CHECK(cpu.device.resources.cpu.value == 7);
  const auto memory = test::read_as("cisco_ios_resources", test::fixture("cisco_ios_resources/memory"));
  CHECK(memory.device.resources.memory.value == 27);
  CHECK(test::read_as("cisco_ios_resources", "Total: 62361248, Used: 22084468, Free: 40276780\n")
            .device.resources.memory.value == 35);
  for (const std::string text :
       {"", "words\n", "CPU utilization for five seconds: 11%/1%; one minute: 9%\n",
        "Processor Pool Total: 0 Used: 0 Free: 0\n", "Processor Pool Total: 5 Used: 6 Free: 0\n",
        "CPU utilization for five seconds: 1%/0%; one minute: 2%; five minutes: 300%\n"}) {
    INFO(text);
    CHECK(test::read_as("cisco_ios_resources", text).is_open(Domain::health));
  }
}
