#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

namespace {

const std::string servers = test::fixture("haproxy_stat/servers");
const std::string head = servers.substr(0, servers.find('\n') + 1);

const model::PoolMember& member(const model::Device& device, std::string_view pool, std::string_view name) {
  INFO(pool << " " << name);
  for (const auto& each : device.pools)
    if (each.name.value == pool)
      for (const auto& one : each.members)
        if (one.name.value == name) return one;
  FAIL("no such member");
  return device.pools.front().members.front();
}

/// What a configuration and the state of its servers say together.
test::Reading together(const std::string& configuration, const std::string& state) {
  test::Reading reading;
  test::read_into(reading, "haproxy", configuration);
  test::read_into(reading, "haproxy_stat", state);
  return reading;
}

std::string row(std::string_view server, std::string_view status) {
  return "app," + std::string(server) + ",0,0,0,0,,0," + std::string(status) + ",1,1,0,,,2,\n";
}

}  // namespace

TEST_CASE("haproxy_stat: the states of servers, in the words of all platforms") {
  const auto reading = read_as("haproxy_stat", servers);
  CHECK(reading.states() == "uuiuuuuuuuiu");
  CHECK(reading.device.openings.empty());
  const auto state = [&](std::string_view name) { return member(reading.device, "haproxy app", name).state; };
  CHECK(state("app1").value == "up");
  CHECK(state("app2").value == "up");
  CHECK(state("app3").value == "down");
  CHECK(state("app4").value == "down");
  CHECK(state("app5").value == "drain");
  CHECK(state("spare").state == State::unknown);
  CHECK(state("late").value == "up");
}

TEST_CASE("haproxy_stat: the sessions of the frontend that is nearest to its limit are the device's connections") {
  const auto reading = read_as("haproxy_stat", servers);
  CHECK(reading.device.resources.connections.value == 12);
  CHECK(reading.device.resources.connection_limit.value == 2000);
  const auto two = read_as("haproxy_stat",
                           head + "a,FRONTEND,,,10,0,100,0,OPEN,,,,,,0,\n" + "b,FRONTEND,,,50,0,60,0,FULL,,,,,,0,\n\n");
  CHECK(two.device.resources.connections.value == 50);
  CHECK(two.device.resources.connection_limit.value == 60);
}

TEST_CASE(
    "haproxy_stat: the servers of the configuration get their state, and those that were added while it runs appear") {
  const std::string configuration =
      "backend app\n option httpchk\n server app1 192.0.2.21:8080 check\n server spare 192.0.2.26:8080 check "
      "disabled\n";
  const auto reading =
      together(configuration, head + row("app1", "DOWN") + row("spare", "no check") + row("new", "UP") + "\n");
  REQUIRE(reading.device.pools.size() == 1);
  CHECK(reading.device.pools[0].members.size() == 3);
  CHECK(member(reading.device, "haproxy app", "app1").state.value == "down");
  CHECK(member(reading.device, "haproxy app", "app1").monitored.value);
  CHECK(member(reading.device, "haproxy app", "app1").address.value == "192.0.2.21");
  CHECK(member(reading.device, "haproxy app", "new").monitored.state == State::unknown);
  // The file says that it is checked and down; running it is neither.
  CHECK_FALSE(member(reading.device, "haproxy app", "spare").monitored.value);
  CHECK(member(reading.device, "haproxy app", "spare").state.state == State::unknown);
}

TEST_CASE("haproxy_stat: servers of a template have the names that HAProxy gives them") {
  const auto reading = together("backend app\n server-template web 2-3 192.0.2.1:80 check\n",
                                head + row("web2", "UP") + row("web3", "DRAIN") + "\n");
  CHECK(reading.device.pools.at(0).members.size() == 2);
  CHECK(member(reading.device, "haproxy app", "web2").state.value == "up");
  CHECK(member(reading.device, "haproxy app", "web3").state.value == "drain");
}

TEST_CASE("haproxy_stat: what is not the whole output opens the health") {
  CHECK(read_as("haproxy_stat", "").is_open(Domain::health));
  CHECK(read_as("haproxy_stat", "Unknown command.\n").is_open(Domain::health));
  CHECK(read_as("haproxy_stat", "Permission denied\n\n").is_open(Domain::health));
  CHECK(read_as("haproxy_stat", servers.substr(0, servers.size() - 1)).is_open(Domain::health));
  CHECK(read_as("haproxy_stat", servers.substr(0, servers.size() / 2)).is_open(Domain::health));
  CHECK(read_as("haproxy_stat", "# pxname,svname,status,\n\n").is_open(Domain::health));
  CHECK(read_as("haproxy_stat", row("app1", "UP")).is_open(Domain::health));
}

