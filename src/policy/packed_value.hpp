#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "policy/value.hpp"

namespace muster::policy {

/// A copy of a value in one block of its own: it outlives the evaluation that made it.
struct PackedValue {
  Value value;
  std::unique_ptr<std::byte[]> block;
  std::size_t size = 0;
};

/// Copies scalars, texts, fingerprints, and lists and maps of them. Whatever is unknown in it, or open, gets the one cause
/// "`what`: `reason`". Nothing if it would take more than `most` bytes.
[[nodiscard]] std::optional<PackedValue> pack_value(const Value& value, std::string_view what, std::string_view reason,
                                                    std::size_t most);

/// True if some part of it is unknown or open.
[[nodiscard]] bool holds_unknown(const Value& value);

}  // namespace muster::policy
