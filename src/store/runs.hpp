#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/result.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

namespace muster::store {

/// The row of a run; ErrorKind::not_found. Throws SQLite::Exception.
[[nodiscard]] Result<std::int64_t> find_run(Database& database, std::string_view id);
/// The same for a run that is not finished; ErrorKind::usage.
[[nodiscard]] Result<std::int64_t> find_open_run(Database& database, std::string_view id);

}  // namespace muster::store
