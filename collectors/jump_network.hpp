#pragma once

#include <list>
#include <memory>
#include <span>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/jump_host.hpp"
#include "collectors/unique_fd.hpp"
#include "core/collect.hpp"

namespace muster::collectors {

/// The jump hosts of a run. Chains that begin alike share their sessions: one login for all the devices behind it. A
/// session is opened for the first device that needs it and closed after the last one. One that failed is opened again,
/// for a device that comes later, as often as devices are tried again; never one that refused us or showed a wrong key.
///
/// Part of the engine's loop: when `fd` is readable, `step`; when the deadline has passed, `expire`.
class JumpNetwork {
 public:
  JumpNetwork(SshEnvironment& environment, unsigned retries);

  /// The jobs to come; each is to be `done` once.
  void expect(std::span<const CollectJob> jobs);
  void done(const CollectJob& job, SteadyTime now);
  /// Every session is closed in good order, or had its time for it.
  [[nodiscard]] bool is_idle() const;

  /// Begins a connection through the chain (from the outermost on, not empty).
  [[nodiscard]] std::shared_ptr<Forward> open(std::span<const JumpHost> chain, const Endpoint& target, SteadyTime now);

  [[nodiscard]] int fd() const { return epoll_.get(); }
  [[nodiscard]] SteadyTime deadline() const;
  void step(SteadyTime now);
  void expire(SteadyTime now);
  /// The login gate has let somebody in. False: not one of these.
  bool admit(LoginGate::Ticket ticket, SteadyTime now);
  /// A credential has been fetched.
  void fetched(SteadyTime now);

 private:
  struct Hop {
    std::vector<JumpHost> chain;
    std::size_t needed = 0;  ///< jobs that are not done
    unsigned failures = 0;   ///< in a row
    std::unique_ptr<JumpHostSession> session;
    UniqueFd farewell;  ///< of a session that was closed: read until the other side has closed it, too
    SteadyTime farewell_deadline{};
  };
  Hop& hop(std::span<const JumpHost> chain);
  [[nodiscard]] bool is_worth_another(const Hop& hop) const;
  [[nodiscard]] bool carries_farewell(const Hop& hop) const;
  void close_unneeded(SteadyTime now);
  void read_farewells(SteadyTime now);

  SshEnvironment& environment_;
  unsigned retries_;
  UniqueFd epoll_;
  JumpWatches watches_;
  std::list<Hop> hops_;  ///< an outer one before those behind it
};

}  // namespace muster::collectors
