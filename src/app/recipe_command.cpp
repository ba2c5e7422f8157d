#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/messages.hpp"
#include "app/recipes.hpp"
#include "core/nearest.hpp"

namespace muster::app {
namespace {

std::string commands_text(const std::vector<collectors::RecipeCommand>& commands) {
  std::string text;
  for (const auto& command : commands)
    text += fmt::format("  {:<20} {}  ({})\n", command.name, command.send, command.format);
  return text;
}

std::string all_platforms(const collectors::RecipeBook& recipes) {
  std::string text = "platforms:\n";
  for (const std::string_view name : recipes.platforms())
    text += fmt::format("  {:<16} {}\n", name, recipes.find(name)->title);
  text += "features of a device:\n";
  for (const std::string_view name : recipes.features())
    text += fmt::format("  {:<16} {}\n", name, recipes.find_feature(name)->title);
  return text;
}

ExitCode unknown_platform(const collectors::RecipeBook& recipes, const std::string& name) {
  std::string message = "platform or feature '" + name + "' is not known";
  auto names = recipes.platforms();
  for (const std::string_view feature : recipes.features()) names.push_back(feature);
  if (const auto near = nearest(name, names)) message += "; did you mean '" + std::string(*near) + "'?";
  return report_error({ErrorKind::usage, message, {}});
}

}  // namespace

ExitCode recipe_command(const RecipeOptions& options) {
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  if (options.platform.empty()) return print(all_platforms(*recipes));
  if (const auto* recipe = recipes->find(options.platform))
    return print(fmt::format("{}\n\nIt runs, and nothing else:\n{}\nThe account it needs:\n{}\n", recipe->title,
                             commands_text(recipe->commands), recipe->role));
  if (const auto* feature = recipes->find_feature(options.platform))
    return print(fmt::format("{}\n\nIt adds:\n{}\nThe account it needs:\n{}\n", feature->title,
                             commands_text(feature->commands), feature->role));
  return unknown_platform(*recipes, options.platform);
}

}  // namespace muster::app
