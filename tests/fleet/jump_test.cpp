// Devices behind jump hosts: one login for many, chains, pins, and everything that can break on the way.
#include <fmt/format.h>

#include "collectors/jump_forward.hpp"
#include "fleet/bastion.hpp"
#include "fleet/host_key.hpp"
#include "fleet/openssh.hpp"
#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

std::vector<Device> boxes(std::size_t count, std::size_t size = 400) {
  std::vector<Device> devices(count);
  for (std::size_t i = 0; i < count; ++i) {
    devices[i].id = fmt::format("box{}", i);
    devices[i].password = password;
    std::string text = fmt::format("hostname box{}\n", i);
    while (text.size() < size) text += fmt::format("line {} of box{}\n", text.size(), i);
    devices[i].outputs["show running-config"] = {text + "end\n", 0, {}};
  }
  return devices;
}

/// The devices are at 10.0.0.N:22 as seen from the bastion.
std::string inside(std::size_t number) { return fmt::format("10.0.{}.{}", number / 200, number % 200 + 1); }

Bastion::Routes routes(const Network& network) {
  Bastion::Routes routes;
  for (std::size_t i = 0; i < network.fleet->devices().size(); ++i)
    routes[inside(i) + ":22"] = network.fleet->devices()[i]->port;
  return routes;
}

void put_behind(Network& network, const std::vector<JumpHost>& chain) {
  for (std::size_t i = 0; i < network.jobs.size(); ++i) {
    network.jobs[i].jump = chain;
    network.jobs[i].endpoints[0].host = inside(i);
    network.jobs[i].endpoints[0].port = 22;
  }
}

void check_whole(const std::string& id, const CollectionOutcome& outcome, const Network& network) {
  CAPTURE(id, outcome.detail);
  CHECK(outcome.failure == CollectionFailure::none);
  REQUIRE(outcome.captures.size() == 1);
  CHECK(outcome.captures[0].bytes == network.fleet->device(id).outputs.at("show running-config").text);
}

void check_unreachable(const CollectionOutcome& outcome, const std::string& detail) {
  CHECK(outcome.failure == CollectionFailure::unreachable);
  CHECK(outcome.detail == detail);
}

TEST_CASE("jump host: two hundred devices through one login, which ends with a goodbye") {
  Network network(boxes(200, 20'000));
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host()});
  for (const auto& [id, outcome] : network.collect()) {
    check_whole(id, outcome, network);
    CHECK(outcome.captures[0].source.ends_with(":22 through bastion"));
  }
  CHECK(bastion.sessions() == 1);
  CHECK(bastion.logins() == 1);
  CHECK(bastion.forwards() == 200);
  CHECK(bastion.left_at_goodbye() == 0);
}

TEST_CASE("jump host: output far larger than every buffer on the way arrives whole") {
  Network network(boxes(3, 6'000'000));
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host()});
  for (const auto& [id, outcome] : network.collect()) check_whole(id, outcome, network);
}

TEST_CASE("jump host: a chain of three, each with one login; a shorter chain shares its beginning") {
  Network network(boxes(12));
  const Bastion inner("inner", routes(network), password);
  const Bastion middle("middle", {{"172.16.0.2:22", inner.jump_host().endpoints[0].port}}, password);
  Bastion::Routes outside = routes(network);
  outside["172.16.0.1:22"] = middle.jump_host().endpoints[0].port;
  const Bastion outer("outer", outside, password);
  JumpHost second = middle.jump_host();
  second.endpoints[0].host = "172.16.0.1";
  second.endpoints[0].port = 22;
  JumpHost third = inner.jump_host();
  third.endpoints[0].host = "172.16.0.2";
  third.endpoints[0].port = 22;
  put_behind(network, {outer.jump_host(), second, third});
  for (std::size_t i = 0; i < 4; ++i) network.jobs[i].jump.resize(1);
  for (const auto& [id, outcome] : network.collect()) check_whole(id, outcome, network);
  CHECK(outer.logins() == 1);
  CHECK(middle.logins() == 1);
  CHECK(inner.logins() == 1);
  CHECK(inner.forwards() == 8);
  CHECK(outer.forwards() == 5);
  CHECK(inner.left_at_goodbye() + middle.left_at_goodbye() + outer.left_at_goodbye() == 0);
}

