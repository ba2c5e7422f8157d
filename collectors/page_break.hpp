#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace muster::collectors {

/// How a device takes its pager's text off the terminal before it goes on.
enum class PageErase : unsigned char {
  none,         ///< not at all: the next line follows it directly
  backspaces,   ///< backspaces, blanks, backspaces
  returns,      ///< carriage return, blanks or not, carriage return
  sequence,     ///< an escape sequence of the terminal
};

/// What stands behind a pager's text.
struct PageBreak {
  std::size_t end = 0;  ///< where the text of the next line begins
  PageErase erase = PageErase::none;
  bool line_ends = false;  ///< a line end follows the text at once: a pager's line never ends so
};

/// Reads what followed a pager's text after its key. Nothing if more bytes are needed to decide: blanks may be the
/// erasing or the next line's indentation.
[[nodiscard]] std::optional<PageBreak> read_page_break(std::string_view after);

}  // namespace muster::collectors
