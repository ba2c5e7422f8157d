// No byte reaches a device that its recipe did not generate: every platform's recipe against every fault.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "fleet/allowed_bytes.hpp"
#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

using namespace std::chrono_literals;

const GivenSecrets secrets{kind_enable, kind_line};

/// A device of the platform that knows all commands of its recipe and has two contexts.
Device device_of(const Recipe& recipe, Fault fault) {
  Device device;
  device.id = recipe.platform + "-" + std::string(to_string(fault));
  device.dialect = Dialect::of(recipe.platform);
  device.personality = recipe.mode == RecipeMode::shell ? Device::Personality::shell : Device::Personality::exec;
  device.password = password;
  device.fault = fault;
  device.fault_after = 40;
  for (const char* context : {"red", "blue"}) device.contexts[context];
  for (const RecipeCommand& command : recipe.commands) {
    std::string text = "Password: \n";
    for (int i = 0; i < 60; ++i) text += "line " + std::to_string(i) + " --More-- \n";
    Output output{text + (command.end.empty() ? std::string("done") : command.end) + "\n", 0, {}};
    for (auto& [context, outputs] : device.contexts) outputs[command.send] = output;
    device.outputs[command.send] = std::move(output);
  }
  if (recipe.mode == RecipeMode::shell && !recipe.shell.enable.empty()) device.enable = kind_enable;
  return device;
}

CollectJob job_of(const Device& device, const std::string& platform) {
  CollectJob job = Network::job_for(device);
  job.platform = platform;
  job.credential.id = device.id;
  job.credential.enable = {CredentialReference::Kind::environment, "MUSTER_TEST_ENABLE", {}};
  job.credential.line = {CredentialReference::Kind::environment, "MUSTER_TEST_LINE", {}};
  return job;
}

void prepare(Network& network) {
  setenv("MUSTER_TEST_ENABLE", kind_enable, 1);
  setenv("MUSTER_TEST_LINE", kind_line, 1);
  network.options.deadline_factor = 1;
  network.options.deadlines = {.connect = 3s,
                               .key_exchange = 3s,
                               .authentication = 3s,
                               .channel = 3s,
                               .prompt = 2s,
                               .idle = 2s,
                               .total = 10s,
                               .device = 20s,
                               .close = 300ms,
                               .settle = 20ms,
                               .doubt = 300ms};
  network.options.kindness.in_flight = 512;
}

TEST_CASE("bytes: whatever a device does, it receives nothing that its recipe did not generate") {
  std::vector<Device> devices;
  std::map<std::string, std::string> platforms;
  for (const std::string_view platform : recipes().platforms())
    for (unsigned fault = 0; fault < fault_count; ++fault) {
      Device device = device_of(*recipes().find(platform), static_cast<Fault>(fault));
      platforms[device.id] = platform;
      devices.push_back(std::move(device));
    }
  spread(devices);
  Network network(std::move(devices));
  prepare(network);
  for (std::size_t i = 0; i < network.jobs.size(); ++i) {
    const Device& device = *network.fleet->devices()[i];
    network.jobs[i] = job_of(device, platforms.at(device.id));
  }
  (void)network.collect();
  std::size_t heard = 0;
  for (const auto& device : network.fleet->devices()) {
    INFO(device->id);
    const Statistics& statistics = network.fleet->statistics(device->id);
    CHECK(first_strange_bytes(*recipes().find(platforms.at(device->id)), *device, statistics, secrets) == "");
    CHECK(statistics.strange == 0);
    if (!statistics.received().empty()) ++heard;
  }
  CHECK(heard > platforms.size() / 2);
}

TEST_CASE("bytes: questions before the prompt get their answers, and secrets only the question for them") {
  Device device = device_of(*recipes().find("test_router"), Fault::none);
  device.acknowledge = {{"Press 'a' to accept: ", "a", true}, {"Press RETURN to continue ", "\n", true}};
  device.line_password = kind_line;
  Network network({device});
  prepare(network);
  network.jobs[0] = job_of(*network.fleet->devices()[0], "test_router");
  (void)network.collect();
  CHECK(first_strange_bytes(*recipes().find("test_router"), device, network.fleet->statistics(device.id), secrets) ==
        "");
}

TEST_CASE("bytes: the check itself sees a foreign line, a key at the wrong place and a stray secret") {
  const Recipe& recipe = *recipes().find("test_router");
  const Device device = device_of(recipe, Fault::none);
  const auto check = [&](Awaited at, const std::string& text) {
    Statistics statistics;
    statistics.note_received(text + "\n");
    statistics.note_input(at, text);
    return first_strange_bytes(recipe, device, statistics, secrets);
  };
  CHECK(check(Awaited::prompt, "show running-config") == "");
  CHECK(check(Awaited::enable_secret, kind_enable) == "");
  CHECK(check(Awaited::prompt, "reload") == "'reload' at the prompt");
  CHECK(check(Awaited::prompt, " ") == "' ' at the prompt");
  CHECK(check(Awaited::page, "q") == "'q' at the pager");
  CHECK(check(Awaited::prompt, kind_enable) == "'" + std::string(kind_enable) + "' at the prompt");
  Statistics unheard;
  unheard.note_received(std::string(kind_enable) + "\n");
  CHECK(first_strange_bytes(recipe, device, unheard, secrets) == "the enable secret, not asked for");
}

}  // namespace
}  // namespace muster::fleet
