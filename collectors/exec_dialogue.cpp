#include "collectors/exec_dialogue.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/capture_check.hpp"
#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

using Kind = PlanStep::Kind;

constexpr std::size_t most_errors = 4096;  ///< kept of the standard error
constexpr std::size_t most_proof = 1U << 20U;

Milliseconds times(Milliseconds time, double factor) { return std::chrono::ceil<Milliseconds>(time * factor); }

double in_seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

ExecDialogue::ExecDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock,
                           std::span<const std::string> contexts)
    : recipe_(recipe), deadlines_(deadlines), factor_(factor), clock_(clock), plan_(recipe, contexts, clock) {
  next_step();
}

const RecipeCommand* ExecDialogue::command() const {
  return current_ && current_->kind == Kind::command ? &plan_.command(*current_) : nullptr;
}

void ExecDialogue::next_step() {
  current_.reset();
  if (plan_.next() != nullptr) current_ = plan_.take();
  for (Capture& capture : plan_.take_failed()) keep(std::move(capture));
}

void ExecDialogue::start(SteadyTime now) {
  running_ = true;
  started_ = received_ = now;
  command_started_ = clock_.now();
}

void ExecDialogue::receive(std::string_view bytes, SteadyTime now) {
  received_ = now;
  output_.append(bytes);
  const std::size_t most = command() != nullptr ? command()->max_bytes : most_proof;
  if (output_.size() > most)
    stop(CollectionFailure::oversize, fmt::format("'{}' gives more than {} bytes", next_line(), most));
}

void ExecDialogue::receive_error(std::string_view bytes, SteadyTime now) {
  received_ = now;
  errors_.append(bytes.substr(0, most_errors - std::min(errors_.size(), most_errors)));
}

/// What the device said to a refusal: the first line of the standard error, else of the output if it is short.
std::string ExecDialogue::error_text() const {
  const std::string_view said = !errors_.empty() ? std::string_view(errors_) : std::string_view(output_).substr(0, 200);
  const std::string text = quoted(said);
  return text.empty() ? text : ": " + text;
}

void ExecDialogue::judge(Capture& capture, std::optional<int> exit_status) {
  if (!exit_status)
    return fail_capture(capture, CollectionFailure::truncated,
                        fmt::format("the channel ended after {} bytes without an exit status", output_.size()));
  if (*exit_status != 0) return fail_capture(capture, CollectionFailure::refused, *refusal(exit_status));
  judge_output(capture, *command(), recipe_, plan_.limits(), normalised(output_));
}

/// Nothing if the command ended as one that did its work.
std::optional<std::string> ExecDialogue::refusal(std::optional<int> exit_status) const {
  if (exit_status == 0) return std::nullopt;
  return exit_status ? fmt::format("exit status {}{}", *exit_status, error_text()) : std::string("no exit status");
}

/// What was refused proves nothing.
void ExecDialogue::learn(std::string_view output, std::optional<std::string_view> error) {
  if (auto why = plan_.learn(*current_, error ? std::string_view() : output, error))
    return stop(why->failure, std::move(why->detail));
  next_step();
}

void ExecDialogue::end(std::optional<int> exit_status) {
  if (!running_) return;
  running_ = false;
  if (command() == nullptr) {
    const std::string output = normalised(output_);
    const auto why = refusal(exit_status);
    learn(output, why ? std::optional<std::string_view>(*why) : error_line(output, recipe_.errors));
  } else {
    Capture capture = capture_of(*command(), command_started_);
    capture.finished = capture.content_time = clock_.now();
    judge(capture, exit_status);
    keep(std::move(capture));
    next_step();
  }
  output_ = {};
  errors_.clear();
}

void ExecDialogue::refuse(std::string_view why) {
  running_ = false;
  const std::string detail = "the device refused the channel: " + quoted(why);
  if (command() == nullptr) return learn({}, detail);
  Capture capture = capture_of(*command(), clock_.now());
  capture.finished = capture.content_time = clock_.now();
  fail_capture(capture, CollectionFailure::refused, detail);
  keep(std::move(capture));
  next_step();
}

void ExecDialogue::keep(Capture capture) {
  captured_bytes_ += capture.bytes.size();
  events_.push_back({"command", summary(capture)});
  captures_.push_back(std::move(capture));
}

void ExecDialogue::close() {
  if (finished()) return;
  stop(CollectionFailure::truncated,
       fmt::format("the connection broke after {} bytes of '{}'", output_.size(), next_line()));
}

Milliseconds ExecDialogue::idle_limit() const {
  return command() != nullptr && command()->idle ? times(*command()->idle, factor_) : deadlines_.idle;
}

Milliseconds ExecDialogue::total_limit() const {
  return command() != nullptr && command()->total ? times(*command()->total, factor_) : deadlines_.total;
}

SteadyTime ExecDialogue::deadline() const {
  return running_ ? std::min(received_ + idle_limit(), started_ + total_limit()) : SteadyTime::max();
}

void ExecDialogue::tick(SteadyTime now) {
  if (!running_ || now < deadline()) return;
  if (now - started_ >= total_limit())
    return stop(CollectionFailure::stalled, fmt::format("'{}' took longer than {} s", next_line(), in_seconds(total_limit())));
  stop(CollectionFailure::stalled, fmt::format("silent for {} s after {} bytes of '{}'", in_seconds(idle_limit()),
                                               output_.size(), next_line()));
}

/// Ends the dialogue; the command that was running fails for the same reason.
void ExecDialogue::stop(CollectionFailure failure, std::string detail) {
  failure_ = failure;
  detail_ = std::move(detail);
  running_ = false;
  if (command() != nullptr) {
    Capture capture = capture_of(*command(), command_started_);
    capture.finished = capture.content_time = clock_.now();
    fail_capture(capture, failure_, detail_);
    keep(std::move(capture));
  }
  plan_.abandon(failure_, detail_);
  for (Capture& capture : plan_.take_failed()) keep(std::move(capture));
}

}  // namespace muster::collectors
