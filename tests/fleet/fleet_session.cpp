#include "fleet/fleet_session.hpp"

#include <algorithm>
#include <cstring>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::fleet {

namespace {

FleetSession& of(void* self) { return *static_cast<FleetSession*>(self); }

}  // namespace

FleetSession::FleetSession(ssh_bind bind, int fd, const Device& device, Statistics& statistics)
    : device_(device), statistics_(statistics), fd_(fd) {
  ++statistics_.connections;
  if (bind == nullptr) return;
  session_ = ssh_new();
  ssh_set_blocking(session_, 0);
  if (ssh_bind_accept_fd(bind, session_, fd) != SSH_OK) dropped_ = true;
  ssh_set_blocking(session_, 0);
  set_callbacks();
}

FleetSession::~FleetSession() {
  if (session_ == nullptr) {
    ::close(fd_);
    return;
  }
  if (event_ != nullptr) {
    ssh_event_remove_session(event_, session_);
    ssh_event_free(event_);
  }
  ssh_disconnect(session_);
  ssh_free(session_);
}

void FleetSession::set_callbacks() {
  ssh_callbacks_init(&server_callbacks_);
  server_callbacks_.userdata = this;
  server_callbacks_.auth_none_function = [](ssh_session, const char*, void*) -> int { return SSH_AUTH_DENIED; };
  server_callbacks_.channel_open_request_session_function = &FleetSession::on_open;
  unsigned methods = 0;
  if (!device_.interactive) {
    server_callbacks_.auth_password_function = &FleetSession::on_password;
    server_callbacks_.auth_pubkey_function = &FleetSession::on_key;
    if (!device_.public_key.empty()) methods |= SSH_AUTH_METHOD_PUBLICKEY;
    if (!device_.password.empty()) methods |= SSH_AUTH_METHOD_PASSWORD;
  } else {
    methods = SSH_AUTH_METHOD_INTERACTIVE;
  }
  ssh_set_server_callbacks(session_, &server_callbacks_);
  ssh_set_message_callback(session_, &FleetSession::on_message, this);
  ssh_set_auth_methods(session_, static_cast<int>(methods));
}

int FleetSession::judge(bool accepted) {
  ++statistics_.logins;
  if (accepted && device_.fault != Fault::deny) return SSH_AUTH_SUCCESS;
  ++statistics_.refused;
  return SSH_AUTH_DENIED;
}

int FleetSession::on_password(ssh_session, const char* user, const char* password, void* self) {
  const Device& device = of(self).device_;
  return of(self).judge(user == device.user && !device.password.empty() && password == device.password);
}

int FleetSession::on_key(ssh_session, const char* user, ssh_key_struct* key, char state, void* self) {
  const Device& device = of(self).device_;
  const std::string& known = device.public_key;
  ssh_key accepted = nullptr;
  const std::string body = known.substr(std::min(known.find(' ') + 1, known.size()));
  if (known.empty() || ssh_pki_import_pubkey_base64(body.c_str(), SSH_KEYTYPE_ED25519, &accepted) != SSH_OK)
    return of(self).judge(false);
  const bool same = user == device.user && ssh_key_cmp(key, accepted, SSH_KEY_CMP_PUBLIC) == 0;
  ssh_key_free(accepted);
  if (state == SSH_PUBLICKEY_STATE_NONE) return same ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
  return of(self).judge(same && state == SSH_PUBLICKEY_STATE_VALID);
}

/// Keyboard-interactive has no callback in libssh's server.
int FleetSession::on_message(ssh_session, ssh_message message, void* self) {
  const Device& device = of(self).device_;
  if (ssh_message_type(message) != SSH_REQUEST_AUTH || ssh_message_subtype(message) != SSH_AUTH_METHOD_INTERACTIVE) return 1;
  if (!device.interactive) return 1;
  if (ssh_message_auth_kbdint_is_response(message) == 0) {
    const char* questions[] = {"Kennwort: "};
    char echo[] = {0};
    ssh_message_auth_interactive_request(message, "", "", 1, questions, echo);
    return 0;
  }
  ssh_session session = of(self).session_;
  const char* const answer = ssh_userauth_kbdint_getnanswers(session) > 0 ? ssh_userauth_kbdint_getanswer(session, 0) : "";
  if (of(self).judge(answer != nullptr && answer == device.password) == SSH_AUTH_SUCCESS) {
    ssh_message_auth_reply_success(message, 0);
  } else {
    ssh_message_auth_set_methods(message, SSH_AUTH_METHOD_INTERACTIVE);
    ssh_message_reply_default(message);
  }
  return 0;
}

