#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/secret.hpp"

/// The envelope of sealed data: "MSE1", 8 bytes of key id, 12 of nonce, the ciphertext, 16 of tag.
namespace muster::crypto {

inline constexpr std::string_view envelope_magic = "MSE1";
inline constexpr std::size_t envelope_key_id_size = 8;
inline constexpr std::size_t envelope_overhead = 4 + envelope_key_id_size + 12 + 16;

/// The raw key id of an envelope; ErrorKind::corrupt if `sealed` cannot be one.
[[nodiscard]] Result<std::string> envelope_key_id(std::string_view sealed);

/// `key` has 32 bytes, `key_id` 8; `context` is authenticated beside the envelope's own header.
[[nodiscard]] Result<std::string> seal_envelope(std::string_view key, std::string_view key_id, std::string_view context,
                                                std::string_view bytes);
[[nodiscard]] Result<Secret> open_envelope(std::string_view key, std::string_view context, std::string_view sealed);

}  // namespace muster::crypto
