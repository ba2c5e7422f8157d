#pragma once

#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/tree.hpp"

/// The text that tmsh prints, as a tree: `ltm pool /Common/x {` is the head of a block, each line in it a statement.
namespace muster::grammars::f5_bigip {

struct ConfigTree {
  Tree tree;
  /// Braces and quotes without their partner, and nesting beyond the limit. If there is one, the tree may differ from
  /// what the device reads: nothing is certain.
  std::vector<Diagnostic> problems;
};

/// Linear in the input, without recursion.
/// - A statement ends with its line, with the `{` that opens its block, or with the `}` that closes the block around
/// it.
///   Braces count only where a word may begin. What stands in a block on one line is one statement of that block.
/// - A block without a head, as lists of unnamed items have, is the statement `{`.
/// - A word that begins with `"` goes on to the closing quote, over line ends; a backslash protects what follows it.
/// - `#` at the beginning of a statement is a comment; at top level `!` too.
/// - The block of an iRule, or of another script, is one statement: its braces are balanced as Tcl balances them,
///   in strings and comments alike, a backslash protecting what follows it.
[[nodiscard]] ConfigTree read_config(std::string_view input);

}  // namespace muster::grammars::f5_bigip
