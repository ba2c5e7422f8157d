#pragma once

#include <string>
#include <string_view>

#include "model/device.hpp"

namespace muster::grammars {

/// The group of that name, found or made: a configuration and a status output speak about the same one, in any order.
/// Its lines are joined with `lines`.
[[nodiscard]] model::RedundancyGroup& redundancy_group(model::Device& device, std::string_view context,
                                                       const std::string& name, const std::string& protocol,
                                                       model::LinesId lines);

}  // namespace muster::grammars
