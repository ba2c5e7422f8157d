#include "waivers/declaration.hpp"

#include <algorithm>
#include <array>

namespace muster::waivers {
namespace {

constexpr std::array<std::string_view, 5> indented{"arista_eos", "cisco_ios", "cisco_iosxr", "cisco_nxos", "frr"};
constexpr std::string_view blanks = " \t\r";

/// The text of a line, and the column at which it begins; a tab reaches to the next multiple of 8.
struct Statement {
  std::size_t column = 0;
  std::string_view text;
};

Statement statement(std::string_view line) {
  Statement found;
  const std::size_t begin = line.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return found;
  for (const char c : line.substr(0, begin)) found.column = c == '\t' ? (found.column / 8 + 1) * 8 : found.column + 1;
  found.text = line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
  return found;
}

/// The blocks that a line stands in, from the outermost on: whether their heads fit the declaration's.
class Blocks {
 public:
  explicit Blocks(const LinePattern* head) : head_(head) {}

  void enter(const Statement& line) {
    while (!open_.empty() && open_.back().column >= line.column) open_.pop_back();
    inside_directly_ = !open_.empty() && open_.back().fits;
    inside_ = std::ranges::any_of(open_, &Open::fits);
    is_head_ = head_ != nullptr && head_->matches(line.text);
    open_.push_back({line.column, is_head_});
  }
  [[nodiscard]] bool inside_directly() const { return inside_directly_; }
  [[nodiscard]] bool belongs() const { return inside_ || is_head_; }

 private:
  struct Open {
    std::size_t column;
    bool fits;
  };
  const LinePattern* head_;
  std::vector<Open> open_;
  bool inside_directly_ = false;
  bool inside_ = false;
  bool is_head_ = false;
};

bool is_open(grammars::LineState state) {
  return state == grammars::LineState::known || state == grammars::LineState::unknown;
}

}  // namespace

bool has_indented_blocks(std::string_view format) { return std::ranges::find(indented, format) != indented.end(); }

bool says_nothing(std::string_view line, std::string_view format) {
  const std::string_view text = statement(line).text;
  return text.empty() || (text.front() == '!' && has_indented_blocks(format));
}

void find_declared(const Declaration& declaration, const CaptureLines& capture, std::vector<DeclaredLine>& lines) {
  if (declaration.format != capture.format) return;
  const bool by_block = declaration.block_pattern.has_value();
  Blocks blocks(by_block ? &*declaration.block_pattern : nullptr);
  for_each_line(capture.text, [&](std::uint32_t number, std::string_view text) {
    if (says_nothing(text, capture.format)) return;
    const Statement line = statement(text);
    if (by_block) blocks.enter(line);
    if (number > capture.states.size() || !is_open(capture.states[number - 1])) return;
    const bool fits = declaration.line_pattern
                          ? (!by_block || blocks.inside_directly()) && declaration.line_pattern->matches(line.text)
                          : blocks.belongs();
    if (fits) lines.push_back({capture.capture, number, declaration.domains, &declaration, true});
  });
}

}  // namespace muster::waivers
