#include "collectors/ssh_source.hpp"

#include "collectors/ssh_engine.hpp"

namespace muster::collectors {

void SshSource::collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) {
  const auto prepare = [this](const CollectJob& job) -> Result<std::optional<Recipe>> {
    auto recipe = recipes_.compose(job.platform, job.features);
    if (!recipe) return std::unexpected(recipe.error());
    return std::optional(std::move(*recipe));
  };
  SshEngine engine(options_, clock_, prepare,
                   [&](std::size_t, CollectionOutcome&& outcome) { sink.deliver(std::move(outcome)); });
  engine.run(jobs, stop);
}

std::vector<ScannedKey> scan_host_keys(std::span<const Endpoint> endpoints, const SshOptions& options,
                                       bool legacy_algorithms, const std::stop_token& stop) {
  std::vector<CollectJob> jobs(endpoints.size());
  std::vector<ScannedKey> keys(endpoints.size());
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    keys[i].endpoint = endpoints[i];
    jobs[i].endpoints = {endpoints[i]};
    jobs[i].endpoints[0].pinned_keys.clear();
    jobs[i].legacy_algorithms = legacy_algorithms;
  }
  const auto prepare = [](const CollectJob&) -> Result<std::optional<Recipe>> { return std::optional<Recipe>(); };
  const SystemClock clock;
  SshEngine engine(options, clock, prepare, [&](std::size_t job, CollectionOutcome&& outcome) {
    keys[job].failure = outcome.failure;
    keys[job].detail = std::move(outcome.detail);
    if (outcome.failure == CollectionFailure::none) keys[job].key = std::move(outcome.host_key);
  });
  engine.run(jobs, stop);
  return keys;
}

ScannedKey scan_host_key(const Endpoint& endpoint, const SshOptions& options) {
  return scan_host_keys({&endpoint, 1}, options).front();
}

}  // namespace muster::collectors
