#include "app/resolve.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <memory>

#include "core/ip.hpp"

namespace muster::app {
namespace {

/// The numeric addresses of a host name, in the order of the system's preference.
std::vector<std::string> addresses_of(const std::string& name) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  std::vector<std::string> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
      addresses.emplace_back(text.data());
  }
  return addresses;
}

}  // namespace

std::filesystem::path known_devices_file(const std::string& store) { return std::filesystem::path(store) / "known_devices.toml"; }

namespace {

std::vector<Endpoint> resolved(const std::string& id, const std::vector<Endpoint>& endpoints, const collectors::KnownDevices& pins) {
  std::vector<Endpoint> resolved;
  for (const Endpoint& endpoint : endpoints) {
    const auto keys = pins.keys(id, endpoint.host, endpoint.port);
    if (parse_ip(endpoint.host)) {
      resolved.push_back({endpoint.host, endpoint.port, keys});
      continue;
    }
    for (std::string& address : addresses_of(endpoint.host)) resolved.push_back({std::move(address), endpoint.port, keys});
  }
  return resolved;
}

}  // namespace

void resolve_endpoints(CollectJob& job, const collectors::KnownDevices& pins) {
  job.endpoints = resolved(job.device_id, job.endpoints, pins);
  for (JumpHost& jump : job.jump) jump.endpoints = resolved(jump.id, jump.endpoints, pins);
}

}  // namespace muster::app
