#pragma once

#include <string_view>

#include "grammars/references.hpp"

namespace muster::grammars::fortinet_fortios {

/// `Format::references`.
[[nodiscard]] References references(std::string_view bytes);

}  // namespace muster::grammars::fortinet_fortios
