#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/redacted_text.hpp"
#include "core/verdict.hpp"
#include "report/report_data.hpp"

namespace muster::report {

/// The lines of a redacted text by number, counted from 1, without their line ends. Refers to the text.
class TextLines {
 public:
  explicit TextLines(const RedactedText& text);
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(lines_.size()); }
  /// Empty for a number that the text does not have.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  std::vector<std::string_view> lines_;
};

struct ExcerptLine {
  std::uint32_t number = 0;
  std::string_view text;
  bool evidence = false;  ///< false: context
};

/// Adjoining lines of one capture.
struct Excerpt {
  std::uint32_t capture = 0;
  std::vector<ExcerptLine> lines;
  std::uint32_t left_out = 0;  ///< further lines, cut for length
};

struct ExcerptLimits {
  std::uint32_t context = 0;     ///< lines before and after
  std::uint32_t max_lines = 40;  ///< per excerpt, context included
};

/// Cuts a line to at most `bytes` bytes, at a whole UTF-8 character, and says how much is missing.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

/// Splits the captures of one device into lines, each at most once, and cuts excerpts from them.
class Excerpts {
 public:
  /// `device` must live as long as this object.
  explicit Excerpts(const DeviceReport& device);
  [[nodiscard]] const TextLines& lines(std::uint32_t capture);
  /// Excerpts in capture and line order; overlapping ranges are joined. Evidence that points to no existing line is
  /// dropped.
  [[nodiscard]] std::vector<Excerpt> cut(std::span<const Evidence> evidence, const ExcerptLimits& limits);

 private:
  const DeviceReport& device_;
  std::vector<std::unique_ptr<TextLines>> lines_;
};

}  // namespace muster::report