/// One channel at a time, as many devices have it.
ssh_channel FleetSession::on_open(ssh_session session, void* self) {
  FleetSession& me = of(self);
  if (me.channel_ != nullptr) {
    ssh_channel_free(me.channel_);
    me.channel_ = nullptr;
  }
  me.shell_.reset();
  me.current_.reset();
  me.channel_ = ssh_channel_new(session);
  auto& callbacks = me.channel_callbacks_;
  callbacks = {};
  ssh_callbacks_init(&callbacks);
  callbacks.userdata = self;
  callbacks.channel_data_function = &FleetSession::on_data;
  callbacks.channel_exec_request_function = &FleetSession::on_exec;
  callbacks.channel_shell_request_function = &FleetSession::on_shell;
  callbacks.channel_pty_request_function = [](ssh_session, ssh_channel, const char*, int, int, int, int, void*) { return 0; };
  ssh_set_channel_callbacks(me.channel_, &callbacks);
  return me.channel_;
}

int FleetSession::on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int, void* self) {
  if (of(self).shell_) of(self).shell_->type({static_cast<const char*>(data), size});
  return static_cast<int>(size);
}

int FleetSession::on_exec(ssh_session, ssh_channel, const char* command, void* self) {
  if (of(self).device_.personality != Device::Personality::exec) return 1;
  of(self).current_ = execute(of(self).device_, command);
  of(self).sent_ = 0;
  return 0;
}

int FleetSession::on_shell(ssh_session, ssh_channel, void* self) {
  FleetSession& me = of(self);
  if (me.device_.personality != Device::Personality::shell) return 1;
  me.shell_.emplace(me.device_);
  me.current_ = me.shell_->greeting();
  me.sent_ = 0;
  return 0;
}

/// As much of the current piece as the window takes; true if all of it is sent.
bool FleetSession::send_current() {
  const Piece& piece = *current_;
  const bool slow = piece.slow && device_.slowness.count() > 0;
  std::size_t allowance = slow ? device_.piece : piece.text.size();
  if (due_ && std::chrono::steady_clock::now() < *due_) return false;
  due_.reset();
  while (sent_ < piece.text.size() && allowance > 0) {
    const std::size_t window = ssh_channel_window_size(channel_);
    const std::size_t size = std::min({piece.text.size() - sent_, window, std::size_t{32000}, allowance});
    if (size == 0) return false;
    const int written = ssh_channel_write(channel_, piece.text.data() + sent_, static_cast<std::uint32_t>(size));
    if (written <= 0) return false;
    sent_ += static_cast<std::size_t>(written);
    allowance -= static_cast<std::size_t>(written);
  }
  if (sent_ < piece.text.size() && slow) due_ = std::chrono::steady_clock::now() + device_.slowness;
  return sent_ == piece.text.size();
}

void FleetSession::end_current() {
  const Piece piece = std::move(*current_);
  current_.reset();
  sent_ = 0;
  if (!piece.error.empty())
    ssh_channel_write_stderr(channel_, piece.error.data(), static_cast<std::uint32_t>(piece.error.size()));
  switch (piece.then) {
    case Piece::Then::go_on:
      break;
    case Piece::Then::stall:
      stalled_ = true;
      break;
    case Piece::Then::drop:
      ::shutdown(fd_, SHUT_RDWR);
      dropped_ = true;
      break;
    case Piece::Then::exit:
      ++statistics_.exits;
      if (!shell_) ssh_channel_request_send_exit_status(channel_, piece.status);
      [[fallthrough]];
    case Piece::Then::close:
      ssh_channel_send_eof(channel_);
      ssh_channel_close(channel_);
      shell_.reset();
      break;
  }
}

void FleetSession::pump() {
  while (channel_ != nullptr && !stalled_ && !dropped_) {
    if (!current_ && shell_) {
      Piece next = shell_->next();
      if (next.text.empty() && next.then == Piece::Then::go_on) return;
      current_ = std::move(next);
    }
    if (!current_ || !send_current()) return;
    end_current();
  }
}

bool FleetSession::step_raw() {
  char sink[512];
  const ssize_t got = ::recv(fd_, sink, sizeof sink, MSG_DONTWAIT);
  if (device_.fault == Fault::not_ssh && !greeted_) {
    constexpr std::string_view noise = "\x16\x03\x01\x02 this is no SSH at all \xff\xfe\r\n220 nothing here\r\n";
    (void)::send(fd_, noise.data(), noise.size(), MSG_NOSIGNAL);
    (void)::shutdown(fd_, SHUT_WR);
    greeted_ = true;
  }
  return got != 0;
}

bool FleetSession::step() {
  if (dropped_) return false;
  if (session_ == nullptr) return step_raw();
  if (event_ == nullptr) {
    const int rc = ssh_handle_key_exchange(session_);
    if (rc == SSH_ERROR) return false;
    if (rc != SSH_OK) return true;
    event_ = ssh_event_new();
    ssh_event_add_session(event_, session_);
  } else {
    ssh_event_dopoll(event_, 0);
  }
  pump();
  return !dropped_ && (ssh_get_status(session_) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0;
}

std::uint32_t FleetSession::wanted_events() const {
  if (session_ == nullptr) return EPOLLIN;
  return (ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) != 0 ? EPOLLIN | EPOLLOUT : EPOLLIN;
}

}  // namespace muster::fleet
