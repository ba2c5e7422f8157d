#include "collectors/shell_dialogue.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/capture_check.hpp"
#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

using Kind = PlanStep::Kind;

constexpr std::size_t most_chatter = 1U << 20U;  ///< a greeting, or the output of a step that is not a command
constexpr std::size_t peek = 2048;               ///< how much of an output is looked at before it is whole
constexpr std::size_t most_lines_behind_prompt = 32;
constexpr unsigned most_attempts = 3;

std::string_view head(std::string_view text) { return text.substr(0, peek); }
std::string_view tail(std::string_view text) { return text.substr(text.size() - std::min(text.size(), peek)); }

Milliseconds times(Milliseconds time, double factor) { return std::chrono::ceil<Milliseconds>(time * factor); }

double in_seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

/// The prompt behind these may be another one.
bool may_change_prompt(Kind kind) {
  return kind == Kind::prepare || kind == Kind::enable || kind == Kind::enter || kind == Kind::leave;
}

/// A question whose answer decides what comes next must be over when its prompt stands.
bool decides(Kind kind) {
  return kind == Kind::list || kind == Kind::guard || kind == Kind::enter || kind == Kind::leave;
}

/// True if a line is neither blank nor the prompt drawn once more.
bool says_more_than(std::string_view text, std::string_view prompt) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = visible_line(text.substr(0, end));
    if (!line.empty() && line != prompt) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

}  // namespace

ShellDialogue::ShellDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock,
                             ShellSecrets secrets, std::span<const std::string> contexts)
    : recipe_(recipe),
      deadlines_(deadlines),
      factor_(factor),
      clock_(clock),
      secrets_(std::move(secrets)),
      plan_(recipe, contexts, clock),
      answered_(recipe.shell.answers.size()) {}

void ShellDialogue::start(SteadyTime now) { started_ = received_ = now; }

void ShellDialogue::receive(std::string_view bytes, SteadyTime now) {
  if (state_ == State::finished || bytes.empty()) return;
  received_ = now;
  stands_ = Standing::nothing;
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
  check_size();
}

void ShellDialogue::check_size() {
  if (state_ == State::finished) return;
  const RecipeCommand* const running = state_ == State::running ? command() : nullptr;
  if (running != nullptr && buffer_.size() > running->max_bytes + peek)
    fail(CollectionFailure::oversize, fmt::format("'{}' gives more than {} bytes", running->send, running->max_bytes));
  else if (running == nullptr && buffer_.size() > most_chatter)
    fail(CollectionFailure::garbage, fmt::format("no prompt in {} bytes", buffer_.size()));
}

void ShellDialogue::read_output(SteadyTime now) {
  if (pages_.turning() && !cut_page_break()) return;
  while (state_ == State::running && next_ && find_echo(now)) {
  }
  if (state_ == State::running && !next_) watch_prompt(now);
}

/// Looks for the awaited echo in the complete lines that have not been looked at. Found: the step before it is over.
bool ShellDialogue::find_echo(SteadyTime now) {
  const auto is_prompt = [this](std::string_view before) { return may_precede_echo(before); };
  while (echo_from_ < line_start_) {
    const std::size_t end = buffer_.find('\n', echo_from_);
    const std::string_view line = std::string_view(buffer_).substr(echo_from_, end - echo_from_);
    const auto answer = line.size() > longest_echo_line ? EchoMatch::Answer::no : echo_.look(visible_line(line), is_prompt);
    if (answer != EchoMatch::Answer::no) {
      echo_found(answer, echo_from_, end, now);
      return true;
    }
    echo_from_ = end + 1;
  }
  return false;
}

void ShellDialogue::echo_found(EchoMatch::Answer how, std::size_t line, std::size_t end, SteadyTime now) {
  prompt_ = echo_.prompt();
  if (state_ == State::running) end_step(before_head(how == EchoMatch::Answer::direct ? line : prompt_at_));
  if (state_ == State::finished) return;
  buffer_.erase(0, end + 1);
  line_start_ -= end + 1;
  current_ = std::move(*next_);
  begin_step(now);
}

