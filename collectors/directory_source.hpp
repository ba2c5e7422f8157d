#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "collectors/tree_source.hpp"

namespace muster::collectors {

struct DirectoryOptions {
  std::filesystem::path root;
  std::size_t max_file_bytes = 64U << 20U;
  std::optional<std::chrono::seconds> freshness;  ///< an older file is `stale`; without it every age counts
  int max_depth = 8;
};

/// Captures from a folder of configurations as backup tools or controllers leave them; `collect_from` says how a device
/// is found. Hidden entries are passed over, symbolic links are not followed. `content_time` is the time of the file's
/// last change, or what an export index states.
class DirectorySource final : public Source {
 public:
  /// Both references must outlive the source.
  DirectorySource(const RecipeBook& recipes, const Clock& clock, DirectoryOptions options)
      : recipes_(recipes), clock_(clock), options_(std::move(options)) {}

  void collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) override;

 private:
  const RecipeBook& recipes_;
  const Clock& clock_;
  DirectoryOptions options_;
};

}  // namespace muster::collectors
