#include "collectors/read_all.hpp"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace muster::collectors {

std::expected<std::string, int> read_all(int file, std::size_t expected, std::size_t most) {
  std::string bytes(std::min(expected, most) + 1, '\0');
  std::size_t size = 0;
  while (size <= most) {
    if (size == bytes.size()) bytes.resize(std::min(bytes.size() * 2, most + 1));
    const ssize_t got = ::read(file, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace muster::collectors
