#pragma once

#include <string_view>

#include "grammars/references.hpp"

namespace muster::grammars::mikrotik_routeros {

/// `Format::references`.
[[nodiscard]] References references(std::string_view bytes);

}  // namespace muster::grammars::mikrotik_routeros
