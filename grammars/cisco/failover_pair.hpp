#pragma once

#include <string>

#include "model/device.hpp"

namespace muster::grammars::cisco {

/// The failover pair of one context of a device, made if there is none: its configuration and its state are two
/// captures. `lines` are added to those that speak about it. Valid until the next group is added.
[[nodiscard]] model::RedundancyGroup& failover_pair(model::Device& device, const std::string& context,
                                                    model::LinesId lines);

}  // namespace muster::grammars::cisco
