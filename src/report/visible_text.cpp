#include "report/visible_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace muster::report {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Unicode 15 general categories Cc, Cf, Zl, Zp, Co and Cn, as far as they hide or reorder text, and blank fillers.
constexpr auto deceptive_ranges = std::to_array<Range>({
    {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},    {0x034f, 0x034f},   {0x0600, 0x0605},
    {0x061c, 0x061c},   {0x06dd, 0x06dd},   {0x070f, 0x070f},    {0x115f, 0x1160},   {0x17b4, 0x17b5},
    {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},    {0x2060, 0x206f},   {0x2800, 0x2800},
    {0x3164, 0x3164},   {0xe000, 0xf8ff},   {0xfdd0, 0xfdef},    {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},
    {0xffa0, 0xffa0},   {0xfff0, 0xfffb},   {0xfffe, 0xffff},    {0x110bd, 0x110bd}, {0x13430, 0x1343f},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0x10ffff},
});

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;
};

Lead read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xc2 && byte < 0xe0) return {2, byte & 0x1fU, 0x80};
  if (byte >= 0xe0 && byte < 0xf0) return {3, byte & 0x0fU, 0x800};
  if (byte >= 0xf0 && byte < 0xf5) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

bool is_terminal_letter(char32_t c) { return (c >= 0x20 && c < 0x7f) || (c >= 0xa1 && c <= 0x17f && c != 0xad); }

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  const CodePoint invalid{byte, 1, false};
  const Lead lead = read_lead(byte);
  if (lead.length == 0 || text.size() < lead.length) return invalid;
  char32_t value = lead.bits;
  for (const char c : text.substr(1, lead.length - 1)) {
    const auto next = static_cast<unsigned char>(c);
    if ((next & 0xc0U) != 0x80U) return invalid;
    value = (value << 6U) | (next & 0x3fU);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < lead.smallest || value > 0x10ffff || surrogate) return invalid;
  return {value, lead.length, true};
}

bool is_deceptive(char32_t code_point) {
  const auto next = std::ranges::lower_bound(deceptive_ranges, code_point, {}, &Range::last);
  return next != deceptive_ranges.end() && next->first <= code_point;
}

std::string escape_code_point(const CodePoint& point) {
  const auto value = static_cast<std::uint32_t>(point.value);
  return value < 0x100 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{{{:x}}}", value);
}

std::string terminal_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.valid && is_terminal_letter(point.value))
      out.append(text.substr(0, point.length));
    else if (point.valid && point.value == '\t')
      out.append(4, ' ');
    else
      out.append(escape_code_point(point));
    text.remove_prefix(point.length);
  }
  return out;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.valid)
      out.append(text.substr(0, point.length));
    else
      out.append(escape_code_point(point));
    text.remove_prefix(point.length);
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace muster::report
