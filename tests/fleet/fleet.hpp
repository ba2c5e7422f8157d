#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "collectors/unique_fd.hpp"
#include "core/result.hpp"
#include "fleet/device.hpp"

namespace muster::fleet {

/// What the clients did to one device; may be read while the fleet runs.
struct Statistics {
  std::atomic<unsigned> connections{0};
  std::atomic<unsigned> logins{0};   ///< attempts with a password or a key
  std::atomic<unsigned> refused{0};  ///< of those
  std::atomic<unsigned> exits{0};    ///< sessions that logged out
};

class FleetSession;

/// All devices of a scenario in one thread. Not for anything but loopback: the host keys are known to everybody.
class Fleet {
 public:
  /// Binds every device's address; from then on connections wait in the queue until `run`.
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
  friend class FleetSession;
  struct Listener;
  Fleet();
  Result<void> open(std::size_t index);
  void accept(Listener& listener);
  void serve(std::uint64_t id);

  std::vector<std::unique_ptr<Device>> devices_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::map<std::uint64_t, std::unique_ptr<FleetSession>> sessions_;
  std::uint64_t next_id_ = 0;
  collectors::UniqueFd epoll_;
  collectors::UniqueFd wake_;
};

}  // namespace muster::fleet