TEST_CASE("jump host: two devices with one address behind two jump hosts are told apart, each by its own pin") {
  Network network(boxes(4));
  const auto port = [&](std::size_t i) { return network.fleet->devices()[i]->port; };
  const Bastion east("east", {{"10.0.0.1:22", port(0)}, {"10.0.0.2:22", port(1)}}, password);
  const Bastion west("west", {{"10.0.0.1:22", port(2)}, {"10.0.0.2:22", port(3)}}, password);
  for (std::size_t i = 0; i < 4; ++i) {
    network.jobs[i].jump = {i < 2 ? east.jump_host() : west.jump_host()};
    network.jobs[i].endpoints[0].host = fmt::format("10.0.0.{}", i % 2 + 1);
    network.jobs[i].endpoints[0].port = 22;
  }
  network.jobs[1].endpoints[0].pinned_keys = {fingerprint("box3")};  // the other site's device of this address
  network.jobs[3].endpoints[0].pinned_keys.clear();
  const auto outcomes = network.collect();
  check_whole("box0", outcomes.at("box0"), network);
  check_whole("box2", outcomes.at("box2"), network);
  CHECK(outcomes.at("box1").failure == CollectionFailure::host_key_changed);
  CHECK(outcomes.at("box3").failure == CollectionFailure::host_key_unknown);
  CHECK(network.fleet->statistics("box1").logins + network.fleet->statistics("box3").logins == 0);
}

TEST_CASE("jump host: one that cannot be reached is named, and the devices see nothing") {
  Network network(boxes(5));
  network.options.kindness.retries = 0;
  std::uint16_t port = 0;
  {
    const Bastion gone("bastion", {}, password);
    port = gone.jump_host().endpoints[0].port;
  }
  const Bastion other("other", routes(network), password);
  JumpHost host = other.jump_host();
  host.id = "bastion";
  host.endpoints[0].port = port;
  put_behind(network, {host});
  network.jobs[4].jump = {other.jump_host()};
  const auto outcomes = network.collect();
  for (std::size_t i = 0; i < 4; ++i)
    check_unreachable(outcomes.at(fmt::format("box{}", i)),
                      fmt::format("jump host bastion: 127.0.0.1:{}: Connection refused", port));
  check_whole("box4", outcomes.at("box4"), network);
}

TEST_CASE("jump host: a wrong or missing key of one stops everything behind it before any secret") {
  Network network(boxes(4));
  network.options.kindness.retries = 0;
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host()});
  for (CollectJob& job : network.jobs) job.jump[0].endpoints[0].pinned_keys = {fingerprint("another")};
  for (std::size_t i = 2; i < 4; ++i) network.jobs[i].jump[0].endpoints[0].pinned_keys.clear();
  const auto outcomes = network.collect();
  CHECK(outcomes.at("box0").failure == CollectionFailure::host_key_changed);
  CHECK(outcomes.at("box1").detail == fmt::format("jump host bastion: pinned is {}; the device shows {}",
                                                  fingerprint("another"), fingerprint("bastion")));
  CHECK(outcomes.at("box2").failure == CollectionFailure::host_key_unknown);
  CHECK(bastion.logins() == 0);
}

TEST_CASE("jump host: one that refuses us is asked once") {
  setenv("MUSTER_TEST_WRONG", "wrong secret", 1);
  Network network(boxes(20));
  network.options.kindness.in_flight = 3;
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host("MUSTER_TEST_WRONG")});
  for (const auto& [id, outcome] : network.collect()) {
    CHECK(outcome.failure == CollectionFailure::denied);
    CHECK(outcome.detail == "jump host bastion: the device refused user 'muster'");
    CHECK(network.fleet->statistics(id).connections == 0);
  }
  CHECK(bastion.logins() == 1);
}

TEST_CASE("jump host: without its credential nobody is connected to") {
  Network network(boxes(3));
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host("MUSTER_TEST_ABSENT")});
  for (const auto& [id, outcome] : network.collect()) {
    CHECK(outcome.failure == CollectionFailure::credential_missing);
    CHECK(outcome.detail == "jump host bastion: the environment variable MUSTER_TEST_ABSENT is not set");
  }
  CHECK(bastion.sessions() == 0);
}

