#pragma once

#include <variant>
#include <vector>

#include "collectors/recipe.hpp"

namespace muster::collectors {

/// One recipe file: a platform or a feature. Nothing if it holds an error; the errors are appended.
[[nodiscard]] std::optional<std::variant<Recipe, RecipeFeature>> read_recipe(const RecipeFile& file,
                                                                             std::vector<Error>& errors);

}  // namespace muster::collectors
