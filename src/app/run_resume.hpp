#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/fleet.hpp"
#include "app/intake.hpp"
#include "core/result.hpp"
#include "store/store.hpp"

/// Going on with a run that was stopped or killed.
namespace muster::app {

/// What `--resume` stands for without the name of a run.
inline constexpr const char* latest_incomplete = "latest";

/// What a run was asked for, as far as it decides what is collected. Kept with the run.
[[nodiscard]] Result<std::map<std::string, std::string>> kept_options(const RunOptions& options);

/// The run to go on with: the one named, or the newest that is not complete. An error for a complete one.
[[nodiscard]] Result<store::Run> find_incomplete(const store::Store& store, const std::string& name);

/// The devices that a run was asked for, for `RunOptions::devices`.
[[nodiscard]] std::vector<std::string> devices_of(const store::Run& run);

/// Why the run cannot be gone on with: what it was asked for, or its inventory, is not what it is now.
[[nodiscard]] std::vector<Error> resume_obstacles(const store::Run& run, const store::RunInfo& now);

/// Hands what the run has collected to the intake, to be judged again with the rest: the devices that did not fail.
/// Returns their names.
[[nodiscard]] Result<std::set<std::string, std::less<>>> deliver_recorded(const store::Store& store,
                                                                          const store::RunId& run, Intake& intake);

}  // namespace muster::app