/// Before the prompt is known, what has a prompt's shape becomes it; behind a command that may change it, what has the
/// shape and names the same host.
bool ShellDialogue::may_precede_echo(std::string_view before) const {
  if (before == prompt_) return true;
  if (prompt_.empty()) return recipe_.shell.prompt.matches_whole(before);
  return state_ == State::running && may_change_prompt(current_.kind) && is_same_host(before);
}

/// Without a group that names the host: all of the prompt but its last character.
bool ShellDialogue::is_same_host(std::string_view prompt) const {
  const Pattern& pattern = recipe_.shell.prompt;
  if (!pattern.matches_whole(prompt)) return false;
  if (pattern.has_group()) return pattern.group_of_whole(prompt) == pattern.group_of_whole(prompt_);
  return prompt.starts_with(std::string_view(prompt_).substr(0, prompt_.size() - 1));
}

/// Where the last line begins that is not a log message: one may have come behind the prompt.
std::size_t ShellDialogue::last_line_start() const { return partial().empty() ? line_before_noise() : line_start_; }

/// The same for a prompt that was drawn again behind the message, where the output was over before.
std::size_t ShellDialogue::first_prompt_start() const {
  if (command() == nullptr || command()->end.empty() || partial().size() > longest_prompt_line) return line_start_;
  if (visible_line(partial()) != prompt_) return line_start_;
  const std::size_t at = line_before_noise();
  const std::string_view line = std::string_view(buffer_).substr(at, buffer_.find('\n', at) - at);
  const bool over = last_line(tail(std::string_view(buffer_).substr(0, at))) == command()->end;
  return over && line.size() <= longest_prompt_line && visible_line(line) == prompt_ ? at : line_start_;
}

/// Where the line begins behind which only log messages came; where the last line begins if none came.
std::size_t ShellDialogue::line_before_noise() const {
  if (recipe_.shell.noise.empty()) return line_start_;
  std::size_t at = line_start_;
  bool noise_seen = false;
  for (std::size_t lines = 0; at > 0 && lines < most_lines_behind_prompt; ++lines) {
    const std::string_view above = line_above(at);
    if (above.size() > longest_prompt_line) break;
    const std::string line = visible_line(above);
    const bool noise = recipe_.shell.noise.matches_whole(line);
    at -= above.size() + 1;
    if (!line.empty() && !noise) return noise_seen ? at : line_start_;
    noise_seen = noise_seen || noise;
  }
  return line_start_;
}

/// Some devices draw a line of their state above each prompt. What stood above it while nothing was captured yet, and
/// is no answer, belongs to the prompt.
void ShellDialogue::learn_head() {
  const std::string_view line = line_above(prompt_at_);
  const std::string shown = line.size() <= longest_prompt_line ? visible_line(line) : std::string();
  head_ = recipe_.shell.noise.matches_whole(shown) ? shown : std::string();
}

/// Where the output ends in front of a prompt's line.
std::size_t ShellDialogue::before_head(std::size_t prompt) const {
  if (head_.empty()) return prompt;
  const std::string_view line = line_above(prompt);
  const bool belongs = line.size() <= longest_prompt_line && visible_line(line) == head_;
  return belongs ? prompt - line.size() - 1 : prompt;
}

/// Without its line end; of a line that is too long for a prompt, only its end.
std::string_view ShellDialogue::line_above(std::size_t line) const {
  if (line == 0) return {};
  std::string_view above = std::string_view(buffer_).substr(0, line - 1);
  above = above.substr(above.size() - std::min(above.size(), longest_prompt_line + 1));
  return above.substr(above.rfind('\n') + 1);  // npos + 1 is 0
}

ShellDialogue::Standing ShellDialogue::what_stands(std::string_view line) const {
  if (line == prompt_) return Standing::prompt;
  if (may_change_prompt(current_.kind) && is_same_host(line)) return Standing::prompt;
  if (recipe_.shell.pager.matches_whole(line)) return Standing::pager;
  if (current_.kind == Kind::prepare && !relearnt_ && recipe_.shell.prompt.matches_whole(line)) return Standing::new_prompt;
  return Standing::nothing;
}

