#include "collectors/ssh_engine.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::uint64_t wake_id = 0;
constexpr std::uint64_t vault_id = ~std::uint64_t{0};
constexpr std::size_t spare_files = 128;  ///< descriptors left for everybody else in the process
constexpr std::size_t burst = 16;  ///< devices started before those under way are looked at again

/// Each session has one descriptor, and libssh opens others in passing.
std::size_t affordable_sessions(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::max<std::size_t>(wanted, 1);
  const std::size_t files = limit.rlim_cur > spare_files ? limit.rlim_cur - spare_files : 1;
  return std::clamp<std::size_t>(wanted, 1, files);
}

}  // namespace

SshEngine::SshEngine(const SshOptions& options, const Clock& clock, Prepare prepare, Deliver deliver)
    : options_(options),
      environment_(options, clock),
      prepare_(std::move(prepare)),
      deliver_(std::move(deliver)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  options_.kindness.in_flight = affordable_sessions(options.kindness.in_flight);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = wake_id;
  (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, wake_.get(), &event);
  event.data.u64 = vault_id;
  (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, environment_.vault.fd(), &event);
}

void SshEngine::run(std::span<const CollectJob> jobs, const std::stop_token& stop) {
  jobs_ = jobs;
  for (const CollectJob& job : jobs) environment_.vault.prefetch(job.credential, now());
  const std::stop_callback wake(stop, [this] { (void)::eventfd_write(wake_.get(), 1); });
  while (next_job_ < jobs_.size() || !sessions_.empty()) {
    if (stop.stop_requested() && !std::exchange(stopped_, true)) cancel_all();
    launch();
    if (!sessions_.empty()) wait();
    fire_deadlines();
    wake_waiting();
  }
}

bool SshEngine::may_launch() const {
  if (next_job_ >= jobs_.size() || sessions_.size() >= options_.kindness.in_flight) return false;
  std::size_t held = 0;
  for (const auto& [id, live] : sessions_) held += live.session->held_bytes();
  return sessions_.empty() || held <= options_.held_bytes;
}

void SshEngine::launch() {
  for (std::size_t started = 0; started < burst && may_launch(); ++started) {
    const std::size_t job = next_job_++;
    auto recipe = prepare_(jobs_[job]);
    if (!recipe) {
      CollectionOutcome outcome = outcome_for(jobs_[job]);
      fail_whole(outcome, nullptr, CollectionFailure::unreadable, recipe.error().message);
      deliver(job, std::move(outcome));
      continue;
    }
    Live live;
    live.job = job;
    live.session = std::make_unique<SshDeviceSession>(jobs_[job], std::move(*recipe), environment_);
    const auto at = sessions_.emplace(live.session->ticket(), std::move(live)).first;
    at->second.session->start(now());
    settle(at);
  }
}

void SshEngine::wait() {
  std::array<epoll_event, 256> events{};
  int timeout = -1;
  if (may_launch()) {
    timeout = 0;
  } else if (const SteadyTime next = std::min(next_deadline_, environment_.gate.ask_again());
             next != SteadyTime::max()) {
    const auto left = std::chrono::ceil<Milliseconds>(next - now()).count();
    timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
  }
  const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), timeout);
  bool fetched = false;
  for (int i = 0; i < ready; ++i) {
    eventfd_t ignored = 0;
    const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
    if (id == wake_id)
      (void)::eventfd_read(wake_.get(), &ignored);
    else if (id == vault_id)
      fetched = environment_.vault.take_finished();
    else
      serve(id);
  }
  if (fetched)
    for (const LoginGate::Ticket ticket : std::exchange(fetching_, {})) serve(ticket);
}

void SshEngine::serve(std::uint64_t id) {
  const auto at = sessions_.find(id);
  if (at == sessions_.end()) return;
  at->second.session->step(now());
  settle(at);
}

/// After a session has moved: delivers it if it is over, otherwise keeps epoll and the clock up to date.
SshEngine::Sessions::iterator SshEngine::settle(Sessions::iterator at) {
  Live& live = at->second;
  if (!live.session->finished()) {
    watch(at->first, live);
    if (live.session->fetching()) fetching_.insert(at->first);
    next_deadline_ = std::min(next_deadline_, live.session->deadline());
    return std::next(at);
  }
  CollectionOutcome outcome = live.session->take_outcome();
  const std::size_t job = live.job;
  const auto next = sessions_.erase(at);  // closes its socket, which leaves epoll by that
  deliver(job, std::move(outcome));
  return next;
}

void SshEngine::watch(std::uint64_t id, Live& live) {
  const std::uint32_t wanted = live.session->wanted_events();
  const int fd = live.session->fd();
  const bool fresh = live.connection != live.session->connection();
  if (fd < 0 || (!fresh && wanted == live.events)) return;
  epoll_event event{};
  event.events = wanted;
  event.data.u64 = id;
  (void)::epoll_ctl(epoll_.get(), fresh ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
  live.connection = live.session->connection();
  live.events = wanted;
}

void SshEngine::fire_deadlines() {
  if (now() < next_deadline_) return;
  next_deadline_ = SteadyTime::max();
  for (auto at = sessions_.begin(); at != sessions_.end();) {
    if (at->second.session->deadline() <= now()) at->second.session->expire(now());
    at = settle(at);
  }
}

void SshEngine::wake_waiting() {
  for (auto ready = environment_.gate.admitted(now()); !ready.empty(); ready = environment_.gate.admitted(now()))
    for (const LoginGate::Ticket ticket : ready) serve(ticket);
}

void SshEngine::deliver(std::size_t job, CollectionOutcome&& outcome) {
  const auto before = std::chrono::steady_clock::now();
  deliver_(job, std::move(outcome));
  blocked_ += std::chrono::steady_clock::now() - before;
}

void SshEngine::cancel_all() {
  for (auto& [id, live] : sessions_) live.session->cancel(now());
  for (auto at = sessions_.begin(); at != sessions_.end();) at = settle(at);
  for (; next_job_ < jobs_.size(); ++next_job_) {
    CollectionOutcome outcome = outcome_for(jobs_[next_job_]);
    const auto recipe = prepare_(jobs_[next_job_]);
    const Recipe* const commands = recipe ? recipe->get() : nullptr;
    fail_whole(outcome, commands, CollectionFailure::cancelled, "the run was stopped");
    deliver(next_job_, std::move(outcome));
  }
}

}  // namespace muster::collectors
