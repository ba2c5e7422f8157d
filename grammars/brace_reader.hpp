#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/tree.hpp"

/// Reads formats whose blocks stand in braces (nginx, keepalived, nftables) into the shared tree.
namespace muster::grammars {

/// How a brace format differs from others. The defaults are those of nginx.
struct BraceRules {
  std::string_view comments = "#";  ///< one of these where a word may begin starts a comment to the end of the line
  bool comments_begin_lines = false;  ///< a comment begins only where the text of a line does
  std::string_view quotes = "\"'";  ///< one of these where a word may begin starts a quoted word
  bool escapes = true;              ///< a backslash takes the meaning of the next byte away
  bool semicolon_ends = true;       ///< `;` ends a statement
  bool line_ends = false;           ///< a line end ends a statement (outside of values in braces), and a quote too
  bool dollar_braces = true;        ///< `${` is part of a word
  bool block_comments = false;      ///< `/*` where a word may begin starts a comment up to `*/`
  bool placeholders = false;        ///< a template's placeholder alone on its line (`%%NAME%%`, `@NAME@`) is a statement
  /// Whether the `{` after `statement`, at block depth `depth`, opens a block; otherwise it is part of a value, up to
  /// its `}`, such as a set of ports. Null: always a block.
  bool (*opens_block)(std::string_view statement, std::size_t depth) = nullptr;
};

struct BraceTree {
  Tree tree;
  /// Braces and quotes without their partner, and nesting beyond the limit, in the order of the text. If there is
  /// one, the tree may differ from what the device reads: nothing after it is certain.
  std::vector<Diagnostic> problems;
};

/// Blocks nested deeper than this (no product nests more than a few) are read as if they stood at this depth.
inline constexpr std::size_t max_brace_depth = 100;

/// Linear in the input, without recursion. A node is a statement or the head of a block; a `{` at the beginning of a
/// line belongs to the statement before it.
[[nodiscard]] BraceTree read_braces(std::string_view input, const BraceRules& rules);

}  // namespace muster::grammars
