#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/device.hpp"

namespace muster::grammars {

/// One next hop of a route, as a table prints it.
struct RouteRow {
  IpPrefix prefix;
  std::optional<IpAddress> via;
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::string_view protocol;
  std::string_view interface;
  std::string_view vrf;
  std::uint32_t line = 0;
  std::uint32_t capture = 0;
  std::optional<std::uint32_t> age = {};  ///< seconds, where the table prints it (`grammars/durations.hpp` reads it)
};

/// Interns the names of a routing table in constant time each, whatever the device prints.
class RouteNames {
 public:
  explicit RouteNames(model::RouteTable& table);

  /// The index of the name; nothing once the table holds as many names as an index can tell apart.
  [[nodiscard]] std::optional<std::uint16_t> find_or_add(std::string_view name);

  /// Appends the row to the table; false, with nothing appended, if there is no index for one of its names.
  [[nodiscard]] bool add(const RouteRow& row);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
  };

  model::RouteTable& table_;
  std::unordered_map<std::string, std::uint16_t, Hash, std::equal_to<>> by_name_;
  std::uint16_t last_ = 0;  ///< long runs of one name are common
};

}  // namespace muster::grammars
