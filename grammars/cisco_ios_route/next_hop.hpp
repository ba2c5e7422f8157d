#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"

namespace muster::grammars::cisco_ios_route {

/// What stands in brackets: administrative distance and metric.
struct Distance {
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
};

/// Where packets of a route go.
struct NextHop {
  std::optional<IpAddress> via;
  std::string_view interface;
  std::optional<std::uint32_t> age;  ///< seconds
};

/// Takes "[110/20]", or "[20/0], tag 7" if nothing follows, off the beginning; true if it is well formed, or not there at all.
[[nodiscard]] bool take_distance(std::string_view& text, Distance& distance);

/// Takes a next hop with all its details: "via 10.0.0.1, 1d18h, Vlan5", "is directly connected, Vlan5",
/// ", 2w0d, Null0", "via FE80::1, Vlan5", "via Vlan1, directly connected". False, with `text` at the place, if a part
/// of it is not understood.
[[nodiscard]] bool take_next_hop(std::string_view& text, NextHop& hop);

}  // namespace muster::grammars::cisco_ios_route
