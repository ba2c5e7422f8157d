#include "collectors/shell_dialogue.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/capture_check.hpp"
#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t longest_prompt_line = 1024;
constexpr std::size_t most_chatter = 1U << 20U;  ///< a greeting, or the output of a step that is not a command
constexpr std::size_t peek = 2048;               ///< how much of an output is looked at before it is whole

std::string_view head(std::string_view text) { return text.substr(0, peek); }
std::string_view tail(std::string_view text) { return text.substr(text.size() - std::min(text.size(), peek)); }

Milliseconds times(Milliseconds time, double factor) { return std::chrono::ceil<Milliseconds>(time * factor); }

double in_seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

ShellDialogue::ShellDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock,
                             Secret enable)
    : recipe_(recipe), deadlines_(deadlines), factor_(factor), clock_(clock), enable_(std::move(enable)) {
  using Kind = Step::Kind;
  const ShellDialect& shell = recipe_.shell;
  for (std::size_t i = 0; i < shell.prepare.size(); ++i) {
    steps_.push_back({Kind::prepare, i, shell.prepare[i]});
    if (i == 0 && !shell.privileged.empty()) steps_.push_back({Kind::enable, 0, shell.enable});
  }
  for (std::size_t i = 0; i < recipe_.proofs.size(); ++i) steps_.push_back({Kind::proof, i, recipe_.proofs[i].send});
  for (std::size_t i = 0; i < recipe_.commands.size(); ++i) steps_.push_back({Kind::command, i, recipe_.commands[i].send});
  steps_.push_back({Kind::logout, 0, shell.logout});
}

void ShellDialogue::start(SteadyTime now) { started_ = received_ = now; }

void ShellDialogue::receive(std::string_view bytes, SteadyTime now) {
  if (state_ == State::finished || bytes.empty()) return;
  received_ = now;
  standing_.reset();
  const std::size_t newline = bytes.rfind('\n');
  if (newline != std::string_view::npos) line_start_ = buffer_.size() + newline + 1;
  buffer_.append(bytes);
  for (bool again = true; again;) {
    const State before = state_;
    if (state_ == State::greeting) read_greeting(now);
    if (state_ == State::password) read_enable(now);
    if (state_ == State::running) read_output(now);
    again = state_ != before && state_ != State::finished;
  }
  const RecipeCommand* const running = state_ == State::running ? command() : nullptr;
  if (running != nullptr && buffer_.size() > running->max_bytes + peek)
    fail(CollectionFailure::oversize, fmt::format("'{}' gives more than {} bytes", running->send, running->max_bytes));
  else if (running == nullptr && state_ != State::finished && buffer_.size() > most_chatter)
    fail(CollectionFailure::garbage, fmt::format("no prompt in {} bytes", buffer_.size()));
}

/// Until the first command line came back behind something that has a prompt's shape.
void ShellDialogue::read_greeting(SteadyTime now) {
  if (!sent_next_) {
    if (partial().size() > longest_prompt_line || !recipe_.shell.prompt.matches_whole(visible_line(partial()))) return;
    if (leaving_) cut_short();
    send_step(leaving_ ? steps_.size() - 1 : 0, now);
    return;
  }
  if (!find_echo(now)) return;
  events_.push_back({"prompt", "learnt " + quoted(prompt_)});
}

/// The privilege secret is sent once, to the question that the recipe knows, and to nothing else.
void ShellDialogue::read_enable(SteadyTime now) {
  if (partial().size() > longest_prompt_line) return;
  const std::string line = visible_line(partial());
  const std::string_view host = std::string_view(prompt_).substr(0, prompt_.size() - 1);
  if (line != prompt_ && line.starts_with(host) && recipe_.shell.privileged.matches_whole(line)) {
    prompt_ = line;
    state_ = State::running;
    events_.push_back({"prompt", "privilege raised"});
  } else if (recipe_.shell.password_prompt.matches_whole(partial())) {
    if (enable_sent_) return fail(CollectionFailure::denied, "the enable secret was not accepted");
    enable_sent_ = true;
    send_line(enable_.reveal());
    buffer_.clear();
    line_start_ = 0;
    started_ = now;
  } else if (line == prompt_) {
    state_ = State::running;
    failure_ = CollectionFailure::denied;
    detail_ = enable_sent_ ? "the enable secret was not accepted" : "the device did not raise the privilege";
  }
}

void ShellDialogue::read_output(SteadyTime now) {
  while (state_ == State::running && sent_next_ && find_echo(now)) {
  }
  if (state_ == State::running && !sent_next_) watch_prompt(now);
}

