#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace muster::crypto {

using Digest = std::array<unsigned char, 32>;

/// SHA-256. Aborts only if the crypto library itself is broken.
[[nodiscard]] Digest sha256(std::string_view bytes);
/// The same as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// HMAC-SHA256.
[[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view bytes);

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Digest& digest);
/// Nothing unless `hex` is an even number of hex digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view hex);

}  // namespace muster::crypto
