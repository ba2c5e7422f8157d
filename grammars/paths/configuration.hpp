#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/format.hpp"

/// A configuration whose settings are paths of words, as a tree: `interfaces { ge-0/0/0 { mtu 9000; } }` and
/// `set interfaces ge-0/0/0 mtu 9000` are the same path. The values of `[ a b ]` are siblings.
namespace muster::grammars::paths {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xffffffffU;

/// One word of a path.
struct WordNode {
  std::string_view text;  ///< without its quotes; points into the input, or is one of `Configuration::keep`
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
  bool aside = false;     ///< no setting itself, but how the format puts settings together (`apply-groups`)
  LineState state = LineState::understood;
};

/// Paths longer than this are in no configuration of a device; recursion over the tree is bounded by it.
inline constexpr std::uint16_t deepest_path = 100;

class Configuration {
 public:
  /// `is_aside` tells the words that are no settings themselves; null: there are none.
  explicit Configuration(std::size_t expected_words, bool (*is_aside)(NodeId parent, std::string_view word) = nullptr);

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
  /// A word that stands in another form in the input, at `place`: `&amp;`. The view lives as long as this.
  std::string_view keep(std::string text, ByteSpan place);
  /// Where a word stands in the input.
  [[nodiscard]] ByteSpan place_of(std::string_view text, std::string_view input) const;
  /// The next word below `top` in the order of the text, or nothing.
  [[nodiscard]] NodeId next_below(NodeId node, NodeId top) const;
  /// The next one that is not below `node`.
  [[nodiscard]] NodeId next_beside(NodeId node, NodeId top) const;

 private:
  [[nodiscard]] std::size_t slot(NodeId parent, std::string_view text) const;
  void grow();

  std::vector<WordNode> nodes_;
  std::vector<NodeId> slots_;  ///< open addressing, by parent and text
  bool (*is_aside_)(NodeId parent, std::string_view word);
  std::map<const char*, std::pair<std::unique_ptr<std::string>, ByteSpan>> kept_;  ///< by where their copies begin
};

/// The active words below a place, in order.
class Children {
 public:
  Children(const Configuration& configuration, NodeId node)
      : config_(configuration), first_(active(configuration[node].first_child)) {}
  class Iterator {
   public:
    Iterator(const Children& of, NodeId node) : of_(of), node_(node) {}
    NodeId operator*() const { return node_; }
    Iterator& operator++() {
      node_ = of_.active(of_.config_[node_].next);
      return *this;
    }
    bool operator==(const Iterator& other) const { return node_ == other.node_; }

   private:
    const Children& of_;
    NodeId node_;
  };
  [[nodiscard]] Iterator begin() const { return {*this, first_}; }
  [[nodiscard]] Iterator end() const { return {*this, no_node}; }
  [[nodiscard]] bool empty() const { return first_ == no_node; }

 private:
  /// Skips what is deactivated, and what is no setting itself.
  [[nodiscard]] NodeId active(NodeId node) const;
  const Configuration& config_;
  NodeId first_;
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

/// In the order of the text, neighbours joined.
[[nodiscard]] std::vector<Evidence> joined(std::vector<Evidence> lines);

}  // namespace muster::grammars::paths
