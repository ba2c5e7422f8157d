#include "app/recipes.hpp"

#include <algorithm>

#include "app/toml_files.hpp"
#include "embedded_files.hpp"

namespace muster::app {

std::expected<collectors::RecipeBook, std::vector<Error>> load_recipes(const std::vector<std::string>& paths) {
  std::vector<Error> errors;
  std::vector<NamedText> own;
  for (const std::string& path : paths) {
    auto read = read_toml_files(path);
    if (!read) errors.push_back(read.error());
    else
      std::ranges::move(*read, std::back_inserter(own));
  }
  std::vector<collectors::RecipeFile> files;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("collectors/")) files.push_back({file.path, file.content});
  for (const NamedText& file : own) files.push_back({file.name, file.text});
  auto book = collectors::RecipeBook::load(files, errors);
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return book;
}

PlatformOfFormat platform_of_format(const collectors::RecipeBook& recipes, std::string_view format) {
  PlatformOfFormat only;  // a later command has the format, on one platform only
  int users = 0;
  for (const std::string_view name : recipes.platforms()) {
    const collectors::Recipe& recipe = *recipes.find(name);
    const auto found = std::ranges::find(recipe.commands, format, &collectors::RecipeCommand::format);
    if (found == recipe.commands.end()) continue;
    PlatformOfFormat platform{recipe.platform, recipe.vendor, found->end};
    if (found == recipe.commands.begin()) return platform;
    if (users++ == 0) only = std::move(platform);
  }
  return users == 1 ? only : PlatformOfFormat{};
}

}  // namespace muster::app
