#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/references.hpp"
#include "grammars/tree.hpp"

/// How a format says where names stand: patterns over its tree.
namespace muster::grammars {

/// One place where a name stands. `path` holds patterns of lines, separated by '/': the last one is about the line, those
/// before it about blocks that it stands in, outermost first; blocks between them do not matter. A pattern is words:
///   word     that word; `a|b` either of them
///   *        any one word
///   ...      any number of words, as few as possible
///   $        the name
///   $$       one or more words, each a name
///   !word    nothing, and the next word is not that one
///   .        the end of the line
/// What follows a pattern is free.
struct ReferenceRule {
  std::string_view path;
  std::string_view kind;
  std::string_view context = {};     ///< of a use; empty: the line defines the structure, together with its block
  std::string_view defined_as = {};  ///< of a use: kinds that will do, separated by '|'; empty: `kind`
  bool always_used = false;          ///< of a definition
  bool (*accepts)(std::string_view name) = nullptr;  ///< whether the word is such a name; null: always
};

/// The rules of a format, prepared. Make it once, as a function-local static.
class ReferenceTable {
 public:
  /// `normal` gives a name its canonical form, such as an interface's long name; null: names are taken as they are.
  /// Lines that begin with `negation` say nothing.
  using Normal = std::string (*)(std::string_view kind, std::string_view name);
  explicit ReferenceTable(std::span<const ReferenceRule> rules, std::string_view negation = {}, Normal normal = nullptr);

  /// Every definition and use in the tree. O(n) for the lines, times the rules that begin with a line's first word.
  [[nodiscard]] References find(const Tree& tree) const;

 private:
  using Pattern = std::vector<std::string_view>;
  struct Prepared {
    const ReferenceRule* rule;
    std::vector<Pattern> blocks;
    Pattern line;
  };
  class Search;

  void index(std::uint32_t number);

  std::vector<Prepared> rules_;
  std::map<std::string_view, std::vector<std::uint32_t>> by_first_word_;
  std::vector<std::uint32_t> with_any_first_word_;
  std::string_view negation_;
  Normal normal_;
};

}  // namespace muster::grammars
