#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <utility>

#include "collectors/jump_network.hpp"
#include "collectors/recipe.hpp"
#include "collectors/schedule.hpp"
#include "collectors/ssh_session.hpp"
#include "collectors/unique_fd.hpp"

namespace muster::collectors {

/// Drives many device sessions from one thread: starts them as the schedule says, waits with epoll, fires deadlines,
/// hands out outcomes. Time stands still for the sessions while an outcome is being handed out. What an event costs
/// does not grow with the number of sessions but for its logarithm.
class SshEngine {
 public:
  /// Yields the recipe of a job (null: only look at the host key), or why the job cannot begin.
  using Prepare = std::function<Result<std::shared_ptr<const Recipe>>(const CollectJob&)>;
  using Deliver = std::function<void(std::size_t job, CollectionOutcome&&)>;

  SshEngine(const SshOptions& options, const Clock& clock, Prepare prepare, Deliver deliver);

  /// For jobs whose platform is to be found out. `platforms` must outlive the run.
  void detect_with(const PlatformChoice& platforms) { environment_.platforms = &platforms; }
  /// `begun` is called when the first attempt at a job begins.
  void announce(std::function<void(std::size_t)> begun) { announce_ = std::move(begun); }
  /// Returns when each job was delivered. After a stop request that is as soon as the open terminals are closed, at the
  /// latest after the close deadline.
  void run(std::span<const CollectJob> jobs, const std::stop_token& stop);

 private:
  using Id = LoginGate::Ticket;
  struct Live {
    std::size_t job = 0;
    std::unique_ptr<SshDeviceSession> session;
    SteadyTime started{};
    unsigned connection = 0;  ///< that is registered with epoll
    std::uint32_t events = 0;
    std::size_t held = 0;                  ///< bytes, as far as they are counted in `held_`
    SteadyTime alarm = SteadyTime::max();  ///< in `alarms_`; never later than the session's deadline
  };
  /// The attempts that a job has behind it.
  struct Earlier {
    CollectionOutcome outcome;  ///< the last one's, with the timeline of all
    SteadyTime started{};       ///< the first
    unsigned attempts = 1;
  };

  [[nodiscard]] SteadyTime now() const { return std::chrono::steady_clock::now() - blocked_; }
  void launch();
  [[nodiscard]] bool is_full() const { return !sessions_.empty() && held_ > options_.held_bytes; }
  void start(std::size_t job);
  void reject(std::size_t job, CollectionFailure failure, const std::string& why);
  void wait();
  [[nodiscard]] int patience() const;
  void serve(Id id);
  void settle(Id id, Live& live);
  void watch(Id id, Live& live);
  void set_alarm(Id id, Live& live, SteadyTime time);
  void fire_deadlines();
  void wake_waiting();
  void end(Id id, Live& live);
  void end_attempt(std::size_t job, CollectionOutcome&& outcome, SteadyTime started);
  void join_earlier(std::size_t job, CollectionOutcome& outcome, SteadyTime started);
  void deliver(std::size_t job, CollectionOutcome&& outcome);
  void deliver_untried(std::size_t job, CollectionFailure failure, const std::string& why);
  void deliver_dropped();
  void cancel_all();
  void tell_progress();

  SshOptions options_;
  SshEnvironment environment_;
  JumpNetwork jumps_;
  Prepare prepare_;
  Deliver deliver_;
  std::function<void(std::size_t)> announce_;
  UniqueFd epoll_;
  UniqueFd wake_;
  std::span<const CollectJob> jobs_;
  std::optional<Schedule> schedule_;
  std::map<Id, Live> sessions_;
  std::map<std::size_t, Earlier> earlier_;  ///< by job
  std::set<std::pair<SteadyTime, Id>> alarms_;
  std::set<Id> fetching_;  ///< sessions that wait for a credential
  std::size_t held_ = 0;
  std::size_t delivered_ = 0;
  bool hurry_ = false;  ///< more could be started at once
  bool stopped_ = false;
  CollectionCounts told_;
  std::chrono::steady_clock::duration blocked_{};
};

}  // namespace muster::collectors
