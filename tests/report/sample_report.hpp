#pragma once

#include "report/report_data.hpp"

namespace muster::test {

/// A fleet of 14 devices of several platforms after a night's run: healthy ones, findings in every section of the
/// guideline, lines that were not understood, four kinds of lost collections, a quarantined inventory entry.
[[nodiscard]] report::RunReport sample_report();

/// Two devices, one finding, one lost capture: small enough to read its golden files whole.
[[nodiscard]] report::RunReport small_report();

/// One collected device whose every text is hostile: markup, control sequences, NULs, bytes that are not UTF-8,
/// bidirectional controls, evidence beyond the end, a rule that nobody describes.
[[nodiscard]] report::RunReport hostile_report();

/// `devices` devices with `rules` verdicts each, about one in twenty a failure.
[[nodiscard]] report::RunReport large_report(std::size_t devices, std::size_t rules);

}  // namespace muster::test
