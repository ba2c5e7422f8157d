#include "grammars/tree.hpp"

#include <algorithm>
#include <cstring>

namespace muster::grammars {
namespace {

std::uint32_t narrow(std::size_t value) { return static_cast<std::uint32_t>(value); }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// The end of the line that holds `from`: the offset of its newline, or the input's size.
std::size_t line_end(std::string_view input, std::size_t from) {
  const void* const newline = std::memchr(input.data() + from, '\n', input.size() - from);
  return newline == nullptr ? input.size() : static_cast<std::size_t>(static_cast<const char*>(newline) - input.data());
}

struct Indentation {
  std::size_t begin;  ///< of the text
  std::uint32_t columns;
};

Indentation skip_indentation(std::string_view input, std::size_t at, std::size_t end) {
  std::uint32_t columns = 0;
  for (; at < end && is_blank(input[at]); ++at) columns = input[at] == '\t' ? (columns | 7U) + 1 : columns + 1;
  return {at, columns};
}

}  // namespace

TreeBuilder::TreeBuilder(std::string_view input) {
  tree_.input_ = input;
  tree_.nodes_.reserve(input.size() / 32 + 8);
}

void TreeBuilder::close(std::size_t depth) {
  while (open_.size() > depth) {
    tree_.nodes_[open_.back()].subtree_end = narrow(tree_.nodes_.size());
    open_.pop_back();
  }
}

void TreeBuilder::add(std::size_t depth, std::size_t begin, std::size_t end, std::uint32_t line,
                      std::uint32_t last_line) {
  close(depth);
  const std::uint32_t index = narrow(tree_.nodes_.size());
  tree_.nodes_.push_back({narrow(begin), narrow(end), line, last_line, index + 1, narrow(open_.size())});
  open_.push_back(index);
}

Tree TreeBuilder::finish(std::uint32_t line_count) && {
  close(0);
  tree_.line_count_ = line_count;
  return std::move(tree_);
}

std::string write_back(const Tree& tree) {
  const std::string_view input = tree.input();
  std::string out;
  out.reserve(input.size());
  std::size_t done = 0;
  for (const Node& node : tree.nodes()) {
    if (node.begin > done) out.append(input.substr(done, node.begin - done));
    out.append(tree.text(node));
    done = node.end;
  }
  out.append(input.substr(done));
  return out;
}

Tree read_indented(std::string_view input, const IndentRules& rules) {
  TreeBuilder builder(input);
  std::vector<std::uint32_t> columns;  // indentation of the open blocks
  std::uint32_t line = 0;
  for (std::size_t at = 0; at < input.size();) {
    const std::uint32_t first_line = ++line;
    std::size_t stop = line_end(input, at);
    const Indentation indent = skip_indentation(input, at, stop);
    at = stop + 1;
    if (indent.begin == stop || rules.comments.find(input[indent.begin]) != std::string_view::npos) continue;
    std::size_t end = stop;
    if (rules.text_end != nullptr && (end = rules.text_end(input, indent.begin, stop)) > stop) {
      end = std::min(end, input.size());
      line += narrow(static_cast<std::size_t>(std::count(input.begin() + static_cast<std::ptrdiff_t>(stop),
                                                         input.begin() + static_cast<std::ptrdiff_t>(end), '\n')));
      at = line_end(input, end) + 1;
    }
    while (end > indent.begin && is_blank(input[end - 1])) --end;
    while (!columns.empty() && columns.back() >= indent.columns) columns.pop_back();
    builder.add(columns.size(), indent.begin, end, first_line, line);
    columns.push_back(indent.columns);
  }
  return std::move(builder).finish(line);
}

}  // namespace muster::grammars
