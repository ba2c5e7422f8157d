#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace muster::wire {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// RFC 4648 with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Strict: nothing for other characters, missing padding, or bits that are set where there are none.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace muster::wire
