#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>

#include "collectors/clock.hpp"
#include "collectors/recipe.hpp"
#include "collectors/source.hpp"

namespace muster::collectors {

struct DirectoryOptions {
  std::filesystem::path root;
  std::size_t max_file_bytes = 64U << 20U;
  std::optional<std::chrono::seconds> freshness;  ///< an older file is `stale`; without it every age counts
  int max_depth = 8;
};

/// Captures from a tree of configuration files as backup tools keep them. A device is found by its member name, or by
/// its id where it has none, as
/// - a folder of that name with a file for each command of the recipe, `<command>` or `<command>.<extension>`; else
/// - a file of that name, with or without an extension: the output of the recipe's first command.
/// Two candidates are an error, never a choice. Hidden entries are passed over, symbolic links are not followed. A
/// text that lacks its recipe's end marker is `truncated`, as it would be over SSH. `content_time` is the time of the
/// file's last change; a time in the future (by more than five minutes) proves no freshness and is `stale`.
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
