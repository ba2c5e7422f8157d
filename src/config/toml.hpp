#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

/// A typed reader of TOML files that people write: every error has a position, all semantic errors come at once, an
/// unknown key is an error that names the nearest valid one. toml++ stays behind this header.
namespace muster::config {

struct NodeData;

/// A scalar as written, for values whose type the reader does not know (policy parameters).
struct Scalar {
  enum class Type : std::uint8_t { text, integer, real, boolean, text_list, integer_list } type = Type::text;
  std::string text;
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::vector<std::string> texts;
  std::vector<std::int64_t> integers;
  SourcePosition where;
};

/// A text and where its first character stands, exact for literal strings ('...' and '''...''').
struct LocatedText {
  std::string text;
  SourcePosition where;
};

/// A table of a parsed document. Getters note what they were asked for and add an error for a wrong type; `finish`
/// adds one for every key that nobody asked for. Cheap to copy; shares the document.
class Table {
 public:
  Table(std::shared_ptr<const NodeData> node, std::vector<Error>* errors);

  [[nodiscard]] SourcePosition where() const;
  [[nodiscard]] SourcePosition where(std::string_view key) const;  ///< of the value; of the table if it is missing
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] bool is_table(std::string_view key) const;  ///< for keys that take a value or a table; asks for nothing
  [[nodiscard]] std::vector<std::string> keys() const;  ///< in file order; asks for none of them

  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::optional<LocatedText> located_text(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<std::chrono::sys_days> date(std::string_view key);  ///< a TOML date, without quotes or time
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key);
  [[nodiscard]] std::optional<std::vector<LocatedText>> located_texts(std::string_view key);
  [[nodiscard]] std::optional<Scalar> scalar(std::string_view key);
  [[nodiscard]] std::optional<Table> table(std::string_view key);
  [[nodiscard]] std::vector<Table> tables(std::string_view key);  ///< `[[key]]`; empty if missing

  /// As above, but a missing key is an error; the result is then empty.
  [[nodiscard]] std::string required_text(std::string_view key);
  /// One of `allowed`; another value is an error that lists them and names the nearest.
  [[nodiscard]] std::optional<std::string> choice(std::string_view key, const std::vector<std::string_view>& allowed);

  /// Adds an error at the key (or at the table, if the key is missing).
  void error_at(std::string_view key, std::string message);
  /// Reports every key that was not asked for. Call once, last.
  void finish();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// A parsed file. `errors` collects what the readers of its tables find wrong.
class Document {
 public:
  /// A syntax error (toml++ stops at the first) is returned as the Error, with its position.
  [[nodiscard]] static Result<Document> parse(std::string_view text, std::string file);
  [[nodiscard]] Table root();
  [[nodiscard]] std::vector<Error>& errors() { return *errors_; }

 private:
  std::shared_ptr<const NodeData> root_;
  std::unique_ptr<std::vector<Error>> errors_;
};

}  // namespace muster::config
