#pragma once

#include <expected>
#include <memory>

#include "collectors/config_tree.hpp"
#include "collectors/git_source.hpp"

namespace muster::collectors {

/// The regular files of one commit.
class GitTree final : public ConfigTree {
 public:
  /// Lists the commit and finds out when each file came to be what it is. `now` and the freshness limit bound how far
  /// back that is looked for.
  [[nodiscard]] static std::expected<std::unique_ptr<GitTree>, FileFailure> open(const GitOptions& options,
                                                                                 Timestamp now);
  ~GitTree() override;

  [[nodiscard]] std::expected<FileContent, FileFailure> read(const std::string& relative,
                                                             std::size_t max_bytes) const override;

 private:
  struct Repository;
  explicit GitTree(std::unique_ptr<Repository> repository);
  std::unique_ptr<Repository> repository_;
};

}  // namespace muster::collectors
