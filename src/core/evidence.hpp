#pragma once

#include <compare>
#include <cstdint>

namespace muster {

/// Lines of one capture that a verdict rests on, counted from 1, both ends included.
struct Evidence {
  std::uint32_t capture = 0;  ///< index into the evaluation's captures of this device
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  friend auto operator<=>(const Evidence&, const Evidence&) = default;
};

}  // namespace muster
