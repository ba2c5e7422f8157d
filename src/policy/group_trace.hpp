#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/verdict.hpp"
#include "policy/rules.hpp"
#include "policy/trace.hpp"

namespace muster::policy {

/// The facts of members that a traced evaluation looked at, each once, with the device that it is of and its lines;
/// at most 50, and then "and N more". Secrets only by whose they are. `position`: of the rule among those of scope group
/// and fleet.
[[nodiscard]] std::vector<SeenValue> seen_facts(std::span<const Seen> trace, const Rule& rule, std::size_t position);

/// The values of the second that the first does not have follow.
void append_seen(std::vector<SeenValue>& to, std::vector<SeenValue> more);

}  // namespace muster::policy
