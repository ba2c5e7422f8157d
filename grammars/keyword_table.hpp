#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/domain.hpp"
#include "grammars/cursor.hpp"
#include "grammars/format.hpp"
#include "grammars/tree.hpp"

/// The driver that all text formats share. A format declares its keywords as rows; the driver folds over the tree in
/// order, gives each line to the row with the longest path that fits, and opens what was not understood.
namespace muster::grammars {

template <class State>
class KeywordTable;

/// One declared keyword. `path` holds its words, separated by one blank; the word `*` stands for any one word.
template <class State>
struct Keyword {
  std::string_view path;
  Domains domains;  ///< what such a line can affect
  Outcome (*handler)(State&, Cursor&) = nullptr;
  const KeywordTable<State>& (*children)() = nullptr;  ///< what may stand in its block
  std::string_view ignored_because = {};               ///< without handler: the reason to ignore it and its block

  [[nodiscard]] Treatment treatment() const {
    if (handler != nullptr) return Treatment::modelled;
    return ignored_because.empty() ? Treatment::known : Treatment::ignored;
  }
};

/// Shorthands for rows.
template <class State>
constexpr Keyword<State> ignored(std::string_view path, std::string_view because) {
  return {path, {}, nullptr, nullptr, because};
}

/// Words to row numbers: a trie in one hash table. Not a template, so that it is compiled once.
class WordTrie {
 public:
  static constexpr std::uint32_t none = 0xffffffffU;

  void add(std::string_view path, std::uint32_t row);
  /// Consumes the words of the longest path that fits and records its wildcards; `none` consumes nothing.
  [[nodiscard]] std::uint32_t find(Cursor& cursor) const;

 private:
  struct Slot {
    std::string_view word;  ///< empty: the slot is free
    std::uint32_t parent = 0;
    std::uint32_t node = 0;
  };
  struct TrieNode {
    std::uint32_t row = none;
    std::uint32_t any = none;  ///< the node of `*`
    bool literal = false;      ///< it has children other than `*`
  };

  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::string_view word) const;
  void insert(Slot slot);
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t used_ = 0;
  std::vector<TrieNode> nodes_ = std::vector<TrieNode>(1);
};

/// The keywords of one kind of block (or of the top level). Make it once, as a function-local static.
template <class State>
class KeywordTable {
 public:
  using Rows = std::span<const Keyword<State>>;
  /// Called for each line directly in the block that was not understood, with the domains that it would open for the
  /// whole device. Marks the block's own object as open (`Object::open`, an opaque rule) and returns what is left.
  using NotUnderstood = Domains (*)(State&, const Cursor&, Domains);

  /// Rows of several features together; where a path stands twice, the first counts.
  explicit KeywordTable(std::initializer_list<Rows> parts, NotUnderstood hook = nullptr) : not_understood_(hook) {
    for (const Rows part : parts)
      for (const Keyword<State>& row : part) {
        trie_.add(row.path, static_cast<std::uint32_t>(rows_.size()));
        rows_.push_back(&row);
      }
  }

  [[nodiscard]] const Keyword<State>* find(Cursor& cursor) const {
    const std::uint32_t row = trie_.find(cursor);
    return row == WordTrie::none ? nullptr : rows_[row];
  }
  [[nodiscard]] std::span<const Keyword<State>* const> rows() const { return rows_; }
  [[nodiscard]] NotUnderstood not_understood() const { return not_understood_; }

 private:
  WordTrie trie_;
  std::vector<const Keyword<State>*> rows_;
  NotUnderstood not_understood_;
};

/// Calls `visit(path, row)` for each keyword of the table and of the blocks below it, parents first.
/// A table that may stand in itself (address families) is visited once on each way down.
template <class State, class Visit>
void for_each_keyword(const KeywordTable<State>& table, const Visit& visit, const std::string& above = {},
                      std::vector<const KeywordTable<State>*> way = {}) {
  way.push_back(&table);
  for (const Keyword<State>* row : table.rows()) {
    const std::string path = above + std::string(row->path);
    visit(path, *row);
    if (row->children == nullptr) continue;
    const KeywordTable<State>& below = row->children();
    if (std::find(way.begin(), way.end(), &below) == way.end()) for_each_keyword(below, visit, path + "/", way);
  }
}

