#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/collect.hpp"

namespace muster::collectors {

/// How an attempt at a job ended, as far as the order of a run depends on it.
struct Ending {
  CollectionFailure failure = CollectionFailure::none;
  bool anything = true;  ///< at least one capture arrived whole
};

/// A few devices of each platform go first: what is wrong with a recipe or an account shows on them, not on the fleet.
/// The rest of a platform waits until one of its canaries was collected. If all failed, it is not tried. A canary to
/// which nothing was sent (it does not answer, its key is not enrolled, its credential is missing) proves nothing: if
/// all were of that kind, twice as many others take their place.
class Canaries {
 public:
  /// At least `count` of each platform, and all that are marked. A platform without any does not wait.
  Canaries(std::span<const CollectJob> jobs, std::size_t count);

  /// The jobs that need not wait, canaries first. To be called once.
  [[nodiscard]] std::vector<std::size_t> first();
  [[nodiscard]] bool is_canary(std::size_t job) const { return canary_[job]; }
  /// The canary will not be tried again. Yields the jobs that need not wait any longer; those for which `objection`
  /// has something to say are not to be tried.
  [[nodiscard]] std::vector<std::size_t> decided(std::size_t job, const Ending& ending);
  /// Why the job is not to be tried; empty if it is.
  [[nodiscard]] const std::string& objection(std::size_t job) const { return platforms_[platform_[job]].objection; }

 private:
  struct Platform {
    std::string name;
    std::vector<std::size_t> canaries;  ///< of the current batch
    std::vector<std::size_t> rest;      ///< from `next` on: waiting
    std::size_t next = 0;
    std::size_t undecided = 0;
    bool failed = false;
    bool open = false;  ///< nobody waits any longer
    std::string what;   ///< went wrong
    std::string objection;
  };

  [[nodiscard]] std::vector<std::size_t> promote(Platform& platform);
  [[nodiscard]] static std::vector<std::size_t> release(Platform& platform);

  std::span<const CollectJob> jobs_;
  std::vector<Platform> platforms_;
  std::vector<std::size_t> platform_;  ///< of each job
  std::vector<bool> canary_;
};

}  // namespace muster::collectors
