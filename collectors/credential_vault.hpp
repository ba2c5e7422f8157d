#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/login.hpp"
#include "collectors/unique_fd.hpp"
#include "core/collect.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// All that a device's session needs of a credential.
struct Access {
  std::shared_ptr<const Login> login;
  Secret enable;  ///< empty if none is configured
  Secret line;    ///< empty if none is configured
};

/// The credentials that a run has needed so far. Each reference is fetched once, when the first device needs it (a
/// command: when the run starts), and wiped with the vault at the end of the run. One that could not be had stays
/// missing for the run.
///
/// Programs and the SSH agent answer slowly, and one thread drives thousands of sessions: both are asked on helper
/// threads, at most four at a time, and the sessions that need them wait meanwhile. A secret that was printed with a lease
/// is fetched again when the lease is about to end: whoever asks then waits for the new one; a login that is under way
/// keeps what it has.
///
/// Used by one thread, which calls `take_finished` when `fd` is readable.
class CredentialVault {
 public:
  explicit CredentialVault(Milliseconds patience = Milliseconds(30'000));
  CredentialVault(const CredentialVault&) = delete;
  CredentialVault& operator=(const CredentialVault&) = delete;
  ~CredentialVault();

  /// Begins to fetch what takes long, before the first device needs it.
  void prefetch(const CredentialSpec& credential, SteadyTime now);
  /// Nothing while something is being fetched: ask again after `take_finished`.
  [[nodiscard]] std::optional<Result<Access>> ask(const CredentialSpec& credential, SteadyTime now);

  /// Readable when a helper has finished.
  [[nodiscard]] int fd() const { return finished_event_.get(); }
  /// True if something was fetched since.
  bool take_finished();

 private:
  struct Fetched {
    Result<std::shared_ptr<const Login>> login;
    std::optional<std::chrono::seconds> lease;
  };
  struct Entry {
    std::optional<Result<std::shared_ptr<const Login>>> login;  ///< nothing: is being fetched
    SteadyTime asked{};
    SteadyTime renewal = SteadyTime::max();
  };
  struct Order {
    std::string name;
    CredentialReference reference;
  };

  Entry& entry(const CredentialReference& reference, SteadyTime now);
  void order(const std::string& name, const CredentialReference& reference);
  void work(const std::stop_token& stop);
  [[nodiscard]] Fetched fetch_slowly(const CredentialReference& reference, const std::stop_token& stop) const;

  Milliseconds patience_;
  std::map<std::string, Entry> entries_;
  UniqueFd finished_event_;
  std::mutex mutex_;
  std::condition_variable_any ordered_;
  std::deque<Order> orders_;
  std::vector<std::pair<std::string, Fetched>> finished_;
  std::vector<std::jthread> helpers_;  ///< last: they end before what they use
};

/// Names a credential in messages and for the circuit breaker.
[[nodiscard]] std::string credential_name(const CredentialSpec& credential);

}  // namespace muster::collectors
