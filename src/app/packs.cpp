#include "app/packs.hpp"

#include <algorithm>
#include <filesystem>

#include "app/files.hpp"
#include "crypto/digest.hpp"
#include "embedded_files.hpp"

namespace muster::app {
namespace {

namespace fs = std::filesystem;
using policy::PolicyFile;

void add_builtin(std::vector<PolicyFile>& files) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("policies/") && !file.path.starts_with("policies/data/"))
      files.push_back({std::string(file.path), std::string(file.content)});
}

/// The .toml files at `path`: itself, or those in the folder, sorted.
Result<std::vector<std::string>> toml_files(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::vector{path};
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(path, error))
    if (entry.path().extension() == ".toml") found.push_back(entry.path().string());
  if (error) return fail(ErrorKind::io, error.message(), {path, 0, 0});
  if (found.empty()) return fail(ErrorKind::not_found, "expected policy files (*.toml) in this folder", {path, 0, 0});
  std::ranges::sort(found);
  return found;
}

Result<void> add_path(const std::string& path, std::vector<PolicyFile>& files) {
  const auto names = toml_files(path);
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    auto text = read_file(name);
    if (!text) return std::unexpected(text.error());
    files.push_back({name, std::move(*text)});
  }
  return {};
}

}  // namespace

std::expected<Packs, std::vector<Error>> load_packs(const std::vector<std::string>& paths) {
  std::vector<PolicyFile> files;
  std::vector<Error> errors;
  if (paths.empty()) add_builtin(files);
  for (const std::string& path : paths) {
    if (path == "builtin")
      add_builtin(files);
    else if (const auto added = add_path(path, files); !added)
      errors.push_back(added.error());
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  auto rules = policy::PolicySet::load(files);
  if (!rules) return std::unexpected(std::move(rules.error()));
  Packs packs{std::move(*rules), {}};
  for (const PolicyFile& file : files) packs.digests[file.name] = crypto::sha256_hex(file.text);
  return packs;
}

}  // namespace muster::app
