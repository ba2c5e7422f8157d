#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/brace_reader.hpp"
#include "grammars/tree.hpp"

namespace muster::grammars::nginx {

/// The reader's defaults are nginx's own; a template that was not filled in must not swallow what follows.
inline constexpr BraceRules brace_rules{.placeholders = true};

/// A configuration as nginx reads it: the files of `nginx -T` with each `include` followed by what it includes.
struct Dump {
  Tree tree;  ///< for folding: nodes in the order in which nginx reads them, not in that of the text
  std::vector<Diagnostic> problems;            ///< braces and quotes without partner
  std::unordered_set<std::uint32_t> resolved;  ///< `Node::begin` of the include directives whose files are all here
  struct Lines {
    std::uint32_t first = 1;
    std::uint32_t last = 0;
  };
  std::vector<Lines> stray;  ///< files that nothing includes, and text before the first file that is not nginx's own
};

/// Splits at the lines `# configuration file PATH:` and follows includes by path and pattern, relative ones from the
/// folder of the first file. A text without such lines is one file, and its includes stay unresolved.
[[nodiscard]] Dump read_dump(std::string_view bytes);

}  // namespace muster::grammars::nginx
