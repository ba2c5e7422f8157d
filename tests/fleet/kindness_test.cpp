// How a run treats a network, as the devices see it: pace, canaries, what is stopped, tried again, and left behind.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

using namespace std::chrono_literals;
using enum CollectionFailure;

std::string config() {
  std::string text = "Building configuration...\n\nversion 15.2\nhostname r1\n!\n";
  for (int i = 0; i < 100; ++i) text += "interface Vlan" + std::to_string(i) + "\n no shutdown\n!\n";
  return text + "end\n";
}

Device device(std::string id, Device::Personality personality) {
  Device result;
  result.id = std::move(id);
  result.personality = personality;
  result.password = password;
  result.outputs["show running-config"] = {config(), 0, {}};
  return result;
}

Device router(std::string id) { return device(std::move(id), Device::Personality::shell); }
Device box(std::string id) { return device(std::move(id), Device::Personality::exec); }

std::string text_of(const CollectionOutcome& outcome) {
  return outcome.device_id + ": " + std::string(to_string(outcome.failure)) + ": " + outcome.detail;
}

/// How many of a run's outcomes there are of a kind.
std::ptrdiff_t count(const std::map<std::string, CollectionOutcome>& outcomes, CollectionFailure failure) {
  return std::ranges::count_if(outcomes, [&](const auto& each) { return each.second.failure == failure; });
}

const CollectEvent* retry_of(const CollectionOutcome& outcome) {
  const auto at = std::ranges::find(outcome.timeline, "retry", &CollectEvent::phase);
  return at == outcome.timeline.end() ? nullptr : &*at;
}

TEST_CASE("kindness: no more logins are under way in an AAA domain than allowed") {
  const auto small = std::make_shared<AaaServer>();
  const auto large = std::make_shared<AaaServer>();
  small->answer_time = large->answer_time = 10ms;
  std::vector<Device> devices;
  for (int i = 0; i < 40; ++i) {
    devices.push_back(box("d" + std::to_string(i)));
    devices.back().interactive = true;
    devices.back().aaa = i % 4 == 0 ? small : large;
  }
  Network network(std::move(devices));
  for (CollectJob& job : network.jobs)
    job.credential.aaa_domain = network.fleet->device(job.device_id).aaa == small ? "small" : "large";
  network.options.kindness.logins_per_domain = 3;
  network.options.kindness.denials = 0;
  for (const auto& [id, outcome] : network.collect()) {
    INFO(text_of(outcome));
    CHECK(outcome.failure == none);
  }
  CHECK(small->asked == 10);
  CHECK(large->asked == 30);
  CHECK(small->most <= 3);
  CHECK(large->most <= 3);
}

TEST_CASE("kindness: between two logins of an AAA domain passes at least the interval") {
  Network network({box("a"), box("b"), box("c"), box("d"), box("e")});
  for (CollectJob& job : network.jobs) job.credential.aaa_domain = "tacacs";
  network.options.kindness.login_interval = 40ms;
  const auto before = std::chrono::steady_clock::now();
  CHECK(count(network.collect(), none) == 5);
  CHECK(std::chrono::steady_clock::now() - before >= 4 * 40ms);
}

TEST_CASE("kindness: a device that hangs up on a session which waits for its turn does not hold up the run") {
  std::vector<Device> devices{box("a"), box("b")};
  for (Device& each : devices) each.grace = 1s;
  Network network(std::move(devices));
  for (CollectJob& job : network.jobs) job.credential.aaa_domain = "tacacs";
  network.options.kindness.login_interval = 5s;
  network.options.kindness.denials = 0;
  const auto outcomes = network.collect();
  CHECK(count(outcomes, none) == 1);
  CHECK(count(outcomes, protocol) == 1);
  for (const auto& [id, outcome] : outcomes)
    if (outcome.failure != none) CHECK(outcome.detail == "the device hung up before its turn to log in came");
}

TEST_CASE("kindness: a login that is not answered, or answered by the same question, counts as a denial") {
  const bool asks_again = GENERATE(false, true);
  const auto server = std::make_shared<AaaServer>();
  if (!asks_again) server->answer_time = 60s;
  std::vector<Device> devices;
  for (int i = 0; i < 5; ++i) {
    devices.push_back(box("d" + std::to_string(i)));
    devices.back().interactive = true;
    devices.back().denies_by_asking = asks_again;
    devices.back().aaa = server;
    devices.back().fault = Fault::deny;
  }
  Network network(std::move(devices));
  if (!asks_again) network.options.deadlines.authentication = 10s;
  network.options.kindness.denials = 2;
  network.options.kindness.retries = 1;
  const auto outcomes = network.collect();
  CHECK(count(outcomes, denied) == 2);
  CHECK(count(outcomes, not_tried) == 3);
  CHECK(server->asked == 2);
}

