#include "grammars/tree.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace muster::grammars {
namespace {

std::uint32_t narrow(std::size_t value) { return static_cast<std::uint32_t>(value); }

bool is_blank(char c) { return c <= ' ' && (c == ' ' || c == '\t' || c == '\r'); }

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
  const std::size_t start = at;
  while (at < end && input[at] == ' ') ++at;
  std::uint32_t columns = narrow(at - start);
  if (at == end || !is_blank(input[at])) return {at, columns};
  for (; at < end && is_blank(input[at]); ++at) columns = input[at] == '\t' ? (columns | 7U) + 1 : columns + 1;
  return {at, columns};
}

/// What the first byte of a statement tells.
class FirstBytes {
 public:
  enum Kind : std::uint8_t { plain, comment, text };

  explicit FirstBytes(const IndentRules& rules) {
    if (rules.text_end != nullptr && rules.text_starts.empty()) kinds_.fill(text);
    if (rules.text_end != nullptr)
      for (const char c : rules.text_starts) kinds_[static_cast<unsigned char>(c)] = text;
    for (const char c : rules.comments) kinds_[static_cast<unsigned char>(c)] = comment;
  }
  Kind operator[](char c) const { return kinds_[static_cast<unsigned char>(c)]; }

 private:
  std::array<Kind, 256> kinds_{};
};

}  // namespace

TreeBuilder::TreeBuilder(std::string_view input) {
  tree_.input_ = input;
  tree_.nodes_.reserve(input.size() / 32 + 8);
}

void TreeBuilder::close(std::size_t depth) {
  while (open_.size() > depth) {
    tree_.nodes_[open_.back().index].subtree_end = narrow(tree_.nodes_.size());
    open_.pop_back();
  }
}

void TreeBuilder::push(std::uint32_t column, std::size_t begin, std::size_t end, std::uint32_t line,
                       std::uint32_t last_line) {
  const std::uint32_t index = narrow(tree_.nodes_.size());
  tree_.nodes_.push_back({narrow(begin), narrow(end), line, last_line, index + 1, narrow(open_.size())});
  open_.push_back({index, column});
}

void TreeBuilder::add(std::size_t depth, std::size_t begin, std::size_t end, std::uint32_t line,
                      std::uint32_t last_line) {
  close(depth);
  push(0, begin, end, line, last_line);
}

/// The column decides the depth: what is open further right, or as far, ends here.
void TreeBuilder::add_indented(std::uint32_t column, std::size_t begin, std::size_t end, std::uint32_t line,
                               std::uint32_t last_line) {
  while (!open_.empty() && open_.back().column >= column) {
    tree_.nodes_[open_.back().index].subtree_end = narrow(tree_.nodes_.size());
    open_.pop_back();
  }
  push(column, begin, end, line, last_line);
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
  const FirstBytes first_bytes(rules);
  const char* const base = input.data();
  std::uint32_t line = 0;
  for (std::size_t at = 0; at < input.size();) {
    const std::uint32_t first_line = ++line;
    const std::size_t stop = line_end(input, at);
    const Indentation indent = skip_indentation(input, at, stop);
    at = stop + 1;
    if (indent.begin == stop) continue;
    const FirstBytes::Kind kind = first_bytes[base[indent.begin]];
    if (kind == FirstBytes::comment) continue;
    std::size_t end = stop;
    if (kind == FirstBytes::text && (end = rules.text_end(input, indent.begin, stop)) > stop) {
      end = std::min(end, input.size());
      line += narrow(static_cast<std::size_t>(std::count(base + stop, base + end, '\n')));
      at = line_end(input, end) + 1;
    }
    while (end > indent.begin && is_blank(base[end - 1])) --end;
    builder.add_indented(indent.columns, indent.begin, end, first_line, line);
  }
  return std::move(builder).finish(line);
}

}  // namespace muster::grammars
