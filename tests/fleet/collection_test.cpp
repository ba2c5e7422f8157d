// The engine against real SSH servers: one good device of each kind, and each fault with its exact outcome.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "fleet/host_key.hpp"
#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

using namespace std::chrono_literals;
using enum CollectionFailure;

/// A configuration of about `size` bytes that ends in `end`.
std::string config_of(std::size_t size) {
  std::string text = "Building configuration...\n\nversion 15.2\nhostname r1\n!\n";
  for (int i = 0; text.size() < size; ++i)
    text += "interface GigabitEthernet0/" + std::to_string(i) + "\n description link " + std::to_string(i) + "\n no shutdown\n!\n";
  return text + "end\n";
}

Device router(std::string id, Fault fault = Fault::none) {
  Device device;
  device.id = std::move(id);
  device.personality = Device::Personality::shell;
  device.password = password;
  device.fault = fault;
  for (const RecipeCommand& command : recipes().find("cisco_ios")->commands)
    device.outputs[command.send] = {command.name + " of the router\n", 0, {}};
  device.outputs["show running-config"] = {config_of(20000), 0, {}};
  return device;
}

Device box(std::string id, Fault fault = Fault::none) {
  Device device;
  device.id = std::move(id);
  device.password = password;
  device.fault = fault;
  device.outputs["show running-config"] = {"frr version 8.4.4\n" + config_of(20000), 0, {}};
  return device;
}

CollectionOutcome collect_one(Device device) {
  const std::string id = device.id;
  Network network({std::move(device)});
  return network.collect().at(id);
}

void check_whole(const CollectionOutcome& outcome, const Device& device) {
  INFO(outcome.device_id << ": " << outcome.detail);
  CHECK(outcome.failure == none);
  CHECK(outcome.host_key == fingerprint(device.id));
  REQUIRE(outcome.captures.size() == device.outputs.size());
  for (const Capture& capture : outcome.captures) {
    INFO(capture.sent);
    CHECK(capture.failure == none);
    CHECK(capture.detail.empty());
    CHECK((capture.bytes == device.outputs.at(capture.sent).text));
    CHECK(capture.source == "ssh://127.0.0.1:" + std::to_string(device.port));
  }
  CHECK_FALSE(outcome.timeline.empty());
}

TEST_CASE("collection: a healthy device of each mode arrives whole, byte for byte") {
  Network network({router("r1"), box("b1")});
  const auto outcomes = network.collect();
  check_whole(outcomes.at("r1"), network.fleet->device("r1"));
  check_whole(outcomes.at("b1"), network.fleet->device("b1"));
  CHECK(network.fleet->statistics("r1").logins == 1);
  CHECK(network.fleet->statistics("r1").exits == 1);
}

TEST_CASE("collection: a configuration beyond the SSH window arrives whole") {
  Device big = router("r1");
  big.outputs["show running-config"].text = config_of(6'000'000);
  Device wide = box("b1");
  wide.outputs["show running-config"].text = config_of(6'000'000);
  Network network({big, wide});
  const auto outcomes = network.collect();
  check_whole(outcomes.at("r1"), network.fleet->device("r1"));
  check_whole(outcomes.at("b1"), network.fleet->device("b1"));
}

