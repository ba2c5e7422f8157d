#include "grammars/haproxy/lines.hpp"

#include <algorithm>
#include <array>

namespace muster::grammars::haproxy {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_section(std::string_view word) {
  // Of version 2.6, and those that came until 3.2.
  static constexpr std::array<std::string_view, 19> names{
      "acme",    "backend",     "cache",  "crt-store",   "defaults",    "fcgi-app", "frontend",
      "global",  "http-errors", "listen", "log-forward", "log-profile", "mailers",  "peers",
      "program", "resolvers",   "ring",   "traces",      "userlist"};
  return std::ranges::binary_search(names, word);
}

/// The end of the words of a line: a `#` outside of quotes begins a comment.
std::size_t end_of_words(std::string_view line) {
  char quote = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '#' && quote == 0) break;
    if (c == '\\' && quote != '\'' && i + 1 < line.size()) ++i;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    }
    if (!is_blank(c)) end = i + 1;
  }
  return end;
}

class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  std::vector<Word> run() {
    while (skip_blanks()) word();
    return std::move(words_);
  }

 private:
  bool skip_blanks() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
    return at_ < line_.size();
  }

  void word() {
    Word word;
    const std::size_t begin = at_;
    char quote = 0;
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (quote == 0 && is_blank(c)) break;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '\\' && quote != '\'' && at_ + 1 < line_.size()) {
        word.text.push_back(line_[++at_]);
      } else {
        // HAProxy replaces variables inside double quotes only.
        if (c == '$' && quote == '"') word.variable = true;
        word.text.push_back(c);
      }
    }
    word.raw = line_.substr(begin, at_ - begin);
    words_.push_back(std::move(word));
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::vector<Word> words_;
};

}  // namespace

Tree read_sections(std::string_view bytes) {
  TreeBuilder builder(bytes);
  std::uint32_t line = 0;
  bool in_section = false;
  for (std::size_t at = 0; at < bytes.size();) {
    ++line;
    const std::size_t newline = std::min(bytes.find('\n', at), bytes.size());
    std::size_t begin = at;
    while (begin < newline && is_blank(bytes[begin])) ++begin;
    const std::string_view text = bytes.substr(begin, newline - begin);
    const std::size_t length = end_of_words(text);
    if (length > 0) {
      const bool head = is_section(text.substr(0, std::min(text.find_first_of(" \t\r"), length)));
      in_section |= head;
      builder.add(head || !in_section ? 0 : 1, begin, begin + length, line, line);
    }
    at = newline + 1;
  }
  return std::move(builder).finish(line);
}

std::vector<Word> split_words(std::string_view line) { return Splitter(line).run(); }

}  // namespace muster::grammars::haproxy
