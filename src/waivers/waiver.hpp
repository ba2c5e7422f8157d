#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_position.hpp"
#include "core/timestamp.hpp"
#include "core/verdict.hpp"

/// Exceptions that people grant for a time: a waiver lets a fail stand, with who asked, who allowed it, and until when.
namespace muster::waivers {

/// Who asked, who allowed it, and for how long.
struct Approval {
  std::string id;  ///< unique among all files
  std::string requester;
  std::string approver;  ///< another person
  std::string ticket;
  Timestamp granted{};  ///< in force from the beginning of this day, UTC
  Timestamp expires{};  ///< in force to the end of this day, UTC
  SourcePosition where;
};

/// Which devices an exception speaks about; both empty: all.
struct Selection {
  std::vector<std::string> devices;  ///< units, "unit/member", "group NAME" or "fleet" for the verdicts of such rules
  std::vector<std::string> groups;
};

/// Lets the fails of one rule stand.
struct Waiver {
  Approval approval;
  Selection selection;
  std::string rule;
  std::string object;       ///< the key of the one object; empty: any
  std::string fingerprint;  ///< the one finding; empty: any
  std::string reason;
  std::string compensating_control;
};

/// What a verdict is about, in the words of the inventory.
struct Subject {
  std::string_view id;    ///< "unit", "unit/member", "group NAME", "fleet"
  std::string_view unit;  ///< empty for groups and the fleet
  std::span<const std::string> groups;
};

enum class Standing : std::uint8_t { in_force, expired, not_yet };
[[nodiscard]] Standing standing(const Approval& approval, Timestamp as_of);

[[nodiscard]] bool selects(const Selection& selection, const Subject& subject);

/// True if the waiver speaks about this verdict, whatever its status and the time are.
[[nodiscard]] bool speaks_about(const Waiver& waiver, const Verdict& verdict, const Subject& subject);

/// "2026-12-31".
[[nodiscard]] std::string date_of(Timestamp time);

/// Longest life of a waiver in days, in the order of `Severity`.
using Limits = std::array<std::int64_t, 5>;
inline constexpr Limits default_limits{30, 90, 180, 365, 365};

}  // namespace muster::waivers
