#include "grammars/paths/references.hpp"

#include <algorithm>
#include <utility>

#include "grammars/text_lines.hpp"

namespace muster::grammars::paths {
namespace {

using Path = std::vector<std::string_view>;
using PathPart = std::span<const std::string_view>;

Path pattern_of(std::string_view text) {
  Path words;
  Words left(text);
  for (std::string_view word = left.next(); !word.empty(); word = left.next()) words.push_back(word);
  return words;
}

std::vector<std::string_view> alternatives_of(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t bar = text.find('|'); bar != std::string_view::npos; bar = text.find('|')) {
    all.push_back(text.substr(0, bar));
    text.remove_prefix(bar + 1);
  }
  all.push_back(text);
  return all;
}

/// Patterns begin and end with words that are no `...`, and have at most one of those.
bool fits_in_place(PathPart pattern, PathPart path, std::string& name) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == "$")
      name.append(name.empty() ? "" : ".").append(path[i]);
    else if (pattern[i] != "*" && !is_alternative(pattern[i], path[i]))
      return false;
  }
  return true;
}

bool fits(PathPart pattern, PathPart path, std::string& name) {
  name.clear();
  const auto gap = static_cast<std::size_t>(std::ranges::find(pattern, "...") - pattern.begin());
  if (gap == pattern.size()) return pattern.size() == path.size() && fits_in_place(pattern, path, name);
  const std::size_t behind = pattern.size() - gap - 1;
  if (path.size() < gap + behind) return false;
  return fits_in_place(pattern.first(gap), path.first(gap), name) &&
         fits_in_place(pattern.last(behind), path.last(behind), name);
}

}  // namespace

PathReferenceTable::PathReferenceTable(std::span<const ReferenceRule> rules, const PathReferenceOptions& options)
    : options_(options) {
  for (const ReferenceRule& rule : rules) {
    const auto number = static_cast<std::uint32_t>(rules_.size());
    rules_.push_back({rule, pattern_of(rule.path)});
    const Path& path = rules_.back().path;
    const std::string_view before = path.size() < 2 ? std::string_view("*") : path[path.size() - 2];
    if (before == "*" || before == "$" || before == "...")
      after_any_word_.push_back(number);
    else
      for (const std::string_view word : alternatives_of(before)) by_word_before_[word].push_back(number);
  }
  for (const ReferenceScope& scope : options.scopes) scopes_.push_back({pattern_of(scope.path), scope});
}

/// One walk over a configuration, along the words that are active.
class PathReferenceTable::Search {
 public:
  Search(const PathReferenceTable& table, const Configuration& configuration) : table_(table), config_(configuration) {}

  References run() {
    const NodeId root = Configuration::root();
    for (NodeId node = config_.next_below(root, root); node != no_node;) {
      const WordNode& word = config_[node];
      const bool silent = word.inactive || word.aside;
      if (!silent) visit(node);
      node = silent ? config_.next_beside(node, root) : config_.next_below(node, root);
    }
    return collector_.finish();
  }

 private:
  struct Level {
    std::size_t from;  ///< the first word of the path that counts: those before say the scope
    std::string_view scope;
  };

  void visit(NodeId node) {
    const std::size_t depth = config_[node].depth;
    path_.resize(std::min(path_.size(), depth - 1));
    levels_.resize(std::min(levels_.size(), depth - 1));
    path_.push_back(config_[node].text);
    const Level outer = levels_.empty() ? Level{0, table_.options_.root_scope} : levels_.back();
    levels_.push_back(inside(outer));
    const PathPart path = std::span(path_).subspan(outer.from);
    for (const std::uint32_t rule : table_.after_any_word_) apply(table_.rules_[rule], node, path, outer.scope);
    if (path.size() < 2) return;
    const auto known = table_.by_word_before_.find(path[path.size() - 2]);
    if (known == table_.by_word_before_.end()) return;
    for (const std::uint32_t rule : known->second) apply(table_.rules_[rule], node, path, outer.scope);
  }

  [[nodiscard]] Level inside(const Level& outer) {
    const PathPart path = std::span(path_).subspan(outer.from);
    for (const Scope& each : table_.scopes_) {
      if (!fits(each.path, path, name_)) continue;
      const std::string_view name = each.scope.name;
      return {each.scope.keep_path ? outer.from : path_.size(),
              name == "*" ? path.back() : (name == "=" ? outer.scope : name)};
    }
    return outer;
  }

  void apply(const Prepared& prepared, NodeId node, PathPart path, std::string_view scope) {
    const ReferenceRule& rule = prepared.rule;
    if (!fits(prepared.path, path, name_)) return;
    if (rule.accepts != nullptr && !rule.accepts(name_)) return;
    const NormalName normal = table_.options_.normal;
    std::string name = normal == nullptr ? name_ : normal(rule.kind, name_);
    if (name.empty()) return;
    if (rule.context.empty())
      define(rule, node, std::move(name), scope);
    else
      collector_.use({rule.kind, rule.defined_as.empty() ? rule.kind : rule.defined_as, std::move(name), rule.context,
                      config_[node].line, std::string(scope), is_alternative(table_.options_.anywhere, rule.kind)});
  }

  void define(const ReferenceRule& rule, NodeId node, std::string name, std::string_view scope) {
    std::vector<std::uint32_t>& lines = collector_.define(scope, rule.kind, std::move(name), rule.always_used);
    add_lines(lines, config_[node]);
    for (NodeId below = config_.next_below(node, node); below != no_node; below = config_.next_below(below, node))
      add_lines(lines, config_[below]);
  }

  static void add_lines(std::vector<std::uint32_t>& lines, const WordNode& word) {
    for (std::uint32_t line = word.line; line <= word.last_line; ++line)
      if (lines.empty() || lines.back() != line) lines.push_back(line);
  }

  const PathReferenceTable& table_;
  const Configuration& config_;
  ReferenceCollector collector_;
  Path path_;
  std::vector<Level> levels_;
  std::string name_;
};

References PathReferenceTable::find(const Configuration& configuration) const {
  return Search(*this, configuration).run();
}

}  // namespace muster::grammars::paths
