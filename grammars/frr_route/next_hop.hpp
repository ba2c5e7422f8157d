#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"

namespace muster::grammars::frr_route {

/// What stands behind the prefix of a route: where its packets go.
struct NextHop {
  std::optional<IpAddress> via;
  std::string_view interface;  ///< "blackhole" and the like where packets are dropped
  std::string_view vrf;        ///< of the interface, where it is another one than the table's
  std::optional<std::uint32_t> age;  ///< seconds
};

struct Distance {
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
};

/// Takes "[110/20] " off `text`; leaves it alone if it does not begin with a bracket. False if the bracket is no such.
[[nodiscard]] bool take_distance(std::string_view& text, Distance& distance);

/// Reads the whole of `text` (zebra: show_route_nexthop_helper) and leaves what it could not read.
[[nodiscard]] bool take_next_hop(std::string_view& text, NextHop& hop);

}  // namespace muster::grammars::frr_route
