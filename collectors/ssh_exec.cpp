// The part of a session that asks for one exec channel after the other.
#include "collectors/completeness.hpp"
#include "collectors/ssh_session.hpp"

namespace muster::collectors {

SshDeviceSession::Progress SshDeviceSession::next_command(SteadyTime now) {
  channel_.reset();
  ExecDialogue& dialogue = *exec_dialogue();
  if (dialogue.failure() != CollectionFailure::none) return fail(now, dialogue.failure(), dialogue.detail());
  if (dialogue.finished()) return finish(now);
  channel_.reset(ssh_channel_new(ssh_->get()));
  if (!channel_) return fail(now, CollectionFailure::protocol, "no channel: " + quoted(ssh_->error()));
  enter(Stage::exec_opening, now, environment_.deadlines.channel);
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::exec_opening(SteadyTime now) {
  int rc = SSH_ERROR;
  if (!open_channel(rc)) return Progress::blocked;
  if (rc != SSH_OK) return exec_refused(now);
  stage_ = Stage::exec_request;
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::exec_refused(SteadyTime now) {
  if (ssh_is_connected(ssh_->get()) == 0)
    exec_dialogue()->close();
  else
    exec_dialogue()->refuse(ssh_->error());
  take_events(now);
  return next_command(now);
}

SshDeviceSession::Progress SshDeviceSession::exec_request(SteadyTime now) {
  if (!exec_dialogue()->running()) {
    exec_dialogue()->start(now);
    record(TranscriptPart::Kind::sent, std::string(exec_dialogue()->next_line()) + "\n", now);
  }
  pulled_ = now;  // output may come together with the answer to the request
  const int rc = ssh_channel_request_exec(channel_.get(), std::string(exec_dialogue()->next_line()).c_str());
  if (rc == SSH_AGAIN) return Progress::blocked;
  if (rc != SSH_OK) return exec_refused(now);
  stage_ = Stage::executing;
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::executing(SteadyTime now) {
  ExecDialogue& dialogue = *exec_dialogue();
  const bool read = pull(now);
  if (dialogue.failure() != CollectionFailure::none) return next_command(now);
  if (read) return Progress::again;
  if (!channel_ended()) return Progress::blocked;
  const int status = ssh_channel_get_exit_status(channel_.get());  // handles what comes behind the end of the output
  const bool connected = ssh_is_connected(ssh_->get()) != 0;
  if (status < 0 && connected && ssh_channel_is_closed(channel_.get()) == 0) return Progress::blocked;
  // Servers report the status when the program ends, maybe with output still to come: only EOF says that all has come.
  if (!connected && (status < 0 || ssh_channel_is_eof(channel_.get()) == 0))
    dialogue.close();
  else
    dialogue.end(status < 0 ? std::nullopt : std::optional(status));
  take_events(now);
  return next_command(now);
}

}  // namespace muster::collectors
