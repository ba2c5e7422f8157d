#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The lossless tree that every text format builds first: a flat pre-order list of statements over the input.
namespace muster::grammars {

/// One statement: a line, a text over several lines, or the head of a block. It points into the input.
struct Node {
  std::uint32_t begin = 0;        ///< first byte of its text, after the indentation
  std::uint32_t end = 0;          ///< one past its text: no trailing blanks, no line end
  std::uint32_t line = 0;         ///< from 1
  std::uint32_t last_line = 0;    ///< of its own text; its block may go on
  std::uint32_t subtree_end = 0;  ///< index of the first node that is not below it
  std::uint32_t depth = 0;        ///< 0 at top level
};

/// Statements in the order of the text. What stands between them (indentation, line ends, blank lines, comments,
/// braces) belongs to no node and is kept by the input itself. The input must outlive the tree. Up to 4 GiB.
class Tree {
 public:
  [[nodiscard]] std::string_view input() const { return input_; }
  [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }
  [[nodiscard]] std::string_view text(const Node& node) const {
    return input_.substr(node.begin, node.end - node.begin);
  }
  /// Lines of the input: its newlines, and one more if bytes follow the last.
  [[nodiscard]] std::uint32_t line_count() const { return line_count_; }

 private:
  friend class TreeBuilder;
  std::string_view input_;
  std::vector<Node> nodes_;
  std::uint32_t line_count_ = 0;
};

/// Collects nodes in the order of the text. For readers of a family of formats (indentation, sections, braces).
class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view input);

  /// Adds a statement at `depth`, which is cut to one more than the depth of the last node.
  /// [begin, end) must not begin before the end of the last one.
  void add(std::size_t depth, std::size_t begin, std::size_t end, std::uint32_t line, std::uint32_t last_line);
  [[nodiscard]] Tree finish(std::uint32_t line_count) &&;

 private:
  friend Tree read_indented(std::string_view input, const struct IndentRules& rules);
  struct Open {
    std::uint32_t index;
    std::uint32_t column;  ///< of its text, for readers of indentation
  };
  void close(std::size_t depth);
  void add_indented(std::uint32_t column, std::size_t begin, std::size_t end, std::uint32_t line, std::uint32_t last_line);
  void push(std::uint32_t column, std::size_t begin, std::size_t end, std::uint32_t line, std::uint32_t last_line);

  Tree tree_;
  std::vector<Open> open_;  ///< the nodes whose subtree is not complete
};

/// The input again, put together from the nodes and what stands between them.
[[nodiscard]] std::string write_back(const Tree& tree);

/// How an indented format differs from the plain one.
struct IndentRules {
  std::string_view comments = "!";  ///< a line whose first non-blank byte is one of these is no statement
  /// For texts over several lines (banners, certificates). Gets the input and the bounds [begin, line_end) of a
  /// statement's first line, and returns the end of its text: `line_end` for an ordinary line, otherwise an offset
  /// at or before the end of its last line. Must take time linear in what it returns.
  std::size_t (*text_end)(std::string_view input, std::size_t begin, std::size_t line_end) = nullptr;
  /// It is asked only about statements that begin with one of these bytes; empty: about all.
  std::string_view text_starts = {};
};

/// Reads a format in which deeper indentation opens a block. A tab reaches to the next multiple of 8.
[[nodiscard]] Tree read_indented(std::string_view input, const IndentRules& rules);

}  // namespace muster::grammars
