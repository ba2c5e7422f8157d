#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "model/device.hpp"

namespace muster::app {

/// The neutral model of one file as JSON: every attribute with its value, its state and its lines; secrets by format
/// only. `file` and `format` head the document; line counts, diagnostics and openings follow.
[[nodiscard]] std::string model_json(std::string_view file, const grammars::Format& format, const model::Device& device,
                                     const grammars::ReadResult& result);

/// One file's line counts and unknown lines, and which rules can be assessed on it.
struct FileCoverage {
  std::string file;
  std::string format;
  LineCounts counts;
  struct UnknownLine {
    std::uint32_t line = 0;
    std::string text;  ///< redacted
  };
  std::vector<UnknownLine> unknown_lines;
  std::vector<std::string> assessable;      ///< ids of rules whose verdict is known
  std::vector<std::string> not_assessable;  ///< ids of rules in scope whose verdict is "not assessed"
};
[[nodiscard]] std::string coverage_json(const std::vector<FileCoverage>& files);

}  // namespace muster::app
