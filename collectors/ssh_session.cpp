#include "collectors/ssh_session.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "collectors/completeness.hpp"
#include "collectors/jump_forward.hpp"
#include "collectors/jump_network.hpp"
#include "core/ip.hpp"

namespace muster::collectors {

namespace {

std::string address_text(const Endpoint& endpoint) {
  return endpoint.host.find(':') == std::string::npos ? fmt::format("{}:{}", endpoint.host, endpoint.port)
                                                      : fmt::format("[{}]:{}", endpoint.host, endpoint.port);
}

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

std::string source_of(const CollectJob& job, const Endpoint& endpoint) {
  std::string source = "ssh://" + address_text(endpoint);
  for (std::size_t i = 0; i < job.jump.size(); ++i) source += (i == 0 ? " through " : ", ") + job.jump[i].id;
  return source;
}

std::optional<SocketAddress> socket_address(const Endpoint& endpoint) {
  const auto ip = parse_ip(endpoint.host);
  if (!ip) return std::nullopt;
  SocketAddress address;
  if (ip->family == 4) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(endpoint.port);
    std::memcpy(&in.sin_addr, ip->bytes.data(), 4);
    std::memcpy(&address.storage, &in, sizeof in);
    address.length = sizeof in;
  } else {
    sockaddr_in6 in{};
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(endpoint.port);
    std::memcpy(&in.sin6_addr, ip->bytes.data(), 16);
    std::memcpy(&address.storage, &in, sizeof in);
    address.length = sizeof in;
  }
  return address;
}

}  // namespace

SshDeviceSession::SshDeviceSession(const CollectJob& job, std::shared_ptr<const Recipe> recipe,
                                   SshEnvironment& environment, Purpose purpose)
    : job_(job),
      recipe_(std::move(recipe)),
      environment_(environment),
      purpose_(purpose),
      outcome_(outcome_for(job)),
      ticket_(++environment.tickets) {}

/// Closing the channel may still hand data to the dialogue: it goes first.
SshDeviceSession::~SshDeviceSession() {
  report(LoginGate::Answer::undecided);
  channel_.reset();
}

void SshDeviceSession::record(TranscriptPart::Kind kind, std::string_view text, SteadyTime now) {
  if (!environment_.record) return;
  const auto since = std::chrono::duration_cast<Milliseconds>(now - started_).count();
  const auto known = kind == TranscriptPart::Kind::sent ? secrets() : std::vector<const Secret*>{};
  transcript_.add(kind, static_cast<std::uint64_t>(since), text, known);
}

void SshDeviceSession::note(SteadyTime now, std::string phase, std::string detail) {
  const auto since = std::chrono::duration_cast<Milliseconds>(now - started_).count();
  record(TranscriptPart::Kind::note, detail.empty() ? phase : phase + ": " + detail, now);
  outcome_.timeline.push_back({static_cast<std::uint64_t>(since), std::move(phase), std::move(detail)});
}

void SshDeviceSession::enter(Stage stage, SteadyTime now, Milliseconds patience) {
  stage_ = stage;
  stage_deadline_ = now + patience;
}

SteadyTime SshDeviceSession::deadline() const {
  if (finished()) return SteadyTime::max();
  SteadyTime own = stage_deadline_;
  if (stage_ == Stage::talking) own = shell_dialogue()->deadline();
  if (stage_ == Stage::executing) own = std::get<ExecDialogue>(dialogue_).deadline();
  return std::min(own, device_deadline_);
}

int SshDeviceSession::fd() const { return ssh_ ? ssh_get_fd(ssh_->get()) : socket_.get(); }

std::uint32_t SshDeviceSession::wanted_events() const {
  if (stage_ == Stage::connecting) return EPOLLOUT;
  if (stage_ == Stage::forwarding) return EPOLLIN;
  if (!ssh_) return 0;
  if (stage_ == Stage::waiting) return EPOLLRDHUP;  // nothing is read before the login
  const bool writes = (ssh_get_poll_flags(ssh_->get()) & SSH_WRITE_PENDING) != 0 || !pending_.empty();
  return writes ? EPOLLIN | EPOLLOUT : EPOLLIN;
}

