#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "collectors/unique_fd.hpp"
#include "core/result.hpp"

namespace muster::collectors {

/// One key of the SSH agent at $SSH_AUTH_SOCK, and a view of the agent that holds nothing else. libssh tries all keys of
/// an agent one after the other, each an attempt at the device; so each login talks to a relay of ours instead, which
/// lists this one key and passes on requests to sign with it. Everything else it refuses.
///
/// The relay has a thread of its own, because libssh waits for the agent. An agent that takes more than ten seconds for
/// an answer counts as one that refuses.
class AgentKey {
 public:
  /// `fingerprint` is "SHA256:..." as `ssh-add -l` prints it, of a plain key (not a certificate). Blocks for as long as
  /// the agent takes, ten seconds at most.
  [[nodiscard]] static Result<std::shared_ptr<AgentKey>> find(const std::string& fingerprint);
  AgentKey(const AgentKey&) = delete;
  AgentKey& operator=(const AgentKey&) = delete;

  /// A connection to the relay; it ends when the other side closes it. Any thread.
  [[nodiscard]] UniqueFd open();
  /// How many requests to sign the agent has refused or not answered.
  [[nodiscard]] unsigned refusals() const { return refusals_; }

 private:
  AgentKey(std::string path, std::string blob);
  void run(const std::stop_token& stop);
  [[nodiscard]] bool serve(int client);
  [[nodiscard]] std::string answer(const std::string& request);
  [[nodiscard]] std::string sign(const std::string& request);

  std::string path_;
  std::string blob_;
  UniqueFd wake_;
  UniqueFd agent_;
  std::mutex mutex_;
  std::vector<UniqueFd> arrivals_;
  std::atomic<unsigned> refusals_{0};
  std::jthread thread_;
};

}  // namespace muster::collectors
