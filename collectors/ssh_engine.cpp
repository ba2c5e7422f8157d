#include "collectors/ssh_engine.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::uint64_t wake_id = 0;
constexpr std::uint64_t vault_id = ~std::uint64_t{0};
constexpr std::uint64_t jumps_id = vault_id - 1;
constexpr std::size_t spare_files = 128;  ///< descriptors left for everybody else in the process
constexpr std::size_t burst = 16;         ///< devices started before those under way are looked at again

/// Each session has one descriptor, behind a jump host two, and libssh opens others in passing.
std::size_t affordable_sessions(std::size_t wanted, std::size_t descriptors_each) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return std::max<std::size_t>(wanted, 1);
  const std::size_t files = limit.rlim_cur > spare_files ? limit.rlim_cur - spare_files : 1;
  return std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(files / descriptors_each, 1));
}

/// What happened `offset` milliseconds after the start of the list's own time.
template <class Part>
void append_later(std::vector<Part>& parts, std::vector<Part>&& later, std::uint64_t offset) {
  for (Part& part : later) {
    part.milliseconds += offset;
    parts.push_back(std::move(part));
  }
}

/// What thousands of sessions held goes back to the system: a run goes on to judge and to report.
void release_memory() {
#ifdef __GLIBC__
  (void)::malloc_trim(0);
#endif
}

}  // namespace

SshEngine::SshEngine(const SshOptions& options, const Clock& clock, Prepare prepare, Deliver deliver)
    : options_(options),
      environment_(options, clock),
      jumps_(environment_, options.kindness.retries),
      prepare_(std::move(prepare)),
      deliver_(std::move(deliver)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = wake_id;
  (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, wake_.get(), &event);
  event.data.u64 = vault_id;
  (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, environment_.vault.fd(), &event);
  event.data.u64 = jumps_id;
  (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, jumps_.fd(), &event);
  environment_.jumps = &jumps_;
}

void SshEngine::run(std::span<const CollectJob> jobs, const std::stop_token& stop) {
  jobs_ = jobs;
  const bool behind = std::ranges::any_of(jobs, [](const CollectJob& job) { return !job.jump.empty(); });
  options_.kindness.in_flight = affordable_sessions(options_.kindness.in_flight, behind ? 2 : 1);
  schedule_.emplace(jobs, options_.kindness);
  jumps_.expect(jobs);
  for (const CollectJob& job : jobs) {
    for (const JumpHost& jump : job.jump) environment_.vault.prefetch(jump.credential, now());
    environment_.vault.prefetch(job.credential, now());
  }
  const std::stop_callback wake(stop, [this] { (void)::eventfd_write(wake_.get(), 1); });
  while (!schedule_->done() || !jumps_.is_idle()) {
    if (stop.stop_requested() && !std::exchange(stopped_, true)) cancel_all();
    launch();
    tell_progress();
    if (schedule_->done() && jumps_.is_idle()) break;
    wait();
    fire_deadlines();
    wake_waiting();
  }
  tell_progress();
  release_memory();
}

void SshEngine::launch() {
  hurry_ = false;
  for (std::size_t started = 0; !is_full(); ++started) {
    hurry_ = started == burst;
    if (hurry_) return;
    const auto job = schedule_->next(now());
    deliver_dropped();
    if (!job) return;
    start(*job);
  }
}

void SshEngine::start(std::size_t job) {
  const CredentialSpec& credential = jobs_[job].credential;
  const std::string name = credential_name(credential);
  if (environment_.gate.stopped(name, credential.aaa_domain))
    return reject(job, CollectionFailure::not_tried, environment_.gate.why_stopped(name, credential.aaa_domain));
  auto recipe = prepare_(jobs_[job]);
  if (!recipe) return reject(job, CollectionFailure::unreadable, recipe.error().message);
  if (announce_ && !earlier_.contains(job)) announce_(job);
  auto session = std::make_unique<SshDeviceSession>(jobs_[job], std::move(*recipe), environment_);
  const Id id = session->ticket();
  Live& live = sessions_[id];
  live.job = job;
  live.session = std::move(session);
  live.started = now();
  live.session->start(live.started);
  settle(id, live);
}

