#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "collectors/recipe.hpp"
#include "core/collect.hpp"

namespace muster::collectors {

/// Which normalisation `normalised` is; raised when its output changes for some input.
inline constexpr std::uint32_t normaliser_version = 2;

/// A terminal's or file's text as a capture keeps it: CR LF becomes LF, a CR that begins a line goes, escape sequences of the terminal (CSI, OSC, character sets) and
/// NULs are removed, a character that a backspace took back is removed with it. Lines stay lines.
[[nodiscard]] std::string normalised(std::string_view text);

/// Where the escape sequence that begins at `at` ends (one past it): at the latest at the end of the text.
[[nodiscard]] std::size_t skip_escape(std::string_view text, std::size_t at);

/// The last line that holds more than blanks, without surrounding blanks.
[[nodiscard]] std::string_view last_line(std::string_view text);

/// The first line that begins, behind blanks, with one of the markers.
[[nodiscard]] std::optional<std::string_view> error_line(std::string_view text, std::span<const std::string> markers);

/// What a terminal would show of a line: normalised, and without what a carriage return wrote over. Trailing blanks
/// are dropped.
[[nodiscard]] std::string visible_line(std::string_view line);

/// A device's words for a report: one line, at most 120 bytes, control and non-ASCII bytes replaced by '?'.
[[nodiscard]] std::string quoted(std::string_view text);

/// A job's outcome without captures yet.
[[nodiscard]] CollectionOutcome outcome_for(const CollectJob& job);

/// Marks the whole device as failed, and each command of the recipe that has no capture yet with the same reason.
void fail_whole(CollectionOutcome& outcome, const Recipe* recipe, CollectionFailure failure, const std::string& detail);

}  // namespace muster::collectors
