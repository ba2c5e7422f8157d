#include "fleet/fleet.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "fleet/fleet_session.hpp"
#include "fleet/host_key.hpp"

namespace muster::fleet {

using collectors::UniqueFd;

namespace {

constexpr std::uint64_t first_session = std::uint64_t{1} << 32U;
constexpr std::uint64_t wake_id = first_session - 1;

std::string shown_seed(const Device& device) {
  return device.fault == Fault::changed_key ? device.id + "/changed" : device.id;
}

bool speaks_ssh(const Device& device) { return device.fault != Fault::not_ssh && device.fault != Fault::silent; }

void add_to(const UniqueFd& epoll, int fd, std::uint32_t events, std::uint64_t id, int operation = EPOLL_CTL_ADD) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  (void)::epoll_ctl(epoll.get(), operation, fd, &event);
}

}  // namespace

struct Fleet::Listener {
  ~Listener() {
    if (bind != nullptr) ssh_bind_free(bind);
  }
  UniqueFd socket;
  ssh_bind bind = nullptr;
  const Device* device = nullptr;
  Statistics statistics;
};

Fleet::Fleet() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  add_to(epoll_, wake_.get(), EPOLLIN, wake_id);
}

Fleet::~Fleet() = default;

Result<std::unique_ptr<Fleet>> Fleet::listen(std::vector<Device> devices) {
  std::unique_ptr<Fleet> fleet(new Fleet);
  for (Device& device : devices) {
    fleet->devices_.push_back(std::make_unique<Device>(std::move(device)));
    if (auto opened = fleet->open(fleet->devices_.size() - 1); !opened) return std::unexpected(opened.error());
  }
  return fleet;
}

Result<void> Fleet::open(std::size_t index) {
  Device& device = *devices_[index];
  auto listener = std::make_unique<Listener>();
  listener->device = &device;
  listener->socket.reset(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int one = 1;
  (void)::setsockopt(listener->socket.get(), SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(device.port);
  socklen_t length = sizeof address;
  if (::inet_pton(AF_INET, device.address.c_str(), &address.sin_addr) != 1)
    return fail(ErrorKind::input, device.id + ": '" + device.address + "' is no IPv4 address");
  auto* const name = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener->socket.get(), name, length) != 0 || ::listen(listener->socket.get(), 1024) != 0 ||
      ::getsockname(listener->socket.get(), name, &length) != 0)
    return fail(ErrorKind::io, fmt::format("{}: {}:{}: {}", device.id, device.address, device.port, std::strerror(errno)));
  device.port = ntohs(address.sin_port);
  if (speaks_ssh(device)) {
    listener->bind = ssh_bind_new();
    const bool no = false;
    ssh_bind_options_set(listener->bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no);
    ssh_key key = nullptr;
    if (ssh_pki_import_privkey_base64(private_key_file(shown_seed(device)).c_str(), nullptr, nullptr, nullptr, &key) != SSH_OK ||
        ssh_bind_options_set(listener->bind, SSH_BIND_OPTIONS_IMPORT_KEY, key) != SSH_OK)
      return fail(ErrorKind::unsupported, device.id + ": no host key");
    if (device.legacy)
      for (const auto& [option, value] : {std::pair{SSH_BIND_OPTIONS_KEY_EXCHANGE, "diffie-hellman-group14-sha1"},
                                          std::pair{SSH_BIND_OPTIONS_CIPHERS_C_S, "aes128-cbc"},
                                          std::pair{SSH_BIND_OPTIONS_CIPHERS_S_C, "aes128-cbc"},
                                          std::pair{SSH_BIND_OPTIONS_HMAC_C_S, "hmac-sha1"},
                                          std::pair{SSH_BIND_OPTIONS_HMAC_S_C, "hmac-sha1"}})
        ssh_bind_options_set(listener->bind, option, value);
  }
  add_to(epoll_, listener->socket.get(), EPOLLIN, index);
  listeners_.push_back(std::move(listener));
  return {};
}

void Fleet::accept(Listener& listener) {
  for (;;) {
    UniqueFd fd(::accept4(listener.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!fd) return;
    const int one = 1;
    (void)::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const std::uint64_t id = first_session + next_id_++;
    const int raw = fd.release();
    auto session = std::make_unique<FleetSession>(listener.bind, raw, *listener.device, listener.statistics);
    session->events = EPOLLIN | EPOLLOUT;
    add_to(epoll_, raw, session->events, id);
    sessions_.emplace(id, std::move(session));
  }
}

void Fleet::serve(std::uint64_t id) {
  const auto at = sessions_.find(id);
  if (at == sessions_.end()) return;
  if (!at->second->step()) {
    sessions_.erase(at);
    return;
  }
  if (const std::uint32_t wanted = at->second->wanted_events(); wanted != at->second->events) {
    add_to(epoll_, at->second->fd(), wanted, id, EPOLL_CTL_MOD);
    at->second->events = wanted;
  }
}

void Fleet::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { (void)::eventfd_write(wake_.get(), 1); });
  std::array<epoll_event, 256> events{};
  while (!stop.stop_requested()) {
    int timeout = -1;
    std::vector<std::uint64_t> slow;
    for (const auto& [id, session] : sessions_)
      if (const auto due = session->due()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - std::chrono::steady_clock::now()).count();
        const int wait = static_cast<int>(std::max<std::int64_t>(left, 0));
        timeout = timeout < 0 ? wait : std::min(timeout, wait);
        slow.push_back(id);
      }
    const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), timeout);
    for (int i = 0; i < ready; ++i) {
      const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
      if (id < listeners_.size())
        accept(*listeners_[id]);
      else if (id != wake_id)
        serve(id);
    }
    for (const std::uint64_t id : slow) serve(id);
  }
}

const Device& Fleet::device(std::string_view id) const {
  return **std::ranges::find(devices_, id, [](const auto& device) -> std::string_view { return device->id; });
}

const Statistics& Fleet::statistics(std::string_view id) const {
  return (*std::ranges::find(listeners_, id, [](const auto& l) -> std::string_view { return l->device->id; }))->statistics;
}

std::string Fleet::enrolled_key(const Device& device) { return fingerprint(device.id); }

}  // namespace muster::fleet
