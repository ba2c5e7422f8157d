#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "policy/policy_set.hpp"

/// Versions of packs and rules, and the days for which a new rule's findings do not count.
namespace muster::policy {

/// "1", "2.10", "2026.11.1": numbers of at most nine digits between dots, at most eight of them.
[[nodiscard]] bool is_version(std::string_view text);

/// Compares number by number; what is missing at the end is 0, so "1" and "1.0" are equal. Both must be versions.
[[nodiscard]] std::strong_ordering compare_versions(std::string_view a, std::string_view b);

/// "2026-12-31".
[[nodiscard]] std::string day_text(std::chrono::sys_days day);

/// The first day on which fails of the rule count: only where the pack's present version brought it, and says how long
/// its users get; nothing for rules about groups and the fleet.
[[nodiscard]] std::optional<std::chrono::sys_days> end_of_grace(const RuleInfo& rule, const PackInfo& pack);

}  // namespace muster::policy
