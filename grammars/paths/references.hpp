#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/paths/configuration.hpp"
#include "grammars/reference_rules.hpp"

/// Names in a configuration whose settings are paths of words.
namespace muster::grammars::paths {

/// A place below which the same paths stand as at the top: a virtual system, a logical system.
struct ReferenceScope {
  std::string_view path;   ///< as in a rule; its last word may be any
  std::string_view name;   ///< of the scope; "*": the last word; "=": that of the place around; empty: everywhere
  bool keep_path = false;  ///< paths below it begin where those around it do
};

/// How the names of a format hold.
struct PathReferenceOptions {
  std::span<const ReferenceScope> scopes = {};
  std::string_view root_scope = {};  ///< of what stands in none of them
  /// Kinds, separated by '|', whose names hold in a scope or everywhere: `StructureUse::anywhere`.
  std::string_view anywhere = {};
  NormalName normal = nullptr;
};

/// `ReferenceRule::path` is here the whole path from the top, or from a scope, to the word that is a name:
///   word     that word; `a|b` either of them
///   *        any one word
///   ...      any number of words
///   $        the name, or a part of it; the last word is always one. Parts are joined by dots: `interfaces $ unit $`
/// A definition has the lines of all that stands below. Deactivated words, and `Configuration`'s words aside, say
/// nothing.
class PathReferenceTable {
 public:
  PathReferenceTable(std::span<const ReferenceRule> rules, const PathReferenceOptions& options);

  /// O(n) for the words, times the depth of the tree and the rules whose last but one word is the same.
  [[nodiscard]] References find(const Configuration& configuration) const;

 private:
  using Pattern = std::vector<std::string_view>;
  struct Prepared {
    ReferenceRule rule;
    Pattern path;
  };
  struct Scope {
    Pattern path;
    ReferenceScope scope;
  };
  class Search;

  std::vector<Prepared> rules_;
  std::vector<Scope> scopes_;
  std::map<std::string_view, std::vector<std::uint32_t>> by_word_before_;  ///< the word before the last
  std::vector<std::uint32_t> after_any_word_;
  PathReferenceOptions options_;
};

}  // namespace muster::grammars::paths
