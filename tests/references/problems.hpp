#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/references.hpp"

/// What a format says of the names in a text, for comparison with an expected one.
namespace muster::test {

/// A line for each problem: kind, name, "~scope" if there is one, lines.
inline std::string shown(const std::vector<grammars::ReferenceProblem>& problems) {
  std::string text;
  for (const grammars::ReferenceProblem& problem : problems) {
    text.append(problem.kind).append(" ").append(problem.name);
    if (!problem.scope.empty()) text.append("~").append(problem.scope);
    for (const std::uint32_t line : problem.lines) text += " " + std::to_string(line);
    text += "\n";
  }
  return text;
}

inline grammars::ReferenceProblems problems_of(std::string_view format, std::string_view bytes) {
  return grammars::find_problems(grammars::find_format(format)->references(bytes));
}

}  // namespace muster::test
