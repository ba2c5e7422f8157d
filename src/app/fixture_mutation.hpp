#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "grammars/format.hpp"

/// Changes of a fixture's text: a passing one that nothing can turn proves nothing.
namespace muster::app {

struct TextChange {
  std::string what;  ///< "without line 3", "line 3 negated", "line 7 of fail-telnet.cisco_ios at line 3"
  std::string text;
};

/// Called with each change; false stops.
using ChangeVisitor = std::function<bool(const TextChange& change)>;

/// The text without each line and each block (a line and those that are indented below it, or what its brace encloses),
/// and with each line negated where the format has such a form ("no", "delete:", "inactive:", "unset").
/// False if the visitor stopped it.
bool visit_removals(const grammars::Format& format, std::string_view text, const ChangeVisitor& visit);

/// The text with each line and each block of `other` at each place. `other_name` is for `what`.
bool visit_insertions(std::string_view text, std::string_view other, std::string_view other_name,
                      const ChangeVisitor& visit);

}  // namespace muster::app
