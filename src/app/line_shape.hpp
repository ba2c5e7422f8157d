#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::app {

/// The words of a line that say what kind of line it is; what is of one device (numbers, addresses, names, secrets) is
/// left out. Lines of one shape are the same line of a template.
struct LineShape {
  struct Word {
    std::string text;       ///< empty: anything
    bool is_known = false;  ///< a keyword of the format, or the first word of the line
    friend auto operator<=>(const Word&, const Word&) = default;
  };
  std::vector<Word> words;
  friend auto operator<=>(const LineShape&, const LineShape&) = default;

  [[nodiscard]] std::string text() const;     ///< "interface * ip helper *"
  [[nodiscard]] std::string pattern() const;  ///< RE2 that fits such lines whole
};

/// The words that a format declares, sorted.
[[nodiscard]] std::vector<std::string> vocabulary_of(std::string_view format);

/// The shape of a redacted line. Words in lower-case letters that the format does not declare stand for themselves.
[[nodiscard]] LineShape shape_of(std::string_view line, const std::vector<std::string>& vocabulary);

/// Where at least so many shapes differ in one word that is no keyword, the word is a name.
inline constexpr std::size_t names_at_a_place = 3;

/// For each shape, the one in which such words stand for anything; in the order of `shapes`.
[[nodiscard]] std::vector<LineShape> without_names(std::vector<LineShape> shapes);

}  // namespace muster::app