/// If the last line is the prompt (or a pager): how long must it stand there until it counts?
void ShellDialogue::watch_prompt(SteadyTime now) {
  const std::size_t at = last_line_start();
  std::string_view line = std::string_view(buffer_).substr(at);
  if (line.empty() || line.size() > longest_prompt_line * most_lines_behind_prompt) return;
  line = line.substr(0, line.find('\n'));
  if (line.size() > longest_prompt_line) return;
  stands_ = what_stands(visible_line(line));
  const bool behind_noise = at != line_start_;
  if (behind_noise && stands_ != Standing::prompt) stands_ = Standing::nothing;
  if (stands_ == Standing::nothing) return;
  prompt_at_ = behind_noise ? at : first_prompt_start();
  output_end_ = before_head(prompt_at_);
  const auto time = stands_ == Standing::pager        ? pages_.standing_time(partial(), deadlines_)
                    : stands_ == Standing::new_prompt ? std::optional(deadlines_.doubt)
                                                      : standing_time();
  if (time || behind_noise)
    standing_ = now + (behind_noise ? deadlines_.doubt : *time);
  else
    stands_ == Standing::pager ? press_pager_key(now) : advance(now);
}

/// Nothing: the prompt counts at once.
std::optional<Milliseconds> ShellDialogue::standing_time() const {
  switch (current_.kind) {
    case Kind::proof:
      if (recipe_.proofs[current_.index].expect.found_in(head(output()))) return std::nullopt;
      return deadlines_.settle;
    case Kind::list:
    case Kind::guard: return deadlines_.settle;
    case Kind::command:
      if (error_line(head(output()), recipe_.errors)) return deadlines_.settle;
      if (command()->end.empty()) return deadlines_.settle;
      if (last_line(tail(output())) == command()->end) return std::nullopt;
      return deadlines_.doubt;
    default: return std::nullopt;
  }
}

void ShellDialogue::press_pager_key(SteadyTime now) {
  stands_ = Standing::nothing;
  if (recipe_.shell.pager_key.empty() || !pages_.turn(line_start_, buffer_.size()))
    return fail(CollectionFailure::truncated,
                fmt::format("the device waits for a key to show more of '{}'", current_.line));
  received_ = now;
  send(recipe_.shell.pager_key);
}

bool ShellDialogue::cut_page_break() {
  if (!pages_.cut(buffer_)) return false;
  line_start_ = buffer_.rfind('\n') + 1;  // npos + 1 is 0
  return true;
}

/// The prompt counts: on to the next step, whose echo will prove it.
void ShellDialogue::advance(SteadyTime now) {
  const std::size_t at = prompt_at_;
  stands_ = Standing::nothing;
  if (current_.kind == Kind::prepare) learn_head();
  if (failure_ == CollectionFailure::none) weigh();
  if (leaving_) leave_now();
  send_step(worth_ == Worth::again ? PlanStep(current_) : take_next(), at, now);
  if (worth_ == Worth::again) ++next_->attempt;
}

/// Decides what the output is worth, and what it means for the steps to come.
void ShellDialogue::weigh() {
  text_ = normalised(output());
  fault_ = spoiled_by();
  worth_ = fault_.empty() ? Worth::judged : current_.attempt < most_attempts ? Worth::again : Worth::spoilt;
  if (worth_ == Worth::again) events_.push_back({"retry", fmt::format("{}: {}", current_.line, fault_)});
  if (worth_ != Worth::again && current_.kind != Kind::command) learn();
}

/// Why an output does not count although the device was not interrupted; empty if it does.
std::string ShellDialogue::spoiled_by() const {
  const Kind kind = current_.kind;
  if (kind != Kind::command && kind != Kind::proof && kind != Kind::list && kind != Kind::guard) return {};
  if (kind == Kind::proof && recipe_.proofs[current_.index].expect.found_in(text_)) return {};
  if (!pages_.fault().empty()) return pages_.fault();
  const std::string_view noise = noise_in(text_, recipe_);
  return noise.empty() ? std::string() : "a log message came in between: " + quoted(noise);
}

void ShellDialogue::learn() {
  const auto error = error_line(text_, recipe_.errors);
  if (worth_ == Worth::spoilt && decides(current_.kind))
    return stop(CollectionFailure::garbage, fmt::format("'{}': {}", current_.line, fault_));
  if (auto why = plan_.learn(current_, text_, error)) stop(why->failure, std::move(why->detail));
  if (!error) plan_.learn_prompt(current_, prompt_, standing_prompt());
  for (Capture& capture : plan_.take_failed()) keep(std::move(capture));
}

