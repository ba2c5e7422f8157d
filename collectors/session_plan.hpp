#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/recipe.hpp"
#include "core/capture.hpp"

namespace muster::collectors {

/// One line that a session sends, and why.
struct PlanStep {
  enum class Kind : std::uint8_t { prepare, enable, proof, list, enter, leave, guard, command, logout };
  Kind kind = Kind::prepare;
  std::size_t index = 0;  ///< of a proof: into the recipe's proofs; of a command: into the plan's commands
  std::string line;       ///< exactly as it is sent, without the end of line
  std::string context;    ///< that it belongs to; empty: the device itself
  unsigned attempt = 1;
};

/// Why a session must end after a step.
struct Objection {
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
};

/// The steps of one session in their order, for terminals and exec channels alike. What the device answers decides what
/// comes next: the contexts that it lists, the load that the guard reads, a context that cannot be entered. Commands
/// that are not sent become failed captures, each with its reason.
class SessionPlan {
 public:
  /// `recipe` and `clock` must outlive the plan. `contexts` were configured for the device.
  SessionPlan(const Recipe& recipe, std::span<const std::string> contexts, const Clock& clock);

  /// The step to take now; null when everything was done.
  [[nodiscard]] const PlanStep* next();
  PlanStep take();
  /// Puts a step in front of all others.
  void repeat(PlanStep step);
  /// Only the logout is left, if there is one. Commands of contexts that were not reached fail for this reason.
  void abandon(CollectionFailure failure, const std::string& detail);

  /// Takes in what the device answered to a step that is no command. `error` is its error line, if it gave one.
  [[nodiscard]] std::optional<Objection> learn(const PlanStep& step, std::string_view output,
                                               std::optional<std::string_view> error);
  /// Takes in what a terminal's prompt was before a step, and is behind it. Where it does not say that a context was
  /// entered, nothing is asked in the context's name; it is left again.
  void learn_prompt(const PlanStep& step, std::string_view before, std::string_view after);

  [[nodiscard]] const RecipeCommand& command(const PlanStep& step) const { return commands_[step.index]; }
  /// Holds for every capture of the session.
  [[nodiscard]] const std::vector<CaptureLimit>& limits() const { return limits_; }
  /// Commands that were not sent.
  [[nodiscard]] std::vector<Capture> take_failed() { return std::exchange(failed_, {}); }

 private:
  enum class Guard : std::uint8_t { none, to_ask, passed, busy, asked_again };

  [[nodiscard]] bool shell() const { return recipe_.mode == RecipeMode::shell; }
  [[nodiscard]] bool lists_contexts() const;
  [[nodiscard]] std::optional<Objection> learn_proof(const PlanStep& step, std::string_view output);
  void learn_contexts(std::string_view output, std::optional<std::string_view> error);
  void learn_load(std::string_view output);
  void plan_commands(const std::vector<std::string>& contexts);
  void add_block(std::vector<PlanStep> block);
  void ask_guard_before(const std::vector<PlanStep>& block);
  void defer_heavy();
  void resume_heavy();
  void fail_step(const PlanStep& step, CollectionFailure failure, const std::string& detail);
  void fail_context(std::string_view context, CollectionFailure failure, const std::string& detail);
  void fail_contexts(const std::string& detail);
  void skip_context(const std::string& context, const std::string& detail);
  [[nodiscard]] PlanStep command_step(const RecipeCommand& command, std::string_view context);
  [[nodiscard]] std::vector<PlanStep> framed(std::vector<PlanStep> commands, const std::string& context) const;

  const Recipe& recipe_;
  const Clock& clock_;
  std::vector<std::string> configured_;
  std::deque<RecipeCommand> commands_;  ///< those of the recipe, once for each context
  std::deque<PlanStep> steps_;
  std::vector<PlanStep> deferred_;      ///< heavy commands that wait for a quieter processor
  Guard guard_ = Guard::none;
  std::string load_;                    ///< what the guard read, for a person
  bool stranded_ = false;  ///< a context was entered that cannot be left
  std::vector<CaptureLimit> limits_;
  std::vector<Capture> failed_;
};

}  // namespace muster::collectors
