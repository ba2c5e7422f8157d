#include "grammars/references.hpp"

#include <algorithm>
#include <set>

namespace muster::grammars {
namespace {

using Key = std::tuple<std::string_view, std::string_view, std::string_view>;  // scope, kind, name

/// Calls `visit(kind)` for each kind of "a|b|c".
template <class Visit>
void each_kind(std::string_view kinds, const Visit& visit) {
  while (!kinds.empty()) {
    const std::size_t bar = std::min(kinds.find('|'), kinds.size());
    visit(kinds.substr(0, bar));
    kinds.remove_prefix(std::min(bar + 1, kinds.size()));
  }
}

void make_ascending(std::vector<std::uint32_t>& lines) {
  if (!std::ranges::is_sorted(lines)) std::ranges::sort(lines);
  lines.erase(std::ranges::unique(lines).begin(), lines.end());
}

bool by_first_line(const ReferenceProblem& a, const ReferenceProblem& b) { return a.lines.front() < b.lines.front(); }

/// Which definitions there are, and which of them are used.
class Definitions {
 public:
  explicit Definitions(const std::vector<StructureDefinition>& all) {
    for (const StructureDefinition& definition : all) defined_.insert(key_of(definition));
  }
  /// Looks in the scope of the use first, then among the names that hold everywhere.
  bool resolve(const StructureUse& use) {
    return resolve_in(use.scope, use) || (!use.scope.empty() && resolve_in({}, use));
  }
  [[nodiscard]] bool is_used(const StructureDefinition& definition) const {
    return definition.always_used || used_.contains(key_of(definition));
  }

 private:
  static Key key_of(const StructureDefinition& of) { return {of.scope, of.kind, of.name}; }

  bool resolve_in(std::string_view scope, const StructureUse& use) {
    bool found = false;
    each_kind(use.defined_as, [&](std::string_view kind) {
      const auto definition = defined_.find(Key(scope, kind, use.name));
      if (definition == defined_.end()) return;
      used_.insert(*definition);
      found = true;
    });
    return found;
  }

  std::set<Key> defined_;
  std::set<Key> used_;
};

}  // namespace

std::vector<std::uint32_t>& ReferenceCollector::define(std::string_view scope, std::string_view kind, std::string name,
                                                       bool always_used) {
  const auto [entry, added] = by_name_.try_emplace({std::string(scope), kind, name}, found_.defined.size());
  if (added) found_.defined.push_back({kind, std::move(name), {}, always_used, std::string(scope)});
  StructureDefinition& definition = found_.defined[entry->second];
  definition.always_used = definition.always_used || always_used;
  return definition.lines;
}

References ReferenceCollector::finish() {
  for (StructureDefinition& definition : found_.defined) make_ascending(definition.lines);
  return std::move(found_);
}

ReferenceProblems find_problems(const References& references) {
  Definitions definitions(references.defined);
  std::map<std::tuple<Key, std::string_view>, ReferenceProblem> undefined;
  for (const StructureUse& use : references.used) {
    if (definitions.resolve(use) || use.kind.empty()) continue;
    const std::string_view scope = use.anywhere ? std::string_view() : std::string_view(use.scope);
    ReferenceProblem& problem = undefined[{{scope, use.kind, use.name}, use.context}];
    problem.kind = use.kind, problem.name = use.name, problem.context = use.context, problem.scope = scope;
    problem.lines.push_back(use.line);
  }
  ReferenceProblems problems;
  for (auto& [key, problem] : undefined) {
    make_ascending(problem.lines);
    problems.undefined.push_back(std::move(problem));
  }
  for (const StructureDefinition& definition : references.defined)
    if (!definitions.is_used(definition))
      problems.unused.push_back({definition.kind, definition.name, {}, definition.lines, definition.scope});
  std::ranges::stable_sort(problems.undefined, by_first_line);
  std::ranges::stable_sort(problems.unused, by_first_line);
  return problems;
}

}  // namespace muster::grammars
