#include "collectors/jump_host.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t most_unflushed = 256U << 10U;
constexpr int longest_silence = 18;  ///< in deadlines of a connection; kernels give up a connection after 130 s
constexpr int most_rounds = 64;  ///< of 4 KB each, before others have their turn

CollectJob job_of(std::span<const JumpHost> chain) {
  const JumpHost& host = chain.back();
  CollectJob job;
  job.device_id = host.id;
  job.endpoints = host.endpoints;
  job.credential = host.credential;
  job.jump.assign(chain.begin(), chain.end() - 1);
  return job;
}

/// What stops a jump host stops its devices the same way, where that says more than that they cannot be reached.
CollectionFailure failure_behind(CollectionFailure failure) {
  using enum CollectionFailure;
  switch (failure) {
    case denied:
    case host_key_unknown:
    case host_key_changed:
    case credential_missing:
    case not_tried:
    case cancelled: return failure;
    default: return unreachable;
  }
}

std::string named(const std::string& host, const std::string& words) {
  return words.starts_with("jump host ") ? words : fmt::format("jump host {}: {}", host, words);
}

std::string address_of(const Endpoint& target) {
  return target.host.find(':') == std::string::npos ? fmt::format("{}:{}", target.host, target.port)
                                                    : fmt::format("[{}]:{}", target.host, target.port);
}

}  // namespace

void JumpWatchId::watch(int fd, std::uint32_t events, bool fresh) const {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id_;
  (void)::epoll_ctl(watches_.epoll, fresh ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
}

JumpHostSession::JumpHostSession(std::span<const JumpHost> chain, SshEnvironment& environment, JumpWatches& watches)
    : environment_(environment),
      watches_(watches),
      job_(job_of(chain)),
      session_(job_, nullptr, environment, SshDeviceSession::Purpose::stand),
      watch_(watches, {this, nullptr}) {}

JumpHostSession::~JumpHostSession() = default;

void JumpHostSession::start(SteadyTime now) {
  session_.start(now);
  step(now);
}

std::shared_ptr<Forward> JumpHostSession::open(const Endpoint& target, SteadyTime now) {
  auto forward = std::make_shared<Forward>();
  std::array<int, 2> ends{-1, -1};
  if (ended_) {
    forward->fail(failure_, reason_);
  } else if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0) {
    forward->fail(CollectionFailure::unreachable, fmt::format("jump host {}: {}", job_.device_id, std::strerror(errno)));
  } else {
    forward->socket.reset(ends[0]);
    waiting_.push_back({target, forward, UniqueFd(ends[1])});
    if (was_up()) step(now);
  }
  return forward;
}

void JumpHostSession::close(CollectionFailure failure, const std::string& reason) {
  if (std::exchange(ended_, true)) return;
  failure_ = failure;
  reason_ = reason;
  for (Waiting& waiting : waiting_) waiting.forward->fail(failure_, reason_);
  waiting_.clear();
  for (Connection& connection : connections_) connection.channel.forward()->fail(failure_, reason_);
  connections_.clear();
}

UniqueFd JumpHostSession::leave(SteadyTime now) {
  step(now);  // what the last sessions said at their end
  close(CollectionFailure::cancelled, fmt::format("jump host {}: not needed any more", job_.device_id));
  if (!session_.standing() || !is_connected()) return {};
  // libssh 0.10 puts the goodbye into a buffer that it then frees, unless it has seen since its last write that the
  // socket takes more.
  (void)ssh_channel_poll(pulse_, 0);
  (void)::epoll_ctl(watches_.epoll, EPOLL_CTL_DEL, session_.fd(), nullptr);
  return session_.say_goodbye();
}

SteadyTime JumpHostSession::deadline() const {
  SteadyTime next = session_.deadline();
  for (const Connection& connection : connections_)
    if (const JumpChannel& channel = connection.channel;
        channel.state() == JumpChannel::State::opening && !channel.abandoned())
      next = std::min(next, channel.deadline());
  if (waits_for_the_abandoned()) next = std::min(next, answered_ + environment_.deadlines.connect * longest_silence);
  return next;
}

/// What waits for its turn waits for answers that nobody expects any more.
bool JumpHostSession::waits_for_the_abandoned() const {
  if (waiting_.empty() || slots_.has_room()) return false;
  bool any = false;
  for (const Connection& connection : connections_) {
    if (connection.channel.state() != JumpChannel::State::opening) continue;
    if (!connection.channel.abandoned()) return false;
    any = true;
  }
  return any;
}

void JumpHostSession::step(SteadyTime now) {
  if (ended_) return;
  if (!session_.standing()) session_.step(now);
  if (session_.standing()) {
    if (!was_up()) {
      pulse_ = ssh_channel_new(session_.handle());
      answered_ = now;
    }
    handle_packets(now);
  } else if (session_.finished()) {
    const CollectionOutcome outcome = session_.take_outcome();
    close(failure_behind(outcome.failure), named(job_.device_id, outcome.detail));
  }
  if (!ended_) watch();
}

