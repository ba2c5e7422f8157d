#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/credential_vault.hpp"
#include "collectors/exec_dialogue.hpp"
#include "collectors/login_gate.hpp"
#include "collectors/platform_vote.hpp"
#include "collectors/recipe.hpp"
#include "collectors/shell_dialogue.hpp"
#include "collectors/shell_probe.hpp"
#include "collectors/ssh_handles.hpp"
#include "collectors/ssh_options.hpp"
#include "collectors/transcript.hpp"
#include "collectors/unique_fd.hpp"
#include "core/collect.hpp"

#include <libssh/callbacks.h>

namespace muster::collectors {

class JumpNetwork;
struct Forward;

/// What all sessions of a run share. Used by the engine's thread only.
struct SshEnvironment {
  explicit SshEnvironment(const SshOptions& options, const Clock& wall)
      : deadlines(scaled(options.deadlines, options.deadline_factor)),
        factor(options.deadline_factor),
        clock(wall),
        gate(options.kindness),
        record(options.record),
        scratch(4U << 20U) {}

  Deadlines deadlines;
  double factor;
  const Clock& clock;
  LoginGate gate;
  CredentialVault vault;
  JumpNetwork* jumps = nullptr;   ///< for jobs with jump hosts; the engine's
  bool record;                    ///< sessions keep transcripts
  const PlatformChoice* platforms = nullptr;  ///< for jobs whose platform is to be found out
  std::vector<char> scratch;      ///< as large as the window that a channel is to have
  LoginGate::Ticket tickets = 0;  ///< the last one given out
};

/// One device on its way from TCP to the logout, as a state machine that never blocks. The engine calls `step` when the
/// socket is ready and `expire` when the deadline has passed, until it has finished.
class SshDeviceSession {
 public:
  enum class Purpose : std::uint8_t {
    collect,  ///< what the recipe says; without a recipe only the host key is looked at
    stand,    ///< log in and stay: a jump host
  };
  /// `job` and `environment` must outlive the session.
  SshDeviceSession(const CollectJob& job, std::shared_ptr<const Recipe> recipe, SshEnvironment& environment,
                   Purpose purpose = Purpose::collect);
  SshDeviceSession(const SshDeviceSession&) = delete;
  SshDeviceSession& operator=(const SshDeviceSession&) = delete;
  ~SshDeviceSession();

  void start(SteadyTime now);
  void step(SteadyTime now);
  void expire(SteadyTime now);
  /// Ends with `cancelled`: at once, or, where a terminal is open, when the device has hung up after the logout, at the
  /// latest after the close deadline. What was collected whole until then stays.
  void cancel(SteadyTime now);

  [[nodiscard]] bool finished() const { return stage_ == Stage::finished; }
  /// Waits for a credential: `step` when one has been fetched.
  [[nodiscard]] bool fetching() const { return stage_ == Stage::fetching || (stage_ == Stage::waiting && renewing_); }
  /// Names the session in the login gate; unique in the run.
  [[nodiscard]] LoginGate::Ticket ticket() const { return ticket_; }
  /// The login has been decided, one way or the other.
  [[nodiscard]] bool login_decided() const { return login_decided_ || finished(); }
  [[nodiscard]] SteadyTime deadline() const;
  [[nodiscard]] int fd() const;
  [[nodiscard]] std::uint32_t wanted_events() const;
  /// Changes whenever `fd()` is another socket than before.
  [[nodiscard]] unsigned connection() const { return connection_; }
  [[nodiscard]] std::size_t held_bytes() const;
  /// A jump host that is logged in. From then on the session does nothing by itself: `handle` is the caller's, who also
  /// notices its end.
  [[nodiscard]] bool standing() const { return stage_ == Stage::standing; }
  [[nodiscard]] ssh_session handle() const { return ssh_->get(); }
  /// Ends a session that stands. What is left is its socket, closed for sending, to be read until the other side closes
  /// it: closing it with something unread would cut off the goodbye.
  [[nodiscard]] UniqueFd say_goodbye();
  /// Which jump host broke the connection; empty if none did.
  [[nodiscard]] std::string broken_by() const;
  [[nodiscard]] CollectionOutcome take_outcome();

 private:
  enum class Stage : std::uint8_t {
    fetching, forwarding, connecting, handshake, probing, waiting, password, interactive, public_key, agent,
    opening, terminal, shell, talking, exec_opening, exec_request, executing, leaving, standing, finished,
  };
  enum class Progress : std::uint8_t { again, blocked };

