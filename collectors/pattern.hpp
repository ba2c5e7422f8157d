#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  /// What group 1 matched: of the first match, or of every match from left to right. Nothing for no match, or if the
  /// expression has no group.
  [[nodiscard]] std::optional<std::string_view> first_group(std::string_view text) const;
  [[nodiscard]] std::vector<std::string_view> all_groups(std::string_view text) const;
  /// As `first_group`, if all of `text` matches.
  [[nodiscard]] std::optional<std::string_view> group_of_whole(std::string_view text) const;
  /// Found in every text that has a line in which one of `found` is found, or that one of `whole` matches as a whole;
  /// perhaps in others too. One pass over a text then tells that no line need be looked at. Empty if there is none.
  [[nodiscard]] static Pattern line_filter(const std::vector<Pattern>& found, const std::vector<Pattern>& whole);
  /// A text without which nothing matches; empty if none is known.
  [[nodiscard]] std::string needed_text() const;
  [[nodiscard]] bool has_group() const;
  [[nodiscard]] bool empty() const { return expression_ == nullptr; }

 private:
  std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace muster::collectors
