#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/tree.hpp"

namespace muster::grammars::apache {

/// A configuration as lines and sections: `<Name ...>` to `</Name>`.
struct SectionTree {
  Tree tree;
  /// Sections without their partner, and nesting beyond the limit. If there is one, nothing after it is certain.
  std::vector<Diagnostic> problems;
};

/// Linear in the input. A backslash at the end of a line continues it, also a comment; what closes a section belongs to
/// no node. Sections nested deeper than 100 are read as if they stood at that depth.
[[nodiscard]] SectionTree read_sections(std::string_view bytes);

/// A statement taken apart. Names are in lower case: Apache does not tell cases apart.
struct Statement {
  bool section = false;  ///< the head of a section
  std::string name;
  std::vector<std::string> arguments;  ///< quotes and escapes resolved
};
[[nodiscard]] Statement read_statement(std::string_view text);

[[nodiscard]] std::string lower(std::string_view text);

}  // namespace muster::grammars::apache