  void enter(Stage stage, SteadyTime now, Milliseconds patience);
  Progress run_stage(SteadyTime now);
  Progress fetching(SteadyTime now);
  Progress take_access(Access&& access, SteadyTime now);
  Progress connect_next(SteadyTime now);
  Progress connecting(SteadyTime now);
  Progress forward_next(SteadyTime now);
  Progress forwarding(SteadyTime now);
  Progress begin_ssh(SteadyTime now);
  Progress handshake(SteadyTime now);
  Progress handshake_failed(SteadyTime now);
  Progress check_host_key(SteadyTime now);
  Progress probing(SteadyTime now);
  Progress ask_permit(SteadyTime now);
  Progress choose_method(SteadyTime now);
  Progress password(SteadyTime now);
  Progress interactive(SteadyTime now);
  [[nodiscard]] bool answer_questions();
  [[nodiscard]] std::optional<std::string> acknowledgement(std::string_view question) const;
  Progress public_key(SteadyTime now);
  Progress agent(SteadyTime now);
  Progress decide(int answer, SteadyTime now);
  Progress login_unanswered(SteadyTime now, std::string detail);
  Progress logged_in(SteadyTime now);
  Progress opening(SteadyTime now);
  Progress terminal(SteadyTime now);
  Progress shell(SteadyTime now);
  Progress talking(SteadyTime now);
  void flush_output();
  Progress next_command(SteadyTime now);
  Progress exec_opening(SteadyTime now);
  Progress exec_refused(SteadyTime now);
  Progress exec_request(SteadyTime now);
  Progress executing(SteadyTime now);
  Progress leaving(SteadyTime now);

  static int on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int is_error, void* self);
  [[nodiscard]] bool open_channel(int& rc);
  [[nodiscard]] bool pull(SteadyTime now);
  [[nodiscard]] bool peer_is_gone() const;
  [[nodiscard]] bool channel_ended() const;
  void report(LoginGate::Answer answer);
  void record(TranscriptPart::Kind kind, std::string_view text, SteadyTime now);
  [[nodiscard]] std::vector<const Secret*> secrets() const;
  void note(SteadyTime now, std::string phase, std::string detail);
  void take_events(SteadyTime now);
  void scrub_outcome();
  Progress fail(SteadyTime now, CollectionFailure failure, std::string detail);
  Progress finish(SteadyTime now);
  [[nodiscard]] const TerminalDialogue* shell_dialogue() const;
  [[nodiscard]] TerminalDialogue* shell_dialogue();
  /// The platform is found out first, in a connection of its own.
  [[nodiscard]] bool detecting() const { return recipe_ && recipe_->platform == platform_to_detect; }
  Progress probe_without_terminal(SteadyTime now);
  void begin_probe();
  void judge_platform();
  [[nodiscard]] bool begin_collection(SteadyTime now);
  void hang_up();
  [[nodiscard]] ExecDialogue* exec_dialogue() { return std::get_if<ExecDialogue>(&dialogue_); }
  [[nodiscard]] const Endpoint& endpoint() const { return job_.endpoints[endpoint_]; }

  const CollectJob& job_;
  std::shared_ptr<const Recipe> recipe_;
  SshEnvironment& environment_;
  Purpose purpose_;
  std::shared_ptr<const Login> login_;
  Secret enable_;
  Secret line_;
  CollectionOutcome outcome_;
  Transcript transcript_;

  Stage stage_ = Stage::finished;
  SteadyTime started_{};
  SteadyTime stage_deadline_ = SteadyTime::max();
  SteadyTime device_deadline_ = SteadyTime::max();
  std::size_t endpoint_ = 0;
  unsigned connection_ = 0;
  bool legacy_ = false;
  LoginGate::Ticket ticket_;
  bool login_decided_ = false;
  bool renewing_ = false;  ///< the secret is fetched again before the login
  bool cancelled_ = false;
  bool answered_ = false;
  int agent_fd_ = -1;              ///< libssh's while it is set
  unsigned agent_refusals_ = 0;    ///< of the agent, before this login
  std::string unreachable_;  ///< what each endpoint that did not answer said
  std::shared_ptr<Forward> forward_;
  UniqueFd socket_;
  std::unique_ptr<SshHandle> ssh_;  ///< before the channel: a channel is freed first
  ssh_channel_callbacks_struct callbacks_{};
  ChannelHandle channel_;
  bool received_ = false;   ///< the channel's data callback was called
  SteadyTime pulled_{};     ///< when it was
  std::variant<std::monostate, ShellDialogue, ExecDialogue, ShellProbe> dialogue_;
  std::optional<PlatformVote> vote_;     ///< while a platform is found out
  std::unique_ptr<Recipe> versions_;     ///< what is run for it where there is no terminal
  const Recipe* found_ = nullptr;        ///< the platform
  std::string pending_;  ///< output that the channel has not taken yet
};

}  // namespace muster::collectors
