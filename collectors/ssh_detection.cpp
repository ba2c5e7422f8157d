// The part of a session that finds out what the device is: in a connection of its own, before it is collected.
#include <fmt/format.h>

#include "collectors/completeness.hpp"
#include "collectors/ssh_session.hpp"

namespace muster::collectors {

namespace {

std::string_view version_line(ssh_session session) {
  const char* const line = ssh_get_serverbanner(session);
  return line != nullptr ? line : "";
}

}  // namespace

const TerminalDialogue* SshDeviceSession::shell_dialogue() const {
  if (const auto* shell = std::get_if<ShellDialogue>(&dialogue_)) return shell;
  return std::get_if<ShellProbe>(&dialogue_);
}

TerminalDialogue* SshDeviceSession::shell_dialogue() {
  return const_cast<TerminalDialogue*>(std::as_const(*this).shell_dialogue());
}

void SshDeviceSession::begin_probe() {
  vote_.emplace(environment_.platforms->candidates, version_line(ssh_->get()));
  dialogue_.emplace<ShellProbe>(*vote_, environment_.deadlines);
}

/// Where there is no terminal, or it ends before its prompt, the version commands go to exec channels.
SshDeviceSession::Progress SshDeviceSession::probe_without_terminal(SteadyTime now) {
  if (ssh_is_connected(ssh_->get()) == 0)
    return fail(now, CollectionFailure::protocol, "the device hung up when a terminal was asked for");
  note(now, "detect", "no terminal");
  channel_.reset();
  versions_ = std::make_unique<Recipe>(version_recipe(*vote_));
  dialogue_.emplace<ExecDialogue>(*versions_, environment_.deadlines, environment_.factor, environment_.clock);
  return next_command(now);
}

/// Leaves in `found_` what the device is, or in the outcome why that is not known.
void SshDeviceSession::judge_platform() {
  found_ = nullptr;
  if (const auto* probe = std::get_if<ShellProbe>(&dialogue_)) found_ = probe->found();
  if (auto* exec = exec_dialogue(); exec != nullptr && outcome_.failure == CollectionFailure::none) {
    for (const Capture& capture : exec->take_captures())
      if (capture.complete()) vote_->answered(capture.sent, capture.bytes);
    const auto result = vote_->result();
    if (result) found_ = *result;
    if (!result) {
      outcome_.failure = CollectionFailure::unrecognised;
      outcome_.detail = result.error().message;
    }
  }
  if (outcome_.failure != CollectionFailure::none || cancelled_) found_ = nullptr;
  if (cancelled_ && outcome_.failure == CollectionFailure::none) {
    outcome_.failure = CollectionFailure::cancelled;
    outcome_.detail = "the run was stopped";
  }
}

/// The device is known now: from the connection on once more, with its recipe. False: it cannot be composed.
bool SshDeviceSession::begin_collection(SteadyTime now) {
  const std::string platform = std::exchange(found_, nullptr)->platform;
  note(now, "detect", platform);
  outcome_.platform = platform;
  auto recipe = environment_.platforms->compose(job_, platform);
  hang_up();
  if (!recipe) {
    outcome_.failure = CollectionFailure::unreadable;
    outcome_.detail = recipe.error().message;
    return false;
  }
  recipe_ = std::move(*recipe);
  versions_.reset();
  vote_.reset();
  unreachable_.clear();
  answered_ = false;
  stage_ = Stage::fetching;
  return true;
}

}  // namespace muster::collectors
