#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "controls/benchmark.hpp"

namespace muster::test {

inline const controls::KnownNames& known_names() {
  static const controls::KnownNames names{{"logging-two-targets", "logging-timestamps", "time-two-servers"},
                                          {"cisco_ios", "linux"},
                                          {"cisco_ios", "nginx"}};
  return names;
}

inline constexpr std::string_view sample_head = R"toml([benchmark]
id = "sample"
title = "Sample"
publisher = "Nobody"
version = "2"
release = "3"
date = 2025-04-02
platforms = ["cisco_ios"]
)toml";

/// Three controls: tested whole, tested in part, not covered.
inline constexpr std::string_view sample_controls = R"toml(
[[control]]
id = "WHOLE-1"
group = "V-1"
severity = "high"
title = "Messages go to two servers"
nist = ["AU-4 (1)"]
rules = ["logging-two-targets"]
coverage = "full"

[[control]]
id = "PART-1"
group = "V-2"
severity = "medium"
title = "The clock is right"
rules = ["time-two-servers", "logging-timestamps"]
coverage = "part"
attestation = "That the sources are authoritative."
deviation = "Ours reads the configuration."

[[not_covered]]
reason = "interview"
controls = [
  { id = "NONE-1", group = "V-3", severity = "low", nist = ["AT-2"], title = "People are trained" },
]
)toml";

inline std::string sample_text() { return std::string(sample_head) + std::string(sample_controls); }

inline std::expected<std::vector<controls::Benchmark>, std::vector<Error>> load_text(const std::string& text) {
  const controls::BenchmarkFile file{"sample.toml", text};
  return controls::load_benchmarks(std::span(&file, 1), known_names());
}

inline controls::Benchmark sample_benchmark() {
  auto loaded = load_text(sample_text());
  REQUIRE(loaded.has_value());
  return std::move(loaded->front());
}

inline std::vector<std::string> messages(const std::vector<Error>& errors) {
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(to_string(error));
  return texts;
}

}  // namespace muster::test
