#pragma once

#include <string>

#include "collectors/recipe.hpp"
#include "core/collect.hpp"
#include "fleet/device.hpp"
#include "fleet/statistics.hpp"

namespace muster::fleet {

/// The secrets that a run was given for a device.
struct GivenSecrets {
  std::string enable;
  std::string line;
};

/// Checks all that a device received on its channels: command lines come from the recipe, keys from its pager and its
/// answers, secrets go to the question for them and nowhere else. Empty, or the first thing that is not so.
[[nodiscard]] std::string first_strange_bytes(const collectors::Recipe& recipe, const Device& device,
                                              const Statistics& statistics, const GivenSecrets& secrets);

}  // namespace muster::fleet
