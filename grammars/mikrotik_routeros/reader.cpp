#include "grammars/mikrotik_routeros/reader.hpp"

#include <algorithm>
#include <array>

#include "grammars/text_lines.hpp"

namespace muster::grammars::mikrotik_routeros {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Reader {
 public:
  explicit Reader(std::string_view input) : input_(input), builder_(input) {}

  ConfigTree read() {
    while (at_ < input_.size()) line();
    const bool open_end = !input_.empty() && input_.back() != '\n';
    return {std::move(builder_).finish(line_ - 1 + (open_end ? 1 : 0)), std::move(head_), misfit_};
  }

 private:
  void line() {
    while (at_ < input_.size() && is_blank(input_[at_])) ++at_;
    if (at_ == input_.size()) return;
    if (input_[at_] == '\n') return end_of_line();
    if (input_[at_] == '#') return comment();
    statement();
  }

  void end_of_line() {
    ++at_;
    ++line_;
  }

  std::size_t find_line_end() const { return std::min(input_.find('\n', at_), input_.size()); }

  void comment() {
    const std::size_t end = find_line_end();
    const std::string_view text = trim(input_.substr(at_ + 1, end - at_ - 1));
    if (text.starts_with("error exporting") || text.starts_with("interrupted"))
      misfit_ = Misfit{line_, "the device did not export everything"};
    head(text);
    at_ = end;
    if (at_ < input_.size()) end_of_line();
  }

  /// `2024-10-25 06:08:35 by RouterOS 7.10.1`, `model = X`, `serial number = X`, and `version: X` as tools of backup
  /// put it there. Only what stands before the first menu is the head.
  void head(std::string_view text) {
    if (has_menu_) return;
    constexpr std::string_view by = " by RouterOS ";
    if (const std::size_t at = text.find(by); at != std::string_view::npos)
      return add("version", trim(text.substr(at + by.size())));
    for (const std::string_view key : {"model", "serial number", "version"}) {
      if (!text.starts_with(key)) continue;
      const std::string_view rest = trim(text.substr(key.size()));
      if (rest.starts_with(key == "version" ? ':' : '=')) return add(key, trim(rest.substr(1)));
    }
  }

  void add(std::string_view key, std::string_view value) {
    const auto same = [&](const HeadLine& line) { return line.key == key; };
    if (value.empty() || std::ranges::any_of(head_, same)) return;
    head_.push_back({key, value, line_});
  }

  void statement() {
    const std::size_t begin = at_;
    const std::uint32_t first = line_;
    skip_statement();
    std::size_t end = at_;
    while (end > begin && is_blank(input_[end - 1])) --end;
    add_statement(begin, end, first);
    if (at_ < input_.size()) end_of_line();
  }

  /// To the line end that ends it, or to the end of the input.
  void skip_statement() {
    bool quoted = false;
    std::size_t braces = 0;
    const std::uint32_t first = line_;
    for (; at_ < input_.size(); ++at_) {
      const char c = input_[at_];
      if (c == '\\') {
        skip_escape();
      } else if (c == '\n') {
        if (!quoted && braces == 0) return;
        ++line_;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{' && (braces != 0 || (at_ > 0 && input_[at_ - 1] == '='))) {
        ++braces;
      } else if (!quoted && c == '}' && braces != 0) {
        --braces;
      }
      if (at_ >= input_.size()) break;
    }
    if (at_ == input_.size() && ends_in_continuation()) misfit_ = Misfit{first, "the end of a statement is missing"};
    if (quoted || braces != 0)
      misfit_ = Misfit{first, quoted ? "a quote without its partner" : "a brace without its partner"};
  }

  /// Whether the input ends where a backslash says that it goes on.
  [[nodiscard]] bool ends_in_continuation() const {
    std::size_t end = input_.size();
    while (end > 0 && (is_blank(input_[end - 1]) || input_[end - 1] == '\n')) --end;
    std::size_t backslashes = 0;
    while (end > backslashes && input_[end - 1 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 1;
  }

  /// On the last byte of an escape; a line end is one, with its carriage return.
  void skip_escape() {
    ++at_;
    if (at_ + 1 < input_.size() && input_[at_] == '\r' && input_[at_ + 1] == '\n') ++at_;
    if (at_ < input_.size() && input_[at_] == '\n') ++line_;
  }

  void add_statement(std::size_t begin, std::size_t end, std::uint32_t first) {
    // Without its partner a quote takes in the last line end, behind which no line begins.
    const bool behind = at_ >= input_.size() && input_.ends_with('\n') && line_ > first;
    const std::uint32_t last = behind ? line_ - 1 : line_;
    if (input_[begin] != '/') {
      builder_.add(has_menu_ ? 1 : 0, begin, end, first, last);
      return;
    }
    has_menu_ = true;
    const std::size_t verb = find_verb(begin, end);
    std::size_t menu_end = verb;
    while (menu_end > begin && is_blank(input_[menu_end - 1])) --menu_end;
    builder_.add(0, begin, menu_end, first, verb == end ? last : first);
    if (verb != end) builder_.add(1, verb, end, first, last);
  }

  /// Where the first command after the words of the menu begins; `end` if there is none.
  std::size_t find_verb(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin; at < end;) {
      while (at < end && is_blank(input_[at])) ++at;
      std::size_t word = at;
      while (word < end && !is_blank(input_[word]) && input_[word] != '\n') ++word;
      if (is_verb(input_.substr(at, word - at))) return at;
      if (word < end && input_[word] == '\n') return end;
      at = word;
    }
    return end;
  }

  std::string_view input_;
  TreeBuilder builder_;
  std::vector<HeadLine> head_;
  std::optional<Misfit> misfit_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  bool has_menu_ = false;
};

}  // namespace

bool is_verb(std::string_view word) {
  static constexpr std::array verbs = std::to_array<std::string_view>(
      {"add", "set", "remove", "enable", "disable", "unset", "move", "reset", "edit", "import", "print"});
  return std::ranges::find(verbs, word) != verbs.end();
}

ConfigTree read_config(std::string_view input) { return Reader(input).read(); }

}  // namespace muster::grammars::mikrotik_routeros
