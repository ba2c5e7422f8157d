#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/platform_vote.hpp"
#include "collectors/ssh_options.hpp"
#include "collectors/terminal_dialogue.hpp"

namespace muster::collectors {

/// Finds out a platform on a terminal: waits for a prompt of a candidate, types the version commands of those whose
/// prompt it is, and logs out. It types nothing but lines, keys and answers of candidates, and no secret.
class ShellProbe final : public TerminalDialogue {
 public:
  ShellProbe(PlatformVote vote, const Deadlines& deadlines) : vote_(std::move(vote)), deadlines_(deadlines) {}

  void start(SteadyTime now) override { started_ = received_ = now; }
  void receive(std::string_view bytes, SteadyTime now) override;
  void close(SteadyTime now) override;
  void tick(SteadyTime now) override;
  void leave() override { leaving_ = true; }

  [[nodiscard]] std::string take_output() override { return std::exchange(output_, {}); }
  [[nodiscard]] std::vector<DialogueEvent> take_events() override { return std::exchange(events_, {}); }
  [[nodiscard]] std::vector<Capture> take_captures() override { return {}; }
  [[nodiscard]] SteadyTime deadline() const override;
  [[nodiscard]] bool finished() const override { return finished_; }
  [[nodiscard]] bool logged_out() const override { return logged_out_; }
  [[nodiscard]] CollectionFailure failure() const override { return failure_; }
  [[nodiscard]] const std::string& detail() const override { return detail_; }
  [[nodiscard]] std::size_t held_bytes() const override { return buffer_.capacity(); }

  /// The recipe that fits; null before the end, and for a failure.
  [[nodiscard]] const Recipe* found() const { return found_; }
  /// The device closed the terminal before its prompt: it may still run commands without one.
  [[nodiscard]] bool needs_no_terminal() const { return prompt_.empty() && failure_ == CollectionFailure::protocol; }

 private:
  enum class Standing : unsigned char { nothing, prompt, pager, question };

  void watch();
  void accept_prompt(SteadyTime now);
  void turn_page(SteadyTime now);
  void answer(SteadyTime now);
  void next_line(SteadyTime now);
  void decide();
  void log_out();
  void fail(CollectionFailure failure, std::string detail);
  [[nodiscard]] std::string last_line_shown() const;
  [[nodiscard]] bool echo_seen() const;
  [[nodiscard]] std::string shown() const;
  [[nodiscard]] const ShellDialect* pager_of(std::string_view line) const;
  [[nodiscard]] const RecipeAnswer* answer_to(std::string_view line) const;

  PlatformVote vote_;
  Deadlines deadlines_;
  std::string prompt_;
  std::vector<std::string> lines_;    ///< to be typed
  std::size_t asked_ = 0;             ///< how many of them were
  std::vector<const RecipeAnswer*> answered_;
  unsigned pages_ = 0;
  std::string buffer_;
  SteadyTime started_{};
  SteadyTime received_{};
  Standing stands_ = Standing::nothing;
  std::string output_;
  std::vector<DialogueEvent> events_;
  const Recipe* found_ = nullptr;
  CollectionFailure failure_ = CollectionFailure::none;
  std::string detail_;
  bool finished_ = false;
  bool logged_out_ = false;
  bool leaving_ = false;
};

}  // namespace muster::collectors
