#pragma once

#include <memory>
#include <string>

#include "collectors/clock.hpp"
#include "collectors/jump_forward.hpp"
#include "collectors/ssh_handles.hpp"
#include "collectors/unique_fd.hpp"
#include "core/collect.hpp"

#include <libssh/callbacks.h>

namespace muster::collectors {

/// One forwarded connection: a channel of the jump host's session on one side, a socket pair on the other. Moves bytes
/// both ways, never more than the other side takes: what the socket does not take stays in the channel, whose window
/// then closes (libssh keeps 1.3 MB at most); what the channel does not take is not read from the socket.
class JumpChannel {
 public:
  enum class State : std::uint8_t { opening, open, ended };

  /// `target` is what the jump host is asked to connect to; `socket` is this side's end of the pair.
  JumpChannel(ssh_session session, Endpoint target, std::shared_ptr<Forward> forward, UniqueFd socket, SteadyTime deadline);
  JumpChannel(const JumpChannel&) = delete;
  JumpChannel& operator=(const JumpChannel&) = delete;
  ~JumpChannel();

  /// Asks, or looks for the answer. A refusal is in `refusal`, and the state is `ended`.
  void open();
  /// From the socket to the channel: at most about `budget` bytes, of which the number is returned. Clears `ready` when
  /// the socket is empty.
  std::size_t push(std::size_t budget);
  /// From the channel to the socket.
  void pull();
  /// Nobody waits for the answer any more; the channel is closed when it has come.
  void abandon() { socket_.reset(); }

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool abandoned() const { return !socket_; }
  [[nodiscard]] const ForwardRefusal& refusal() const { return refusal_; }
  [[nodiscard]] const Endpoint& target() const { return target_; }
  [[nodiscard]] const std::shared_ptr<Forward>& forward() const { return forward_; }
  [[nodiscard]] SteadyTime deadline() const { return deadline_; }
  [[nodiscard]] int fd() const { return socket_.get(); }
  [[nodiscard]] UniqueFd take_socket() { return std::move(socket_); }
  [[nodiscard]] bool can_push() const;
  [[nodiscard]] bool has_backlog() const { return backlogged_; }
  /// The device has hung up, and all that it said is through.
  [[nodiscard]] bool is_drained() const;

  std::uint32_t events = 0;  ///< registered with epoll
  bool ready = false;        ///< the socket may have something to read

 private:
  static int on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int is_error, void* self);
  void opened();
  [[nodiscard]] std::size_t send(const char* bytes, std::size_t size);

  Endpoint target_;
  std::shared_ptr<Forward> forward_;
  UniqueFd socket_;
  SteadyTime deadline_;
  ssh_channel channel_;
  ssh_channel_callbacks_struct callbacks_{};
  State state_ = State::opening;
  ForwardRefusal refusal_;
  bool backlogged_ = false;  ///< the socket is full
  std::string down_;         ///< taken from the channel, not yet taken by the socket
  std::string up_;           ///< taken from the socket, not yet taken by the channel
};

}  // namespace muster::collectors