/// Ends an attempt that cannot even begin.
void SshEngine::reject(std::size_t job, CollectionFailure failure, const std::string& why) {
  (void)schedule_->ended(job, {failure, false}, now());
  deliver_untried(job, failure, why);
  deliver_dropped();
}

int SshEngine::patience() const {
  if (hurry_) return 0;
  SteadyTime next = std::min(environment_.gate.ask_again(), jumps_.deadline());
  if (!alarms_.empty()) next = std::min(next, alarms_.begin()->first);
  if (!is_full()) next = std::min(next, schedule_->ask_again());
  if (next == SteadyTime::max()) return -1;
  const SteadyTime time = now();
  if (next <= time) return 0;
  return static_cast<int>(std::min<std::int64_t>(std::chrono::ceil<Milliseconds>(next - time).count(), 60'000));
}

void SshEngine::wait() {
  std::array<epoll_event, 256> events{};
  const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), patience());
  bool fetched = false;
  for (int i = 0; i < ready; ++i) {
    eventfd_t ignored = 0;
    const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
    if (id == wake_id)
      (void)::eventfd_read(wake_.get(), &ignored);
    else if (id == vault_id)
      fetched = environment_.vault.take_finished();
    else if (id == jumps_id)
      jumps_.step(now());
    else
      serve(id);
  }
  if (fetched) jumps_.fetched(now());
  if (fetched)
    for (const Id id : std::exchange(fetching_, {})) serve(id);
}

void SshEngine::serve(Id id) {
  const auto at = sessions_.find(id);
  if (at == sessions_.end()) return;
  at->second.session->step(now());
  settle(id, at->second);
}

/// After a session has moved: delivers it if it is over, otherwise keeps epoll, the clock and the counts up to date.
void SshEngine::settle(Id id, Live& live) {
  const SshDeviceSession& session = *live.session;
  if (session.finished()) return end(id, live);
  watch(id, live);
  if (session.deadline() < live.alarm) set_alarm(id, live, session.deadline());
  if (session.login_decided()) schedule_->login_decided(live.job);
  if (session.fetching()) fetching_.insert(id);
  held_ -= live.held;
  live.held = session.held_bytes();
  held_ += live.held;
}

