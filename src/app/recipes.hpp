#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/recipe.hpp"
#include "core/result.hpp"

namespace muster::app {

/// The built-in recipes and those of `paths` (files or folders of .toml), which win over built-in ones of the same
/// platform. All errors at once.
[[nodiscard]] std::expected<collectors::RecipeBook, std::vector<Error>> load_recipes(const std::vector<std::string>& paths);

/// The platform whose configuration is in `format`: the one whose recipe asks for it first. Empty if there is none.
struct PlatformOfFormat {
  std::string platform;
  std::string vendor;
  std::string end;  ///< the last line of a whole text; empty if the platform has none
};
[[nodiscard]] PlatformOfFormat platform_of_format(const collectors::RecipeBook& recipes, std::string_view format);

}  // namespace muster::app
