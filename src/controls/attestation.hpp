#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "controls/benchmark.hpp"
#include "core/result.hpp"
#include "core/timestamp.hpp"

namespace muster::controls {

/// A person's word for the part of a control that no rule can test, bound to a document by its digest.
struct Attestation {
  std::string benchmark;
  std::string control;
  std::string document;  ///< as written in the file
  std::string sha256;    ///< of the document, in hex
  std::string statement;
  std::string signer;
  Timestamp date{};
  Timestamp expires{};  ///< from here on it does not count
  SourcePosition where;
};

/// Reads the document that an attestation names, relative to the attestation file.
using DocumentReader = std::function<Result<std::string>(const std::string& path)>;

/// Loads attestation files. All errors come at once, with positions: an unknown benchmark or control (with the
/// nearest), a missing document, a document that is not the one that was signed, a missing signer, an expiry before the
/// date, a second attestation of one control.
[[nodiscard]] std::expected<std::vector<Attestation>, std::vector<Error>> load_attestations(
    std::span<const BenchmarkFile> files, std::span<const Benchmark> benchmarks, const DocumentReader& reader);

/// Whether an attestation counts.
enum class AttestationState : std::uint8_t {
  not_needed,    ///< rules test the whole control
  missing,       ///< nobody has signed for it
  given,         ///< in force
  expired,       ///< it was, until it expired
  not_yet_valid  ///< signed after the time that the evaluation is as of
};
[[nodiscard]] std::string_view to_string(AttestationState state);

[[nodiscard]] AttestationState state_of(const Attestation& attestation, Timestamp as_of);

}  // namespace muster::controls
