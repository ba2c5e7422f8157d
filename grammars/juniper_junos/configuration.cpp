#include "grammars/juniper_junos/configuration.hpp"

#include <utility>

namespace muster::grammars::juniper_junos {

Configuration::Configuration(std::size_t expected_words) {
  nodes_.reserve(expected_words + 1);
  nodes_.emplace_back();
  std::size_t size = 64;
  while (size < expected_words * 2) size *= 2;
  slots_.assign(size, no_node);
}

/// The slot that holds the child, or the free one where it belongs.
std::size_t Configuration::slot(NodeId parent, std::string_view text) const {
  std::uint64_t value = 0xcbf29ce484222325U ^ (parent * 0x9e3779b97f4a7c15U);
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::size_t i = (value ^ (value >> 29)) & (slots_.size() - 1);
  while (slots_[i] != no_node && (nodes_[slots_[i]].parent != parent || nodes_[slots_[i]].text != text))
    i = (i + 1) & (slots_.size() - 1);
  return i;
}

void Configuration::grow() {
  const std::vector<NodeId> old = std::exchange(slots_, std::vector<NodeId>(slots_.size() * 2, no_node));
  for (const NodeId node : old)
    if (node != no_node) slots_[slot(nodes_[node].parent, nodes_[node].text)] = node;
}

NodeId Configuration::find(NodeId parent, std::string_view text) const { return slots_[slot(parent, text)]; }

NodeId Configuration::find_or_add(NodeId parent, std::string_view text, std::uint32_t line, std::uint32_t last_line) {
  const NodeId last = nodes_[parent].last_child;
  if (last != no_node && nodes_[last].text == text && !nodes_[last].inactive) return last;
  const NodeId found = find(parent, text);
  return found != no_node ? found : add(parent, text, line, last_line);
}

NodeId Configuration::add(NodeId parent, std::string_view text, std::uint32_t line, std::uint32_t last_line) {
  if (nodes_.size() * 2 > slots_.size()) grow();
  const auto node = static_cast<NodeId>(nodes_.size());
  slots_[slot(parent, text)] = node;
  WordNode& made = nodes_.emplace_back();
  WordNode& above = nodes_[parent];
  made.text = text;
  made.parent = parent;
  made.line = line, made.last_line = last_line;
  made.depth = static_cast<std::uint16_t>(above.depth + 1);
  if (above.last_child == no_node)
    above.first_child = node;
  else
    nodes_[above.last_child].next = node;
  above.last_child = node;
  return node;
}

NodeId Configuration::next_below(NodeId node, NodeId top) const {
  return nodes_[node].first_child != no_node ? nodes_[node].first_child : next_beside(node, top);
}

NodeId Configuration::next_beside(NodeId node, NodeId top) const {
  for (; node != top; node = nodes_[node].parent)
    if (nodes_[node].next != no_node) return nodes_[node].next;
  return no_node;
}

}  // namespace muster::grammars::juniper_junos
