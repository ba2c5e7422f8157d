#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "config/csv.hpp"
#include "inventory/inventory.hpp"

namespace muster::inventory {

enum class Column : std::uint8_t { id, address, platform, site, port, role, group, credential, tags, jump };
inline constexpr std::size_t column_count = 10;

/// Which column of a table holds what.
struct Columns {
  std::array<std::optional<std::size_t>, column_count> index;
  std::vector<Quarantined> unused;     ///< columns whose names say nothing here
  std::vector<Quarantined> ambiguous;  ///< columns that mean what another means: the table cannot be used

  /// The cell's text, empty if there is none.
  [[nodiscard]] std::string text(const config::CsvRow& row, Column column) const;
  /// Of the cell; of the row, if there is none.
  [[nodiscard]] SourcePosition where(const config::CsvRow& row, Column column) const;
};

[[nodiscard]] Columns find_columns(const config::CsvRow& header);

}  // namespace muster::inventory
