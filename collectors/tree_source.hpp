#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "collectors/clock.hpp"
#include "collectors/config_tree.hpp"
#include "collectors/recipe.hpp"
#include "collectors/source.hpp"

namespace muster::collectors {

struct TreeOptions {
  std::string where;  ///< the tree's name in messages
  std::size_t max_file_bytes = 64U << 20U;
  std::optional<std::chrono::seconds> freshness;  ///< an older file is `stale`; without it every age counts
};

/// Captures from a tree of files. With an export index (`export.toml` at its root) the index alone says what belongs to
/// whom; else a device is found by its member name, or by its id where it has none, as
/// - a folder of that name with a file for each command of the recipe, `<command>` or `<command>.<extension>`; else
/// - a file of that name, with or without an extension: the output of the recipe's first command.
/// Two candidates are an error, never a choice. What proves output over SSH to be whole (end marker, no error marker,
/// marks of what was held back) is asked of files too. A time in the future (by more than five minutes) proves no
/// freshness and is `stale`.
void collect_from(const std::expected<const ConfigTree*, FileFailure>& tree, const TreeOptions& options,
                  const RecipeBook& recipes, const Clock& clock, std::span<const CollectJob> jobs, CollectionSink& sink,
                  const std::stop_token& stop);

}  // namespace muster::collectors
