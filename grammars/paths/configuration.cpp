#include "grammars/paths/configuration.hpp"

#include <algorithm>
#include <utility>

namespace muster::grammars::paths {

Configuration::Configuration(std::size_t expected_words, bool (*is_aside)(NodeId, std::string_view))
    : is_aside_(is_aside) {
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
  made.aside = is_aside_ != nullptr && is_aside_(parent, text);
  if (above.last_child == no_node)
    above.first_child = node;
  else
    nodes_[above.last_child].next = node;
  above.last_child = node;
  return node;
}

std::string_view Configuration::keep(std::string text, ByteSpan place) {
  auto copy = std::make_unique<std::string>(std::move(text));
  const std::string_view view = *copy;
  kept_.emplace(view.data(), std::pair(std::move(copy), place));
  return view;
}

ByteSpan Configuration::place_of(std::string_view text, std::string_view input) const {
  const auto kept = kept_.find(text.data());
  if (kept != kept_.end()) return kept->second.second;
  const auto begin = static_cast<std::uint32_t>(text.data() - input.data());
  return {begin, static_cast<std::uint32_t>(begin + text.size())};
}

NodeId Children::active(NodeId node) const {
  while (node != no_node && (config_[node].inactive || config_[node].aside)) node = config_[node].next;
  return node;
}

std::vector<Evidence> joined(std::vector<Evidence> lines) {
  const auto order = [](const Evidence& a, const Evidence& b) { return a.first_line < b.first_line; };
  if (!std::ranges::is_sorted(lines, order)) std::ranges::sort(lines, order);
  std::vector<Evidence> all;
  for (const Evidence& each : lines) {
    if (!all.empty() && each.first_line <= all.back().last_line + 1)
      all.back().last_line = std::max(all.back().last_line, each.last_line);
    else
      all.push_back(each);
  }
  return all;
}

NodeId Configuration::next_below(NodeId node, NodeId top) const {
  return nodes_[node].first_child != no_node ? nodes_[node].first_child : next_beside(node, top);
}

NodeId Configuration::next_beside(NodeId node, NodeId top) const {
  for (; node != top; node = nodes_[node].parent)
    if (nodes_[node].next != no_node) return nodes_[node].next;
  return no_node;
}

}  // namespace muster::grammars::paths
