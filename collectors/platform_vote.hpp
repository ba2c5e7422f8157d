#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/recipe.hpp"
#include "core/collect.hpp"

namespace muster::collectors {

/// The platform of a job that is to be found out.
inline constexpr std::string_view platform_to_detect = "auto";

/// Which recipe fits what a device shows: its SSH version line, its first prompt, the answers to version commands. It
/// only narrows, and never guesses: more than one that fits is as good as none.
class PlatformVote {
 public:
  /// Recipes that cannot be recognised are left out. The candidates must outlive the vote.
  PlatformVote(std::span<const Recipe* const> candidates, std::string_view ssh_version);

  /// True if `line` is the first prompt of a candidate.
  [[nodiscard]] bool may_be_prompt(std::string_view line) const;
  /// Leaves the candidates to which the prompt fits.
  void narrow_by_prompt(std::string_view line);
  /// The version commands of the candidates, each once, the most common first; at most 8.
  [[nodiscard]] std::vector<std::string> lines() const;
  /// What the device answered to one of them: lines as a terminal shows them.
  void answered(std::string_view line, std::string_view output);

  [[nodiscard]] const std::vector<const Recipe*>& candidates() const { return candidates_; }
  /// The only recipe that fits, or why there is none: what was seen, in few words.
  [[nodiscard]] Result<const Recipe*> result() const;

 private:
  std::vector<const Recipe*> candidates_;
  std::vector<const Recipe*> fitting_;
  std::string seen_;
};

/// What sessions need to find out platforms: the recipes, and how to compose one for a job.
struct PlatformChoice {
  std::vector<const Recipe*> candidates;
  std::function<Result<std::shared_ptr<const Recipe>>(const CollectJob&, const std::string& platform)> compose;
};

/// A recipe for devices without a terminal: runs the version commands of the candidates, each on its channel.
[[nodiscard]] Recipe version_recipe(const PlatformVote& vote);

}  // namespace muster::collectors