void SshEngine::watch(Id id, Live& live) {
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

/// `SteadyTime::max()`: none.
void SshEngine::set_alarm(Id id, Live& live, SteadyTime time) {
  if (live.alarm != SteadyTime::max()) alarms_.erase({live.alarm, id});
  live.alarm = time;
  if (time != SteadyTime::max()) alarms_.emplace(time, id);
}

/// A deadline that has moved on is found out when its alarm rings.
void SshEngine::fire_deadlines() {
  const SteadyTime time = now();
  if (jumps_.deadline() <= time) jumps_.expire(time);
  std::vector<Id> due;
  for (auto at = alarms_.begin(); at != alarms_.end() && at->first <= time; ++at) due.push_back(at->second);
  for (const Id id : due) {
    Live& live = sessions_.at(id);
    set_alarm(id, live, SteadyTime::max());
    if (live.session->deadline() <= now()) live.session->expire(now());
    settle(id, live);
  }
}

void SshEngine::wake_waiting() {
  for (auto ready = environment_.gate.admitted(now()); !ready.empty(); ready = environment_.gate.admitted(now()))
    for (const Id id : ready)
      if (!jumps_.admit(id, now())) serve(id);
}

void SshEngine::end(Id id, Live& live) {
  set_alarm(id, live, SteadyTime::max());
  held_ -= live.held;
  CollectionOutcome outcome = live.session->take_outcome();
  const std::size_t job = live.job;
  const SteadyTime started = live.started;
  fetching_.erase(id);
  sessions_.erase(id);  // closes its socket, which leaves epoll by that
  end_attempt(job, std::move(outcome), started);
}

void SshEngine::end_attempt(std::size_t job, CollectionOutcome&& outcome, SteadyTime started) {
  const Ending ending{outcome.failure, std::ranges::any_of(outcome.captures, &Capture::complete)};
  join_earlier(job, outcome, started);
  if (schedule_->ended(job, ending, now()) == Schedule::Verdict::deliver) {
    deliver(job, std::move(outcome));
  } else {
    Earlier& earlier = earlier_.try_emplace(job, Earlier{{}, started, 0}).first->second;
    earlier.outcome = std::move(outcome);
    ++earlier.attempts;
  }
  deliver_dropped();
}

/// Puts the timeline and the transcript of the attempts before in front of the outcome's own. An attempt in which
/// nothing was sent in the end leaves the outcome before as it was.
void SshEngine::join_earlier(std::size_t job, CollectionOutcome& outcome, SteadyTime started) {
  const auto found = earlier_.find(job);
  if (found == earlier_.end()) return;
  Earlier& earlier = found->second;
  const auto since = std::chrono::duration_cast<Milliseconds>(started - earlier.started).count();
  const auto offset = static_cast<std::uint64_t>(std::max<std::int64_t>(since, 0));
  const std::string words = fmt::format("attempt {}, after {}: {}", earlier.attempts + 1,
                                        to_string(earlier.outcome.failure), earlier.outcome.detail);
  std::vector<CollectEvent> timeline = earlier.outcome.timeline;
  timeline.push_back({offset, "retry", words});
  append_later(timeline, std::move(outcome.timeline), offset);
  std::vector<TranscriptPart> transcript = earlier.outcome.transcript;
  transcript.push_back({TranscriptPart::Kind::note, offset, "retry: " + words});
  append_later(transcript, std::move(outcome.transcript), offset);
  if (outcome.failure == CollectionFailure::not_tried) outcome = std::move(earlier.outcome);
  outcome.timeline = std::move(timeline);
  if (options_.record) outcome.transcript = std::move(transcript);
}

void SshEngine::deliver(std::size_t job, CollectionOutcome&& outcome) {
  earlier_.erase(job);
  ++delivered_;
  jumps_.done(jobs_[job], now());
  const auto before = std::chrono::steady_clock::now();
  deliver_(job, std::move(outcome));
  blocked_ += std::chrono::steady_clock::now() - before;
}

/// For a job of which no session runs: it has been tried before, or never.
void SshEngine::deliver_untried(std::size_t job, CollectionFailure failure, const std::string& why) {
  CollectionOutcome outcome = outcome_for(jobs_[job]);
  const auto recipe = prepare_(jobs_[job]);
  const auto found = earlier_.find(job);
  if (found != earlier_.end()) {
    outcome = std::move(found->second.outcome);
    const std::uint64_t last = outcome.timeline.empty() ? 0 : outcome.timeline.back().milliseconds;
    outcome.timeline.push_back({last, "retry", "not tried again: " + why});
    if (failure == CollectionFailure::cancelled) {
      outcome.detail = fmt::format("{} before another attempt; the last one: {}: {}", why, to_string(outcome.failure),
                                   outcome.detail);
      outcome.failure = failure;
    }
  } else {
    fail_whole(outcome, recipe ? recipe->get() : nullptr, failure, why);
  }
  deliver(job, std::move(outcome));
}

void SshEngine::deliver_dropped() {
  for (const Schedule::Dropped& dropped : schedule_->take_dropped())
    deliver_untried(dropped.job, CollectionFailure::not_tried, dropped.reason);
}

/// Nothing new starts. Open terminals get a moment to log out, everything else ends here.
void SshEngine::cancel_all() {
  std::vector<Id> live;
  for (const auto& [id, session] : sessions_) live.push_back(id);
  const std::vector<std::size_t> left = schedule_->cancel();
  for (const Id id : live) {
    sessions_.at(id).session->cancel(now());
    settle(id, sessions_.at(id));
  }
  for (const std::size_t job : left) deliver_untried(job, CollectionFailure::cancelled, "the run was stopped");
}

void SshEngine::tell_progress() {
  if (!options_.on_progress) return;
  const CollectionCounts counts{jobs_.size(),
                                schedule_->waiting(),
                                schedule_->in_flight(),
                                environment_.gate.waiting(),
                                schedule_->retries(),
                                delivered_,
                                held_};
  if (counts == told_) return;
  told_ = counts;
  options_.on_progress(counts);
}

}  // namespace muster::collectors
