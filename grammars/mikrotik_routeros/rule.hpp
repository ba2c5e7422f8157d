#pragma once

#include "grammars/mikrotik_routeros/keys.hpp"

/// What rules of filters and of address translation have in common: what they match.
namespace muster::grammars::mikrotik_routeros {

/// Reads the settings of one rule; `ipv6` names address lists by their family.
[[nodiscard]] Outcome read_rule(Rule& rule, const Statement& statement, bool ipv6, Cursor& cursor);

/// "any", or the parts joined by ",".
[[nodiscard]] std::string joined(const Names& parts);

}  // namespace muster::grammars::mikrotik_routeros
