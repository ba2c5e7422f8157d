#include <catch2/catch.hpp>

#include <string>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;

TEST_CASE("mikrotik_routeros_version: an output without a release opens its domain") {
  CHECK(read_as("mikrotik_routeros_version", "bad command name resource\n").is_open(Domain::software));
  const auto reading = read_as("mikrotik_routeros_version", "  uptime: 3x\n  version: 7.1\n");
  CHECK(reading.diagnostics() == "1:11: expected weeks, days, hours, minutes and seconds, got '3x'\n");
}

TEST_CASE("mikrotik_routeros_route: a comment that looks like settings makes a row doubtful, not wrong") {
  const auto reading =
      read_as("mikrotik_routeros_route",
              " 0 A S  comment=x dst-address=1.0.0.0/8 dst-address=2.0.0.0/8 gateway=1.1.1.1 distance=1\n");
  CHECK(reading.device.routes.rows.empty());
  CHECK(reading.is_open(Domain::routes));
}

TEST_CASE("mikrotik_routeros_route: messages of the system between rows are no routes") {
  const auto reading =
      read_as("mikrotik_routeros_route",
              " 0 A S  dst-address=1.0.0.0/8 gateway=1.1.1.1 distance=1\n"
              "17:20:06 echo: system,error,critical login failure for user admin from 192.0.2.1 via ssh\n");
  CHECK(reading.states() == "ui");
  CHECK(reading.device.routes.rows.size() == 1);
}

TEST_CASE("mikrotik_routeros_route: a row that lost its prefix opens the table") {
  const auto reading = read_as("mikrotik_routeros_route", " 0 A S  gateway=1.1.1.1 distance=1\n");
  CHECK(reading.diagnostics() == "1:2: expected a prefix, got '0 A S  gateway=1.1.1.1 distance=1'\n");
  CHECK(reading.is_open(Domain::routes));
  CHECK(read_as("mikrotik_routeros_route", "").is_open(Domain::routes));
}

TEST_CASE("mikrotik_routeros_services: the status counts more than the configuration") {
  auto reading = read_as("mikrotik_routeros", "/ip service\nset telnet disabled=yes\n");
  test::read_into(reading, "mikrotik_routeros_services",
                  "Flags: X - disabled\n 0   name=\"telnet\" port=23 address=\"\"\n");
  CHECK(reading.device.services.at(0).name.value == "telnet");
  CHECK(reading.device.services.at(0).enabled.value);
}

TEST_CASE("mikrotik_routeros_users: groups give accounts their level; a list without accounts is no list") {
  auto reading = read_as("mikrotik_routeros_users",
                         " 0   name=\"a\" group=full address=\"\"\n 1   name=\"b\" group=read address=\"\"\n");
  test::read_into(reading, "mikrotik_routeros_user_groups",
                  " 0 name=\"full\" policy=read,write,policy skin=default\n 1 name=\"read\" policy=read,!write,!policy "
                  "skin=default\n");
  CHECK(reading.device.users.at(0).privilege.value == 15);
  CHECK(reading.device.users.at(1).privilege.value == 1);
  CHECK(read_as("mikrotik_routeros_users", "Flags: X - disabled\n").is_open(Domain::users));
}

TEST_CASE("mikrotik_routeros_vrrp: the password of a group is marked") {
  const std::string text = " 0   RM name=\"v\" vrid=1 password=\"abc\"\n";
  const auto reading = read_as("mikrotik_routeros_vrrp", text);
  REQUIRE(reading.result.secrets.size() == 1);
  CHECK(text.substr(reading.result.secrets[0].begin, 3) == "abc");
}
