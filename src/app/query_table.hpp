#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/timestamp.hpp"
#include "policy/query.hpp"

namespace muster::app {

/// A row of a query's result.
struct QueryRow {
  std::string device;
  std::vector<std::optional<policy::Answer>> cells;  ///< by column; as far as the row has them
  bool more = false;                                 ///< stands for what there may be beside the known elements
  std::vector<std::string> reasons;                  ///< of `more`: why
};

/// What all devices answered, made into rows and columns.
class QueryTable {
 public:
  explicit QueryTable(const policy::Query& query) : columns_(query.columns()), gives_rows_(query.gives_rows()) {}

  void add(const std::string& device, policy::Answer answer);
  /// It is not known whether the device belongs to those that were asked for.
  void add_undecided(const std::string& device, policy::Answer answer);

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<QueryRow>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<QueryRow>& undecided() const { return undecided_; }
  /// How many answers are not known, not all or an error.
  [[nodiscard]] std::size_t open_answers() const;

 private:
  [[nodiscard]] std::size_t column(const std::string& name);
  void add_row(const std::string& device, policy::Answer answer);

  std::vector<std::string> columns_;
  bool gives_rows_;
  std::vector<QueryRow> rows_;
  std::vector<QueryRow> undecided_;
};

/// Columns beside each other, safe for a terminal.
[[nodiscard]] std::string query_text(const QueryTable& table);
/// RFC 4180. Texts that a spreadsheet would take for a formula get a "'" in front; control characters but line ends are
/// escaped. What is absent is an empty field.
[[nodiscard]] std::string query_csv(const QueryTable& table);
/// Values with their types; what is not known is null and has its reasons beside it.
[[nodiscard]] std::string query_json(const QueryTable& table, std::string_view expression, std::string_view where,
                                     Timestamp as_of);

}  // namespace muster::app
