#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "collectors/unique_fd.hpp"
#include "core/result.hpp"
#include "fleet/device.hpp"
#include "fleet/statistics.hpp"

namespace muster::fleet {

class FleetSession;

/// All devices of a scenario in one thread. Not for anything but loopback: the host keys are known to everybody.
///
/// A device at 127.0.0.1 has a socket of its own. Devices at other addresses of 127.0.0.0/8 share one for each port,
/// which is bound to every address: what comes in for an address outside 127.0.0.0/8 is closed at once.
class Fleet {
 public:
  /// Binds every device's address; from then on connections wait in the queue until `run`. Raises the limit of open
  /// files to what the system allows.
  [[nodiscard]] static Result<std::unique_ptr<Fleet>> listen(std::vector<Device> devices);
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;
  ~Fleet();

  /// Serves until the stop is requested.
  void run(const std::stop_token& stop);

  [[nodiscard]] const std::vector<std::unique_ptr<Device>>& devices() const { return devices_; }
  [[nodiscard]] const Device& device(std::string_view id) const;
  [[nodiscard]] const Statistics& statistics(std::string_view id) const;
  /// The key that is to be enrolled; a device with a changed key shows another.
  [[nodiscard]] static std::string enrolled_key(const Device& device);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Listener;
  using Due = std::pair<Time, std::uint64_t>;
  Fleet();
  [[nodiscard]] Result<void> open(std::size_t index);
  [[nodiscard]] Result<Listener*> bind(std::uint32_t address, std::uint16_t port);
  void accept(Listener& listener);
  void welcome(std::size_t index, collectors::UniqueFd socket);
  void serve(std::uint64_t id, std::uint32_t events);
  void fire();
  [[nodiscard]] int patience() const;
  [[nodiscard]] std::size_t index_of(std::string_view id) const;

  std::vector<std::unique_ptr<Device>> devices_;
  std::vector<std::unique_ptr<Statistics>> statistics_;
  std::map<std::string, std::size_t, std::less<>> indices_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::map<std::uint16_t, Listener*> shared_;  ///< by the port that was asked for
  std::unordered_map<std::uint64_t, std::unique_ptr<FleetSession>> sessions_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  std::uint64_t next_id_ = 0;
  collectors::UniqueFd epoll_;
  collectors::UniqueFd wake_;
};

/// Gives the devices addresses of their own from 127.1.0.1 on, and one port: for fleets of thousands.
void spread(std::vector<Device>& devices, std::uint16_t port = 0);

}  // namespace muster::fleet
