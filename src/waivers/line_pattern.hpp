#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace muster::waivers {

/// An RE2 pattern that a whole line must match: time linear in the line. Cheap to copy, safe to use from several
/// threads.
class LinePattern {
 public:
  /// An error tells what is wrong with the pattern; it has no position. A pattern that fits lines of any text is wrong
  /// too.
  [[nodiscard]] static Result<LinePattern> compile(std::string_view pattern);

  /// `line` without indentation and without blanks at its end.
  [[nodiscard]] bool matches(std::string_view line) const;

 private:
  struct Compiled;
  explicit LinePattern(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace muster::waivers
