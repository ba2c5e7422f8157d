#include "grammars/rsyslog/statements.hpp"

#include <algorithm>
#include <array>

#include "grammars/text_lines.hpp"

namespace muster::grammars::rsyslog {
namespace {

constexpr std::size_t deepest = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_object(std::string_view word) {
  static constexpr std::array<std::string_view, 15> names{
      "action", "dyn_stats",        "global",    "include", "input",    "lookup_table", "main_queue",    "module",
      "parser", "percentile_stats", "ratelimit", "ruleset", "template", "timezone",     "perctile_stats"};
  return std::ranges::find(names, lower(word)) != names.end();
}

class Splitter {
 public:
  explicit Splitter(std::string_view bytes) : bytes_(bytes), builder_(bytes) {}

  Statements run() {
    for (skip(); at_ < bytes_.size(); skip()) {
      if (bytes_[at_] == '}') {
        close();
      } else {
        statement();
      }
    }
    if (!blocks_.empty()) problem("a closing brace");
    found_.tree = std::move(builder_).finish(count_lines());
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::uint32_t count_lines() const {
    const auto newlines = static_cast<std::uint32_t>(std::ranges::count(bytes_, '\n'));
    return newlines + (bytes_.empty() || bytes_.back() == '\n' ? 0U : 1U);
  }

  void skip() {
    while (at_ < bytes_.size()) {
      if (bytes_[at_] == '#') {
        at_ = line_end(at_);
      } else if (bytes_.substr(at_, 2) == "/*") {
        const std::size_t end = bytes_.find("*/", at_ + 2);
        at_ = end == bytes_.npos ? bytes_.size() : end + 2;
      } else if (is_blank(bytes_[at_]) || bytes_[at_] == ';') {
        ++at_;
      } else {
        return;
      }
    }
  }

  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(bytes_.find('\n', from), bytes_.size());
  }

  /// The end of a line of the old language: a backslash goes on with the next.
  [[nodiscard]] std::size_t old_line_end(std::size_t from) const {
    std::size_t end = line_end(from);
    while (end < bytes_.size()) {
      std::size_t last = end;
      while (last > from && (bytes_[last - 1] == '\r' || bytes_[last - 1] == ' ')) --last;
      if (last == from || bytes_[last - 1] != '\\') break;
      end = line_end(end + 1);
    }
    return end;
  }

  std::string_view word_at(std::size_t from) const {
    std::size_t end = from;
    while (end < bytes_.size() && is_letter(bytes_[end])) ++end;
    return bytes_.substr(from, end - from);
  }

  void close() {
    if (blocks_.empty()) {
      problem("a statement");
    } else {
      depth_ = blocks_.back();
      blocks_.pop_back();
    }
    ++at_;
  }

  void open() {
    ++at_;
    blocks_.push_back(block_depth_);
    depth_ = std::min(depth_ + 1, deepest);
  }

  /// One statement at the current depth, with what it governs.
  void statement() {
    block_depth_ = depth_;
    const std::string word = lower(word_at(at_));
    if (bytes_[at_] == '$') return plain(Statement::Kind::directive, old_line_end(at_));
    if (word == "if" || word == "else" || word == "foreach") return condition(word);
    if (is_object(word) && opens_parenthesis(word.size())) return object();
    if (bytes_[at_] == ':') return property();
    if (is_selector()) return selector();
    action();
  }

  [[nodiscard]] bool opens_parenthesis(std::size_t length) const {
    std::size_t next = at_ + length;
    while (next < bytes_.size() && is_blank(bytes_[next])) ++next;
    return next < bytes_.size() && bytes_[next] == '(';
  }

  void add(Statement::Kind kind, std::size_t end) {
    std::size_t begin = at_;
    while (end > begin && is_blank(bytes_[end - 1])) --end;
    while (counted_ < begin) line_ += bytes_[counted_++] == '\n' ? 1U : 0U;
    const auto more = static_cast<std::uint32_t>(std::ranges::count(bytes_.substr(begin, end - begin), '\n'));
    builder_.add(depth_, begin, end, line_, line_ + more);
    found_.statements.push_back({kind, bytes_.substr(begin, end - begin)});
  }

  void plain(Statement::Kind kind, std::size_t end) {
    add(kind, end);
    at_ = end;
  }

  /// `if EXPRESSION then`, `else`, `else if ... then`, `foreach (...) do`: up to the word before what they govern.
  void condition(const std::string& word) {
    std::size_t end = at_ + word.size();
    if (word == "else") {
      std::size_t next = end;
      while (next < bytes_.size() && is_blank(bytes_[next])) ++next;
      if (lower(word_at(next)) == "if") end = until_word(next, "then");
    } else {
      end = until_word(end, word == "if" ? "then" : "do");
    }
    plain(Statement::Kind::condition, end);
    governed();
  }