/// Nothing more is asked; the device is left politely.
void ShellDialogue::stop(CollectionFailure failure, std::string detail) {
  failure_ = failure;
  detail_ = std::move(detail);
  plan_.abandon(failure_, detail_);
  for (Capture& capture : plan_.take_failed()) keep(std::move(capture));
}

/// Unless all was done already.
void ShellDialogue::leave_now() {
  if (worth_ == Worth::again) worth_ = Worth::spoilt;
  if (failure_ == CollectionFailure::none && plan_.next()->kind != Kind::logout)
    stop(CollectionFailure::cancelled, "the run was stopped");
}

PlanStep ShellDialogue::take_next() {
  const PlanStep* next = plan_.next();
  if (next->kind == Kind::enable && failure_ == CollectionFailure::none) {
    const bool privileged = recipe_.shell.privileged.matches_whole(prompt_);
    if (privileged)
      (void)plan_.take();
    else if (next->line.empty())
      stop(CollectionFailure::denied, "the account lacks the privilege that the recipe needs");
    else if (secrets_.enable.empty())
      stop(CollectionFailure::denied, "the account is not privileged, and no enable secret is configured");
    next = plan_.next();
  }
  PlanStep step = plan_.take();
  for (Capture& capture : plan_.take_failed()) keep(std::move(capture));
  return step;
}

/// What is seen of the line on which the prompt stands.
std::string ShellDialogue::standing_prompt() const {
  const std::string_view line = std::string_view(buffer_).substr(prompt_at_);
  return visible_line(line.substr(0, line.find('\n')));
}

void ShellDialogue::send_step(PlanStep step, std::size_t prompt_at, SteadyTime now) {
  prompt_at_ = echo_from_ = prompt_at;
  echo_ = EchoMatch(step.line, standing_prompt(), recipe_.shell.noise);
  received_ = now;
  send_line(step.line);
  next_ = std::move(step);
}

void ShellDialogue::send(std::string_view bytes) { output_.append(bytes); }

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
  next_.reset();
  started_ = now;
  worth_ = Worth::open;
  text_ = {};
  pages_.begin_output();
  prompt_at_ = output_end_ = 0;
  state_ = current_.kind == Kind::enable ? State::password : State::running;
  if (current_.kind == Kind::command) command_started_ = clock_.now();
  if (current_.kind != Kind::logout) return;
  logged_out_ = true;
  state_ = State::finished;
}

/// The echo of the next step has come. `size` bytes of the buffer are the output of this one.
void ShellDialogue::end_step(std::size_t size) {
  if (current_.kind == Kind::command && worth_ != Worth::again) return end_command(size);
  const std::string_view behind = std::string_view(buffer_).substr(0, size).substr(std::min(prompt_at_, size));
  if (decides(current_.kind) && worth_ == Worth::judged && says_more_than(behind, echo_.prompt()))
    fail(CollectionFailure::garbage, fmt::format("the answer to '{}' went on behind its prompt", current_.line));
}

void ShellDialogue::end_command(std::size_t size) {
  if (size != output_end_ || worth_ == Worth::open) {
    text_ = normalised(std::string_view(buffer_).substr(0, size));
    if (worth_ == Worth::judged) fault_ = spoiled_by();
    if (!fault_.empty()) worth_ = Worth::spoilt;
  }
  Capture capture = capture_of(plan_.command(current_), command_started_);
  capture.finished = capture.content_time = clock_.now();
  if (worth_ == Worth::spoilt)
    fail_capture(capture, CollectionFailure::garbage, fmt::format("{} (asked {} times)", fault_, current_.attempt));
  else
    judge_output(capture, plan_.command(current_), recipe_, plan_.limits(), std::move(text_));
  keep(std::move(capture));
}

void ShellDialogue::keep(Capture capture) {
  captured_bytes_ += capture.bytes.size();
  events_.push_back({"command", summary(capture)});
  captures_.push_back(std::move(capture));
}

