#pragma once

#include "app/commands.hpp"
#include "app/fleet.hpp"
#include "collectors/known_devices.hpp"

namespace muster::app {

/// What a run would send where, device by device: addresses, jump hosts, pinned keys, how it logs in (never a secret,
/// and no secret is fetched), the lines in order with their conditions, and why a device is left out.
[[nodiscard]] std::string plan_text(const Fleet& fleet, const collectors::KnownDevices& pins);

/// Prints the plan. Connects to nothing, resolves no name, writes nothing.
[[nodiscard]] ExitCode dry_run(const RunOptions& options);

}  // namespace muster::app
