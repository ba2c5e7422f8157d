// One question of default credentials: what it costs to be sure that a stored password is none of the listed ones.
#include <benchmark/benchmark.h>

#include <string>

#include "analysis/credentials.hpp"

namespace {

using namespace muster;

struct Sample {
  const char* format;
  const char* value;
};

constexpr Sample samples[] = {
    {"cisco-7", "1308181c00091d"},
    {"cisco-4", "2btjjy78REtmYkkW0csHUbJZOstRXoWdX1mGrmmfeHI"},
    {"md5-crypt", "$1$38652870$DUjsu4TTlTsOe/xxZ05uf/"},
    {"sha256-crypt", "$5$7777657035274252$XftMj84MW.New1/ViLY5V4CM4Y7EBvfETaZsCW9vcJ8"},
    {"sha512-crypt",
     "$6$72820166$U4DVzpcYxgw7MVVDGGvB2/H5lRistD5.Ah4upwENR5UtffLR4X4SxSzfREv8z6wVl0jRFX40/KnYVvK4829kD1"},
    {"cisco-8", "$8$84486783037343$pYNyVrtyMalQrZLxRi7ZLQS1Fl.jkYCgASUi5P8JNb2"},
    {"cisco-9", "$9$87023684531115$phio0TBQwaO7KZ8toQFyGFyDvyOzidaypRWN0uKX0hU"},
    {"yescrypt", "$y$j9T$abcdefghijkl$9Xhe4B3DfskAzWS1k52.R9Z/aubuPHYKJmPPlEgSec5"},
};

/// Not asked before: every candidate is tried.
void first_question(benchmark::State& state) {
  const Sample& sample = samples[state.range(0)];
  const model::StoredSecret secret{.value = Secret(sample.value), .format = sample.format};
  state.SetLabel(sample.format);
  int number = 0;
  for (auto _ : state) {
    const std::string user = "user" + std::to_string(number++) + std::to_string(state.iterations());
    benchmark::DoNotOptimize(analysis::is_default_credential("user", user, secret, "cisco"));
  }
}
BENCHMARK(first_question)->DenseRange(0, 7)->Unit(benchmark::kMillisecond);

void asked_before(benchmark::State& state) {
  const model::StoredSecret secret{.value = Secret(samples[6].value), .format = samples[6].format};
  for (auto _ : state) benchmark::DoNotOptimize(analysis::is_default_credential("user", "admin", secret, "cisco"));
}
BENCHMARK(asked_before)->Unit(benchmark::kMicrosecond);

}  // namespace
