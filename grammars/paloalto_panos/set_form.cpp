#include <algorithm>
#include <array>

#include "grammars/paloalto_panos/path_words.hpp"
#include "grammars/tree.hpp"

/// `set ...`, a line each; a value in quotes may hold line ends.
namespace muster::grammars::paloalto_panos {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Goes on over line ends while a word in quotes is not complete. A quote without its partner ends with its line.
std::size_t end_of_set_line(std::string_view input, std::size_t begin, std::size_t line_end) {
  for (std::size_t at = begin; at < line_end; ++at) {
    const bool word_begins = at == begin || is_blank(input[at - 1]);
    if (!word_begins || (input[at] != '"' && input[at] != '\'')) continue;
    const std::size_t end = quoted_end(input, at);
    if (end == std::string_view::npos) return line_end;
    at = end - 1;
    if (end > line_end) line_end = std::min(input.find('\n', end), input.size());
  }
  return line_end;
}

constexpr IndentRules set_rules{.comments = "#!", .text_end = &end_of_set_line, .text_starts = "sd"};

/// What a terminal or a list of commands has around the settings: it sets nothing.
bool is_furniture(std::span<const Token> words) {
  static constexpr auto alone =
      std::to_array<std::string_view>({"configure", "commit", "exit", "quit", "top", "up", "[edit]"});
  const std::string_view first = words.front().text;
  if (first.find('@') != std::string_view::npos && (first.ends_with('>') || first.ends_with('#'))) return true;
  return words.size() == 1 && std::ranges::find(alone, first) != alone.end();
}

}  // namespace

Document read_set(std::string_view bytes) {
  const Tree tree = read_indented(bytes, set_rules);
  Document document(tree.nodes().size() * 4);
  PathBuilder builder(document);
  std::vector<Token> tokens;
  for (const Node& node : tree.nodes()) {
    split_words(tree.text(node), tokens);
    builder.begin(node.line, node.last_line);
    const std::span<const Token> words = tokens;
    if (words.empty() || is_furniture(words)) continue;
    if (words.front().text == "set" && words.size() > 1)
      builder.insert(paths::Configuration::root(), words.subspan(1));
    else if (words.front().text == "delete")
      builder.remove(words.subspan(1));
    else
      builder.doubt("unknown line");
  }
  return document;
}

std::string write_set(std::string_view bytes) { return write_back(read_indented(bytes, set_rules)); }

}  // namespace muster::grammars::paloalto_panos
