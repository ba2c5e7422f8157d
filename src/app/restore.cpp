#include "app/restore.hpp"

#include <map>
#include <utility>

namespace muster::app {
namespace {

Result<Capture> restore_one(const store::Store& store, const CaptureReference& reference) {
  Capture capture;
  capture.command = reference.command;
  capture.format = reference.format;
  capture.context = reference.context;
  capture.source = reference.source;
  capture.content_time = reference.content_time;
  capture.failure = reference.failure;
  capture.detail = reference.detail;
  capture.limits = reference.limits;
  if (!capture.complete()) return capture;
  const auto raw = store.raw(reference.sealed_id);
  if (!raw) return std::unexpected(raw.error());
  capture.bytes = raw->reveal();
  return capture;
}

using DevicesByName = std::map<std::string, StoredDevice*, std::less<>>;

/// What one run holds of the devices that are still looked for.
class RunReader {
 public:
  RunReader(const store::Store& store, const Fleet& fleet) : store_(store), fleet_(fleet) {}

  Result<void> read(const store::RunId& run, DevicesByName& wanted) {
    auto references = store_.captures(run);
    if (!references) return std::unexpected(references.error());
    auto outcomes = store_.outcomes(run);
    if (!outcomes) return std::unexpected(outcomes.error());
    for (CaptureReference& reference : *references)
      if (const auto found = wanted.find(device_name(reference.device_id, reference.member)); found != wanted.end())
        if (auto taken = take(*found->second, std::move(reference)); !taken) return taken;
    for (const CollectionOutcome& outcome : *outcomes) {
      const auto found = wanted.find(device_name(outcome.device_id, outcome.member));
      if (found == wanted.end() || found->second->references.empty()) continue;
      found->second->identity = identified(found->second->target->identity, outcome, fleet_.recipes);
      wanted.erase(found);
    }
    return {};
  }

 private:
  /// The capture, or an older one that arrived whole where it did not.
  Result<void> take(StoredDevice& device, CaptureReference reference) {
    if (reference.failure != CollectionFailure::none) {
      auto good = store_.latest_good(reference.device_id, reference.member, reference.context, reference.command);
      if (!good) return std::unexpected(good.error());
      if (*good) reference = std::move(**good);
    }
    device.references.push_back(std::move(reference));
    return {};
  }

  const store::Store& store_;
  const Fleet& fleet_;
};

}  // namespace

Result<std::vector<Capture>> restore(const store::Store& store, std::span<const CaptureReference* const> references) {
  std::vector<Capture> captures;
  for (const CaptureReference* const reference : references) {
    auto capture = restore_one(store, *reference);
    if (!capture) return std::unexpected(capture.error());
    captures.push_back(std::move(*capture));
  }
  return captures;
}

Result<std::vector<StoredDevice>> latest_captures(const store::Store& store, const Fleet& fleet) {
  std::vector<StoredDevice> devices;
  for (const Target& target : fleet.targets) devices.push_back({&target, target.identity, {}});
  DevicesByName wanted;
  for (StoredDevice& device : devices) wanted.emplace(device.identity.id, &device);
  const auto runs = store.runs();
  if (!runs) return std::unexpected(runs.error());
  RunReader reader(store, fleet);
  for (const store::Run& run : *runs) {
    if (wanted.empty()) break;
    if (auto read = reader.read(run.id, wanted); !read) return std::unexpected(read.error());
  }
  return devices;
}

}  // namespace muster::app
