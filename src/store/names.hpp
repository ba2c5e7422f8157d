#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/database.hpp"

namespace muster::store {

/// The texts that repeat (devices, commands, rules, messages), each stored once. Remembers what it has seen; after a
/// transaction that was rolled back it must `forget`. Throws SQLite::Exception.
class Names {
 public:
  explicit Names(Database& database) : database_(database) {}

  /// The id of `text`, stored if it is new: inside a transaction only.
  [[nodiscard]] std::int64_t intern(std::string_view text);
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view text);
  /// Empty for an id that does not exist.
  [[nodiscard]] std::string text(std::int64_t id);
  void forget();

 private:
  void remember(const std::string& text, std::int64_t id);
  Database& database_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::unordered_map<std::int64_t, std::string> texts_;
};

}  // namespace muster::store
