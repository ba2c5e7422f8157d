#include "collectors/canaries.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace muster::collectors {

namespace {

/// Nothing was sent to the device: it says nothing about its platform.
bool proves_nothing(CollectionFailure failure) {
  using enum CollectionFailure;
  switch (failure) {
    case unreachable:
    case not_tried:
    case cancelled:
    case credential_missing:
    case host_key_unknown:
    case host_key_changed:
      return true;
    default:
      return false;
  }
}

}  // namespace

Canaries::Canaries(std::span<const CollectJob> jobs, std::size_t count)
    : jobs_(jobs), platform_(jobs.size()), canary_(jobs.size()) {
  std::map<std::string_view, std::size_t> known;
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    const auto [at, fresh] = known.try_emplace(jobs[job].platform, platforms_.size());
    if (fresh)
      platforms_.push_back({.name = jobs[job].platform, .canaries = {}, .rest = {}, .what = {}, .objection = {}});
    platform_[job] = at->second;
    canary_[job] = jobs[job].canary;
    Platform& platform = platforms_[at->second];
    (jobs[job].canary ? platform.canaries : platform.rest).push_back(job);
  }
  for (Platform& platform : platforms_)
    for (; platform.canaries.size() < count && platform.next < platform.rest.size(); ++platform.next) {
      platform.canaries.push_back(platform.rest[platform.next]);
      canary_[platform.rest[platform.next]] = true;
    }
}

std::vector<std::size_t> Canaries::first() {
  std::vector<std::size_t> jobs;
  for (Platform& platform : platforms_) {
    platform.undecided = platform.canaries.size();
    platform.open = platform.canaries.empty();
    jobs.insert(jobs.end(), platform.canaries.begin(), platform.canaries.end());
  }
  const std::size_t canaries = jobs.size();
  for (Platform& platform : platforms_)
    if (platform.open) std::ranges::copy(release(platform), std::back_inserter(jobs));
  std::sort(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(canaries));
  std::sort(jobs.begin() + static_cast<std::ptrdiff_t>(canaries), jobs.end());
  return jobs;
}

std::vector<std::size_t> Canaries::decided(std::size_t job, const Ending& ending) {
  Platform& platform = platforms_[platform_[job]];
  --platform.undecided;
  if (platform.open) return {};
  if (ending.failure == CollectionFailure::none && ending.anything) return release(platform);
  if (!proves_nothing(ending.failure)) {
    platform.failed = true;
    platform.what =
        fmt::format("{}: {}", jobs_[job].device_id,
                    ending.failure == CollectionFailure::none ? "no capture arrived whole" : to_string(ending.failure));
  }
  if (platform.undecided > 0) return {};
  if (!platform.failed) return promote(platform);
  platform.objection = fmt::format("every canary of platform '{}' failed; {}", platform.name, platform.what);
  return release(platform);
}

std::vector<std::size_t> Canaries::promote(Platform& platform) {
  const std::size_t wanted = std::max<std::size_t>(platform.canaries.size(), 1) * 2;
  const std::size_t count = std::min(wanted, platform.rest.size() - platform.next);
  const auto from = platform.rest.begin() + static_cast<std::ptrdiff_t>(platform.next);
  platform.canaries.assign(from, from + static_cast<std::ptrdiff_t>(count));
  platform.next += count;
  platform.undecided = count;
  for (const std::size_t job : platform.canaries) canary_[job] = true;
  return platform.canaries;
}

std::vector<std::size_t> Canaries::release(Platform& platform) {
  platform.open = true;
  const auto from = platform.rest.begin() + static_cast<std::ptrdiff_t>(platform.next);
  platform.next = platform.rest.size();
  return {from, platform.rest.end()};
}

}  // namespace muster::collectors
