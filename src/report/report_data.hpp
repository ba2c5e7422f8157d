#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/collect.hpp"
#include "core/facts.hpp"
#include "core/redacted_text.hpp"
#include "core/verdict.hpp"

namespace muster::report {

/// What a report needs to know of a rule.
struct RuleInfo {
  std::string id;
  std::string title;
  Severity severity = Severity::medium;
  std::string section;  ///< the guideline's heading
  std::string remedy;
  std::vector<std::string> references;
  std::string pack;
  std::string deprecated{};  ///< what replaces it; empty: it is not
};

/// A capture as a report may show it: redacted, with what was not understood.
struct CaptureInfo {
  std::string command;
  std::string sent;
  std::string format;
  std::string context;
  std::string source;
  Timestamp content_time{};
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::vector<CaptureLimit> limits;  ///< what it leaves out although it is whole
  RedactedText text;
  LineCounts lines;
  std::vector<std::uint32_t> unknown_lines;  ///< line numbers, ascending
};

/// One device: facts (verdicts among them), captures in the order that `Evidence::capture` indexes, and its session.
struct DeviceReport {
  DeviceFacts facts;
  std::vector<CaptureInfo> captures;
  std::vector<CollectEvent> timeline;
};

/// A part of the population that could not be looked at, such as a quarantined inventory entry.
struct Gap {
  std::string where;  ///< "inventory.toml:12:3"
  std::string message;
};

/// Everything that a report shows. Reports are pure functions of it.
struct RunReport {
  std::string tool_version;
  std::string run_id;
  std::string evaluation_id;
  Timestamp started{};
  Timestamp finished{};
  Timestamp as_of{};
  bool complete = true;  ///< false: the run was stopped or killed
  std::vector<RuleInfo> rules;
  std::vector<DeviceReport> devices;
  std::vector<Gap> gaps;
};

}  // namespace muster::report
