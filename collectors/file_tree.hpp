#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture.hpp"
#include "core/timestamp.hpp"

namespace muster::collectors {

/// Why a file gives no capture.
struct FileFailure {
  CollectionFailure failure = CollectionFailure::unreadable;
  std::string detail;
};

struct FileContent {
  std::string bytes;
  Timestamp modified{};
};

/// The regular files below a folder, by the names under which a device may look for them. Reads nothing but names
/// until asked. Symbolic links and hidden entries are not entered.
class FileTree {
 public:
  /// Lists the tree once. A root that cannot be listed is a FileFailure.
  [[nodiscard]] static std::expected<FileTree, FileFailure> list(const std::filesystem::path& root, int max_depth);

  /// Files whose name, or name without extension, is `name`; relative to the root, sorted.
  [[nodiscard]] std::vector<std::string> files_named(std::string_view name) const;
  /// Folders of this name; relative to the root, sorted.
  [[nodiscard]] std::vector<std::string> folders_named(std::string_view name) const;
  /// Files directly in `folder` whose name, or name without extension, is `name`.
  [[nodiscard]] std::vector<std::string> files_in(std::string_view folder, std::string_view name) const;

  /// Reads a file of the tree. The kernel is asked to refuse any symbolic link on the way and any way out.
  [[nodiscard]] std::expected<FileContent, FileFailure> read(const std::string& relative, std::size_t max_bytes) const;

 private:
  std::filesystem::path root_;
  std::multimap<std::string, std::string, std::less<>> files_;    // name and stem -> relative path
  std::multimap<std::string, std::string, std::less<>> folders_;  // name -> relative path
};

}  // namespace muster::collectors