  /// The end of the next `word` outside of quotes.
  [[nodiscard]] std::size_t until_word(std::size_t from, std::string_view word) {
    for (std::size_t at = from; at < bytes_.size(); ++at) {
      if (bytes_[at] == '"' || bytes_[at] == '\'')
        at = quote_end(at) - 1;
      else if (is_letter(bytes_[at])) {
        const std::string_view found = word_at(at);
        if (lower(found) == word && (at == 0 || !is_part(bytes_[at - 1]))) return at + found.size();
        at += found.size() - 1;
      }
    }
    problem("the word '" + std::string(word) + "'");
    return bytes_.size();
  }
  static bool is_part(char c) { return c == '$' || c == '!' || c == '.' || c == '-' || (c >= '0' && c <= '9'); }

  [[nodiscard]] std::size_t quote_end(std::size_t at) const {
    const char quote = bytes_[at];
    for (++at; at < bytes_.size() && bytes_[at] != quote; ++at)
      if (bytes_[at] == '\\') ++at;
    return std::min(at + 1, bytes_.size());
  }

  /// What follows a filter: a block, or one statement below it.
  void governed() {
    while (at_ < bytes_.size() && is_blank(bytes_[at_])) ++at_;
    skip();
    if (at_ == bytes_.size() || bytes_[at_] == '}') return;
    if (bytes_[at_] == '{') return open();
    const std::size_t before = depth_;
    const std::size_t block = block_depth_;
    if (nested_ >= deepest) return plain(Statement::Kind::other, line_end(at_));
    depth_ = std::min(depth_ + 1, deepest);
    ++nested_;
    const std::size_t blocks = blocks_.size();
    statement();
    --nested_;
    if (blocks_.size() > blocks)
      blocks_.back() = block;
    else
      depth_ = before;
  }

  /// The end of the parentheses that begin behind `at`.
  [[nodiscard]] std::size_t parentheses_end(std::size_t at) {
    std::size_t open = 0;
    for (at = bytes_.find('(', at); at < bytes_.size(); ++at) {
      if (bytes_[at] == '"' || bytes_[at] == '\'')
        at = quote_end(at) - 1;
      else if (bytes_[at] == '#')
        at = line_end(at);
      else if (bytes_[at] == '(')
        ++open;
      else if (bytes_[at] == ')' && --open == 0)
        return at + 1;
    }
    problem("a closing parenthesis");
    return bytes_.size();
  }

  void object() {
    const std::string name = lower(word_at(at_));
    const std::size_t end = parentheses_end(at_);
    plain(name == "action" ? Statement::Kind::action : Statement::Kind::object, end);
    skip();
    if (at_ == bytes_.size() || bytes_[at_] != '{') return;
    if (name == "ruleset") return open();
    std::size_t open = 0;  // the parts of a template
    for (; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] == '"' || bytes_[at_] == '\'')
        at_ = quote_end(at_) - 1;
      else if (bytes_[at_] == '{')
        ++open;
      else if (bytes_[at_] == '}' && --open == 0)
        break;
    }
    if (at_ == bytes_.size()) problem("a closing brace");
    at_ = std::min(at_ + 1, bytes_.size());
  }

  /// `:property, operation, "value" action`; without two commas it is an output module, ":omusrmsg:*".
  void property() {
    const std::size_t end = old_line_end(at_);
    const std::string_view line = bytes_.substr(at_, end - at_);
    const std::size_t first = line.find(',');
    const std::size_t second = first == line.npos ? line.npos : line.find(',', first + 1);
    const std::size_t quote = second == line.npos ? line.npos : line.find('"', second);
    if (quote == line.npos) return plain(Statement::Kind::action, end);
    plain(Statement::Kind::property, quote_end(at_ + quote));
    governed();
  }

  [[nodiscard]] bool is_selector() const {
    const std::size_t end = std::min(bytes_.find_first_of(" \t\r\n", at_), bytes_.size());
    const std::string_view word = bytes_.substr(at_, end - at_);
    const std::size_t dot = word.find('.');
    if (dot == word.npos || dot == 0 || word.front() == '/' || word.front() == '@' || word.front() == '-') return false;
    return word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*.,;=!\\") ==
           word.npos;
  }

