#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/secret.hpp"

namespace muster::analysis {

/// The plain text of a Cisco type 7 value (reversible: XOR with a public key string); nothing if it is malformed.
[[nodiscard]] std::optional<Secret> decode_cisco_7(std::string_view value);

/// Whether `format` (a word of model::StoredSecret) is a one-way form that `matches_hash` can test.
[[nodiscard]] bool is_hash_format(std::string_view format);

/// Whether `candidate` is the password behind the stored hash; nothing if the hash is malformed, of another kind than
/// `format` says, or so costly that a device could stall us with it (see the limits in the .cpp).
/// Constant-time comparison; work buffers are wiped. Thread-safe.
[[nodiscard]] std::optional<bool> matches_hash(std::string_view format, std::string_view stored,
                                               std::string_view candidate);

/// What one `matches_hash` costs, in microseconds of a machine of 2026; 0 if it refuses.
[[nodiscard]] std::uint64_t try_cost(std::string_view format, std::string_view stored);

/// Constant time in the content, not in the length.
[[nodiscard]] bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace muster::analysis
