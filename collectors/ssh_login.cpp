// The part of a session between TCP and the first channel: key exchange, host key, login.
#include <algorithm>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>

#include "collectors/completeness.hpp"
#include "collectors/ssh_algorithms.hpp"
#include "collectors/ssh_session.hpp"

namespace muster::collectors {

namespace {

/// "ssh-ed25519 SHA256:..." of the key that the device presented; empty if there is none.
std::string presented_key(ssh_session session) {
  ssh_key raw = nullptr;
  if (ssh_get_server_publickey(session, &raw) != SSH_OK) return {};
  const KeyHandle key(raw);
  unsigned char* hash = nullptr;
  std::size_t length = 0;
  if (ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &length) != 0) return {};
  char* const print = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, length);
  ssh_clean_pubkey_hash(&hash);
  if (print == nullptr) return {};
  std::string text = fmt::format("{} {}", ssh_key_type_to_char(ssh_key_type(key.get())), print);
  ssh_string_free_char(print);
  return text;
}

std::string_view name_of(const char* name) { return name != nullptr ? name : ""; }

AgreedAlgorithms agreed_algorithms(ssh_session session) {
  return {name_of(ssh_get_kex_algo(session)), name_of(ssh_get_cipher_in(session)), name_of(ssh_get_cipher_out(session)),
          name_of(ssh_get_hmac_in(session)), name_of(ssh_get_hmac_out(session))};
}

bool set(ssh_session session, ssh_options_e option, const std::string& value) {
  return ssh_options_set(session, option, value.c_str()) == 0;
}

/// Nothing of this machine's SSH configuration takes part: no files, no agent, no name resolution.
bool set_options(ssh_session session, const Endpoint& endpoint, const std::string& user, bool legacy) {
  const SshAlgorithms lists = algorithms_for(endpoint.pinned_keys, legacy);
  const bool no = false;
  const int nodelay = 1;
  const unsigned port = endpoint.port;
  return ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &no) == 0 && set(session, SSH_OPTIONS_SSH_DIR, "/nonexistent") &&
         set(session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null") && set(session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") &&
         set(session, SSH_OPTIONS_HOST, endpoint.host) && ssh_options_set(session, SSH_OPTIONS_PORT, &port) == 0 &&
         set(session, SSH_OPTIONS_USER, user.empty() ? "muster" : user) &&
         ssh_options_set(session, SSH_OPTIONS_NODELAY, &nodelay) == 0 &&
         set(session, SSH_OPTIONS_KEY_EXCHANGE, lists.key_exchange) && set(session, SSH_OPTIONS_HOSTKEYS, lists.host_keys) &&
         set(session, SSH_OPTIONS_CIPHERS_C_S, lists.ciphers) && set(session, SSH_OPTIONS_CIPHERS_S_C, lists.ciphers) &&
         set(session, SSH_OPTIONS_HMAC_C_S, lists.macs) && set(session, SSH_OPTIONS_HMAC_S_C, lists.macs) &&
         set(session, SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, lists.public_keys);
}

/// A device that says goodbye instead of an answer leaves libssh 0.10 waiting for ever on a socket that it has closed.
int answer_of(ssh_session session, int rc) {
  return rc == SSH_AUTH_AGAIN && ssh_is_connected(session) == 0 ? SSH_AUTH_ERROR : rc;
}

}  // namespace