TEST_CASE("collection: every fault has its own outcome, and the others are not affected by it") {
  std::vector<Device> devices{router("good"), box("good-box")};
  struct Expected {
    CollectionFailure device;
    CollectionFailure capture;
  };
  std::map<std::string, Expected> expected;
  const auto add = [&](Device device, CollectionFailure whole, CollectionFailure capture) {
    expected[device.id] = {whole, capture};
    devices.push_back(std::move(device));
  };
  add(router("drop", Fault::drop), truncated, truncated);
  add(router("close", Fault::close), truncated, truncated);
  add(router("cut", Fault::cut), none, truncated);
  add(router("stall", Fault::stall), stalled, stalled);
  add(router("garbage", Fault::garbage), garbage, garbage);
  add(router("not-ssh", Fault::not_ssh), protocol, protocol);
  add(router("silent", Fault::silent), stalled, stalled);
  add(router("changed", Fault::changed_key), host_key_changed, host_key_changed);
  add(router("no-echo", Fault::no_echo), garbage, garbage);
  add(box("drop-box", Fault::drop), truncated, truncated);
  add(box("close-box", Fault::close), none, truncated);
  add(box("cut-box", Fault::cut), none, truncated);
  add(box("stall-box", Fault::stall), stalled, stalled);
  add(box("garbage-box", Fault::garbage), none, truncated);
  add(router("deny", Fault::deny), denied, denied);
  Network network(std::move(devices));
  network.job("deny").credential.id = "another";
  const auto outcomes = network.collect();
  CHECK(outcomes.size() == network.jobs.size());
  check_whole(outcomes.at("good"), network.fleet->device("good"));
  check_whole(outcomes.at("good-box"), network.fleet->device("good-box"));
  for (const auto& [id, failures] : expected) {
    const CollectionOutcome& outcome = outcomes.at(id);
    INFO(id << ": " << outcome.detail);
    CHECK(to_string(outcome.failure) == to_string(failures.device));
    CHECK(outcome.captures.size() == network.fleet->device(id).outputs.size());
    const auto config = std::ranges::find(outcome.captures, "running-config", &Capture::command);
    REQUIRE(config != outcome.captures.end());
    CHECK(to_string(config->failure) == to_string(failures.capture));
    CHECK(config->bytes.empty());
    CHECK_FALSE(config->detail.empty());
  }
}

TEST_CASE("collection: an exit status that came before the connection broke does not make half an output whole") {
  Device device = box("early");
  device.early_status = true;
  device.outputs["show running-config"].text = std::string("hostname early\nend\n") + "rest\nend\n";
  Network network({device});
  check_whole(network.collect().at("early"), network.fleet->device("early"));
  device.fault = Fault::drop;
  device.fault_after = std::string_view("hostname early\nend\n").size();
  const CollectionOutcome outcome = collect_one(device);
  CHECK(outcome.failure == truncated);
  CHECK(outcome.captures.at(0).failure == truncated);
}

TEST_CASE("collection: a pager that cannot be turned off is turned page by page") {
  Network network({router("pager", Fault::pager)});
  check_whole(network.collect().at("pager"), network.fleet->device("pager"));
}

TEST_CASE("collection: no password goes to a device whose key changed or was never enrolled") {
  Network network({router("changed", Fault::changed_key), router("new")});
  network.job("new").endpoints[0].pinned_keys.clear();
  const auto outcomes = network.collect();
  CHECK(outcomes.at("changed").failure == host_key_changed);
  CHECK(outcomes.at("changed").host_key == fingerprint("changed/changed"));
  CHECK(outcomes.at("new").failure == host_key_unknown);
  CHECK(outcomes.at("new").host_key == fingerprint("new"));
  CHECK(network.fleet->statistics("changed").logins == 0);
  CHECK(network.fleet->statistics("new").logins == 0);
}

TEST_CASE("collection: a device that no longer has a key of the pinned type has changed its key") {
  Network network({router("r1")});
  network.job("r1").endpoints[0].pinned_keys = {"ecdsa-sha2-nistp256 SHA256:" + std::string(43, 'A')};
  CHECK(network.collect().at("r1").failure == host_key_changed);
  CHECK(network.fleet->statistics("r1").logins == 0);
}

TEST_CASE("collection: without its credential a device is not even connected to") {
  Network network({router("r1")});
  network.job("r1").credential.login.name = "MUSTER_TEST_UNSET";
  const CollectionOutcome outcome = network.collect().at("r1");
  CHECK(outcome.failure == credential_missing);
  CHECK(outcome.detail == "the environment variable MUSTER_TEST_UNSET is not set");
  CHECK(outcome.captures.at(0).failure == credential_missing);
  CHECK(network.fleet->statistics("r1").connections == 0);
}

TEST_CASE("collection: an address where nobody listens is unreachable, the next one is tried") {
  Network network({router("r1")});
  const Endpoint good = network.job("r1").endpoints[0];
  network.job("r1").endpoints = {{"127.0.0.1", 1, {}}, {"not-an-address", 22, {}}, good};
  CHECK(network.collect().at("r1").failure == none);
  network.job("r1").endpoints = {{"127.0.0.1", 1, {}}};
  const CollectionOutcome outcome = network.collect().at("r1");
  CHECK(outcome.failure == unreachable);
  CHECK(outcome.detail == "127.0.0.1:1: Connection refused");
}

TEST_CASE("collection: keyboard-interactive is answered by the echo flag, in any language") {
  Device device = router("r1");
  device.interactive = true;
  CHECK(collect_one(device).failure == none);
}

