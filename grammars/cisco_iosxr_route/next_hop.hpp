#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"

namespace muster::grammars::cisco_iosxr_route {

struct NextHop {
  std::optional<IpAddress> via;
  std::string_view interface;
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::optional<std::uint32_t> age;  ///< seconds
};

/// `[1/0] via 192.0.2.1 (nexthop in vrf default), 01:51:13, GigabitEthernet0/0/0/1 (!)` or
/// `is directly connected, 01:51:13, Loopback0`, to the end of `text`.
[[nodiscard]] std::optional<NextHop> parse_next_hop(std::string_view text);

}  // namespace muster::grammars::cisco_iosxr_route
