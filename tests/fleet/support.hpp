#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <map>
#include <thread>

#include "collectors/ssh_source.hpp"
#include "embedded_files.hpp"
#include "fleet/fleet.hpp"
#include "fleet/kinds.hpp"
#include "fleet/scenario.hpp"
#include "support/shared.hpp"

/// A fleet in a thread of its own, and a run of the engine against it.
namespace muster::fleet {

using namespace collectors;

inline constexpr const char* password = "correct horse";

/// One command on an exec channel whose output has an end marker.
inline constexpr std::string_view box_recipe = R"(platform = "test_box"
title = "A box"
vendor = "Nobody"
mode = "exec"
role = "any account"
[[command]]
name = "running-config"
send = "show running-config"
format = "frr"
end = "end"
)";

/// The shipped recipes, and the test's own.
inline const RecipeBook& recipes() {
  static const RecipeBook book = [] {
    std::vector<RecipeFile> files{{"test_box.toml", box_recipe}, {"test_router.toml", router_recipe}};
    for (const EmbeddedFile& file : embedded_files())
      if (file.path.starts_with("collectors/")) files.push_back({file.path, file.content});
    std::vector<Error> errors;
    RecipeBook loaded = RecipeBook::load(files, errors);
    for (const Error& error : errors) FAIL(to_string(error));
    return loaded;
  }();
  return book;
}

class Sink final : public CollectionSink {
 public:
  void deliver(CollectionOutcome&& outcome) override {
    const std::string id = outcome.device_id;
    CHECK(outcomes.emplace(id, std::move(outcome)).second);
    if (on_deliver) on_deliver();
  }
  std::map<std::string, CollectionOutcome> outcomes;
  std::function<void()> on_deliver;
};

/// A fleet that serves while the object lives, and a run against it.
class Network {
 public:
  explicit Network(std::vector<Device> devices) {
    setenv("MUSTER_TEST_PASSWORD", password, 1);
    auto listening = Fleet::listen(std::move(devices));
    REQUIRE(listening);
    fleet = std::move(*listening);
    thread_ = std::jthread([this](const std::stop_token& stop) { fleet->run(stop); });
    for (const auto& device : fleet->devices()) jobs.push_back(job_for(*device));
    options.deadline_factor = 0.02;
    options.kindness.retries = 0;
    options.deadlines.doubt = std::chrono::seconds(20);
    options.deadlines.settle = std::chrono::seconds(1);
    // Two seconds where a device answers at once: the machine may be busy.
    for (Milliseconds Deadlines::* each : {&Deadlines::connect, &Deadlines::key_exchange, &Deadlines::authentication,
                                           &Deadlines::channel, &Deadlines::idle, &Deadlines::prompt})
      options.deadlines.*each = std::chrono::seconds(100);
  }

  static CollectJob job_for(const Device& device) {
    CollectJob job;
    job.device_id = device.id;
    job.platform = device.personality == Device::Personality::shell ? "cisco_ios" : "test_box";
    job.endpoints = {{device.address, device.port, {Fleet::enrolled_key(device)}}};
    job.credential = {"test", device.user, {CredentialReference::Kind::environment, "MUSTER_TEST_PASSWORD", {}}, {}};
    return job;
  }

  CollectJob& job(std::string_view id) { return *std::ranges::find(jobs, id, &CollectJob::device_id); }

  std::map<std::string, CollectionOutcome> collect(const std::stop_token& stop = {}) {
    const SystemClock clock;
    SshSource source(recipes(), clock, options);
    source.collect(jobs, sink, stop);
    return std::move(sink.outcomes);
  }

  std::unique_ptr<Fleet> fleet;
  std::vector<CollectJob> jobs;
  SshOptions options;
  Sink sink;

 private:
  std::jthread thread_;
};

}  // namespace muster::fleet