  void selector() {
    std::size_t end = std::min(bytes_.find_first_of(" \t\r\n", at_), bytes_.size());
    while (end < bytes_.size() && bytes_[end - 1] == '\\') {  // a selector over several lines
      while (end < bytes_.size() && is_blank(bytes_[end])) ++end;
      end = std::min(bytes_.find_first_of(" \t\r\n", end), bytes_.size());
    }
    while (end < bytes_.size() && bytes_[end - 1] == ';') {
      std::size_t next = end;
      while (next < bytes_.size() && (bytes_[next] == ' ' || bytes_[next] == '\t' || bytes_[next] == '\\')) ++next;
      if (next == bytes_.size() || bytes_[next] == '\n' || bytes_[next] == '\r') break;
      end = std::min(bytes_.find_first_of(" \t\r\n", next), bytes_.size());
    }
    plain(Statement::Kind::selector, end);
    while (at_ < bytes_.size() && (bytes_[at_] == ' ' || bytes_[at_] == '\t' || bytes_[at_] == '\\')) ++at_;
    governed();
  }

  void action() {
    const std::string word = lower(word_at(at_));
    if (word == "set" || word == "unset" || word == "reset") {
      std::size_t end = at_;
      while (end < bytes_.size() && bytes_[end] != ';')
        end = bytes_[end] == '"' || bytes_[end] == '\'' ? quote_end(end) : end + 1;
      return plain(Statement::Kind::other, std::min(end, bytes_.size()));
    }
    if (word == "stop" || word == "continue") return plain(Statement::Kind::action, at_ + word.size());
    if (word == "call" || word == "call_indirect") {
      const std::size_t end = old_line_end(at_);
      const std::size_t brace = bytes_.substr(at_, end - at_).find('}');
      return plain(Statement::Kind::other, brace == bytes_.npos ? end : at_ + brace);
    }
    const bool again = bytes_[at_] == '&';
    if (again) {
      std::size_t next = at_ + 1;
      while (next < bytes_.size() && (bytes_[next] == ' ' || bytes_[next] == '\t')) ++next;
      if (is_object(word_at(next))) return plain(Statement::Kind::action, parentheses_end(next));
    }
    std::size_t end = old_line_end(at_);
    if (!blocks_.empty()) {  // "{ /var/log/x stop }" on one line
      const std::size_t brace = bytes_.substr(at_, end - at_).find('}');
      if (brace != bytes_.npos) end = at_ + brace;
    }
    if (end == at_) end = std::min(at_ + 1, bytes_.size());
    plain(is_action_start(bytes_[at_]) || again ? Statement::Kind::action : Statement::Kind::other, end);
  }

  static bool is_action_start(char c) {
    static constexpr std::string_view starts = "/-@|~*?^>";
    return starts.find(c) != starts.npos || is_letter(c);
  }

  void problem(std::string expected) {
    constexpr std::size_t most = 1000;
    if (found_.problems.size() >= most) return;
    const std::size_t here = std::min(at_, bytes_.size() == 0 ? 0 : bytes_.size() - 1);
    while (counted_ < here) line_ += bytes_[counted_++] == '\n' ? 1U : 0U;
    found_.problems.push_back({line_, 1, std::move(expected), {}});
  }

  std::string_view bytes_;
  TreeBuilder builder_;
  Statements found_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t block_depth_ = 0;  ///< of the statement that a block would belong to
  std::size_t nested_ = 0;
  std::vector<std::size_t> blocks_;  ///< the depth to go back to at each closing brace
  std::size_t counted_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace

std::string lower(std::string_view text) {
  std::string all(text);
  for (char& c : all)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return all;
}

Statements read_statements(std::string_view bytes) { return Splitter(bytes).run(); }

Object read_object(std::string_view text) {
  Object object;
  const std::size_t open = std::min(text.find('('), text.size());
  object.name = lower(trim(text.substr(0, open)));
  for (std::size_t at = open + 1; at < text.size();) {
    if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = std::min(text.find_first_of("= \t\r\n)", at), text.size());
    const std::string name = lower(text.substr(at, end - at));
    end = std::min(text.find_first_of("\"'[)", end), text.size());
    std::string value;
    if (end < text.size() && text[end] != ')') {
      const bool list = text[end] == '[';
      const char close = list ? ']' : text[end];
      std::size_t stop = end + 1;
      while (stop < text.size() && text[stop] != close) stop += text[stop] == '\\' ? 2U : 1U;
      stop = std::min(stop, text.size());
      value = text.substr(end + 1, stop - end - 1);
      end = stop + 1;
    }
    object.parameters[name] = std::move(value);
    at = end;
  }
  return object;
}

}  // namespace muster::grammars::rsyslog
