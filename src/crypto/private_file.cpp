#include "crypto/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include "crypto/random.hpp"

namespace muster::crypto {
namespace {

constexpr std::size_t largest = 65'536;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::unexpected<Error> system_error(ErrorKind kind, const std::string& what, const std::filesystem::path& path) {
  const int code = errno;
  return fail(kind, what + " " + path.string() + ": " + std::strerror(code));
}

std::unexpected<Error> refuse(const std::filesystem::path& path, const std::string& why) {
  return fail(ErrorKind::key, path.string() + " " + why);
}

Result<void> check_private(const Descriptor& file, const std::filesystem::path& path) {
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_error(ErrorKind::io, "cannot examine", path);
  if (!S_ISREG(info.st_mode)) return refuse(path, "is not a regular file");
  if (info.st_uid != ::geteuid()) return refuse(path, "belongs to another user");
  if ((info.st_mode & 077U) != 0) return refuse(path, "may be read by others: chmod 600 it");
  if (static_cast<std::size_t>(info.st_size) > largest) return refuse(path, "is larger than 64 KiB");
  return {};
}

Result<void> write_all(const Descriptor& file, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error(ErrorKind::io, "cannot write", path);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.get()) != 0) return system_error(ErrorKind::io, "cannot write", path);
  return {};
}

Result<std::filesystem::path> write_beside(const std::filesystem::path& path, std::string_view content) {
  auto random = random_hex(6);
  if (!random) return std::unexpected(std::move(random).error());
  std::filesystem::path draft = path;
  draft += ".new-" + *random;
  const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.valid()) return system_error(ErrorKind::io, "cannot create", draft);
  if (auto written = write_all(file, content, draft); !written) {
    ::unlink(draft.c_str());
    return std::unexpected(std::move(written).error());
  }
  return draft;
}

Result<void> sync_folder(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.valid() || ::fsync(file.get()) != 0) return system_error(ErrorKind::io, "cannot write", folder);
  return {};
}

}  // namespace

Result<Secret> read_private_file(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid() && errno == ENOENT) return fail(ErrorKind::not_found, path.string() + " does not exist");
  if (!file.valid() && errno == ELOOP) return refuse(path, "is a symbolic link");
  if (!file.valid()) return system_error(ErrorKind::key, "cannot open", path);
  if (auto fine = check_private(file, path); !fine) return std::unexpected(std::move(fine).error());
  std::string text(largest + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(ErrorKind::io, "cannot read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  Secret content(std::string_view(text).substr(0, size));
  wipe(text);
  if (size > largest) return refuse(path, "is larger than 64 KiB");
  return content;
}

Result<void> create_private_file(const std::filesystem::path& path, std::string_view content) {
  auto draft = write_beside(path, content);
  if (!draft) return std::unexpected(std::move(draft).error());
  // link() gives the whole file its name, and fails if the name is taken.
  const bool linked = ::link(draft->c_str(), path.c_str()) == 0;
  const int code = errno;
  ::unlink(draft->c_str());
  errno = code;
  if (!linked && code == EEXIST) return refuse(path, "exists already");
  if (!linked) return system_error(ErrorKind::io, "cannot create", path);
  return sync_folder(path);
}

Result<void> replace_private_file(const std::filesystem::path& path, std::string_view content) {
  auto draft = write_beside(path, content);
  if (!draft) return std::unexpected(std::move(draft).error());
  if (std::rename(draft->c_str(), path.c_str()) != 0) {
    auto error = system_error(ErrorKind::io, "cannot replace", path);
    ::unlink(draft->c_str());
    return error;
  }
  return sync_folder(path);
}

}  // namespace muster::crypto
