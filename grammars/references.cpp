#include "grammars/references.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace muster::grammars {
namespace {

using Key = std::pair<std::string_view, std::string_view>;  // kind, name

/// Calls `visit(kind)` for each kind of "a|b|c".
template <class Visit>
void each_kind(std::string_view kinds, const Visit& visit) {
  while (!kinds.empty()) {
    const std::size_t bar = std::min(kinds.find('|'), kinds.size());
    visit(kinds.substr(0, bar));
    kinds.remove_prefix(std::min(bar + 1, kinds.size()));
  }
}

bool by_first_line(const ReferenceProblem& a, const ReferenceProblem& b) { return a.lines.front() < b.lines.front(); }

}  // namespace

ReferenceProblems find_problems(const References& references) {
  std::set<Key> defined;
  for (const StructureDefinition& definition : references.defined) defined.emplace(definition.kind, definition.name);
  std::set<Key> used;
  std::map<std::pair<Key, std::string_view>, ReferenceProblem> undefined;
  for (const StructureUse& use : references.used) {
    bool found = false;
    each_kind(use.defined_as, [&](std::string_view kind) {
      used.emplace(kind, use.name);
      found = found || defined.contains({kind, use.name});
    });
    if (found) continue;
    ReferenceProblem& problem = undefined[{{use.kind, use.name}, use.context}];
    problem.kind = use.kind, problem.name = use.name, problem.context = use.context;
    if (problem.lines.empty() || problem.lines.back() != use.line) problem.lines.push_back(use.line);
  }
  ReferenceProblems problems;
  for (auto& [key, problem] : undefined) problems.undefined.push_back(std::move(problem));
  for (const StructureDefinition& definition : references.defined)
    if (!definition.always_used && !used.contains({definition.kind, definition.name}))
      problems.unused.push_back({definition.kind, definition.name, {}, definition.lines});
  std::ranges::stable_sort(problems.undefined, by_first_line);
  std::ranges::stable_sort(problems.unused, by_first_line);
  return problems;
}

}  // namespace muster::grammars
