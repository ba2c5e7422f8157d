#pragma once

#include <cstdint>
#include <string>

namespace muster {

/// A place in a text that a person wrote or a device printed.
/// Lines and columns count from 1 (columns in bytes); 0 means "not known".
struct SourcePosition {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const SourcePosition&, const SourcePosition&) = default;
};

/// `file:line:column`, leaving out what is not known; empty for an empty position.
[[nodiscard]] std::string to_string(const SourcePosition& where);

}  // namespace muster
