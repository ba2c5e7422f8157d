#include "app/waiving.hpp"

#include <filesystem>
#include <functional>

#include "app/files.hpp"
#include "crypto/digest.hpp"

namespace muster::app {
namespace {

using Loaded = std::expected<Exceptions, std::vector<Error>>;

/// A file of waivers: where it is, and what the manifest calls it.
struct NamedPath {
  std::string path;
  std::string name;
};

std::vector<NamedPath> named(const std::vector<std::string>& paths) {
  std::vector<NamedPath> named;
  for (const std::string& path : paths) named.push_back({path, path});
  return named;
}

Loaded load(const std::vector<NamedPath>& paths, const waivers::KnownNames& known) {
  std::vector<waivers::WaiverFile> files;
  std::vector<Error> errors;
  std::map<std::string, std::string> digests;
  for (const NamedPath& path : paths) {
    auto text = read_file(path.path);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    digests["waivers " + path.name] = crypto::sha256_hex(*text);
    files.push_back({path.path, std::move(*text)});
  }
  auto book = waivers::Book::load(files, known);
  if (!book) errors.insert(errors.end(), book.error().begin(), book.error().end());
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return Exceptions{std::move(*book), std::move(digests)};
}

waivers::KnownNames rules_known(std::span<const policy::RuleInfo> rules) {
  waivers::KnownNames known;
  for (const policy::RuleInfo& rule : rules) known.rules.emplace(rule.id, rule.severity);
  return known;
}

}  // namespace

Loaded load_exceptions(const std::vector<std::string>& paths, const policy::PolicySet& rules, const Fleet& fleet,
                       const std::string& inventory) {
  return load_exceptions(paths, rules.rules(), fleet, inventory);
}

Loaded load_exceptions(const std::vector<std::string>& paths, std::span<const policy::RuleInfo> rules,
                       const Fleet& fleet, const std::string& inventory) {
  waivers::KnownNames known = rules_known(rules);
  known.devices = fleet.names;
  for (const std::string& group : fleet.groups) known.devices.push_back("group " + group);
  known.devices.emplace_back("fleet");
  known.groups = fleet.groups;
  std::vector<NamedPath> files;
  for (const std::string& name : fleet.waivers)
    files.push_back({(std::filesystem::path(inventory).parent_path() / name).string(), name});
  std::ranges::move(named(paths), std::back_inserter(files));
  return load(files, known);
}

Loaded load_exceptions(const std::vector<std::string>& paths, const policy::PolicySet& rules) {
  return load_exceptions(paths, rules.rules());
}

Loaded load_exceptions(const std::vector<std::string>& paths, std::span<const policy::RuleInfo> rules) {
  waivers::KnownNames known = rules_known(rules);
  known.has_inventory = false;
  return load(named(paths), known);
}

}  // namespace muster::app
