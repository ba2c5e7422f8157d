#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/format.hpp"

/// Reading of outputs whose lines stand each for itself: tables and key lists, no blocks.
namespace muster::grammars {

/// One line of a text, as views into it.
struct TextLine {
  std::uint32_t number = 0;  ///< from 1
  std::uint32_t offset = 0;  ///< of its first byte in the text
  std::string_view text;     ///< without its end
  std::string_view end;      ///< "\n", "\r\n", or nothing at the end of the text
};

/// Yields the lines of a text in order. A text that ends with a line end has no empty line after it.
class LineScanner {
 public:
  explicit LineScanner(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool next(TextLine& line);

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
  std::uint32_t number_ = 0;
};

/// Splits into lines and joins them again: `Format::write_back` of the formats that have no blocks.
[[nodiscard]] std::string write_back_lines(std::string_view bytes);

/// The words of a line: `next` yields them one after the other, separated by blanks and tabs; empty at the end.
class Words {
 public:
  explicit Words(std::string_view text, std::size_t position = 0) : text_(text), position_(position) {}
  std::string_view next();
  [[nodiscard]] std::string_view peek() const { return Words(*this).next(); }
  /// What is left, without blanks around it.
  [[nodiscard]] std::string_view rest() const;
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

/// `text` without blanks, tabs and carriage returns at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The text of `Diagnostic::got`: at most 40 bytes, what is not printable ASCII escaped.
[[nodiscard]] std::string printable(std::string_view got);

/// What a diagnostic shows ends where a secret of the result begins: a line may hold one behind a word that is not
/// understood.
void hide_secrets_in_diagnostics(std::string_view bytes, ReadResult& result);

/// Gathers what became of each line of one capture, and opens the domains of the lines that were not understood.
/// Openings of neighbouring lines are joined; beyond `limit` places the last one covers all that follow, and further
/// diagnostics are dropped, so that a hostile capture costs no more than its size.
class LineNotes {
 public:
  LineNotes(const ReadOptions& options, model::Device& device, std::size_t expected_lines = 0);

  void begin(const TextLine& line) { line_ = line; }
  [[nodiscard]] const TextLine& line() const { return line_; }
  void understood() { result_.lines.push_back(LineState::understood); }
  void ignored() { result_.lines.push_back(LineState::ignored); }
  /// The line, or the handler that would have read it, is declared and not modelled: opens `domains`.
  void known(Domains domains, std::string_view keyword);
  /// The line was not understood: opens `domains`. `at` is where in the line, a view into its text.
  void unknown(Domains domains, std::string_view expected, std::string_view at);
  /// The same, without showing what was found: it may be a secret.
  void unknown_hidden(Domains domains, std::string_view expected, std::string_view at);
  /// A part of the current line is a secret; `part` is a view into its text.
  void secret(std::string_view part);
  /// The line table's set of the current line alone, made when first asked for.
  [[nodiscard]] model::LinesId lines();
  [[nodiscard]] bool disabled(std::string_view keyword) const { return options_.disabled_handler == keyword; }

  /// Opens `domains` for what should be in the capture and is not.
  void open(Domains domains, std::string reason) { device_.open(options_.context, domains, std::move(reason), 0); }

  /// Opens what has to be opened and yields the result.
  [[nodiscard]] ReadResult finish();

  static constexpr std::size_t limit = 1000;

 private:
  struct Gap {
    Domains domains;
    std::string reason;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  void gap(Domains domains, std::string reason);
  void not_understood(Domains domains, std::string_view expected, std::string_view at, std::string got);
  [[nodiscard]] std::uint32_t column(std::string_view at) const;

  const ReadOptions& options_;
  model::Device& device_;
  ReadResult result_;
  TextLine line_;
  std::vector<Gap> gaps_;
  std::pair<std::uint32_t, model::LinesId> lines_{};
};

/// `text` is a decimal number without sign that fits; leading zeros are allowed.
[[nodiscard]] bool parse_number(std::string_view text, std::uint32_t& value);

}  // namespace muster::grammars
