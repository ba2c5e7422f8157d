#include "grammars/reference_rules.hpp"

#include <algorithm>
#include <utility>

namespace muster::grammars {
namespace {

using WordList = std::vector<std::string_view>;
using PatternPart = std::span<const std::string_view>;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

/// The words of a line, at most `most`. A word in quotes keeps them.
WordList words_of(std::string_view text, bool quotes, std::size_t most = static_cast<std::size_t>(-1)) {
  WordList list;
  for (std::size_t at = 0; list.size() < most;) {
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at == text.size()) break;
    const std::size_t begin = at;
    if (quotes && text[at] == '"') at = end_of_quoted(text, at);
    while (at < text.size() && !is_blank(text[at])) ++at;
    list.push_back(text.substr(begin, at - begin));
  }
  return list;
}

/// Blocks are asked about again for every line in them: a bound keeps a long head from costing the square of the text.
constexpr std::size_t most_words_of_head = 64;

/// Where the words that fit `part` from `at` on end; npos if they do not. Adds the names to `names`.
constexpr std::size_t npos = static_cast<std::size_t>(-1);
std::size_t end_of_fit(PatternPart part, const WordList& line, std::size_t at, WordList& names) {
  const std::size_t before = names.size();
  for (const std::string_view want : part) {
    bool fits = true;
    if (want == ".") {
      fits = at == line.size();
    } else if (want.size() > 1 && want.front() == '!') {
      fits = at == line.size() || !is_alternative(want.substr(1), line[at]);
    } else if (at >= line.size()) {
      fits = false;
    } else if (want == "$$") {
      names.insert(names.end(), line.begin() + static_cast<std::ptrdiff_t>(at), line.end());
      at = line.size();
    } else {
      if (want == "$") names.push_back(line[at]);
      fits = want == "$" || want == "*" || is_alternative(want, line[at]);
      ++at;
    }
    if (!fits) {
      names.resize(before);
      return npos;
    }
  }
  return at;
}

/// The first place from `at` on where `part` fits; npos if there is none.
std::size_t end_of_first_fit(PatternPart part, const WordList& line, std::size_t at, WordList& names) {
  for (; at <= line.size(); ++at)
    if (const std::size_t end = end_of_fit(part, line, at, names); end != npos) return end;
  return npos;
}

/// Adds the names of every further place where `part` fits.
void find_further_fits(PatternPart part, const WordList& line, std::size_t at, WordList& names) {
  for (std::size_t next = at; next != npos; at = next) {
    next = end_of_first_fit(part, line, at, names);
    if (next == at) return;  // it takes no words
  }
}

/// Whether a line fits a pattern, and which words are names. Linear in the line: what stands between two `...` is
/// looked for once, since its first place leaves most to what follows.
bool fits(PatternPart pattern, const WordList& line, WordList& names) {
  std::size_t at = 0;
  for (bool first = true;; first = false) {
    const auto gap = std::ranges::find(pattern, std::string_view("..."));
    const PatternPart part(pattern.begin(), gap);
    const bool last = gap == pattern.end();
    at = first ? end_of_fit(part, line, at, names) : end_of_first_fit(part, line, at, names);
    if (at == npos) return false;
    if (last && !first) find_further_fits(part, line, at, names);
    if (last) return true;
    pattern = PatternPart(gap + 1, pattern.end());
  }
}

std::string_view unquoted(std::string_view name) {
  const bool quoted = name.size() >= 2 && name.front() == '"' && name.back() == '"';
  return quoted ? name.substr(1, name.size() - 2) : name;
}

}  // namespace

bool is_alternative(std::string_view alternatives, std::string_view word) {
  while (!alternatives.empty()) {
    const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
    if (alternatives.substr(0, bar) == word) return true;
    alternatives.remove_prefix(std::min(bar + 1, alternatives.size()));
  }
  return false;
}

