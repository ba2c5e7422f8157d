#pragma once

#include <optional>
#include <string_view>

#include "core/secret.hpp"

namespace muster::analysis {

/// The plain text of a `$9$` value of Junos (reversible: digits of an alphabet, each told as its distance from the one
/// before it); nothing if it is malformed.
[[nodiscard]] std::optional<Secret> decode_juniper_9(std::string_view value);

}  // namespace muster::analysis
