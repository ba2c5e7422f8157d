// The demo's scenario, as `./bootstrap demo` uses it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <set>

#include "collectors/directory_source.hpp"
#include "config/toml.hpp"
#include "fleet/scenario.hpp"
#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

constexpr const char* scenario = MUSTER_SOURCE_DIR "/tests/fleet/demo/fleet.toml";

/// Platform and features of each device, which the scenario has and the device has not.
std::map<std::string, CollectJob> jobs_of_scenario() {
  auto document = config::Document::parse(muster::test::read_file(scenario), scenario);
  REQUIRE(document);
  std::map<std::string, CollectJob> jobs;
  for (config::Table& table : document->root().tables("device")) {
    CollectJob job;
    job.device_id = table.required_text("id");
    job.platform = table.required_text("platform");
    job.features = table.texts("features").value_or(std::vector<std::string>{});
    jobs.emplace(job.device_id, job);
  }
  return jobs;
}

std::vector<Device> demo_devices() {
  std::vector<Error> errors;
  std::vector<Device> devices = load_scenario(scenario, recipes(), errors);
  for (const Error& error : errors) FAIL_CHECK(to_string(error));
  for (Device& device : devices) device.port = 0;
  return devices;
}

TEST_CASE("demo: at least twelve devices of five kinds, each with every output that its recipe asks for") {
  const auto devices = demo_devices();
  const auto jobs = jobs_of_scenario();
  CHECK(devices.size() >= 12);
  std::set<std::string> kinds;
  for (const Device& device : devices) {
    const CollectJob& job = jobs.at(device.id);
    kinds.insert(job.platform);
    kinds.insert(job.features.begin(), job.features.end());
    const auto recipe = recipes().compose(job.platform, job.features);
    REQUIRE(recipe);
    INFO(device.id);
    CHECK(device.outputs.size() == recipe->commands.size());
  }
  CHECK(kinds == std::set<std::string>{"cisco_ios", "frr", "linux", "haproxy", "keepalived", "nginx", "nftables", "iptables"});
}

TEST_CASE("demo: the healthy devices arrive whole, the faults are told apart") {
  using enum CollectionFailure;
  setenv("MUSTER_TEST_ENABLE", "demo-enable-only", 1);
  std::vector<Device> devices = demo_devices();
  const std::string secret = devices.at(0).password;
  Network network(std::move(devices));
  setenv("MUSTER_TEST_PASSWORD", secret.c_str(), 1);
  const auto jobs = jobs_of_scenario();
  for (CollectJob& job : network.jobs) {
    job.platform = jobs.at(job.device_id).platform;
    job.features = jobs.at(job.device_id).features;
    job.credential.enable = {CredentialReference::Kind::environment, "MUSTER_TEST_ENABLE", {}};
  }
  const std::map<std::string, CollectionFailure> faults{
      {"dist-r1", truncated}, {"dist-r2", host_key_changed}, {"dist-r3", stalled}, {"dist-r4", denied}};
  for (const auto& [id, outcome] : network.collect()) {
    INFO(id << ": " << outcome.detail);
    const auto fault = faults.find(id);
    CHECK(to_string(outcome.failure) == to_string(fault == faults.end() ? none : fault->second));
    for (const Capture& capture : outcome.captures) CHECK(capture.complete() == (fault == faults.end()));
  }
}

TEST_CASE("demo: the same folders serve as a source of files") {
  const auto jobs = jobs_of_scenario();
  const SystemClock clock;
  DirectoryOptions options;
  options.root = MUSTER_SOURCE_DIR "/tests/fleet/demo";
  DirectorySource source(recipes(), clock, options);
  Sink sink;
  std::vector<CollectJob> all;
  for (const auto& [id, job] : jobs) all.push_back(job);
  source.collect(all, sink, {});
  for (const auto& [id, outcome] : sink.outcomes)
    for (const Capture& capture : outcome.captures) {
      INFO(id << " " << capture.command << ": " << capture.detail);
      CHECK(capture.complete());
    }
}

}  // namespace
}  // namespace muster::fleet