std::vector<ReferenceRule> joined(std::initializer_list<std::span<const ReferenceRule>> parts) {
  std::vector<ReferenceRule> all;
  for (const std::span<const ReferenceRule> part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

ReferenceTable::ReferenceTable(std::span<const ReferenceRule> rules, const ReferenceOptions& options)
    : options_(options) {
  for (const ReferenceRule& rule : rules) {
    rules_.push_back(prepare(rule));
    index(static_cast<std::uint32_t>(rules_.size() - 1));
  }
  if (options.scope.empty()) return;
  Prepared scope = prepare({options.scope, {}});
  scope_ = std::move(scope.blocks);
  scope_.push_back(std::move(scope.line));
}

ReferenceTable::Prepared ReferenceTable::prepare(const ReferenceRule& rule) {
  Prepared prepared{rule, {}, {}, false};
  for (const std::string_view part : split(rule.path, '/')) prepared.blocks.push_back(words_of(part, false));
  prepared.line = std::move(prepared.blocks.back());
  prepared.blocks.pop_back();
  prepared.direct = prepared.line.front() == ">";
  if (prepared.direct) prepared.line.erase(prepared.line.begin());
  return prepared;
}

void ReferenceTable::index(std::uint32_t number) {
  const std::string_view first = rules_[number].line.front();
  if (first == "*" || first == "$" || first == "$$" || first == "..." || first.front() == '!') {
    with_any_first_word_.push_back(number);
    return;
  }
  for (const std::string_view word : split(first, '|')) by_first_word_[word].push_back(number);
}

/// One walk over a tree.
class ReferenceTable::Search {
 public:
  Search(const ReferenceTable& table, const Tree& tree) : table_(table), options_(table.options_), tree_(tree) {}

  References run() {
    const auto nodes = tree_.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      leave(i);
      WordList words = words_of(tree_.text(nodes[i]), options_.quotes);
      if (!words.empty()) line(i, words);
      if (nodes[i].subtree_end > i + 1) enter(nodes[i].subtree_end, std::move(words));
    }
    return collector_.finish();
  }

 private:
  struct Block {
    std::uint32_t end;
    WordList words;
    std::string scope;
  };

  void leave(std::uint32_t node) {
    while (!blocks_.empty() && blocks_.back().end <= node) blocks_.pop_back();
  }

  void enter(std::uint32_t end, WordList words) {
    if (words.size() > most_words_of_head) words.resize(most_words_of_head);
    std::string inside = opens_scope(words) ? std::string(unquoted(names_.front())) : scope();
    blocks_.push_back({end, std::move(words), std::move(inside)});
  }

  [[nodiscard]] bool opens_scope(const WordList& words) {
    if (table_.scope_.empty()) return false;
    names_.clear();
    const std::span<const Pattern> outer(table_.scope_.data(), table_.scope_.size() - 1);
    const bool in_place =
        outer.empty() ? blocks_.empty() : !blocks_.empty() && stands_in(outer) && is_innermost(outer.back());
    return in_place && fits(table_.scope_.back(), words, names_) && !names_.empty();
  }

  [[nodiscard]] std::string scope() const { return blocks_.empty() ? std::string() : blocks_.back().scope; }

  void line(std::uint32_t node, const WordList& words) {
    const bool negated = words.front() == options_.negation;
    if (!negated)
      for (const std::uint32_t rule : table_.with_any_first_word_) apply(table_.rules_[rule], node, words);
    const auto with_word = table_.by_first_word_.find(words.front());
    if (with_word == table_.by_first_word_.end()) return;
    for (const std::uint32_t rule : with_word->second) apply(table_.rules_[rule], node, words);
  }

  void apply(const Prepared& prepared, std::uint32_t node, const WordList& words) {
    names_.clear();
    if (!fits(prepared.line, words, names_) || !stands_in(prepared.blocks)) return;
    if (prepared.direct && !is_innermost(prepared.blocks.back())) return;
    for (const std::string_view name : names_)
      if (prepared.rule.accepts == nullptr || prepared.rule.accepts(unquoted(name))) add(prepared.rule, node, name);
  }

  [[nodiscard]] bool stands_in(std::span<const Pattern> wanted) const {
    auto block = blocks_.begin();
    for (const Pattern& pattern : wanted) {
      if (pattern.front() == "^") {
        if (in_any_block(PatternPart(pattern).subspan(1))) return false;
        continue;
      }
      WordList ignored;
      while (block != blocks_.end() && !fits(pattern, block->words, ignored)) ++block;
      if (block == blocks_.end()) return false;
      ++block;
    }
    return true;
  }

  [[nodiscard]] bool is_innermost(const Pattern& pattern) const {
    WordList ignored;
    return fits(pattern, blocks_.back().words, ignored);
  }

  [[nodiscard]] bool in_any_block(PatternPart pattern) const {
    WordList ignored;
    return std::ranges::any_of(blocks_, [&](const Block& block) { return fits(pattern, block.words, ignored); });
  }

  void add(const ReferenceRule& rule, std::uint32_t node, std::string_view text) {
    text = unquoted(text);
    std::string name = options_.normal == nullptr ? std::string(text) : options_.normal(rule.kind, text);
    if (name.empty()) return;
    if (rule.context.empty())
      define(rule, node, std::move(name));
    else
      collector_.use({rule.kind, rule.defined_as.empty() ? rule.kind : rule.defined_as, std::move(name), rule.context,
                      tree_.nodes()[node].line, scope(), is_alternative(options_.anywhere, rule.kind)});
  }

  void define(const ReferenceRule& rule, std::uint32_t node, std::string name) {
    std::vector<std::uint32_t>& lines = collector_.define(scope(), rule.kind, std::move(name), rule.always_used);
    for (std::uint32_t i = node; i < tree_.nodes()[node].subtree_end; ++i)
      for (std::uint32_t at = tree_.nodes()[i].line; at <= tree_.nodes()[i].last_line; ++at)
        if (lines.empty() || lines.back() < at) lines.push_back(at);
  }

  const ReferenceTable& table_;
  const ReferenceOptions& options_;
  const Tree& tree_;
  ReferenceCollector collector_;
  std::vector<Block> blocks_;
  WordList names_;
};

References ReferenceTable::find(const Tree& tree) const { return Search(*this, tree).run(); }

}  // namespace muster::grammars