std::size_t SshDeviceSession::held_bytes() const {
  const std::size_t recorded = transcript_.size();
  if (const auto* shell = shell_dialogue()) return recorded + shell->held_bytes();
  if (const auto* exec = std::get_if<ExecDialogue>(&dialogue_)) return recorded + exec->held_bytes();
  return recorded;
}

CollectionOutcome SshDeviceSession::take_outcome() { return std::move(outcome_); }

void SshDeviceSession::start(SteadyTime now) {
  started_ = now;
  device_deadline_ = now + environment_.deadlines.device;
  stage_ = Stage::fetching;
  step(now);
}

/// The credentials come first: nothing is sent to anybody if they are not there.
SshDeviceSession::Progress SshDeviceSession::fetching(SteadyTime now) {
  if (recipe_ || purpose_ == Purpose::stand) {
    auto access = environment_.vault.ask(job_.credential, now);
    if (!access) return Progress::blocked;
    if (!*access) return fail(now, CollectionFailure::credential_missing, access->error().message);
    return take_access(std::move(**access), now);
  }
  if (job_.endpoints.empty()) return fail(now, CollectionFailure::unreachable, "the device has no address");
  return connect_next(now);
}

SshDeviceSession::Progress SshDeviceSession::take_access(Access&& access, SteadyTime now) {
  login_ = std::move(access.login);
  enable_ = access.enable;
  line_ = std::move(access.line);
  if (recipe_) outcome_.platform = detecting() ? "" : recipe_->platform;
  if (recipe_ && recipe_->mode == RecipeMode::shell)
    dialogue_.emplace<ShellDialogue>(*recipe_, environment_.deadlines, environment_.factor, environment_.clock,
                                     ShellSecrets{std::move(access.enable), line_}, job_.contexts);
  else if (recipe_)
    dialogue_.emplace<ExecDialogue>(*recipe_, environment_.deadlines, environment_.factor, environment_.clock,
                                    job_.contexts);
  if (job_.endpoints.empty()) return fail(now, CollectionFailure::unreachable, "the device has no address");
  return connect_next(now);
}

void SshDeviceSession::step(SteadyTime now) {
  while (!finished() && run_stage(now) == Progress::again) {
  }
}

SshDeviceSession::Progress SshDeviceSession::run_stage(SteadyTime now) {
  switch (stage_) {
    case Stage::fetching: return fetching(now);
    case Stage::forwarding: return forwarding(now);
    case Stage::connecting: return connecting(now);
    case Stage::handshake: return handshake(now);
    case Stage::probing: return probing(now);
    case Stage::waiting: return ask_permit(now);
    case Stage::password: return password(now);
    case Stage::interactive: return interactive(now);
    case Stage::public_key: return public_key(now);
    case Stage::agent: return agent(now);
    case Stage::opening: return opening(now);
    case Stage::terminal: return terminal(now);
    case Stage::shell: return shell(now);
    case Stage::talking: return talking(now);
    case Stage::exec_opening: return exec_opening(now);
    case Stage::exec_request: return exec_request(now);
    case Stage::executing: return executing(now);
    case Stage::leaving: return leaving(now);
    case Stage::standing:
    case Stage::finished: break;
  }
  return Progress::blocked;
}

