#include "architecture/source_tree.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

#include "support/shared.hpp"

namespace muster::test {
namespace {

namespace fs = std::filesystem;

/// `.ipp`: parts of grammars that only .cpp files include.
bool is_source(const fs::path& path) {
  return path.extension() == ".cpp" || path.extension() == ".hpp" || path.extension() == ".ipp";
}

bool is_build_tool(const std::string& path) { return path.starts_with("src/analysis/factory_table/"); }

}  // namespace

std::string module_of(const std::string& path) {
  const auto slash = path.find('/');
  const std::string top = path.substr(0, slash);
  if (top == "grammars" || top == "collectors" || top == "inventory") return top;
  if (top != "src") return {};
  const auto second = path.find('/', slash + 1);
  return second == std::string::npos ? "app" : path.substr(slash + 1, second - slash - 1);
}

SourceFile read_source(const std::string& path, const std::string& text) {
  static const std::regex include(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  SourceFile file{path, module_of(path), 0, {}};
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    ++file.lines;
    std::smatch match;
    if (std::regex_search(line, match, include)) file.includes.push_back({match[2], match[1] == "\"", file.lines});
  }
  return file;
}

std::map<std::string, SourceFile> read_product(const fs::path& root) {
  std::map<std::string, SourceFile> tree;
  for (const char* top : {"src", "grammars", "collectors", "inventory"}) {
    if (!fs::exists(root / top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string path = fs::relative(entry.path(), root).generic_string();
      if (!entry.is_regular_file() || !is_source(entry.path()) || is_build_tool(path)) continue;
      tree.emplace(path, read_source(path, read_file(entry.path())));
    }
  }
  return tree;
}

Complaints missing_guards(const fs::path& root, const std::map<std::string, SourceFile>& tree) {
  Complaints complaints;
  for (const auto& [path, file] : tree) {
    if (!path.ends_with(".cpp") && !read_file(root / path).starts_with("#pragma once\n")) {
      complaints.push_back(path + " does not begin with #pragma once");
    }
  }
  return complaints;
}

Complaints files_above(const fs::path& root, std::size_t limit) {
  static const std::set<std::string> skipped{"build", ".git", "fixtures"};
  static const std::set<std::string> counted{".cpp", ".hpp", ".ipp", ".cmake", ".py", ".sh"};
  Complaints complaints;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    const fs::path& path = entry->path();
    if (entry->is_directory() && skipped.contains(path.filename().string())) entry.disable_recursion_pending();
    if (!entry->is_regular_file() || !counted.contains(path.extension().string())) continue;
    const std::string text = read_file(path);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (lines > limit) {
      complaints.push_back(fs::relative(path, root).generic_string() + " has " + std::to_string(lines) + " lines");
    }
  }
  return complaints;
}

}  // namespace muster::test
