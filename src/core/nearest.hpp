#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace muster {

/// The candidate that a person most likely meant by `name`: the smallest edit distance (insert, delete, replace and
/// swap of neighbours count 1), at most a third of the length and at least one change; nothing if none is near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace muster
