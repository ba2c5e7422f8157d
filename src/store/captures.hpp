#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/manifest.hpp"
#include "store/database.hpp"
#include "store/names.hpp"

/// Rows of captures as references. All throw SQLite::Exception.
namespace muster::store {

[[nodiscard]] std::vector<CaptureLimit> read_limits(Database& database, Names& names, std::int64_t capture);
[[nodiscard]] std::optional<CaptureReference> read_reference(Database& database, Names& names, std::int64_t capture);

/// The newest row whose reference equals `wanted` in every part.
[[nodiscard]] std::optional<std::int64_t> find_capture(Database& database, Names& names,
                                                       const CaptureReference& wanted);

}  // namespace muster::store
