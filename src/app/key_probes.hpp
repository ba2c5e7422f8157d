#pragma once

#include <string>
#include <vector>

#include "app/fleet.hpp"

namespace muster::app {

/// An address that is asked for its host key, and whom it belongs to.
struct KeyProbe {
  std::string id;  ///< of the device or jump host: what a key is pinned under
  std::string member;
  Endpoint named;               ///< as it stands in the inventory: what a key is pinned for
  CollectJob job;               ///< how to get there; its endpoint is not resolved yet
  bool several_boxes = false;   ///< the device has members
  bool shared_address = false;  ///< devices of other ids have this address and port too
  /// For an address that moves between members: their own addresses, and how many members there are.
  std::vector<Endpoint> peers;
  std::size_t boxes = 1;

  [[nodiscard]] std::string name() const { return device_name(id, member); }
  [[nodiscard]] bool floats() const { return !peers.empty() || boxes > 1; }
};

/// All addresses of the targets and of the jump hosts before them, in waves: what a wave needs, a pinned jump host or
/// the keys of members, comes before it.
[[nodiscard]] std::vector<std::vector<KeyProbe>> key_probes(const std::vector<Target>& targets);

}  // namespace muster::app
