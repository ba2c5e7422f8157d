#pragma once

#include <string_view>

#include "grammars/references.hpp"

namespace muster::grammars::vyos {

/// `Format::references`.
[[nodiscard]] References references(std::string_view bytes);

}  // namespace muster::grammars::vyos
