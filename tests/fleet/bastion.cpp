#include "fleet/bastion.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "fleet/host_key.hpp"

namespace muster::fleet {

using collectors::UniqueFd;

/// One client, in a thread of its own.
class BastionClient {
 public:
  BastionClient(Bastion& bastion, int fd) : bastion_(bastion), fd_(fd) {}
  BastionClient(const BastionClient&) = delete;
  ~BastionClient() {
    if (event_ != nullptr) ssh_event_free(event_);
    if (session_ != nullptr) ssh_free(session_);
    if (bind_ != nullptr) ssh_bind_free(bind_);
  }

  void run(const std::stop_token& stop) {
    // libssh tells nobody but its log (of this thread) about the goodbye once the connection is closed, too.
    ssh_set_log_level(SSH_LOG_PACKET);
    ssh_set_log_userdata(this);
    ssh_set_log_callback([](int, const char*, const char* text, void* self) {
      if (std::string_view(text).find("SSH_MSG_DISCONNECT") != std::string_view::npos)
        static_cast<BastionClient*>(self)->said_goodbye_ = true;
    });
    if (!begin()) return;
    while (!stop.stop_requested() && (ssh_get_status(session_) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0) {
      std::vector<pollfd> files{{fd_, POLLIN, 0}};
      if ((ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) != 0) files[0].events |= POLLOUT;
      for (const Tunnel& tunnel : tunnels_) {
        const bool reads = !tunnel.ended && ssh_channel_window_size(tunnel.channel) > 0;
        files.push_back({tunnel.socket.get(), static_cast<short>(reads ? POLLIN : 0), 0});
      }
      (void)::poll(files.data(), files.size(), 1000);
      ssh_event_dopoll(event_, 0);
      move();
    }
    if (!said_goodbye_) return;
    bastion_.left_behind_ += static_cast<unsigned>(std::ranges::count(tunnels_, false, &Tunnel::ended));
    ++bastion_.goodbyes_;
    bastion_.goodbyes_.notify_all();
  }

 private:
  struct Tunnel {
    UniqueFd socket;
    ssh_channel channel = nullptr;
    ssh_channel_callbacks_struct callbacks{};
    bool ended = false;
  };

  bool begin() {
    bind_ = ssh_bind_new();
    const bool no = false;
    ssh_bind_options_set(bind_, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
    ssh_key key = nullptr;
    ssh_pki_import_privkey_base64(private_key_file(bastion_.id_).c_str(), nullptr, nullptr, nullptr, &key);
    ssh_bind_options_set(bind_, SSH_BIND_OPTIONS_IMPORT_KEY, key);
    session_ = ssh_new();
    if (ssh_bind_accept_fd(bind_, session_, fd_) != SSH_OK) return false;
    ssh_callbacks_init(&callbacks_);
    callbacks_.userdata = this;
    callbacks_.auth_password_function = [](ssh_session, const char*, const char* password, void* self) {
      Bastion& bastion = static_cast<BastionClient*>(self)->bastion_;
      ++bastion.logins_;
      return bastion.password_ == password ? static_cast<int>(SSH_AUTH_SUCCESS) : static_cast<int>(SSH_AUTH_DENIED);
    };
    ssh_set_server_callbacks(session_, &callbacks_);
    ssh_set_message_callback(session_, &BastionClient::on_message, this);
    ssh_set_auth_methods(session_, SSH_AUTH_METHOD_PASSWORD);
    if (ssh_handle_key_exchange(session_) != SSH_OK) return false;
    ssh_set_blocking(session_, 0);
    event_ = ssh_event_new();
    return ssh_event_add_session(event_, session_) == SSH_OK;
  }

  static int on_message(ssh_session, ssh_message message, void* self) {
    if (ssh_message_type(message) != SSH_REQUEST_CHANNEL_OPEN ||
        ssh_message_subtype(message) != static_cast<int>(SSH_CHANNEL_DIRECT_TCPIP))
      return 1;
    return static_cast<BastionClient*>(self)->forward(message) ? 0 : 1;
  }

  /// False: refused.
  bool forward(ssh_message message) {
    const std::string target = fmt::format("{}:{}", ssh_message_channel_request_open_destination(message),
                                           ssh_message_channel_request_open_destination_port(message));
    const auto route = bastion_.routes_.find(target);
    if (route == bastion_.routes_.end()) return false;
    if (route->second == 0) return true;  // never answered
    Tunnel& tunnel = tunnels_.emplace_back();
    tunnel.socket.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(route->second);
    if (::connect(tunnel.socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      tunnels_.pop_back();
      return false;
    }
    tunnel.channel = ssh_message_channel_request_open_reply_accept(message);
    ssh_callbacks_init(&tunnel.callbacks);
    tunnel.callbacks.userdata = &tunnel;
    tunnel.callbacks.channel_data_function = [](ssh_session, ssh_channel, void* data, std::uint32_t size, int, void* self) {
      const int fd = static_cast<Tunnel*>(self)->socket.get();
      return static_cast<int>(std::max<ssize_t>(::send(fd, data, size, MSG_NOSIGNAL), 0));
    };
    tunnel.callbacks.channel_eof_function = [](ssh_session, ssh_channel, void* self) {
      static_cast<Tunnel*>(self)->ended = true;
    };
    tunnel.callbacks.channel_close_function = tunnel.callbacks.channel_eof_function;
    ssh_set_channel_callbacks(tunnel.channel, &tunnel.callbacks);
    if (++bastion_.forwards_ == bastion_.die_after_) ::shutdown(fd_, SHUT_RDWR);
    return true;
  }

  void move() {
    std::array<char, 32768> buffer{};
    for (auto at = tunnels_.begin(); at != tunnels_.end();) {
      Tunnel& tunnel = *at;
      while (!tunnel.ended) {
        const std::size_t window = std::min<std::size_t>(ssh_channel_window_size(tunnel.channel), buffer.size());
        if (window == 0) break;
        const ssize_t got = ::recv(tunnel.socket.get(), buffer.data(), window, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN) break;
        tunnel.ended = got <= 0;
        if (got > 0) (void)ssh_channel_write(tunnel.channel, buffer.data(), static_cast<std::uint32_t>(got));
      }
      if (!tunnel.ended) {
        ++at;
        continue;
      }
      ssh_remove_channel_callbacks(tunnel.channel, &tunnel.callbacks);
      if (ssh_channel_close(tunnel.channel) == SSH_AGAIN) (void)ssh_channel_close(tunnel.channel);
      ssh_channel_free(tunnel.channel);
      at = tunnels_.erase(at);
    }
  }

  Bastion& bastion_;
  int fd_;
  bool said_goodbye_ = false;
  ssh_bind bind_ = nullptr;
  ssh_session session_ = nullptr;
  ssh_event event_ = nullptr;
  ssh_server_callbacks_struct callbacks_{};
  std::list<Tunnel> tunnels_;
};

Bastion::Bastion(std::string id, Routes routes, std::string password)
    : id_(std::move(id)),
      routes_(std::move(routes)),
      password_(std::move(password)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      wake_(::eventfd(0, EFD_CLOEXEC)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const name = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.get(), name, length) != 0 || ::listen(listener_.get(), 64) != 0 ||
      ::getsockname(listener_.get(), name, &length) != 0)
    throw std::runtime_error("no socket for a bastion");
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

Bastion::~Bastion() {
  thread_.request_stop();
  (void)::eventfd_write(wake_.get(), 1);
  thread_.join();
  for (std::jthread& client : clients_) client.request_stop();
  kill_clients();
  clients_.clear();
}

void Bastion::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::array<pollfd, 2> files{pollfd{listener_.get(), POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
    (void)::poll(files.data(), files.size(), -1);
    if ((files[0].revents & POLLIN) == 0) continue;
    const int fd = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    ++sessions_;
    const std::scoped_lock lock(mutex_);
    sockets_.push_back(::dup(fd));
    clients_.emplace_back([this, fd](const std::stop_token& client_stop) { BastionClient(*this, fd).run(client_stop); });
  }
}

void Bastion::kill_clients() {
  const std::scoped_lock lock(mutex_);
  for (const int socket : sockets_) {
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
  }
  sockets_.clear();
}

JumpHost Bastion::jump_host(const std::string& variable) const {
  JumpHost host;
  host.id = id_;
  host.endpoints = {{"127.0.0.1", port_, {fingerprint(id_)}}};
  host.credential = {id_ + "-login", "muster", {CredentialReference::Kind::environment, variable, {}, {}, {}}, {}, {}, {}};
  return host;
}

}  // namespace muster::fleet
