#include <catch2/catch.hpp>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

namespace {

const std::string balancer = test::fixture("linux_sockets/balancer");
const std::string heading = "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n";

std::string shown(const test::Reading& reading) {
  std::string all;
  for (const auto& each : reading.device.listeners)
    all += each.name.value + ' ' + (each.process.known() ? each.process.value : "?") + (each.loopback.value ? " loopback\n" : "\n");
  return all;
}

}  // namespace

TEST_CASE("linux_sockets: listeners with address, port, zone, process and whether only the device itself reaches them") {
  const auto reading = read_as("linux_sockets", balancer);
  CHECK(shown(reading) ==
        "udp 127.0.0.1:514 rsyslogd loopback\n"
        "udp 127.0.0.53%lo:53 systemd-resolve loopback\n"
        "udp 0.0.0.0%virbr0:67 dnsmasq\n"
        "udp [fe80::1]%eth0:546 ?\n"
        "tcp 0.0.0.0:8443 haproxy\n"
        "tcp [::]:8443 haproxy\n"
        "tcp 0.0.0.0:22 sshd,systemd\n"
        "tcp [::1]:6010 ? loopback\n"
        "tcp 0.0.0.0:80 nginx: worker\n");
  CHECK(reading.states() == "uuuuuuuuuii");
  CHECK_FALSE(reading.is_open(Domain::listeners));
  CHECK(reading.device.listeners[1].address.value == "127.0.0.53");
  CHECK(reading.device.listeners[1].port.value == 53);
}

TEST_CASE("linux_sockets: a process that is not shown is unknown, never absent") {
  const auto reading = read_as("linux_sockets", heading + "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n");
  CHECK(reading.device.listeners.at(0).process.state == State::unknown);
}

TEST_CASE("linux_sockets: sockets that share an address and a port are one listener of all their processes") {
  const auto reading = read_as("linux_sockets", heading +
                                                    "udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:* users:((\"a\",pid=1,fd=2))\n"
                                                    "udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:* users:((\"a\",pid=1,fd=3))\n"
                                                    "udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:* users:((\"b\",pid=2,fd=3))\n");
  CHECK(shown(reading) == "udp 0.0.0.0:53 a,b\n");
  const auto half = read_as("linux_sockets", heading +
                                                 "udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:* users:((\"a\",pid=1,fd=2))\n"
                                                 "udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:*\n");
  CHECK(shown(half) == "udp 0.0.0.0:53 ?\n");
}

TEST_CASE("linux_sockets: older versions print bare IPv6 addresses and unnamed process numbers") {
  const auto reading = read_as("linux_sockets", heading +
                                                    "tcp LISTEN 0 128 :::22 :::* users:((\"sshd\",775,4))\n"
                                                    "tcp LISTEN 0 128 ::ffff:127.0.0.1:8005 :::*\n");
  CHECK(shown(reading) == "tcp [::]:22 sshd\ntcp [::ffff:127.0.0.1]:8005 ? loopback\n");
}

TEST_CASE("linux_sockets: a name may try to look like the end of the list") {
  const auto reading = read_as("linux_sockets", heading + "tcp LISTEN 0 1 0.0.0.0:1 0.0.0.0:* users:((\"a\"),(\"b\",pid=1,fd=2))\n");
  CHECK(shown(reading) == "tcp 0.0.0.0:1 a\"),(\"b\n");
  CHECK(read_as("linux_sockets", heading + "tcp LISTEN 0 1 0.0.0.0:1 0.0.0.0:* users:((\"a))\",pid=1,fd=2))\n").states() == "u?");
}

TEST_CASE("linux_sockets: what is not understood is unknown, with its place, and opens the listeners") {
  const auto diagnostics = [](const std::string& line) {
    const auto reading = read_as("linux_sockets", heading + line);
    CHECK(reading.states() == "u?");
    CHECK(reading.is_open(Domain::listeners));
    CHECK(reading.device.listeners.empty());
    return reading.diagnostics();
  };
  CHECK(diagnostics("tcp LISTEN 0 128 0.0.0.0:ssh 0.0.0.0:*\n") == "2:18: expected ADDRESS:PORT in numbers, got '0.0.0.0:ssh'\n");
  CHECK(diagnostics("tcp LISTEN 0 128 0.0.0.0:65536 0.0.0.0:*\n") == "2:18: expected ADDRESS:PORT in numbers, got '0.0.0.0:65536'\n");
  CHECK(diagnostics("tcp LISTEN x 128 0.0.0.0:22 0.0.0.0:*\n") == "2:12: expected a queue length, got 'x'\n");
  CHECK(diagnostics("tcp LISTEN 0 128 0.0.0.0:22") == "2:28: expected any peer, as in 0.0.0.0:*, got ''\n");
  CHECK(diagnostics("tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"ss") == "2:39: expected users:((...)), got 'users:((\"ss'\n");
  CHECK(diagnostics("tcp SLEEP 0 128 0.0.0.0:22 0.0.0.0:*\n") == "2:5: expected a socket state, got 'SLEEP'\n");
  CHECK(diagnostics("foo LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n") == "2:1: expected a protocol, got 'foo'\n");
}

TEST_CASE("linux_sockets: a protocol that is not modelled opens the listeners") {
  const auto reading = read_as("linux_sockets", heading + "sctp LISTEN 0 128 0.0.0.0:3868 0.0.0.0:*\n");
  CHECK(reading.states() == "uk");
  CHECK(reading.is_open(Domain::listeners));
}

TEST_CASE("linux_sockets: without the heading nothing is believed") {
  CHECK(read_as("linux_sockets", "").is_open(Domain::listeners));
  CHECK(read_as("linux_sockets", "ss: command not found\n").is_open(Domain::listeners));
  CHECK_FALSE(read_as("linux_sockets", heading).is_open(Domain::listeners));
}

TEST_CASE("linux_sockets: many holders, many sockets and NULs take linear time") {
  std::string many = heading + "tcp LISTEN 0 1 0.0.0.0:1 0.0.0.0:* users:((\"a\",pid=1,fd=2)";
  for (int i = 0; i < 100'000; ++i) many += ",(\"a\",pid=1,fd=2)";
  CHECK(read_as("linux_sockets", many + ")\n").states() == "uu");
  std::string sockets = heading;
  for (int i = 0; i < 60'000; ++i) sockets += "udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:* users:((\"p" + std::to_string(i) + "\",pid=1,fd=2))\n";
  CHECK(read_as("linux_sockets", sockets).device.listeners.size() == 1);
  CHECK(read_as("linux_sockets", heading + std::string(100'000, '\0')).is_open(Domain::listeners));
}

TEST_CASE("linux_sockets: no handler can be switched off unnoticed") { test::check_knock_out("linux_sockets", balancer); }

TEST_CASE("linux_sockets: the lab's captures are understood") {
  const auto captures = test::shared_folder("captures");
  if (!captures) return;
  const auto counts = test::read_all("linux_sockets", *captures, [](const std::filesystem::path& path) { return path.filename() == "sudo_-n_ss_-lntup.txt"; });
  CHECK(test::assessed(counts) == 1.0);
  const auto corpus = test::shared_folder("corpus/linux/other/kellyjonbrazil__jc");
  if (!corpus) return;
  CHECK(test::assessed(test::read_all("linux_sockets", *corpus, [](const std::filesystem::path& path) { return path.filename() == "ubuntu-18.04__ss-sudo-tulpen.out"; })) == 1.0);
}
