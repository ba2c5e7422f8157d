#include <catch2/catch.hpp>
#include <array>
#include <random>

#include "fuzz/dialogue_harness.hpp"

namespace muster::collectors {
namespace {

TEST_CASE("dialogue: whatever arrives, only lines and keys of the recipe are sent, and secrets at their questions") {
  test::DialogueHarness harness([](bool holds, const char* what) {
    INFO(what);
    if (!holds) FAIL();
  });
  for (std::uint32_t seed = 0; seed < 6000; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::vector<std::uint8_t> script(1 + random() % 300);
    for (std::uint8_t& op : script) op = static_cast<std::uint8_t>(random());
    // Most scripts keep to what leads far into a session: prompts, echoes with and without an end, time.
    if (seed % 4 != 0) {
      script[0] = 96;
      for (std::size_t i = 1; i < script.size(); ++i)
        if (random() % (8 * (seed % 4)) != 0) script[i] = std::array<std::uint8_t, 5>{100, 101, 0, 101, 32}[random() % (seed % 4 == 3 ? 4 : 5)];
    }
    harness.run_shell(script);
    harness.run_probe(script);
  }
  CHECK(harness.sent > 30'000);
  CHECK(harness.whole > 1'000);  // many get far
}

}  // namespace
}  // namespace muster::collectors
