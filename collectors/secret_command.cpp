#include "collectors/secret_command.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "collectors/unique_fd.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t longest = 64U << 10U;

/// A program in its own process group, killed if it is still there at the end.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid), file_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (reaped_) return;
    (void)::kill(-pid_, SIGKILL);
    (void)reap();
  }

  /// Readable when the program has ended.
  [[nodiscard]] int fd() const { return file_.get(); }

  /// The wait status; blocks until the program has ended.
  int reap() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    return status;
  }

 private:
  pid_t pid_;
  UniqueFd file_;
  bool reaped_ = false;
};

/// Everything that posix_spawn is told.
class SpawnPlan {
 public:
  explicit SpawnPlan(int output) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, output, 1);
    ::posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  /// The process, or the error's negative number.
  pid_t start(const std::vector<std::string>& command) const {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t pid = 0;
    const int error = ::posix_spawnp(&pid, arguments[0], &actions_, &attributes_, arguments.data(), environ);
    return error == 0 ? pid : -error;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

enum class Waited : std::uint8_t { ready, late, stopped };

Waited wait_for(int fd, int stopped, SteadyTime deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return Waited::late;
    std::array<pollfd, 2> files{pollfd{fd, POLLIN, 0}, pollfd{stopped, POLLIN, 0}};
    const int ready = ::poll(files.data(), files.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready < 0 && errno != EINTR) return Waited::late;
    if (ready <= 0) continue;
    if (files[1].revents != 0) return Waited::stopped;
    return Waited::ready;
  }
}

std::string ending(int status) {
  return WIFSIGNALED(status) ? fmt::format("was ended by signal {}", WTERMSIG(status))
                             : fmt::format("ended with status {}", WEXITSTATUS(status));
}

/// A buffer that never moves, so that no copy of a secret stays behind.
struct Buffer {
  Buffer() : text(longest + 1, '\0') {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { wipe(text); }
  std::string text;
  std::size_t size = 0;
};

struct Watch {
  const std::string& program;
  SteadyTime deadline;
  Milliseconds patience;
  int stopped;

  [[nodiscard]] Result<void> wait(int fd) const {
    switch (wait_for(fd, stopped, deadline)) {
      case Waited::ready: return {};
      case Waited::late: return fail(ErrorKind::io, fmt::format("{} took longer than {} ms", program, patience.count()));
      case Waited::stopped: break;
    }
    return fail(ErrorKind::io, program + " was stopped with the run");
  }
};

Result<void> read_output(const Watch& watch, int file, Buffer& buffer) {
  while (buffer.size < buffer.text.size()) {
    if (auto ready = watch.wait(file); !ready) return ready;
    const ssize_t got = ::read(file, buffer.text.data() + buffer.size, buffer.text.size() - buffer.size);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return fail(ErrorKind::io, watch.program + ": " + std::strerror(errno));
    if (got == 0) return {};
    buffer.size += static_cast<std::size_t>(got);
  }
  return fail(ErrorKind::io, watch.program + " printed more than 64 KiB");
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Result<PrintedSecret> read_printed_secret(const std::string& program, std::string_view output) {
  const std::string_view secret = take_line(output);
  if (secret.empty()) return fail(ErrorKind::io, program + " printed no secret on its first line");
  if (secret.find('\0') != std::string_view::npos) return fail(ErrorKind::io, program + " printed a NUL in its secret");
  if (secret.find('\r') != std::string_view::npos)
    return fail(ErrorKind::io, program + " printed a carriage return in its secret");
  PrintedSecret printed{Secret(secret), std::nullopt};
  if (output.empty()) return printed;
  constexpr std::string_view word = "expires_in ";
  std::string_view lease = take_line(output);
  std::uint32_t seconds = 0;
  const bool stated = lease.starts_with(word);
  if (stated) lease.remove_prefix(word.size());
  const auto parsed = std::from_chars(lease.data(), lease.data() + lease.size(), seconds);
  if (!stated || !output.empty() || parsed.ec != std::errc() || parsed.ptr != lease.data() + lease.size() || seconds == 0)
    return fail(ErrorKind::io, program + " printed more than the secret: only a second line 'expires_in SECONDS' is understood");
  printed.lease = std::chrono::seconds(seconds);
  return printed;
}

Result<PrintedSecret> run_secret_command(const std::vector<std::string>& command, Milliseconds patience,
                                         const std::stop_token& stop) {
  if (command.empty() || command[0].empty()) return fail(ErrorKind::input, "no program is named");
  const std::string& program = command[0];
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(ErrorKind::io, program + ": " + std::strerror(errno));
  const UniqueFd output(ends[0]);
  UniqueFd input(ends[1]);
  const UniqueFd stopped(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  const std::stop_callback wake(stop, [&] { (void)::eventfd_write(stopped.get(), 1); });
  const pid_t pid = SpawnPlan(input.get()).start(command);
  if (pid < 0) return fail(ErrorKind::io, program + " could not be started: " + std::strerror(-pid));
  Child child(pid);
  input.reset();
  Buffer buffer;
  const Watch watch{program, std::chrono::steady_clock::now() + patience, patience, stopped.get()};
  if (auto read = read_output(watch, output.get(), buffer); !read) return std::unexpected(read.error());
  if (auto ended = watch.wait(child.fd()); !ended) return std::unexpected(ended.error());
  if (const int status = child.reap(); status != 0) return fail(ErrorKind::io, program + " " + ending(status));
  return read_printed_secret(program, std::string_view(buffer.text).substr(0, buffer.size));
}

}  // namespace muster::collectors
