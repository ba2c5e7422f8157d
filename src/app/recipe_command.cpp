#include "app/commands.hpp"
#include "app/messages.hpp"
#include "app/recipe_page.hpp"
#include "app/recipes.hpp"
#include "core/nearest.hpp"

namespace muster::app {
namespace {

ExitCode unknown_platform(const collectors::RecipeBook& recipes, const std::string& name) {
  std::string message = "platform or feature '" + name + "' is not known";
  auto names = recipes.platforms();
  for (const std::string_view feature : recipes.features()) names.push_back(feature);
  if (const auto near = nearest(name, names)) message += "; did you mean '" + std::string(*near) + "'?";
  return report_error({ErrorKind::usage, message, {}});
}

ExitCode show(const collectors::RecipeBook& recipes, const std::string& name,
              const std::vector<std::string>& features) {
  if (recipes.find(name) != nullptr) {
    auto recipe = recipes.compose(name, features);
    if (!recipe) return report_error(recipe.error());
    for (const std::string& feature : features)
      recipe->role += "For " + recipes.find_feature(feature)->title + ":\n" + recipes.find_feature(feature)->role;
    return print(recipe_page(*recipe));
  }
  if (const auto* const feature = recipes.find_feature(name)) {
    if (features.empty()) return print(feature_page(*feature));
    return report_error({ErrorKind::usage, "'" + name + "' is a feature: --feature adds features to a platform", {}});
  }
  return unknown_platform(recipes, name);
}

ExitCode list(const collectors::RecipeBook& recipes, const RecipeOptions& options) {
  if (options.features.empty()) return print(recipe_list(recipes));
  return report_error({ErrorKind::usage, "--feature needs the platform that has it: muster recipe show PLATFORM", {}});
}

}  // namespace

ExitCode recipe_command(const RecipeOptions& options) {
  const auto recipes = load_recipes(options.recipes);
  if (!recipes) return report_errors(recipes.error());
  auto words = options.words;
  const bool lists = words.empty() || words == std::vector<std::string>{"list"};
  if (lists) return list(*recipes, options);
  if (words.size() > 1 && words.front() == "show") words.erase(words.begin());
  if (words.size() == 1 && words.front() != "show") return show(*recipes, words.front(), options.features);
  return report_error({ErrorKind::usage, "expected: muster recipe list, or muster recipe show PLATFORM", {}});
}

}  // namespace muster::app
