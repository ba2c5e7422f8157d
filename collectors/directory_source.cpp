#include "collectors/directory_source.hpp"

#include "collectors/file_tree.hpp"

namespace muster::collectors {

void DirectorySource::collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) {
  const auto tree = FileTree::list(options_.root, options_.max_depth);
  std::expected<const ConfigTree*, FileFailure> usable = nullptr;
  if (tree)
    usable = &*tree;
  else
    usable = std::unexpected(tree.error());
  collect_from(usable, {options_.root.string(), options_.max_file_bytes, options_.freshness}, recipes_, clock_, jobs,
               sink, stop);
}

}  // namespace muster::collectors
