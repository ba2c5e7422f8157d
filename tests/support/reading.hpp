#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include "grammars/format.hpp"
#include "model/device.hpp"
#include "support/shared.hpp"

namespace muster::test {

/// What one or more captures made of a device, in forms that a test can compare.
struct Reading {
  model::Device device;
  grammars::ReadResult result;  ///< of the capture that was read last

  /// One letter a line: u(nderstood), i(gnored), k(nown), ? (unknown).
  [[nodiscard]] std::string states() const {
    std::string all;
    for (const auto state : result.lines) all += "uik?"[static_cast<std::size_t>(state)];
    return all;
  }
  /// `line:column: expected X, got 'Y'`, a line each.
  [[nodiscard]] std::string diagnostics() const {
    std::string all;
    for (const auto& each : result.diagnostics)
      all += std::to_string(each.line) + ':' + std::to_string(each.column) + ": expected " + each.expected + ", got '" +
             each.got + "'\n";
    return all;
  }
  [[nodiscard]] bool is_open(Domain domain) const { return device.open_domains().contains(domain); }
};

inline std::size_t count_lines(std::string_view bytes) {
  const auto newlines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  return newlines + (bytes.empty() || bytes.back() == '\n' ? 0 : 1);
}

/// Reads a capture into a device and checks what holds for every format and every input: each line has a state, the
/// very bytes can be written back, spans and diagnostics lie within the text.
inline void read_into(Reading& reading, std::string_view name, std::string_view bytes, std::string_view disabled = {}) {
  const grammars::Format* const format = grammars::find_format(name);
  REQUIRE(format != nullptr);
  reading.result = format->read(bytes, {0, {}, disabled}, reading.device);
  CHECK(reading.result.lines.size() == count_lines(bytes));
  CHECK(format->write_back(bytes) == bytes);
  for (const auto& span : reading.result.secrets) CHECK((span.begin < span.end && span.end <= bytes.size()));
  for (const auto& each : reading.result.diagnostics) {
    CHECK((each.line >= 1 && each.line <= reading.result.lines.size()));
    CHECK(each.got.size() <= 40);
  }
}

inline Reading read_as(std::string_view name, std::string_view bytes, std::string_view disabled = {}) {
  Reading reading;
  read_into(reading, name, bytes, disabled);
  return reading;
}

/// The text with the grammar's secrets (not the net's) replaced by <secret>.
inline std::string hidden(const Reading& reading, std::string_view bytes) {
  return redact(bytes, reading.result.secrets, [](std::string_view) { return std::string("x"); }).text();
}

/// Reads every file below `folder` that `wanted` accepts, and returns the line counts of all together.
template <class Wanted>
LineCounts read_all(std::string_view name, const std::filesystem::path& folder, const Wanted& wanted) {
  LineCounts sum;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || !wanted(entry.path())) continue;
    INFO(entry.path().string());
    const std::string bytes = read_file(entry.path());
    const Reading reading = read_as(name, bytes);
    const LineCounts counts = reading.result.counts();
    sum.understood += counts.understood, sum.ignored += counts.ignored;
    sum.known += counts.known, sum.unknown += counts.unknown;
    ++files;
  }
  std::cout << name << ": " << files << " files; lines understood " << sum.understood << ", ignored " << sum.ignored
            << ", known " << sum.known << ", unknown " << sum.unknown << '\n';
  REQUIRE(files > 0);
  return sum;
}

/// The part of all lines that was understood or ignored on purpose.
inline double assessed(const LineCounts& counts) {
  const double all = counts.understood + counts.ignored + counts.known + counts.unknown;
  return (counts.understood + counts.ignored) / all;
}

/// Switches off each handler of a format in turn: a capture must then never look better understood, and what only that
/// handler could read must leave its domains open.
inline void check_knock_out(std::string_view name, std::string_view bytes) {
  const Reading whole = read_as(name, bytes);
  for (const auto& keyword : grammars::find_format(name)->keywords()) {
    if (keyword.treatment != grammars::Treatment::modelled) continue;
    INFO(keyword.path);
    const Reading without = read_as(name, bytes, keyword.path);
    CHECK(without.result.counts().understood <= whole.result.counts().understood);
    const bool used = without.states() != whole.states();
    if (used) CHECK((without.device.open_domains() & keyword.domains) == keyword.domains);
  }
}

}  // namespace muster::test