TEST_CASE("jump host: its refusal to forward and its silence are told from each other, and touch nobody else") {
  Network network(boxes(4));
  network.options.kindness.retries = 0;
  network.options.deadlines.connect = std::chrono::seconds(20);
  Bastion::Routes allowed = routes(network);
  allowed.erase(inside(1) + ":22");
  allowed[inside(2) + ":22"] = 0;
  const Bastion bastion("bastion", allowed, password);
  put_behind(network, {bastion.jump_host()});
  const auto outcomes = network.collect();
  check_whole("box0", outcomes.at("box0"), network);
  check_whole("box3", outcomes.at("box3"), network);
  check_unreachable(outcomes.at("box1"), "jump host bastion: 10.0.0.2:22: forwarding is administratively prohibited");
  check_unreachable(outcomes.at("box2"), "jump host bastion: 10.0.0.3:22: no answer");
}

TEST_CASE("jump host: where it answers no request at all, no device waits for the answers to others for ever") {
  Network network(boxes(40));
  network.options.kindness.retries = 0;
  network.options.deadlines.connect = std::chrono::seconds(10);
  Bastion::Routes silent = routes(network);
  for (auto& [target, port] : silent) port = 0;
  const Bastion bastion("bastion", silent, password);
  put_behind(network, {bastion.jump_host()});
  std::size_t given_up = 0;
  for (const auto& [id, outcome] : network.collect()) {
    CAPTURE(id, outcome.detail);
    CHECK(outcome.failure == CollectionFailure::unreachable);
    if (outcome.detail.ends_with("it answers no request any more")) ++given_up;
  }
  CHECK(given_up == 8);
}

TEST_CASE("jump host: the second address of a device is tried through it, too") {
  Network network(boxes(1));
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host()});
  Endpoint other = network.jobs[0].endpoints[0];
  other.host = "10.9.9.9";
  network.jobs[0].endpoints.insert(network.jobs[0].endpoints.begin(), other);
  check_whole("box0", network.collect().at("box0"), network);
}

TEST_CASE("jump host: when it dies its devices say so, no credential is blamed, and others go on") {
  Network network(boxes(40));
  for (std::size_t i = 0; i < 40; ++i) network.jobs[i].credential.id = "devices";
  network.options.kindness.retries = 0;
  Bastion dying("dying", routes(network), password);
  const Bastion other("other", routes(network), password);
  dying.die_after(10);
  put_behind(network, {dying.jump_host()});
  for (std::size_t i = 20; i < 40; ++i) network.jobs[i].jump = {other.jump_host()};
  const auto outcomes = network.collect();
  unsigned lost = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    const CollectionOutcome& outcome = outcomes.at(fmt::format("box{}", i));
    if (i < 20 && outcome.failure != CollectionFailure::none) {
      check_unreachable(outcome, "jump host dying: the connection was lost");
      ++lost;
    } else {
      check_whole(outcome.device_id, outcome, network);
    }
  }
  CHECK(lost > 0);
}

TEST_CASE("jump host: after it has died it is opened again for the devices that are tried again") {
  Network network(boxes(40));
  Bastion bastion("bastion", routes(network), password);
  bastion.die_after(10);
  network.options.kindness.retries = 1;
  network.options.kindness.retry_delay = std::chrono::milliseconds(1);
  put_behind(network, {bastion.jump_host()});
  for (const auto& [id, outcome] : network.collect()) check_whole(id, outcome, network);
  CHECK(bastion.sessions() >= 2);
}

TEST_CASE("jump host: a device that hangs up, and one that is never done, leave no connection behind") {
  auto devices = boxes(3);
  devices[0].fault = Fault::drop;
  devices[1].fault = Fault::stall;
  devices[1].fault_after = 100;
  Network network(std::move(devices));
  network.options.kindness.retries = 0;
  Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host()});
  const auto outcomes = network.collect();
  CHECK(outcomes.at("box0").failure != CollectionFailure::none);
  CHECK(outcomes.at("box0").detail.find("jump host") == std::string::npos);
  CHECK(outcomes.at("box1").failure != CollectionFailure::none);
  check_whole("box2", outcomes.at("box2"), network);
  CHECK(bastion.left_at_goodbye() == 0);
}

