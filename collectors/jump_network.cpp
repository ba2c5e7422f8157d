#include "collectors/jump_network.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace muster::collectors {

namespace {

constexpr std::uint64_t farewell_id = 0;

}  // namespace

JumpNetwork::JumpNetwork(SshEnvironment& environment, unsigned retries)
    : environment_(environment), retries_(retries), epoll_(::epoll_create1(EPOLL_CLOEXEC)), watches_{epoll_.get(), {}, 0} {}

JumpNetwork::Hop& JumpNetwork::hop(std::span<const JumpHost> chain) {
  const auto found = std::ranges::find_if(hops_, [&](const Hop& hop) { return std::ranges::equal(hop.chain, chain); });
  if (found != hops_.end()) return *found;
  hops_.emplace_back().chain.assign(chain.begin(), chain.end());
  return hops_.back();
}

void JumpNetwork::expect(std::span<const CollectJob> jobs) {
  for (const CollectJob& job : jobs)
    for (std::size_t length = 1; length <= job.jump.size(); ++length) ++hop(std::span(job.jump).first(length)).needed;
}

void JumpNetwork::done(const CollectJob& job, SteadyTime now) {
  bool last = false;
  for (std::size_t length = 1; length <= job.jump.size(); ++length) {
    Hop& hop = this->hop(std::span(job.jump).first(length));
    if (hop.needed > 0) --hop.needed;
    last = last || hop.needed == 0;
  }
  if (last) close_unneeded(now);
}

/// Through this one goes the end of one behind it.
bool JumpNetwork::carries_farewell(const Hop& hop) const {
  return std::ranges::any_of(hops_, [&](const Hop& other) {
    return other.chain.size() > hop.chain.size() && (other.farewell || other.session) &&
           std::ranges::equal(hop.chain, std::span(other.chain).first(hop.chain.size()));
  });
}

/// From the inside out: what an inner one says at its end still goes through the outer ones.
void JumpNetwork::close_unneeded(SteadyTime now) {
  for (auto hop = hops_.rbegin(); hop != hops_.rend(); ++hop) {
    if (hop->needed > 0 || !hop->session || carries_farewell(*hop)) continue;
    hop->farewell = hop->session->leave(now);
    hop->session.reset();
    if (!hop->farewell) continue;
    hop->farewell_deadline = now + environment_.deadlines.close;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = farewell_id;
    (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, hop->farewell.get(), &event);
  }
}

void JumpNetwork::read_farewells(SteadyTime now) {
  std::array<char, 4096> ignored{};
  bool ended = false;
  for (Hop& hop : hops_) {
    if (!hop.farewell) continue;
    const ssize_t got = ::recv(hop.farewell.get(), ignored.data(), ignored.size(), MSG_DONTWAIT);
    const bool open = got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
    if (open && now < hop.farewell_deadline) continue;
    hop.farewell.reset();
    ended = true;
  }
  if (ended) close_unneeded(now);
}

bool JumpNetwork::is_idle() const {
  return std::ranges::none_of(hops_, [](const Hop& hop) { return hop.session || hop.farewell; });
}

bool JumpNetwork::is_worth_another(const Hop& hop) const {
  return hop.session->failure() == CollectionFailure::unreachable && hop.failures <= retries_;
}

std::shared_ptr<Forward> JumpNetwork::open(std::span<const JumpHost> chain, const Endpoint& target, SteadyTime now) {
  Hop& hop = this->hop(chain);
  if (hop.session && hop.session->ended()) {
    hop.failures = hop.session->was_up() ? 0 : hop.failures + 1;
    if (is_worth_another(hop)) hop.session.reset();
  }
  if (hop.session) return hop.session->open(target, now);
  hop.session = std::make_unique<JumpHostSession>(hop.chain, environment_, watches_);
  hop.session->start(now);
  return hop.session->open(target, now);
}

SteadyTime JumpNetwork::deadline() const {
  SteadyTime next = SteadyTime::max();
  for (const Hop& hop : hops_)
    if (hop.farewell) next = std::min(next, hop.farewell_deadline);
  for (const Hop& hop : hops_)
    if (hop.session && !hop.session->ended()) next = std::min(next, hop.session->deadline());
  return next;
}

/// First all that has happened is noted, then it is dealt with: dealing with it may end what a later event is about.
void JumpNetwork::step(SteadyTime now) {
  std::array<epoll_event, 256> events{};
  const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 0);
  std::set<JumpHostSession*> hosts;
  bool farewell = false;
  for (int i = 0; i < ready; ++i) {
    const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
    const auto watch = watches_.known.find(id);
    farewell = farewell || id == farewell_id;
    if (watch == watches_.known.end()) continue;
    if (watch->second.channel != nullptr) watch->second.channel->ready = true;
    hosts.insert(watch->second.host);
  }
  if (farewell) read_farewells(now);
  for (const Hop& hop : hops_)
    if (hop.session && hosts.contains(hop.session.get())) hop.session->step(now);
}

void JumpNetwork::expire(SteadyTime now) {
  for (const Hop& hop : hops_)
    if (hop.session && !hop.session->ended() && hop.session->deadline() <= now) hop.session->expire(now);
  read_farewells(now);
}

bool JumpNetwork::admit(LoginGate::Ticket ticket, SteadyTime now) {
  for (const Hop& hop : hops_)
    if (hop.session && hop.session->ticket() == ticket) {
      hop.session->step(now);
      return true;
    }
  return false;
}

void JumpNetwork::fetched(SteadyTime now) {
  for (const Hop& hop : hops_)
    if (hop.session && !hop.session->ended() && hop.session->fetching()) hop.session->step(now);
}

}  // namespace muster::collectors
