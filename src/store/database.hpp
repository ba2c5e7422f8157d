#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "core/result.hpp"

/// SQLite with prepared statements that are kept, scoped queries, and its exceptions as errors. For src/store only.
namespace muster::store {

/// Bytes, as opposed to text.
struct Bytes {
  std::string_view bytes;
};

class Database {
 public:
  /// Throws SQLite::Exception.
  Database(const std::string& file, int busy_timeout);

  /// `sql` must be a string literal: the statement is kept under its address.
  [[nodiscard]] SQLite::Statement& prepared(const char* sql);
  void execute(const std::string& sql) { connection_.exec(sql); }
  [[nodiscard]] std::int64_t last_row() const { return connection_.getLastInsertRowid(); }

 private:
  SQLite::Database connection_;
  std::unordered_map<const char*, SQLite::Statement> statements_;
};

/// One use of a prepared statement: bound when made, reset when it goes out of scope.
class Query {
 public:
  template <class... Values>
  Query(Database& database, const char* sql, const Values&... values) : statement_(database.prepared(sql)) {
    [[maybe_unused]] int index = 0;
    (bind(++index, values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() { statement_.tryReset(); }

  /// True while there is a row.
  bool step() { return statement_.executeStep(); }
  /// For statements without rows.
  void run() { statement_.executeStep(); }

  [[nodiscard]] bool null(int column) const { return statement_.isColumnNull(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
  [[nodiscard]] std::string text(int column) const { return statement_.getColumn(column).getString(); }
  template <class T>
  [[nodiscard]] T as(int column) const {
    return static_cast<T>(integer(column));
  }

 private:
  template <class T>
  void bind(int index, const T& value) {
    if constexpr (std::is_same_v<T, Bytes>)
      statement_.bindNoCopy(index, value.bytes.empty() ? "" : value.bytes.data(), static_cast<int>(value.bytes.size()));
    else if constexpr (std::is_same_v<T, std::optional<std::int64_t>>)
      value ? statement_.bind(index, *value) : statement_.bind(index);
    else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
      statement_.bind(index, static_cast<std::int64_t>(value));
    else
      statement_.bind(index, std::string(value));
  }

  SQLite::Statement& statement_;
};

/// Takes the write lock at once; rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool done_ = false;
};

/// What SQLite's error means to the user of the store at `place`.
[[nodiscard]] Error describe(const SQLite::Exception& exception, const std::string& place);

/// Calls a function that returns a Result; SQLite's exceptions become errors.
template <class Function>
auto guarded(const std::string& place, Function function) -> decltype(function()) {
  try {
    return function();
  } catch (const SQLite::Exception& exception) {
    return std::unexpected(describe(exception, place));
  }
}

}  // namespace muster::store
