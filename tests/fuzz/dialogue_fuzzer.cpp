#include <cstdio>
#include <cstdlib>

#include "dialogue_harness.hpp"

/// Any bytes at any time for a terminal session: never crashes, ends, keeps its memory bounded, and sends nothing but
/// what its recipe says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static muster::collectors::test::DialogueHarness harness([](bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "violated: %s\n", what);
    std::abort();
  });
  harness.run_shell({data, size});
  harness.run_probe({data, size});
  return 0;
}
