#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/collect.hpp"
#include "core/domain.hpp"
#include "core/verdict.hpp"

/// The names of enumerators on the wire.
namespace muster::wire {

inline constexpr std::array<std::string_view, 6> credential_kinds{"none", "environment", "file",
                                                                  "key_file", "command", "agent"};

inline std::string_view name_of(CredentialReference::Kind kind) {
  return credential_kinds[static_cast<std::size_t>(kind)];
}
inline std::string_view name_of(CollectionFailure failure) { return to_string(failure); }
inline std::string_view name_of(VerdictStatus status) { return to_string(status); }
inline std::string_view name_of(Severity severity) { return to_string(severity); }

/// The enumerator of that name among the first `count`.
template <class Enum>
std::optional<Enum> find_name(std::string_view name, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  return std::nullopt;
}

inline bool parse_name(std::string_view name, CredentialReference::Kind& kind) {
  const auto found = find_name<CredentialReference::Kind>(name, credential_kinds.size());
  return found ? (kind = *found, true) : false;
}
inline bool parse_name(std::string_view name, CollectionFailure& failure) {
  const auto found = find_name<CollectionFailure>(name, collection_failure_count);
  return found ? (failure = *found, true) : false;
}
inline bool parse_name(std::string_view name, VerdictStatus& status) {
  const auto found = parse_verdict_status(name);
  return found ? (status = *found, true) : false;
}
inline bool parse_name(std::string_view name, Severity& severity) {
  const auto found = parse_severity(name);
  return found ? (severity = *found, true) : false;
}

}  // namespace muster::wire
