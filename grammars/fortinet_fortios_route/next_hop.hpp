#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"

namespace muster::grammars::fortinet_fortios_route {

/// One way of a route, as FortiOS prints it.
struct NextHop {
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::optional<IpAddress> via;
  std::string_view interface;
  std::optional<std::uint32_t> age;  ///< seconds
};

/// Reads "[110/10] via 192.0.2.1, port1, 01:02:03, [1/0]", "is directly connected, port2" and their kin, whole.
[[nodiscard]] bool read_next_hop(std::string_view text, NextHop& hop);

}  // namespace muster::grammars::fortinet_fortios_route
