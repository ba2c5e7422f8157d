#pragma once

#include <optional>
#include <string_view>

namespace muster::grammars::cisco_iosxr_route {

/// The source of a route by the code in front of it ("i L1", "O*E2", "S*", "B (>)"); nothing if the code is none of the
/// legend that XR prints.
[[nodiscard]] std::optional<std::string_view> protocol_of(std::string_view code);

/// The same by the words of one route's details: "bgp 65001", "ospf UNDERLAY", "connected".
[[nodiscard]] std::optional<std::string_view> protocol_named(std::string_view words);

}  // namespace muster::grammars::cisco_iosxr_route
