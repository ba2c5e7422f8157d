#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace muster::test {

/// Ends the program, as a fuzzer wants it, when something that must hold does not.
inline void require(bool holds, std::string_view what, std::string_view detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "violated: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

}  // namespace muster::test
