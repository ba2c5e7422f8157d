#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/echo_match.hpp"
#include "collectors/page_turner.hpp"
#include "collectors/recipe.hpp"
#include "collectors/session_plan.hpp"
#include "collectors/ssh_options.hpp"
#include "collectors/terminal_dialogue.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// What a terminal may ask for beside the login. Each is sent at most once, to its own question.
struct ShellSecrets {
  Secret enable;
  Secret line;  ///< the line password, before the first prompt
};

/// A terminal session as a function of bytes and time: learns the prompt, turns the pager off, raises the privilege,
/// proves it, runs the recipe's commands in every context, logs out.
///
/// An output counts as whole only if the echo of its command was seen behind the learnt prompt, the same prompt stands
/// alone on a line after it, and the echo of the next command (in the end: of the logout) stands behind that very
/// prompt: a line of a configuration that merely looks like the prompt is not followed by it. Then come the checks of
/// the recipe: no error marker, the end marker. A command in whose output log messages came is asked again; nothing is
/// ever taken out of an output but what a pager printed and erased. Work is linear in the bytes received.
class ShellDialogue final : public TerminalDialogue {
 public:
  /// `recipe` and `clock` must outlive the dialogue. `contexts` were configured for the device.
  ShellDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock, ShellSecrets secrets,
                std::span<const std::string> contexts = {});

  void start(SteadyTime now) override;
  void receive(std::string_view bytes, SteadyTime now) override;
  void close(SteadyTime now) override;
  void tick(SteadyTime now) override;
  void leave() override { leaving_ = true; }

  [[nodiscard]] std::string take_output() override;
  [[nodiscard]] std::vector<DialogueEvent> take_events() override { return std::exchange(events_, {}); }
  [[nodiscard]] std::vector<Capture> take_captures() override { return std::move(captures_); }
  [[nodiscard]] SteadyTime deadline() const override;
  [[nodiscard]] bool finished() const override { return state_ == State::finished; }
  [[nodiscard]] bool logged_out() const override { return logged_out_; }
  [[nodiscard]] CollectionFailure failure() const override { return failure_; }
  [[nodiscard]] const std::string& detail() const override { return detail_; }
  /// A secret was sent, and the device refused it.
  [[nodiscard]] bool secret_refused() const {
    return failure_ == CollectionFailure::denied && (enable_sent_ || line_sent_);
  }
  [[nodiscard]] std::size_t held_bytes() const override { return buffer_.capacity() + captured_bytes_; }

 private:
  static constexpr std::size_t longest_prompt_line = 1024;
  static constexpr std::size_t longest_echo_line = 64U << 10U;  ///< some draw the whole line again for each character

  enum class State : std::uint8_t { greeting, running, password, finished };
  enum class Standing : std::uint8_t { nothing, prompt, new_prompt, pager, question };
  /// What the current step's output is worth, decided when its prompt counts.
  enum class Worth : std::uint8_t { open, judged, again, spoilt };

  void read_greeting(SteadyTime now);
  void read_question(SteadyTime now);
  void answer_question(SteadyTime now);
  void read_output(SteadyTime now);
  void read_enable(SteadyTime now);
  void send_enable_secret(SteadyTime now);
  void check_size();

  [[nodiscard]] bool find_echo(SteadyTime now);
  [[nodiscard]] bool may_precede_echo(std::string_view before) const;
  [[nodiscard]] bool is_same_host(std::string_view prompt) const;
  void echo_found(EchoMatch::Answer how, std::size_t line, std::size_t end, SteadyTime now);

  void watch_prompt(SteadyTime now);
  [[nodiscard]] std::size_t last_line_start() const;
  [[nodiscard]] std::size_t first_prompt_start() const;
  [[nodiscard]] std::size_t line_before_noise() const;
  void learn_head();
  [[nodiscard]] std::size_t before_head(std::size_t prompt) const;
  [[nodiscard]] std::string_view line_above(std::size_t line) const;
  [[nodiscard]] std::string standing_prompt() const;
  [[nodiscard]] Standing what_stands(std::string_view line) const;
  [[nodiscard]] std::optional<Milliseconds> standing_time() const;
  void press_pager_key(SteadyTime now);
  [[nodiscard]] bool cut_page_break();

  void advance(SteadyTime now);
  void weigh();
  [[nodiscard]] std::string spoiled_by() const;
  [[nodiscard]] PlanStep take_next();
  void learn();
  void stop(CollectionFailure failure, std::string detail);
  void leave_now();
  [[nodiscard]] bool is_leaving() const;
  void end_step(std::size_t size);
  void end_command(std::size_t size);
  void begin_step(SteadyTime now);
  void keep(Capture capture);

  [[nodiscard]] std::string_view partial() const { return std::string_view(buffer_).substr(line_start_); }
  [[nodiscard]] std::string_view output() const { return std::string_view(buffer_).substr(0, output_end_); }
  [[nodiscard]] const RecipeCommand* command() const;
  [[nodiscard]] Milliseconds idle_limit() const;
  [[nodiscard]] Milliseconds total_limit() const;
  void send(std::string_view bytes);
  void send_line(std::string_view line);
  void send_step(PlanStep step, std::size_t prompt_at, SteadyTime now);
  void expire(SteadyTime now);
  void fail(CollectionFailure failure, std::string detail);

  const Recipe& recipe_;
  Deadlines deadlines_;
  double factor_;
  const Clock& clock_;
  ShellSecrets secrets_;
  SessionPlan plan_;

  State state_ = State::greeting;
  PlanStep current_;             ///< whose output is being read
  std::optional<PlanStep> next_;  ///< whose line was sent and whose echo is awaited
  EchoMatch echo_;
  bool enable_sent_ = false;
  bool line_sent_ = false;
  bool relearnt_ = false;
  std::vector<bool> answered_;   ///< the recipe's answers that were given
  std::string prompt_;           ///< learnt
  std::string buffer_;           ///< output of the current step
  std::size_t line_start_ = 0;   ///< of the last, incomplete line
  std::size_t output_end_ = 0;   ///< in front of the prompt, and of the line that belongs to it
  std::string head_;             ///< a line that the device draws above each prompt
  std::size_t prompt_at_ = 0;    ///< where the line begins on which the prompt stands
  std::size_t echo_from_ = 0;    ///< where the next step's echo is looked for
  SteadyTime started_{};         ///< of the step
  SteadyTime received_{};        ///< last bytes
  Standing stands_ = Standing::nothing;
  SteadyTime standing_{};        ///< when what stands on the last line will count
  Timestamp command_started_{};

  Worth worth_ = Worth::open;
  std::string text_;             ///< the output as it was weighed, normalised
  std::string fault_;            ///< why it is spoilt

  PageTurner pages_;
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
