#pragma once

#include <expected>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "app/key_state.hpp"

namespace muster::app {

/// A file for a person: every new key and what speaks for it, with `approve = false`. Contradicted keys stand there as
/// comments: they cannot be approved.
[[nodiscard]] std::string review_text(const std::vector<ProbedKey>& keys, Timestamp now);

/// Device id, address, port.
using KeyPlace = std::tuple<std::string, std::string, std::uint16_t>;

/// The keys that a person has set to `approve = true`.
[[nodiscard]] std::expected<std::map<KeyPlace, std::string>, std::vector<Error>> read_approvals(
    std::string_view text, const std::string& file);

}  // namespace muster::app
