#pragma once

#include <string>
#include <vector>

#include "policy/rules.hpp"

namespace muster::policy {

/// The parameters of one pack as values for one evaluation.
struct PackParameters {
  std::vector<Value> values;
  std::vector<std::string> mistakes;  ///< for each parameter: why its override cannot be used; empty if it can
  std::vector<std::vector<Value>> items;
  std::vector<List> lists;
};

/// The pack's parameters with their overrides, which may be null.
[[nodiscard]] PackParameters parameters_of(const Pack& pack, const Parameters* overrides);

}  // namespace muster::policy
