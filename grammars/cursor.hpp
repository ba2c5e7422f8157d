#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/redacted_text.hpp"
#include "grammars/format.hpp"
#include "grammars/tree.hpp"

namespace muster::grammars {

/// What a handler made of its line.
enum class Outcome : std::uint8_t {
  understood,
  ignored,  ///< this form of it cannot matter to any rule
  known,    ///< recognised, but its meaning is not modelled: opens the row's domains
  failed,   ///< not understood: opens the row's domains; `Cursor::fail` says what was expected
};

/// What all lines of one read share.
struct FoldContext {
  const Tree& tree;
  const ReadOptions& options;
  model::Device& device;
  ReadResult& result;
  std::uint32_t counted_line = 0;    ///< the line whose first byte is at `counted_begin`; for columns
  std::uint32_t counted_begin = 0;
};

/// The rest of one statement after its keyword. Texts that it yields point into the input.
/// Words are separated by blanks, tabs and, in texts over several lines, by line ends.
class Cursor {
 public:
  Cursor(FoldContext& context, const Node& node);

  // Reading.
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  [[nodiscard]] std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  [[nodiscard]] std::string_view peek() const;
  /// The next word, consumed; empty at the end.
  std::string_view word();
  /// Consumes the next word if it is `keyword`, whole and in this case.
  bool accept(std::string_view keyword);
  /// Consumes a number of decimal digits if it is a whole word from `low` to `high`.
  std::optional<std::uint32_t> number(std::uint32_t low = 0, std::uint32_t high = 0xffffffffU);
  std::string_view take_rest();
  /// Goes where `other`, a copy that read ahead, is.
  void take_position(const Cursor& other);
  /// Goes to `position`, which must be inside the rest, and skips blanks.
  void move_to(const char* position);

  // Answers, to be returned by a handler.
  /// `expected` reads well after "expected "; the position is that of the next word.
  Outcome fail(std::string_view expected) { return fail_at(at_, expected); }
  Outcome fail_at(const char* position, std::string_view expected);
  /// Understood if nothing is left, failed otherwise.
  Outcome end() { return at_end() ? Outcome::understood : fail("end of line"); }
  [[nodiscard]] const std::optional<Diagnostic>& diagnostic() const { return diagnostic_; }

  // The line.
  bool negated = false;  ///< the statement began with the format's negation
  [[nodiscard]] std::string_view whole() const { return context_.tree.text(node_); }
  [[nodiscard]] const Node& node() const { return node_; }
  [[nodiscard]] std::uint32_t line() const { return node_.line; }
  /// The line's id in the device's table; made at the first call.
  [[nodiscard]] model::LinesId lines() const;
  /// The i-th word (from 0) that a `*` of the keyword's path stands for.
  [[nodiscard]] std::string_view wildcard(std::size_t i) const { return wildcards_[i]; }
  void add_wildcard(std::string_view word);
  [[nodiscard]] FoldContext& context() const { return context_; }

  /// Marks a part of the statement as secret, for redaction.
  void secret(std::string_view part);

 private:
  void skip_blanks();
  [[nodiscard]] const char* begin_of_line(const char* position) const;

  FoldContext& context_;
  const Node& node_;
  const char* at_;
  const char* end_;
  std::array<std::string_view, 4> wildcards_{};
  std::size_t wildcard_count_ = 0;
  mutable model::LinesId lines_ = 0;
  std::optional<Diagnostic> diagnostic_;
};

}  // namespace muster::grammars
