#include "grammars/brace_reader.hpp"

#include <algorithm>
#include <utility>

namespace muster::grammars {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

class BraceReader {
 public:
  BraceReader(std::string_view input, const BraceRules& rules) : input_(input), rules_(rules), builder_(input) {}

  BraceTree run() {
    while (at_ < input_.size()) step();
    end_statement();
    for (const Place& open : open_) problem(open, "'}' for this block");
    const bool last_line_has_bytes = !input_.empty() && input_.back() != '\n';
    std::ranges::stable_sort(problems_, {}, &Diagnostic::line);
    return {std::move(builder_).finish(line_ - 1 + (last_line_has_bytes ? 1 : 0)), std::move(problems_)};
  }

 private:
  struct Place {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
  };

  void step() {
    const char c = input_[at_];
    if (is_blank(c)) return blank(c);
    const bool word_begins = !in_word_;
    const bool line_begins = text_line_ != line_;
    text_line_ = line_;
    if (word_begins && rules_.comments.find(c) != std::string_view::npos &&
        (!rules_.comments_begin_lines || (line_begins && !has_statement_)))
      return comment();
    if (word_begins && rules_.block_comments && input_.substr(at_).starts_with("/*")) return block_comment();
    if (c == '{') return open_brace();
    if (c == '}') return close_brace();
    if (c == ';' && rules_.semicolon_ends) return semicolon();
    begin_statement();
    if (word_begins && rules_.quotes.find(c) != std::string_view::npos) return quoted(c);
    plain(c);
  }

  void blank(char c) {
    in_word_ = false;
    if (c == '\n') {
      if ((rules_.line_ends || is_placeholder()) && value_depth_ == 0) end_statement();
      ++line_;
      line_begin_ = at_ + 1;
    }
    ++at_;
  }

  /// What a template left where its text was to stand would otherwise swallow the statement that follows.
  [[nodiscard]] bool is_placeholder() const {
    if (!rules_.placeholders || !has_statement_ || end_ - begin_ < 3) return false;
    const std::string_view text = input_.substr(begin_, end_ - begin_);
    const bool marked = (text.front() == '%' || text.front() == '@') && text.back() == text.front();
    return marked && std::ranges::none_of(text, is_blank);
  }

  void comment() {
    const std::size_t end = input_.find('\n', at_);
    at_ = end == std::string_view::npos ? input_.size() : end;
  }

  void block_comment() {
    const Place begin = here();
    const std::size_t end = input_.find("*/", at_ + 2);
    const std::size_t stop = end == std::string_view::npos ? input_.size() : end + 2;
    if (end == std::string_view::npos) problem(begin, "the end of this comment");
    for (; at_ < stop; ++at_)
      if (input_[at_] == '\n') ++line_, line_begin_ = at_ + 1;
  }

  void plain(char c) {
    in_word_ = true;
    const bool escaped = c == '\\' && rules_.escapes && at_ + 1 < input_.size() && input_[at_ + 1] != '\n';
    const bool variable = c == '$' && rules_.dollar_braces && at_ + 1 < input_.size() && input_[at_ + 1] == '{';
    at_ += escaped || variable ? 2 : 1;
    if (variable) skip_variable();
    text_ends_here();
  }

  void skip_variable() {
    while (at_ < input_.size() && !is_blank(input_[at_]) && input_[at_] != '}') ++at_;
    if (at_ < input_.size() && input_[at_] == '}') ++at_;
  }

  void quoted(char quote) {
    const Place begin = here();
    for (++at_; at_ < input_.size() && input_[at_] != quote; ++at_) {
      if (input_[at_] == '\\' && rules_.escapes && at_ + 1 < input_.size()) ++at_;
      if (input_[at_] != '\n') continue;
      if (rules_.line_ends) break;
      ++line_;
      line_begin_ = at_ + 1;
    }
    const bool closed = at_ < input_.size() && input_[at_] == quote;
    if (closed) ++at_;
    if (!closed) problem(begin, "a closing quote");
    text_ends_here();
    in_word_ = false;
    text_line_ = line_;
  }

  void open_brace() {
    if (value_depth_ > 0) return value_brace(1);
    const bool has_text = has_statement_;
    const std::string_view statement = has_text ? input_.substr(begin_, end_ - begin_) : std::string_view();
    if (has_text && rules_.opens_block != nullptr && !rules_.opens_block(statement, open_.size()))
      return value_brace(1);
    end_statement();
    open_.push_back(here());
    if (open_.size() == max_brace_depth + 1) problem(here(), "at most 100 blocks in each other");
    in_word_ = false;
    ++at_;
  }

  void close_brace() {
    if (value_depth_ > 0) return value_brace(-1);
    end_statement();
    if (open_.empty()) {
      problem(here(), "no '}' without its '{'");
    } else {
      open_.pop_back();
    }
    in_word_ = false;
    ++at_;
  }

  void value_brace(int change) {
    begin_statement();
    value_depth_ += change;
    ++at_;
    in_word_ = false;
    text_ends_here();
  }

  void semicolon() {
    if (value_depth_ > 0) {
      ++at_;
      return text_ends_here();
    }
    end_statement();
    in_word_ = false;
    ++at_;
  }

  void begin_statement() {
    if (has_statement_) return;
    has_statement_ = true;
    begin_ = at_;
    begin_line_ = line_;
  }

  /// The last byte of the text counts: a quote that never ends may take the last newline with it.
  void text_ends_here() {
    end_ = at_;
    end_line_ = at_ > 0 && line_begin_ == at_ ? line_ - 1 : line_;
  }

  void end_statement() {
    if (value_depth_ > 0) problem({begin_line_, 1}, "'}' for a value in braces");
    value_depth_ = 0;
    if (!has_statement_) return;
    has_statement_ = false;
    builder_.add(std::min(open_.size(), max_brace_depth), begin_, end_, begin_line_, end_line_);
  }

  [[nodiscard]] Place here() const { return {line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1)}; }

  void problem(Place where, std::string_view expected) {
    constexpr std::size_t enough = 20;
    if (problems_.size() >= enough) return;
    problems_.push_back({where.line, where.column, std::string(expected), {}});
  }

  std::string_view input_;
  const BraceRules& rules_;
  TreeBuilder builder_;
  std::vector<Diagnostic> problems_;
  std::vector<Place> open_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_begin_ = 0;
  std::uint32_t text_line_ = 0;  ///< the last line in which something stood
  bool in_word_ = false;
  bool has_statement_ = false;
  int value_depth_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint32_t begin_line_ = 1;
  std::uint32_t end_line_ = 1;
};

}  // namespace

BraceTree read_braces(std::string_view input, const BraceRules& rules) { return BraceReader(input, rules).run(); }

}  // namespace muster::grammars
