#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/capture.hpp"
#include "core/timestamp.hpp"

namespace muster {

/// A capture as an evaluation refers to it. `redacted_id` is the SHA-256 of the redacted form, in hex: a public id
/// that allows no guess at the secrets. `sealed_id` names the sealed raw blob and is itself a keyed digest.
struct CaptureReference {
  std::string device_id;
  std::string member;
  std::string context;
  std::string command;
  std::string format;
  std::string source;
  Timestamp content_time{};
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::string redacted_id;  ///< empty for a failed capture
  std::string sealed_id;    ///< empty for a failed capture
  std::vector<CaptureLimit> limits{};  ///< what it leaves out although it is whole
  friend bool operator==(const CaptureReference&, const CaptureReference&) = default;
};

/// Everything that an evaluation depends on: the same manifest gives the same verdicts, byte for byte.
struct EvaluationManifest {
  static constexpr std::uint32_t version = 2;
  std::string tool_version;
  Timestamp as_of{};                        ///< the time that rules see as `now`
  std::vector<CaptureReference> captures;   ///< sorted by device, member, context, command
  std::string inventory_digest;             ///< SHA-256 of the inventory slice, in hex
  std::map<std::string, std::string> policies;  ///< pack name -> SHA-256 of its files
  std::map<std::string, std::string> data;      ///< data set -> SHA-256
  std::string key_id;                       ///< of the sealing key; empty: evaluated without it
};

}  // namespace muster
