#include "collectors/config_tree.hpp"

#include <algorithm>
#include <filesystem>

namespace muster::collectors {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> all_of(const std::multimap<std::string, std::string, std::less<>>& map,
                                std::string_view name) {
  std::vector<std::string> found;
  const auto [begin, end] = map.equal_range(name);
  for (auto at = begin; at != end; ++at) found.push_back(at->second);
  std::ranges::sort(found);
  return found;
}

}  // namespace

void ConfigTree::add_file(const std::string& relative) {
  const fs::path path(relative);
  const std::string name = path.filename().string();
  files_.emplace(name, relative);
  if (const std::string stem = path.stem().string(); stem != name) files_.emplace(stem, relative);
}

void ConfigTree::add_folder(const std::string& relative) {
  folders_.emplace(fs::path(relative).filename().string(), relative);
}

std::vector<std::string> ConfigTree::files_named(std::string_view name) const { return all_of(files_, name); }
std::vector<std::string> ConfigTree::folders_named(std::string_view name) const { return all_of(folders_, name); }

std::vector<std::string> ConfigTree::files_in(std::string_view folder, std::string_view name) const {
  std::vector<std::string> found = files_named(name);
  std::erase_if(found, [&](const std::string& file) { return fs::path(file).parent_path() != folder; });
  return found;
}

}  // namespace muster::collectors
