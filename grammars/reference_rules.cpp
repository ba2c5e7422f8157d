#include "grammars/reference_rules.hpp"

#include <algorithm>
#include <utility>

#include "grammars/text_lines.hpp"

namespace muster::grammars {
namespace {

using WordList = std::vector<std::string_view>;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

constexpr std::size_t max_words = 64;  ///< of a line that are looked at

WordList words_of(std::string_view text) {
  WordList list;
  Words words(text);
  for (std::string_view word = words.next(); !word.empty() && list.size() < max_words; word = words.next())
    list.push_back(word);
  return list;
}

bool is_one_of(std::string_view alternatives, std::string_view word) {
  while (!alternatives.empty()) {
    const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
    if (alternatives.substr(0, bar) == word) return true;
    alternatives.remove_prefix(std::min(bar + 1, alternatives.size()));
  }
  return false;
}

/// Whether `line` from word `at` fits `pattern` from `p`, and which words are names. Depth is bounded by the pattern.
bool fits(std::span<const std::string_view> pattern, const WordList& line, std::size_t at, WordList& names) {
  if (pattern.empty()) return true;
  const std::string_view want = pattern.front();
  const auto rest = pattern.subspan(1);
  if (want == ".") return at == line.size();
  if (want == "...") {
    for (std::size_t skip = at; skip <= line.size(); ++skip)
      if (fits(rest, line, skip, names)) return true;
    return false;
  }
  if (want.starts_with('!'))
    return (at == line.size() || !is_one_of(want.substr(1), line[at])) && fits(rest, line, at, names);
  if (at == line.size()) return false;
  if (want == "$$") {
    names.insert(names.end(), line.begin() + static_cast<std::ptrdiff_t>(at), line.end());
    return true;
  }
  if (want != "*" && want != "$" && !is_one_of(want, line[at])) return false;
  if (want == "$") names.push_back(line[at]);
  if (fits(rest, line, at + 1, names)) return true;
  if (want == "$") names.pop_back();
  return false;
}

std::string_view unquoted(std::string_view name) {
  const bool quoted = name.size() >= 2 && name.front() == '"' && name.back() == '"';
  return quoted ? name.substr(1, name.size() - 2) : name;
}

}  // namespace

ReferenceTable::ReferenceTable(std::span<const ReferenceRule> rules, std::string_view negation, Normal normal)
    : negation_(negation), normal_(normal) {
  for (const ReferenceRule& rule : rules) {
    Prepared prepared{&rule, {}, {}};
    for (const std::string_view part : split(rule.path, '/')) prepared.blocks.push_back(words_of(part));
    prepared.line = std::move(prepared.blocks.back());
    prepared.blocks.pop_back();
    rules_.push_back(std::move(prepared));
    index(static_cast<std::uint32_t>(rules_.size() - 1));
  }
}

void ReferenceTable::index(std::uint32_t number) {
  const std::string_view first = rules_[number].line.front();
  if (first == "*" || first == "$" || first == "$$" || first == "...") {
    with_any_first_word_.push_back(number);
    return;
  }
  for (const std::string_view word : split(first, '|')) by_first_word_[word].push_back(number);
}

/// One walk over a tree.
class ReferenceTable::Search {
 public:
  Search(const ReferenceTable& table, const Tree& tree) : table_(table), tree_(tree) {}

  References run() {
    const auto nodes = tree_.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      while (!blocks_.empty() && blocks_.back().end <= i) blocks_.pop_back();
      WordList words = words_of(tree_.text(nodes[i]));
      if (!words.empty() && words.front() != table_.negation_) line(i, words);
      if (nodes[i].subtree_end > i + 1) blocks_.push_back({nodes[i].subtree_end, std::move(words)});
    }
    return std::move(found_);
  }

 private:
  struct Block {
    std::uint32_t end;
    WordList words;
  };

  void line(std::uint32_t node, const WordList& words) {
    for (const std::uint32_t rule : table_.with_any_first_word_) apply(table_.rules_[rule], node, words);
    const auto with_word = table_.by_first_word_.find(words.front());
    if (with_word == table_.by_first_word_.end()) return;
    for (const std::uint32_t rule : with_word->second) apply(table_.rules_[rule], node, words);
  }

  void apply(const Prepared& prepared, std::uint32_t node, const WordList& words) {
    names_.clear();
    if (!fits(prepared.line, words, 0, names_) || !stands_in(prepared.blocks)) return;
    for (const std::string_view name : names_)
      if (prepared.rule->accepts == nullptr || prepared.rule->accepts(name)) add(*prepared.rule, node, name);
  }

  [[nodiscard]] bool stands_in(const std::vector<Pattern>& wanted) const {
    std::size_t next = 0;
    WordList ignored;
    for (const Block& block : blocks_)
      if (next < wanted.size() && fits(wanted[next], block.words, 0, ignored)) ++next;
    return next == wanted.size();
  }

  void add(const ReferenceRule& rule, std::uint32_t node, std::string_view text) {
    text = unquoted(text);
    std::string name = table_.normal_ == nullptr ? std::string(text) : table_.normal_(rule.kind, text);
    if (rule.context.empty())
      define(rule, node, std::move(name));
    else
      found_.used.push_back({rule.kind, rule.defined_as.empty() ? rule.kind : rule.defined_as, std::move(name),
                             rule.context, tree_.nodes()[node].line});
  }

  void define(const ReferenceRule& rule, std::uint32_t node, std::string name) {
    const auto [entry, added] = by_name_.try_emplace({rule.kind, name}, found_.defined.size());
    if (added) found_.defined.push_back({rule.kind, std::move(name), {}, rule.always_used});
    std::vector<std::uint32_t>& lines = found_.defined[entry->second].lines;
    for (std::uint32_t i = node; i < tree_.nodes()[node].subtree_end; ++i)
      for (std::uint32_t at = tree_.nodes()[i].line; at <= tree_.nodes()[i].last_line; ++at)
        if (lines.empty() || lines.back() < at) lines.push_back(at);
  }

  const ReferenceTable& table_;
  const Tree& tree_;
  References found_;
  std::map<std::pair<std::string_view, std::string>, std::size_t> by_name_;
  std::vector<Block> blocks_;
  WordList names_;
};

References ReferenceTable::find(const Tree& tree) const { return Search(*this, tree).run(); }

}  // namespace muster::grammars
