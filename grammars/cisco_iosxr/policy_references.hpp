#pragma once

#include "grammars/references.hpp"
#include "grammars/tree.hpp"

namespace muster::grammars::cisco_iosxr {

/// Adds the sets and policies that the route policies of a configuration name. O(n).
void add_policy_uses(const Tree& tree, References& to);

}  // namespace muster::grammars::cisco_iosxr
