#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy/value.hpp"

namespace muster::policy {

/// The shortest text that reads back as the same number: "0.1", "1e+12", "NaN", "+Inf".
[[nodiscard]] std::string format_double(double value);
/// RFC 3339 in UTC, with the fraction that it has; "1.5s".
[[nodiscard]] std::string format_timestamp(const Value& value);
[[nodiscard]] std::string format_duration(const Value& value);
/// What string() gives for a plain value; nothing for those that it does not take (secrets, lists, objects, ...).
[[nodiscard]] std::optional<std::string> to_text(const Value& value);

/// RFC 3339 with a fraction and an offset, years 1 to 9999.
[[nodiscard]] Value read_timestamp(std::string_view text);
/// "1h30m", "-1.5s", "250ms", "10us", "7ns".
[[nodiscard]] Value read_duration(std::string_view text);

}  // namespace muster::policy
