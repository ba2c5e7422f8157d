#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/collect.hpp"
#include "core/facts.hpp"
#include "core/manifest.hpp"
#include "core/result.hpp"
#include "core/verdict.hpp"

/// The values that travel between processes, as JSON.
///
/// Writing is canonical: one line, sorted keys, every field present, so that equal values give the same bytes. Every
/// document says its type and version. Times are RFC 3339; a text that is not UTF-8 (devices print anything) is
/// `{"base64": "..."}`, so that every value comes back exactly.
///
/// Reading is strict: an unknown, missing or repeated key, a wrong type, an unknown name or a number out of range is
/// ErrorKind::input with the place as a JSON pointer; another version is ErrorKind::unsupported. No message repeats
/// content. Thread-safe.
namespace muster::wire {

/// Whether the raw bytes of captures, which hold secrets, go along. Only for a channel that may carry them.
enum class Payload : std::uint8_t { leave_out, include };

[[nodiscard]] std::string to_json(const CollectJob& job);
[[nodiscard]] std::string to_json(const CollectionOutcome& outcome, Payload payload = Payload::leave_out);
[[nodiscard]] std::string to_json(const DeviceFacts& facts);
[[nodiscard]] std::string to_json(const EvaluationManifest& manifest);
[[nodiscard]] std::string to_json(const Verdict& verdict);

[[nodiscard]] Result<CollectJob> parse_collect_job(std::string_view json);
/// Captures whose bytes were left out have none.
[[nodiscard]] Result<CollectionOutcome> parse_collection_outcome(std::string_view json);
[[nodiscard]] Result<DeviceFacts> parse_device_facts(std::string_view json);
[[nodiscard]] Result<EvaluationManifest> parse_evaluation_manifest(std::string_view json);
[[nodiscard]] Result<Verdict> parse_verdict(std::string_view json);

}  // namespace muster::wire
