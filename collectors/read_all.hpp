#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace muster::collectors {

/// Reads a file from its current place to its end, which may move meanwhile, but at most `most` + 1 bytes: a longer
/// result says that there is more. `expected` is a guess of the size. The error is errno.
[[nodiscard]] std::expected<std::string, int> read_all(int file, std::size_t expected, std::size_t most);

}  // namespace muster::collectors
