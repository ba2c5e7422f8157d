#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.hpp"

/// Small packed forms of lists: LEB128 numbers, one after the other.
namespace muster::store {

[[nodiscard]] std::string pack_numbers(const std::vector<std::int64_t>& numbers);
/// Nothing if the bytes are not whole numbers.
[[nodiscard]] std::optional<std::vector<std::int64_t>> unpack_numbers(std::string_view bytes);

/// Three numbers for each: capture, first line, number of further lines.
[[nodiscard]] std::string pack_evidence(const std::vector<Evidence>& evidence);
[[nodiscard]] std::optional<std::vector<Evidence>> unpack_evidence(std::string_view bytes);

/// True if it is a verdict about a group: its values say whose they are, and are kept.
[[nodiscard]] bool rests_on_devices(const Verdict& verdict);

/// 16 bytes of SHA-256 over every part of the verdict.
[[nodiscard]] std::string digest_of(const Verdict& verdict);

}  // namespace muster::store
