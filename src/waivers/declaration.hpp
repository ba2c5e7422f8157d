#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "grammars/format.hpp"
#include "waivers/line_pattern.hpp"
#include "waivers/waiver.hpp"

namespace muster::waivers {

/// Says of lines that are not understood that they cannot matter to some domains, because somebody has looked.
struct Declaration {
  Approval approval;
  Selection selection;
  std::string format;
  std::string line;   ///< pattern of one line; empty: every line of the block, its head too
  std::string block;  ///< pattern of the line that the block hangs on; empty: wherever the line stands
  Domains domains;
  std::string because;
  std::optional<LinePattern> line_pattern;
  std::optional<LinePattern> block_pattern;
};

/// For at most so many days.
inline constexpr std::int64_t longest_declaration = 365;

/// True for formats in which indentation alone makes blocks, so that the block of a line is certain.
[[nodiscard]] bool has_indented_blocks(std::string_view format);

/// A capture as it was read.
struct CaptureLines {
  std::uint32_t capture = 0;
  std::string_view format;
  std::string_view text;  ///< redacted
  std::span<const grammars::LineState> states;
};

/// A line that was not understood, and what it is declared not to matter to.
struct DeclaredLine {
  std::uint32_t capture = 0;
  std::uint32_t line = 0;  ///< from 1
  Domains domains;
  const Declaration* declaration = nullptr;
  bool in_force = true;  ///< false: the declaration has expired, and the line opens what it opened
};

/// Adds the lines of the capture that the declaration speaks about. A line that was understood or ignored is never one.
void find_declared(const Declaration& declaration, const CaptureLines& capture, std::vector<DeclaredLine>& lines);

/// True for a line that says nothing: blank, or a comment of a format with indented blocks.
[[nodiscard]] bool says_nothing(std::string_view line, std::string_view format);

/// Calls visit(number from 1, line without its end) for each line of the text.
template <class Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    visit(number, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace muster::waivers
