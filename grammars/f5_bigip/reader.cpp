#include "grammars/f5_bigip/reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "grammars/brace_reader.hpp"

namespace muster::grammars::f5_bigip {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

bool begins_with_any(std::string_view text, const auto& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}

/// Whether the block of `statement`, below the top-level statement `top` or being it, holds a script.
bool holds_script(std::string_view top, std::string_view statement, std::size_t depth) {
  static constexpr std::array<std::string_view, 5> scripts{"ltm rule ", "gtm rule ", "pem irule ", "cli script ",
                                                           "rule "};
  static constexpr std::array<std::string_view, 2> containers{"sys icall script ", "sys application template "};
  static constexpr std::array<std::string_view, 5> parts{"definition", "implementation", "macro", "html-help",
                                                         "presentation"};
  if (depth == 0) return begins_with_any(statement, scripts) || statement.starts_with("sys application apl-script ");
  if (!begins_with_any(top, containers) || std::ranges::find(parts, statement) == parts.end()) return false;
  // An application template has an outer block `definition`, whose parts are the scripts.
  return statement != "definition" || top.starts_with("sys icall");
}

class Reader {
 public:
  explicit Reader(std::string_view input) : input_(input), builder_(input) {}

  ConfigTree run() {
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
    if (c == '\n') return new_line();
    if (is_blank(c)) return skip_blank();
    if (!has_statement_ && (c == '#' || (c == '!' && open_.empty()))) return comment();
    if (in_word_) return plain();
    if (c == '{') return open_brace();
    if (c == '}') return close_brace();
    begin_statement();
    if (c == '"') return quoted();
    plain();
  }

  void new_line() {
    end_statement();
    in_word_ = false;
    ++line_;
    line_begin_ = ++at_;
  }

  void skip_blank() {
    in_word_ = false;
    ++at_;
  }

  void comment() {
    const std::size_t end = input_.find('\n', at_);
    at_ = end == std::string_view::npos ? input_.size() : end;
  }

  void plain() {
    in_word_ = true;
    const bool escaped =
        input_[at_] == '\\' && at_ + 1 < input_.size() && input_[at_ + 1] != '\n' && input_[at_ + 1] != '\r';
    at_ += escaped ? 2 : 1;
    text_ends_here();
  }

  void quoted() {
    const Place begin = here();
    for (++at_; at_ < input_.size() && input_[at_] != '"'; ++at_) {
      if (input_[at_] == '\\' && at_ + 1 < input_.size()) ++at_;
      if (input_[at_] == '\n') count_line_end();
    }
    if (at_ < input_.size())
      ++at_;
    else
      problem(begin, "a closing quote");
    text_ends_here();
    in_word_ = false;
  }

  void open_brace() {
    if (!has_statement_) {
      begin_statement();
      ++at_;
      text_ends_here();
      --at_;
    }
    const std::string_view head = input_.substr(begin_, end_ - begin_);
    if (open_.empty()) top_ = head;
    const bool script = holds_script(top_, head, open_.size());
    end_statement();
    open_.push_back(here());
    if (open_.size() == max_brace_depth + 1) problem(here(), "at most 100 blocks in each other");
    ++at_;
    if (script) read_script();
  }

  /// Everything up to the brace that closes the block is one statement.
  void read_script() {
    std::size_t level = 1;
    for (; at_ < input_.size(); ++at_) {
      const char c = input_[at_];
      if (c == '{') ++level;
      if (c == '}' && --level == 0) break;
      if (c == '\n') {
        count_line_end();
      } else if (!is_blank(c)) {
        begin_statement();
        if (c == '\\' && at_ + 1 < input_.size() && input_[++at_] == '\n') count_line_end();
        ++at_;
        text_ends_here();
        --at_;
      }
    }
    end_statement();
    if (at_ < input_.size() && open_.size() == 1 && !object_ends_here()) problem(here(), "the end of the script");
  }

  /// A script whose braces do not balance ends for Tcl elsewhere than for tmsh. The brace that closes an object is the
  /// last of its line, and a statement of tmsh follows it.
  [[nodiscard]] bool object_ends_here() const {
    static constexpr std::array<std::string_view, 17> words{
        "analytics ", "api-protection ", "apm ", "asm ",  "auth ", "cli ", "cm ", "gtm ", "ilx ", "ltm ", "net ",
        "pem ",       "security ",       "sys ", "vcmp ", "wam ",  "wom "};
    const std::size_t next = input_.find_first_not_of(" \t\r\n", at_ + 1);
    if (next == std::string_view::npos || input_[next] == '#' || input_[next] == '!') return true;
    if (!top_.starts_with("rule ") && input_.substr(at_ + 1, next - at_ - 1).find('\n') == std::string_view::npos)
      return false;
    return top_.starts_with("rule ") || begins_with_any(input_.substr(next), words);
  }

  void close_brace() {
    end_statement();
    if (open_.empty()) {
      problem(here(), "no '}' without its '{'");
    } else {
      open_.pop_back();
    }
    ++at_;
  }

  void begin_statement() {
    if (has_statement_) return;
    has_statement_ = true;
    begin_ = at_;
    begin_line_ = line_;
  }

  void text_ends_here() {
    end_ = at_;
    end_line_ = at_ > 0 && line_begin_ == at_ ? line_ - 1 : line_;
  }

  void end_statement() {
    in_word_ = false;
    if (!has_statement_) return;
    has_statement_ = false;
    builder_.add(std::min(open_.size(), max_brace_depth), begin_, end_, begin_line_, end_line_);
  }

  void count_line_end() {
    ++line_;
    line_begin_ = at_ + 1;
  }

  [[nodiscard]] Place here() const { return {line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1)}; }

  void problem(Place where, std::string_view expected) {
    constexpr std::size_t enough = 20;
    if (problems_.size() < enough) problems_.push_back({where.line, where.column, std::string(expected), {}});
  }

  std::string_view input_;
  TreeBuilder builder_;
  std::vector<Diagnostic> problems_;
  std::vector<Place> open_;
  std::string_view top_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_begin_ = 0;
  bool in_word_ = false;
  bool has_statement_ = false;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint32_t begin_line_ = 1;
  std::uint32_t end_line_ = 1;
};

}  // namespace

ConfigTree read_config(std::string_view input) { return Reader(input).run(); }

}  // namespace muster::grammars::f5_bigip
