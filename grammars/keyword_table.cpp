#include "grammars/keyword_table.hpp"

#include <algorithm>
#include <utility>

namespace muster::grammars {
namespace {

std::size_t hash(std::uint32_t parent, std::string_view word) {
  std::uint64_t value = 0xcbf29ce484222325U ^ (parent * 0x9e3779b97f4a7c15U);
  for (const char c : word) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return static_cast<std::size_t>(value ^ (value >> 29));
}

/// Longer words are no keywords: they are not even hashed.
constexpr std::size_t longest_word = 64;

/// A statement that undoes something has no block. Where a text has one all the same, neither means what it says: the
/// handlers of the block's lines would look for an object that its head never made.
bool has_block(const Cursor& cursor) {
  const Node& node = cursor.node();
  return cursor.context().tree.nodes().data() + node.subtree_end != &node + 1;
}

}  // namespace

void WordTrie::insert(Slot slot) {
  std::size_t i = hash(slot.parent, slot.word) & (slots_.size() - 1);
  while (!slots_[i].word.empty()) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = slot;
}

void WordTrie::grow() {
  std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  for (const Slot& slot : old)
    if (!slot.word.empty()) insert(slot);
}

std::uint32_t WordTrie::child(std::uint32_t node, std::string_view word) const {
  for (std::size_t i = hash(node, word) & (slots_.size() - 1); !slots_[i].word.empty();
       i = (i + 1) & (slots_.size() - 1))
    if (slots_[i].parent == node && slots_[i].word == word) return slots_[i].node;
  return none;
}

void WordTrie::add(std::string_view path, std::uint32_t row) {
  std::uint32_t node = 0;
  while (!path.empty()) {
    const std::string_view word = path.substr(0, path.find(' '));
    path.remove_prefix(std::min(path.size(), word.size() + 1));
    std::uint32_t next = word == "*" ? nodes_[node].any : child(node, word);
    if (next == none) {
      next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
      if (word == "*") {
        nodes_[node].any = next;
      } else {
        nodes_[node].literal = true;
        if (++used_ * 2 > slots_.size()) grow();
        insert({word, node, next});
      }
    }
    node = next;
  }
  if (nodes_[node].row == none) nodes_[node].row = row;
}

std::uint32_t WordTrie::find(Cursor& cursor) const {
  if (cursor.negated && has_block(cursor)) return none;
  Cursor ahead = cursor;
  std::uint32_t best = none;
  for (std::uint32_t node = 0; !ahead.at_end();) {
    if (nodes_[node].any == none && !nodes_[node].literal) break;
    const std::string_view word = ahead.peek();
    std::uint32_t next = nodes_[node].literal && word.size() <= longest_word ? child(node, word) : none;
    if (next == none && (next = nodes_[node].any) != none) ahead.add_wildcard(word);
    if (next == none) break;
    ahead.word();
    node = next;
    if (nodes_[node].row != none) {
      best = nodes_[node].row;
      cursor.take_position(ahead);
    }
  }
  return best;
}

void Openings::add(Domains domains, std::string reason, std::uint32_t first_line, std::uint32_t last_line) {
  if (domains.empty()) return;
  // A stored secret may stand where a word of the language should: a reason ends before it.
  if (const std::size_t secret = reason.find(" $"); secret != std::string::npos) reason.resize(secret);
  std::vector<Evidence>& ranges = by_reason_[{std::move(reason), domains.bits()}];
  if (!ranges.empty() && ranges.back().last_line + 1 >= first_line)
    ranges.back().last_line = std::max(ranges.back().last_line, last_line);
  else
    ranges.push_back({0, first_line, last_line});
}

void Openings::write(FoldContext& context) const {
  std::vector<const decltype(by_reason_)::value_type*> in_order;
  for (const auto& entry : by_reason_) in_order.push_back(&entry);
  std::ranges::stable_sort(in_order, {}, [](const auto* entry) { return entry->second.front().first_line; });
  for (const auto* entry : in_order) {
    std::vector<Evidence> ranges = entry->second;
    for (Evidence& range : ranges) range.capture = context.options.capture;
    context.device.open(context.options.context, Domains::from_bits(entry->first.second), entry->first.first,
                        context.device.lines.add(std::move(ranges)));
  }
}

}  // namespace muster::grammars
