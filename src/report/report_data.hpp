#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/collect.hpp"
#include "core/facts.hpp"
#include "core/group_verdicts.hpp"
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

/// A line that was not understood, and that somebody declared not to matter to some domains.
struct DeclaredLine {
  std::uint32_t line = 0;  ///< from 1
  std::string declaration;
  bool in_force = true;  ///< false: the declaration has expired
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
  std::vector<DeclaredLine> declared;        ///< by declaration, then by line
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

/// A verdict that a waiver speaks about.
struct WaivedVerdict {
  std::string device_id;
  std::string object;
  std::string fingerprint;
};

/// What became of a waiver.
enum class WaiverState : std::uint8_t {
  in_use,      ///< it waives what it covers
  expired,     ///< what it covers counts again
  not_yet,     ///< its first day is still to come
  unused,      ///< nothing of what it speaks about fails
  not_in_run,  ///< its devices were not part of the run
};
[[nodiscard]] std::string_view state_name(WaiverState state);  ///< "in use", "expired", ...

/// An exception that people granted, and what became of it in this run.
struct WaiverUse {
  std::string id;
  std::string rule;
  std::string requester;
  std::string approver;
  std::string ticket;
  std::string reason;
  std::string compensating_control;
  std::string where;  ///< "waivers.toml:12:6"
  Timestamp granted{};
  Timestamp expires{};  ///< its last day
  WaiverState state = WaiverState::unused;
  std::vector<WaivedVerdict> covers;  ///< expired or not yet in force: the fails that it would cover
  std::size_t passing = 0;       ///< verdicts that it speaks about and that pass
  std::size_t not_assessed = 0;  ///< and those that could not be assessed: they cannot be waived
};

/// A line of one device that a declaration speaks about.
struct DeclaredPlace {
  std::string device_id;
  std::string command;
  std::uint32_t line = 0;
};

/// A declaration that lines cannot matter to some domains, and what became of it in this run.
struct DeclarationUse {
  std::string id;
  std::string format;
  std::string line;   ///< the pattern; empty: a whole block
  std::string block;  ///< the pattern; empty: anywhere
  Domains domains;
  std::string because;
  std::string requester;
  std::string approver;
  std::string ticket;
  std::string where;
  Timestamp granted{};
  Timestamp expires{};
  WaiverState state = WaiverState::unused;
  std::vector<DeclaredPlace> lines;
  std::size_t verdicts = 0;  ///< that rest on it
};

/// What a verdict says that rests on a declaration begins so: "rests on line declaration D-1: ...".
inline constexpr std::string_view rests_on = "rests on line declaration ";

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
  std::vector<GroupVerdicts> groups{};  ///< what was judged of several devices together, the fleet last
  std::vector<Gap> gaps;
  std::vector<WaiverUse> waivers;  ///< in the order of their files
  std::vector<DeclarationUse> declarations;
};

}  // namespace muster::report
