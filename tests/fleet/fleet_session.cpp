#include "fleet/fleet_session.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fleet/host_key.hpp"

namespace muster::fleet {

namespace {

constexpr std::size_t issue_flood = 200U << 10U;

FleetSession& of(void* self) { return *static_cast<FleetSession*>(self); }

/// What is asked by keyboard-interactive.
std::vector<Question> questions_of(const Device& device) {
  if (!device.questions.empty()) return device.questions;
  return {{"Kennwort: ", device.password, false}};
}

void ask_questions(const Device& device, ssh_message message) {
  const std::vector<Question> asked = questions_of(device);
  std::vector<const char*> texts;
  std::vector<char> echo;
  for (const Question& question : asked) {
    texts.push_back(question.text.c_str());
    echo.push_back(question.echo ? 1 : 0);
  }
  ssh_message_auth_interactive_request(message, "", "", static_cast<unsigned>(texts.size()), texts.data(), echo.data());
}

ssh_bind make_bind(const Device& device, Faults faults) {
  ssh_bind bind = ssh_bind_new();
  const bool no = false;
  ssh_bind_options_set(bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
  ssh_key key = nullptr;
  const std::string seed = faults.has(Fault::changed_key) ? device.id + "/changed" : device.id;
  if (ssh_pki_import_privkey_base64(private_key_file(seed).c_str(), nullptr, nullptr, nullptr, &key) != SSH_OK ||
      ssh_bind_options_set(bind, SSH_BIND_OPTIONS_IMPORT_KEY, key) != SSH_OK) {
    ssh_bind_free(bind);
    return nullptr;
  }
  if (const std::string& version = device.speech().version; !version.empty())
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_BANNER, version.c_str());
  if (device.legacy)
    for (const auto& [option, value] :
         {std::pair{SSH_BIND_OPTIONS_KEY_EXCHANGE, "diffie-hellman-group14-sha1"},
          std::pair{SSH_BIND_OPTIONS_CIPHERS_C_S, "aes128-cbc"}, std::pair{SSH_BIND_OPTIONS_CIPHERS_S_C, "aes128-cbc"},
          std::pair{SSH_BIND_OPTIONS_HMAC_C_S, "hmac-sha1"}, std::pair{SSH_BIND_OPTIONS_HMAC_S_C, "hmac-sha1"}})
      ssh_bind_options_set(bind, option, value);
  return bind;
}

}  // namespace

FleetSession::FleetSession(collectors::UniqueFd socket, const Device& device, Statistics& statistics)
    : device_(device), statistics_(statistics), socket_(std::move(socket)), fd_(socket_.get()) {
  const unsigned before = statistics_.connections++;
  if (device.fault_times == 0 || before < device.fault_times) faults_ = device.fault;
  const unsigned alive = ++statistics_.sessions;
  if (faults_.has(Fault::one_session) && alive > 1) dropped_ = true;
  if (!dropped_ && speaks_ssh()) dropped_ = !begin_ssh();
}

FleetSession::~FleetSession() {
  --statistics_.sessions;
  leave_aaa();
  if (session_ == nullptr) return;
  if (event_ != nullptr) {
    ssh_event_remove_session(event_, session_);
    ssh_event_free(event_);
  }
  ssh_disconnect(session_);
  ssh_free(session_);
}

/// A bind of its own for each session: made in a moment, and ten thousand devices need none while nobody calls.
bool FleetSession::begin_ssh() {
  const std::unique_ptr<ssh_bind_struct, decltype(&ssh_bind_free)> bind(make_bind(device_, faults_), &ssh_bind_free);
  if (!bind) return false;
  session_ = ssh_new();
  ssh_set_blocking(session_, 0);
  const bool accepted = ssh_bind_accept_fd(bind.get(), session_, socket_.release()) == SSH_OK;
  ssh_set_blocking(session_, 0);
  set_callbacks();
  return accepted;
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

/// `right`: the user and the secret are the device's.
int FleetSession::judge(bool right) {
  ++statistics_.logins;
  if (!right) ++statistics_.strange;
  logged_in_ = right && !faults_.has(Fault::deny);
  if (logged_in_) return SSH_AUTH_SUCCESS;
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
  if (ssh_message_type(message) != SSH_REQUEST_AUTH || ssh_message_subtype(message) != SSH_AUTH_METHOD_INTERACTIVE)
    return 1;
  if (!device.interactive) return 1;
  FleetSession& me = of(self);
  if (ssh_message_auth_kbdint_is_response(message) == 0) {
    ask_questions(device, message);
    me.ask_aaa();
    return 0;
  }
  me.leave_aaa();
  if (me.judge(me.right_answers()) == SSH_AUTH_SUCCESS) {
    ssh_message_auth_reply_success(message, 0);
  } else if (device.denies_by_asking) {
    ask_questions(device, message);
  } else {
    ssh_message_auth_set_methods(message, SSH_AUTH_METHOD_INTERACTIVE);
    ssh_message_reply_default(message);
  }
  return 0;
}

/// The answer is not read before the server's time is over.
void FleetSession::ask_aaa() {
  if (!device_.aaa || at_aaa_) return;
  at_aaa_ = true;
  AaaServer& server = *device_.aaa;
  ++server.asked;
  server.most = std::max<unsigned>(server.most, ++server.under_way);
  if (server.answer_time.count() == 0) return;
  holding_ = true;
  wait(server.answer_time);
}

void FleetSession::leave_aaa() {
  if (std::exchange(at_aaa_, false)) --device_.aaa->under_way;
}

bool FleetSession::right_answers() const {
  const std::vector<Question> asked = questions_of(device_);
  if (ssh_userauth_kbdint_getnanswers(session_) != static_cast<int>(asked.size())) return false;
  for (unsigned i = 0; i < asked.size(); ++i) {
    const char* const answer = ssh_userauth_kbdint_getanswer(session_, i);
    if (answer == nullptr || asked[i].answer != answer) return false;
  }
  return true;
}

/// One channel at a time, as many devices have it.
ssh_channel FleetSession::on_open(ssh_session session, void* self) {
  FleetSession& me = of(self);
  if (me.channels_++ > 0 && me.faults_.has(Fault::one_channel)) return nullptr;
  ++me.statistics_.channels;
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
  callbacks.channel_pty_request_function = [](ssh_session, ssh_channel, const char*, int, int, int, int, void*) {
    return 0;
  };
  ssh_set_channel_callbacks(me.channel_, &callbacks);
  return me.channel_;
}

int FleetSession::on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int, void* self) {
  const std::string_view bytes(static_cast<const char*>(data), size);
  of(self).statistics_.note_received(bytes);
  if (of(self).shell_) of(self).shell_->type(bytes);
  return static_cast<int>(size);
}

int FleetSession::on_exec(ssh_session, ssh_channel, const char* command, void* self) {
  FleetSession& me = of(self);
  me.statistics_.note_received(std::string(command) + "\n");
  me.statistics_.note_input(Awaited::exec, command);
  if (me.device_.personality != Device::Personality::exec) return 1;
  me.begin(execute(me.device_, me.faults_, command));
  return 0;
}

int FleetSession::on_shell(ssh_session, ssh_channel, void* self) {
  FleetSession& me = of(self);
  if (me.device_.personality != Device::Personality::shell) return 1;
  me.shell_.emplace(me.device_, me.faults_, &me.statistics_);
  me.begin(me.shell_->greeting());
  return 0;
}

void FleetSession::begin(Piece piece) {
  due_.reset();
  if (piece.delay.count() > 0) wait(piece.delay);
  current_ = std::move(piece);
  sent_ = 0;
}

/// As much of the current piece as the window takes; true if all of it is sent.
bool FleetSession::send_current() {
  const Piece& piece = *current_;
  const std::size_t size = piece.size();
  const bool slow = piece.slow && device_.slowness.count() > 0;
  const std::size_t packet = piece.slow && faults_.has(Fault::byte_at_a_time) ? 1 : 32000;
  std::size_t allowance = slow ? device_.piece : size;
  if (due_ && std::chrono::steady_clock::now() < *due_) return false;
  due_.reset();
  while (sent_ < size && allowance > 0) {
    const std::string_view rest = piece.from(sent_);
    const std::size_t window = ssh_channel_window_size(channel_);
    const std::size_t next = std::min({rest.size(), window, packet, allowance});
    if (next == 0) return false;
    const int written = ssh_channel_write(channel_, rest.data(), static_cast<std::uint32_t>(next));
    if (written <= 0) return false;
    sent_ += static_cast<std::size_t>(written);
    allowance -= static_cast<std::size_t>(written);
  }
  if (sent_ < size && slow) wait(device_.slowness);
  return sent_ == size;
}

void FleetSession::end_current() {
  if (current_->then == Piece::Then::repeat) {
    sent_ = 0;
    return;
  }
  const Piece piece = std::move(*current_);
  current_.reset();
  sent_ = 0;
  if (!piece.error.empty())
    ssh_channel_write_stderr(channel_, piece.error.data(), static_cast<std::uint32_t>(piece.error.size()));
  switch (piece.then) {
    case Piece::Then::go_on:
    case Piece::Then::repeat:
      break;
    case Piece::Then::stall:
      stalled_ = true;
      break;
    case Piece::Then::vanish:
      vanished_ = true;
      break;
    case Piece::Then::drop:
      ::shutdown(fd_, SHUT_RDWR);
      dropped_ = true;
      break;
    case Piece::Then::exit:
    case Piece::Then::close:
      hang_up(piece);
      break;
  }
}

void FleetSession::hang_up(const Piece& piece) {
  const bool exit = piece.then == Piece::Then::exit;
  if (exit) ++statistics_.exits;
  if (exit && !piece.hangs_up) {
    stalled_ = true;
    return;
  }
  if (exit && !shell_ && piece.status >= 0) ssh_channel_request_send_exit_status(channel_, piece.status);
  ssh_channel_send_eof(channel_);
  ssh_channel_close(channel_);
  shell_.reset();
}

void FleetSession::pump() {
  while (channel_ != nullptr && !stalled_ && !dropped_ && !vanished_) {
    if (!current_ && shell_) {
      Piece next = shell_->next();
      if (next.nothing()) return;
      begin(std::move(next));
    }
    if (current_ && sent_ == 0 && !shell_ && device_.early_status)
      ssh_channel_request_send_exit_status(channel_, current_->status);
    if (!current_ || !send_current()) return;
    const bool endless = current_->then == Piece::Then::repeat;
    end_current();
    if (endless) return;
  }
}

bool FleetSession::step_raw() {
  char sink[512];
  const ssize_t got = ::recv(fd_, sink, sizeof sink, MSG_DONTWAIT);
  if (faults_.has(Fault::not_ssh) && !greeted_) {
    constexpr std::string_view noise = "\x16\x03\x01\x02 this is no SSH at all \xff\xfe\r\n220 nothing here\r\n";
    (void)::send(fd_, noise.data(), noise.size(), MSG_NOSIGNAL);
    (void)::shutdown(fd_, SHUT_WR);
    greeted_ = true;
  }
  return got != 0;
}

/// False: the session is over.
bool FleetSession::exchange_keys() {
  const int rc = ssh_handle_key_exchange(session_);
  if (rc == SSH_ERROR) return false;
  if (rc != SSH_OK) return true;
  event_ = ssh_event_new();
  ssh_event_add_session(event_, session_);
  vanished_ = faults_.has(Fault::half_open);
  if (!vanished_ && device_.login_time.count() > 0) {
    holding_ = true;
    wait(device_.login_time);
  }
  if (!holding_ && device_.grace.count() > 0) wait(device_.grace);
  send_issue();
  return true;
}

void FleetSession::send_issue() {
  std::string text = device_.issue;
  while (faults_.has(Fault::issue_flood) && text.size() < issue_flood)
    text += "*** Authorised access only. Password: # >\r\n";
  for (std::size_t at = 0; at < text.size() && !vanished_; at += 30000) {
    const ssh_string part = ssh_string_from_char(text.substr(at, 30000).c_str());
    (void)ssh_send_issue_banner(session_, part);
    ssh_string_free(part);
  }
}

bool FleetSession::grace_is_over() const {
  return device_.grace.count() > 0 && !logged_in_ && !holding_ && due_ && std::chrono::steady_clock::now() >= *due_;
}

/// A slow login: nothing is read until its time has come.
bool FleetSession::held() {
  if (!holding_) return false;
  if (std::chrono::steady_clock::now() < *due_) return true;
  holding_ = false;
  due_.reset();
  return false;
}

bool FleetSession::step(std::uint32_t events_now) {
  if (dropped_ || grace_is_over()) return false;
  if (vanished_ || holding_) {
    if ((events_now & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0) return false;
    if (vanished_ || held()) return true;
  }
  if (session_ == nullptr) return step_raw();
  if (event_ == nullptr) {
    if (!exchange_keys()) return false;
    if (event_ == nullptr || vanished_ || holding_) return true;
  }
  ssh_event_dopoll(event_, 0);
  pump();
  return !dropped_ && (ssh_get_status(session_) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0;
}

std::uint32_t FleetSession::wanted_events() const {
  if (vanished_ || holding_) return EPOLLRDHUP;
  if (session_ == nullptr) return EPOLLIN;
  const bool endless = current_ && current_->then == Piece::Then::repeat && ssh_channel_window_size(channel_) > 0;
  const bool writes = (ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) != 0 || endless;
  return writes ? EPOLLIN | EPOLLOUT : EPOLLIN;
}

}  // namespace muster::fleet