/// Looks for the awaited echo in the complete lines that have not been looked at. Found: the step before it is over.
bool ShellDialogue::find_echo(SteadyTime now) {
  while (echo_from_ < line_start_) {
    const std::size_t end = buffer_.find('\n', echo_from_);
    const std::string_view line = std::string_view(buffer_).substr(echo_from_, end - echo_from_);
    if (line.size() > longest_prompt_line || !is_echo(line)) {
      echo_from_ = end + 1;
      continue;
    }
    if (state_ == State::running) end_step(std::string_view(buffer_).substr(0, echo_from_));
    buffer_.erase(0, end + 1);
    line_start_ -= end + 1;
    step_ = next_;
    begin_step(now);
    return true;
  }
  return false;
}

/// True for `prompt` + the line sent. Before the prompt is known, what stands before the line becomes the prompt.
bool ShellDialogue::is_echo(std::string_view line) {
  const std::string text = visible_line(line);
  const std::string& sent = steps_[next_].line;
  if (!text.ends_with(sent)) return false;
  std::string_view before = std::string_view(text).substr(0, text.size() - sent.size());
  before = before.substr(0, before.find_last_not_of(' ') + 1);
  if (!prompt_.empty()) return before == prompt_;
  if (!recipe_.shell.prompt.matches_whole(before)) return false;
  prompt_ = before;
  return true;
}

/// If the last line is the prompt (or a pager): how long must it stand there until it counts?
void ShellDialogue::watch_prompt(SteadyTime now) {
  if (partial().size() > longest_prompt_line || partial().empty()) return;
  const std::string line = visible_line(partial());
  if (line == prompt_) {
    const auto time = standing_time();
    if (!time) return advance(now);
    standing_ = now + *time;
  } else if (recipe_.shell.pager.matches_whole(line)) {
    standing_ = now + deadlines_.doubt;
  }
}

/// Nothing: the prompt counts at once.
std::optional<Milliseconds> ShellDialogue::standing_time() const {
  switch (current().kind) {
    case Step::Kind::proof:
      if (recipe_.proofs[current().index].expect.found_in(head(output()))) return std::nullopt;
      return deadlines_.settle;
    case Step::Kind::command:
      if (error_line(head(output()), recipe_.errors)) return deadlines_.settle;
      if (command()->end.empty()) return deadlines_.settle;
      if (last_line(tail(output())) == command()->end) return std::nullopt;
      return deadlines_.doubt;
    default:
      return std::nullopt;
  }
}

/// Why the session must not go on after the current step.
std::optional<std::string> ShellDialogue::objection() const {
  if (current().kind == Step::Kind::prepare)
    if (const auto error = error_line(output(), recipe_.errors))
      return fmt::format("'{}' was refused: {}", current().line, quoted(*error));
  if (current().kind == Step::Kind::proof && !recipe_.proofs[current().index].expect.found_in(output()))
    return recipe_.proofs[current().index].otherwise;
  return std::nullopt;
}

/// The prompt counts: on to the next step, whose echo will prove it.
void ShellDialogue::advance(SteadyTime now) {
  if (failure_ == CollectionFailure::none)
    if (auto why = objection()) {
      failure_ = CollectionFailure::refused;
      detail_ = std::move(*why);
    }
  if (leaving_ && failure_ == CollectionFailure::none && next_step() + 1 < steps_.size()) cut_short();
  std::size_t next = next_step();
  if (steps_[next].kind == Step::Kind::enable && (steps_[next].line.empty() || enable_.empty())) {
    failure_ = CollectionFailure::denied;
    detail_ = steps_[next].line.empty() ? "the account lacks the privilege that the recipe needs"
                                        : "the account is not privileged, and no enable secret is configured";
    next = steps_.size() - 1;
  }
  send_step(next, now);
}

void ShellDialogue::cut_short() {
  failure_ = CollectionFailure::cancelled;
  detail_ = "the run was stopped";
}

std::size_t ShellDialogue::next_step() const {
  if (failure_ != CollectionFailure::none) return steps_.size() - 1;
  const std::size_t next = std::min(step_ + 1, steps_.size() - 1);
  const bool privileged = recipe_.shell.privileged.matches_whole(prompt_);
  return steps_[next].kind == Step::Kind::enable && privileged ? next + 1 : next;
}

void ShellDialogue::send_step(std::size_t step, SteadyTime now) {
  next_ = step;
  sent_next_ = true;
  echo_from_ = line_start_;
  received_ = now;
  send_line(steps_[step].line);
}

void ShellDialogue::send_line(std::string_view line) {
  output_.reserve(output_.size() + line.size() + 1);  // a secret must not stay behind in an outgrown buffer
  output_.append(line).push_back('\n');
}

std::string ShellDialogue::take_output() {
  std::string taken = output_;
  wipe(output_);
  return taken;
}

