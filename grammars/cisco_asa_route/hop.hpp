#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"

namespace muster::grammars::cisco_asa_route {

/// What stands in brackets: administrative distance and metric.
struct Distance {
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
};

/// Where packets of a route go.
struct Hop {
  std::optional<IpAddress> via;
  std::string_view interface;
  std::optional<std::uint32_t> age;  ///< seconds
};

/// Takes "[110/20]" and the blanks around it off the beginning; true if it is well formed, or not there at all.
[[nodiscard]] bool take_distance(std::string_view& text, Distance& distance);

/// Reads a next hop with all its details: "via 10.0.0.1, 3:21:21, inside", "is directly connected, outside",
/// "connected by VPN (advertised), outside", "via ::, inside", "is a summary, 0:01:02, Null0".
[[nodiscard]] bool take_hop(std::string_view text, Hop& hop);

}  // namespace muster::grammars::cisco_asa_route
