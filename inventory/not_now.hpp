#pragma once

#include <string>

#include "core/timestamp.hpp"
#include "inventory/inventory.hpp"

namespace muster::inventory {

/// Why nothing may be sent to the unit at this time, for a person: maintenance, its own change window, that of its
/// site; empty if it may be collected. A device is collected where all of them allow it. `site` may be null: then its
/// windows are in UTC.
[[nodiscard]] std::string why_not_now(const Unit& unit, const Site* site, Timestamp now);

}  // namespace muster::inventory
