#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/timestamp.hpp"

namespace muster::store {

/// "PREFIX-20260301T020000Z-1f2e3d4c": sorts by time, unique by its random part.
[[nodiscard]] Result<std::string> make_identifier(std::string_view prefix, Timestamp time);

}  // namespace muster::store
