#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("sshd: several ports leave the port open") {
  const Reading r = read_as("sshd", "port 22\nport 2222\nkexalgorithms a\n");
  REQUIRE(r.device.services.size() == 1);
  CHECK_FALSE(r.device.services[0].port.known());
}

TEST_CASE("sshd: version 1 shows where a release still knows it") {
  const Reading r = read_as("sshd", "port 22\r\nprotocol 2,1\r\nkexalgorithms a\r\n");
  CHECK(r.device.services[0].version.value == "1,2");
  CHECK(read_as("sshd", "port 22\nprotocol 3\n").diagnostics() == "2:10: expected a version, got '3'\n");
}

TEST_CASE("sshd: what is not its output says nothing of a service") {
  const Reading r = read_as("sshd", "sshd: no hostkeys available -- exiting.\n");
  CHECK(r.device.services.empty());
  CHECK(r.is_open(Domain::management));
  CHECK(read_as("sshd", "port 22\n").is_open(Domain::management));
}

TEST_CASE("sshd: how a login is proven is known and not modelled") {
  const Reading r = read_as("sshd", "port 22\nkexalgorithms a\npermitrootlogin yes\nloglevel QUIET\nnosuchthing 1\n");
  CHECK(r.states() == "uukk?");
  CHECK(r.is_open(Domain::authentication));
}
