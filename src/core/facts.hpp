#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/collect.hpp"
#include "core/domain.hpp"
#include "core/verdict.hpp"

namespace muster {

/// Line counts of one capture: every line is in exactly one of the four states.
struct LineCounts {
  std::uint32_t understood = 0;
  std::uint32_t ignored = 0;  ///< on purpose, with a reason
  std::uint32_t known = 0;    ///< the keyword is declared, its meaning not modelled
  std::uint32_t unknown = 0;
  friend bool operator==(const LineCounts&, const LineCounts&) = default;
};

/// What is kept of one device after an evaluation: small, serialisable, without secrets or configuration text.
/// Fleet-wide rules and reports work on these.
struct DeviceFacts {
  static constexpr std::uint32_t version = 1;
  std::string device_id;
  std::string hostname;
  std::string platform;
  std::string site;
  std::string role;
  std::string software;  ///< "IOS-XE 17.3.5"; empty if not known
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  LineCounts lines;
  Domains open;  ///< domains that hold something not understood or not collected
  std::vector<Verdict> verdicts;
};

}  // namespace muster
