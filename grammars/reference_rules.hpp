#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/references.hpp"
#include "grammars/tree.hpp"

/// How a format says where names stand: patterns over its tree.
namespace muster::grammars {

/// One place where a name stands. `path` holds patterns of lines, separated by '/': the last one is about the line,
/// those before it about blocks that it stands in, outermost first; blocks between them do not matter. One that begins
/// with the word `^` is about blocks that it does not stand in. A pattern is words:
///   word     that word; `a|b` either of them
///   *        any one word
///   ...      any number of words; the last one of a pattern finds every place of the line where the rest fits
///   $        the name
///   $$       one or more words, each a name
///   !word    nothing, and the next word is not that one
///   .        the end of the line
/// What follows a pattern is free.
struct ReferenceRule {
  std::string_view path;
  std::string_view kind;             ///< of a use: empty if the name may be something else, which is no finding
  std::string_view context = {};     ///< of a use; empty: the line defines the structure, together with its block
  std::string_view defined_as = {};  ///< of a use: kinds that will do, separated by '|'; empty: `kind`
  bool always_used = false;          ///< of a definition
  bool (*accepts)(std::string_view name) = nullptr;  ///< whether the word is such a name; null: always
};

/// The canonical form of a name, such as an interface's long name. Empty: it is no name.
using NormalName = std::string (*)(std::string_view kind, std::string_view name);

/// What the tables of a format have in common.
struct ReferenceOptions {
  /// Lines that begin with it say nothing, except to rules whose pattern begins with it.
  std::string_view negation = {};
  NormalName normal = nullptr;  ///< null: names are taken as they are
  /// A block whose `$` is the scope of the names within it: `edit $` in `config vdom`, written as a rule's path; each
  /// stands in the last block itself.
  std::string_view scope = {};
  /// Kinds, separated by '|', whose names hold everywhere wherever they are used: `StructureUse::anywhere`.
  std::string_view anywhere = {};
  bool quotes = false;  ///< a word in double quotes may hold blanks; a backslash protects the next byte
};

/// Joins the parts of a table.
[[nodiscard]] std::vector<ReferenceRule> joined(std::initializer_list<std::span<const ReferenceRule>> parts);

/// Whether `word` is one of "a|b|c".
[[nodiscard]] bool is_alternative(std::string_view alternatives, std::string_view word);

/// The rules of a format, prepared. Make it once, as a function-local static. The rules' texts must outlive it.
class ReferenceTable {
 public:
  ReferenceTable(std::span<const ReferenceRule> rules, const ReferenceOptions& options);
  explicit ReferenceTable(std::span<const ReferenceRule> rules, std::string_view negation = {},
                          NormalName normal = nullptr)
      : ReferenceTable(rules, ReferenceOptions{.negation = negation, .normal = normal}) {}

  /// Every definition and use in the tree. O(n) for the lines, times the rules that begin with a line's first word.
  [[nodiscard]] References find(const Tree& tree) const;

 private:
  using Pattern = std::vector<std::string_view>;
  struct Prepared {
    ReferenceRule rule;
    std::vector<Pattern> blocks;
    Pattern line;
    bool direct = false;  ///< it stands in the last of the blocks, not in one within that
  };
  class Search;

  static Prepared prepare(const ReferenceRule& rule);
  void index(std::uint32_t number);

  std::vector<Prepared> rules_;
  std::vector<Pattern> scope_;
  std::map<std::string_view, std::vector<std::uint32_t>> by_first_word_;
  std::vector<std::uint32_t> with_any_first_word_;
  ReferenceOptions options_;
};

}  // namespace muster::grammars
