#pragma once

#include <string>
#include <vector>

#include "report/report_data.hpp"

namespace muster::report {

/// The waivers of one state, in the order of their files. Refers to the run.
[[nodiscard]] std::vector<const WaiverUse*> waivers_that_are(const RunReport& run, WaiverState state);
[[nodiscard]] std::vector<const DeclarationUse*> declarations_that_are(const RunReport& run, WaiverState state);

/// "2026-12-31".
[[nodiscard]] std::string day_text(Timestamp time);

/// When it ends, as of the run: "until 2026-12-31, in 38 days", "expired on 2026-10-31, 12 days ago".
[[nodiscard]] std::string life_text(const WaiverUse& waiver, Timestamp as_of);
[[nodiscard]] std::string life_text(const DeclarationUse& declaration, Timestamp as_of);

/// Why a waiver waives nothing, and what to do about it; empty for one in use.
[[nodiscard]] std::string idle_text(const WaiverUse& waiver);

/// What it is about: "frr: lines 'x .*' in 'interface .*' cannot matter to users, snmp".
[[nodiscard]] std::string subject_text(const DeclarationUse& declaration);

/// "3 lines on 2 devices; 4 verdicts rest on it".
[[nodiscard]] std::string reach_text(const DeclarationUse& declaration);

}  // namespace muster::report
