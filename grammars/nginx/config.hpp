#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "model/attribute.hpp"

/// An nginx configuration in its own terms: blocks, and in each the directives that matter, in order.
namespace muster::grammars::nginx {

struct Directive {
  std::string name;
  std::vector<std::string> arguments;
  model::LinesId lines = 0;

  [[nodiscard]] std::string_view argument(std::size_t i) const {
    return i < arguments.size() ? std::string_view(arguments[i]) : std::string_view();
  }
  [[nodiscard]] std::string_view last() const { return arguments.empty() ? std::string_view() : arguments.back(); }
};

enum class BlockKind : std::uint8_t { main, http, stream, upstream, server, location, condition, limit_except };

struct Block {
  BlockKind kind = BlockKind::main;
  Directive head;  ///< "location" and its arguments
  std::uint32_t parent = 0;
  std::uint32_t depth = 0;            ///< of its directives in the tree
  std::vector<Directive> directives;  ///< a block stands in its parent as a directive too, in its place
  std::vector<std::uint32_t> children;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_name;  ///< places in `directives`
  bool open = false;                                                         ///< a line in it was not understood
  model::LinesId opened_by = 0;

  /// The first directive of that name, after `Config::index`.
  [[nodiscard]] const Directive* find(std::string_view name) const;
  /// All of them.
  [[nodiscard]] std::vector<const Directive*> all(std::string_view name) const;
};

/// The blocks as the fold finds them; [0] is the main context.
class Config {
 public:
  /// `resolved`: `Node::begin` of the include directives whose content follows them.
  explicit Config(const std::unordered_set<std::uint32_t>& resolved) : resolved_(resolved), blocks_(1), stack_{0} {}

  [[nodiscard]] bool is_resolved(std::uint32_t include) const { return resolved_.contains(include); }

  void add(Cursor& cursor, Directive directive) { at(cursor).directives.push_back(std::move(directive)); }
  void enter(Cursor& cursor, BlockKind kind, Directive head);
  void open(const Cursor& cursor);
  /// The block in which the cursor's directive stands.
  Block& at(const Cursor& cursor);

  /// Opens the main block: nothing in the text is certain.
  void open_all(FoldContext& context);
  /// To be called once all is added.
  void index();
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }
  [[nodiscard]] const Block& parent(const Block& block) const { return blocks_[block.parent]; }
  /// The innermost block around `block` (itself included) that has a directive of that name: how nginx inherits.
  [[nodiscard]] const Block* owner(const Block& block, std::string_view name) const;
  /// The last such directive of that block.
  [[nodiscard]] const Directive* inherited(const Block& block, std::string_view name) const;

 private:
  const std::unordered_set<std::uint32_t>& resolved_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> stack_;
};

[[nodiscard]] const KeywordTable<Config>& main_keywords();

/// What a configuration in this format can affect.
[[nodiscard]] inline constexpr Domains affected() { return Domain::proxy | Domain::health | Domain::logging; }

}  // namespace muster::grammars::nginx
