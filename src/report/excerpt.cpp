#include "report/excerpt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace muster::report {
namespace {

/// `ranges` as `joined` returns them.
bool covers(std::span<const Evidence> ranges, std::uint32_t capture, std::uint32_t line) {
  const auto next = std::ranges::upper_bound(ranges, std::pair(capture, line), {}, [](const Evidence& range) {
    return std::pair(range.capture, range.first_line);
  });
  return next != ranges.begin() && std::prev(next)->capture == capture && line <= std::prev(next)->last_line;
}

/// The range of `item` with context, cut to the lines that exist; empty (first > last) if none does.
Evidence widened(const Evidence& item, std::uint32_t context, std::uint32_t line_count) {
  Evidence wide = item;
  wide.first_line = std::max(1U, item.first_line);
  wide.last_line = std::min(line_count, item.last_line);
  if (wide.first_line > wide.last_line) return {item.capture, 1, 0};
  wide.first_line -= std::min(context, wide.first_line - 1);
  wide.last_line += std::min(context, line_count - wide.last_line);
  return wide;
}

std::vector<Evidence> joined(std::vector<Evidence> ranges) {
  std::ranges::sort(ranges);
  std::vector<Evidence> out;
  for (const Evidence& range : ranges) {
    if (!out.empty() && out.back().capture == range.capture &&
        range.first_line <= std::uint64_t{out.back().last_line} + 1)
      out.back().last_line = std::max(out.back().last_line, range.last_line);
    else
      out.push_back(range);
  }
  return out;
}

}  // namespace

TextLines::TextLines(const RedactedText& text) {
  std::string_view rest = text.text();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines_.push_back(line);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

std::string_view TextLines::line(std::uint32_t number) const {
  return number == 0 || number > lines_.size() ? std::string_view{} : lines_[number - 1];
}

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  for (int back = 0; back < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U; ++back) --end;
  return fmt::format("{}... (+{} bytes)", text.substr(0, end), text.size() - end);
}

Excerpts::Excerpts(const DeviceReport& device) : device_(device), lines_(device.captures.size()) {}

const TextLines& Excerpts::lines(std::uint32_t capture) {
  static const RedactedText nothing;
  static const TextLines no_lines(nothing);
  if (capture >= lines_.size()) return no_lines;
  if (!lines_[capture]) lines_[capture] = std::make_unique<TextLines>(device_.captures[capture].text);
  return *lines_[capture];
}

std::vector<Excerpt> Excerpts::cut(std::span<const Evidence> evidence, const ExcerptLimits& limits) {
  std::vector<Evidence> ranges;
  for (const Evidence& item : evidence) {
    const Evidence range = widened(item, limits.context, lines(item.capture).count());
    if (range.first_line <= range.last_line) ranges.push_back(range);
  }
  const std::vector<Evidence> exact = joined({evidence.begin(), evidence.end()});
  std::vector<Excerpt> out;
  for (const Evidence& range : joined(std::move(ranges))) {
    const std::uint32_t wanted = range.last_line - range.first_line + 1;
    const std::uint32_t shown = std::min(wanted, limits.max_lines);
    Excerpt excerpt{range.capture, {}, wanted - shown};
    for (std::uint32_t i = 0; i < shown; ++i) {
      const std::uint32_t number = range.first_line + i;
      excerpt.lines.push_back({number, lines(range.capture).line(number), covers(exact, range.capture, number)});
    }
    out.push_back(std::move(excerpt));
  }
  return out;
}

}  // namespace muster::report
