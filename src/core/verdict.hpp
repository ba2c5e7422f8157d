#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/evidence.hpp"

namespace muster {

/// What a rule says of a device (or of one object on it).
enum class VerdictStatus : std::uint8_t { pass, fail, not_applicable, not_assessed, waived, error, out_of_scope };
[[nodiscard]] std::string_view to_string(VerdictStatus status);  ///< "pass", "not assessed", ...
[[nodiscard]] std::optional<VerdictStatus> parse_verdict_status(std::string_view name);

enum class Severity : std::uint8_t { critical, high, medium, low, info };
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view name);

/// A value that a verdict depended on, as messages show it: never a secret.
struct SeenValue {
  std::string device;  ///< of a group's or the fleet's verdict: whose value it is; else empty
  std::string what;    ///< "user admin: privilege"
  std::string value;   ///< "15", "(none)", "(not known)"
  std::vector<Evidence> lines;  ///< of that device's captures
  friend bool operator==(const SeenValue&, const SeenValue&) = default;
};

/// A rule's answer. Texts are free of secrets: the policy engine cannot put one into a message.
struct Verdict {
  std::string rule_id;
  std::string device_id;    ///< or "group NAME", "fleet"
  std::string object;       ///< key of the object judged, "user admin"; empty for the whole device
  std::string fingerprint;  ///< 16 hex digits over rule id, device id and object key: stable across runs
  VerdictStatus status = VerdictStatus::not_assessed;
  Severity severity = Severity::medium;
  bool in_doubt = false;  ///< a fail whose applicability is not known
  std::string message;    ///< for a fail: the rule's message; otherwise why
  std::vector<std::string> reasons;  ///< for not assessed: what is missing, one sentence each
  std::vector<Evidence> evidence;
  std::vector<SeenValue> values{};  ///< what it depended on; where evaluation was told to say so. Not kept in the store
  std::string waiver{};             ///< id of the waiver that makes it `waived`
  std::string grace_until{};        ///< "2026-12-24": a fail that is reported and does not count before that day
};

/// Hash of rule id, device id and object key (FNV-1a, 64 bit, fields separated): never of a line number or a message.
[[nodiscard]] std::string finding_fingerprint(std::string_view rule_id, std::string_view device_id, std::string_view object);

}  // namespace muster
