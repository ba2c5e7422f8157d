#include "app/run_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace muster::app {

Result<RunLock> RunLock::take(const std::filesystem::path& store, const std::string& run) {
  std::filesystem::path file = store / (run + ".lock");
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return fail(ErrorKind::io, std::strerror(errno), {file.string(), 0, 0});
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return RunLock(std::move(file), descriptor);
  const int reason = errno;
  ::close(descriptor);
  if (reason == EWOULDBLOCK) return fail(ErrorKind::usage, run + " still goes on in another process");
  return fail(ErrorKind::io, std::strerror(reason), {file.string(), 0, 0});
}

RunLock::RunLock(RunLock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

RunLock::~RunLock() {
  if (descriptor_ < 0) return;
  ::unlink(file_.c_str());
  ::close(descriptor_);
}

}  // namespace muster::app
