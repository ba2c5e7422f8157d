#include "collectors/agent_key.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "collectors/wire_text.hpp"
#include "crypto/digest.hpp"
#include "crypto/openssh_key.hpp"

namespace muster::collectors {

namespace {

// draft-ietf-sshm-ssh-agent
constexpr char failure = 5;
constexpr char request_identities = 11;
constexpr char identities_answer = 12;
constexpr char sign_request = 13;
constexpr char sign_response = 14;

constexpr std::size_t longest = 256U << 10U;
constexpr timeval patience{10, 0};

void be_patient(int socket) {
  (void)::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  (void)::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_all(int socket, char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::recv(socket, bytes, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool send_message(int socket, std::string_view message) {
  std::string framed;
  append_wire_string(framed, message);
  return send_all(socket, framed);
}

std::optional<std::string> receive_message(int socket) {
  std::array<char, 4> head{};
  if (!receive_all(socket, head.data(), head.size())) return std::nullopt;
  const std::uint32_t size = WireReader({head.data(), head.size()}).number().value_or(0);
  if (size == 0 || size > longest) return std::nullopt;
  std::string message(size, '\0');
  if (!receive_all(socket, message.data(), message.size())) return std::nullopt;
  return message;
}

UniqueFd connect_to(const std::string& path) {
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) return {};
  address.sun_family = AF_UNIX;
  std::ranges::copy(path, address.sun_path);
  UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return {};
  be_patient(socket.get());
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
  return socket;
}

std::string fingerprint_of(std::string_view blob) {
  const crypto::Digest digest = crypto::sha256(blob);
  std::string text = crypto::to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
  text.resize(text.find_last_not_of('=') + 1);
  return "SHA256:" + text;
}

std::optional<std::string> key_with(const std::string& fingerprint, const std::string& list) {
  WireReader reader(list);
  if (reader.byte() != identities_answer) return std::nullopt;
  for (std::uint32_t left = reader.number().value_or(0); left > 0; --left) {
    const auto blob = reader.string();
    const auto comment = reader.string();
    if (!blob || !comment) return std::nullopt;
    if (fingerprint_of(*blob) == fingerprint) return std::string(*blob);
  }
  return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<AgentKey>> AgentKey::find(const std::string& fingerprint) {
  const char* const path = std::getenv("SSH_AUTH_SOCK");
  if (path == nullptr || *path == '\0') return fail(ErrorKind::not_found, "SSH_AUTH_SOCK is not set: no SSH agent");
  UniqueFd agent = connect_to(path);
  if (!agent) return fail(ErrorKind::io, fmt::format("the SSH agent at {}: {}", path, std::strerror(errno)));
  const auto list = send_message(agent.get(), {&request_identities, 1}) ? receive_message(agent.get()) : std::nullopt;
  if (!list) return fail(ErrorKind::io, fmt::format("the SSH agent at {} does not answer", path));
  auto blob = key_with(fingerprint, *list);
  if (!blob) return fail(ErrorKind::not_found, "the SSH agent holds no key " + fingerprint);
  std::shared_ptr<AgentKey> key(new AgentKey(path, std::move(*blob)));
  key->agent_ = std::move(agent);
  key->thread_ = std::jthread([relay = key.get()](const std::stop_token& stop) { relay->run(stop); });
  return key;
}

AgentKey::AgentKey(std::string path, std::string blob)
    : path_(std::move(path)), blob_(std::move(blob)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

UniqueFd AgentKey::open() {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return {};
  UniqueFd ours(ends[0]);
  be_patient(ours.get());
  const std::scoped_lock lock(mutex_);
  arrivals_.push_back(std::move(ours));
  (void)::eventfd_write(wake_.get(), 1);
  return UniqueFd(ends[1]);
}

void AgentKey::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { (void)::eventfd_write(wake_.get(), 1); });
  std::vector<UniqueFd> clients;
  while (!stop.stop_requested()) {
    std::vector<pollfd> files{{wake_.get(), POLLIN, 0}};
    for (const UniqueFd& client : clients) files.push_back({client.get(), POLLIN, 0});
    if (::poll(files.data(), files.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = clients.size(); i > 0; --i)
      if (files[i].revents != 0 && !serve(clients[i - 1].get())) clients.erase(clients.begin() + static_cast<long>(i - 1));
    eventfd_t count = 0;
    (void)::eventfd_read(wake_.get(), &count);
    const std::scoped_lock lock(mutex_);
    std::ranges::move(arrivals_, std::back_inserter(clients));
    arrivals_.clear();
  }
}

bool AgentKey::serve(int client) {
  const auto request = receive_message(client);
  return request && send_message(client, answer(*request));
}

std::string AgentKey::answer(const std::string& request) {
  if (request[0] == request_identities) {
    std::string list(1, identities_answer);
    append_wire_number(list, 1);
    append_wire_string(list, blob_);
    append_wire_string(list, "muster");
    return list;
  }
  if (request[0] == sign_request && WireReader(std::string_view(request).substr(1)).string() == blob_) return sign(request);
  return std::string(1, failure);
}

/// The agent may have been restarted since: one new connection is tried.
std::string AgentKey::sign(const std::string& request) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (!agent_) agent_ = connect_to(path_);
    if (!agent_) break;
    const bool sent = send_message(agent_.get(), request);
    auto reply = sent ? receive_message(agent_.get()) : std::nullopt;
    if (reply && (*reply)[0] == sign_response) return std::move(*reply);
    if (reply) break;
    const bool late = errno == EAGAIN || errno == EWOULDBLOCK;
    agent_.reset();
    if (late) break;
  }
  ++refusals_;
  return std::string(1, failure);
}

}  // namespace muster::collectors
