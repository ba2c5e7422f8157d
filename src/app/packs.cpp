#include "app/packs.hpp"

#include "app/toml_files.hpp"
#include "crypto/digest.hpp"
#include "embedded_files.hpp"

namespace muster::app {
namespace {

using policy::PolicyFile;

void add_builtin(std::vector<PolicyFile>& files) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("policies/") && !file.path.starts_with("policies/data/"))
      files.push_back({std::string(file.path), std::string(file.content)});
}

}  // namespace

std::expected<Packs, std::vector<Error>> load_packs(const std::vector<std::string>& paths) {
  std::vector<PolicyFile> files;
  std::vector<Error> errors;
  if (paths.empty()) add_builtin(files);
  for (const std::string& path : paths) {
    if (path == "builtin") {
      add_builtin(files);
      continue;
    }
    auto read = read_toml_files(path);
    if (!read) errors.push_back(read.error());
    else
      for (NamedText& file : *read) files.push_back({std::move(file.name), std::move(file.text)});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  auto rules = policy::PolicySet::load(files);
  if (!rules) return std::unexpected(std::move(rules.error()));
  Packs packs{std::move(*rules), {}};
  for (const PolicyFile& file : files) packs.digests[file.name] = crypto::sha256_hex(file.text);
  return packs;
}

}  // namespace muster::app
