#include "collectors/recipe.hpp"

#include <algorithm>

#include "collectors/recipe_reader.hpp"
#include "core/nearest.hpp"

namespace muster::collectors {

namespace {

std::string unknown(std::string_view kind, std::string_view name, const std::vector<std::string_view>& known) {
  std::string message = "unknown ";
  message.append(kind).append(" '").append(name).append("'");
  if (const auto near = nearest(name, known)) message.append("; did you mean '").append(*near).append("'?");
  return message;
}

template <class Map>
std::vector<std::string_view> keys_of(const Map& map) {
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

template <class Map>
const typename Map::mapped_type* find_in(const Map& map, std::string_view name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

/// Adds a read file to its map; a name that is taken is an error.
template <class Map, class Value>
void add(Map& map, std::string name, Value&& value, const RecipeFile& file, std::vector<Error>& errors) {
  if (!map.emplace(name, std::forward<Value>(value)).second)
    errors.push_back({ErrorKind::input, "'" + name + "' has a recipe already", {std::string(file.name), 1, 1}});
}

Result<void> append_feature(Recipe& recipe, const RecipeFeature& feature) {
  if (std::ranges::find(feature.platforms, recipe.platform) == feature.platforms.end())
    return fail(ErrorKind::input, "platform '" + recipe.platform + "' does not have the feature '" + feature.name + "'");
  for (const RecipeCommand& command : feature.commands) {
    const auto same = std::ranges::find(recipe.commands, command.name, &RecipeCommand::name);
    if (same == recipe.commands.end())
      recipe.commands.push_back(command);
    else
      return fail(ErrorKind::input, "feature '" + feature.name + "' repeats the command '" + command.name + "'");
  }
  return {};
}

}  // namespace

RecipeBook RecipeBook::load(std::span<const RecipeFile> files, std::vector<Error>& errors) {
  RecipeBook book;
  for (const RecipeFile& file : files) {
    auto read = read_recipe(file, errors);
    if (!read) continue;
    if (auto* recipe = std::get_if<Recipe>(&*read))
      add(book.recipes_, recipe->platform, std::move(*recipe), file, errors);
    else if (auto* feature = std::get_if<RecipeFeature>(&*read))
      add(book.features_, feature->name, std::move(*feature), file, errors);
  }
  return book;
}

const Recipe* RecipeBook::find(std::string_view platform) const { return find_in(recipes_, platform); }
const RecipeFeature* RecipeBook::find_feature(std::string_view name) const { return find_in(features_, name); }
std::vector<std::string_view> RecipeBook::platforms() const { return keys_of(recipes_); }
std::vector<std::string_view> RecipeBook::features() const { return keys_of(features_); }

Result<Recipe> RecipeBook::compose(std::string_view platform, std::span<const std::string> features) const {
  const Recipe* const base = find(platform);
  if (base == nullptr) return fail(ErrorKind::input, unknown("platform", platform, platforms()));
  Recipe recipe = *base;
  for (const std::string& name : features) {
    const RecipeFeature* const feature = find_feature(name);
    if (feature == nullptr) return fail(ErrorKind::input, unknown("feature", name, this->features()));
    if (const auto appended = append_feature(recipe, *feature); !appended) return std::unexpected(appended.error());
  }
  return recipe;
}

bool is_safe_context_name(std::string_view name) {
  const auto safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '-' && std::ranges::all_of(name, safe);
}

}  // namespace muster::collectors