void JumpHostSession::handle_packets(SteadyTime now) {
  int left = 0;
  for (int round = 0; round < most_rounds; ++round) {
    (void)ssh_channel_poll(pulse_, 0);
    if (!is_connected()) break;
    if (::ioctl(session_.fd(), FIONREAD, &left) != 0 || left == 0) break;
  }
  if (!is_congested()) unflushed_ = 0;
  look_for_answers(now);
  move_bytes();
  if (is_connected()) drop_ended();
  if (is_connected()) begin_waiting(now);
  if (is_connected()) return;
  const std::string why = session_.broken_by();
  close(CollectionFailure::unreachable,
        why.empty() ? fmt::format("jump host {}: the connection was lost", job_.device_id) : why);
}

bool JumpHostSession::is_connected() const { return ssh_is_connected(session_.handle()) != 0; }

bool JumpHostSession::is_congested() const { return (ssh_get_poll_flags(session_.handle()) & SSH_WRITE_PENDING) != 0; }

void JumpHostSession::begin_waiting(SteadyTime now) {
  bool began = false;
  while (!waiting_.empty() && slots_.has_room()) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    if (next.forward.use_count() == 1) continue;  // the session has given up
    slots_.begin();
    connections_.emplace_back(this, session_.handle(), std::move(next), now + environment_.deadlines.connect);
    began = true;
  }
  if (began) look_for_answers(now);
}

void JumpHostSession::look_for_answers(SteadyTime now) {
  for (auto at = connections_.begin(); at != connections_.end();) {
    JumpChannel& channel = at->channel;
    if (channel.state() == JumpChannel::State::opening) {
      channel.open();
      if (!is_connected()) return;  // that is no answer
      if (channel.state() != JumpChannel::State::opening) answered_ = now;
      if (channel.state() == JumpChannel::State::open) {
        slots_.opened();
        watch(*at);
      } else if (channel.state() == JumpChannel::State::ended) {
        refuse(channel);
        at = connections_.erase(at);
        continue;
      }
    }
    ++at;
  }
}

/// Also for an answer that nobody waits for any more.
void JumpHostSession::refuse(JumpChannel& channel) {
  const bool full = channel.refusal().code == shortage;
  const bool again = full && slots_.refused_for_shortage();
  if (!full) slots_.refused();
  if (channel.abandoned()) return;
  if (again) return waiting_.push_front({channel.target(), channel.forward(), channel.take_socket()});
  channel.forward()->fail(CollectionFailure::unreachable, fmt::format("jump host {}: {}: {}", job_.device_id,
                                                                      address_of(channel.target()), channel.refusal().words));
}

void JumpHostSession::move_bytes() {
  for (Connection& connection : connections_) {
    JumpChannel& channel = connection.channel;
    if (channel.state() != JumpChannel::State::open) continue;
    if (channel.has_backlog()) channel.pull();
    if (channel.ready && unflushed_ < most_unflushed) unflushed_ += channel.push(most_unflushed - unflushed_);
  }
}

void JumpHostSession::drop_ended() {
  for (auto at = connections_.begin(); at != connections_.end();) {
    const JumpChannel& channel = at->channel;
    if (channel.state() == JumpChannel::State::ended || channel.is_drained()) {
      slots_.ended();
      at = connections_.erase(at);
    } else {
      watch(*at++);
    }
  }
}

void JumpHostSession::watch() {
  if (session_.finished()) return;
  const int fd = session_.fd();
  const bool fresh = connection_ != session_.connection();
  const std::uint32_t wanted = session_.wanted_events();
  if (fd < 0 || (!fresh && wanted == events_)) return;
  watch_.watch(fd, wanted, fresh);
  connection_ = session_.connection();
  events_ = wanted;
}

/// Edge-triggered: what cannot be pushed now is remembered in `ready` instead of waking us over and over.
void JumpHostSession::watch(Connection& connection) {
  JumpChannel& channel = connection.channel;
  if (channel.state() != JumpChannel::State::open) return;
  const std::uint32_t wanted = EPOLLIN | EPOLLET | (channel.has_backlog() ? std::uint32_t{EPOLLOUT} : 0U);
  if (wanted == channel.events) return;
  connection.watch.watch(channel.fd(), wanted, channel.events == 0);
  channel.events = wanted;
}

void JumpHostSession::expire(SteadyTime now) {
  if (ended_) return;
  if (session_.deadline() <= now) session_.expire(now);
  for (Connection& connection : connections_) {
    JumpChannel& channel = connection.channel;
    if (channel.state() != JumpChannel::State::opening || channel.abandoned() || channel.deadline() > now) continue;
    channel.forward()->fail(CollectionFailure::unreachable,
                            fmt::format("jump host {}: {}: no answer", job_.device_id, address_of(channel.target())));
    channel.abandon();
  }
  if (waits_for_the_abandoned() && now >= answered_ + environment_.deadlines.connect * longest_silence) {
    for (Waiting& waiting : waiting_)
      waiting.forward->fail(CollectionFailure::unreachable,
                            fmt::format("jump host {}: {}: it answers no request any more", job_.device_id,
                                        address_of(waiting.target)));
    waiting_.clear();
  }
  step(now);
}

}  // namespace muster::collectors