/// From `endpoint_` on: the first address to which a connection can at least be begun.
SshDeviceSession::Progress SshDeviceSession::connect_next(SteadyTime now) {
  if (!job_.jump.empty()) return forward_next(now);
  for (; endpoint_ < job_.endpoints.size(); ++endpoint_) {
    const auto address = socket_address(endpoint());
    ++connection_;
    ssh_.reset();
    if (!address) {
      unreachable_ += fmt::format("{}'{}' is not a numeric address", unreachable_.empty() ? "" : "; ", endpoint().host);
      continue;
    }
    socket_.reset(::socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int one = 1;
    (void)::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const auto* const name = reinterpret_cast<const sockaddr*>(&address->storage);
    if (socket_ && (::connect(socket_.get(), name, address->length) == 0 || errno == EINPROGRESS)) {
      enter(Stage::connecting, now, environment_.deadlines.connect);
      return Progress::again;
    }
    unreachable_ += fmt::format("{}{}: {}", unreachable_.empty() ? "" : "; ", address_text(endpoint()), std::strerror(errno));
  }
  return fail(now, CollectionFailure::unreachable, unreachable_);
}

/// From `endpoint_` on, through the jump hosts. They have their own deadlines for what they do.
SshDeviceSession::Progress SshDeviceSession::forward_next(SteadyTime now) {
  if (endpoint_ == job_.endpoints.size()) return fail(now, CollectionFailure::unreachable, unreachable_);
  ++connection_;
  ssh_.reset();
  forward_ = environment_.jumps->open(job_.jump, endpoint(), now);
  socket_ = std::move(forward_->socket);
  stage_ = Stage::forwarding;
  stage_deadline_ = SteadyTime::max();
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::forwarding(SteadyTime now) {
  if (forward_->state == Forward::State::opening) return Progress::blocked;
  if (forward_->state == Forward::State::open) {
    char mark = 0;
    if (::recv(socket_.get(), &mark, 1, MSG_DONTWAIT) < 0) return Progress::blocked;
    note(now, "connect", fmt::format("{} through {}", address_text(endpoint()), job_.jump.back().id));
    return begin_ssh(now);
  }
  if (forward_->failure != CollectionFailure::unreachable) return fail(now, forward_->failure, forward_->reason);
  // Several addresses behind a jump host that is down have one reason.
  if (!unreachable_.ends_with(forward_->reason)) unreachable_ += (unreachable_.empty() ? "" : "; ") + forward_->reason;
  ++endpoint_;
  return forward_next(now);
}

std::string SshDeviceSession::broken_by() const {
  return forward_ && forward_->state == Forward::State::broken ? forward_->reason : std::string();
}

UniqueFd SshDeviceSession::say_goodbye() {
  UniqueFd rest(::fcntl(fd(), F_DUPFD_CLOEXEC, 0));
  ssh_.reset();
  stage_ = Stage::finished;
  (void)::shutdown(rest.get(), SHUT_WR);
  return rest;
}

SshDeviceSession::Progress SshDeviceSession::connecting(SteadyTime now) {
  const auto address = socket_address(endpoint());
  const auto* const name = reinterpret_cast<const sockaddr*>(&address->storage);
  if (::connect(socket_.get(), name, address->length) == 0 || errno == EISCONN) {
    note(now, "connect", address_text(endpoint()));
    return begin_ssh(now);
  }
  if (errno == EALREADY || errno == EINPROGRESS) return Progress::blocked;
  unreachable_ += fmt::format("{}{}: {}", unreachable_.empty() ? "" : "; ", address_text(endpoint()), std::strerror(errno));
  ++endpoint_;
  return connect_next(now);
}

int SshDeviceSession::on_data(ssh_session, ssh_channel, void* data, std::uint32_t size, int is_error, void* self) {
  auto& session = *static_cast<SshDeviceSession*>(self);
  const std::string_view bytes(static_cast<const char*>(data), size);
  session.received_ = true;
  session.record(TranscriptPart::Kind::received, bytes, session.pulled_);
  if (auto* shell = session.shell_dialogue()) shell->receive(bytes, session.pulled_);
  if (auto* exec = session.exec_dialogue(); exec != nullptr && exec->running())
    is_error != 0 ? exec->receive_error(bytes, session.pulled_) : exec->receive(bytes, session.pulled_);
  return static_cast<int>(size);
}

/// False: not yet. The data comes by callback: with two streams, reading one can bury what has come for the other.
bool SshDeviceSession::open_channel(int& rc) {
  rc = ssh_channel_open_session(channel_.get());
  if (rc == SSH_AGAIN) return false;
  if (rc != SSH_OK) return true;
  // libssh opens with a window of 64,000 bytes and has no option for it; asking for this much makes it grow.
  (void)ssh_channel_read_timeout(channel_.get(), environment_.scratch.data(),
                                 static_cast<std::uint32_t>(environment_.scratch.size()), 0, 0);
  callbacks_ = {};
  ssh_callbacks_init(&callbacks_);
  callbacks_.userdata = this;
  callbacks_.channel_data_function = &SshDeviceSession::on_data;
  ssh_set_channel_callbacks(channel_.get(), &callbacks_);
  return true;
}

/// Handles what has arrived on the socket. False: no data was among it.
bool SshDeviceSession::pull(SteadyTime now) {
  received_ = false;
  pulled_ = now;
  (void)ssh_channel_poll(channel_.get(), 0);
  return received_;
}

SshDeviceSession::Progress SshDeviceSession::opening(SteadyTime now) {
  int rc = SSH_ERROR;
  if (!channel_) channel_.reset(ssh_channel_new(ssh_->get()));
  if (channel_ && !open_channel(rc)) return Progress::blocked;
  if (rc != SSH_OK) return fail(now, CollectionFailure::protocol, "no channel: " + quoted(ssh_->error()));
  stage_ = Stage::terminal;
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::terminal(SteadyTime now) {
  const int rc = ssh_channel_request_pty_size(channel_.get(), "vt100", 511, 1000);
  if (rc == SSH_AGAIN) return Progress::blocked;
  if (rc != SSH_OK && detecting()) return probe_without_terminal(now);
  if (rc != SSH_OK) return fail(now, CollectionFailure::protocol, "no terminal: " + quoted(ssh_->error()));
  stage_ = Stage::shell;
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::shell(SteadyTime now) {
  shell_dialogue()->start(now);
  pulled_ = now;  // the greeting may come together with the answer to the request
  const int rc = ssh_channel_request_shell(channel_.get());
  if (rc == SSH_AGAIN) return Progress::blocked;
  if (rc != SSH_OK && detecting()) return probe_without_terminal(now);
  if (rc != SSH_OK) return fail(now, CollectionFailure::protocol, "no shell: " + quoted(ssh_->error()));
  stage_ = Stage::talking;
  return Progress::again;
}

bool SshDeviceSession::channel_ended() const {
  return ssh_channel_is_eof(channel_.get()) != 0 || ssh_channel_is_closed(channel_.get()) != 0 ||
         ssh_is_connected(ssh_->get()) == 0;
}

void SshDeviceSession::flush_output() {
  while (!pending_.empty()) {
    const int sent = ssh_channel_write(channel_.get(), pending_.data(), static_cast<std::uint32_t>(pending_.size()));
    if (sent <= 0) return;
    if (static_cast<std::size_t>(sent) == pending_.size())
      wipe(pending_);
    else
      pending_.erase(0, static_cast<std::size_t>(sent));
  }
}

SshDeviceSession::Progress SshDeviceSession::talking(SteadyTime now) {
  TerminalDialogue& dialogue = *shell_dialogue();
  const bool read = pull(now);
  if (!read && channel_ended()) dialogue.close(now);
  std::string output = dialogue.take_output();
  record(TranscriptPart::Kind::sent, output, now);
  pending_.append(output);
  wipe(output);
  flush_output();
  take_events(now);
  if (!dialogue.finished()) return read ? Progress::again : Progress::blocked;
  if (const auto* probe = std::get_if<ShellProbe>(&dialogue_); probe != nullptr && probe->needs_no_terminal())
    return probe_without_terminal(now);
  if (!dialogue.logged_out()) return fail(now, dialogue.failure(), dialogue.detail());
  enter(Stage::leaving, now, environment_.deadlines.close);
  return Progress::again;
}

/// After the logout: the device hangs up, otherwise its terminal line may stay taken.
SshDeviceSession::Progress SshDeviceSession::leaving(SteadyTime now) {
  while (pull(now)) {
  }
  return channel_ended() ? finish(now) : Progress::blocked;
}

void SshDeviceSession::take_events(SteadyTime now) {
  const auto add = [&](std::vector<DialogueEvent> events) {
    for (DialogueEvent& event : events) note(now, std::move(event.phase), std::move(event.detail));
  };
  if (auto* shell = shell_dialogue()) add(shell->take_events());
  if (auto* exec = exec_dialogue()) add(exec->take_events());
}

void SshDeviceSession::expire(SteadyTime now) {
  using enum CollectionFailure;
  if (now >= device_deadline_ && cancelled_ && stage_ != Stage::leaving)
    return (void)fail(now, cancelled, "the run was stopped");
  if (now >= device_deadline_ && !cancelled_)
    return (void)login_unanswered(now, "the device took too long as a whole");
  switch (stage_) {
    case Stage::connecting:
      unreachable_ += fmt::format("{}{}: no answer", unreachable_.empty() ? "" : "; ", address_text(endpoint()));
      ++endpoint_;
      if (connect_next(now) == Progress::again) step(now);
      return;
    case Stage::handshake: return (void)fail(now, stalled, "no end of the key exchange");
    case Stage::probing:
    case Stage::password:
    case Stage::interactive:
    case Stage::public_key:
    case Stage::agent: return (void)login_unanswered(now, "no answer to the login");
    case Stage::talking:
      shell_dialogue()->tick(now);
      return step(now);
    case Stage::executing:
      exec_dialogue()->tick(now);
      if (exec_dialogue()->failure() == none) return;
      take_events(now);
      return (void)next_command(now);
    case Stage::leaving:
      if (finish(now) == Progress::again) step(now);
      return;
    default: return (void)fail(now, stalled, "no answer to the request of a channel");
  }
}

void SshDeviceSession::cancel(SteadyTime now) {
  if (finished() || std::exchange(cancelled_, true)) return;
  device_deadline_ = std::min(device_deadline_, now + environment_.deadlines.close);
  if (stage_ == Stage::leaving) return;  // everything is there
  if (stage_ != Stage::talking) return (void)fail(now, CollectionFailure::cancelled, "the run was stopped");
  shell_dialogue()->leave();
}

/// What breaks off because the jump host is gone says nothing about the device.
SshDeviceSession::Progress SshDeviceSession::fail(SteadyTime now, CollectionFailure failure, std::string detail) {
  if (failure != CollectionFailure::cancelled && !broken_by().empty()) {
    failure = forward_->failure;
    if (stage_ != Stage::forwarding) detail = forward_->reason;
  }
  outcome_.failure = failure;
  outcome_.detail = std::move(detail);
  return finish(now);
}

void SshDeviceSession::hang_up() {
  channel_.reset();
  ssh_.reset();
  socket_.reset();
  wipe(pending_);
  dialogue_.emplace<std::monostate>();
}

/// Collects what the dialogue proved, names what is missing, and hangs up.
SshDeviceSession::Progress SshDeviceSession::finish(SteadyTime now) {
  take_events(now);
  if (const auto* shell = std::get_if<ShellDialogue>(&dialogue_); shell != nullptr && shell->secret_refused())
    environment_.gate.refused_later(credential_name(job_.credential), job_.credential.aaa_domain);
  if (auto* shell = shell_dialogue()) {
    outcome_.captures = shell->take_captures();
    if (outcome_.failure == CollectionFailure::none && shell->failure() != CollectionFailure::none) {
      outcome_.failure = shell->failure();
      outcome_.detail = shell->detail();
    }
  }
  if (detecting()) judge_platform();
  if (found_ != nullptr && begin_collection(now)) return Progress::again;
  if (auto* exec = exec_dialogue(); exec != nullptr && !detecting()) outcome_.captures = exec->take_captures();
  if (outcome_.failure != CollectionFailure::none)
    fail_whole(outcome_, recipe_.get(), outcome_.failure, std::string(outcome_.detail));
  if (endpoint_ < job_.endpoints.size())
    for (Capture& capture : outcome_.captures) capture.source = source_of(job_, endpoint());
  scrub_outcome();
  report(LoginGate::Answer::undecided);
  hang_up();
  note(now, "close", outcome_.failure == CollectionFailure::none ? "" : std::string(to_string(outcome_.failure)));
  outcome_.transcript = transcript_.take(secrets());
  stage_ = Stage::finished;
  return Progress::blocked;
}

}  // namespace muster::collectors
