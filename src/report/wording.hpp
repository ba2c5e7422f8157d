#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/domain.hpp"
#include "report/counts.hpp"

/// Phrases that several formats share.
namespace muster::report {

/// "1 device", "3 devices"; `many` is for nouns that do not take an s.
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun, std::string_view many = {});

/// "14 devices: 11 collected, 3 not collected; 1 entry quarantined"
[[nodiscard]] std::string population_text(const RunReport& run, const RunCounts& counts);

/// Prose that its author broke over lines, on one line.
[[nodiscard]] std::string one_line(std::string_view prose);

/// "1 March 2026, 02:00 UTC".
[[nodiscard]] std::string date_text(Timestamp time);

/// "41 s", "12 min 5 s", "3 h 2 min".
[[nodiscard]] std::string duration_text(std::chrono::seconds duration);

/// "users, filters"; "all" for all domains, empty for none.
[[nodiscard]] std::string domains_text(Domains domains);

/// "critical 2, high 5": what is zero is left out.
[[nodiscard]] std::string severities_text(const RunCounts& counts);

/// "new: does not count before 2026-12-24" for a fail in its grace period, else empty.
[[nodiscard]] std::string grace_text(const Verdict& verdict);

/// "2 of them new: they do not count yet"; empty for none.
[[nodiscard]] std::string grace_text(const RunCounts& counts);

/// Share of the lines that were understood or ignored on purpose, "98.2 %"; rounded down, so that 100 % means all.
[[nodiscard]] std::string understood_share(const LineCounts& lines);

}  // namespace muster::report
