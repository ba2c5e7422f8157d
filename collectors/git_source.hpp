#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "collectors/tree_source.hpp"

namespace muster::collectors {

struct GitOptions {
  std::filesystem::path repository;  ///< bare, or with a working tree, which is not looked at
  std::string reference = "HEAD";    ///< branch, tag or commit
  std::size_t max_file_bytes = 64U << 20U;
  std::optional<std::chrono::seconds> freshness;  ///< a file whose last change is older is `stale`
  int max_depth = 8;
  std::size_t max_entries = 1'000'000;  ///< files and folders of the commit
  std::size_t max_commits = 100'000;    ///< that are looked at for the age of files
};

/// Captures from a commit of a backup tool's repository (Oxidized, RANCID); `collect_from` says how a device is found.
/// `content_time` is the time of the commit that brought the content, `source` is "git:<path>@<commit>". Nothing is
/// checked out, no hook or filter runs, the user's and the system's Git configuration are not read; symbolic links,
/// submodules and hidden entries are passed over. A file whose change lies further back than the commits that are
/// looked at counts as changed when the last of them was made. libgit2 stays behind this header.
class GitSource final : public Source {
 public:
  /// Both references must outlive the source.
  GitSource(const RecipeBook& recipes, const Clock& clock, GitOptions options)
      : recipes_(recipes), clock_(clock), options_(std::move(options)) {}

  void collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) override;

 private:
  const RecipeBook& recipes_;
  const Clock& clock_;
  GitOptions options_;
};

}  // namespace muster::collectors