SshDeviceSession::Progress SshDeviceSession::begin_ssh(SteadyTime now) {
  ssh_ = std::make_unique<SshHandle>();
  if (ssh_->get() == nullptr) return fail(now, CollectionFailure::protocol, "no memory for a session");
  if (!set_options(ssh_->get(), endpoint(), job_.credential.user, legacy_))
    return fail(now, CollectionFailure::protocol, "options: " + quoted(ssh_->error()));
  ssh_set_blocking(ssh_->get(), 0);
  int fd = socket_.get();
  if (ssh_options_set(ssh_->get(), SSH_OPTIONS_FD, &fd) != 0)
    return fail(now, CollectionFailure::protocol, "options: " + quoted(ssh_->error()));
  (void)socket_.release();
  enter(Stage::handshake, now, environment_.deadlines.key_exchange);
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::handshake(SteadyTime now) {
  const int rc = ssh_connect(ssh_->get());
  if (rc == SSH_AGAIN) return Progress::blocked;
  if (rc != SSH_OK) return handshake_failed(now);
  const AgreedAlgorithms agreed = agreed_algorithms(ssh_->get());
  outcome_.host_key = presented_key(ssh_->get());
  // The signature algorithm of an RSA host key cannot be asked for; in the legacy profile it may be SHA-1.
  outcome_.legacy_algorithms_used = uses_legacy(agreed) || (legacy_ && outcome_.host_key.starts_with("ssh-rsa "));
  note(now, "key exchange", fmt::format("{}, {}{}", agreed.key_exchange, agreed.cipher_in,
                                        outcome_.legacy_algorithms_used ? ", legacy algorithms" : ""));
  return check_host_key(now);
}

/// libssh often loses the reason when the device's first packet comes together with its version line, so the legacy
/// profile is tried after any failure of a device that speaks SSH at all.
SshDeviceSession::Progress SshDeviceSession::handshake_failed(SteadyTime now) {
  const bool speaks_ssh = ssh_get_serverbanner(ssh_->get()) != nullptr;
  if (speaks_ssh && job_.legacy_algorithms && !legacy_) {
    legacy_ = true;
    note(now, "key exchange", "failed, once more with the legacy profile");
    return connect_next(now);
  }
  const std::string error = ssh_->error();
  if (speaks_ssh && error.starts_with("Socket error"))
    return fail(now, CollectionFailure::protocol, "the key exchange failed: no common algorithm, or the device hung up");
  return fail(now, CollectionFailure::protocol, quoted(error));
}

/// Before anything secret is sent: the key must be one that was pinned for this address.
SshDeviceSession::Progress SshDeviceSession::check_host_key(SteadyTime now) {
  if (outcome_.host_key.empty()) return fail(now, CollectionFailure::protocol, "the device showed no host key");
  if (!recipe_ && purpose_ == Purpose::collect) return finish(now);
  const auto& pinned = endpoint().pinned_keys;
  if (pinned.empty())
    return fail(now, CollectionFailure::host_key_unknown, "no key is pinned; the device shows " + outcome_.host_key);
  if (std::ranges::find(pinned, outcome_.host_key) == pinned.end())
    return fail(now, CollectionFailure::host_key_changed,
                fmt::format("pinned is {}; the device shows {}", fmt::join(pinned, ", "), outcome_.host_key));
  enter(Stage::probing, now, environment_.deadlines.authentication);
  return Progress::again;
}

/// The request without a method yields the list of methods, and lets the device's extensions arrive before the login:
/// with RSA keys libssh loses that race otherwise.
SshDeviceSession::Progress SshDeviceSession::probing(SteadyTime now) {
  const int rc = answer_of(ssh_->get(), ssh_userauth_none(ssh_->get(), nullptr));
  if (rc == SSH_AUTH_AGAIN) return Progress::blocked;
  if (rc == SSH_AUTH_ERROR) return fail(now, CollectionFailure::protocol, "login: " + quoted(ssh_->error()));
  if (rc == SSH_AUTH_SUCCESS) {
    note(now, "authentication", "the device asked for no credential");
    return logged_in(now);
  }
  stage_ = Stage::waiting;
  stage_deadline_ = SteadyTime::max();
  return Progress::again;
}

bool SshDeviceSession::peer_is_gone() const {
  pollfd socket{fd(), POLLRDHUP, 0};
  return ::poll(&socket, 1, 0) > 0;
}

/// A secret whose lease has ended while the login had to wait is fetched again before the login, not during it.
SshDeviceSession::Progress SshDeviceSession::ask_permit(SteadyTime now) {
  auto access = environment_.vault.ask(job_.credential, now);
  renewing_ = !access;
  if (!access) return Progress::blocked;
  if (!*access) return fail(now, CollectionFailure::credential_missing, access->error().message);
  login_ = std::move((*access)->login);
  const std::string name = credential_name(job_.credential);
  switch (environment_.gate.request(ticket_, name, job_.credential.aaa_domain, now)) {
    case LoginGate::Permit::wait:
      if (!peer_is_gone()) return Progress::blocked;
      return fail(now, CollectionFailure::protocol, "the device hung up before its turn to log in came");
    case LoginGate::Permit::stopped:
      return fail(now, CollectionFailure::not_tried, environment_.gate.why_stopped(name, job_.credential.aaa_domain));
    case LoginGate::Permit::go:
      return choose_method(now);
  }
  return Progress::blocked;
}

SshDeviceSession::Progress SshDeviceSession::choose_method(SteadyTime now) {
  const int offered = ssh_userauth_list(ssh_->get(), nullptr);
  const auto has = [&](int method) { return (offered & method) != 0; };
  const bool with_key = login_->key != nullptr || login_->agent != nullptr;
  if (with_key && has(SSH_AUTH_METHOD_PUBLICKEY))
    enter(login_->agent ? Stage::agent : Stage::public_key, now, environment_.deadlines.authentication);
  else if (!with_key && has(SSH_AUTH_METHOD_PASSWORD))
    enter(Stage::password, now, environment_.deadlines.authentication);
  else if (!with_key && has(SSH_AUTH_METHOD_INTERACTIVE))
    enter(Stage::interactive, now, environment_.deadlines.authentication);
  else
    return fail(now, CollectionFailure::denied,
                fmt::format("the device does not accept a {}", with_key ? "private key" : "password"));
  return Progress::again;
}

SshDeviceSession::Progress SshDeviceSession::password(SteadyTime now) {
  return decide(ssh_userauth_password(ssh_->get(), nullptr, login_->password.reveal().data()), now);
}

SshDeviceSession::Progress SshDeviceSession::public_key(SteadyTime now) {
  return decide(ssh_userauth_publickey(ssh_->get(), nullptr, login_->key.get()), now);
}

/// libssh owns the descriptor while it is set; afterwards each login gives its own back.
SshDeviceSession::Progress SshDeviceSession::agent(SteadyTime now) {
  if (agent_fd_ < 0) {
    agent_refusals_ = login_->agent->refusals();
    agent_fd_ = login_->agent->open().release();
    if (agent_fd_ < 0 || ssh_set_agent_socket(ssh_->get(), agent_fd_) != SSH_OK)
      return fail(now, CollectionFailure::protocol, "no connection to the SSH agent");
  }
  const int rc = answer_of(ssh_->get(), ssh_userauth_agent(ssh_->get(), nullptr));
  if (rc == SSH_AUTH_AGAIN) return Progress::blocked;
  (void)ssh_set_agent_socket(ssh_->get(), -1);
  UniqueFd(std::exchange(agent_fd_, -1)).reset();
  if (rc != SSH_AUTH_ERROR || login_->agent->refusals() == agent_refusals_) return decide(rc, now);
  report(LoginGate::Answer::undecided);
  return fail(now, CollectionFailure::credential_missing, "the SSH agent did not sign with " + job_.credential.login.name);
}

SshDeviceSession::Progress SshDeviceSession::interactive(SteadyTime now) {
  const int rc = ssh_userauth_kbdint(ssh_->get(), nullptr, nullptr);
  if (rc != SSH_AUTH_INFO) return decide(rc, now);
  const bool asked_again = answered_;  // some devices deny a password by asking for it once more
  if (answer_questions()) return Progress::again;
  report(asked_again ? LoginGate::Answer::denied : LoginGate::Answer::undecided);
  return fail(now, CollectionFailure::denied, "the device asks for something else than the password");
}

/// Questions come in any language: the echo flag tells which one is the password. It is answered once. What is echoed is
/// no question for a secret: it gets the recipe's answer, or none.
bool SshDeviceSession::answer_questions() {
  const int questions = ssh_userauth_kbdint_getnprompts(ssh_->get());
  for (int i = 0; i < questions; ++i) {
    char echo = 0;
    const auto number = static_cast<unsigned>(i);
    const char* const question = ssh_userauth_kbdint_getprompt(ssh_->get(), number, &echo);
    const auto answer = echo != 0 ? acknowledgement(name_of(question)) : std::nullopt;
    if (echo != 0 ? !answer.has_value() : std::exchange(answered_, true)) return false;
    const char* const text = answer ? answer->c_str() : login_->password.reveal().data();
    if (ssh_userauth_kbdint_setanswer(ssh_->get(), number, text) < 0) return false;
  }
  return true;
}

/// What the recipe says to the question, without its line end.
std::optional<std::string> SshDeviceSession::acknowledgement(std::string_view question) const {
  if (!recipe_) return std::nullopt;
  for (const RecipeAnswer& answer : recipe_->shell.answers)
    if (answer.question.matches_whole(last_line(question))) return answer.send.substr(0, answer.send.find('\n'));
  return std::nullopt;
}

/// One attempt, one answer. A connection that breaks on the attempt counts as a denial: some devices deny that way, and
/// the account matters more than the device.
SshDeviceSession::Progress SshDeviceSession::decide(int answer, SteadyTime now) {
  switch (answer_of(ssh_->get(), answer)) {
    case SSH_AUTH_AGAIN:
      return Progress::blocked;
    case SSH_AUTH_SUCCESS:
      report(LoginGate::Answer::accepted);
      note(now, "authentication", fmt::format("user {}", job_.credential.user));
      return logged_in(now);
    case SSH_AUTH_PARTIAL:
      report(LoginGate::Answer::undecided);
      return fail(now, CollectionFailure::denied, "the device asks for a second factor");
    case SSH_AUTH_DENIED:
      report(LoginGate::Answer::denied);
      return fail(now, CollectionFailure::denied, fmt::format("the device refused user '{}'", job_.credential.user));
    default:
      if (!broken_by().empty()) return fail(now, CollectionFailure::unreachable, broken_by());
      report(LoginGate::Answer::denied);
      return fail(now, CollectionFailure::denied, "the device hung up on the login");
  }
}

/// Time is over. Where a credential was sent, that counts as a denial, and is not tried again: a server that delays its
/// denials for longer than anybody waits would lock the account otherwise.
SshDeviceSession::Progress SshDeviceSession::login_unanswered(SteadyTime now, std::string detail) {
  const bool sent = stage_ == Stage::password || stage_ == Stage::public_key || stage_ == Stage::agent ||
                    (stage_ == Stage::interactive && answered_);
  if (!sent || !broken_by().empty()) return fail(now, CollectionFailure::stalled, std::move(detail));
  report(LoginGate::Answer::denied);
  return fail(now, CollectionFailure::denied, std::move(detail));
}

SshDeviceSession::Progress SshDeviceSession::logged_in(SteadyTime now) {
  login_decided_ = true;
  if (purpose_ == Purpose::stand) {
    stage_ = Stage::standing;
    stage_deadline_ = device_deadline_ = SteadyTime::max();
    return Progress::blocked;
  }
  if (detecting()) begin_probe();
  if (exec_dialogue() != nullptr) return next_command(now);
  enter(Stage::opening, now, environment_.deadlines.channel);
  return Progress::again;
}

void SshDeviceSession::report(LoginGate::Answer answer) {
  if (answer != LoginGate::Answer::undecided) login_decided_ = true;
  environment_.gate.report(ticket_, answer);
}

}  // namespace muster::collectors
