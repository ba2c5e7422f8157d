#include "fleet/openssh.hpp"

#include <array>
#include <csignal>
#include <fstream>

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "fleet/host_key.hpp"

namespace muster::fleet {

namespace {

namespace fs = std::filesystem;
using collectors::UniqueFd;

constexpr const char* server_program = "/usr/sbin/sshd";

/// With `socket` as standard input and output, or nothing there; standard error is dropped.
pid_t spawn(const std::vector<std::string>& command, int socket = -1, char* const* environment = environ) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  for (const int standard : {0, 1})
    if (socket >= 0)
      ::posix_spawn_file_actions_adddup2(&actions, socket, standard);
    else
      ::posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t pid = -1;
  if (::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environment) != 0) pid = -1;
  ::posix_spawn_file_actions_destroy(&actions);
  return pid;
}

int wait_for(pid_t pid) {
  int status = -1;
  if (pid > 0) (void)::waitpid(pid, &status, 0);
  return status;
}

}  // namespace

std::string write_private(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  (void)::chmod(path.c_str(), 0600);
  return path.string();
}

int run_program(const std::vector<std::string>& command) { return wait_for(spawn(command)); }

/// For root the server wants the empty folder that Debian's service makes.
bool OpenSshServer::available() {
  if (!fs::exists(server_program)) return false;
  return ::geteuid() != 0 || fs::exists("/run/sshd") || ::mkdir("/run/sshd", 0755) == 0;
}

std::string OpenSshServer::user() { return ::getpwuid(::geteuid())->pw_name; }

OpenSshServer::OpenSshServer(const std::string& configuration) : wake_(::eventfd(0, EFD_CLOEXEC)) {
  write_private(folder() / "host_key", private_key_file("openssh"));
  write_private(folder() / "authorized_keys", "");
  std::ofstream(folder() / "sshd_config") << configuration
                                          << fmt::format(
                                                 "\nHostKey {0}/host_key\nAuthorizedKeysFile {0}/authorized_keys\n"
                                                 "PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n"
                                                 "PermitRootLogin yes\nPrintMotd no\nPrintLastLog no\nLogLevel QUIET\n",
                                                 folder().string());
  listener_.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const name = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.get(), name, length) != 0 || ::listen(listener_.get(), 64) != 0 ||
      ::getsockname(listener_.get(), name, &length) != 0)
    throw std::runtime_error("no socket for sshd");
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

OpenSshServer::~OpenSshServer() {
  thread_.request_stop();
  (void)::eventfd_write(wake_.get(), 1);
  thread_.join();
  for (const pid_t process : processes_) {
    (void)::kill(process, SIGKILL);
    (void)wait_for(process);
  }
}

void OpenSshServer::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::array<pollfd, 2> files{pollfd{listener_.get(), POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
    (void)::poll(files.data(), files.size(), -1);
    if ((files[0].revents & POLLIN) == 0) continue;
    const UniqueFd connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection) continue;
    // Without an environment: this thread must not read one that a test changes.
    char* const nothing[] = {nullptr};
    const pid_t process =
        spawn({server_program, "-i", "-f", (folder() / "sshd_config").string()}, connection.get(), nothing);
    const std::scoped_lock lock(mutex_);
    if (process > 0) processes_.push_back(process);
  }
}

Endpoint OpenSshServer::endpoint() const { return {"127.0.0.1", port_, {fingerprint("openssh")}}; }

void OpenSshServer::authorize(const std::string& public_key) const {
  std::ofstream(folder() / "authorized_keys", std::ios::app) << public_key << "\n";
}

/// The monitor's death ends the process that holds the connection, too.
void OpenSshServer::kill_connections() {
  const std::scoped_lock lock(mutex_);
  for (const pid_t process : processes_) {
    (void)::kill(process, SIGKILL);
    (void)wait_for(process);
  }
  processes_.clear();
}

bool OpenSshAgent::available() { return fs::exists("/usr/bin/ssh-agent") && fs::exists("/usr/bin/ssh-add"); }

OpenSshAgent::OpenSshAgent(const std::vector<std::string>& keys) {
  const std::string path = (folder_.path() / "agent").string();
  FILE* const started = ::popen(fmt::format("ssh-agent -s -a {}", path).c_str(), "r");
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), started) != nullptr)
    (void)std::sscanf(line.data(), "SSH_AGENT_PID=%d", &process_);
  (void)::pclose(started);
  ::setenv("SSH_AUTH_SOCK", path.c_str(), 1);
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (run_program({"ssh-add", write_private(folder_.path() / fmt::format("key{}", i), keys[i])}) != 0) {
      stop();
      throw std::runtime_error("the agent took no key");
    }
}

OpenSshAgent::~OpenSshAgent() { stop(); }

void OpenSshAgent::stop() const {
  ::unsetenv("SSH_AUTH_SOCK");
  if (process_ > 0) (void)::kill(process_, SIGTERM);
}

void OpenSshAgent::remove_keys() const { (void)run_program({"ssh-add", "-D"}); }

}  // namespace muster::fleet