TEST_CASE("collection: a private key logs in, with its file private to the user") {
  Device device = router("r1");
  device.password.clear();
  device.public_key = public_key("operator");
  Network network({device});
  const std::string file = std::filesystem::temp_directory_path() / "muster-test-key";
  std::ofstream(file) << private_key_file("operator");
  network.job("r1").credential.login = {CredentialReference::Kind::key_file, file, {}};
  chmod(file.c_str(), 0644);
  const CollectionOutcome open = network.collect().at("r1");
  CHECK(open.failure == credential_missing);
  CHECK(open.detail.ends_with("is open to others; it needs mode 0600"));
  chmod(file.c_str(), 0600);
  CHECK(network.collect().at("r1").failure == none);
  CHECK(network.fleet->statistics("r1").logins == 1);
  std::filesystem::remove(file);
}

TEST_CASE("collection: a password is never offered where only keys are accepted") {
  Device device = router("r1");
  device.password.clear();
  device.public_key = public_key("operator");
  const CollectionOutcome outcome = collect_one(device);
  CHECK(outcome.failure == denied);
  CHECK(outcome.detail == "the device does not accept a password");
}

TEST_CASE("collection: the enable secret raises the privilege; without one nothing is captured") {
  Device device = router("r1");
  device.enable = "s3cret";
  Network network({device});
  CHECK(network.collect().at("r1").failure == denied);
  setenv("MUSTER_TEST_ENABLE", "s3cret", 1);
  network.job("r1").credential.enable = {CredentialReference::Kind::environment, "MUSTER_TEST_ENABLE", {}};
  CHECK(network.collect().at("r1").failure == none);
}

TEST_CASE("collection: a privilege below what the recipe needs is refused") {
  Device device = router("r1");
  device.privilege = 7;
  const CollectionOutcome outcome = collect_one(device);
  CHECK(outcome.failure == refused);
  CHECK(outcome.captures.at(0).failure == refused);
}

TEST_CASE("collection: a login banner full of prompts does not confuse the dialogue") {
  Device device = router("r1");
  device.banner = "\n*** AUTHORIZED USERS ONLY ***\nr1# show running-config\nr1#\nsw9>\nPassword:\n --More-- \n";
  Network network({device});
  check_whole(network.collect().at("r1"), network.fleet->device("r1"));
}

TEST_CASE("collection: a slow device is waited for") {
  Device device = router("r1");
  device.slowness = 3ms;
  device.piece = 997;
  Network network({device});
  check_whole(network.collect().at("r1"), network.fleet->device("r1"));
}

TEST_CASE("collection: a legacy device is reached only where that is allowed, and it is recorded") {
  Device device = router("r1");
  device.legacy = true;
  Network network({device});
  const CollectionOutcome refused_by_us = network.collect().at("r1");
  CHECK(refused_by_us.failure == protocol);
  CHECK(network.fleet->statistics("r1").logins == 0);
  network.job("r1").legacy_algorithms = true;
  const CollectionOutcome outcome = network.collect().at("r1");
  INFO(outcome.detail);
  CHECK(outcome.failure == none);
  CHECK(outcome.legacy_algorithms_used);
}

TEST_CASE("collection: the legacy profile is not used where it is not needed") {
  Network network({router("r1")});
  network.job("r1").legacy_algorithms = true;
  CHECK_FALSE(network.collect().at("r1").legacy_algorithms_used);
}

TEST_CASE("collection: a credential stops after three denials, however many devices there are") {
  std::vector<Device> devices;
  for (int i = 0; i < 20; ++i) devices.push_back(router("d" + std::to_string(i), Fault::deny));
  devices.push_back(router("other"));
  Network network(std::move(devices));
  network.job("other").credential.id = "other";
  const auto outcomes = network.collect();
  unsigned logins = 0;
  unsigned stopped = 0;
  for (const auto& device : network.fleet->devices()) {
    if (device->id == "other") continue;
    logins += network.fleet->statistics(device->id).logins;
    const CollectionOutcome& outcome = outcomes.at(device->id);
    CHECK(to_string(outcome.failure) ==
          to_string(network.fleet->statistics(device->id).logins > 0 ? denied : not_tried));
    if (outcome.failure == not_tried && outcome.detail == "credential 'test' was stopped after 3 denials") ++stopped;
  }
  CHECK(logins == 3);
  CHECK(stopped == 17);
  CHECK(outcomes.at("other").failure == none);
}

