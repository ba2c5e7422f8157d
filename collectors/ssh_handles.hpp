#pragma once

#include <memory>
#include <string>
#include <utility>

#include <libssh/libssh.h>
#include <unistd.h>

/// Owners for libssh's handles. Included by the .cpp files of the SSH engine only.
namespace muster::collectors {

/// A session on a socket of ours. With libssh 0.10 the socket given by SSH_OPTIONS_FD stays the caller's after a
/// disconnect, but a failed key exchange has closed it already: what `ssh_get_fd` says before the disconnect decides.
class SshHandle {
 public:
  SshHandle() : session_(ssh_new()) {}
  SshHandle(const SshHandle&) = delete;
  SshHandle& operator=(const SshHandle&) = delete;
  ~SshHandle() {
    if (session_ == nullptr) return;
    const int fd = ssh_get_fd(session_);
    ssh_disconnect(session_);
    ssh_free(session_);
    if (fd >= 0) ::close(fd);
  }

  [[nodiscard]] ssh_session get() const { return session_; }
  [[nodiscard]] std::string error() const { return ssh_get_error(session_); }

 private:
  ssh_session session_;
};

struct ChannelCloser {
  void operator()(ssh_channel_struct* channel) const {
    if (ssh_channel_is_open(channel)) ssh_channel_close(channel);
    ssh_channel_free(channel);
  }
};
using ChannelHandle = std::unique_ptr<ssh_channel_struct, ChannelCloser>;

struct KeyFreer {
  void operator()(ssh_key_struct* key) const { ssh_key_free(key); }
};
using KeyHandle = std::unique_ptr<ssh_key_struct, KeyFreer>;

}  // namespace muster::collectors