/// What a keyword and everything that may stand in its block can affect together.
template <class State>
Domains reach_of(const Keyword<State>& keyword) {
  Domains all = keyword.domains;
  if (keyword.children == nullptr) return all;
  for_each_keyword(keyword.children(), [&](const std::string&, const Keyword<State>& row) { all |= row.domains; });
  return all;
}

/// The format's declaration, for `Format::keywords`. A block's domains include those of what may stand in it.
template <class State>
std::vector<KeywordInfo> keyword_infos(const KeywordTable<State>& table) {
  std::vector<KeywordInfo> infos;
  for_each_keyword(table, [&](const std::string& path, const Keyword<State>& row) {
    infos.push_back({path, reach_of(row), row.treatment(), std::string(row.ignored_because)});
  });
  return infos;
}

struct FoldRules {
  std::string_view negation = "no";         ///< first word that turns a statement round; empty: the format has none
  Domains undeclared = Domains::all();      ///< what an undeclared keyword at top level opens
};

/// Collects what was not understood and opens it at the end, one opening for each reason with all of its lines.
class Openings {
 public:
  void add(Domains domains, std::string reason, std::uint32_t first_line, std::uint32_t last_line);
  void write(FoldContext& context) const;

 private:
  std::map<std::pair<std::string, unsigned>, std::vector<Evidence>> by_reason_;
};

/// Folds over the tree. See `fold` for what it does; the class keeps its loop apart.
template <class State>
class Folder {
 public:
  Folder(FoldContext& context, State& state, const FoldRules& rules) : context_(context), state_(state), rules_(rules) {}

  void run(const KeywordTable<State>& top) {
    find_disabled(top);
    context_.result.lines.assign(context_.tree.line_count(), LineState::understood);
    const auto nodes = context_.tree.nodes();
    blocks_.push_back({static_cast<std::uint32_t>(nodes.size()), &top, nullptr});
    for (std::uint32_t i = 0; i < nodes.size();) {
      while (blocks_.back().end <= i) blocks_.pop_back();
      i = line(nodes[i], i);
    }
    openings_.write(context_);
  }

 private:
  struct Block {
    std::uint32_t end;
    const KeywordTable<State>* table;
    const Keyword<State>* head;  ///< null at top level
  };

  /// Handles one node and returns the next one to look at.
  std::uint32_t line(const Node& node, std::uint32_t index) {
    Cursor cursor(context_, node);
    if (!rules_.negation.empty()) cursor.negated = cursor.accept(rules_.negation);
    const Keyword<State>* const row = blocks_.back().table->find(cursor);
    if (row == nullptr) return not_declared(cursor, node);
    const Outcome outcome = judge(*row, cursor);
    if (outcome == Outcome::understood || outcome == Outcome::ignored)
      return accepted(*row, outcome == Outcome::ignored, node, index);
    return rejected(*row, outcome, cursor, node, index);
  }

  Outcome judge(const Keyword<State>& row, Cursor& cursor) {
    if (&row == disabled_) return Outcome::known;
    if (row.handler != nullptr) return row.handler(state_, cursor);
    return row.ignored_because.empty() ? Outcome::known : Outcome::ignored;
  }

  std::uint32_t accepted(const Keyword<State>& row, bool ignore, const Node& node, std::uint32_t index) {
    if (ignore && row.children == nullptr) {
      mark(node.line, last_line_below(node, index), LineState::ignored);
      return node.subtree_end;
    }
    mark(node.line, node.last_line, ignore ? LineState::ignored : LineState::understood);
    if (node.subtree_end == index + 1) return index + 1;
    if (row.children != nullptr) {
      blocks_.push_back({node.subtree_end, &row.children(), &row});
      return index + 1;
    }
    const Node& first = context_.tree.nodes()[index + 1];
    const std::uint32_t last = last_line_below(node, index);
    mark(first.line, last, LineState::unknown);
    openings_.add(row.domains, "unknown line in " + std::string(row.path), first.line, last);
    return node.subtree_end;
  }

