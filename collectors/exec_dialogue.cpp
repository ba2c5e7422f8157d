#include "collectors/exec_dialogue.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/capture_check.hpp"
#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t most_errors = 4096;  ///< kept of the standard error
constexpr std::size_t most_proof = 1U << 20U;

Milliseconds times(Milliseconds time, double factor) { return std::chrono::ceil<Milliseconds>(time * factor); }

double in_seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

ExecDialogue::ExecDialogue(const Recipe& recipe, const Deadlines& deadlines, double factor, const Clock& clock)
    : recipe_(recipe), deadlines_(deadlines), factor_(factor), clock_(clock) {}

std::string_view ExecDialogue::next_line() const {
  if (proving()) return recipe_.proofs[step_].send;
  const RecipeCommand* const next = command();
  return next != nullptr ? std::string_view(next->send) : std::string_view();
}

const RecipeCommand* ExecDialogue::command() const {
  const std::size_t index = step_ - recipe_.proofs.size();
  return !proving() && index < recipe_.commands.size() ? &recipe_.commands[index] : nullptr;
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
  if (*exit_status != 0)
    return fail_capture(capture, CollectionFailure::refused, fmt::format("exit status {}{}", *exit_status, error_text()));
  judge_output(capture, *command(), recipe_, normalised(output_));
}

void ExecDialogue::end_proof(std::optional<int> exit_status) {
  const RecipeProof& proof = recipe_.proofs[step_];
  if (exit_status != 0 || !proof.expect.found_in(output_)) return stop(CollectionFailure::refused, proof.otherwise);
  ++step_;
}

void ExecDialogue::end(std::optional<int> exit_status) {
  if (!running_) return;
  running_ = false;
  if (proving()) {
    end_proof(exit_status);
  } else {
    Capture capture = capture_of(*command(), command_started_);
    judge(capture, exit_status);
    keep(std::move(capture));
    ++step_;
  }
  output_ = {};
  errors_.clear();
}

void ExecDialogue::refuse(std::string_view why) {
  if (proving()) return stop(CollectionFailure::refused, recipe_.proofs[step_].otherwise);
  Capture capture = capture_of(*command(), clock_.now());
  fail_capture(capture, CollectionFailure::refused, "the device refused the channel: " + quoted(why));
  keep(std::move(capture));
  running_ = false;
  ++step_;
}

void ExecDialogue::keep(Capture capture) {
  capture.finished = capture.content_time = clock_.now();
  captured_bytes_ += capture.bytes.size();
  events_.push_back({"command", fmt::format("{}: {}", capture.sent,
                                            capture.complete() ? fmt::format("{} bytes", capture.bytes.size())
                                                               : std::string(to_string(capture.failure)))});
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
  if (command() == nullptr) return;
  Capture capture = capture_of(*command(), command_started_);
  fail_capture(capture, failure_, detail_);
  keep(std::move(capture));
}

}  // namespace muster::collectors
