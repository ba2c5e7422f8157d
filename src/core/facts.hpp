#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/collect.hpp"
#include "core/domain.hpp"
#include "core/line_counts.hpp"
#include "core/verdict.hpp"

namespace muster {

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
