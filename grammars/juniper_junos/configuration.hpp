#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"

/// A Junos configuration as a tree of words: `interfaces { ge-0/0/0 { mtu 9000; } }` and
/// `set interfaces ge-0/0/0 mtu 9000` are the same path. The values of `[ a b ]` are siblings.
namespace muster::grammars::juniper_junos {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xffffffffU;

/// One word of a path.
struct WordNode {
  std::string_view text;  ///< without its quotes; points into the input
  NodeId parent = no_node;
  NodeId first_child = no_node;
  NodeId last_child = no_node;
  NodeId next = no_node;    ///< the next sibling
  NodeId origin = no_node;  ///< the word of a group that this one was inherited from
  std::uint32_t line = 0;   ///< of the statement that brought it, from 1
  std::uint32_t last_line = 0;
  std::uint16_t depth = 0;
  bool inactive = false;  ///< deactivated: it has no effect, nor has what is below it
  bool doubtful = false;  ///< inherited from a group that may or may not apply
  bool used = false;      ///< of a group: something inherits it
  LineState state = LineState::understood;
};

/// Paths longer than this are in no configuration of a device; recursion over the tree is bounded by it.
inline constexpr std::uint16_t deepest_path = 100;

class Configuration {
 public:
  explicit Configuration(std::size_t expected_words);

  [[nodiscard]] static constexpr NodeId root() { return 0; }
  [[nodiscard]] const WordNode& operator[](NodeId node) const { return nodes_[node]; }
  [[nodiscard]] WordNode& operator[](NodeId node) { return nodes_[node]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

  /// The child of that word, or nothing.
  [[nodiscard]] NodeId find(NodeId parent, std::string_view text) const;
  /// The child of that word; made if there is none.
  NodeId find_or_add(NodeId parent, std::string_view text, std::uint32_t line, std::uint32_t last_line);
  /// A new child, which hides a deactivated one of the same word.
  NodeId add(NodeId parent, std::string_view text, std::uint32_t line, std::uint32_t last_line);
  /// The next word below `top` in the order of the text, or nothing.
  [[nodiscard]] NodeId next_below(NodeId node, NodeId top) const;
  /// The next one that is not below `node`.
  [[nodiscard]] NodeId next_beside(NodeId node, NodeId top) const;

 private:
  [[nodiscard]] std::size_t slot(NodeId parent, std::string_view text) const;
  void grow();

  std::vector<WordNode> nodes_;
  std::vector<NodeId> slots_;  ///< open addressing, by parent and text
};

/// Where a statement ends, and its lines.
struct Statement {
  NodeId node;
  std::uint32_t line;
  std::uint32_t last_line;
};

/// Lines that may mean anything: all domains are open.
struct Doubt {
  std::uint32_t line;
  std::uint32_t last_line;
  std::string_view reason;
};

}  // namespace muster::grammars::juniper_junos
