#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster::policy {

/// The length in bytes of the character at the start of a text that is not empty; bytes that are no UTF-8 count one.
[[nodiscard]] std::size_t character_length(std::string_view text);
/// How many characters (code points) the text has.
[[nodiscard]] std::size_t count_characters(std::string_view text);
/// The byte at which character `index` begins; the size of the text if it has no more.
[[nodiscard]] std::size_t character_offset(std::string_view text, std::size_t index);
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace muster::policy