TEST_CASE("kindness: an enable secret that is refused stops its credential, too") {
  std::vector<Device> devices;
  for (int i = 0; i < 6; ++i) {
    devices.push_back(router("r" + std::to_string(i)));
    devices.back().enable = "another";
  }
  Network network(std::move(devices));
  setenv("MUSTER_TEST_ENABLE", "s3cret", 1);
  for (CollectJob& job : network.jobs)
    job.credential.enable = {CredentialReference::Kind::environment, "MUSTER_TEST_ENABLE", {}};
  network.options.kindness.denials = 2;
  network.options.kindness.in_flight = 1;
  const auto outcomes = network.collect();
  CHECK(count(outcomes, denied) == 2);
  CHECK(count(outcomes, not_tried) == 4);
}

TEST_CASE("kindness: a credential that one AAA domain denies is stopped there; elsewhere it goes on") {
  std::vector<Device> devices;
  for (int i = 0; i < 12; ++i) {
    devices.push_back(box((i % 2 == 0 ? "west" : "east") + std::to_string(i)));
    if (i % 2 == 0) devices.back().fault = Fault::deny;
  }
  Network network(std::move(devices));
  for (CollectJob& job : network.jobs) job.credential.aaa_domain = job.device_id.substr(0, 4);
  network.options.kindness.denials = 2;
  network.options.kindness.in_flight = 4;
  const auto outcomes = network.collect();
  unsigned logins = 0;
  for (const auto& [id, outcome] : outcomes) {
    INFO(text_of(outcome));
    const unsigned seen = network.fleet->statistics(id).logins;
    if (id.starts_with("east")) {
      CHECK(outcome.failure == none);
      continue;
    }
    logins += seen;
    CHECK(outcome.failure == (seen > 0 ? denied : not_tried));
    CHECK(outcome.captures.at(0).failure == outcome.failure);
    if (seen == 0) CHECK(outcome.detail == "credential 'test' was stopped after 2 denials in AAA domain 'west'");
  }
  CHECK(logins == 2);
}

TEST_CASE("kindness: if the canary of a platform fails, nothing is sent to the rest of it") {
  std::vector<Device> devices{router("r0"), box("b0"), router("r1"), box("b1"), box("b2")};
  devices[1].outputs["show running-config"] = {"", 1, "refused\n"};
  Network network(std::move(devices));
  network.options.kindness.canaries = 1;
  const auto outcomes = network.collect();
  for (const char* id : {"r0", "r1"}) CHECK(outcomes.at(id).failure == none);
  CHECK(outcomes.at("b0").captures.at(0).failure == refused);
  for (const char* id : {"b1", "b2"}) {
    CHECK(outcomes.at(id).failure == not_tried);
    CHECK(outcomes.at(id).detail == "every canary of platform 'test_box' failed; b0: no capture arrived whole");
    CHECK(network.fleet->statistics(id).connections == 0);
  }
}

TEST_CASE("kindness: a canary that cannot be reached condemns nobody") {
  Network network({box("b0"), box("b1"), box("b2"), box("b3")});
  network.job("b0").endpoints[0].port = 1;
  network.options.kindness.canaries = 1;
  const auto outcomes = network.collect();
  CHECK(outcomes.at("b0").failure == unreachable);
  CHECK(count(outcomes, none) == 3);
}

TEST_CASE("kindness: a broken connection is tried again, and the timeline shows both attempts") {
  Device shaky = router("r1");
  shaky.fault = Fault::drop;
  shaky.fault_times = 1;
  Network network({shaky});
  network.options.kindness.retries = 1;
  network.options.kindness.retry_delay = 20ms;
  const CollectionOutcome outcome = network.collect().at("r1");
  INFO(text_of(outcome));
  CHECK(outcome.failure == none);
  CHECK((outcome.captures.at(0).bytes == config()));
  CHECK(network.fleet->statistics("r1").logins == 2);
  const CollectEvent* const retry = retry_of(outcome);
  REQUIRE(retry != nullptr);
  CHECK(retry->milliseconds >= 20);
  CHECK(retry->detail.starts_with("attempt 2, after truncated: the session ended after "));
  CHECK(std::ranges::count(outcome.timeline, "authentication", &CollectEvent::phase) == 2);
  CHECK(std::ranges::is_sorted(outcome.timeline, {}, &CollectEvent::milliseconds));
}

