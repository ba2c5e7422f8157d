#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/dialogue_event.hpp"
#include "collectors/recipe.hpp"
#include "collectors/ssh_options.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// A terminal session as a function of bytes and time: learns the prompt, turns the pager off, raises the privilege,
/// proves it, runs the recipe's commands, logs out. It does no I/O; the engine feeds it and sends what it asks for.
///
/// An output counts as whole only if the echo of its command was seen behind the learnt prompt, the same prompt stands
/// alone on a line after it, and the echo of the next command (in the end: of the logout) stands behind that very
/// prompt: a line of a configuration that merely looks like the prompt is not followed by it. Then come the checks of
/// the recipe: no error marker, the end marker. Work is linear in the bytes received.
class ShellDialogue {
 public:
  /// `recipe` and `clock` must outlive the dialogue. `enable` may be empty.
  ShellDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock, Secret enable);

  void start(SteadyTime now);
  void receive(std::string_view bytes, SteadyTime now);
  /// The device closed the channel, or the connection broke.
  void close(SteadyTime now);
  /// To be called at `deadline()` or later.
  void tick(SteadyTime now);
  /// The run was stopped: at the next prompt the logout takes the place of what was still to come.
  void leave() { leaving_ = true; }

  /// What to send; empty if nothing. It may hold a secret: wipe it after use.
  [[nodiscard]] std::string take_output();
  [[nodiscard]] std::vector<DialogueEvent> take_events() { return std::exchange(events_, {}); }
  [[nodiscard]] SteadyTime deadline() const;

  /// Nothing more will come of it: everything was collected and the logout sent, or it failed.
  [[nodiscard]] bool finished() const { return state_ == State::finished; }
  /// The logout was confirmed: wait a moment for the device to hang up.
  [[nodiscard]] bool logged_out() const { return logged_out_; }
  [[nodiscard]] CollectionFailure failure() const { return failure_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }
  /// Captures so far, failed ones included; commands that were not reached are missing.
  [[nodiscard]] std::vector<Capture> take_captures() { return std::move(captures_); }
  [[nodiscard]] std::size_t held_bytes() const { return buffer_.capacity() + captured_bytes_; }

 private:
  enum class State : std::uint8_t { greeting, running, password, finished };
  struct Step {
    enum class Kind : std::uint8_t { prepare, enable, proof, command, logout } kind = Kind::prepare;
    std::size_t index = 0;  ///< into the recipe's list of that kind
    std::string line;
  };

  void read_greeting(SteadyTime now);
  void read_output(SteadyTime now);
  void read_enable(SteadyTime now);
  [[nodiscard]] bool find_echo(SteadyTime now);
  [[nodiscard]] bool is_echo(std::string_view line);
  void watch_prompt(SteadyTime now);
  void advance(SteadyTime now);
  void cut_short();
  void end_step(std::string_view body);
  void end_command(const Step& step, std::string_view body);
  void begin_step(SteadyTime now);

  [[nodiscard]] std::string_view partial() const { return std::string_view(buffer_).substr(line_start_); }
  [[nodiscard]] std::string_view output() const { return std::string_view(buffer_).substr(0, line_start_); }
  [[nodiscard]] const Step& current() const { return steps_[step_]; }
  [[nodiscard]] const RecipeCommand* command() const;
  [[nodiscard]] std::size_t next_step() const;
  [[nodiscard]] std::optional<std::string> objection() const;
  [[nodiscard]] std::optional<Milliseconds> standing_time() const;
  [[nodiscard]] Milliseconds idle_limit() const;
  [[nodiscard]] Milliseconds total_limit() const;
  void send_line(std::string_view line);
  void send_step(std::size_t step, SteadyTime now);
  void expire(SteadyTime now);
  void fail(CollectionFailure failure, std::string detail);

  const Recipe& recipe_;
  Deadlines deadlines_;
  double factor_;
  const Clock& clock_;
  Secret enable_;
  std::vector<Step> steps_;

  State state_ = State::greeting;
  std::size_t step_ = 0;       ///< whose output is being read
  bool sent_next_ = false;     ///< the next step's line was sent, its echo is awaited
  std::size_t next_ = 0;       ///< that step
  bool enable_sent_ = false;
  std::string prompt_;         ///< learnt
  std::string buffer_;         ///< output of the current step
  std::size_t line_start_ = 0;  ///< of the last, incomplete line
  std::size_t echo_from_ = 0;   ///< where the next step's echo is looked for
  SteadyTime started_{};        ///< of the step
  SteadyTime received_{};       ///< last bytes
  std::optional<SteadyTime> standing_;  ///< when what stands on the last line will count
  Timestamp command_started_{};

  std::string output_;
  std::vector<DialogueEvent> events_;
  std::vector<Capture> captures_;
  std::size_t captured_bytes_ = 0;
  CollectionFailure failure_ = CollectionFailure::none;
  std::string detail_;
  bool logged_out_ = false;
  bool leaving_ = false;
};

}  // namespace muster::collectors
