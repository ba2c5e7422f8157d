#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/iptables/rule.hpp"
#include "grammars/iptables/words.hpp"
#include "grammars/keyword_table.hpp"
#include "model/device.hpp"

namespace muster::grammars::iptables {

/// One node for each line that is not blank, comments too: some of them say that rules are missing.
[[nodiscard]] Tree read_lines(std::string_view bytes);

/// Folds the lines of iptables-save, ip6tables-save or iptables -S into filters. The chains of table `filter` become
/// filters, the targets of table `nat` rules of translation. Everything else in the other tables is ignored on purpose:
/// it marks or drops, and cannot permit what table `filter` denies.
class Reader {
 public:
  explicit Reader(FoldContext& context);
  void run();

 private:
  struct Chain {
    model::Filter filter;
    std::vector<model::FilterRule> inserted;  ///< by -I, last first
    bool ignored = false;                     ///< of a table other than `filter`
  };

  LineState line(Cursor& cursor);
  LineState comment(Cursor& cursor);
  LineState table(Cursor& cursor, std::string_view name);
  LineState chain(Cursor& cursor, const std::vector<Word>& words);
  LineState command(Cursor& cursor, const std::vector<Word>& words);
  LineState policy(Cursor& cursor, const std::vector<Word>& words, std::size_t first);
  LineState add_rule(Cursor& cursor, const std::vector<Word>& words, std::size_t first, bool insert);
  LineState translate(Cursor& cursor, const std::vector<Word>& words, std::size_t options);
  ParsedRule parse(Cursor& cursor, const std::vector<Word>& words, std::size_t options, std::string_view command);
  LineState flush(Cursor& cursor, const std::vector<Word>& words, std::size_t first);
  LineState commit();
  LineState open_filters(Cursor& cursor, std::string reason, LineState state);
  LineState set_policy(Cursor& cursor, Chain& chain, const Word& word);

  Chain& find_or_add(std::string_view name, Cursor& cursor);
  Chain& look_up(std::string_view name, Cursor& cursor);
  [[nodiscard]] bool is_chain(std::string_view name) const;
  [[nodiscard]] bool is_off(std::string_view path) const { return context_.options.disabled_handler == path; }
  [[nodiscard]] bool ignoring() const { return table_ != "filter"; }
  void detect_family();
  void keep_diagnostic(const Cursor& cursor);
  void finish();

  FoldContext& context_;
  std::string family_ = "ip";
  std::string_view table_ = "filter";
  std::uint32_t uncommitted_ = 0;  ///< line of a `*filter` without COMMIT so far; 0: none
  std::vector<Chain> chains_;
  std::unordered_map<std::string, std::size_t> chain_index_;  ///< "table chain"
  std::string_view last_name_, last_table_;  ///< of the chain that was asked for last: rules of one follow each other
  std::size_t last_chain_ = 0;
  std::size_t translations_ = 0;
  std::vector<Word> words_;  ///< of the current line
  Openings openings_;
  std::vector<Evidence> opened_by_;  ///< lines that may change any chain
};

}  // namespace muster::grammars::iptables
