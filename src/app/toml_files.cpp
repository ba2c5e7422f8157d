#include "app/toml_files.hpp"

#include <algorithm>
#include <filesystem>

#include "app/files.hpp"

namespace muster::app {
namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>> file_names(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::vector{path};
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(path, error))
    if (entry.path().extension() == ".toml") found.push_back(entry.path().string());
  if (error) return fail(ErrorKind::io, error.message(), {path, 0, 0});
  if (found.empty()) return fail(ErrorKind::not_found, "expected TOML files (*.toml) in this folder", {path, 0, 0});
  std::ranges::sort(found);
  return found;
}

}  // namespace

Result<std::vector<NamedText>> read_toml_files(const std::string& path) {
  const auto names = file_names(path);
  if (!names) return std::unexpected(names.error());
  std::vector<NamedText> files;
  for (const std::string& name : *names) {
    auto text = read_file(name);
    if (!text) return std::unexpected(text.error());
    files.push_back({name, std::move(*text)});
  }
  return files;
}

}  // namespace muster::app
