#pragma once

#include <filesystem>
#include <string>

#include "collectors/known_devices.hpp"
#include "core/collect.hpp"

namespace muster::app {

/// Where the pinned host keys of a store stand.
[[nodiscard]] std::filesystem::path known_devices_file(const std::string& store);

/// Replaces host names by their numeric addresses (a name that does not resolve is left out) and adds the pinned keys.
/// A key is pinned for the id and the address or name as they stand in the inventory; jump hosts have theirs under their
/// own ids. Names are resolved here, not at a jump host.
void resolve_endpoints(CollectJob& job, const collectors::KnownDevices& pins);

}  // namespace muster::app
