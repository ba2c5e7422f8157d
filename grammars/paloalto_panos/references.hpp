#pragma once

#include <string_view>

#include "grammars/references.hpp"

namespace muster::grammars::paloalto_panos {

/// `Format::references`.
[[nodiscard]] References references(std::string_view bytes);

}  // namespace muster::grammars::paloalto_panos