TEST_CASE("kindness: what stays broken is tried as often as allowed, and the last outcome counts") {
  Network network({box("b0"), box("b1")});
  network.job("b0").endpoints[0].port = 1;
  network.options.kindness.retries = 2;
  network.options.kindness.retry_delay = 1ms;
  const auto outcomes = network.collect();
  CHECK(outcomes.at("b0").failure == unreachable);
  CHECK(std::ranges::count(outcomes.at("b0").timeline, "retry", &CollectEvent::phase) == 2);
  CHECK(outcomes.at("b1").failure == none);
  CHECK(network.fleet->statistics("b1").connections == 1);
}

TEST_CASE("kindness: an attempt for which the credential is no longer sent leaves the outcome before as it was") {
  std::vector<Device> devices{router("a"), router("x"), router("y")};
  devices[0].fault = Fault::drop;
  devices[1].fault = devices[2].fault = Fault::deny;
  Network network(std::move(devices));
  network.options.kindness.in_flight = 1;
  network.options.kindness.denials = 2;
  network.options.kindness.retries = 1;
  network.options.kindness.retry_delay = 0ms;
  const auto outcomes = network.collect();
  CHECK(outcomes.at("x").failure == denied);
  CHECK(outcomes.at("y").failure == denied);
  CHECK(outcomes.at("a").failure == truncated);
  REQUIRE(retry_of(outcomes.at("a")) != nullptr);
  CHECK(retry_of(outcomes.at("a"))->detail == "not tried again: credential 'test' was stopped after 2 denials");
  CHECK(network.fleet->statistics("a").connections == 1);
}

TEST_CASE("kindness: a refusal is never tried again") {
  std::vector<Device> devices{router("deny"), router("key"), router("privilege")};
  devices[0].fault = Fault::deny;
  devices[1].fault = Fault::changed_key;
  devices[2].privilege = 7;
  Network network(std::move(devices));
  network.options.kindness.retries = 3;
  network.options.kindness.retry_delay = 1ms;
  const auto outcomes = network.collect();
  CHECK(outcomes.at("deny").failure == denied);
  CHECK(outcomes.at("key").failure == host_key_changed);
  CHECK(outcomes.at("privilege").failure == refused);
  for (const auto& [id, outcome] : outcomes) CHECK(network.fleet->statistics(id).connections == 1);
}

TEST_CASE("kindness: a site whose devices do not answer is given up, the others are collected") {
  std::vector<Device> devices;
  for (int i = 0; i < 6; ++i) devices.push_back(box("d" + std::to_string(i)));
  for (int i = 0; i < 3; ++i) devices.push_back(box("w" + std::to_string(i)));
  Network network(std::move(devices));
  for (CollectJob& job : network.jobs) {
    job.site = job.device_id.substr(0, 1);
    if (job.site == "d") job.endpoints[0].port = 1;
  }
  network.options.kindness.per_site = 1;
  network.options.kindness.unreachable_per_site = 2;
  const auto outcomes = network.collect();
  CHECK(count(outcomes, none) == 3);
  CHECK(count(outcomes, unreachable) == 2);
  CHECK(count(outcomes, not_tried) == 4);
  CHECK(outcomes.at("d5").detail == "2 devices of site 'd' in a row did not answer");
}

/// Waits until every device has been sent `line`, then stops the run.
std::jthread stop_when_all_got(std::string line, const Network& network, std::stop_source& stop) {
  return std::jthread([&, line = std::move(line)] {
    const auto has_it = [&](const auto& device) {
      return network.fleet->statistics(device->id).received().find(line) != std::string::npos;
    };
    while (!std::ranges::all_of(network.fleet->devices(), has_it)) std::this_thread::yield();
    stop.request_stop();
  });
}

