#include "app/packs.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "app/pack_fixtures.hpp"
#include "app/recipes.hpp"
#include "app/toml_files.hpp"
#include "crypto/digest.hpp"
#include "embedded_files.hpp"

namespace muster::app {
namespace {

using policy::PolicyFile;

constexpr std::string_view policies_folder = "policies/";

/// The pack that a shipped file belongs to, "production" for "policies/production/logging.toml"; empty for other files.
std::string_view pack_of(const EmbeddedFile& file) {
  std::string_view path = file.path;
  if (!path.starts_with(policies_folder)) return {};
  path.remove_prefix(policies_folder.size());
  const std::string_view folder = path.substr(0, path.find('/'));
  return folder == "data" || folder == "benchmarks" ? std::string_view() : folder;
}

bool add_shipped(std::vector<PolicyFile>& files, std::string_view pack) {
  const std::size_t before = files.size();
  for (const EmbeddedFile& file : embedded_files())
    if (!pack.empty() && pack_of(file) == pack) files.push_back({std::string(file.path), std::string(file.content)});
  return files.size() != before;
}

/// What may be mended: platforms, and the features that devices have beside them.
std::vector<std::string_view> names_of(const collectors::RecipeBook& recipes) {
  auto names = recipes.platforms();
  for (const std::string_view feature : recipes.features()) names.push_back(feature);
  return names;
}

}  // namespace

std::vector<std::string> shipped_packs() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files())
    if (const std::string_view pack = pack_of(file);
        !pack.empty() && std::ranges::find(names, pack) == names.end())
      names.emplace_back(pack);
  return names;
}

std::expected<std::vector<PolicyFile>, std::vector<Error>> pack_files(const std::vector<std::string>& paths) {
  std::vector<PolicyFile> files;
  std::vector<Error> errors;
  if (paths.empty()) add_shipped(files, default_pack);
  for (const std::string& path : paths) {
    if (add_shipped(files, path)) continue;
    auto read = read_toml_files(path);
    if (!read)
      errors.push_back(read.error());
    else
      for (NamedText& file : *read) files.push_back({std::move(file.name), std::move(file.text)});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return files;
}

std::expected<Packs, std::vector<Error>> load_packs(const std::vector<std::string>& paths,
                                                    const collectors::RecipeBook* recipes) {
  const auto files = pack_files(paths);
  if (!files) return std::unexpected(files.error());
  std::optional<collectors::RecipeBook> built_in;
  if (recipes == nullptr) {
    auto loaded = load_recipes({});
    if (!loaded) return std::unexpected(std::move(loaded.error()));
    built_in = std::move(*loaded);
  }
  auto rules = policy::PolicySet::load(*files, names_of(recipes == nullptr ? *built_in : *recipes));
  if (!rules) return std::unexpected(std::move(rules.error()));
  std::vector<Error> errors;
  for (const std::string& path : paths)
    if (std::filesystem::is_directory(path)) std::ranges::move(missing_fixtures(*rules, path), std::back_inserter(errors));
  if (!errors.empty()) return std::unexpected(std::move(errors));
  Packs packs{std::move(*rules), {}};
  for (const PolicyFile& file : *files) packs.digests[file.name] = crypto::sha256_hex(file.text);
  return packs;
}

}  // namespace muster::app
