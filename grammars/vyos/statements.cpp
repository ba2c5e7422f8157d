#include "grammars/vyos/statements.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "grammars/brace_reader.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::vyos {
namespace {

using paths::Configuration;
using paths::no_node;
using paths::NodeId;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// One past the quote that ends the text that begins at `begin`; nothing if there is none.
std::size_t quoted_end(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"' && at + 1 < text.size())
      ++at;
    else if (text[at] == quote)
      return at + 1;
  }
  return std::string_view::npos;
}

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

constexpr IndentRules set_rules{.comments = "#", .text_end = &end_of_set_line, .text_starts = "sd"};

constexpr BraceRules brace_rules{.comments = "#",
                                 .comments_begin_lines = true,
                                 .quotes = "\"'",
                                 .escapes = true,
                                 .semicolon_ends = false,
                                 .line_ends = true,
                                 .dollar_braces = false,
                                 .block_comments = true};

/// `vyos@r1:~$ show configuration`, `vyos@r1# run show`: what a terminal has in front.
bool is_prompt(std::string_view word) {
  return word.find('@') != std::string_view::npos && (word.ends_with('$') || word.ends_with('#') || word.ends_with('>'));
}

bool is_set_form(std::string_view bytes) {
  LineScanner scanner(bytes);
  for (TextLine line; scanner.next(line);) {
    const std::string_view text = trim(line.text);
    const std::string_view first = text.substr(0, std::min(text.find(' '), text.size()));
    if (text.empty() || text.starts_with('#') || text.starts_with("/*") || is_prompt(first) || text == "configure")
      continue;
    return first == "set" || first == "delete" || first == "comment";
  }
  return false;
}

/// Splits a statement into words. Words in quotes with escapes are kept aside.
class Splitter {
 public:
  explicit Splitter(Configuration& config, std::string_view input) : config_(config), input_(input) {}

  std::span<const std::string_view> split(std::string_view text) {
    words_.clear();
    for (std::size_t at = 0; at < text.size();) {
      if (is_blank(text[at])) {
        ++at;
        continue;
      }
      const bool quoted = text[at] == '"' || text[at] == '\'';
      const std::size_t end = quoted ? quoted_end(text, at) : std::string_view::npos;
      at = end == std::string_view::npos ? plain(text, at) : in_quotes(text, at, end);
    }
    return words_;
  }

 private:
  std::size_t plain(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    while (at < text.size() && !is_blank(text[at])) ++at;
    words_.push_back(text.substr(begin, at - begin));
    return at;
  }

  std::size_t in_quotes(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view inside = text.substr(begin + 1, end - begin - 2);
    const bool escapes = text[begin] == '"' && inside.find('\\') != std::string_view::npos;
    words_.push_back(escapes ? config_.keep(unescaped(inside), place(inside)) : inside);
    return end;
  }

  [[nodiscard]] ByteSpan place(std::string_view text) const {
    const auto begin = static_cast<std::uint32_t>(text.data() - input_.data());
    return {begin, begin + static_cast<std::uint32_t>(text.size())};
  }

  /// `\"` and `\\`; another backslash is itself.
  static std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
      plain += text[escape ? ++i : i];
    }
    return plain;
  }

  Configuration& config_;
  std::string_view input_;
  std::vector<std::string_view> words_;
};

using WordSpan = std::span<const std::string_view>;

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

class Builder {
 public:
  Builder(const Tree& tree, Document& document)
      : tree_(tree), document_(document), config_(document.configuration), splitter_(config_, tree.input()) {}

  void braces() {
    std::vector<NodeId> open{Configuration::root()};
    for (const Node& node : tree_.nodes()) {
      const WordSpan words = splitter_.split(tree_.text(node));
      open.resize(std::min<std::size_t>(node.depth + 1, open.size()));
      begin(node);
      const bool is_text = words.empty() || is_furniture(words) || words.front().starts_with("//");
      open.push_back(is_text ? open.back() : insert(open.back(), words));
    }
  }

  void set_lines() {
    for (const Node& node : tree_.nodes()) {
      begin(node);
      const WordSpan words = splitter_.split(tree_.text(node));
      if (words.empty() || is_furniture(words)) continue;
      if (words.front() == "set" && words.size() > 1)
        insert(Configuration::root(), words.subspan(1));
      else if (words.front() == "delete" && words.size() > 1)
        remove(words.subspan(1));
      else if (words.front() != "comment")
        doubt("unknown line");
    }
  }

 private:
  void begin(const Node& node) { line_ = node.line, last_line_ = node.last_line; }
  void doubt(std::string_view reason) { document_.doubts.push_back({line_, last_line_, reason}); }

  /// What a terminal or a list of commands has around the settings: it sets nothing.
  static bool is_furniture(WordSpan words) {
    static constexpr auto alone =
        std::to_array<std::string_view>({"configure", "commit", "save", "exit", "quit", "top", "[edit]", "/*", "*/"});
    if (is_prompt(words.front())) return true;
    return words.size() == 1 && std::ranges::find(alone, words.front()) != alone.end();
  }

  /// `bgp` of `protocols bgp`, of the router or of a VRF.
  [[nodiscard]] bool is_bgp(NodeId node) const {
    const NodeId above = config_[node].parent;
    return config_[node].text == "bgp" && above != no_node && config_[above].text == "protocols";
  }

  NodeId add(NodeId at, std::string_view word) {
    if (config_[at].depth >= paths::deepest_path) {
      doubt("a path of more than 100 words");
      return at;
    }
    const NodeId found = config_.find(at, word);
    const bool removed = found != no_node && config_[found].inactive;
    return removed ? config_.add(at, word, line_, last_line_) : config_.find_or_add(at, word, line_, last_line_);
  }

  NodeId insert(NodeId at, WordSpan words) {
    for (const std::string_view word : words) {
      if (is_bgp(at) && is_number(word))
        add(add(at, "system-as"), word);
      else
        at = add(at, word);
    }
    document_.statements.push_back({at, line_, last_line_});
    return at;
  }

  void remove(WordSpan words) {
    NodeId at = Configuration::root();
    for (const std::string_view word : words) {
      if (at == no_node) break;
      if (!is_bgp(at) || !is_number(word)) at = config_.find(at, word);
    }
    if (at == no_node) return;  // it is not there
    config_[at].inactive = true;
    document_.statements.push_back({at, line_, last_line_});
  }

  const Tree& tree_;
  Document& document_;
  Configuration& config_;
  Splitter splitter_;
  std::uint32_t line_ = 0;
  std::uint32_t last_line_ = 0;
};

BraceTree read_tree(std::string_view bytes, bool set_form) {
  if (set_form) return {read_indented(bytes, set_rules), {}};
  return read_braces(bytes, brace_rules);
}

}  // namespace

Document read_document(std::string_view bytes) {
  const bool set_form = is_set_form(bytes);
  const BraceTree tree = read_tree(bytes, set_form);
  Document document(tree.tree.nodes().size() * 4);
  document.line_count = tree.tree.line_count();
  document.problems = tree.problems;
  for (const Diagnostic& problem : tree.problems)
    document.doubts.push_back(
        {problem.line, problem.line, "braces, quotes or comments do not match: the text may be cut"});
  Builder builder(tree.tree, document);
  if (set_form)
    builder.set_lines();
  else
    builder.braces();
  return document;
}

std::string write_document(std::string_view bytes) { return write_back(read_tree(bytes, is_set_form(bytes)).tree); }

}  // namespace muster::grammars::vyos