TEST_CASE("kindness: a stop lets open terminals log out, so that no line stays taken") {
  std::vector<Device> devices;
  for (int i = 0; i < 8; ++i) {
    devices.push_back(router("r" + std::to_string(i)));
    devices.back().latency = 100ms;
  }
  Network network(std::move(devices));
  network.options.deadline_factor = 10;
  std::stop_source stop;
  const auto stopper = stop_when_all_got("terminal length 0", network, stop);
  const auto outcomes = network.collect(stop.get_token());
  REQUIRE(outcomes.size() == 8);
  for (const auto& [id, outcome] : outcomes) {
    INFO(text_of(outcome));
    CHECK(outcome.failure == cancelled);
    CHECK(outcome.captures.at(0).failure == cancelled);
    CHECK(network.fleet->statistics(id).exits == 1);
  }
}

TEST_CASE("kindness: a stop waits for a silent terminal no longer than the close deadline") {
  Device stalled_device = router("r0");
  stalled_device.fault = Fault::stall;
  Network network({stalled_device});
  network.options.deadline_factor = 1;
  network.options.deadlines.close = 50ms;
  network.options.deadlines.idle = 10h;
  network.options.deadlines.total = 10h;
  network.options.deadlines.device = 10h;
  std::stop_source stop;
  const auto stopper = stop_when_all_got("show running-config", network, stop);
  CHECK(network.collect(stop.get_token()).at("r0").failure == cancelled);
  CHECK(network.fleet->statistics("r0").exits == 0);
}

TEST_CASE("kindness: a device that waits for another attempt at the stop is cancelled, and says what was before") {
  Network network({box("b0")});
  network.job("b0").endpoints[0].port = 1;
  network.options.kindness.retries = 1;
  network.options.kindness.retry_delay = 10h;
  std::stop_source stop;
  network.options.on_progress = [&](const CollectionCounts& counts) {
    if (counts.retries == 1) stop.request_stop();
  };
  const CollectionOutcome outcome = network.collect(stop.get_token()).at("b0");
  CHECK(outcome.failure == cancelled);
  CHECK(outcome.detail ==
        "the run was stopped before another attempt; the last one: unreachable: 127.0.0.1:1: Connection refused");
}

TEST_CASE("record: a transcript holds what was sent and received, and no secret") {
  Device one = router("r1");
  one.enable = "s3cret";
  Network network({one, box("b1")});
  setenv("MUSTER_TEST_ENABLE", "s3cret", 1);
  for (CollectJob& job : network.jobs)
    job.credential.enable = {CredentialReference::Kind::environment, "MUSTER_TEST_ENABLE", {}};
  network.options.record = true;
  const auto outcomes = network.collect();
  for (const auto& [id, outcome] : outcomes) {
    INFO(text_of(outcome));
    CHECK(outcome.failure == none);
    std::string sent;
    std::string received;
    for (const TranscriptPart& part : outcome.transcript) {
      CHECK(part.text.find("s3cret") == std::string::npos);
      CHECK(part.text.find(password) == std::string::npos);
      if (part.kind == TranscriptPart::Kind::sent) sent += part.text;
      if (part.kind == TranscriptPart::Kind::received) received += part.text;
    }
    CHECK(sent.find("show running-config\n") != std::string::npos);
    CHECK(received.find("interface Vlan99") != std::string::npos);
    if (id == "r1") CHECK(sent.find("enable\n<secret>\n") != std::string::npos);
    if (id == "r1") CHECK(sent.ends_with("exit\n"));
  }
}

TEST_CASE("record: without being asked no transcript is kept") {
  Network network({router("r1")});
  CHECK(network.collect().at("r1").transcript.empty());
}

TEST_CASE("progress: the counts add up at every moment, and end with everything delivered") {
  std::vector<Device> devices;
  for (int i = 0; i < 20; ++i) devices.push_back(router("r" + std::to_string(i)));
  devices[3].fault = Fault::drop;
  devices[3].fault_times = 1;
  Network network(std::move(devices));
  network.options.kindness.in_flight = 4;
  network.options.kindness.retries = 1;
  network.options.kindness.retry_delay = 1ms;
  CollectionCounts last;
  network.options.on_progress = [&](const CollectionCounts& counts) {
    CHECK(counts.jobs == 20);
    CHECK(counts.waiting + counts.in_flight + counts.delivered == 20);
    CHECK(counts.in_flight <= 4);
    CHECK_FALSE(counts == last);
    last = counts;
  };
  CHECK(count(network.collect(), none) == 20);
  CHECK(last.delivered == 20);
  CHECK(last.retries == 1);
  CHECK(last.held_bytes == 0);
}

}  // namespace
}  // namespace muster::fleet
