#include "collectors/ssh_source.hpp"

#include <map>
#include <memory>

#include "collectors/ssh_engine.hpp"

namespace muster::collectors {

namespace {

/// Each platform with its features is composed once for a run; the sessions share it.
class RecipeCache {
 public:
  explicit RecipeCache(const RecipeBook& book) : book_(book) {}

  Result<std::shared_ptr<const Recipe>> recipe_for(const CollectJob& job, const std::string& platform) {
    const auto [at, fresh] = recipes_.try_emplace({platform, job.features}, nullptr);
    if (fresh) at->second = compose(platform, job.features);
    return at->second;
  }

  /// All that can be recognised.
  [[nodiscard]] PlatformChoice choice() {
    PlatformChoice made;
    for (const std::string_view name : book_.platforms())
      if (const Recipe* const recipe = book_.find(name); !recipe->detection.empty()) made.candidates.push_back(recipe);
    made.compose = [this](const CollectJob& job, const std::string& platform) { return recipe_for(job, platform); };
    return made;
  }

 private:
  [[nodiscard]] Result<std::shared_ptr<const Recipe>> compose(const std::string& platform,
                                                              const std::vector<std::string>& features) const {
    if (platform == platform_to_detect) return to_detect();
    auto recipe = book_.compose(platform, features);
    if (!recipe) return std::unexpected(recipe.error());
    return std::make_shared<const Recipe>(std::move(*recipe));
  }

  static std::shared_ptr<const Recipe> to_detect() {
    auto recipe = std::make_shared<Recipe>();
    recipe->platform = platform_to_detect;
    return recipe;
  }

  const RecipeBook& book_;
  std::map<std::pair<std::string, std::vector<std::string>>, Result<std::shared_ptr<const Recipe>>> recipes_;
};

}  // namespace

void SshSource::collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) {
  RecipeCache composed(recipes_);
  const auto prepare = [&](const CollectJob& job) { return composed.recipe_for(job, job.platform); };
  SshEngine engine(options_, clock_, prepare,
                   [&](std::size_t, CollectionOutcome&& outcome) { sink.deliver(std::move(outcome)); });
  const PlatformChoice platforms = composed.choice();
  engine.detect_with(platforms);
  engine.announce([&](std::size_t job) { sink.begun(jobs[job]); });
  engine.run(jobs, stop);
}

std::vector<ScannedKey> scan_host_keys(std::span<const Endpoint> endpoints, const SshOptions& options,
                                       bool legacy_algorithms, const std::stop_token& stop) {
  std::vector<CollectJob> jobs(endpoints.size());
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    jobs[i].endpoints = {endpoints[i]};
    jobs[i].endpoints[0].pinned_keys.clear();
    jobs[i].legacy_algorithms = legacy_algorithms;
  }
  return scan_host_keys(std::span<const CollectJob>(jobs), options, stop);
}

std::vector<ScannedKey> scan_host_keys(std::span<const CollectJob> wanted, const SshOptions& options,
                                       const std::stop_token& stop) {
  std::vector<CollectJob> jobs(wanted.begin(), wanted.end());
  std::vector<ScannedKey> keys(jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].canary = false;
    jobs[i].endpoints.resize(1);
    keys[i].endpoint = jobs[i].endpoints.front();
  }
  const auto prepare = [](const CollectJob&) -> Result<std::shared_ptr<const Recipe>> { return nullptr; };
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
  return scan_host_keys(std::span<const Endpoint>(&endpoint, 1), options).front();
}

}  // namespace muster::collectors
