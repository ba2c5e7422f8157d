#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster::report {

enum class Ink : std::uint8_t { plain, bold, dim, red, yellow, green };

/// `text` (a `terminal_text`) in lines of at most `width` columns, broken at spaces where there are any.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Cuts a `terminal_text` to `width` columns, with "..." at its end if something is missing.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);

/// A text page of a fixed width. What is given to it may hold any bytes: it is made safe for a terminal here, in one
/// place.
class TerminalPage {
 public:
  TerminalPage(std::size_t columns, bool colour) : columns_(columns), colour_(colour) {}

  void blank() { out_.push_back('\n'); }
  /// A bold line after an empty one.
  void heading(std::string_view text, Ink ink);
  /// Words wrapped to the page; lines after the first are indented by `hang`.
  void paragraph(std::size_t indent, std::size_t hang, std::string_view text, Ink ink = Ink::plain);
  /// One line, cut to the page.
  void line(std::size_t indent, std::string_view text, Ink ink = Ink::plain);
  /// A label in its column, and beside it a wrapped text; a label that is too long stands on a line of its own.
  void entry(std::size_t indent, std::string_view label, std::size_t label_width, std::string_view text,
             Ink label_ink = Ink::plain);
  /// A fact on one line that must stay whole for copying, such as a path: never cut or wrapped.
  void whole(std::size_t indent, std::string_view text);

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void put(std::string_view text, Ink ink);
  [[nodiscard]] std::size_t room(std::size_t indent) const { return columns_ > indent + 10 ? columns_ - indent : 10; }

  std::size_t columns_;
  bool colour_;
  std::string out_;
};

}  // namespace muster::report