const RecipeCommand* ShellDialogue::command() const {
  return current_.kind == Kind::command ? &plan_.command(current_) : nullptr;
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
  SteadyTime patience = received_ + deadlines_.prompt;
  if (state_ == State::greeting && !next_) patience = started_ + deadlines_.prompt;
  if (state_ == State::running && !next_) patience = std::min(received_ + idle_limit(), started_ + total_limit());
  return stands_ != Standing::nothing ? std::min(standing_, patience) : patience;
}

void ShellDialogue::tick(SteadyTime now) {
  if (state_ == State::finished) return;
  if (stands_ == Standing::nothing || now < standing_) {
    if (now >= deadline()) expire(now);
    return;
  }
  const Standing what = std::exchange(stands_, Standing::nothing);
  if (what == Standing::question) return answer_question(now);
  if (what == Standing::pager) return press_pager_key(now);
  if (what == Standing::new_prompt) {  // the greeting held a line with a prompt's shape
    relearnt_ = true;
    prompt_ = visible_line(partial());
  }
  advance(now);
}

void ShellDialogue::expire(SteadyTime now) {
  using enum CollectionFailure;
  if (next_) return fail(garbage, fmt::format("the device did not echo '{}' behind its prompt", next_->line));
  // Not repeated: the next attempt would send the secret again.
  if (state_ == State::greeting && line_sent_) return fail(refused, "no prompt that the recipe knows behind the line password");
  if (state_ == State::greeting && buffer_.empty()) return fail(stalled, "no prompt, no output");
  if (state_ == State::greeting) return fail(garbage, fmt::format("no prompt in {} bytes", buffer_.size()));
  if (state_ == State::password && enable_sent_) return fail(denied, "no answer to the enable secret");
  if (state_ == State::password) return fail(stalled, fmt::format("no answer to '{}'", current_.line));
  if (now - started_ >= total_limit())
    return fail(stalled, fmt::format("'{}' took longer than {} s", current_.line, in_seconds(total_limit())));
  fail(stalled, fmt::format("silent for {} s after {} bytes of '{}'", in_seconds(idle_limit()), buffer_.size(), current_.line));
}

/// The logout was sent, and nothing but the prompt and (a part of) its echo came: the device may hang up without more.
bool ShellDialogue::is_leaving() const {
  if (!next_ || next_->kind != Kind::logout || prompt_at_ != line_start_ || !may_precede_echo(echo_.prompt())) return false;
  const std::string last = visible_line(partial());
  if (!last.starts_with(echo_.prompt())) return false;
  const std::string_view echo = std::string_view(last).substr(echo_.prompt().size());
  return std::string_view(next_->line).starts_with(echo.substr(std::min(echo.find_first_not_of(' '), echo.size())));
}

void ShellDialogue::close(SteadyTime now) {
  if (state_ == State::finished) return;
  if (state_ == State::greeting) return fail(CollectionFailure::protocol, "the device closed the session before its prompt");
  if (state_ == State::password)
    return fail(CollectionFailure::denied, fmt::format("the device closed the session at '{}'", current_.line));
  if (is_leaving()) {
    end_step(output_end_);
    if (state_ == State::finished) return;
    current_ = std::move(*next_);
    return begin_step(now);
  }
  fail(CollectionFailure::truncated,
       fmt::format("the session ended after {} bytes of '{}'", buffer_.size(), current_.line));
}

/// Ends the dialogue. The command that was running fails for the same reason. A denial stays one, however the device
/// behaves afterwards: something else may be tried again.
void ShellDialogue::fail(CollectionFailure failure, std::string detail) {
  if (failure_ == CollectionFailure::none) {
    failure_ = failure;
    detail_ = std::move(detail);
  }
  if (state_ == State::running && command() != nullptr) {
    Capture capture = capture_of(*command(), command_started_);
    capture.finished = capture.content_time = clock_.now();
    fail_capture(capture, failure_, detail_);
    keep(std::move(capture));
  }
  state_ = State::finished;
  if (next_ && next_->kind == Kind::command && next_->attempt == 1) plan_.repeat(std::move(*next_));
  plan_.abandon(failure_, detail_);
  for (Capture& capture : plan_.take_failed()) keep(std::move(capture));
}

}  // namespace muster::collectors
