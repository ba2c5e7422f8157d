#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "policy/value.hpp"

namespace muster::policy {

/// Room for the text of a plain value without allocation.
using TextBuffer = fmt::basic_memory_buffer<char, 128>;

/// Writes what string() gives for a plain value: the shortest number that reads back the same ("0.1", "1e+12", "NaN",
/// "+Inf"), RFC 3339 in UTC with the fraction that it has, "1.5s". False for what it does not take (secrets, lists,
/// objects, ...).
[[nodiscard]] bool write_text(TextBuffer& out, const Value& value);
/// The same as a string.
[[nodiscard]] std::optional<std::string> to_text(const Value& value);

/// A decimal number, "inf" or "nan" in any case; what is too small becomes zero. Nothing if it is none, or too large.
[[nodiscard]] std::optional<double> read_double(std::string_view text);
/// RFC 3339 with a fraction and an offset, years 1 to 9999.
[[nodiscard]] Value read_timestamp(std::string_view text);
/// "1h30m", "-1.5s", "250ms", "10us", "7ns".
[[nodiscard]] Value read_duration(std::string_view text);

}  // namespace muster::policy
