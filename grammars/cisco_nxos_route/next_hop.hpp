#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"

namespace muster::grammars::cisco_nxos_route {

/// One line below a prefix.
struct NextHop {
  bool best = false;       ///< marked `*`: packets take it
  bool multicast = false;  ///< marked `**`: not a unicast route
  std::optional<IpAddress> via;
  std::string_view interface;
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::optional<std::uint32_t> age;  ///< seconds
  std::string_view protocol;         ///< as printed: "ospf-10"
};

/// Reads "*via 10.0.0.1%management, Eth1/1, [110/41], 5d18h, ospf-10, intra, tag 7 (mpls)" whole. On failure `text` is
/// at the place that was not understood.
[[nodiscard]] bool take_next_hop(std::string_view& text, NextHop& hop);

/// The word that the model has for a protocol as the table prints it: "ospf-10" is "ospf", "direct" is "connected".
[[nodiscard]] std::string_view neutral_protocol(std::string_view printed);

}  // namespace muster::grammars::cisco_nxos_route
