#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/device.hpp"

/// HAProxy's rules run in steps that end a request or go on; the model wants one list in which the first match
/// decides. This is the algebra between them.
namespace muster::grammars::haproxy {

/// A condition on the path, as in model::PathRule.
struct Match {
  std::string kind;  ///< "exact", "prefix", "regex", "any", "other"
  std::string path;
};

/// The first match decides; the last rule matches any path.
using Decisions = std::vector<model::PathRule>;

[[nodiscard]] Decisions always(std::string action, std::string target, model::LinesId lines);
/// Something that was not understood: it may match anything and do anything.
[[nodiscard]] model::PathRule opaque_rule(model::LinesId lines);

/// Combines lists. Its work is bounded: a list of more than `max_decisions` rules, and every list once the budget is
/// used up, becomes one opaque rule.
class Composer {
 public:
  static constexpr std::size_t max_decisions = 1000;

  /// `then` where one of `matches` holds, `rest` elsewhere. The lines are those of the rule that has the condition.
  [[nodiscard]] Decisions if_in(const std::vector<Match>& matches, const Decisions& then, Decisions rest,
                                model::LinesId lines);
  /// `then` where none of `matches` holds, `rest` elsewhere.
  [[nodiscard]] Decisions if_not_in(const std::vector<Match>& matches, Decisions then, const Decisions& rest,
                                    model::LinesId lines);

 private:
  Decisions join(const std::vector<Match>& matches, const Decisions& inside, Decisions outside, model::LinesId lines);
  void restrict_to(const Decisions& rules, const Match& match, model::LinesId lines, Decisions& out);
  void restrict_to_exact(const Decisions& rules, const Match& match, Decisions& out);
  void restrict_to_regex(const Decisions& rules, const Match& match, Decisions& out);
  std::optional<bool> decides(const model::PathRule& rule, const std::string& path);
  std::optional<bool> regex_matches(const std::string& pattern, const std::string& path);

  std::size_t work_left_ = 5'000'000;
  std::size_t patterns_left_ = 5'000;
};

}  // namespace muster::grammars::haproxy
