#include "collectors/schedule.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace muster::collectors {

bool is_worth_retrying(CollectionFailure failure) {
  using enum CollectionFailure;
  return failure == unreachable || failure == protocol || failure == stalled || failure == truncated ||
         failure == garbage;
}

Schedule::Schedule(std::span<const CollectJob> jobs, const Kindness& kindness)
    : jobs_(jobs),
      kindness_(kindness),
      canaries_(jobs, kindness.canaries),
      queues_(jobs, kindness),
      items_(jobs.size()),
      unanswered_(jobs.size()) {
  find_twins(jobs);
  admit(canaries_.first());
}

/// A job without a device's id (the look at a host key) has none.
void Schedule::find_twins(std::span<const CollectJob> jobs) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> known;
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    items_[job].twin = twins_.size();
    if (!jobs[job].device_id.empty())
      items_[job].twin = known.try_emplace({jobs[job].device_id, jobs[job].member}, twins_.size()).first->second;
    if (items_[job].twin == twins_.size()) twins_.emplace_back();
  }
}

void Schedule::admit(std::span<const std::size_t> jobs) {
  for (const std::size_t job : jobs) admit(job);
}

void Schedule::admit(std::size_t job) {
  Twin& twin = twins_[items_[job].twin];
  if (std::exchange(twin.taken, true)) return twin.behind.push_back(job);
  enqueue(job);
}

void Schedule::enqueue(std::size_t job) {
  if (objection(job).empty())
    queues_.push(job);
  else
    pending_drops_.push_back(job);
}

/// Why the job is not to be tried (again); empty if it is.
std::string Schedule::objection(std::size_t job) const {
  if (const std::string& platform = canaries_.objection(job); !platform.empty()) return platform;
  const unsigned limit = kindness_.unreachable_per_site;
  if (limit > 0 && !jobs_[job].site.empty() && unanswered_[queues_.site(job)] >= limit)
    return fmt::format("{} devices of site '{}' in a row did not answer", limit, jobs_[job].site);
  return {};
}

std::optional<std::size_t> Schedule::next(SteadyTime now) {
  for (; !delayed_.empty() && delayed_.begin()->first <= now; delayed_.erase(delayed_.begin()))
    enqueue(delayed_.begin()->second);
  drop_pending();
  if (cancelled_ || in_flight_ >= std::max<std::size_t>(kindness_.in_flight, 1)) return std::nullopt;
  const auto job = queues_.pop();
  if (!job) return std::nullopt;
  items_[*job].state = Item::State::in_flight;
  ++items_[*job].attempts;
  ++in_flight_;
  return job;
}

SteadyTime Schedule::ask_again() const { return delayed_.empty() ? SteadyTime::max() : delayed_.begin()->first; }

Schedule::Verdict Schedule::ended(std::size_t job, const Ending& ending, SteadyTime now) {
  Item& item = items_[job];
  item.state = Item::State::waiting;
  --in_flight_;
  queues_.ended(job);
  watch_site(job, ending);
  const bool again = !cancelled_ && is_worth_retrying(ending.failure) && item.attempts <= kindness_.retries;
  if (again && objection(job).empty()) {
    ++retries_;
    delayed_.emplace(now + kindness_.retry_delay, job);
    return Verdict::retry;
  }
  finish(job, ending);
  drop_pending();
  return Verdict::deliver;
}

/// Counts devices, not attempts. Once a site has been given up it stays so.
void Schedule::watch_site(std::size_t job, const Ending& ending) {
  const unsigned limit = kindness_.unreachable_per_site;
  if (limit == 0 || jobs_[job].site.empty()) return;
  unsigned& unanswered = unanswered_[queues_.site(job)];
  if (unanswered >= limit) return;
  const bool silent = ending.failure == CollectionFailure::unreachable;
  const bool says_nothing = ending.failure == CollectionFailure::not_tried ||
                            ending.failure == CollectionFailure::cancelled ||
                            ending.failure == CollectionFailure::credential_missing;
  if (silent && items_[job].attempts == 1) ++unanswered;
  if (!silent && !says_nothing) unanswered = 0;
  if (unanswered >= limit) std::ranges::copy(queues_.clear_site(job), std::back_inserter(pending_drops_));
}

void Schedule::finish(std::size_t job, const Ending& ending) {
  items_[job].state = Item::State::done;
  ++done_;
  Twin& twin = twins_[items_[job].twin];
  twin.taken = false;
  if (!twin.behind.empty()) {
    const std::size_t next = twin.behind.front();
    twin.behind.pop_front();
    admit(next);
  }
  if (canaries_.is_canary(job)) admit(canaries_.decided(job, ending));
}

/// One after the other: what is dropped may let others go, which are dropped in turn.
void Schedule::drop_pending() {
  while (!pending_drops_.empty() && !cancelled_) {
    std::vector<std::size_t> jobs = std::exchange(pending_drops_, {});
    for (const std::size_t job : jobs) {
      dropped_.push_back({job, objection(job)});
      finish(job, {CollectionFailure::not_tried, false});
    }
  }
}

std::vector<std::size_t> Schedule::cancel() {
  cancelled_ = true;
  delayed_.clear();
  std::vector<std::size_t> left;
  for (std::size_t job = 0; job < items_.size(); ++job) {
    if (items_[job].state != Item::State::waiting) continue;
    items_[job].state = Item::State::done;
    ++done_;
    left.push_back(job);
  }
  return left;
}

}  // namespace muster::collectors
