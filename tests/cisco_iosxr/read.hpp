#pragma once

#include <string>
#include <string_view>

#include "grammars/format.hpp"

namespace muster::test {

struct Reading {
  model::Device device;
  grammars::ReadResult result;
  std::string text;

  /// "line:column: expected X, got 'Y'" of each diagnostic, a line each.
  [[nodiscard]] std::string diagnostics() const {
    std::string all;
    for (const auto& d : result.diagnostics)
      all += std::to_string(d.line) + ":" + std::to_string(d.column) + ": expected " + d.expected + ", got '" + d.got + "'\n";
    return all;
  }
  /// The marked secrets, a line each.
  [[nodiscard]] std::string secrets() const {
    std::string all;
    for (const ByteSpan& span : result.secrets) all += text.substr(span.begin, span.end - span.begin) + "\n";
    return all;
  }
};

inline Reading read_as(std::string_view format, std::string_view bytes) {
  Reading reading;
  reading.text = bytes;
  reading.result = grammars::find_format(format)->read(reading.text, {}, reading.device);
  return reading;
}
inline Reading read_config(std::string_view bytes) { return read_as("cisco_iosxr", bytes); }

}  // namespace muster::test
