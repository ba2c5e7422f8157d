#pragma once

#include <cstdint>
#include <vector>

#include "grammars/apache/config.hpp"
#include "model/device.hpp"

namespace muster::grammars::apache {

/// The path rules of a server in the order in which they decide. `base` is the main server for a virtual host,
/// otherwise null. `budget` bounds the work over all servers: once it is used up, a server has one opaque rule.
[[nodiscard]] std::vector<model::PathRule> path_rules(const Config& config, const Section& own, const Section* base,
                                                      std::size_t& budget);

}  // namespace muster::grammars::apache
