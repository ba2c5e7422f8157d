// Two thousand devices at once, one in ten of them faulty, every kind of fault among them: what becomes of each is
// known beforehand, and none disturbs another.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "fleet/allowed_bytes.hpp"
#include "fleet/kinds.hpp"
#include "fleet/support.hpp"

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define MUSTER_SLOW_BUILD 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define MUSTER_SLOW_BUILD 1
#endif
#endif

namespace muster::fleet {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t fleet_size = 2000;
constexpr std::size_t one_in = 10;  ///< of them is faulty

/// Generous where a device answers at once: on a busy machine it does not.
SshOptions soak_options() {
  SshOptions options;
  options.deadlines = {.connect = 6s,
                       .key_exchange = 8s,
                       .authentication = 8s,
                       .channel = 8s,
                       .prompt = 6s,
                       .idle = 6s,
                       .total = 40s,
                       .device = 60s,
                       .close = 500ms,
                       .settle = 150ms,
                       .doubt = 1500ms};
#ifdef MUSTER_SLOW_BUILD
  options.deadline_factor = 4;
#endif
  options.kindness.in_flight = 256;
  options.kindness.retry_delay = 500ms;
  return options;
}

struct Population {
  std::vector<Device> devices;
  std::vector<const Kind*> kinds;
};

/// Faulty ones are spread evenly; each kind comes again and again.
Population population() {
  Population all;
  std::size_t well = 0;
  std::size_t ill = 0;
  for (std::size_t i = 0; i < fleet_size; ++i) {
    const bool fault = i % one_in == one_in / 2;
    const auto kinds = fault ? faulty_kinds() : healthy_kinds();
    const std::size_t next = fault ? ill++ : well++;
    // Half of the well ones are ordinary routers.
    const Kind& kind = !fault && next % 2 == 0 ? kinds[0] : kinds[next / (fault ? 1 : 2) % kinds.size()];
    all.devices.push_back(make_device(kind, std::string(kind.name) + "-" + std::to_string(i)));
    all.kinds.push_back(&kind);
  }
  spread(all.devices);
  return all;
}

std::size_t open_files() {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator{}));
}

/// Peak of this process's memory, fleet included.
std::size_t peak_megabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::size_t kilobytes = 0;
  while (status >> word)
    if (word == "VmHWM:") status >> kilobytes;
  return kilobytes / 1024;
}

void check_outcome(const CollectionOutcome& outcome, const Device& device, const Expected& expected) {
  INFO(device.id << ": " << to_string(outcome.failure) << ": " << outcome.detail);
  CHECK(to_string(outcome.failure) == to_string(expected.device));
  REQUIRE(outcome.captures.size() == 1);
  const Capture& capture = outcome.captures[0];
  INFO("capture: " << to_string(capture.failure) << ": " << capture.detail);
  CHECK(to_string(capture.failure) == to_string(expected.capture));
  CHECK(capture.limits.empty() == !expected.limited);
  if (expected.capture == CollectionFailure::none) {
    CHECK((capture.bytes == device.visible(device.outputs.at("show running-config"))));
  } else {
    CHECK(capture.bytes.empty());
    CHECK_FALSE(capture.detail.empty());
  }
}

TEST_CASE("soak: two thousand devices, one in ten faulty, each with its exact outcome", "[soak]") {
  const auto files_before = open_files();
  {
    Population all = population();
    Network network(std::move(all.devices));
    setenv("MUSTER_TEST_ENABLE", kind_enable, 1);
    setenv("MUSTER_TEST_LINE", kind_line, 1);
    network.options = soak_options();
    for (std::size_t i = 0; i < fleet_size; ++i)
      network.jobs[i] = make_job(*all.kinds[i], *network.fleet->devices()[i]);
    const auto outcomes = network.collect();
    REQUIRE(outcomes.size() == fleet_size);
    for (std::size_t i = 0; i < fleet_size; ++i) {
      const Device& device = *network.fleet->devices()[i];
      check_outcome(outcomes.at(device.id), device, all.kinds[i]->expected);
      CHECK(network.fleet->statistics(device.id).logins <= all.kinds[i]->expected.logins);
      CHECK(network.fleet->statistics(device.id).strange == 0);
      const Recipe& recipe = *recipes().find(network.jobs[i].platform);
      CHECK(first_strange_bytes(recipe, device, network.fleet->statistics(device.id), {kind_enable, kind_line}) == "");
    }
  }
  CHECK(open_files() == files_before);
  CHECK(peak_megabytes() < 700);
}

}  // namespace
}  // namespace muster::fleet
