#include "app/progress.hpp"

#include <catch2/catch.hpp>

namespace muster::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("progress: the line says how far, how fast, how long still, and what failed for which reason") {
  ProgressState state{.total = 10'000, .done = 1'200, .in_flight = 64, .per_second = 54.1, .failures = {}};
  CHECK(progress_text(state, 200) == "1200/10000 (12 %)  64 in flight  54.1/s  2 min 43 s left");
  state.failures = {{CollectionFailure::denied, 3}, {CollectionFailure::unreachable, 9}};
  CHECK(progress_text(state, 200) ==
        "1200/10000 (12 %)  64 in flight  54.1/s  2 min 43 s left  12 not collected (unreachable 9, denied 3)");
  CHECK(progress_text(state, 30) == "1200/10000 (12 %)  64 in fl...");
}

TEST_CASE("progress: nothing is promised before anything was done, and nothing is left at the end") {
  CHECK(progress_text({.total = 5, .done = 0, .in_flight = 2, .per_second = 0, .failures = {}}, 80) ==
        "0/5 (0 %)  2 in flight");
  CHECK(progress_text({.total = 5, .done = 5, .in_flight = 0, .per_second = 2.5, .failures = {}}, 80) ==
        "5/5 (100 %)  2.5/s");
}

TEST_CASE("progress: the rate is that of the last half minute") {
  const ProgressTime start{};
  RateMeter meter(start);
  CHECK(meter.per_second(start + seconds(1)) == 0);
  for (int i = 0; i < 100; ++i) meter.count(start + milliseconds(100 * i));
  CHECK(meter.per_second(start + seconds(10)) == Approx(10));
  CHECK(meter.per_second(start + seconds(20)) == Approx(5));
  CHECK(meter.per_second(start + seconds(60)) == 0);
  for (int i = 0; i < 60; ++i) meter.count(start + seconds(60) + milliseconds(500 * i));
  CHECK(meter.per_second(start + seconds(90) - milliseconds(1)) == Approx(2).epsilon(0.01));
}

}  // namespace
}  // namespace muster::app
