#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "collectors/canaries.hpp"
#include "collectors/clock.hpp"
#include "collectors/job_queues.hpp"
#include "collectors/ssh_options.hpp"
#include "core/collect.hpp"

namespace muster::collectors {

/// True for what may go better the next time: no answer, a broken connection, silence, noise. Never for a refusal, a
/// host key, or what the device would only say again.
[[nodiscard]] bool is_worth_retrying(CollectionFailure failure);

/// Decides which job of a run starts when: canaries first, so many in flight, so many of a site, fair to all sites, one
/// session for each device, once more for what is worth it, and no further device of a site that does not answer. A
/// function of calls and time; it does no I/O. O(log n) for each call.
class Schedule {
 public:
  /// `jobs` must outlive the schedule.
  Schedule(std::span<const CollectJob> jobs, const Kindness& kindness);

  /// The job to start now; from then on it is in flight. Nothing: ask again after `ended`, `login_decided`, or at the
  /// time that `ask_again` says.
  [[nodiscard]] std::optional<std::size_t> next(SteadyTime now);
  [[nodiscard]] SteadyTime ask_again() const;

  /// A job in flight has its login behind it.
  void login_decided(std::size_t job) { queues_.login_decided(job); }

  enum class Verdict : std::uint8_t {
    deliver,  ///< the job is done
    retry,    ///< it will start once more
  };
  /// A job in flight has ended.
  [[nodiscard]] Verdict ended(std::size_t job, const Ending& ending, SteadyTime now);

  /// A job that is done without having been started (again), and why.
  struct Dropped {
    std::size_t job = 0;
    std::string reason;
  };
  /// Those since the last call.
  [[nodiscard]] std::vector<Dropped> take_dropped() { return std::exchange(dropped_, {}); }

  /// Nothing more starts. Yields the jobs that are neither done nor in flight; they are done by that.
  [[nodiscard]] std::vector<std::size_t> cancel();

  [[nodiscard]] bool done() const { return done_ == items_.size(); }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_; }
  /// Neither done nor in flight; those that wait for a further attempt included.
  [[nodiscard]] std::size_t waiting() const { return items_.size() - done_ - in_flight_; }
  /// Further attempts granted so far.
  [[nodiscard]] std::size_t retries() const { return retries_; }

 private:
  struct Item {
    enum class State : std::uint8_t { waiting, in_flight, done } state = State::waiting;
    unsigned attempts = 0;
    std::size_t twin = 0;  ///< into `twins_`
  };
  /// Jobs for one and the same device.
  struct Twin {
    bool taken = false;  ///< one of them is queued, in flight, or between two attempts
    std::deque<std::size_t> behind;
  };

  void find_twins(std::span<const CollectJob> jobs);
  void admit(std::span<const std::size_t> jobs);
  void admit(std::size_t job);
  void enqueue(std::size_t job);
  void finish(std::size_t job, const Ending& ending);
  void drop_pending();
  void watch_site(std::size_t job, const Ending& ending);
  [[nodiscard]] std::string objection(std::size_t job) const;

  std::span<const CollectJob> jobs_;
  Kindness kindness_;
  Canaries canaries_;
  JobQueues queues_;
  std::vector<Item> items_;
  std::vector<Twin> twins_;
  std::vector<unsigned> unanswered_;  ///< of each site: devices in a row
  std::set<std::pair<SteadyTime, std::size_t>> delayed_;
  std::vector<std::size_t> pending_drops_;
  std::vector<Dropped> dropped_;
  std::size_t in_flight_ = 0;
  std::size_t done_ = 0;
  std::size_t retries_ = 0;
  bool cancelled_ = false;
};

}  // namespace muster::collectors
