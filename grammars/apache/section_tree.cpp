#include "grammars/apache/section_tree.hpp"

#include <algorithm>
#include <cstring>

#include "grammars/text_lines.hpp"

namespace muster::grammars::apache {
namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t most_problems = 1000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// The name in "<Name ..." or "</Name>".
std::string section_name(std::string_view text) {
  text.remove_prefix(text.starts_with("</") ? 2 : 1);
  return lower(text.substr(0, text.find_first_of(" \t>\r\n\\")));
}

class SectionReader {
 public:
  explicit SectionReader(std::string_view bytes) : bytes_(bytes), builder_(bytes) {}

  SectionTree run() {
    for (std::size_t at = 0; at < bytes_.size();) at = logical_line(at);
    for (const Open& open : open_) problem(open.line, "</" + open.name + "> further down", open.name);
    return {std::move(builder_).finish(lines_), std::move(problems_)};
  }

 private:
  struct Open {
    std::string name;
    std::uint32_t line;
  };

  /// Reads one line with its continuations and returns where the next one begins.
  std::size_t logical_line(std::size_t begin) {
    const std::uint32_t first = ++lines_;
    std::size_t end = physical_end(begin);
    while (end < bytes_.size() && continues(begin, end)) {
      const std::size_t next = end + 1;
      if (next == bytes_.size()) break;
      ++lines_;
      end = physical_end(next);
    }
    statement(begin, end, first);
    return end + 1;
  }

  [[nodiscard]] std::size_t physical_end(std::size_t begin) const {
    const void* const found = std::memchr(bytes_.data() + begin, '\n', bytes_.size() - begin);
    return found == nullptr ? bytes_.size() : static_cast<std::size_t>(static_cast<const char*>(found) - bytes_.data());
  }

  [[nodiscard]] bool continues(std::size_t begin, std::size_t end) const {
    if (end > begin && bytes_[end - 1] == '\r') --end;
    return end > begin && bytes_[end - 1] == '\\';
  }

  void statement(std::size_t begin, std::size_t end, std::uint32_t first) {
    while (begin < end && is_blank(bytes_[begin])) ++begin;
    while (end > begin && is_blank(bytes_[end - 1])) --end;
    if (begin == end || bytes_[begin] == '#') return;
    const std::string_view text = bytes_.substr(begin, end - begin);
    if (text.starts_with("</")) return close(section_name(text), first);
    builder_.add(open_.size(), begin, end, first, lines_);
    if (text.front() == '<') enter(section_name(text), first);
  }

  void enter(std::string name, std::uint32_t line) {
    if (open_.size() < deepest) {
      open_.push_back({std::move(name), line});
    } else {
      problem(line, "at most 100 sections in each other", name);
    }
  }

  void close(const std::string& name, std::uint32_t line) {
    if (!open_.empty() && open_.back().name == name) return open_.pop_back();
    problem(line, open_.empty() ? "a directive" : "</" + open_.back().name + ">", "</" + name + ">");
  }

  void problem(std::uint32_t line, std::string expected, std::string_view got) {
    if (problems_.size() < most_problems) problems_.push_back({line, 1, std::move(expected), printable(got)});
  }

  std::string_view bytes_;
  TreeBuilder builder_;
  std::vector<Open> open_;
  std::vector<Diagnostic> problems_;
  std::uint32_t lines_ = 0;
};

/// The text without its line continuations.
std::string joined(std::string_view text) {
  std::string all;
  all.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool short_end = text.substr(at, 2) == "\\\n";
    const bool long_end = text.substr(at, 3) == "\\\r\n";
    if (short_end || long_end) {
      at += long_end ? 2 : 1;
    } else {
      all.push_back(text[at]);
    }
  }
  return all;
}

/// The next word; a quote encloses a word, and a backslash before that quote or a backslash yields it.
std::string next_word(std::string_view text, std::size_t& at) {
  std::string word;
  const char quote = text[at] == '"' || text[at] == '\'' ? text[at] : '\0';
  if (quote == '\0') {
    while (at < text.size() && !is_blank(text[at])) word.push_back(text[at++]);
    return word;
  }
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == quote || text[at + 1] == '\\')) ++at;
    word.push_back(text[at]);
  }
  if (at < text.size()) ++at;
  return word;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string all(text);
  for (char& c : all)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return all;
}

SectionTree read_sections(std::string_view bytes) { return SectionReader(bytes).run(); }

Statement read_statement(std::string_view text) {
  Statement statement;
  const std::string whole = text.find('\n') == text.npos ? std::string(text) : joined(text);
  std::string_view rest = whole;
  statement.section = rest.starts_with('<');
  if (statement.section) {
    rest.remove_prefix(1);
    if (rest.ends_with('>')) rest.remove_suffix(1);
  }
  const std::size_t name = std::min(rest.find_first_of(" \t\r\n"), rest.size());
  statement.name = lower(rest.substr(0, name));
  for (std::size_t at = name; at < rest.size();) {
    if (is_blank(rest[at])) {
      ++at;
    } else {
      statement.arguments.push_back(next_word(rest, at));
    }
  }
  return statement;
}

}  // namespace muster::grammars::apache
