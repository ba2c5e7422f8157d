#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "collectors/recipe.hpp"
#include "collectors/source.hpp"
#include "support/shared.hpp"

namespace muster::collectors::test {

/// The recipes of the project, as they are shipped.
inline RecipeBook shipped_recipes(std::vector<Error>& errors) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& entry : std::filesystem::directory_iterator(MUSTER_SOURCE_DIR "/collectors"))
    if (entry.path().extension() == ".toml")
      texts.emplace_back(entry.path().filename().string(), muster::test::read_file(entry.path()));
  std::ranges::sort(texts);
  std::vector<RecipeFile> files;
  for (const auto& [name, text] : texts) files.push_back({name, text});
  return RecipeBook::load(files, errors);
}

/// Keeps what is delivered.
class MemorySink final : public CollectionSink {
 public:
  void deliver(CollectionOutcome&& outcome) override { outcomes.push_back(std::move(outcome)); }

  [[nodiscard]] const CollectionOutcome* find(std::string_view device) const {
    const auto at = std::ranges::find(outcomes, device, &CollectionOutcome::device_id);
    return at == outcomes.end() ? nullptr : &*at;
  }

  std::vector<CollectionOutcome> outcomes;
};

}  // namespace muster::collectors::test
