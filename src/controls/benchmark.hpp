#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "core/verdict.hpp"

/// Controls of published benchmarks, and what the rules of a run say of them.
namespace muster::controls {

/// How much of a control its rules test. Only `full` can ever be "tests passed" without a person's word.
enum class Coverage : std::uint8_t { full, part, none };
[[nodiscard]] std::string_view to_string(Coverage coverage);

/// A severity that a site or this project gives a control in place of the benchmark's own.
struct Override {
  Severity severity = Severity::medium;
  std::string reason;
};

/// One control of a benchmark.
struct Control {
  std::string id;                    ///< as the publisher numbers it: "CISC-ND-000140", "1.2.5"
  std::string group;                 ///< the STIG's group id, "V-215809"; else empty
  std::optional<Severity> severity;  ///< the benchmark's own; CAT I is high, II medium, III low
  std::string title;                 ///< in our words
  std::vector<std::string> nist;     ///< controls of NIST SP 800-53
  std::vector<std::string> rules;
  Coverage coverage = Coverage::none;
  std::string attestation;  ///< what is left to a document or an interview
  std::string deviation;    ///< where our method differs from the benchmark's own check
  std::optional<Override> override;
  std::string reason;  ///< for `Coverage::none`: why no rule tests it, a name of `uncovered_reasons`
};

/// The severity that counts: the override, else the benchmark's own.
[[nodiscard]] std::optional<Severity> severity_of(const Control& control);
/// "CAT I", "CAT II", "CAT III" for STIGs (controls with a group id), else the severity's name; empty if there is none.
[[nodiscard]] std::string severity_text(const Control& control);

/// A reason why no rule tests a control, and what it means.
struct UncoveredReason {
  std::string_view name;
  std::string_view meaning;
};
[[nodiscard]] std::span<const UncoveredReason> uncovered_reasons();

/// A published benchmark, in one of its releases.
struct Benchmark {
  std::string id;
  std::string title;
  std::string publisher;
  std::string version;
  std::string release;
  Timestamp date{};
  std::string source;  ///< where it is published; may be empty
  // What it speaks about; all that is empty does not narrow it. A device must be of one of the platforms, or have an
  // output in one of the formats.
  std::vector<std::string> platforms;
  std::vector<std::string> formats;
  std::vector<std::string> software;  ///< products, "IOS-XE"
  std::vector<std::string> roles;     ///< "router", "switch", "firewall"
  std::vector<Control> controls;      ///< in the order of the file
};

/// "version 3, release 4, 2025-04-02"
[[nodiscard]] std::string release_text(const Benchmark& benchmark);
/// "2025-04-02"
[[nodiscard]] std::string day_text(Timestamp time);
/// The control of that id or group id; null if there is none.
[[nodiscard]] const Control* find_control(const Benchmark& benchmark, std::string_view id);

/// A benchmark file's name (for positions) and content.
struct BenchmarkFile {
  std::string name;
  std::string text;
};

/// What a benchmark may name.
struct KnownNames {
  std::vector<std::string> rules;  ///< of all packs
  std::vector<std::string> platforms;
  std::vector<std::string> formats;
};

/// Loads benchmarks, one from each file. All semantic errors come at once, with positions; on any error nothing is
/// loaded.
[[nodiscard]] std::expected<std::vector<Benchmark>, std::vector<Error>> load_benchmarks(
    std::span<const BenchmarkFile> files, const KnownNames& known);

}  // namespace muster::controls