void ShellDialogue::begin_step(SteadyTime now) {
  sent_next_ = false;
  started_ = now;
  state_ = current().kind == Step::Kind::enable ? State::password : State::running;
  if (current().kind == Step::Kind::command) command_started_ = clock_.now();
  if (current().kind != Step::Kind::logout) return;
  logged_out_ = true;
  state_ = State::finished;
}

void ShellDialogue::end_step(std::string_view body) {
  if (current().kind == Step::Kind::command) end_command(current(), body);
}

void ShellDialogue::end_command(const Step& step, std::string_view body) {
  const RecipeCommand& ended = recipe_.commands[step.index];
  Capture capture = capture_of(ended, command_started_);
  capture.finished = capture.content_time = clock_.now();
  judge_output(capture, ended, recipe_, normalised(body));
  captured_bytes_ += capture.bytes.size();
  events_.push_back({"command", fmt::format("{}: {}", ended.send,
                                            capture.complete() ? fmt::format("{} bytes", capture.bytes.size())
                                                               : std::string(to_string(capture.failure)))});
  captures_.push_back(std::move(capture));
}

const RecipeCommand* ShellDialogue::command() const {
  return current().kind == Step::Kind::command ? &recipe_.commands[current().index] : nullptr;
}

Milliseconds ShellDialogue::idle_limit() const {
  const RecipeCommand* const running = command();
  return running != nullptr && running->idle ? times(*running->idle, factor_) : deadlines_.idle;
}

Milliseconds ShellDialogue::total_limit() const {
  const RecipeCommand* const running = command();
  return running != nullptr && running->total ? times(*running->total, factor_) : deadlines_.total;
}

SteadyTime ShellDialogue::deadline() const {
  if (state_ == State::finished) return SteadyTime::max();
  if (state_ == State::greeting && !sent_next_) return started_ + deadlines_.prompt;
  if (state_ != State::running || sent_next_) return received_ + deadlines_.prompt;
  const SteadyTime patience = std::min(received_ + idle_limit(), started_ + total_limit());
  return standing_ ? std::min(*standing_, patience) : patience;
}

void ShellDialogue::tick(SteadyTime now) {
  if (state_ == State::finished) return;
  if (standing_ && now >= *standing_) {
    standing_.reset();
    if (visible_line(partial()) == prompt_) return advance(now);
    return fail(CollectionFailure::truncated, fmt::format("the device waits for a key to show more of '{}'", current().line));
  }
  if (now >= deadline()) expire(now);
}

void ShellDialogue::expire(SteadyTime now) {
  using enum CollectionFailure;
  if (sent_next_)
    return fail(garbage, fmt::format("the device did not echo '{}' behind its prompt", steps_[next_].line));
  if (state_ == State::greeting && buffer_.empty()) return fail(stalled, "no prompt, no output");
  if (state_ == State::greeting) return fail(garbage, fmt::format("no prompt in {} bytes", buffer_.size()));
  if (state_ == State::password) return fail(stalled, "no answer to 'enable'");
  if (now - started_ >= total_limit())
    return fail(stalled, fmt::format("'{}' took longer than {} s", current().line, in_seconds(total_limit())));
  fail(stalled, fmt::format("silent for {} s after {} bytes of '{}'", in_seconds(idle_limit()), buffer_.size(), current().line));
}

void ShellDialogue::close(SteadyTime now) {
  if (state_ == State::finished) return;
  if (state_ == State::greeting) return fail(CollectionFailure::protocol, "the device closed the session before its prompt");
  if (state_ == State::password) return fail(CollectionFailure::denied, "the device closed the session at 'enable'");
  const std::string last = visible_line(partial());
  const bool leaving = sent_next_ && steps_[next_].kind == Step::Kind::logout && echo_from_ == line_start_ &&
                       last.starts_with(prompt_) && (prompt_ + steps_[next_].line).starts_with(last);
  if (leaving) {
    end_step(output());
    step_ = next_;
    return begin_step(now);
  }
  if (failure_ != CollectionFailure::none) return fail(failure_, detail_);
  fail(CollectionFailure::truncated,
       fmt::format("the session ended after {} bytes of '{}'", buffer_.size(), current().line));
}

/// Ends the dialogue. The command that was running fails for the same reason.
void ShellDialogue::fail(CollectionFailure failure, std::string detail) {
  failure_ = failure;
  detail_ = std::move(detail);
  if (state_ == State::running && command() != nullptr) {
    Capture capture = capture_of(*command(), command_started_);
    capture.finished = capture.content_time = clock_.now();
    fail_capture(capture, failure_, detail_);
    captures_.push_back(std::move(capture));
  }
  state_ = State::finished;
}

}  // namespace muster::collectors
