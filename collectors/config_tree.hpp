#pragma once

#include <cstddef>
#include <expected>
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
  Timestamp modified{};  ///< when it was changed last
  std::string source;    ///< where it came from, for `Capture::source`
};

/// Files of configurations by the names under which a device may look for them: a folder, or a commit of a repository.
class ConfigTree {
 public:
  virtual ~ConfigTree() = default;

  /// Files whose name, or name without extension, is `name`; relative to the root, sorted.
  [[nodiscard]] std::vector<std::string> files_named(std::string_view name) const;
  /// Folders of this name; relative to the root, sorted.
  [[nodiscard]] std::vector<std::string> folders_named(std::string_view name) const;
  /// Files directly in `folder` whose name, or name without extension, is `name`.
  [[nodiscard]] std::vector<std::string> files_in(std::string_view folder, std::string_view name) const;

  /// Reads a file of the tree; one that is longer than `max_bytes` is `oversize`.
  [[nodiscard]] virtual std::expected<FileContent, FileFailure> read(const std::string& relative,
                                                                     std::size_t max_bytes) const = 0;

 protected:
  ConfigTree() = default;
  ConfigTree(const ConfigTree&) = default;
  ConfigTree(ConfigTree&&) = default;
  ConfigTree& operator=(const ConfigTree&) = default;
  ConfigTree& operator=(ConfigTree&&) = default;
  void add_file(const std::string& relative);
  void add_folder(const std::string& relative);

 private:
  std::multimap<std::string, std::string, std::less<>> files_;    // name and stem -> relative path
  std::multimap<std::string, std::string, std::less<>> folders_;  // name -> relative path
};

}  // namespace muster::collectors
