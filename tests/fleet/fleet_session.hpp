#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#include "collectors/unique_fd.hpp"
#include "fleet/device.hpp"
#include "fleet/personality.hpp"
#include "fleet/statistics.hpp"

namespace muster::fleet {

/// One client at one simulated device. Driven by the fleet's loop; never blocks.
class FleetSession {
 public:
  using Time = std::chrono::steady_clock::time_point;

  FleetSession(collectors::UniqueFd socket, const Device& device, Statistics& statistics);
  FleetSession(const FleetSession&) = delete;
  FleetSession& operator=(const FleetSession&) = delete;
  ~FleetSession();

  /// Goes on, with what epoll reported. False: the session is over.
  [[nodiscard]] bool step(std::uint32_t events);
  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] std::uint32_t wanted_events() const;
  /// When a device that takes its time wants to go on.
  [[nodiscard]] std::optional<Time> due() const { return due_; }

  std::uint32_t events = 0;            ///< registered with epoll
  std::optional<Time> registered_due;  ///< known to the fleet's clock

 private:
  [[nodiscard]] bool speaks_ssh() const { return !faults_.has(Fault::not_ssh) && !faults_.has(Fault::silent); }
  [[nodiscard]] bool begin_ssh();
  [[nodiscard]] bool step_raw();
  [[nodiscard]] bool exchange_keys();
  [[nodiscard]] bool held();
  void wait(std::chrono::milliseconds time) { due_ = std::chrono::steady_clock::now() + time; }
  void send_issue();
  void pump();
  void begin(Piece piece);
  [[nodiscard]] bool send_current();
  void end_current();
  void hang_up(const Piece& piece);
  [[nodiscard]] int judge(bool right);
  [[nodiscard]] bool right_answers() const;
  void ask_aaa();
  [[nodiscard]] bool grace_is_over() const;
  void leave_aaa();
  void set_callbacks();

  static int on_password(ssh_session, const char* user, const char* password, void* self);
  static int on_key(ssh_session, const char* user, ssh_key_struct* key, char state, void* self);
  static int on_message(ssh_session, ssh_message message, void* self);
  static ssh_channel on_open(ssh_session session, void* self);
  static int on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int, void* self);
  static int on_exec(ssh_session, ssh_channel, const char* command, void* self);
  static int on_shell(ssh_session, ssh_channel, void* self);

  const Device& device_;
  Statistics& statistics_;
  Faults faults_;                ///< those of this connection
  collectors::UniqueFd socket_;  ///< until libssh has it
  int fd_;
  ssh_session session_ = nullptr;
  ssh_event event_ = nullptr;
  ssh_channel channel_ = nullptr;
  ssh_server_callbacks_struct server_callbacks_{};
  ssh_channel_callbacks_struct channel_callbacks_{};
  bool greeted_ = false;
  bool at_aaa_ = false;
  bool logged_in_ = false;
  bool holding_ = false;   ///< reads nothing until the time has come
  bool vanished_ = false;  ///< reads nothing any more
  unsigned channels_ = 0;
  std::optional<Shell> shell_;
  std::optional<Piece> current_;
  std::size_t sent_ = 0;
  bool stalled_ = false;
  bool dropped_ = false;
  std::optional<Time> due_;
};

}  // namespace muster::fleet
