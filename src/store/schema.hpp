#pragma once

#include <string>

#include "core/result.hpp"
#include "store/database.hpp"

namespace muster::store {

/// The newest schema that this version knows.
[[nodiscard]] int newest_schema();

/// Brings the database to the newest schema, all steps or none. ErrorKind::unsupported for a newer
/// one or a database of something else. Throws SQLite::Exception.
[[nodiscard]] Result<void> migrate(Database& database, const std::string& place);

}  // namespace muster::store
