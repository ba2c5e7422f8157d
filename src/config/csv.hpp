#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace muster::config {

struct CsvCell {
  std::string text;  ///< without quotes and surrounding blanks
  SourcePosition where;
};

using CsvRow = std::vector<CsvCell>;

/// A table that people keep in a spreadsheet. Rows may be shorter or longer than the header.
struct CsvTable {
  std::string file;
  CsvRow header;
  std::vector<CsvRow> rows;  ///< without blank ones
};

/// Reads RFC 4180 text whose first line names the columns. The delimiter is the one of , ; and tab that stands most
/// often in that line. A byte order mark is dropped. Fails (input) for an empty file and for a quote that does not end
/// or is followed by text.
[[nodiscard]] Result<CsvTable> read_csv(std::string_view text, const std::string& file);

}  // namespace muster::config
