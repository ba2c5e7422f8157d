#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ip.hpp"
#include "model/device.hpp"

/// One row of `show routing route` of PAN-OS.
namespace muster::grammars::paloalto_panos_route {

/// Where the columns of a table begin, as its heading has them.
struct Columns {
  std::size_t metric = 0;
  std::size_t interface = 0;
};
/// `destination nexthop metric flags age interface next-AS`; nothing if it is no heading.
[[nodiscard]] std::optional<Columns> take_columns(std::string_view text);

struct Entry {
  IpPrefix prefix;
  std::optional<IpAddress> via;
  std::string_view interface;  ///< or where packets end: "discard", "vr NAME"
  std::string_view protocol;   ///< in the words of the model
  std::uint32_t metric = 0;
  std::uint32_t age = model::Route::no_age;
  bool active = false;
};
/// What was expected, with `at` at the place; null: the row was read.
[[nodiscard]] const char* take_entry(std::string_view text, const Columns& columns, Entry& entry, std::string_view& at);

/// Whether a line begins with a destination.
[[nodiscard]] bool is_entry(std::string_view text);

}  // namespace muster::grammars::paloalto_panos_route