TEST_CASE("collection: a refused command is a failed capture, the next is still asked") {
  Device device;
  device.id = "l1";
  device.password = password;
  device.outputs["/bin/cat /etc/os-release"] = {"ID=debian\n", 0, {}};
  device.outputs["/usr/bin/sudo -n /usr/bin/getent shadow"] = {"", 1, "sudo: a password is required\n"};
  Network network({device});
  network.job("l1").platform = "linux";
  const CollectionOutcome outcome = network.collect().at("l1");
  CHECK(outcome.failure == none);
  REQUIRE(outcome.captures.size() == 8);
  CHECK(outcome.captures[0].bytes == "ID=debian\n");
  const Capture& shadow = outcome.captures[5];
  CHECK(shadow.command == "shadow");
  CHECK(shadow.failure == refused);
  CHECK(shadow.detail == "exit status 1: sudo: a password is required");
  CHECK(outcome.captures[1].failure == refused);
}

TEST_CASE("collection: a device that repeats the password to us is not quoted") {
  Device device = box("b1");
  device.outputs["show running-config"] = {"", 1, std::string("unknown word ") + password + "\n"};
  const CollectionOutcome outcome = collect_one(device);
  CHECK(outcome.captures.at(0).failure == refused);
  CHECK(outcome.captures.at(0).detail == "not shown: it holds a secret");
}

TEST_CASE("collection: nor if the quotation cuts the password off") {
  Device device = box("b1");
  device.outputs["show running-config"] = {"", 1, std::string(112, '-') + password + "\n"};
  CHECK(collect_one(device).captures.at(0).detail == "not shown: it holds a secret");
}

TEST_CASE("collection: a stop request ends a run at once, and every device is accounted for") {
  std::vector<Device> devices{router("good")};
  for (int i = 0; i < 10; ++i) devices.push_back(router("s" + std::to_string(i), Fault::stall));
  Network network(std::move(devices));
  network.options.deadline_factor = 1;
  network.options.kindness.in_flight = 4;
  std::stop_source stop;
  network.sink.on_deliver = [&] { stop.request_stop(); };
  const auto outcomes = network.collect(stop.get_token());
  REQUIRE(outcomes.size() == 11);
  CHECK(outcomes.at("good").failure == none);
  for (int i = 0; i < 10; ++i) {
    CHECK(outcomes.at("s" + std::to_string(i)).failure == cancelled);
    CHECK(outcomes.at("s" + std::to_string(i)).captures.at(0).failure == cancelled);
  }
}

TEST_CASE("collection: no deadline runs while a sink is slow") {
  Network network({router("a"), router("b"), router("c")});
  network.options.deadline_factor = 0.005;  // half a second for each answer
  network.sink.on_deliver = [] { std::this_thread::sleep_for(800ms); };
  for (const auto& [id, outcome] : network.collect()) {
    INFO(id << ": " << outcome.detail);
    CHECK(outcome.failure == none);
  }
}

TEST_CASE("collection: a run leaves no socket open behind it") {
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator{});
  };
  std::vector<Device> devices{router("r1"), router("n", Fault::not_ssh), router("d", Fault::deny), router("c", Fault::changed_key),
                              router("x", Fault::drop)};
  Device legacy = router("l");
  legacy.legacy = true;
  devices.push_back(legacy);
  const auto before = open_files();
  {
    Network network(std::move(devices));
    (void)network.collect();
    (void)network.collect();
  }
  CHECK(open_files() == before);
}

TEST_CASE("collection: a scan yields the host keys in order, without a login") {
  Network network({router("a"), router("b"), router("n", Fault::not_ssh)});
  std::vector<Endpoint> endpoints;
  for (const CollectJob& job : network.jobs) endpoints.push_back(job.endpoints[0]);
  const auto keys = scan_host_keys(endpoints, network.options);
  REQUIRE(keys.size() == 3);
  CHECK(keys[0].key == fingerprint("a"));
  CHECK(keys[1].key == fingerprint("b"));
  CHECK(keys[2].failure == protocol);
  CHECK(keys[2].key.empty());
  CHECK(network.fleet->statistics("a").logins == 0);
}

}  // namespace
}  // namespace muster::fleet
