#pragma once

#include <string>

#include "app/model_json.hpp"
#include "app/recipes.hpp"
#include "policy/policy_set.hpp"

namespace muster::app {

/// How much of `bytes` is understood, and which of `rules` can be assessed on a device of which nothing else is known.
[[nodiscard]] FileCoverage coverage_of(std::string file, const std::string& format, std::string bytes,
                                       const PlatformOfFormat& platform, const policy::PolicySet& rules);

}  // namespace muster::app
