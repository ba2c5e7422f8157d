#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "collectors/config_tree.hpp"

namespace muster::collectors {

/// The regular files below a folder. Reads nothing but names until asked. Symbolic links and hidden entries are not
/// entered.
class FileTree final : public ConfigTree {
 public:
  /// Lists the tree once. A root that cannot be listed is a FileFailure.
  [[nodiscard]] static std::expected<FileTree, FileFailure> list(const std::filesystem::path& root, int max_depth);

  /// The kernel is asked to refuse any symbolic link on the way and any way out.
  [[nodiscard]] std::expected<FileContent, FileFailure> read(const std::string& relative,
                                                             std::size_t max_bytes) const override;

 private:
  std::filesystem::path root_;
};

}  // namespace muster::collectors
