#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/brace_reader.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/nftables/rule.hpp"
#include "model/device.hpp"

namespace muster::grammars::nftables {

[[nodiscard]] BraceTree read_ruleset(std::string_view bytes);

/// Folds the output of `nft list ruleset` (or a file of that form) into filters: one for each chain that can decide
/// about a packet to, through or from the device. Chains of the types `nat` and `route`, and those at the priorities
/// of mangle and raw that accept by default, are ignored on purpose: none of them can permit what a filter denies. What
/// rewrites addresses becomes a rule of translation, wherever it stands.
class Reader {
 public:
  explicit Reader(FoldContext& context) : context_(context) {}
  void run(const std::vector<Diagnostic>& problems);

 private:
  enum class Place : std::uint8_t { outside, table, chain, set, ignored, unknown };
  struct Chain {
    model::Filter filter;
    bool ignored = false;    ///< on purpose
    bool elsewhere = false;  ///< of type nat or route
    bool skipped = false;    ///< rules of it were ignored
    bool nat = false;        ///< of type nat
    std::uint32_t translations = 0;
  };

  void first_pass();
  void note_set(const Node& node, std::size_t index);
  void note_define(const Node& node);
  void add_group(const std::string& name, const Node& node, std::size_t index, bool service);
  void substitute(std::vector<Token>& tokens) const;
  LineState define(const std::vector<Token>& tokens, Cursor& cursor);
  ParsedRule parse(std::vector<Token> tokens, Cursor& cursor) const;
  void add_translation(const ParsedRule& parsed, Cursor& cursor);
  LineState statement(const Node& node, Cursor& cursor);
  LineState at_top(const std::vector<Token>& tokens, Cursor& cursor);
  LineState in_table(const std::vector<Token>& tokens, Cursor& cursor);
  LineState in_set(const std::vector<Token>& tokens, Cursor& cursor);
  LineState in_chain(const std::vector<Token>& tokens, Cursor& cursor);
  LineState begin_chain(const std::vector<Token>& tokens, Cursor& cursor);
  LineState hook(const std::vector<Token>& tokens, Cursor& cursor);
  LineState policy(const std::vector<Token>& tokens, Cursor& cursor);
  LineState rule(const std::vector<Token>& tokens, Cursor& cursor);
  LineState open_filters(Cursor& cursor, std::string reason, LineState state);
  [[nodiscard]] SetContent set_content(std::string_view name) const;
  [[nodiscard]] bool is_off(std::string_view path) const { return context_.options.disabled_handler == path; }
  [[nodiscard]] std::string in_this_table(std::string_view name) const;
  void finish();

  FoldContext& context_;
  Openings openings_;
  std::string family_;
  std::string table_;
  std::vector<Chain> chains_;
  std::unordered_map<std::string, std::size_t> chain_index_;       ///< "family table chain"
  std::unordered_map<std::string, SetContent> sets_;               ///< "family table set"
  std::unordered_map<std::string, std::optional<Token>> defines_;  ///< nothing: defined more than once
  std::size_t chain_ = 0;
  Place place_[3] = {Place::outside, Place::outside, Place::outside};  ///< of statements at depth 0, 1 and 2
  std::vector<Evidence> opened_by_;                                    ///< lines that may change any chain
};

}  // namespace muster::grammars::nftables
