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
#include "fleet/fleet.hpp"
#include "fleet/personality.hpp"

namespace muster::fleet {

/// One client at one simulated device. Driven by the fleet's loop; never blocks.
class FleetSession {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Takes the connected socket. With `bind` null the device does not speak SSH.
  FleetSession(ssh_bind bind, int fd, const Device& device, Statistics& statistics);
  FleetSession(const FleetSession&) = delete;
  FleetSession& operator=(const FleetSession&) = delete;
  ~FleetSession();

  /// False: the session is over.
  [[nodiscard]] bool step();
  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] std::uint32_t wanted_events() const;
  /// When a slow device wants to go on.
  [[nodiscard]] std::optional<Time> due() const { return due_; }

  std::uint32_t events = 0;  ///< registered with epoll

 private:
  [[nodiscard]] bool step_raw();
  void pump();
  [[nodiscard]] bool send_current();
  void end_current();
  [[nodiscard]] int judge(bool accepted);
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
  int fd_;
  ssh_session session_ = nullptr;
  ssh_event event_ = nullptr;
  ssh_channel channel_ = nullptr;
  ssh_server_callbacks_struct server_callbacks_{};
  ssh_channel_callbacks_struct channel_callbacks_{};
  bool greeted_ = false;
  std::optional<Shell> shell_;
  std::optional<Piece> current_;
  std::size_t sent_ = 0;
  bool stalled_ = false;
  bool dropped_ = false;
  std::optional<Time> due_;
};

}  // namespace muster::fleet