TEST_CASE("jump host: an OpenSSH server as the jump host, with a key; what it cannot reach or must not") {
  if (!OpenSshServer::available()) {
    WARN("SKIPPED: OpenSSH is not installed");
    return;
  }
  Network network(boxes(60));
  network.options.kindness.retries = 0;
  const OpenSshServer server("AllowTcpForwarding yes\n");
  server.authorize(public_key("user"));
  JumpHost host;
  host.id = "openssh";
  host.endpoints = {server.endpoint()};
  host.credential.user = OpenSshServer::user();
  host.credential.login = {CredentialReference::Kind::key_file,
                           write_private(server.folder() / "user", private_key_file("user")), {}, {}, {}};
  for (CollectJob& job : network.jobs) job.jump = {host};
  const OpenSshServer closed("AllowTcpForwarding no\n");
  closed.authorize(public_key("user"));
  network.jobs[0].jump[0].id = "closed";
  network.jobs[0].jump[0].endpoints = {closed.endpoint()};
  network.jobs[1].endpoints[0].port = 1;
  auto outcomes = network.collect();
  for (std::size_t i = 2; i < 60; ++i) check_whole(fmt::format("box{}", i), outcomes.at(fmt::format("box{}", i)), network);
  check_unreachable(outcomes.at("box0"), fmt::format("jump host closed: 127.0.0.1:{}: forwarding is administratively "
                                                     "prohibited (open failed)", network.jobs[0].endpoints[0].port));
  check_unreachable(outcomes.at("box1"), "jump host openssh: 127.0.0.1:1: no connection (Connection refused)");
}

TEST_CASE("jump host: a run that is stopped closes it") {
  auto devices = boxes(5);
  for (Device& device : devices) device.fault = Fault::stall;
  for (Device& device : devices) device.fault_after = 10;
  Network network(std::move(devices));
  const Bastion bastion("bastion", routes(network), password);
  put_behind(network, {bastion.jump_host()});
  network.jobs.push_back(network.jobs[0]);
  network.jobs.back().device_id = "direct";
  network.jobs.back().endpoints.clear();
  std::stop_source stop;
  network.sink.on_deliver = [&] { stop.request_stop(); };
  for (const auto& [id, outcome] : network.collect(stop.get_token()))
    CHECK(outcome.failure != CollectionFailure::none);
  if (bastion.sessions() > 0 && bastion.logins() > 0) CHECK(bastion.left_at_goodbye() == 0);
}

TEST_CASE("forward slots: a shortage is the limit from then on, and without any connection a refusal") {
  ForwardSlots slots;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(slots.has_room());
    slots.begin();
    slots.opened();
  }
  slots.begin();
  CHECK(slots.refused_for_shortage());
  CHECK_FALSE(slots.has_room());
  slots.ended();
  REQUIRE(slots.has_room());
  slots.begin();
  CHECK_FALSE(slots.has_room());
  slots.opened();
  for (int i = 0; i < 3; ++i) slots.ended();
  slots.begin();
  CHECK_FALSE(slots.refused_for_shortage());
  CHECK(slots.has_room());  // for a later one
}

TEST_CASE("forward slots: only so many are being opened at a time") {
  ForwardSlots slots;
  int begun = 0;
  for (; slots.has_room(); ++begun) slots.begin();
  CHECK(begun == 32);
  slots.refused();
  CHECK(slots.has_room());
}

TEST_CASE("forward refusal: the codes of RFC 4254 in words, the jump host's own words quoted") {
  const auto read = [](const char* error) { return read_forward_refusal(error); };
  CHECK(read("Channel opening failure: channel 43 error (1) open failed").words ==
        "forwarding is administratively prohibited (open failed)");
  CHECK(read("Channel opening failure: channel 43 error (2) Connection refused").words == "no connection (Connection refused)");
  CHECK(read("Channel opening failure: channel 43 error (3) ").words == "it does not know forwarding");
  CHECK(read("Channel opening failure: channel 43 error (4) full").code == shortage);
  CHECK(read("Channel opening failure: channel 43 error (77) ?").words == "refused with code 77 (?)");
  CHECK(read("Socket error: disconnected").words == "Socket error: disconnected");
  CHECK(read("Socket error: disconnected").code == 0);
}

}  // namespace
}  // namespace muster::fleet
