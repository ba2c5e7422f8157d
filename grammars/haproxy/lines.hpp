#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/tree.hpp"

namespace muster::grammars::haproxy {

/// Section heads at depth 0, their lines at depth 1; indentation means nothing to HAProxy. Comments are left out.
[[nodiscard]] Tree read_sections(std::string_view bytes);

/// One word of a line as HAProxy splits it.
struct Word {
  std::string text;       ///< quotes and escapes resolved
  std::string_view raw;   ///< in the line, with them
  bool variable = false;  ///< holds an environment variable, whose value is not known
};

[[nodiscard]] std::vector<Word> split_words(std::string_view line);

}  // namespace muster::grammars::haproxy
