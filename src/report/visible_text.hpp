#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Text that a device printed, or a person wrote, made harmless for where it is shown. All functions accept any bytes,
/// take linear time and keep printable ASCII as it is.
namespace muster::report {

/// One step of reading UTF-8: a code point, or one byte that belongs to none.
struct CodePoint {
  char32_t value = 0;  ///< for an invalid byte, the byte
  std::size_t length = 1;
  bool valid = false;
};

/// Reads the first code point of a non-empty text strictly: no overlong forms, no surrogates, at most U+10FFFF.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// True for what can change how the text around it is shown, or be seen as nothing: controls, bidirectional and other
/// format characters, line separators, private and non-characters.
[[nodiscard]] bool is_deceptive(char32_t code_point);

/// `\x1b` for an invalid byte or a code point below U+0100, else `\u{202e}`.
[[nodiscard]] std::string escape_code_point(const CodePoint& point);

/// For a terminal: one column per code point, no control or wide characters. Latin letters stay, a tab becomes four
/// spaces, everything else is escaped.
[[nodiscard]] std::string terminal_text(std::string_view text);

/// Valid UTF-8: bytes that are not become `\xNN`, all else stays.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// Columns of a `terminal_text`.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace muster::report
