#pragma once

#include <functional>

#include "app/fleet.hpp"
#include "store/store.hpp"

namespace muster::app {

/// Calls visit(target, outcome) for each target that some run of the store has collected, with the outcome of the
/// newest such run and the raw bytes of its captures; a device at a time, so that a fleet never stands in memory.
/// Returns how many targets no run has collected.
[[nodiscard]] Result<std::size_t> for_each_latest(
    const store::Store& store, const std::vector<Target>& targets,
    const std::function<void(const Target&, const CollectionOutcome&)>& visit);

}  // namespace muster::app
