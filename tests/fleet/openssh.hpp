#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "collectors/unique_fd.hpp"
#include "core/collect.hpp"
#include "support/temporary_folder.hpp"

/// Real programs of OpenSSH as counterparts, on loopback, with keys and configuration in a folder of their own.
namespace muster::fleet {

/// OpenSSH's server, one process for each connection. Key logins only, for the user who runs the test.
class OpenSshServer {
 public:
  /// False where the server is not installed or cannot run.
  [[nodiscard]] static bool available();
  /// `configuration`: further lines of sshd_config; they win over what stands behind them.
  explicit OpenSshServer(const std::string& configuration = {});
  OpenSshServer(const OpenSshServer&) = delete;
  OpenSshServer& operator=(const OpenSshServer&) = delete;
  ~OpenSshServer();

  [[nodiscard]] Endpoint endpoint() const;
  [[nodiscard]] static std::string user();
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  void authorize(const std::string& public_key) const;
  /// Ends every connection without a word.
  void kill_connections();

 private:
  void serve(const std::stop_token& stop);

  test::TemporaryFolder folder_;
  collectors::UniqueFd listener_;
  collectors::UniqueFd wake_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<pid_t> processes_;
  std::jthread thread_;
};

/// OpenSSH's agent with these private keys; SSH_AUTH_SOCK points to it while the object lives.
class OpenSshAgent {
 public:
  [[nodiscard]] static bool available();
  explicit OpenSshAgent(const std::vector<std::string>& keys);
  OpenSshAgent(const OpenSshAgent&) = delete;
  OpenSshAgent& operator=(const OpenSshAgent&) = delete;
  ~OpenSshAgent();
  void remove_keys() const;

 private:
  void stop() const;
  test::TemporaryFolder folder_;
  pid_t process_ = -1;
};

/// A file with mode 0600; its path.
std::string write_private(const std::filesystem::path& path, const std::string& text);

/// Runs a program to its end, its output dropped; the exit status.
int run_program(const std::vector<std::string>& command);

}  // namespace muster::fleet
