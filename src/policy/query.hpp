#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "model/device.hpp"

/// Questions that are no rules: one expression, asked of many devices.
namespace muster::policy {

/// A value that left the evaluation: free of secrets, lives by itself.
struct Answer {
  enum class Kind : std::uint8_t { null, boolean, integer, uint, floating, text, list, map, unknown, error };
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::uint64_t uint = 0;
  double floating = 0;
  std::string text;                  ///< of a text (and of times, addresses, bytes in hex); of an error
  std::vector<Answer> items;         ///< of a list; the values of a map
  std::vector<std::string> keys;     ///< of a map, beside `items`
  bool open = false;                 ///< of a list: there may be more
  std::vector<std::string> reasons;  ///< of what is unknown or open: why

  /// True if no part of it is unknown, open or an error.
  [[nodiscard]] bool whole() const;
};

/// A checked expression over `device` and `now`. Immutable, safe to use from several threads.
class Query {
 public:
  /// An expression that can show a secret is refused. Positions of errors are within `name`.
  [[nodiscard]] static std::expected<Query, std::vector<Error>> compile(std::string_view text, std::string_view name);
  /// The same, and the expression must be of type bool.
  [[nodiscard]] static std::expected<Query, std::vector<Error>> compile_condition(std::string_view text,
                                                                                  std::string_view name);
  Query(Query&&) noexcept;
  Query& operator=(Query&&) noexcept;
  ~Query();

  /// What the expression says of the device. An object becomes a map of its plain fields, without secrets. Never
  /// throws.
  [[nodiscard]] Answer ask(const model::Device& device, Timestamp now) const;
  /// Where the expression gives objects, or a list of them: their plain fields in the schema's order. Otherwise empty.
  [[nodiscard]] const std::vector<std::string>& columns() const;
  /// True if the answers are lists of objects or of maps: a row for each element.
  [[nodiscard]] bool gives_rows() const;

 private:
  struct Content;
  explicit Query(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace muster::policy