  std::uint32_t rejected(const Keyword<State>& row, Outcome outcome, const Cursor& cursor, const Node& node,
                         std::uint32_t index) {
    const bool into = row.handler == nullptr && row.children != nullptr && &row != disabled_;
    const std::uint32_t last = into ? node.last_line : last_line_below(node, index);
    mark(node.line, last, LineState::known);
    std::string reason = outcome == Outcome::failed ? "not understood: " : "known, not modelled: ";
    reason += path_of(row);
    if (cursor.diagnostic()) context_.result.diagnostics.push_back(*cursor.diagnostic());
    const Domains whole = into ? row.domains : reach(row);
    const Domains left = narrowed(cursor, whole);
    openings_.add(&row == disabled_ ? whole : left, std::move(reason), node.line, last);
    if (!into) return node.subtree_end;
    blocks_.push_back({node.subtree_end, &row.children(), &row});
    return index + 1;
  }

  std::uint32_t not_declared(const Cursor& cursor, const Node& node) {
    const std::uint32_t index = static_cast<std::uint32_t>(&node - context_.tree.nodes().data());
    const std::uint32_t last = last_line_below(node, index);
    const Keyword<State>* const head = blocks_.back().head;
    mark(node.line, last, LineState::unknown);
    const Domains left = narrowed(cursor, head == nullptr ? rules_.undeclared : reach(*head));
    openings_.add(left, head == nullptr ? "unknown line" : "unknown line in " + std::string(head->path), node.line, last);
    return node.subtree_end;
  }

  Domains reach(const Keyword<State>& row) {
    const auto [entry, added] = reach_.try_emplace(&row);
    if (added) entry->second = reach_of(row);
    return entry->second;
  }

  Domains narrowed(const Cursor& cursor, Domains domains) {
    const auto hook = blocks_.back().table->not_understood();
    return hook == nullptr ? domains : hook(state_, cursor, domains);
  }

  [[nodiscard]] std::string path_of(const Keyword<State>& row) const {
    std::string path;
    for (const Block& block : blocks_)
      if (block.head != nullptr) path.append(block.head->path).append("/");
    return path.append(row.path);
  }

  [[nodiscard]] std::uint32_t last_line_below(const Node& node, std::uint32_t index) const {
    // The last node of the subtree has the last line: nodes stand in the order of the text.
    return node.subtree_end == index + 1 ? node.last_line : context_.tree.nodes()[node.subtree_end - 1].last_line;
  }

  /// A statement that the end of the text cut may claim a line more than there is: only lines that exist are marked.
  void mark(std::uint32_t first, std::uint32_t last, LineState state) {
    const auto end = std::min(last, static_cast<std::uint32_t>(context_.result.lines.size()));
    for (std::uint32_t line = first; line <= end; ++line) {
      LineState& now = context_.result.lines[line - 1];
      now = std::max(now, state);  // several statements may share a line: the least understood one counts
    }
  }

  void find_disabled(const KeywordTable<State>& top) {
    if (context_.options.disabled_handler.empty()) return;
    for_each_keyword(top, [this](const std::string& path, const Keyword<State>& row) {
      if (path == context_.options.disabled_handler) disabled_ = &row;
    });
  }

  FoldContext& context_;
  State& state_;
  const FoldRules& rules_;
  const Keyword<State>* disabled_ = nullptr;
  std::vector<Block> blocks_;
  std::map<const Keyword<State>*, Domains> reach_;
  Openings openings_;
};

/// Gives every statement of the tree, in order, to the handler of the longest declared path that fits it.
/// - Handlers run on `state`; a block's head runs before its lines. A head that was not understood takes its block
///   with it; that of a declared but unmodelled block (a row with children, without handler) does not.
/// - A line that is known but not modelled, or whose handler failed, opens its row's domains (and those of the rows of
///   its block, where the block is not entered); an undeclared one opens those of its block's head and of everything
///   declared in that block, at top level `FoldRules::undeclared`; the block's `not_understood` may narrow that.
/// - `ReadOptions::disabled_handler` makes that row known but not modelled, without narrowing.
/// Fills `context.result.lines` and `.diagnostics`; takes time linear in the input.
template <class State>
void fold(FoldContext& context, const KeywordTable<State>& top, State& state, const FoldRules& rules = {}) {
  Folder<State>(context, state, rules).run(top);
}

}  // namespace muster::grammars
