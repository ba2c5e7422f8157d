#include "collectors/credentials.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

#include "collectors/unique_fd.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t longest = 64U << 10U;

Result<Secret> from_environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0')
    return fail(ErrorKind::not_found, "the environment variable " + name + " is not set");
  return Secret(value);
}

Result<void> check_private(int file, const std::string& path) {
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return fail(ErrorKind::io, path + " is not a regular file");
  if (status.st_uid != ::geteuid() && status.st_uid != 0) return fail(ErrorKind::io, path + " belongs to somebody else");
  if ((status.st_mode & 0077U) != 0) return fail(ErrorKind::io, path + " is open to others; it needs mode 0600");
  return {};
}

/// The content in a buffer that never moves, so that no copy of it stays behind.
Result<Secret> read_private(const std::string& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io, path + ": " + std::strerror(errno));
  if (const auto safe = check_private(file.get(), path); !safe) return std::unexpected(safe.error());
  std::string text(longest + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  Secret secret(std::string_view(text).substr(0, size));
  wipe(text);
  if (size == 0) return fail(ErrorKind::io, path + " is empty");
  if (size > longest) return fail(ErrorKind::io, path + " is too long for a secret");
  return secret;
}

Secret without_line_end(const Secret& secret) {
  std::string_view text = secret.reveal();
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return Secret(text);
}

/// A secret that is typed into a terminal must be one line: what stands behind a line end would be typed as a command.
Result<Secret> one_line(Secret secret, const std::string& name) {
  if (secret.reveal().find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos) return secret;
  return fail(ErrorKind::input, name + " holds more than one line, or a NUL");
}

}  // namespace

Result<Secret> resolve_secret(const CredentialReference& reference) {
  switch (reference.kind) {
    case CredentialReference::Kind::environment: {
      auto secret = from_environment(reference.name);
      return secret ? one_line(std::move(*secret), "the environment variable " + reference.name) : std::move(secret);
    }
    case CredentialReference::Kind::file: {
      auto secret = read_private(reference.name);
      if (!secret) return secret;
      Secret line = without_line_end(*secret);
      if (line.empty()) return fail(ErrorKind::io, reference.name + " is empty");
      return one_line(std::move(line), reference.name);
    }
    case CredentialReference::Kind::key_file:
      return read_private(reference.name);
    case CredentialReference::Kind::command:
    case CredentialReference::Kind::agent:
    case CredentialReference::Kind::none:
      break;
  }
  return fail(ErrorKind::not_found, "no secret is configured");
}

}  // namespace muster::collectors
