#include "grammars/nginx/config.hpp"

namespace muster::grammars::nginx {

const Directive* Block::find(std::string_view name) const {
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : &directives[found->second.front()];
}

void Config::open_all(FoldContext& context) {
  if (blocks_[0].open) return;
  blocks_[0].open = true;
  blocks_[0].opened_by = context.device.lines.add(context.options.capture, 1, context.tree.line_count());
}

void Config::index() {
  for (Block& block : blocks_)
    for (std::uint32_t i = 0; i < block.directives.size(); ++i) block.by_name[block.directives[i].name].push_back(i);
}

Block& Config::at(const Cursor& cursor) {
  while (stack_.size() > 1 && blocks_[stack_.back()].depth > cursor.node().depth) stack_.pop_back();
  return blocks_[stack_.back()];
}

void Config::enter(Cursor& cursor, BlockKind kind, Directive head) {
  Block& parent = at(cursor);
  const auto index = static_cast<std::uint32_t>(blocks_.size());
  parent.children.push_back(index);
  parent.directives.push_back({head.name, {}, head.lines});
  Block block;
  block.kind = kind;
  block.head = std::move(head);
  block.parent = stack_.back();
  block.depth = cursor.node().depth + 1;
  blocks_.push_back(std::move(block));
  stack_.push_back(index);
}

void Config::open(const Cursor& cursor) {
  Block& block = at(cursor);
  if (block.open) return;
  block.open = true;
  block.opened_by = cursor.lines();
}

std::vector<const Directive*> Block::all(std::string_view name) const {
  std::vector<const Directive*> found;
  const auto places = by_name.find(name);
  if (places == by_name.end()) return found;
  for (const std::uint32_t i : places->second) found.push_back(&directives[i]);
  return found;
}

const Block* Config::owner(const Block& block, std::string_view name) const {
  for (const Block* here = &block;; here = &parent(*here)) {
    if (here->by_name.contains(name)) return here;
    if (here->kind == BlockKind::main) return nullptr;
  }
}

const Directive* Config::inherited(const Block& block, std::string_view name) const {
  const Block* const from = owner(block, name);
  return from == nullptr ? nullptr : &from->directives[from->by_name.at(name).back()];
}

}  // namespace muster::grammars::nginx
