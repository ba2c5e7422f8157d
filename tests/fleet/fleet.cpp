#include "fleet/fleet.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "fleet/fleet_session.hpp"
#include "fleet/host_key.hpp"

namespace muster::fleet {

using collectors::UniqueFd;

namespace {

constexpr std::uint64_t first_session = std::uint64_t{1} << 32U;
constexpr std::uint64_t wake_id = first_session - 1;
constexpr std::uint32_t any_address = 0;

void watch(const UniqueFd& epoll, int fd, std::uint32_t events, std::uint64_t id, int operation = EPOLL_CTL_ADD) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  (void)::epoll_ctl(epoll.get(), operation, fd, &event);
}

void raise_limit_of_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

/// In the host's byte order.
std::optional<std::uint32_t> parse_address(const std::string& text) {
  in_addr address{};
  if (::inet_pton(AF_INET, text.c_str(), &address) != 1) return std::nullopt;
  return ntohl(address.s_addr);
}

bool is_loopback(std::uint32_t address) { return (address >> 24U) == 127; }

/// The address that a client called.
std::uint32_t called_address(const UniqueFd& socket) {
  sockaddr_in address{};
  socklen_t length = sizeof address;
  (void)::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length);
  return ntohl(address.sin_addr.s_addr);
}

}  // namespace

struct Fleet::Listener {
  UniqueFd socket;
  std::uint16_t port = 0;
  std::unordered_map<std::uint32_t, std::size_t> devices;  ///< by address
};

Fleet::Fleet() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  watch(epoll_, wake_.get(), EPOLLIN, wake_id);
}

Fleet::~Fleet() = default;

Result<std::unique_ptr<Fleet>> Fleet::listen(std::vector<Device> devices) {
  raise_limit_of_files();
  std::unique_ptr<Fleet> fleet(new Fleet);
  for (Device& device : devices) {
    fleet->devices_.push_back(std::make_unique<Device>(std::move(device)));
    if (auto opened = fleet->open(fleet->devices_.size() - 1); !opened) return std::unexpected(opened.error());
  }
  return fleet;
}

Result<void> Fleet::open(std::size_t index) {
  Device& device = *devices_[index];
  statistics_.push_back(std::make_unique<Statistics>());
  if (!indices_.emplace(device.id, index).second)
    return fail(ErrorKind::input, device.id + ": there are two of this id");
  const auto address = parse_address(device.address);
  if (!address || !is_loopback(*address))
    return fail(ErrorKind::input, device.id + ": '" + device.address + "' is no address of 127.0.0.0/8");
  const bool own = *address == INADDR_LOOPBACK;
  Listener* listener = own || !shared_.contains(device.port) ? nullptr : shared_[device.port];
  if (listener == nullptr) {
    const auto bound = bind(own ? *address : any_address, device.port);
    if (!bound)
      return fail(ErrorKind::io,
                  fmt::format("{}: {}:{}: {}", device.id, device.address, device.port, bound.error().message));
    listener = *bound;
    if (!own) shared_[device.port] = listener;
  }
  device.port = listener->port;
  if (!listener->devices.emplace(*address, index).second)
    return fail(ErrorKind::input, fmt::format("{}: {}:{} is taken", device.id, device.address, device.port));
  return {};
}

Result<Fleet::Listener*> Fleet::bind(std::uint32_t address, std::uint16_t port) {
  auto listener = std::make_unique<Listener>();
  listener->socket.reset(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int one = 1;
  (void)::setsockopt(listener->socket.get(), SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in wanted{};
  wanted.sin_family = AF_INET;
  wanted.sin_port = htons(port);
  wanted.sin_addr.s_addr = htonl(address);
  socklen_t length = sizeof wanted;
  auto* const name = reinterpret_cast<sockaddr*>(&wanted);
  if (::bind(listener->socket.get(), name, length) != 0 || ::listen(listener->socket.get(), 4096) != 0 ||
      ::getsockname(listener->socket.get(), name, &length) != 0)
    return fail(ErrorKind::io, std::strerror(errno));
  listener->port = ntohs(wanted.sin_port);
  watch(epoll_, listener->socket.get(), EPOLLIN, listeners_.size());
  listeners_.push_back(std::move(listener));
  return listeners_.back().get();
}

void Fleet::accept(Listener& listener) {
  for (;;) {
    UniqueFd socket(::accept4(listener.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket) return;
    const auto called = listener.devices.find(called_address(socket));
    if (called != listener.devices.end()) welcome(called->second, std::move(socket));
  }
}

void Fleet::welcome(std::size_t index, UniqueFd socket) {
  const int one = 1;
  (void)::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  const std::uint64_t id = first_session + next_id_++;
  auto session = std::make_unique<FleetSession>(std::move(socket), *devices_[index], *statistics_[index]);
  session->events = session->wanted_events();
  watch(epoll_, session->fd(), session->events, id);
  sessions_.emplace(id, std::move(session));
  serve(id, 0);
}

void Fleet::serve(std::uint64_t id, std::uint32_t events) {
  const auto at = sessions_.find(id);
  if (at == sessions_.end()) return;
  FleetSession& session = *at->second;
  if (!session.step(events)) return (void)sessions_.erase(at);
  if (const std::uint32_t wanted = session.wanted_events(); wanted != session.events) {
    watch(epoll_, session.fd(), wanted, id, EPOLL_CTL_MOD);
    session.events = wanted;
  }
  if (const auto due = session.due(); due && due != session.registered_due) due_.emplace(*due, id);
  session.registered_due = session.due();
}

/// Sessions whose time has come. An entry that a session has outlived is dropped.
void Fleet::fire() {
  const Time now = std::chrono::steady_clock::now();
  while (!due_.empty() && due_.top().first <= now) {
    const auto [time, id] = due_.top();
    due_.pop();
    const auto at = sessions_.find(id);
    if (at != sessions_.end() && at->second->due() == time) serve(id, 0);
  }
}

/// Milliseconds until the next session's time comes; -1: none.
int Fleet::patience() const {
  if (due_.empty()) return -1;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(due_.top().first - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

void Fleet::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { (void)::eventfd_write(wake_.get(), 1); });
  std::array<epoll_event, 256> events{};
  while (!stop.stop_requested()) {
    const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), patience());
    for (int i = 0; i < ready; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      if (event.data.u64 < listeners_.size())
        accept(*listeners_[event.data.u64]);
      else if (event.data.u64 != wake_id)
        serve(event.data.u64, event.events);
    }
    fire();
  }
}

std::size_t Fleet::index_of(std::string_view id) const {
  const auto found = indices_.find(id);
  if (found == indices_.end()) throw std::out_of_range("no device '" + std::string(id) + "'");
  return found->second;
}

const Device& Fleet::device(std::string_view id) const { return *devices_[index_of(id)]; }

const Statistics& Fleet::statistics(std::string_view id) const { return *statistics_[index_of(id)]; }

std::string Fleet::enrolled_key(const Device& device) { return fingerprint(device.id); }

void spread(std::vector<Device>& devices, std::uint16_t port) {
  std::uint32_t next = (127U << 24U) + (1U << 16U);
  for (Device& device : devices) {
    do ++next;
    while ((next & 0xffU) == 0 || (next & 0xffU) == 255);
    device.address = fmt::format("127.{}.{}.{}", (next >> 16U) & 0xffU, (next >> 8U) & 0xffU, next & 0xffU);
    device.port = port;
  }
}

}  // namespace muster::fleet
