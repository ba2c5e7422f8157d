#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace re2 {
class RE2;
}

namespace muster::collectors {

/// A regular expression of a recipe (RE2 syntax: linear time on any input), matched on bytes. Cheap to copy.
class Pattern {
 public:
  /// Matches nothing.
  Pattern() = default;
  /// The error is of kind input and quotes RE2's reason; `where` is the place of the expression.
  [[nodiscard]] static Result<Pattern> compile(std::string_view expression, SourcePosition where = {});

  [[nodiscard]] bool matches_whole(std::string_view text) const;
  [[nodiscard]] bool found_in(std::string_view text) const;
  [[nodiscard]] bool empty() const { return expression_ == nullptr; }

 private:
  std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace muster::collectors
