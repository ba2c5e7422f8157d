#pragma once

#include <string_view>

#include "grammars/format.hpp"

/// The table of HSRP groups that IOS (`show standby brief`) and NX-OS (`show hsrp brief`) print.
namespace muster::grammars::cisco {

/// The keyword that its rows are declared as.
inline constexpr std::string_view hsrp_group = "group";

/// Puts the live state into the groups of the configuration, or adds them. With `heading`, an output without one is not
/// that table; otherwise an empty one says that there are no groups.
[[nodiscard]] ReadResult read_hsrp_brief(std::string_view bytes, const ReadOptions& options, model::Device& device,
                                         bool heading);

}  // namespace muster::grammars::cisco
