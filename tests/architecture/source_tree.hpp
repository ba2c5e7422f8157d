#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace muster::test {

/// One #include line.
struct Include {
  std::string target;  ///< "core/result.hpp" or "boost/spirit/home/x3.hpp"
  bool quoted = false;
  std::size_t line = 0;
};

struct SourceFile {
  std::string path;    ///< relative to the project
  std::string module;  ///< "core", "grammars", "app", ...
  std::size_t lines = 0;
  std::vector<Include> includes;

  [[nodiscard]] bool is_header() const { return path.ends_with(".hpp"); }
};

/// The module of a file of the product, by its path; empty for a file of none.
[[nodiscard]] std::string module_of(const std::string& path);

/// The text of a source file, taken apart.
[[nodiscard]] SourceFile read_source(const std::string& path, const std::string& text);

/// Every .cpp, .hpp and .ipp file of the product below `root`, by path. Programs that only run while the product is built
/// are not part of it.
[[nodiscard]] std::map<std::string, SourceFile> read_product(const std::filesystem::path& root);

/// Each module with those that it may include, itself not named.
[[nodiscard]] const std::map<std::string, std::set<std::string>>& allowed_includes();

/// A library whose types must not leave the modules that own it.
struct Library {
  std::string name;
  std::vector<std::string> include_prefixes;
  std::set<std::string> owners;
};
[[nodiscard]] const std::vector<Library>& libraries();

/// Rules broken, one sentence each; empty if the tree is in order.
using Complaints = std::vector<std::string>;
[[nodiscard]] Complaints wrong_directions(const std::map<std::string, SourceFile>& tree);
[[nodiscard]] Complaints escaped_libraries(const std::map<std::string, SourceFile>& tree);
[[nodiscard]] Complaints missing_guards(const std::filesystem::path& root,
                                        const std::map<std::string, SourceFile>& tree);
[[nodiscard]] Complaints files_above(const std::filesystem::path& root, std::size_t limit);

}  // namespace muster::test
