#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ip.hpp"

/// The parts of which `show route` of Junos consists.
namespace muster::grammars::juniper_junos_route {

struct Heading {
  std::string_view name;
  std::uint32_t destinations = 0;
  std::uint32_t routes = 0;
  std::uint32_t active = 0;
  std::uint32_t hidden = 0;
};
[[nodiscard]] std::optional<Heading> take_heading(std::string_view text);

/// The routing instance whose packets are looked up in that table: empty for inet.0 and inet6.0, "red" for red.inet.0;
/// nothing for tables in which none is looked up.
[[nodiscard]] std::optional<std::string_view> forwarding_instance(std::string_view table);

/// One source of a destination.
struct Entry {
  std::string protocol;  ///< in the words of the model
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::optional<std::uint32_t> age;  ///< seconds
  bool in_use = false;
};
/// A mark before the bracket, and whether the route with it is in use.
[[nodiscard]] bool is_mark(char c);
[[nodiscard]] bool is_in_use(char mark);
/// "[OSPF/10] 00:01:02, metric 3": false, with `text` at the place, if it is not understood.
[[nodiscard]] bool take_entry(std::string_view& text, Entry& entry);

struct NextHop {
  std::optional<IpAddress> via;
  std::string_view interface;
};
[[nodiscard]] bool is_next_hop(std::string_view text);
/// "> to 192.0.2.1 via ge-0/0/0.0, Push 16", "> via st0.1", "Local via lo0.0", "Reject", "to table red.inet.0"
[[nodiscard]] bool take_next_hop(std::string_view& text, NextHop& hop);

/// A prefix with its length.
[[nodiscard]] std::optional<IpPrefix> destination(std::string_view text);

}  // namespace muster::grammars::juniper_junos_route
