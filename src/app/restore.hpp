#pragma once

#include <span>
#include <vector>

#include "app/fleet.hpp"
#include "core/capture.hpp"
#include "core/manifest.hpp"
#include "store/store.hpp"

namespace muster::app {

/// The captures that a manifest refers to, with their raw bytes; those that failed stay as they are. Needs the store's
/// key. Of one device at a time: those of a fleet would not stay in memory.
[[nodiscard]] Result<std::vector<Capture>> restore(const store::Store& store,
                                                   std::span<const CaptureReference* const> references);

/// A device as the store knows it latest.
struct StoredDevice {
  const Target* target = nullptr;
  DeviceIdentity identity;                   ///< with what its latest session showed
  std::vector<CaptureReference> references;  ///< of each command of its latest collection; empty: never collected
};

/// For each target the commands of the latest run that reached it, each with its latest capture that arrived whole, be
/// it of that run or an older one; what never arrived whole stays failed. `fleet` must outlive the result.
[[nodiscard]] Result<std::vector<StoredDevice>> latest_captures(const store::Store& store, const Fleet& fleet);

}  // namespace muster::app
