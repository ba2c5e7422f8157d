#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ip.hpp"

namespace muster::grammars::mikrotik_routeros_route {

/// One route, as any form of the output prints it.
struct Row {
  std::string_view flags;
  std::string_view prefix;
  std::string_view gateway;    ///< one or more, joined by ","
  std::string_view interface;  ///< where it is printed apart
  std::string_view table;
  std::string_view distance;
  std::string_view type;  ///< "blackhole", ...
};

/// "static", "connected", "ospf", ...; empty if no flag names a protocol.
[[nodiscard]] std::string_view protocol_of(std::string_view flags);

/// Packets take only routes with this flag.
[[nodiscard]] inline bool is_active(std::string_view flags) { return flags.find('A') != std::string_view::npos; }

/// Flags that discard: "blackhole", "unreachable", "prohibit" of RouterOS 6; empty if there is none.
[[nodiscard]] std::string_view discard_of(std::string_view flags);

/// The text of column NAME in a table's row: columns begin where their heads do.
struct Column {
  std::string_view name;
  std::size_t begin = 0;
};
[[nodiscard]] std::vector<Column> columns_of(std::string_view head);
/// Nothing if the row does not fit the columns.
[[nodiscard]] bool split_row(std::string_view line, const std::vector<Column>& columns, Row& row);

}  // namespace muster::grammars::mikrotik_routeros_route
