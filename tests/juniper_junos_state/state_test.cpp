#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

const model::RedundancyGroup& group(const model::Device& device, const std::string& name) {
  const auto found = std::ranges::find_if(device.redundancy_groups, [&](const auto& each) { return each.name.value == name; });
  REQUIRE(found != device.redundancy_groups.end());
  return *found;
}

}  // namespace

TEST_CASE("juniper_junos_vrrp: groups have the state that the device tells, also beside its configuration") {
  auto reading = read_as("juniper_junos_vrrp", test::fixture("juniper_junos_vrrp/gateway"));
  CHECK(group(reading.device, "vrrp ge-0/0/1.10 10").state.value == "master");
  CHECK(group(reading.device, "vrrp ge-0/0/1.20 20").state.value == "backup");
  CHECK(group(reading.device, "vrrp ge-0/0/2.0 1").state.value == "fault");
  CHECK(reading.states() == "uuuuuuuui");
  const std::string configured = "set interfaces ge-0/0/1 unit 10 family inet address 192.0.2.2/24 vrrp-group 10 virtual-address 192.0.2.1\n";
  grammars::find_format("juniper_junos")->read(configured, {}, reading.device);
  CHECK(reading.device.redundancy_groups.size() == 3);
  CHECK(group(reading.device, "vrrp ge-0/0/1.10 10").state.value == "master");
  CHECK(group(reading.device, "vrrp ge-0/0/1.10 10").virtual_addresses.value == std::vector<std::string>{"192.0.2.1"});
}

TEST_CASE("juniper_junos_vrrp: a device without groups, and outputs that are none") {
  CHECK_FALSE(read_as("juniper_junos_vrrp", "warning: vrrp subsystem not running - not needed by configuration.\n").is_open(Domain::redundancy));
  CHECK(read_as("juniper_junos_vrrp", "").is_open(Domain::redundancy));
  const auto bad = read_as("juniper_junos_vrrp", "Interface State Group VR state\nge-0/0/1.0 up 1 asleep\n");
  CHECK(bad.is_open(Domain::redundancy));
  CHECK(bad.diagnostics() == "2:17: expected a state, got 'asleep'\n");
}

TEST_CASE("juniper_junos_cluster: the node that answers, and the other one") {
  const auto reading = read_as("juniper_junos_cluster", test::fixture("juniper_junos_cluster/pair"));
  CHECK(group(reading.device, "cluster 0").state.value == "master");
  CHECK(group(reading.device, "cluster 0").peer_state.value == "backup");
  CHECK(group(reading.device, "cluster 1").state.value == "backup");
  CHECK(group(reading.device, "cluster 1").priority.value == 0);
  CHECK(group(reading.device, "cluster 1").peer.value == "node1");
  CHECK_FALSE(reading.is_open(Domain::redundancy));
}

TEST_CASE("juniper_junos_cluster: without the node's name no state is its own; a cut output opens") {
  const std::string whole = test::fixture("juniper_junos_cluster/pair");
  const auto nameless = read_as("juniper_junos_cluster", whole.substr(0, whole.find("{primary")));
  CHECK(group(nameless.device, "cluster 0").state.state == model::State::unknown);
  CHECK(read_as("juniper_junos_cluster", whole.substr(0, whole.rfind("node1  100"))).is_open(Domain::redundancy));
  CHECK(read_as("juniper_junos_cluster", "").is_open(Domain::redundancy));
  CHECK(read_as("juniper_junos_cluster", "Cluster ID: 1\nRedundancy group: 1 , x\nnode0 1 asleep\n").diagnostics() ==
        "3:9: expected a state, got 'asleep'\n");
  CHECK(read_as("juniper_junos_cluster", "Cluster ID: 1\nRedundancy group: 129 , x\n").diagnostics() ==
        "2:19: expected the number of a group, got '129'\n");
}

TEST_CASE("juniper_junos_engine: the fullest engine, and the uptime of the one that works") {
  const auto reading = read_as("juniper_junos_engine", test::fixture("juniper_junos_engine/two"));
  CHECK(reading.device.resources.cpu.value == 9);
  CHECK(reading.device.resources.memory.value == 14);
  CHECK(reading.device.software.uptime.value == 10 * 86'400 + 3 * 3'600 + 2 * 60 + 1);
  CHECK_FALSE(reading.is_open(Domain::health));
  CHECK(read_as("juniper_junos_engine", "").is_open(Domain::health));
  CHECK(read_as("juniper_junos_engine", "Routing Engine status:\n Total memory 2048 MB Max 1085 MB used ( 53 percent)\n").device.resources.memory.value == 53);
  CHECK(read_as("juniper_junos_engine", "Routing Engine status:\n Idle 195 percent\n").is_open(Domain::health));
}

TEST_CASE("Junos outputs of state: no handler can be switched off unnoticed") {
  test::check_knock_out("juniper_junos_vrrp", test::fixture("juniper_junos_vrrp/gateway"));
  test::check_knock_out("juniper_junos_cluster", test::fixture("juniper_junos_cluster/pair"));
  test::check_knock_out("juniper_junos_engine", test::fixture("juniper_junos_engine/two"));
}

TEST_CASE("juniper_junos_cluster: a prompt that is cut at the end of the text is no prompt") {
  for (const char* const cut : {"{primary:node", "{primary:node0", ":node"})
    CHECK(test::read_as("juniper_junos_cluster", cut).result.lines.size() == 1);
}
