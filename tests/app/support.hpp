#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <utility>

#include "app/fleet.hpp"
#include "app/packs.hpp"
#include "core/collect.hpp"
#include "store/store.hpp"

/// Made-up fleets and outcomes for the tests of the commands.
namespace muster::test {

template <class T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}
inline void must(const Result<void>& result) {
  if (!result) FAIL(to_string(result.error()));
}

inline store::Store memory_store() { return must(store::Store::open(":memory:", must(crypto::KeyRing::ephemeral()))); }

inline store::RunInfo sample_run(int started = 0) {
  store::RunInfo info;
  info.started = Timestamp(std::chrono::seconds(started));
  info.source = "ssh";
  return info;
}

inline app::Packs builtin_packs() {
  auto packs = app::load_packs({});
  REQUIRE(packs);
  return std::move(*packs);
}

inline std::string number(std::size_t i) {
  const std::string text = std::to_string(i);
  return std::string(4 - text.size(), '0') + text;
}

/// Devices r0000, r0001, ... of platform cisco_ios.
inline app::Fleet sample_fleet(std::size_t devices) {
  app::Fleet fleet;
  for (std::size_t i = 0; i < devices; ++i) {
    app::Target target;
    target.job.device_id = "r" + number(i);
    target.job.platform = "cisco_ios";
    target.identity = {target.job.device_id, "cisco_ios", "Cisco", "", "", {}};
    fleet.targets.push_back(std::move(target));
  }
  return fleet;
}

inline Capture sample_capture(std::string text) {
  Capture capture;
  capture.command = "running-config";
  capture.sent = "show running-config";
  capture.format = "cisco_ios";
  capture.bytes = std::move(text);
  return capture;
}

/// An outcome with a running configuration of about `size` bytes.
inline CollectionOutcome sample_outcome(const std::string& device, std::size_t size = 0) {
  std::string text = "version 15.2\nhostname " + device + "\n";
  while (text.size() < size) text += "! filler of " + device + "\n";
  CollectionOutcome outcome;
  outcome.device_id = device;
  outcome.platform = "cisco_ios";
  outcome.captures.push_back(sample_capture(text + "end\n"));
  return outcome;
}

}  // namespace muster::test
