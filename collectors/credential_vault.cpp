#include "collectors/credential_vault.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/eventfd.h>

#include "collectors/credentials.hpp"
#include "collectors/secret_command.hpp"

namespace muster::collectors {

namespace {

using Kind = CredentialReference::Kind;

constexpr std::size_t most_helpers = 4;
constexpr std::chrono::seconds longest_margin{30};

bool is_slow(const CredentialReference& reference) { return reference.kind == Kind::command || reference.kind == Kind::agent; }

/// Tells references apart; the parts cannot hold a NUL.
std::string name_of(const CredentialReference& reference) {
  const std::string_view separator("\0", 1);
  return fmt::format("{}{}{}{}{}{}{}{}{}", static_cast<int>(reference.kind), separator, reference.name, separator,
                     reference.passphrase, separator, reference.certificate, separator, fmt::join(reference.command, separator));
}

Result<std::shared_ptr<const Login>> fetch(const CredentialReference& reference) {
  if (reference.kind == Kind::key_file) {
    auto login = read_key_login(reference);
    if (!login) return std::unexpected(login.error());
    return std::make_shared<const Login>(std::move(*login));
  }
  auto secret = resolve_secret(reference);
  if (!secret) return std::unexpected(secret.error());
  Login login;
  login.password = std::move(*secret);
  return std::make_shared<const Login>(std::move(login));
}

}  // namespace

std::string credential_name(const CredentialSpec& credential) {
  return credential.id.empty() ? credential.user + "@" + credential.login.name : credential.id;
}

CredentialVault::CredentialVault(Milliseconds patience)
    : patience_(patience), finished_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

CredentialVault::~CredentialVault() = default;

void CredentialVault::prefetch(const CredentialSpec& credential, SteadyTime now) {
  for (const CredentialReference* reference : {&credential.login, &credential.enable, &credential.line})
    if (is_slow(*reference)) (void)entry(*reference, now);
}

std::optional<Result<Access>> CredentialVault::ask(const CredentialSpec& credential, SteadyTime now) {
  Access access;
  bool pending = false;
  for (const CredentialReference* reference : {&credential.login, &credential.enable, &credential.line}) {
    const bool is_login = reference == &credential.login;
    if (!is_login && reference->kind == Kind::none) continue;
    const auto& login = entry(*reference, now).login;
    if (!login) {
      pending = true;
      continue;
    }
    if (!*login) return Result<Access>(std::unexpected(login->error()));
    if (is_login) access.login = **login;
    if (reference == &credential.enable) access.enable = (**login)->password;
    if (reference == &credential.line) access.line = (**login)->password;
  }
  if (pending) return std::nullopt;
  return access;
}

CredentialVault::Entry& CredentialVault::entry(const CredentialReference& reference, SteadyTime now) {
  const auto [at, fresh] = entries_.try_emplace(name_of(reference));
  Entry& entry = at->second;
  const bool stale = entry.login && now >= entry.renewal;
  if (!fresh && !stale) return entry;
  entry.login.reset();
  entry.asked = now;
  entry.renewal = SteadyTime::max();
  if (is_slow(reference))
    order(at->first, reference);
  else
    entry.login = fetch(reference);
  return entry;
}

void CredentialVault::order(const std::string& name, const CredentialReference& reference) {
  {
    const std::scoped_lock lock(mutex_);
    orders_.push_back({name, reference});
  }
  if (helpers_.size() < most_helpers) helpers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  ordered_.notify_one();
}

void CredentialVault::work(const std::stop_token& stop) {
  for (;;) {
    Order order;
    {
      std::unique_lock lock(mutex_);
      if (!ordered_.wait(lock, stop, [this] { return !orders_.empty(); })) return;
      order = std::move(orders_.front());
      orders_.pop_front();
    }
    Fetched fetched = fetch_slowly(order.reference, stop);
    const std::scoped_lock lock(mutex_);
    finished_.emplace_back(std::move(order.name), std::move(fetched));
    (void)::eventfd_write(finished_event_.get(), 1);
  }
}

CredentialVault::Fetched CredentialVault::fetch_slowly(const CredentialReference& reference, const std::stop_token& stop) const {
  Login login;
  if (reference.kind == Kind::agent) {
    auto key = AgentKey::find(reference.name);
    if (!key) return {std::unexpected(key.error()), std::nullopt};
    login.agent = std::move(*key);
    return {std::make_shared<const Login>(std::move(login)), std::nullopt};
  }
  auto printed = run_secret_command(reference.command, patience_, stop);
  if (!printed) return {std::unexpected(printed.error()), std::nullopt};
  login.password = std::move(printed->secret);
  return {std::make_shared<const Login>(std::move(login)), printed->lease};
}

bool CredentialVault::take_finished() {
  eventfd_t count = 0;
  (void)::eventfd_read(finished_event_.get(), &count);
  std::vector<std::pair<std::string, Fetched>> finished;
  {
    const std::scoped_lock lock(mutex_);
    finished.swap(finished_);
  }
  for (auto& [name, fetched] : finished) {
    Entry& entry = entries_[name];
    entry.login = std::move(fetched.login);
    // Counted from before the program ran, and ended before the lease is: a login takes its time too.
    if (fetched.lease) entry.renewal = entry.asked + *fetched.lease - std::min(longest_margin, *fetched.lease / 4);
  }
  return !finished.empty();
}

}  // namespace muster::collectors
