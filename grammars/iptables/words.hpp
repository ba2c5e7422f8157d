#pragma once

#include <string_view>
#include <vector>

namespace muster::grammars::iptables {

/// One argument as iptables-restore splits a line: at blanks, double quotes keep blanks, a backslash inside quotes
/// keeps a quote. `text` is without the quotes and points into the line; escapes inside stay as they are.
struct Word {
  std::string_view text;
  const char* begin = nullptr;  ///< in the line, quote included
  bool quoted = false;
  bool closed = true;  ///< false: the line ends inside the quotes
};

/// Puts the words of `line` in the place of what `words` held.
void split_words(std::string_view line, std::vector<Word>& words);

}  // namespace muster::grammars::iptables
