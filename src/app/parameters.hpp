#pragma once

#include "config/toml.hpp"
#include "policy/policy_set.hpp"

namespace muster::app {

/// A value as it was written, as a parameter of a rule. Its type is checked where a rule uses it.
[[nodiscard]] policy::ParameterValue to_parameter(const config::Scalar& scalar);

}  // namespace muster::app
