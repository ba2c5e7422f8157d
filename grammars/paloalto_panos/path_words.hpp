#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "grammars/paloalto_panos/forms.hpp"

namespace muster::grammars::paloalto_panos {

/// One word of a statement. A text in quotes is one word, without them; there are no escapes.
struct Token {
  enum class Kind : std::uint8_t { word, list_begins, list_ends };
  std::string_view text;
  Kind kind = Kind::word;
};
/// The words of a statement: `source [ a "b c" ]` has five.
void split_words(std::string_view statement, std::vector<Token>& tokens);

/// One past the end of the quoted text that begins at `begin`; npos if it has no end.
[[nodiscard]] std::size_t quoted_end(std::string_view text, std::size_t begin);

/// Adds paths to a document.
class PathBuilder {
 public:
  explicit PathBuilder(Document& document) : document_(document), config_(document.configuration) {}

  void begin(std::uint32_t line, std::uint32_t last_line) { line_ = line, last_line_ = last_line; }
  void doubt(std::string_view reason) { document_.doubts.push_back({line_, last_line_, reason}); }
  /// Adds a path; returns its last word, or that before a list.
  paths::NodeId insert(paths::NodeId at, std::span<const Token> words);
  /// Adds one word below `at`; `at` itself, with a doubt, where paths end.
  paths::NodeId add(paths::NodeId at, std::string_view word);
  /// The current lines end at `node`.
  void end_at(paths::NodeId node) { document_.statements.push_back({node, line_, last_line_}); }
  /// Takes a path away.
  void remove(std::span<const Token> words);

 private:
  Document& document_;
  paths::Configuration& config_;
  std::uint32_t line_ = 0;
  std::uint32_t last_line_ = 0;
};

}  // namespace muster::grammars::paloalto_panos
