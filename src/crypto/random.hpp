#pragma once

#include <cstddef>
#include <string>

#include "core/result.hpp"

namespace muster::crypto {

/// `count` random bytes as hex, for identifiers.
[[nodiscard]] Result<std::string> random_hex(std::size_t count);

}  // namespace muster::crypto
