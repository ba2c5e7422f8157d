#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <stop_token>

#include "collectors/recipe.hpp"
#include "collectors/ssh_session.hpp"
#include "collectors/unique_fd.hpp"

namespace muster::collectors {

/// Drives many device sessions from one thread: starts them up to the limits, waits with epoll, fires deadlines, hands
/// out outcomes. Time stands still for the sessions while an outcome is being handed out.
class SshEngine {
 public:
  /// Yields the recipe of a job (null: only look at the host key), or why the job cannot begin.
  using Prepare = std::function<Result<std::shared_ptr<const Recipe>>(const CollectJob&)>;
  using Deliver = std::function<void(std::size_t job, CollectionOutcome&&)>;

  SshEngine(const SshOptions& options, const Clock& clock, Prepare prepare, Deliver deliver);

  /// Returns when each job was delivered.
  void run(std::span<const CollectJob> jobs, const std::stop_token& stop);

 private:
  struct Live {
    std::size_t job = 0;
    std::unique_ptr<SshDeviceSession> session;
    unsigned connection = 0;  ///< that is registered with epoll
    std::uint32_t events = 0;
  };
  using Sessions = std::map<std::uint64_t, Live>;

  [[nodiscard]] SteadyTime now() const { return std::chrono::steady_clock::now() - blocked_; }
  void launch();
  void wait();
  void serve(std::uint64_t id);
  void fire_deadlines();
  void wake_waiting();
  Sessions::iterator settle(Sessions::iterator at);
  void watch(std::uint64_t id, Live& live);
  void deliver(std::size_t job, CollectionOutcome&& outcome);
  void cancel_all();
  [[nodiscard]] bool may_launch() const;

  SshOptions options_;
  SshEnvironment environment_;
  Prepare prepare_;
  Deliver deliver_;
  UniqueFd epoll_;
  UniqueFd wake_;
  bool stopped_ = false;
  std::span<const CollectJob> jobs_;
  std::size_t next_job_ = 0;
  Sessions sessions_;
  std::set<LoginGate::Ticket> fetching_;  ///< sessions that wait for a credential
  SteadyTime next_deadline_ = SteadyTime::max();  ///< no session's deadline is earlier
  std::chrono::steady_clock::duration blocked_{};
};

}  // namespace muster::collectors
