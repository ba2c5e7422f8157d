#include "collectors/git_source.hpp"

#include "collectors/git_tree.hpp"

namespace muster::collectors {

void GitSource::collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) {
  const auto tree = GitTree::open(options_, clock_.now());
  std::expected<const ConfigTree*, FileFailure> usable = nullptr;
  if (tree)
    usable = tree->get();
  else
    usable = std::unexpected(tree.error());
  const std::string where = options_.repository.string() + " at " + options_.reference;
  collect_from(usable, {where, options_.max_file_bytes, options_.freshness}, recipes_, clock_, jobs, sink, stop);
}

}  // namespace muster::collectors
