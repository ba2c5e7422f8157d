#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/dialogue_event.hpp"
#include "collectors/recipe.hpp"
#include "collectors/session_plan.hpp"
#include "collectors/ssh_options.hpp"

namespace muster::collectors {

/// The proofs and commands of a recipe, each on an exec channel of its own, as a function of bytes and time. It does no I/O.
/// An output is whole only if the channel ended and an exit status of 0 came; then come the checks of the recipe. A
/// command that is refused or truncated does not keep the next from being asked; silence ends the session.
class ExecDialogue {
 public:
  /// `recipe` and `clock` must outlive the dialogue. `contexts` were configured for the device.
  ExecDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock,
               std::span<const std::string> contexts = {});

  /// The command line to execute next; empty when there is none.
  [[nodiscard]] std::string_view next_line() const { return current_ ? current_->line : std::string_view(); }
  /// The command was asked for.
  void start(SteadyTime now);
  void receive(std::string_view bytes, SteadyTime now);
  void receive_error(std::string_view bytes, SteadyTime now);
  /// The channel ended, with the exit status if one came.
  void end(std::optional<int> exit_status);
  /// The device refused the channel or the request.
  void refuse(std::string_view why);
  /// The connection broke.
  void close();
  void tick(SteadyTime now);

  [[nodiscard]] SteadyTime deadline() const;
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] bool finished() const { return failure_ != CollectionFailure::none || !current_; }
  [[nodiscard]] CollectionFailure failure() const { return failure_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }
  [[nodiscard]] std::vector<Capture> take_captures() { return std::move(captures_); }
  [[nodiscard]] std::vector<DialogueEvent> take_events() { return std::exchange(events_, {}); }
  [[nodiscard]] std::size_t held_bytes() const { return output_.capacity() + captured_bytes_; }

 private:
  [[nodiscard]] const RecipeCommand* command() const;
  [[nodiscard]] Milliseconds idle_limit() const;
  [[nodiscard]] Milliseconds total_limit() const;
  [[nodiscard]] std::string error_text() const;
  [[nodiscard]] std::optional<std::string> refusal(std::optional<int> exit_status) const;
  void judge(Capture& capture, std::optional<int> exit_status);
  void learn(std::string_view output, std::optional<std::string_view> error);
  void next_step();
  void keep(Capture capture);
  void stop(CollectionFailure failure, std::string detail);

  const Recipe& recipe_;
  Deadlines deadlines_;
  double factor_;
  const Clock& clock_;
  SessionPlan plan_;
  std::optional<PlanStep> current_;  ///< the step that runs, or is to run next
  bool running_ = false;
  std::string output_;
  std::string errors_;
  SteadyTime started_{};
  SteadyTime received_{};
  Timestamp command_started_{};
  std::vector<Capture> captures_;
  std::size_t captured_bytes_ = 0;
  std::vector<DialogueEvent> events_;
  CollectionFailure failure_ = CollectionFailure::none;
  std::string detail_;
};

}  // namespace muster::collectors
