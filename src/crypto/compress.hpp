#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace muster::crypto {

/// A zstd frame with its content size and checksum. Work memory is wiped. Thread-safe.
[[nodiscard]] Result<std::string> compress(std::string_view bytes);

/// The content of one zstd frame. ErrorKind::corrupt if it is damaged, has trailing bytes, does not say its size, or
/// says more than `most` bytes: nothing beyond `most` is ever allocated. Work memory is wiped on success and failure.
[[nodiscard]] Result<std::string> decompress(std::string_view frame, std::size_t most);

}  // namespace muster::crypto
