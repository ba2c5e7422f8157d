#include "grammars/fortinet_fortios/reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

namespace muster::grammars::fortinet_fortios {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Words that begin a statement of their own. A key of the same name keeps its `set`.
constexpr std::array<std::string_view, 14> verbs{"config", "edit", "unset", "append", "select", "unselect", "delete",
                                                 "rename", "move", "clone", "purge",  "next",   "end",      "set"};

constexpr std::string_view head_mark = "#config-version=";

struct Item {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t line = 0;
  std::uint32_t last_line = 0;
  std::uint32_t depth = 0;
  bool kept = true;
};

class Reader {
 public:
  explicit Reader(std::string_view input) : input_(input) { items_.reserve(input.size() / 32 + 8); }

  ConfigTree read() {
    while (at_ < input_.size()) statement();
    if (!open_.empty()) misfit(items_[open_.back().item].line, "a block without its end: the text is cut");
    TreeBuilder builder(input_);
    for (const Item& item : items_)
      if (item.kept) builder.add(item.depth, item.begin, item.end, item.line, item.last_line);
    result_.tree = std::move(builder).finish(line_);
    return std::move(result_);
  }

 private:
  struct Block {
    std::size_t item;
    bool is_edit;
    bool filled;  ///< it holds something
  };

  [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const {
    return input_.substr(begin, end - begin);
  }

  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    const void* const newline = std::memchr(input_.data() + from, '\n', input_.size() - from);
    return newline == nullptr ? input_.size()
                              : static_cast<std::size_t>(static_cast<const char*>(newline) - input_.data());
  }

  void misfit(std::uint32_t line, std::string reason) {
    if (!result_.misfit) result_.misfit = Misfit{line, std::move(reason)};
  }

  void statement() {
    Item item;
    item.line = ++line_;
    std::size_t stop = line_end(at_);
    item.begin = at_;
    while (item.begin < stop && is_blank(input_[item.begin])) ++item.begin;
    if (item.begin == stop || input_[item.begin] == '#') {
      comment(text(item.begin, stop));
      at_ = stop + 1;
      return;
    }
    stop = text_end(item.begin, stop);
    item.last_line = line_;
    item.end = stop;
    while (item.end > item.begin && is_blank(input_[item.end - 1])) --item.end;
    at_ = stop + 1;
    take(item);
  }

  void comment(std::string_view line) {
    if (!result_.head.empty() || !line.starts_with(head_mark)) return;
    line.remove_prefix(head_mark.size());
    result_.head = line.substr(0, line.find_first_of(": \t\r"));
    result_.head_line = line_;
  }

  /// The end of the line on which the last quote of the statement closes; counts the lines on the way.
  std::size_t text_end(std::size_t begin, std::size_t stop) {
    for (std::size_t i = begin; i < stop; ++i) {
      const char c = input_[i];
      if (c == '\\') {
        ++i;
      } else if (c == '\'' && is_blank(input_[i - (i > begin ? 1 : 0)])) {
        const void* const close = std::memchr(input_.data() + i + 1, '\'', stop - i - 1);
        if (close != nullptr) i = static_cast<std::size_t>(static_cast<const char*>(close) - input_.data());
      } else if (c == '"') {
        i = closing_quote(i + 1);
        if (i >= input_.size()) {
          misfit(line_, "a quote without its end");
          return input_.size();
        }
        if (i > stop) stop = line_end(i);
      }
    }
    return stop;
  }

  std::size_t closing_quote(std::size_t at) {
    for (; at < input_.size() && input_[at] != '"'; ++at) {
      if (input_[at] == '\\' && at + 1 < input_.size()) ++at;
      if (input_[at] == '\n' && at + 1 < input_.size()) ++line_;
    }
    return at;
  }

  void take(Item item) {
    const std::string_view whole = text(item.begin, item.end);
    const auto word_end = std::ranges::find_if(whole, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
    const std::string_view word(whole.begin(), word_end);
    if (!open_.empty() && std::ranges::find(verbs, word) == verbs.end())
      misfit(item.line, "a line without set or another verb: the text is not as the device printed it");
    if (word == "set") strip_set(item, whole);
    if (whole == "next") return next();
    if (whole == "end") return end();
    const bool edit = word == "edit";
    if (edit && !open_.empty() && open_.back().is_edit) misfit(item.line, "edit inside of edit: a next is missing");
    item.depth = static_cast<std::uint32_t>(open_.size());
    for (auto block = open_.rbegin(); block != open_.rend() && !block->filled; ++block) {
      if (!edit && word == "config") break;
      block->filled = true;
    }
    if (edit || word == "config") open_.push_back({items_.size(), edit, edit});
    items_.push_back(item);
  }

  /// The settings begin with their key: `set` tells nothing that its absence does not.
  void strip_set(Item& item, std::string_view whole) const {
    const std::size_t key = whole.find_first_not_of(" \t", 3);
    if (key == std::string_view::npos) return;
    const std::string_view rest = whole.substr(key);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t\n"));
    if (std::ranges::find(verbs, word) == verbs.end()) item.begin += key;
  }

  void next() {
    if (open_.empty() || !open_.back().is_edit) return misfit(line_, "next outside of edit");
    open_.pop_back();
  }

  /// `end` inside of `edit` leaves both.
  void end() {
    if (!open_.empty() && open_.back().is_edit) open_.pop_back();
    if (open_.empty()) return misfit(line_, "end without a block");
    if (!open_.back().filled) items_[open_.back().item].kept = false;
    open_.pop_back();
  }

  std::string_view input_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 0;
  std::vector<Item> items_;
  std::vector<Block> open_;
  ConfigTree result_;
};

}  // namespace

ConfigTree read_config(std::string_view input) { return Reader(input).read(); }

}  // namespace muster::grammars::fortinet_fortios