TEST_CASE("haproxy_stat: a line of another form is said with its place") {
  CHECK(read_as("haproxy_stat", head + row("app1", "SLEEPING") + "\n").diagnostics() ==
        "2:21: expected a state of a server, got 'SLEEPING'\n");
  for (const std::string line : {"app,app1,UP", "app,\"app1,0,0,0,0,,0,UP,1,1,0,,,2,", ",,0,0,0,0,,0,UP,1,1,0,,,2,",
                                 "web,FRONTEND,,,many,0,9,0,OPEN,,,,,,0,", "app,x\"y\"z\",0"}) {
    INFO(line);
    const auto reading = read_as("haproxy_stat", head + line + "\n\n");
    CHECK(reading.states() == "u?u");
    CHECK(reading.is_open(Domain::health));
  }
}

TEST_CASE("haproxy_stat: names in quotes, commas in them, and the words of the table as names of servers") {
  const auto reading = read_as("haproxy_stat", head + "\"a,b\",\"UP\",0,0,0,0,,0,DOWN,1,1,0,\"L4,TOUT\",,2,\n\n");
  CHECK(member(reading.device, "haproxy a,b", "UP").state.value == "down");
}

TEST_CASE("haproxy_stat: any bytes are survived in linear time") {
  CHECK(read_as("haproxy_stat", "# " + std::string(200'000, ',')).is_open(Domain::health));
  CHECK(read_as("haproxy_stat", head + std::string(200'000, '"')).is_open(Domain::health));
  CHECK(read_as("haproxy_stat", head + std::string(1000, '\0') + "\n\n").is_open(Domain::health));
  std::string many = head;
  for (int i = 0; i < 20'000; ++i) many += row("s" + std::to_string(i), "UP");
  CHECK(read_as("haproxy_stat", many + "\n").device.pools.at(0).members.size() == 20'000);
  std::string turns = head;
  for (int i = 0; i < 20'000; ++i)
    for (const char* pool : {"a", "b"}) turns += std::string(pool) + row("s" + std::to_string(i), "UP").substr(3);
  CHECK(read_as("haproxy_stat", turns + "\n").device.pools.at(1).members.size() == 20'000);
  std::string windows = head;
  windows.insert(windows.size() - 1, "\r");
  CHECK(read_as("haproxy_stat", windows + "app,app1,0,0,0,0,,0,UP,1,1,0,,,2,\r\n\r\n").device.openings.empty());
}

TEST_CASE("haproxy_stat: no handler can be switched off unnoticed") { test::check_knock_out("haproxy_stat", servers); }

TEST_CASE("haproxy_stat: the lab's captures are understood") {
  const auto captures = test::shared_folder("captures");
  if (!captures) return;
  const auto counts = test::read_all("haproxy_stat", *captures, [](const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with("echo_show_stat__socat") && name.ends_with(".txt");
  });
  CHECK(test::assessed(counts) == 1.0);
}

TEST_CASE("linux_resources: the kernel's connections, of which the count and the limit belong together") {
  const auto reading = read_as("linux_resources", test::fixture("linux_resources/conntrack.txt"));
  CHECK(reading.device.openings.empty());
  CHECK(reading.device.resources.connections.value == 1234);
  CHECK(reading.device.resources.connection_limit.value == 262144);
  CHECK(reading.device.resources.memory.state == State::unknown);
  const std::string count = "/proc/sys/net/netfilter/nf_conntrack_count:1\n";
  CHECK(read_as("linux_resources", count).is_open(Domain::health));
  CHECK(read_as("linux_resources", count + "/proc/sys/net/netfilter/nf_conntrack_max:x\n").is_open(Domain::health));
  CHECK(read_as("linux_resources", "/bin/grep: /proc/sys/net/netfilter/nf_conntrack_max: No such file\n")
            .is_open(Domain::health));
  test::check_knock_out("linux_resources", test::fixture("linux_resources/conntrack.txt"));
}
