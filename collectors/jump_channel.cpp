#include "collectors/jump_channel.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/socket.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t piece = 16U << 10U;

}  // namespace

JumpChannel::JumpChannel(ssh_session session, Endpoint target, std::shared_ptr<Forward> forward, UniqueFd socket,
                         SteadyTime deadline)
    : target_(std::move(target)),
      forward_(std::move(forward)),
      socket_(std::move(socket)),
      deadline_(deadline),
      channel_(ssh_channel_new(session)) {
  ssh_callbacks_init(&callbacks_);
  callbacks_.userdata = this;
  callbacks_.channel_data_function = &JumpChannel::on_data;
  // Before it is open: the device's first words may come together with the answer.
  if (channel_ != nullptr) ssh_set_channel_callbacks(channel_, &callbacks_);
}

/// libssh 0.10 sends the end of file and leaves out the close while its own buffer is not empty: once more, then.
JumpChannel::~JumpChannel() {
  if (channel_ == nullptr) return;
  ssh_remove_channel_callbacks(channel_, &callbacks_);
  if (ssh_channel_is_open(channel_) != 0 && ssh_channel_close(channel_) == SSH_AGAIN) (void)ssh_channel_close(channel_);
  ssh_channel_free(channel_);
}

void JumpChannel::open() {
  if (state_ != State::opening) return;
  const int rc = channel_ == nullptr ? SSH_ERROR
                                     : ssh_channel_open_forward(channel_, target_.host.c_str(), target_.port, "127.0.0.1", 0);
  if (rc == SSH_AGAIN) return;
  if (rc == SSH_OK) return opened();
  state_ = State::ended;
  refusal_ = read_forward_refusal(channel_ == nullptr ? "no memory" : ssh_get_error(ssh_channel_get_session(channel_)));
}

void JumpChannel::opened() {
  state_ = State::open;
  if (abandoned()) {
    state_ = State::ended;
    return;
  }
  forward_->state = Forward::State::open;
  (void)send(&Forward::mark, 1);
  pull();
}

std::size_t JumpChannel::send(const char* bytes, std::size_t size) {
  std::size_t sent = 0;
  while (sent < size) {
    const ssize_t now = ::send(socket_.get(), bytes + sent, size - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0 && errno != EAGAIN && errno != EWOULDBLOCK) state_ = State::ended;  // the session has hung up
    backlogged_ = now < 0 && state_ != State::ended;
    if (now <= 0) break;
    sent += static_cast<std::size_t>(now);
  }
  return sent;
}

/// Called by libssh with all that is in the channel's buffer; what is not taken stays there.
int JumpChannel::on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int is_error, void* self) {
  auto& me = *static_cast<JumpChannel*>(self);
  if (is_error != 0) return static_cast<int>(size);
  if (me.state_ != State::open || me.backlogged_ || !me.down_.empty()) return 0;
  return static_cast<int>(me.send(static_cast<const char*>(data), size));
}

void JumpChannel::pull() {
  backlogged_ = false;
  while (state_ == State::open && !backlogged_) {
    if (down_.empty()) {
      down_.resize(piece);
      backlogged_ = true;  // reading handles packets: what comes with them must not overtake this piece
      const int got = ssh_channel_read_nonblocking(channel_, down_.data(), static_cast<std::uint32_t>(down_.size()), 0);
      backlogged_ = false;
      down_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
      if (down_.empty()) return;
    }
    down_.erase(0, send(down_.data(), down_.size()));
  }
}

bool JumpChannel::can_push() const { return state_ == State::open && ssh_channel_window_size(channel_) > 0; }

std::size_t JumpChannel::push(std::size_t budget) {
  std::array<char, piece> buffer{};
  std::size_t pushed = 0;
  while (can_push() && pushed < budget) {
    if (up_.empty()) {
      const std::size_t most = std::min<std::size_t>(buffer.size(), ssh_channel_window_size(channel_));
      const ssize_t got = ::recv(socket_.get(), buffer.data(), most, MSG_DONTWAIT);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        ready = false;
        return pushed;
      }
      if (got <= 0) {
        state_ = State::ended;
        return pushed;
      }
      up_.assign(buffer.data(), static_cast<std::size_t>(got));
    }
    const int taken = ssh_channel_write(channel_, up_.data(), static_cast<std::uint32_t>(up_.size()));
    if (taken < 0) state_ = State::ended;
    if (taken <= 0) return pushed;
    up_.erase(0, static_cast<std::size_t>(taken));
    pushed += static_cast<std::size_t>(taken);
  }
  return pushed;
}

bool JumpChannel::is_drained() const {
  return state_ == State::open && down_.empty() && ssh_channel_is_eof(channel_) != 0;
}

}  // namespace muster::collectors
