#include <algorithm>

#include "architecture/source_tree.hpp"

namespace muster::test {
namespace {

bool names(const Library& library, const Include& include) {
  return std::ranges::any_of(library.include_prefixes,
                             [&](const std::string& prefix) { return include.target.starts_with(prefix); });
}

/// Where a library comes in when `from` is compiled: the header that includes it, with line; empty if nowhere.
std::string reached(const std::map<std::string, SourceFile>& tree, const std::string& from, const Library& library) {
  std::set<std::string> seen{from};
  std::vector<std::string> open{from};
  while (!open.empty()) {
    const auto file = tree.find(open.back());
    open.pop_back();
    if (file == tree.end()) continue;
    for (const Include& include : file->second.includes) {
      if (names(library, include)) return file->first + ":" + std::to_string(include.line);
      if (include.quoted && seen.insert(include.target).second) {
        open.push_back(tree.contains(include.target) ? include.target : "src/" + include.target);
      }
    }
  }
  return {};
}

}  // namespace

const std::map<std::string, std::set<std::string>>& allowed_includes() {
  static const std::map<std::string, std::set<std::string>> table{
      {"core", {}},
      {"crypto", {"core"}},
      {"config", {"core"}},
      {"model", {"core"}},
      {"grammars", {"core", "model"}},
      {"analysis", {"core", "model"}},
      {"policy", {"core", "config", "model", "analysis"}},
      {"waivers", {"core", "config", "model", "grammars"}},
      {"collectors", {"core", "crypto", "config"}},
      {"inventory", {"core", "crypto", "config"}},
      {"store", {"core", "crypto", "config"}},
      {"controls", {"core", "crypto", "config"}},
      {"report", {"core", "crypto", "config", "controls"}},
      {"wire", {"core", "model"}},
      {"app",
       {"core", "crypto", "config", "model", "grammars", "analysis", "policy", "collectors", "inventory", "store",
        "controls", "report", "wire", "waivers"}},
  };
  return table;
}

const std::vector<Library>& libraries() {
  static const std::vector<Library> table{
      {"Boost", {"boost/"}, {"grammars", "policy"}},
      {"libssh", {"libssh/"}, {"collectors"}},
      {"SQLite", {"SQLiteCpp/", "sqlite3.h"}, {"store"}},
      {"toml++", {"toml++/"}, {"config"}},
      {"nlohmann-json", {"nlohmann/"}, {"wire", "report", "app", "grammars"}},
      {"RE2", {"re2/"}, {"analysis", "policy", "waivers", "grammars", "collectors"}},
      {"OpenSSL", {"openssl/"}, {"crypto", "analysis"}},
      {"zstd", {"zstd"}, {"crypto"}},
      {"libgit2", {"git2"}, {"collectors"}},
      {"cctz", {"cctz/"}, {"inventory", "policy"}},
      {"crypt", {"crypt.h"}, {"analysis"}},
      {"CLI11", {"CLI/"}, {"app"}},
      {"spdlog", {"spdlog/"}, {"app"}},
  };
  return table;
}

Complaints wrong_directions(const std::map<std::string, SourceFile>& tree) {
  Complaints complaints;
  for (const auto& [path, file] : tree) {
    const auto rule = allowed_includes().find(file.module);
    if (rule == allowed_includes().end()) {
      complaints.push_back(path + ": no rule for module '" + file.module + "'");
      continue;
    }
    for (const Include& include : file.includes) {
      if (!include.quoted) continue;
      const std::string where = path + ":" + std::to_string(include.line) + " includes " + include.target;
      if (include.target == "embedded_files.hpp" && file.module == "app") continue;
      const auto target = tree.find(tree.contains(include.target) ? include.target : "src/" + include.target);
      if (target == tree.end()) {
        complaints.push_back(where + ", which is no file by its path from the project or from src");
      } else if (target->second.module != file.module && !rule->second.contains(target->second.module)) {
        complaints.push_back(where + "; " + file.module + " stands below " + target->second.module + " or beside it");
      }
    }
  }
  return complaints;
}

Complaints escaped_libraries(const std::map<std::string, SourceFile>& tree) {
  Complaints complaints;
  for (const auto& [path, file] : tree) {
    for (const Library& library : libraries()) {
      if (library.owners.contains(file.module)) continue;
      const std::string where = reached(tree, path, library);
      if (!where.empty()) complaints.push_back(path + " sees " + library.name + " through " + where);
    }
  }
  return complaints;
}

}  // namespace muster::test
