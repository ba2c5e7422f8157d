#include <catch2/catch.hpp>

#include <string>

#include "support/reading.hpp"

/// The outputs of show commands.
using namespace muster;
using test::read_as;

namespace {

bool opens(const test::Reading& reading, Domain domain) { return reading.device.open_domains().contains(domain); }

/// Reads a second output into the device of a configuration.
model::Device after_configuration(std::string_view format, const std::string& output) {
  model::Device device = read_as("f5_bigip", test::fixture("f5_bigip/traffic.conf")).device;
  grammars::ReadOptions options;
  options.capture = 1;
  (void)grammars::find_format(format)->read(output, options, device);
  return device;
}

}  // namespace

TEST_CASE("f5_bigip_version: product and release") {
  const auto reading = read_as("f5_bigip_version", test::fixture("f5_bigip_version/ve.txt"));
  CHECK(reading.device.software.product.value == "BIG-IP");
  CHECK(reading.device.software.version.value == "15.1.8.2");
  CHECK(reading.device.openings.empty());
  CHECK(opens(read_as("f5_bigip_version", "Sys::Version\n"), Domain::software));
  CHECK(opens(read_as("f5_bigip_version", "  Product BIG-IP\n  Version 1\n"), Domain::software));
}

TEST_CASE("f5_bigip_hardware: model and serial number") {
  const auto reading = read_as("f5_bigip_hardware", test::fixture("f5_bigip_hardware/ve.txt"));
  CHECK(reading.device.software.hardware.value == "BIG-IP Virtual Edition");
  CHECK(reading.device.software.serial.value == "00000000-1111-2222-333344445555");
  CHECK(reading.device.openings.empty());
  CHECK(opens(read_as("f5_bigip_hardware", "sys hardware {\n    platform {\n"), Domain::software));
  CHECK(opens(read_as("f5_bigip_hardware", "Syntax Error: no\n"), Domain::software));
}

TEST_CASE("f5_bigip_route: prefixes, next hops, interfaces and route domains") {
  const auto reading = read_as("f5_bigip_route", test::fixture("f5_bigip_route/two_domains.txt"));
  const auto& table = reading.device.routes;
  CHECK(reading.device.openings.empty());
  REQUIRE(table.rows.size() == 6);
  CHECK(to_string(table.rows[0].prefix) == "0.0.0.0/0");
  CHECK(to_string(table.rows[0].next_hop) == "10.0.1.254");
  CHECK(table.names[table.rows[1].interface] == "/Common/external");
  CHECK(table.names[table.rows[3].vrf] == "2");
  CHECK(table.names[table.rows[4].interface] == "discard");
}

TEST_CASE("f5_bigip_route: a line of another form, or a table without its heading, opens the routes") {
  const std::string head = "Net::Routes\nName Destination Type NextHop Origin\n";
  CHECK(opens(read_as("f5_bigip_route", "x 10.0.0.0/8 gw 192.0.2.1 static\n"), Domain::routes));
  CHECK(opens(read_as("f5_bigip_route", head + "x 10.0.0.0/8 gw 192.0.2.1\n"), Domain::routes));
  CHECK(opens(read_as("f5_bigip_route", head + "x 10.0.0.0/8 tunnel y static\n"), Domain::routes));
  CHECK_FALSE(opens(read_as("f5_bigip_route", head + "x 10.0.0.0/8 gw 192.0.2.1 static\n"), Domain::routes));
}

TEST_CASE("f5_bigip_failover: the state of the unit") {
  const auto device = after_configuration("f5_bigip_failover", test::fixture("f5_bigip_failover/active.txt"));
  REQUIRE(device.redundancy_groups.size() == 1);
  CHECK(device.redundancy_groups.front().state.value == "master");
  CHECK(after_configuration("f5_bigip_failover", "Failover standby\n").redundancy_groups.front().state.value ==
        "backup");
  CHECK(opens(read_as("f5_bigip_failover", "Failover perhaps\n"), Domain::redundancy));
  CHECK(opens(read_as("f5_bigip_failover", ""), Domain::redundancy));
}

TEST_CASE("f5_bigip_sync: whether the configurations are the same") {
  const auto device = after_configuration("f5_bigip_sync", test::fixture("f5_bigip_sync/pending.txt"));
  REQUIRE(device.redundancy_groups.size() == 1);
  CHECK(device.redundancy_groups.front().synchronised.state == model::State::configured);
  CHECK_FALSE(device.redundancy_groups.front().synchronised.value);
  const auto same = after_configuration("f5_bigip_sync", "CM::Sync Status\nColor green\nStatus In Sync\n");
  CHECK(same.redundancy_groups.front().synchronised.value);
  CHECK(opens(read_as("f5_bigip_sync", "CM::Sync Status\n"), Domain::redundancy));
}

TEST_CASE("f5_bigip_pools: members are up, down or taken out; without a check nobody knows") {
  const auto device = after_configuration("f5_bigip_pools", test::fixture("f5_bigip_pools/web.txt"));
  REQUIRE(device.pools.size() == 3);
  REQUIRE(device.pools[0].members.size() == 2);
  CHECK(device.pools[0].members[0].state.value == "down");
  CHECK(device.pools[0].members[1].state.value == "drain");
  CHECK(device.pools[1].members[0].state.state == model::State::unknown);
  CHECK(device.pools[1].members[1].state.value == "up");
  CHECK(device.pools[2].members[0].state.state == model::State::unknown);
  CHECK(device.openings.empty());
}

TEST_CASE("f5_bigip_pools: an output that is cut, or another, opens health") {
  CHECK(opens(read_as("f5_bigip_pools", "ltm pool web {\n    members {\n"), Domain::health));
  CHECK(opens(read_as("f5_bigip_pools", "Ltm::Pool: web\n"), Domain::health));
  CHECK(opens(read_as("f5_bigip_pools", "}\n"), Domain::health));
}
