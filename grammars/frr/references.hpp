#pragma once

#include <string_view>

#include "grammars/references.hpp"

namespace muster::grammars::frr {

/// `Format::references`.
[[nodiscard]] References references(std::string_view bytes);

}  // namespace muster::grammars::frr
