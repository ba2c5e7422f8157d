#pragma once

#include <cstdint>

namespace muster {

/// Line counts of one capture: every line is in exactly one of the four states.
struct LineCounts {
  std::uint32_t understood = 0;
  std::uint32_t ignored = 0;  ///< on purpose, with a reason
  std::uint32_t known = 0;    ///< the keyword is declared, its meaning not modelled
  std::uint32_t unknown = 0;
  friend bool operator==(const LineCounts&, const LineCounts&) = default;
};

}  // namespace muster
