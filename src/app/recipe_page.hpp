#pragma once

#include <string>

#include "collectors/recipe.hpp"

/// Recipes as people read them: on the terminal and in docs/platforms.md.
namespace muster::app {

/// One line for each platform and each feature: its name, what it is, what it collects.
[[nodiscard]] std::string recipe_list(const collectors::RecipeBook& recipes);

/// Everything about one platform, with the features merged in: the account, every line that may be sent in its order,
/// what is proven, what may be masked, what the device's words mean.
[[nodiscard]] std::string recipe_page(const collectors::Recipe& recipe);

/// What a feature adds.
[[nodiscard]] std::string feature_page(const collectors::RecipeFeature& feature);

/// docs/platforms.md: a table of all platforms, and a section for each.
[[nodiscard]] std::string platform_document(const collectors::RecipeBook& recipes);

}  // namespace muster::app
