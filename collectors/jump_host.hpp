#pragma once

#include <deque>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include "collectors/clock.hpp"
#include "collectors/jump_channel.hpp"
#include "collectors/ssh_session.hpp"
#include "core/collect.hpp"

namespace muster::collectors {

class JumpHostSession;

/// What an event of a socket is about: the jump host's own connection, or one that goes through it.
struct JumpWatch {
  JumpHostSession* host = nullptr;
  JumpChannel* channel = nullptr;
};

/// The sockets of all jump hosts. Events carry numbers, not pointers: the kernel may tell of a socket that is closed
/// here and still open elsewhere, in a copy or in a program that is just being started.
struct JumpWatches {
  int epoll = -1;
  std::unordered_map<std::uint64_t, JumpWatch> known;
  std::uint64_t last = 0;
};

class JumpWatchId {
 public:
  JumpWatchId(JumpWatches& watches, JumpWatch watch) : watches_(watches), id_(++watches.last) {
    watches_.known.emplace(id_, watch);
  }
  JumpWatchId(const JumpWatchId&) = delete;
  JumpWatchId& operator=(const JumpWatchId&) = delete;
  ~JumpWatchId() { watches_.known.erase(id_); }
  /// Registers the socket for the first time, or anew.
  void watch(int fd, std::uint32_t events, bool fresh) const;

 private:
  JumpWatches& watches_;
  std::uint64_t id_;
};

/// One session at a jump host and the connections that go through it. The session is that of a device without a
/// dialogue: addresses in their order, pinned keys, the login gate, its own jump hosts before it. If it ends, for
/// whatever reason, so do all connections through it, and they say why.
class JumpHostSession {
 public:
  /// `chain`: from the outermost to this one.
  JumpHostSession(std::span<const JumpHost> chain, SshEnvironment& environment, JumpWatches& watches);
  JumpHostSession(const JumpHostSession&) = delete;
  JumpHostSession& operator=(const JumpHostSession&) = delete;
  ~JumpHostSession();

  void start(SteadyTime now);
  [[nodiscard]] std::shared_ptr<Forward> open(const Endpoint& target, SteadyTime now);
  /// Something has happened: looks at everything that is this session's.
  void step(SteadyTime now);
  void expire(SteadyTime now);
  /// Nobody needs it any more: closes what is open and logs out. What is left is a socket to read until its end; none if
  /// the session did not stand.
  [[nodiscard]] UniqueFd leave(SteadyTime now);
  /// Ends all connections with this reason.
  void close(CollectionFailure failure, const std::string& reason);

  [[nodiscard]] SteadyTime deadline() const;
  [[nodiscard]] LoginGate::Ticket ticket() const { return session_.ticket(); }
  [[nodiscard]] bool fetching() const { return session_.fetching(); }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] bool was_up() const { return pulse_ != nullptr; }
  [[nodiscard]] CollectionFailure failure() const { return failure_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  struct Waiting {
    Endpoint target;
    std::shared_ptr<Forward> forward;
    UniqueFd socket;
  };
  struct Connection {
    Connection(JumpHostSession* host, ssh_session session, Waiting&& waiting, SteadyTime deadline)
        : channel(session, std::move(waiting.target), std::move(waiting.forward), std::move(waiting.socket), deadline),
          watch(host->watches_, {host, &channel}) {}
    JumpChannel channel;
    JumpWatchId watch;
  };

  void handle_packets(SteadyTime now);
  void begin_waiting(SteadyTime now);
  void look_for_answers(SteadyTime now);
  [[nodiscard]] bool waits_for_the_abandoned() const;
  void refuse(JumpChannel& channel);
  void move_bytes();
  void drop_ended();
  void watch();
  void watch(Connection& connection);
  [[nodiscard]] bool is_connected() const;
  [[nodiscard]] bool is_congested() const;

  SshEnvironment& environment_;
  JumpWatches& watches_;
  CollectJob job_;  ///< before the session, which refers to it
  SshDeviceSession session_;
  JumpWatchId watch_;
  unsigned connection_ = 0;
  std::uint32_t events_ = 0;
  ssh_channel pulse_ = nullptr;  ///< never opened: looking at it makes libssh handle what has arrived
  std::deque<Waiting> waiting_;
  SteadyTime answered_{};        ///< when it last said anything to a request for a connection, or was logged in
  ForwardSlots slots_;
  std::list<Connection> connections_;
  std::size_t unflushed_ = 0;  ///< bytes written since libssh's buffer was empty, an upper bound of what it holds
  bool ended_ = false;
  CollectionFailure failure_ = CollectionFailure::none;
  std::string reason_;
};

}  // namespace muster::collectors
